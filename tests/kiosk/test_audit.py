"""The audit trail: every state declared, each line chained to the one before, nothing personal."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import get_args

import pytest

from kiosk import errors
from kiosk.audit import CHAIN_START, EVENTS, AuditFile, NoAudit, of_transition
from kiosk.errors import Refused
from kiosk.states import Claim, Display, EnterPassword, Overview, Session, State, TakeCard, Welcome
from tests.clock import HandClock
from tests.kiosk.people import record


def is_whole(file: Path) -> bool:
    """Follow the chain as an auditor would, from the lines alone."""
    before = CHAIN_START
    for line in file.read_bytes().splitlines():
        if json.loads(line)["before"] != before:
            return False
        before = hashlib.sha256(line).hexdigest()
    return True


def trail_of(file: Path) -> AuditFile:
    """Open a trail."""
    trail = AuditFile(file, HandClock())
    trail.open()
    return trail


def session(state: State, visit: int = 1) -> Session:
    """Make a session."""
    return Session(state, Display(), visit)


def test_every_state_has_a_declared_event_of_its_own() -> None:
    assert set(EVENTS) == set(get_args(State))
    assert len(set(EVENTS.values())) == len(EVENTS)


def test_the_chain_holds_over_restarts(tmp_path: Path) -> None:
    file = tmp_path / "audit" / "trail.jsonl"
    for start in range(3):
        trail = trail_of(file)
        for visit in range(40):
            trail.record("login", "A01", start * 100 + visit)
    assert len(file.read_bytes().splitlines()) == 120
    assert is_whole(file)


def test_an_edit_a_removal_and_an_exchange_break_the_chain(tmp_path: Path) -> None:
    file = tmp_path / "trail.jsonl"
    trail = trail_of(file)
    for visit in range(5):
        trail.record("login", visit=visit)
    lines = file.read_bytes().splitlines(keepends=True)
    edited = [lines[0], lines[1].replace(b'"visit":1', b'"visit":7'), *lines[2:]]
    for broken in (edited, [lines[0], *lines[2:]], lines[1:], [lines[1], lines[0], *lines[2:]]):
        file.write_bytes(b"".join(broken))
        assert not is_whole(file)


def test_a_line_torn_by_a_power_cut_does_not_swallow_the_next(tmp_path: Path) -> None:
    file = tmp_path / "trail.jsonl"
    trail_of(file).record("login")
    with file.open("ab") as torn:
        torn.write(b'{"at":"2026-')
    trail_of(file).record("idle")
    last = json.loads(file.read_bytes().splitlines()[-1])
    assert last["event"] == "idle"
    assert last["before"] == hashlib.sha256(b'{"at":"2026-').hexdigest()


def test_a_place_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="cannot be written"):
        trail_of(tmp_path)


def test_a_file_that_goes_away_is_not_hidden(tmp_path: Path) -> None:
    file = tmp_path / "gone" / "trail.jsonl"
    trail = trail_of(file)
    file.unlink()
    file.parent.rmdir()
    with pytest.raises(OSError, match="No such file"):
        trail.record("login")


def test_transitions_that_matter() -> None:
    claim = EnterPassword(Claim(number="1"))
    assert of_transition(session(Welcome()), session(claim)) == ("login", "")
    refused = EnterPassword(claim.claim, errors.WRONG_LOGIN, 4)
    assert of_transition(session(claim), session(refused)) == ("login", "A01")
    assert of_transition(session(refused), session(claim)) is None
    assert of_transition(session(claim), session(claim)) is None
    assert of_transition(session(Welcome()), session(Welcome(), 2)) == ("idle", "")
    ended = session(TakeCard(notice=errors.UNEXPECTED), 2)
    assert of_transition(session(Overview(record())), ended) == ("visit-ended-card-in", "S01")


def test_no_audit_keeps_nothing() -> None:
    NoAudit().record("login", "A01", 3)
