"""A real scheduler and printer, one for each file that asks for it; each test finds them well and empty."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.hardware.cups_daemon import CupsDaemon, cups_daemon


@pytest.fixture(scope="module")
def cups_running() -> Iterator[CupsDaemon]:
    """The daemons, whatever the last test left of them."""
    with cups_daemon() as daemon:
        yield daemon


@pytest.fixture
def cups(cups_running: CupsDaemon, monkeypatch: pytest.MonkeyPatch) -> CupsDaemon:
    """The daemons, well and empty; this process prints there."""
    cups_running.reset()
    for name, value in cups_running.environment.items():
        monkeypatch.setenv(name, value)
    return cups_running
