# Two commands do all set-up on a fresh Debian 12: `make run` and `make test`.
PY := .venv/bin/python

.PHONY: run tour pictures setup setup-test check format test bench soak fleet-sim package clean

run: setup  ## the kiosk in demo mode; without a display the tour, which leaves pictures and a PDF
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then $(PY) main.py run --demo --windowed; \
	else echo "There is no display here, so the tour runs instead."; $(MAKE) --no-print-directory tour; fi

tour: setup  ## walks every screen offscreen; pictures and the printed list in build/tour
	@$(PY) main.py tour --out build/tour

pictures: setup-test  ## the README's pictures and one of each kind of paper, in resources/pictures
	@QT_QPA_PLATFORM=offscreen $(PY) -m tests.readme --pictures

setup:
	@bash .ci/setup run

setup-test:
	@bash .ci/setup test

check: setup-test  ## format, lint, types, layers
	@$(PY) -m ruff format --check .
	@$(PY) -m ruff check .
	@$(PY) -m mypy --num-workers 2
	@.venv/bin/lint-imports

format: setup-test
	@$(PY) -m ruff format . && $(PY) -m ruff check --fix .

# Tests on real daemons wait more than they work, so there are more workers than cores. A file stays with one worker,
# which starts its daemons once; a worker that dies ends the run. WORKERS=0 runs all in one process.
TEST_WORKERS = -n $(or $(WORKERS),4) --no-loadscope-reorder --max-worker-restart 0

test: setup-test  ## every test, on real pcscd, cupsd and PostgreSQL as well; make test WORKERS=0
	@QT_QPA_PLATFORM=offscreen $(PY) -m pytest $(TEST_WORKERS)

bench: setup-test  ## one line a measure; make bench ONLY=paper runs one part
	@QT_QPA_PLATFORM=offscreen $(PY) -m tests.benchmarks $(ONLY)

soak: setup-test  ## N random sessions on one process: does anything grow? make soak N=2000 SEED=7
	@QT_QPA_PLATFORM=offscreen SEED=$(SEED) $(PY) -m tests.soak $(or $(N),2000)

fleet-sim: setup-test  ## many kiosks at one PostgreSQL: how long requests take, what rate is held; make fleet-sim KIOSKS=1000
	@$(PY) -m tests.fleet_sim $(or $(KIOSKS),1000) $(or $(SECONDS),60) $(or $(PERSONS),10000)

package: setup-test  ## what a technician takes to a hall: build/package/shebao-kiosk-VERSION.tar.gz
	@PYTHON=$(PY) resources/deploy/package.sh build/package

clean:
	@rm -rf build .venv *.egg-info
