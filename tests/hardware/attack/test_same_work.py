"""Asking who there is: the server does the same work for whoever is asked for (E3)."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.hardware.attack.attacker import CHEN, OTHER_NUMBERS, UNKNOWN, WRONG, ZHANG, Attacker, as_owner

pytestmark = pytest.mark.postgresql

COUNTED = ("seq_scan", "seq_tup_read", "idx_scan", "idx_tup_fetch", "n_tup_ins", "n_tup_upd", "n_tup_del")
COUNTERS = (
    f"SELECT relid::regclass::text, {', '.join(COUNTED)} FROM pg_stat_xact_all_tables "
    "WHERE schemaname IN ('public', 'register', 'login', 'parts') ORDER BY 1"
)
KNOWN_AND_NOT = (ZHANG, UNKNOWN, CHEN, OTHER_NUMBERS[0])
"""With a password, nobody's, without a password, nobody's."""
ROUNDS = 7
"""Now and then another session (autovacuum, a role made elsewhere) makes the server read its catalogue once more."""


def work_of(here: Attacker, url: str, offer: str, values: tuple[object, ...]) -> list[str]:
    """All that the attacker can see of the work behind one failed login; nothing is left of it."""
    seen = _work(here, "SELECT salt(%s)", values[0]) + _work(here, f"SELECT {offer}", *values)
    ((attempt,),) = as_owner(url, "SELECT id FROM login.attempts")
    seen += _work(here, "SELECT * FROM claim(%s)", attempt)
    as_owner(url, "DELETE FROM login.attempts")
    as_owner(url, "VACUUM login.attempts")
    return seen


def _work(here: Attacker, statement: str, *values: object) -> list[str]:
    """The plan and its buffers, and by how much each table's counters moved. They go on over several transactions."""
    before = {row[0]: row[1:] for row in here.run(COUNTERS)}
    plan = here.explain(statement, *values)
    after = {row[0]: row[1:] for row in here.run(COUNTERS)}
    here.line.commit()
    return [
        plan,
        *(f"{name} {[(b or 0) - (a or 0) for a, b in zip(before[name], after[name], strict=True)]}" for name in after),
    ]


@pytest.mark.parametrize(
    ("offer", "rest"),
    [
        ("offer(%s, %s)", (WRONG,)),
        ("offer(%s, %s, 'B20000016', 'made up')", (WRONG,)),
        ("offer_registration(%s, 'A00000000', '', %s, %s)", (WRONG, WRONG)),
        ("offer_registration(%s, 'B20000016', 'made up', %s, %s)", (WRONG, WRONG)),
    ],
)
def test_the_work_tells_nothing(here: Attacker, url: str, offer: str, rest: tuple[bytes, ...]) -> None:
    as_owner(url, "DELETE FROM login.attempts")
    for number in KNOWN_AND_NOT * 4:  # plans and catalogue are in memory from now on
        work_of(here, url, offer, (number, *rest))
    seen: dict[str, Counter[tuple[str, ...]]] = {number: Counter() for number in KNOWN_AND_NOT}
    for number in KNOWN_AND_NOT * ROUNDS:
        seen[number][tuple(work_of(here, url, offer, (number, *rest)))] += 1
    assert all(max(counts.values()) > ROUNDS // 2 for counts in seen.values())
    work = {number: counts.most_common(1)[0][0] for number, counts in seen.items()}
    assert work[ZHANG] == work[UNKNOWN] == work[CHEN] == work[OTHER_NUMBERS[0]]
    assert "Buffers: shared hit=" in work[ZHANG][0]
    assert [line for line in work[ZHANG] if line.startswith("login.verifiers ")][-1].endswith(
        "[0, 0, 1, 0, 0, 0, 0]"
    ) == ("registration" not in offer)


def test_a_salt_is_the_same_each_time_and_of_any_text(hall: tuple[Attacker, Attacker]) -> None:
    here, there = hall
    salts = {text: here.rows("SELECT salt(%s)", text)[0][0] for text in (ZHANG, UNKNOWN, "", "x" * 1000)}
    assert {len(salt) for salt in salts.values()} == {32}
    assert len(set(salts.values())) == len(salts)
    assert all(there.rows("SELECT salt(%s)", text) == [(salt,)] for text, salt in salts.items())
