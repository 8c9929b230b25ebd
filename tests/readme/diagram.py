"""The session's state diagram, found by taking every sample state through every sample event.

States of a visit stand in one frame. What leads to the same place from each of them is drawn once, from the frame;
the cover "still there?" stands beside it, as it lies over any of them, and so do the screens of staff. The screens a
person looks something up on, one leading to the other, are drawn as one place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from itertools import permutations, product
from typing import get_args

from kiosk.events import Answer, BugStruck, Event, TimeOut, TopicAsked
from kiosk.outcomes import JobLookedAt
from kiosk.session import step
from kiosk.staff.states import Maintenance, StaffLogin
from kiosk.states import OutOfService, Rating, State, StillThere, TakeCard, Welcome
from tests.kiosk.session.cases import RULES, events, sessions

VISIT, WELCOME, TAKE_CARD = "Visit", Welcome.__name__, TakeCard.__name__
COVER, OUT = StillThere.__name__, OutOfService.__name__
ENDS = (WELCOME, TAKE_CARD)
STAFF = (StaffLogin.__name__, Maintenance.__name__)
"""No visit: staff come and go beside it."""
ASIDE = Rating.__name__
"""Comes only where a setting asks for it, between a visit and its end: told in a sentence, not drawn."""
KINDS = tuple(kind.__name__ for kind in get_args(State) if kind is not Rating)
TOPIC = "Topic"
"""Where TopicAsked leads: several screens, drawn as one place."""


def diagram() -> str:
    """Make the diagram, in Mermaid's words, and say below it what no arrow shows."""
    chart = Chart()
    drawn = ["```mermaid", "stateDiagram-v2", *(f"    {line}" for line in chart.lines()), "```"]
    return "\n".join([*drawn, "", *chart.sentences()])


@cache
def transitions() -> dict[tuple[str, str], set[str]]:
    """Every change from one kind of state to another that any sample brings about, whatever opens a card."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for rules in (RULES, replace(RULES, pin_opens=True)):
        for session in sessions():
            for event in events():
                after, _ = step(session, event, rules)
                change = _kind(session.state), _kind(after.state)
                if change[0] != change[1] and ASIDE not in change:
                    found[change].add(name_of(event))
    return found


@cache
def topics() -> tuple[str, ...]:
    """The kinds of state that TopicAsked leads to."""
    asked = {target for (_, target), labels in transitions().items() if TopicAsked.__name__ in labels}
    return tuple(kind for kind in KINDS if kind in asked)


@cache
def places() -> tuple[str, ...]:
    """What stands inside the frame of a visit."""
    inside = [kind for kind in KINDS if kind not in (*ENDS, COVER, OUT, *STAFF)]
    return tuple(dict.fromkeys(_place(kind) for kind in inside))


def drawn_transitions() -> dict[tuple[str, str], set[str]]:
    """The transitions between places."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for (source, target), labels in transitions().items():
        if _place(source) != _place(target):
            found[_place(source), _place(target)] |= labels
    return found


def _place(kind: str) -> str:
    return TOPIC if kind in topics() else kind


def name_of(event: Event) -> str:
    """Call an event by its class, an answer by its outcome's; timers, print jobs and bugs also by what they say."""
    match event:
        case Answer(outcome=JobLookedAt(state=state)):
            return f"JobLookedAt {state.phase.value}"
        case Answer(outcome=outcome):
            return type(outcome).__name__
        case TimeOut(timer=timer):
            return f"TimeOut {timer.value}"
        case BugStruck(repeated=True):
            return "BugStruck repeated"
        case _:
            return type(event).__name__


class Chart:
    """The transitions, and how they are drawn."""

    def __init__(self) -> None:
        self._found = drawn_transitions()
        self._places = places()

    def lines(self) -> Iterator[str]:
        """Draw the frame, what is in it and what is around it."""
        yield f"[*] --> {WELCOME}"
        yield from _arrow(WELCOME, VISIT, self._any([WELCOME], self._places))
        yield f"state {VISIT} {{"
        yield from (f"    {line}" for line in self._inside())
        yield "}"
        yield from self._around()

    def _inside(self) -> Iterator[str]:
        for target in self._places:
            yield from _arrow("[*]", target, self._labels(WELCOME, target))
        for source in self._places:
            for target in self._places:
                yield from _arrow(source, target, self._labels(source, target) - self._shared(target))
            yield from _arrow(source, "[*]", self._own_ends(source))

    def _around(self) -> Iterator[str]:
        yield from _arrow(VISIT, COVER, self._any(self._places, [COVER]))
        yield from _arrow(COVER, VISIT, self._any([COVER], self._places))
        for end in ENDS:
            yield from _arrow(VISIT, end, self._shared(end))
            yield from _arrow(COVER, end, self._own_ends(COVER))
        for start, end in (ENDS, reversed(ENDS)):
            yield from _arrow(start, end, self._labels(start, end))
        yield from _arrow(VISIT, OUT, self._shared(OUT))
        for source in (COVER, *ENDS):
            yield from _arrow(source, OUT, self._labels(source, OUT))
        for end in ENDS:
            yield from _arrow(OUT, end, self._labels(OUT, end))
        around = (*ENDS, OUT)
        for source, target in (*product(STAFF, around), *product(around, STAFF), *permutations(STAFF, 2)):
            yield from _arrow(source, target, self._labels(source, target))

    def sentences(self) -> Iterator[str]:
        """Say what leads to one state of a visit from all of them, and which screens are drawn as one place."""
        for target in self._places:
            if shared := self._shared(target):
                yield f"From every state of a visit, covered or not, {_text(shared)} can lead to {target}."
        yield f"With the setting session.rating, {ASIDE} comes between FinishAsked and the end of a visit."
        if topics():
            yield f"{TOPIC} is one of {', '.join(topics())}."

    def _labels(self, source: str, target: str) -> set[str]:
        return self._found.get((source, target), set())

    def _any(self, sources: Iterable[str], targets: Iterable[str]) -> set[str]:
        targets = tuple(targets)
        return {label for source in sources for target in targets for label in self._labels(source, target)}

    def _shared(self, target: str) -> set[str]:
        """What leads to a target from every state of a visit, covered or not."""
        return set.intersection(
            *(self._labels(source, target) for source in (*self._places, COVER) if source != target)
        )

    def _own_ends(self, source: str) -> set[str]:
        """What ends a visit from this state, but not from every one."""
        return {label for end in ENDS for label in self._labels(source, end) - self._shared(end)}


def _kind(state: State) -> str:
    return type(state).__name__


def _arrow(source: str, target: str, labels: set[str]) -> Iterator[str]:
    if labels:
        yield f"{source} --> {target} : {_text(labels)}"


def _text(labels: set[str]) -> str:
    return ", ".join(sorted(labels))
