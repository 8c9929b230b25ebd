"""What was done to a chain is named; what a crash leaves is not taken for it."""

from __future__ import annotations

import hashlib
import json
import sys
from datetime import datetime
from itertools import chain as joined
from itertools import pairwise
from types import FrameType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.audit.chain import Verdict, follow
from kiosk.audit.line import CHAIN_START, AuditLine, End, compose, hash_of, parse, removal_code

AT = datetime(2026, 11, 21, 10, 0)
KEY = b"k" * 32


def chain(count: int, *, events: dict[int, tuple[str, str]] | None = None, before: str = CHAIN_START) -> list[bytes]:
    """So many lines as a kiosk writes them; `events` gives some of them another event and code."""
    lines = []
    for number in range(1, count + 1):
        event, code = (events or {}).get(number, ("login", ""))
        raw = compose(AuditLine(number, AT, float(number), event, code, before=before))
        before = hash_of(raw)
        lines.append(raw + b"\n")
    return lines


def head_of(lines: list[bytes]) -> End:
    """The head that belongs to these lines."""
    return End(len(lines), hash_of(lines[-1][:-1]))


def wrong(lines: list[bytes], head: End | None = None) -> list[str]:
    """What is found wrong."""
    return [each.code for each in follow(lines, head).breaks]


def test_the_chain_can_be_followed_without_this_program() -> None:
    before = CHAIN_START
    for number, raw in enumerate(chain(9), 1):
        values = json.loads(raw)
        assert (values["n"], values["before"]) == (number, before)
        before = hashlib.sha256(raw.rstrip(b"\n")).hexdigest()


def test_a_whole_chain_is_whole() -> None:
    lines = chain(9)
    found = follow(lines, head_of(lines))
    assert (found.breaks, found.lines, found.end, found.highest) == ((), 9, head_of(lines), 9)
    assert follow([]).breaks == ()
    assert follow([], End()).end == End()


EDITED = chain(9)[4].replace(b'"visit":0', b'"visit":7')


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (lambda it: [*it[:4], EDITED, *it[5:]], ["edited 5"]),
        (lambda it: [*it[:8], it[8].replace(b"login", b"idle")], ["edited 9"]),
        (lambda it: [it[0].replace(b"login", b"idle"), *it[1:]], ["edited 1"]),
        (lambda it: [*it[:4], *it[5:]], ["missing 5"]),
        (lambda it: [*it[:3], *it[6:]], ["missing 4-6"]),
        (lambda it: it[2:], ["missing 1-2"]),
        (lambda it: it[:6], ["truncated 7-9"]),
        (lambda it: it[:8], ["truncated 9"]),
        (lambda it: [], ["truncated 1-9"]),
        (lambda it: [*it[:3], it[4], it[3], *it[5:]], ["misplaced 4"]),
        (lambda it: [*it[:7], it[8], it[7]], ["misplaced 8"]),
        (lambda it: [*it[:4], it[3], *it[4:]], ["doubled 4"]),
        (lambda it: [*it[:4], b"nonsense\n", *it[4:]], ["unreadable 4"]),
        (lambda it: [*it[:4], b"nonsense\n", *it[5:]], ["missing 5", "unreadable 4"]),
        (lambda it: [*it, b"nonsense\n"], ["unreadable 9"]),
        (lambda it: chain(9, before="f" * 64), ["edited 1", "edited 9"]),
        (lambda it: chain(9, events={3: ("idle", "")}), ["edited 9"]),
    ],
)  # fmt: skip
def test_each_change_is_named(lines: object, expected: list[str]) -> None:
    whole = chain(9)
    assert sorted(wrong(lines(whole), head_of(whole))) == sorted(expected)  # type: ignore[operator]


def test_each_break_is_a_sentence() -> None:
    whole = chain(9)
    said = [each.sentence for each in follow([whole[0], *whole[3:5], *whole[4:7]], head_of(whole)).breaks]
    assert said == [
        "Lines 2 to 3 are missing.",
        "Line 5 is there twice.",
        "Lines 8 to 9 are missing: the trail was truncated.",
    ]
    assert follow(whole[:8], head_of(whole)).breaks[0].sentence == "Line 9 is missing: the trail was truncated."
    assert follow([whole[0], *whole[2:]]).breaks[0].sentence == "Line 2 is missing."


def test_lines_beyond_the_head_are_those_of_the_last_moment() -> None:
    lines = chain(9)
    assert wrong(lines, head_of(lines[:6])) == []
    assert wrong(lines, None) == []


def test_a_torn_last_line_is_what_a_power_cut_leaves() -> None:
    lines = chain(4)
    found = follow([*lines, b'{"n":5,"at":"2026-'], head_of(lines))
    assert (found.breaks, found.torn) == ((), b'{"n":5,"at":"2026-')
    assert wrong([*lines[:3], lines[3][:20]], head_of(lines)) == ["truncated 4"], "the head knew it whole"


def test_a_torn_line_that_the_next_one_speaks_of_is_none() -> None:
    lines, torn = chain(4), b'{"n":5,"at":"2026-'
    said = compose(AuditLine(5, AT, 5.0, "line-torn", before=hash_of(torn))) + b"\n"
    assert wrong([*lines, torn + b"\n", said]) == []
    assert wrong([*lines, b"other\n", said]) == ["unreadable 4"], "another torn line than it says"
    plain = compose(AuditLine(5, AT, 5.0, "login", before=hash_of(torn))) + b"\n"
    assert wrong([*lines, torn + b"\n", plain]) == ["unreadable 4"], "nothing says that it was torn"


def test_what_was_removed_by_rule_is_not_missing() -> None:
    lines = chain(9)
    reached = End(4, hash_of(lines[3][:-1]))
    said = chain(9, events={8: ("segment-removed", removal_code(reached, KEY))})
    # The first four lines are the same, so are the hashes.
    assert wrong(said[4:], head_of(said)) == []
    assert wrong(said[3:], head_of(said)) == [], "killed before it was removed"
    assert wrong(said[5:], head_of(said)) == ["missing 1-5"]
    lying = chain(9, events={8: ("segment-removed", removal_code(End(4, "f" * 64), KEY))})
    assert wrong(lying[4:], head_of(lying)) == ["missing 1-4"]


@pytest.mark.parametrize("sealed", [b"another kiosk's", None], ids=["another-key", "no-seal"])
def test_who_has_no_key_cannot_say_that_the_past_was_removed_by_rule(sealed: bytes | None) -> None:
    """Lines may be appended by whoever can write to the folder: that alone must not excuse what is gone."""
    reached = End(4, hash_of(chain(9)[3][:-1]))
    code = removal_code(reached, sealed) if sealed else f"{reached.number} {reached.hash}"
    said = chain(9, events={8: ("segment-removed", code)})
    assert [each.code for each in follow(said[4:], head_of(said), key=KEY).breaks] == ["missing 1-4"]


@pytest.mark.parametrize("code", ["", "x", "4", "-4 a b", "9" * 5000 + " a b", "\u0664 a b", "4 a b c"])
def test_nonsense_in_the_place_of_what_was_removed_is_no_excuse_and_no_crash(code: str) -> None:
    said = chain(9, events={8: ("segment-removed", code)})
    for key in (KEY, None):
        assert [each.code for each in follow(said[4:], head_of(said), key=key).breaks] == ["missing 1-4"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"n":1,', b'"n":Infinity,'),
        (b'"n":1,', b'"n":' + b"[" * 99999),
        (b"login", b"\\u001b[2J"),
        (b"login", b"\\udcff"),
    ],
)
def test_what_no_kiosk_would_write_is_no_line_and_no_crash(old: bytes, new: bytes) -> None:
    assert parse(chain(1)[0].replace(old, new)) is None


def test_a_time_with_a_zone_can_be_compared_all_the_same() -> None:
    line = parse(chain(1)[0].replace(b'.000"', b'.000+08:00"'))
    assert line is not None
    assert line.at == AT


def test_a_break_that_is_recorded_is_told_but_not_as_new() -> None:
    lines = chain(9, events={9: ("chain-broken", "truncated 4-5")})
    found = follow([*lines[:3], *lines[5:]])
    assert [each.code for each in found.breaks] == ["missing 4-5"]
    assert found.new_breaks == ()
    assert [line.number for line in found.recorded] == [9]
    assert [each.code for each in follow([*lines[:2], *lines[5:]]).new_breaks] == ["missing 3-5"]


def numbers_of(found: Verdict) -> set[int]:
    """The lines that the breaks name."""
    return {number for each in found.breaks for number in range(each.first, each.last + 1)}


@given(st.lists(st.integers(0, 11), min_size=12, max_size=12, unique=True))
def test_no_other_order_passes(order: list[int]) -> None:
    lines = chain(12)
    found = follow([lines[place] for place in order], head_of(lines))
    assert (found.breaks == ()) == (order == sorted(order))


@given(st.sets(st.integers(1, 12)))
def test_exactly_the_lines_that_were_taken_out_are_named(taken: set[int]) -> None:
    lines = chain(12)
    left = [raw for number, raw in enumerate(lines, 1) if number not in taken]
    assert numbers_of(follow(left, head_of(lines))) == taken


@given(st.integers(1, 12), st.integers(0, 200), st.integers(1, 255))
def test_no_changed_byte_passes(number: int, place: int, change: int) -> None:
    lines = chain(12)
    raw = bytearray(lines[number - 1])
    raw[place % (len(raw) - 1)] ^= change
    changed = b"".join([*lines[: number - 1], bytes(raw), *lines[number:]])
    assert follow(changed.splitlines(keepends=True), head_of(lines)).breaks


@given(st.permutations(range(1, 10)))
def test_lines_in_any_order_leave_no_gap_but_those_before_the_first(order: list[int]) -> None:
    lines = chain(9)
    found = follow([lines[number - 1] for number in order], whole=False)
    assert not any(each.code.startswith("missing") for each in found.breaks)
    placed, behind = {order[0]}, set()
    for number in order[1:]:
        if number < max(placed):
            behind.add((("misplaced" if number > order[0] else "doubled"), number))
        placed.add(number)
    assert {(each.code.split()[0], each.first) for each in found.breaks if each.code[0] in "md"} == behind


def test_lines_far_out_of_order_take_no_longer_each() -> None:
    """Else what a stolen kiosk ships on one day keeps the agency from following anybody's."""
    assert _steps_for(800) < 2.5 * _steps_for(400)


def _steps_for(count: int) -> int:
    """How many steps of Python's it takes to follow lines that leave as many gaps as they can, then fill them."""
    lines = chain(2 * count)
    odd = [lines[number] for number in joined(range(0, 2 * count, 2), range(2 * count - 3, 0, -2))]
    steps, before = 0, sys.gettrace()

    def count_steps(frame: FrameType, _event: str, _argument: object) -> Any:
        nonlocal steps
        frame.f_trace_opcodes = True
        steps += 1
        return count_steps

    sys.settrace(count_steps)
    try:
        follow(odd, whole=False)
    finally:
        sys.settrace(before)
    return steps


def test_segments_are_followed_as_one() -> None:
    lines = chain(30)
    for one, other in pairwise(range(0, 31, 10)):
        assert follow(lines[one:other], whole=False).breaks == ()
    assert wrong(lines[10:]) == ["missing 1-10"]
