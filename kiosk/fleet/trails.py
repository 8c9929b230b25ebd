"""Follows what kiosks shipped of their audit trails, as the fleet's database has it. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from kiosk.audit.chain import Break, Kind, Verdict, follow
from kiosk.audit.line import End, hash_of

LinesBetween = Callable[[int, int], Iterable[bytes]]
"""A kiosk's lines, each with its line feed, from after one place up to and with another, as they came."""

_LAST = 2**63 - 1
"""No place is behind it."""


@dataclass(frozen=True, slots=True)
class ShippedTrail:
    """What the database knows of one kiosk's trail, besides its lines. A place counts lines as they came."""

    kiosk: str
    end: End = End()
    """The line taken last."""
    newest: int = 0
    """Its place."""
    broken: int = 0
    """How many lines did not go on from the one before when they came."""
    known: int = 0
    """How many of these the agency knows of."""
    acknowledged: int = 0
    """Up to which place the agency has said that it knows of what is broken."""
    removed: tuple[int, ...] = ()
    """Places at which a kiosk of this ID was removed: another machine's trail began behind each."""


@dataclass(frozen=True, slots=True)
class Followed:
    """What following one machine's lines found out."""

    kiosk: str
    gone: bool
    """Whether that machine is none of the fleet's any more."""
    verdict: Verdict
    known: frozenset[str] = frozenset()
    """Breaks that the agency knows of, by their codes, and records of breaks, by their lines' numbers."""
    uncounted: int = 0
    """Lines counted as broken when they came, and not acknowledged; what they broke may be removed by age."""

    def wrong(self) -> Iterator[str]:
        """A sentence for each thing that the agency does not know of."""
        for each in self.verdict.breaks:
            if each.code not in self.known:
                yield each.sentence
        for line in self.verdict.recorded:
            if str(line.number) not in self.known:
                yield f"Line {line.number} records what the kiosk itself found: {line.code}."
        if self.uncounted:
            plural = "" if self.uncounted == 1 else "s"
            yield f"{self.uncounted} line{plural} did not go on from the one before when received."


def followed(trail: ShippedTrail, lines: LinesBetween) -> Iterator[Followed]:
    """Follow the lines of each machine that had this ID, in the order in which they came.

    After one that was removed, another is told of once something came of it.
    """
    before = False
    for begin, until in zip((0, *trail.removed), (*trail.removed, _LAST), strict=True):
        gone = until != _LAST
        verdict = _follow(lines(begin, until), End() if gone else trail.end)
        if not verdict.lines and (gone or (before and not trail.end.number)):
            continue
        before = True
        known = _known(trail, lines, begin, until)
        uncounted = 0 if gone else max(trail.broken - trail.known, 0)
        yield Followed(trail.kiosk, gone, verdict, _codes(known), uncounted)


def _known(trail: ShippedTrail, lines: LinesBetween, begin: int, until: int) -> Verdict | None:
    """What the agency saw when it said so; where nothing came since, also that the newest line is not what came."""
    if trail.acknowledged <= begin:
        return None
    came_since = until != _LAST or trail.newest > trail.acknowledged
    return _follow(lines(begin, min(trail.acknowledged, until)), End() if came_since else trail.end)


def _follow(lines: Iterable[bytes], end: End) -> Verdict:
    """The oldest lines may be removed by age, and with them the end of a kiosk that has long been silent.

    A trail that was set back has several lines of the last one's number; one of them must be it.
    """
    there = False

    def looking() -> Iterator[bytes]:
        nonlocal there
        for raw in lines:
            there = there or (raw.startswith(b'{"n":%d,' % end.number) and hash_of(raw[:-1]) == end.hash)
            yield raw

    found = follow(looking(), whole=False, shipped=True)
    if there or not end.number or not found.lines:
        return found
    lost = Break(Kind.EDITED, end.number, end.number)
    if end.number > found.highest:
        lost = Break(Kind.TRUNCATED, found.highest + 1, end.number)
    return found if lost in found.breaks else replace(found, breaks=(*found.breaks, lost))


def _codes(verdict: Verdict | None) -> frozenset[str]:
    if verdict is None:
        return frozenset()
    return frozenset((*(each.code for each in verdict.breaks), *(str(line.number) for line in verdict.recorded)))
