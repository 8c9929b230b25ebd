"""Stories of staff at the command line: accounts are managed there, and on a production kiosk `list` asks who types."""

from __future__ import annotations

import io
import shutil
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from kiosk import config
from kiosk.demo.making import DEMO_STAFF_NUMBER, DEMO_STAFF_PASSWORD
from kiosk.outcomes import LoginRefused
from kiosk.staff.console import console_over
from kiosk.staff.members import Role, StaffMember
from kiosk.store.opening import open_store
from tests.stories.test_bad_input_gets_one_sentence import Terminal, Told

ZHANG_SAN = "119901198503150015"
FRESH = "TULPE47RX"
Run = Callable[..., Told]


@pytest.fixture
def environment(demo_data: Path, tmp_path: Path) -> dict[str, str]:
    """Settings that lead to a copy of the demo people, with a cheap password hash."""
    for file in demo_data.iterdir():
        shutil.copy(file, tmp_path)
    return {
        "KIOSK_DATABASE__URL": f"sqlite:///{tmp_path / 'demo.db'}",
        "KIOSK_PASSWORDS__TIME_COST": "1",
        "KIOSK_PASSWORDS__MEMORY_KIB": "8192",
        "KIOSK_LOG__AUDIT_FILE": str(tmp_path / "audit.log"),
    }


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], environment: dict[str, str]) -> Run:
    """Run a command; what is typed comes by a pipe."""
    terminal = Terminal(monkeypatch, capsys)

    def typed(*words: str, pipe: str = "", **more: str) -> Told:
        monkeypatch.setattr(sys, "stdin", io.StringIO(pipe))
        return terminal(*words, **{**environment, **more})

    return typed


def log_in(environment: dict[str, str], number: str, password: str) -> StaffMember | LoginRefused:
    """At the machine."""
    settings = config.load(environment=environment)
    with closing(open_store(settings.database)) as store:
        return console_over(settings, store).access.log_in(number, bytearray(password.encode()))


def test_an_account_from_its_beginning_to_its_end(run: Run, environment: dict[str, str]) -> None:
    added = run("staff", "add", "3003", "--role", "administrator", "--card", "A12345674", pipe=f"{FRESH}\n")
    assert (added.status, added.out) == (0, "3003 is added as administrator.\n")
    assert log_in(environment, "3003", FRESH) == StaffMember("3003", Role.ADMINISTRATOR)
    assert "3003         administrator card" in run("staff", "list").out
    assert run("staff", "reset", "3003", pipe="segel82kw\n").status == 0
    assert log_in(environment, "3003", "SEGEL82KW") == StaffMember("3003", Role.ADMINISTRATOR)
    assert run("staff", "card", "3003", "--card", "").out == "3003 has no card.\n"
    assert "card" not in run("staff", "list").out
    assert run("staff", "remove", "3003").status == 0
    assert isinstance(log_in(environment, "3003", "SEGEL82KW"), LoginRefused)
    trail = Path(environment["KIOSK_LOG__AUDIT_FILE"]).read_text()
    for event in ("staff-added", "staff-reset", "staff-card-given", "staff-removed"):
        assert f'"{event}"' in trail
    assert "3003" not in trail


@pytest.mark.parametrize(
    ("words", "pipe", "told"),
    [
        (("add", "12"), FRESH, "3 to 12 digits"),
        (("add", DEMO_STAFF_NUMBER), FRESH, "already"),
        (("add", "3003"), "ABCD1234", "too easy"),
        (("add", "3003"), "", "No password was given"),
        (("add", "3003"), "\udcff\udcfe7rx", "8 to 32 digits and letters"),
        (("reset", "3003"), FRESH, "no staff account"),
        (("card", "3003", "--card", "A12345674"), "", "no staff account"),
        (("remove", "3003"), "", "no staff account"),
        (("remove", DEMO_STAFF_NUMBER), "", "last administrator"),
    ],
)
def test_what_cannot_be_is_one_sentence(run: Run, words: tuple[str, ...], pipe: str, told: str) -> None:
    sentence = run("staff", *words, pipe=f"{pipe}\n" if pipe else "").sentence
    assert told in sentence
    assert FRESH not in sentence


def test_without_a_database_there_are_no_accounts(run: Run) -> None:
    assert "database.url" in run("staff", "list", KIOSK_DATABASE__URL="").sentence


def test_at_a_terminal_a_password_is_typed_twice_without_echo(
    run: Run, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str]
) -> None:
    class Keyboard(io.StringIO):
        def isatty(self) -> bool:
            return True

    typed = iter((FRESH, FRESH, FRESH, "OTHER47RX"))
    monkeypatch.setattr("kiosk.staff.console.getpass", lambda _: next(typed))
    monkeypatch.setattr(io, "StringIO", Keyboard)
    assert run("staff", "add", "3003").status == 0
    assert log_in(environment, "3003", FRESH) == StaffMember("3003", Role.ATTENDANT)
    assert "not the same" in run("staff", "reset", "3003").sentence
    assert log_in(environment, "3003", FRESH) == StaffMember("3003", Role.ATTENDANT)


# `list` on a production kiosk.


def production(run: Run, out: Path, *words: str, pipe: str = "") -> Told:
    """A person's list."""
    return run("list", "--person", ZHANG_SAN, "--out", str(out), *words, pipe=pipe, KIOSK_KIOSK__MODE="production")


def test_list_asks_staff_for_their_password(run: Run, tmp_path: Path, environment: dict[str, str]) -> None:
    out = tmp_path / "list.pdf"
    assert production(run, out, "--staff", DEMO_STAFF_NUMBER, pipe=f"{DEMO_STAFF_PASSWORD}\n").status == 0
    assert out.read_bytes().startswith(b"%PDF")
    assert '"paper-by-staff"' in Path(environment["KIOSK_LOG__AUDIT_FILE"]).read_text()


@pytest.mark.parametrize(
    ("words", "pipe", "told"),
    [
        ((), "", "--staff"),
        (("--staff", DEMO_STAFF_NUMBER), "", "No password"),
        (("--staff", DEMO_STAFF_NUMBER), "WR0NGONE\n", "not right"),
        (("--staff", "777777"), f"{DEMO_STAFF_PASSWORD}\n", "not right"),
    ],
)
def test_list_is_for_staff_alone(run: Run, tmp_path: Path, words: tuple[str, ...], pipe: str, told: str) -> None:
    out = tmp_path / "list.pdf"
    assert told in production(run, out, *words, pipe=pipe).sentence
    assert not out.exists()


def test_wrong_tries_at_the_command_line_lock_out_as_well(
    run: Run, tmp_path: Path, environment: dict[str, str]
) -> None:
    out = tmp_path / "list.pdf"
    for _ in range(5):
        production(run, out, "--staff", DEMO_STAFF_NUMBER, pipe="WR0NGONE\n")
    locked = production(run, out, "--staff", DEMO_STAFF_NUMBER, pipe=f"{DEMO_STAFF_PASSWORD}\n")
    assert "15 s" in locked.sentence
    assert not out.exists()
    trail = Path(environment["KIOSK_LOG__AUDIT_FILE"]).read_text()
    assert trail.count('"staff-login","code":"M01"') == 4
    assert trail.count('"staff-login","code":"M04"') == 2
    assert DEMO_STAFF_NUMBER not in trail
