"""A kiosk that has to wait learns of no number, counts for none, and no kiosk alone locks anybody out everywhere."""

from __future__ import annotations

from contextlib import ExitStack

import psycopg
import pytest

from tests.hardware.attack.attacker import (
    CARDS,
    OTHER_NUMBERS,
    RIGHT,
    UNKNOWN,
    WRONG,
    ZHANG,
    ZHANG_CARD,
    ZHANG_CODE,
    Attacker,
    Told,
    as_owner,
    fail,
    time_passes,
)

pytestmark = pytest.mark.postgresql

INVENTED = tuple(f"119901D15600000500000009{n:08X}" for n in range(40))
"""Identification codes that no card has."""


def locked(kiosk: Attacker) -> None:
    """Make a kiosk wait, by numbers that are nobody's."""
    for number in OTHER_NUMBERS[:10]:
        told = kiosk.log_in(number, WRONG)
    assert told.result == "kiosk_locked"


def refusal_of(told: Told) -> tuple[object, ...]:
    """Without the seconds, which pass meanwhile."""
    return (*told[:4], *told[5:])


# What is told while the kiosk waits (E3).


def test_nothing_of_a_number_is_told_while_the_kiosk_waits(hall: tuple[Attacker, Attacker]) -> None:
    """Else whoever marks numbers by a failure sees when their owners log in elsewhere, as often as asked."""
    here, there = hall
    fail(here, 1)
    fail(there, 1, OTHER_NUMBERS[20])
    fail(there, 5, OTHER_NUMBERS[21])
    locked(here)
    numbers = (ZHANG, UNKNOWN, OTHER_NUMBERS[20], OTHER_NUMBERS[21], OTHER_NUMBERS[0])
    before = {refusal_of(here.log_in(number, WRONG)) for number in numbers}
    assert before == {(None, None, "kiosk_locked", 0, 10, None, None, None)}
    assert there.log_in(ZHANG, RIGHT).result == "in"
    assert {refusal_of(here.log_in(number, WRONG)) for number in numbers} == before


def test_what_was_offered_before_the_kiosk_had_to_wait_tells_as_little(here: Attacker) -> None:
    attempts = [here.offer(number, WRONG) for number in (ZHANG, *OTHER_NUMBERS[:10])]
    told = [here.claim(attempt) for attempt in attempts]
    assert {(each.result, each.failed) for each in told} == {("kiosk_locked", 0)}


def test_an_offer_that_is_rolled_back_tells_nothing_of_what_others_did(hall: tuple[Attacker, Attacker]) -> None:
    """It counts nowhere, so that one could ask as often as one liked."""
    here, there = hall
    fail(here, 2)
    here.offer(ZHANG, WRONG)
    seen = [looked_at(here)]
    for act in (lambda: fail(there, 1), lambda: there.log_in(ZHANG, RIGHT), lambda: there.register(ZHANG, ZHANG_CARD)):
        act()
        seen.append(looked_at(here))
    assert seen == [seen[0]] * 4
    assert seen[0]["login.cleared"] == 0
    assert seen[0]["login.attempts"] > 0


def looked_at(kiosk: Attacker) -> dict[str, int]:
    """How many rows of each table an offer reads that is taken back."""
    asked = "SELECT relid::regclass::text, coalesce(idx_tup_fetch, 0) + coalesce(seq_tup_read, 0) "
    asked += "FROM pg_stat_xact_all_tables WHERE schemaname = 'login'"
    before = dict(kiosk.run(asked))
    kiosk.run("SELECT offer(%s, %s)", ZHANG, WRONG)
    after = dict(kiosk.run(asked))
    kiosk.line.rollback()
    return {table: after[table] - before[table] for table in after}


# What counts while the kiosk waits (E1).


def test_offers_while_the_kiosk_waits_count_for_nobody(hall: tuple[Attacker, Attacker], url: str) -> None:
    here, there = hall
    locked(here)
    victims = OTHER_NUMBERS[20:30]
    for number in victims:
        here.rows("SELECT count(offer(%s, %s)) FROM generate_series(1, 64)", number, WRONG)
    assert {there.log_in(number, WRONG)[2:4] for number in victims[:9]} == {("wrong", 1)}
    time_passes(url, 16)
    assert here.log_in(OTHER_NUMBERS[30], WRONG)[2:6] == ("kiosk_locked", 0, 30, 11), "it has tried no further number"


def test_ten_numbers_are_tried_whatever_the_number_of_connections(here: Attacker, url: str) -> None:
    here.rows("SELECT count(offer('n' || n, %s)) FROM generate_series(1, 50) AS n", WRONG)
    ((counted,),) = as_owner(url, "SELECT count(*) FROM login.attempts WHERE NOT barred")
    assert counted == 10
    with ExitStack() as stack:
        dsn = f"{here.line.info.dsn} password={here.line.info.password}"
        lines = [stack.enter_context(psycopg.connect(dsn)) for _ in range(2)]
        lines[0].execute("SELECT offer('a', %s)", (WRONG,))
        lines[1].execute("SET LOCAL lock_timeout = '100ms'")
        with pytest.raises(psycopg.errors.LockNotAvailable):
            lines[1].execute("SELECT offer('b', %s)", (WRONG,))


def test_unclaimed_offers_are_no_more_than_tries(hall: tuple[Attacker, Attacker], url: str) -> None:
    here, there = hall
    here.rows("SELECT count(offer(%s, %s)) FROM generate_series(1, 64)", ZHANG, WRONG)
    told = there.log_in(ZHANG, RIGHT)
    assert (told.result, told.failed) == ("locked", 5)
    assert told.wait_seconds <= 15
    time_passes(url, 3600)
    here.rows("SELECT count(offer(%s, %s)) FROM generate_series(1, 64)", ZHANG, WRONG)
    assert there.log_in(ZHANG, RIGHT).result == "in"


def test_one_kiosk_alone_locks_nobody_out_of_the_others_for_long(hall: tuple[Attacker, Attacker], url: str) -> None:
    """It goes on failing, each time its own wait is over: there the wait grows up to a day, elsewhere no more."""
    here, there = hall
    waits = []
    for _ in range(18):
        told = here.log_in(ZHANG, WRONG)
        waits.append(told.wait_seconds)
        elsewhere = there.log_in(ZHANG, RIGHT) if told.failed >= 9 else None
        if elsewhere is not None:
            assert (elsewhere.result, elsewhere.failed) == ("locked", 9)
            assert elsewhere.wait_seconds <= 240
        time_passes(url, told.wait_seconds + 1)
    assert waits[4:] == [min(15 * 2**n, 86400) for n in range(14)]
    assert there.log_in(ZHANG, RIGHT).result == "in"


def test_kiosks_together_are_one_guesser(hall: tuple[Attacker, Attacker], url: str) -> None:
    here, there = hall
    for kiosk in (here, there):
        for _ in range(9):
            wait = kiosk.log_in(ZHANG, WRONG).wait_seconds
            time_passes(url, wait + 1)
    assert there.log_in(ZHANG, WRONG)[2:5] == ("locked", 19, 86400), "nine of the other's count"


# Cards that nobody has.


def test_invented_cards_make_the_kiosk_wait_and_lock_registrations_of_the_number(
    hall: tuple[Attacker, Attacker], url: str
) -> None:
    here, there = hall
    told = [here.register(ZHANG, ZHANG_CARD, code) for code in INVENTED[:5]]
    assert [each.result for each in told] == ["wrong"] * 4 + ["locked"]
    for kiosk in hall:
        assert kiosk.register(ZHANG, ZHANG_CARD, ZHANG_CODE).result == "locked"
    assert there.log_in(ZHANG, RIGHT).result == "in", "its password opens as before"
    assert there.log_in(ZHANG, RIGHT, ZHANG_CARD, ZHANG_CODE).result == "in"
    time_passes(url, 16)
    assert there.register(ZHANG, ZHANG_CARD, ZHANG_CODE).result == "in"
    assert here.register(ZHANG, ZHANG_CARD, INVENTED[6])[2:4] == ("wrong", 1)


def test_thirty_cards_that_open_nothing_make_the_kiosk_wait_with_cards(hall: tuple[Attacker, Attacker]) -> None:
    here, there = hall
    told = [here.register(OTHER_NUMBERS[n], ZHANG_CARD, INVENTED[n]) for n in range(29)]
    assert {each.result for each in told} == {"wrong"}
    assert here.log_in(ZHANG, WRONG, ZHANG_CARD, INVENTED[29])[2:6] == ("kiosk_locked", 0, 15, 30)
    for attempt in (here.offer(ZHANG, RIGHT, ZHANG_CARD, ZHANG_CODE), here.offer_registration(ZHANG, ZHANG_CARD, "x")):
        assert here.claim(attempt).result == "kiosk_locked"
    assert here.log_in(ZHANG, RIGHT).result == "in"
    assert there.log_in(ZHANG, RIGHT, ZHANG_CARD, ZHANG_CODE).result == "in"


def test_where_the_agency_wants_the_card_its_number_sets_no_password(alone: Attacker, own_url: str) -> None:
    as_owner(own_url, "UPDATE login.rule SET registration = 'card'")
    refused = alone.refusal("SELECT offer_registration(%s, %s, %s, %s, %s)", ZHANG, ZHANG_CARD, "", RIGHT, CARDS)
    assert isinstance(refused, psycopg.errors.InsufficientPrivilege)
    assert alone.register(ZHANG, ZHANG_CARD, ZHANG_CODE).result == "in"
    assert alone.rows("SELECT registration FROM login_rule()") == [("card",)]
