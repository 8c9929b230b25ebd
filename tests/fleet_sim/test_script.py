"""A visit that was heard can be said again by anybody: what was somebody's own, or was answered, is a gap."""

from __future__ import annotations

import pytest

from tests.fleet_sim.script import (
    COMMIT,
    ROLLBACK,
    Answer,
    Fact,
    Heard,
    filled,
    name_of,
    requests_of,
    script_of,
    steps_of,
)

TOKEN, ATTEMPT = "7f" * 32, "0b5c1d3e-0000-4000-8000-000000000000"
HEARD = (
    Heard("login", "SELECT salt(%(number)s)", {"number": "119901"}, ("\\x00",)),
    Heard("login", "SELECT offer(%(a)s, %(b)s)", {"a": "119901", "b": b"proof"}, (ATTEMPT,)),
    Heard("login", COMMIT),
    Heard("login", "SELECT * FROM claim(%(attempt)s)", {"attempt": ATTEMPT}, (TOKEN, "1000000001", "in", "0")),
    Heard("account", "SELECT set_config('kiosk.token', %s, true)", (TOKEN,), (TOKEN,)),
    Heard("account", "SELECT a FROM public.benefits WHERE person_id = %(p)s", {"p": "1000000001"}),
    Heard("account", "SELECT b FROM years WHERE n = %(n)s AND t = %(t)s", {"n": "in", "t": 0}, ("in",)),
)
FACTS = {"number": "119901", "proof": b"proof", "person": "1000000001"}
SCRIPT = script_of(HEARD, FACTS)


def test_what_is_so_of_the_person_is_a_gap() -> None:
    assert SCRIPT[0].values == {"number": Fact("number")}
    assert SCRIPT[1].values == {"a": Fact("number"), "b": Fact("proof")}
    assert SCRIPT[5].values == {"p": Fact("person")}


def test_what_the_server_answered_is_a_gap_once_it_is_sent_back() -> None:
    assert SCRIPT[3].values == {"attempt": Answer(1, 0)}
    assert SCRIPT[4].values == (Answer(3, 0),)
    assert [said.wanted for said in SCRIPT] == [(), (0,), (), (0,), (), (), ()]


def test_a_short_answer_that_is_sent_by_chance_is_no_gap() -> None:
    assert SCRIPT[6].values == {"n": "in", "t": 0}


def test_only_what_was_answered_must_be_answered_again() -> None:
    assert [said.answered for said in SCRIPT] == [True, True, False, True, True, False, True]


def test_another_person_fills_the_gaps_with_their_own() -> None:
    facts = {"number": "119902", "proof": b"other", "person": "1000000002"}
    answers = [(), ("attempt",), (), ("token", "1000000002")]
    assert filled(SCRIPT[1].values, facts, []) == {"a": "119902", "b": b"other"}
    assert filled(SCRIPT[4].values, facts, answers) == ("token",)
    assert filled(SCRIPT[5].values, facts, answers) == {"p": "1000000002"}
    assert filled(SCRIPT[2].values, facts, answers) is None


def test_a_visit_has_steps_and_so_many_requests() -> None:
    assert steps_of(SCRIPT) == ("login", "account")
    assert requests_of(SCRIPT) == 1


def test_a_transaction_is_called_after_what_it_asks() -> None:
    told = Heard("account", "SELECT set_config('kiosk.token', %s, true)", (TOKEN,))
    heard = (
        *(Heard("login", ";"), Heard("login", "SELECT public.salt(%s)"), Heard("login", ROLLBACK)),
        *(Heard("login", ";"), told, Heard("login", "SELECT a FROM numbers()"), Heard("login", COMMIT)),
        *(Heard("account", "SELECT a FROM b"), Heard("account", "SELECT c FROM d"), Heard("account", ROLLBACK)),
    )
    requests = [said.request for said in script_of(heard, {})]
    assert requests == ["", "", "salt", "", "", "", "numbers", "", "", "account"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("SELECT public.salt(%(number)s)", "salt"),
        ("SELECT * FROM public.claim(%(attempt)s)", "claim"),
        ("SELECT set_config('kiosk.token', %(token)s, true)", "set_config"),
        ("SELECT contributions.base, contributions.kind \nFROM contributions \nWHERE a = 1", "contributions"),
        (COMMIT, "commit"),
        (";", "greeting"),
    ],
)
def test_a_statement_is_named_after_what_it_is_about(text: str, name: str) -> None:
    assert name_of(text) == name
