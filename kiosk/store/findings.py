"""What doctor and staff are told of a database, in words that can be told in their language."""

from __future__ import annotations

from kiosk.errors import DATA_BEHIND, KioskError
from kiosk.model import AsOf
from kiosk.ports import Finding
from kiosk.told import Told
from kiosk.words import N_

CHECK_FILE = N_("Check the file, its folder and disk.")
CHECK_SERVER = N_("Check the server, this login and the network.")
CHECK_EITHER = N_("Check the database, its file or server and the network.")


def away(part: str, name: str, error: KioskError, advice: str) -> Finding:
    """It cannot be read; `advice` is one of those above."""
    return Finding(part, False, Told(N_("{name}: {reason}"), name=name, reason=error.detail), advice)


def of_another_version(part: str, name: str, version: str | None) -> Finding:
    """It must be brought to this program's schema."""
    state = _versioned(name, version or Told(N_("none")))
    return Finding(part, False, state, N_("Run `main.py db upgrade`."))


def without_data(name: str, version: str) -> Finding:
    """Nothing was imported yet."""
    state = Told(N_("{database}, no data"), database=_versioned(name, version))
    return Finding("database", False, state, N_("Import the monthly data."))


def damaged(alarm: str) -> Finding:
    """A copy is read instead, or nothing."""
    return Finding("database", False, alarm, N_("Run `main.py restore`, then look after the disk."))


def of_version(part: str, name: str, version: str) -> Finding:
    """It is as it should be."""
    return Finding(part, True, _versioned(name, version))


def reaching(name: str, version: str, as_of: AsOf) -> Finding:
    """It holds data, as far as told."""
    return Finding("database", True, _reaching(_versioned(name, version), as_of))


def replica(name: str, as_of: AsOf, *, behind: bool) -> Finding:
    """The read-only copy answers; `behind` when the server it follows has newer data."""
    return Finding("replica", not behind, _reaching(name, as_of), DATA_BEHIND.remedy if behind else "")


def with_open_comparisons(name: str) -> Finding:
    """Whoever stole this login, and is logged in, could find out what others' rows say (comparisons.py)."""
    state = Told(N_("{name}: a stolen login of a kiosk could find out what other people's rows say"), name=name)
    return Finding("database", False, state, N_("Let a superuser of the server run `main.py db upgrade` once."))


def _reaching(database: str, as_of: AsOf) -> Told:
    reach = tuple(f"{authority.value} {month}" for authority, month in as_of.items())
    return Told(N_("{database}, data as of {reach}"), database=database, reach=reach)


def _versioned(name: str, version: str) -> Told:
    return Told(N_("{name}: version {version}"), name=name, version=version)
