"""The fleet's database as one kiosk sees it: kiosk.fleet.port.FleetServer over the functions of the schema `fleet`."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlalchemy import Engine, text

from kiosk.audit.line import End
from kiosk.fleet.port import Beat, PrintToShip, Reached
from kiosk.store.engine import ask, writing

_BEAT = text(
    "SELECT fleet.beat("
    ":at, :version, :service, :reasons, :warnings, :as_of, CAST(:failures AS jsonb), :unshipped, :named)"
)
_REACHED = text("SELECT number, hash, prints, kiosk FROM fleet.reached()")
_AUDIT = text("SELECT number, hash FROM fleet.ship_audit(:lines)")
_PRINTS = text("SELECT fleet.ship_prints(CAST(:prints AS jsonb))")

_MOST_SAID = 400
"""Characters the database keeps of why something could not be shipped."""


class SqlFleet:
    """Every method is one transaction."""

    def __init__(self, engine: Engine) -> None:
        """`engine` is the one that visits use: who comes between two of them finds their line and needs no other.

        Nothing of a visit is on it: a token is known in its transaction only, and a deadline to its thread only.
        """
        self._engine = engine

    def beat(self, beat: Beat) -> None:
        """Say how the kiosk is, instead of what it said before. Raises KioskError(DATA_AWAY)."""
        values = {
            "at": beat.at,
            "version": beat.version,
            "service": beat.service.value,
            "reasons": list(beat.reasons),
            "warnings": list(beat.warnings),
            "as_of": beat.as_of.year * 100 + beat.as_of.month if beat.as_of else None,
            "failures": json.dumps(dict(beat.failures)),
            "unshipped": beat.unshipped[:_MOST_SAID],
            "named": beat.named,
        }
        with writing(self._engine) as connection:
            connection.execute(_BEAT, values)

    def reached(self) -> Reached:
        """How far audit trail and prints have come. Raises KioskError(DATA_AWAY)."""
        number, digest, prints, kiosk = ask(self._engine, lambda connection: connection.execute(_REACHED).one())
        return Reached(End(number, digest), prints, kiosk)

    def ship_audit(self, lines: Sequence[bytes]) -> End:
        """Hand over lines without their line feeds; how far the trail has come. Raises KioskError(DATA_AWAY)."""
        with writing(self._engine) as connection:
            return End(*connection.execute(_AUDIT, {"lines": [line.decode("ascii") for line in lines]}).one())

    def ship_prints(self, prints: Sequence[PrintToShip]) -> int:
        """Hand over prints; how many batches were taken. Raises KioskError(DATA_AWAY)."""
        with writing(self._engine) as connection:
            return int(connection.execute(_PRINTS, {"prints": json.dumps(list(map(_row, prints)))}).scalar_one())


def _row(each: PrintToShip) -> dict[str, object]:
    entry = each.entry
    return {
        "moment": entry.moment.isoformat(timespec="seconds"),
        "number": each.number,
        "visit": entry.visit,
        "kind": entry.kind.value,
        "pages": entry.pages,
        "state": entry.end.value,
        "code": entry.code,
    }
