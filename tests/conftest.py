"""What all tests share: no test runs on the developer's own settings, and the run ends by saying what ran on what."""

from __future__ import annotations

import os
from collections import Counter

import pytest
from hypothesis import HealthCheck, settings

from tests.installed import installation as installation  # noqa: PLC0414 - a fixture, made once for all tests

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

_ran: Counter[str] = Counter()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):  # type: ignore[no-untyped-def]  # pytest's own wrapper type is private
    """Count what passed on which real part, and what was skipped."""
    report = yield
    if report.skipped:
        _ran["skipped"] += 1
    elif report.when == "call" and report.passed:
        _ran.update(part for part in REAL_PARTS if item.get_closest_marker(part))
    return report


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A skipped test is a test that did not run: the run is red."""
    if _ran["skipped"] and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_unconfigure(config: pytest.Config) -> None:
    """The last line of a run."""
    if not config.option.collectonly:
        parts = " ".join(f"{part}={_ran[part]}" for part in REAL_PARTS)
        print(f"ran-on {parts} skipped={_ran['skipped']}")
