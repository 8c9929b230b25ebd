"""What kiosks shipped and what the agency's people did, read and acknowledged by the agency's login."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Connection, Engine, text

from kiosk.audit.line import CHAIN_START, End
from kiosk.config import DatabaseSection
from kiosk.fleet.acts import Act
from kiosk.fleet.trails import ShippedTrail
from kiosk.store.engine import ask, reading, writing
from kiosk.store.fleet_overview import agency_engine

TIMEOUT_SECONDS = 3600
"""A kiosk's lines of a year are some hundred megabytes; whoever follows them waits."""
_AT_ONCE = 5000
"""Lines fetched at once: more than a megabyte."""

_TRAILS = text(
    """
    SELECT known.kiosk, coalesce(r.number, 0), coalesce(r.hash, :start), coalesce(r.broken, 0), coalesce(r.known, 0),
        coalesce((SELECT max(place) FROM fleet.audit_lines l WHERE l.kiosk = known.kiosk), 0),
        coalesce((SELECT max(reach) FROM fleet.acts a
            WHERE a.act = 'breaks-acknowledged' AND a.subject = known.kiosk), 0),
        ARRAY(SELECT reach FROM fleet.acts a
            WHERE a.act = 'kiosk-removed' AND a.subject = known.kiosk ORDER BY a.number)
    FROM (
        SELECT kiosk FROM fleet.overview UNION SELECT kiosk FROM fleet.records
        UNION SELECT subject FROM fleet.acts WHERE act = 'kiosk-removed'
    ) AS known
    LEFT JOIN fleet.records r ON r.kiosk = known.kiosk
    ORDER BY known.kiosk
    """
)
_LINES = text(
    "SELECT line FROM fleet.audit_lines WHERE kiosk = :kiosk AND place > :after AND place <= :until ORDER BY place"
)
_ACKNOWLEDGE = text("SELECT fleet.acknowledge(:kiosk, :broken, :place, :reason, :operator)")
_ACTS = "SELECT number, at, act, login, operator, about, subject, code FROM {} WHERE at >= :since ORDER BY number"
_ALL_ACTS = text(_ACTS.format("fleet.acts"))
_ACTS_ABOUT = text(_ACTS.format("fleet.acts_about(:asked)"))


class SqlRecords:
    """Every method may raise KioskError(DATA_AWAY), also for a login that is no auditor's."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def trails(self) -> Sequence[ShippedTrail]:
        """Of every kiosk that is or was there, by ID."""
        return ask(self._engine, _trails)

    def lines(self, kiosk: str, after: int, until: int) -> Iterator[bytes]:
        """A kiosk's lines, each with its line feed, from after one place up to another, as they came."""
        values = {"kiosk": kiosk, "after": after, "until": until}
        with reading(self._engine) as connection:
            streaming = connection.execution_options(stream_results=True, yield_per=_AT_ONCE)
            for line in streaming.execute(_LINES, values).scalars():
                yield line.encode("ascii", "replace") + b"\n"

    def acknowledge(self, trail: ShippedTrail, reason: str, operator: str) -> None:
        """Write down that the agency knows of what is broken up to the newest line that was seen."""
        values = {"kiosk": trail.kiosk, "broken": trail.broken, "place": trail.newest}
        with writing(self._engine) as connection:
            connection.execute(_ACKNOWLEDGE, values | {"reason": reason, "operator": operator})

    def acts(self, since: datetime, number: str = "") -> Sequence[Act]:
        """What was done since then; with a number, what was about it."""
        statement, values = (_ACTS_ABOUT, {"asked": number}) if number else (_ALL_ACTS, {})
        found = ask(self._engine, lambda connection: connection.execute(statement, values | {"since": since}).all())
        return [Act(row.number, row.at.astimezone(), *row[2:]) for row in found]


def _trails(connection: Connection) -> Sequence[ShippedTrail]:
    found = connection.execute(_TRAILS, {"start": CHAIN_START})
    return [
        ShippedTrail(kiosk, End(number, digest), newest, broken, known, acknowledged, tuple(removed))
        for kiosk, number, digest, broken, known, newest, acknowledged, removed in found
    ]


@contextmanager
def open_records(section: DatabaseSection) -> Iterator[SqlRecords]:
    """The fleet's records, with the login of database.url. Raises Refused where there is no fleet."""
    with agency_engine(section, TIMEOUT_SECONDS) as engine:
        yield SqlRecords(engine)
