"""What staff changed and tested at the machine, in the local database: AdjustmentStore and PartTests over SQL."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Engine, select

from kiosk.errors import DATA_AWAY, KioskError
from kiosk.staff.acts import Part
from kiosk.staff.adjustments import Adjustments
from kiosk.staff.views import LastTest
from kiosk.store.engine import SQLITE, reading, writing
from kiosk.store.local import tables as t
from kiosk.store.local.putting import put

_a, _p = t.adjustments.c, t.part_tests.c

_ONLY_ROW = 1
_QUICK_CHECK = "PRAGMA quick_check(1)"
_ADJUSTMENTS = select(_a.out_of_service, _a.volume, _a.brightness, _a.daily_pages, _a.language)
_TESTS = select(_p.part, _p.moment, _p.good, _p.said)


class SqlUpkeep:
    """Reads and writes the local database; every method is one transaction and may be called from any thread."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def adjustments(self) -> Adjustments:
        """As they were last kept. Raises KioskError(DATA_AWAY)."""
        with reading(self._engine) as connection:
            found = connection.execute(_ADJUSTMENTS).first()
        return Adjustments() if found is None else Adjustments(*found)

    def keep_adjustments(self, adjustments: Adjustments) -> None:
        """Store all of them. Raises KioskError(DATA_AWAY)."""
        values: dict[str, object] = {
            "row": _ONLY_ROW,
            "out_of_service": adjustments.out_of_service,
            "volume": adjustments.volume,
            "brightness": adjustments.brightness,
            "daily_pages": adjustments.daily_pages,
            "language": adjustments.language,
        }
        with writing(self._engine) as connection:
            put(connection, t.adjustments, values)

    def check_quickly(self) -> None:
        """Ask the database something, and SQLite whether its file is intact. Raises KioskError(DATA_AWAY)."""
        sqlite = self._engine.url.drivername == SQLITE
        with reading(self._engine) as connection:
            found = connection.exec_driver_sql(_QUICK_CHECK if sqlite else "SELECT 'ok'").scalar()
        if found != "ok":
            raise KioskError(DATA_AWAY, "the local database is damaged")

    def last_tests(self) -> Mapping[Part, LastTest]:
        """Each part's last test. Raises KioskError(DATA_AWAY)."""
        with reading(self._engine) as connection:
            found = connection.execute(_TESTS).all()
        return {Part(part): LastTest(datetime.fromisoformat(at), good, said) for part, at, good, said in found}

    def keep_test(self, part: Part, test: LastTest) -> None:
        """Store it instead of the one before. Raises KioskError(DATA_AWAY)."""
        moment = test.at.isoformat(timespec="seconds")
        with writing(self._engine) as connection:
            put(connection, t.part_tests, {"part": part.value, "moment": moment, "good": test.good, "said": test.said})
