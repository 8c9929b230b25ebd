"""How far the imported data reach, and when they came last; the same for every reader of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from kiosk.insurance import Authority
from kiosk.intake.port import ImportNoted
from kiosk.period import Month
from kiosk.store import tables as t
from kiosk.store.at_once import Question

AS_OF = Question(select(t.data_as_of.c.authority, t.data_as_of.c.month).order_by(t.data_as_of.c.authority))
_LAST_IMPORT = select(t.imports.c.moment, t.imports.c.report).order_by(t.imports.c.number.desc()).limit(1)


def read_as_of(connection: Connection) -> dict[Authority, Month]:
    """Latest settlement month of each authority."""
    return as_of(connection.execute(AS_OF.statement))


def as_of(found: Iterable[Sequence[Any]]) -> dict[Authority, Month]:
    """The same from rows of AS_OF."""
    return {Authority(authority): Month.from_number(month) for authority, month in found}


def read_last_import(connection: Connection) -> ImportNoted | None:
    """When data came last, and what was told of it."""
    found = connection.execute(_LAST_IMPORT).first()
    return None if found is None else ImportNoted(datetime.fromisoformat(found[0]), tuple(found[1].splitlines()))
