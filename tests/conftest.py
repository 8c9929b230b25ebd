"""What all tests share: no test runs on the developer's own settings, and the run ends by saying what ran on what."""

from __future__ import annotations

import os
import signal
from collections import Counter

import pytest
from hypothesis import HealthCheck, settings
from xdist.workermanage import WorkerController

from tests.installed import installation as installation  # noqa: PLC0414 - a fixture, made once for all tests
from tests.shared_out import INSTALLED, WholeFiles

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Nobody hears the tests: those that speak bring a service of their own.
os.environ["SPEECHD_ADDRESS"] = "unix_socket:/nonexistent/speechd.sock"
for name in [name for name in os.environ if name.startswith("KIOSK_")]:
    del os.environ[name]

# How fast an example runs says something of the machine, nothing of the program: no test has a stop-watch.
# The same examples each run, so that a red run is the change's own doing; `--hypothesis-profile=search` draws others.
settings.register_profile("search", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("same", settings.get_profile("search"), derandomize=True)
settings.load_profile("same")

REAL_PARTS = ("pcscd", "cupsd", "postgresql")

WELL = (0, -signal.SIGKILL)
"""How a worker's process ends after its last test: by itself, or helped by xdist, which waits ten seconds for it."""

_ran: Counter[str] = Counter()
_workers: list[WorkerController] = []
_died: list[str] = []


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Workers begin with the files that take longest, so that none is left alone with one at the end.

    Those are on real parts or on the installed kiosk. Within both groups the order stays the random one, which all
    workers share.
    """
    if _is_worker(config):
        slow = {item.path for item in items if any(item.get_closest_marker(part) for part in REAL_PARTS)}
        slow |= {item.path for item in items if item.nodeid.startswith(INSTALLED)}
        items.sort(key=lambda item: item.path not in slow)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> WholeFiles:
    """Share the tests out among workers."""
    return WholeFiles(config, log)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Count what passed on which real part, and what was skipped; workers report each test to the process that ends."""
    if report.skipped:
        _ran["skipped"] += 1
    elif report.when == "call" and report.passed:
        _ran.update(part for part in REAL_PARTS if part in report.keywords)


def pytest_collectreport(report: pytest.CollectReport) -> None:
    """A file may be skipped whole."""
    _ran["skipped"] += report.skipped


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: WorkerController) -> None:
    """A worker is about to start."""
    _workers.append(node)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: WorkerController, error: object) -> None:
    """A worker ended; with an error if it died, and then xdist fails the run only where it knows the test."""
    if error:
        _died.append(node.gateway.id)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """A skipped test is a test that did not run, and a worker that died may have died of a test: the run is red."""
    _died.extend(worker.gateway.id for worker in _workers if worker.gateway._io.popen.wait() not in WELL)
    if _died:
        print(f"\nworkers that died: {', '.join(dict.fromkeys(_died))}")
    if (_ran["skipped"] or _died) and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_unconfigure(config: pytest.Config) -> None:
    """The last line of a run."""
    if not config.option.collectonly and not _is_worker(config):
        parts = " ".join(f"{part}={_ran[part]}" for part in REAL_PARTS)
        print(f"ran-on {parts} skipped={_ran['skipped']}")


def _is_worker(config: pytest.Config) -> bool:
    """Whether this process runs tests for another, `make test`, which counts them."""
    return hasattr(config, "workerinput")
