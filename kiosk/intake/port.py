"""Where the intake writes: one import is one transaction of one authority; readers see last month until it ends."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from kiosk.insurance import Authority
from kiosk.intake.rows import SourceRow
from kiosk.period import Month


@dataclass(frozen=True, slots=True)
class Clash:
    """A row whose key stands twice.

    Twice in what is imported: the file is refused. In an increment, with a row of an earlier import whose values are
    others: it is replaced, and reported.
    """

    index: int
    """Which row of those given, counted from 0 over the whole import within its kind."""
    kind: type[SourceRow]
    replaced: bool
    """True: an earlier import's row was replaced; False: the import brings it twice."""


@dataclass(frozen=True, slots=True)
class MonthWritten:
    """What a finished import did."""

    persons: int
    """Different persons that the import's rows are about."""
    new_persons: int
    rows: int
    as_of_before: Month | None
    as_of: Month | None
    joined: int = 0
    """Persons that earlier imports made apart, by the authorities' own numbers alone, and that are one now."""
    contradictions: int = 0
    """Rows whose personal number is known with another social security number, which was left as it was."""
    other_names: int = 0
    """Rows that name somebody otherwise than the other authority; human resources' name is shown."""


Report = Callable[[MonthWritten], str]
"""Words what an import did, line by line, for the journal; nobody's name or number."""


def no_report(_: MonthWritten) -> str:
    """Nothing is kept."""
    return ""


@dataclass(frozen=True, slots=True)
class ImportNoted:
    """What the journal says of an import."""

    moment: datetime
    report: Sequence[str]


class MonthWriter(Protocol):
    """Writes one import. Nothing is to be seen of it before `finish`, and nothing at all without it.

    A snapshot replaces, of every kind of row and category that occurs in it, all that is there; an increment adds,
    and replaces rows with the same key. A person is found by (authority, source_id), else by number, else made new;
    the personal number the kiosk knows them by never changes afterwards, because a password hangs on it.
    Fields of a person that a row leaves empty keep what is known.
    """

    def add(self, rows: Sequence[SourceRow]) -> Sequence[Clash]:
        """Take rows of one kind. Raises Refused when the database fails."""
        ...

    def finish(self, as_of: Month | None, report: Report = no_report) -> MonthWritten:
        """Make it the present data and move the authority's data-as-of (None: there is none, as with cards).

        Raises Refused.
        """
        ...

    def abandon(self) -> None:
        """Leave everything as it was. Never raises."""
        ...


class MonthStore(Protocol):
    """Begins imports."""

    def begin(self, authority: Authority, *, snapshot: bool) -> MonthWriter:
        """Begin an import; refused while another one runs. Raises Refused."""
        ...

    def as_of(self, authority: Authority) -> Month | None:
        """How far an authority's data reach now. Raises Refused."""
        ...
