"""The agency follows what kiosks shipped and sees what was done on the server, with an auditor's login alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

import psycopg
import pytest
import typer
from typer.testing import CliRunner

from kiosk.errors import Refused
from kiosk.fleet.commands import fleet_app
from kiosk.store import clerk
from kiosk.store.agency_logins import add_login as add_role
from kiosk.store.commands import db_app
from kiosk.store.roles import add_kiosk as add_login
from kiosk.store.roles import remove_kiosk
from tests.hardware.fleet_kiosks import FleetKiosk, add_auditor, add_kiosk, ask

pytestmark = pytest.mark.postgresql

ZHANG, UNKNOWN = "119901198503150015", "119901198503150099"
_NAMES = count(1)

app = typer.Typer()
app.add_typer(fleet_app, name="fleet")
app.add_typer(db_app, name="db")


@pytest.fixture
def url(migrated_url: str) -> str:
    return migrated_url


@pytest.fixture
def kiosk(url: str, tmp_path: Path) -> Iterator[FleetKiosk]:
    with closing(add_kiosk(url, tmp_path, "hall-1")) as made:
        made.live("A01", "A02", "A02")
        made.ship()
        yield made


@pytest.fixture
def auditor(url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    made = add_auditor(url)
    monkeypatch.setenv("KIOSK_DATABASE__URL", made)
    return made


def clerk_of(url: str) -> str:
    """A clerk's URL."""
    return add_role(url, "clerk", f"clerk_r{next(_NAMES)}").render_as_string(hide_password=False)


def run(*words: str) -> tuple[int, str]:
    """Run a command as main.py does; its status and what it told."""
    done = CliRunner().invoke(app, words)
    if isinstance(done.exception, Refused):
        return 1, f"{done.output}{done.exception}"
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.output


# Chains.


@pytest.mark.usefixtures("auditor")
def test_whole_chains_are_told_of_every_kiosk(kiosk: FleetKiosk, url: str, tmp_path: Path) -> None:
    with closing(add_kiosk(url, tmp_path, "hall-2")):
        status, told = run("fleet", "verify")
    assert status == 0
    first, second = told.splitlines()
    assert first.startswith("hall-1: 3 lines until 20") and first.endswith(", the chain is whole.")
    assert second == "hall-2: no lines."
    assert run("fleet", "verify", "hall-1") == (0, f"{first}\n")
    assert run("fleet", "verify", "hall-9") == (1, "There is no kiosk hall-9 in this database.")


@pytest.mark.usefixtures("auditor")
def test_a_fleet_without_kiosks_has_nothing_wrong() -> None:
    assert run("fleet", "verify") == (0, "There is no kiosk in this database yet.\n")
    assert run("fleet", "acknowledge", "hall-1", "--why", "disk") == (1, "There is no kiosk hall-1 in this database.")


@pytest.mark.usefixtures("kiosk", "auditor")
@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ("UPDATE fleet.audit_lines SET line = replace(line, 'A01', 'A03')", "Line 1 is not what it was when it was"),
        ("DELETE FROM fleet.audit_lines WHERE number = 2", "Line 2 is missing."),
        ("DELETE FROM fleet.audit_lines WHERE number = 3", "Line 3 is missing: the trail was truncated."),
    ],
)
def test_what_somebody_changed_on_the_server_is_named(url: str, change: str, sentence: str) -> None:
    ask(url, change)
    status, told = run("fleet", "verify")
    assert status == 1
    assert sentence in told
    assert told.endswith("Not as it was written: the audit trail of hall-1.")


@pytest.mark.usefixtures("auditor")
def test_a_trail_set_back_is_named_acknowledged_and_told_again_when_it_is_set_back_again(
    kiosk: FleetKiosk, url: str
) -> None:
    for code, number in (("A03", 1), ("A04", 2)):
        kiosk.place.file.unlink()
        kiosk.place.head.unlink()
        kiosk.live(code)
        kiosk.ship()
        assert ask(url, "SELECT broken - known FROM fleet.overview") == [(1,)]
        status, told = run("fleet", "verify")
        assert status == 1, told
        assert "Line 1 is there twice." in told or "1 line did not go on" in told
        assert "its audit trail was changed or set back (1 line)" in run("fleet")[1]
        assert run("fleet", "acknowledge", "hall-1", "--why", "restored", "--case", f"2026/{number}")[0] == 0
        status, told = run("fleet", "verify")
        assert (status, told.endswith("what is broken is known.\n")) == (0, True)
        assert "changed or set back" not in run("fleet")[1]
    assert (
        run("fleet", "acknowledge", "hall-1", "--why", "disk")[1] == "There is nothing to acknowledge of kiosk hall-1."
    )
    assert "restored 2026/2" in run("fleet", "acts")[1]
    assert json.loads(run("fleet", "--json")[1])[0]["audit_lines_broken"] == 2, "the breaks stay"


@pytest.mark.usefixtures("auditor")
def test_another_machine_with_the_id_of_one_that_was_removed_is_followed_by_itself(url: str, tmp_path: Path) -> None:
    for place, code in (("old", "A02"), ("new", "A03")):
        made = FleetKiosk(tmp_path / place, add_login(url, "M-7").render_as_string(hide_password=False), "M-7")
        with closing(made):
            made.live(code, "A01")
            made.ship()
        if place == "old":
            remove_kiosk(url, "M-7")
    status, told = run("fleet", "verify")
    assert status == 0, told
    old, new = told.splitlines()
    assert old.startswith("M-7 (a machine that was removed): 2 lines")
    assert new.startswith("M-7: 2 lines")
    remove_kiosk(url, "M-7")


# Acts.


def test_what_a_clerk_does_to_a_number_is_written_down_by_the_server(
    url: str, auditor: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = clerk_of(url)
    login = own.partition("//")[2].partition(":")[0]
    monkeypatch.setenv("KIOSK_DATABASE__URL", own)
    monkeypatch.setenv("KIOSK_LOG__AUDIT_FILE", "")
    monkeypatch.setenv("SUDO_USER", "desk-3")
    for act in ("unlock", "void"):
        assert run("db", act, ZHANG)[0] == 0
    with psycopg.connect(own.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("SELECT public.unlock_number(%s, %s)", (UNKNOWN, UNKNOWN))
        connection.execute("SELECT public.unlock_number(%s)", (UNKNOWN,))
    monkeypatch.setenv("KIOSK_DATABASE__URL", auditor)
    status, told = run("fleet", "acts", "--json")
    found = [json.loads(line) for line in told.splitlines() if "login-added" not in line]
    assert status == 0
    assert [each["act"] for each in found] == ["number-unlocked", "nothing-to-void", *["number-unlocked"] * 2]
    assert {each["login"] for each in found} == {login}, "who it was is the server's word"
    assert found[0]["operator"].startswith("desk-3")
    assert (found[2]["operator"], found[3]["operator"]) == ("#", "")
    assert ZHANG not in told and UNKNOWN not in told
    assert [line.split()[0] for line in run("fleet", "acts", "--number", ZHANG)[1].splitlines()] == [
        str(found[0]["number"]),
        str(found[1]["number"]),
    ]
    assert run("fleet", "acts", "--number", "119901199001010017")[1] == "There is no such act.\n"


def test_logins_are_written_down_with_who_made_them(url: str, auditor: str) -> None:
    name = f"importer_r{next(_NAMES)}"
    add_role(url, "importer", name)
    add_login(url, "M-8")
    add_login(url, "M-8")
    remove_kiosk(url, "M-8")
    made = [line.split(maxsplit=3)[3] for line in run("fleet", "acts")[1].splitlines()]
    assert made[0].startswith("login-added") and name in made[0] and made[0].endswith("importer")
    assert [each.split()[0] for each in made[1:]] == ["kiosk-added", "kiosk-added", "kiosk-removed"]
    assert made[2].endswith("M-8  another password")
    assert ask(auditor, "SELECT DISTINCT login FROM fleet.acts") == [("postgres",)]


def test_nobody_but_the_owner_changes_what_is_written_down(url: str, auditor: str, kiosk: FleetKiosk) -> None:
    own = clerk_of(url)
    clerk.unlock(own, ZHANG, "desk-3")
    for login in (own, auditor, kiosk.url):
        for attempt in (
            "DELETE FROM fleet.acts",
            "UPDATE fleet.acts SET act = 'none'",
            "INSERT INTO fleet.acts (act, operator) VALUES ('none', '')",
            "SELECT login.note('none', '', '')",
            "UPDATE fleet.records SET known = broken",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                ask(login, attempt)
    for login in (own, kiosk.url):
        for attempt in (
            "SELECT * FROM fleet.acts",
            f"SELECT * FROM fleet.acts_about('{ZHANG}')",
            "SELECT fleet.acknowledge('hall-1', 1, 1, 'disk', '')",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                ask(login, attempt)


def test_an_unlocking_that_is_taken_back_is_neither_done_nor_written_down(url: str) -> None:
    with psycopg.connect(clerk_of(url).replace("+psycopg", "")) as connection:
        connection.execute("SELECT public.unlock_number(%s)", (ZHANG,))
        connection.rollback()
    assert ask(url, "SELECT count(*) FROM fleet.acts WHERE act = 'number-unlocked'") == [(0,)]


def test_a_kiosk_under_another_name_is_told(kiosk: FleetKiosk, auditor: str) -> None:
    ask(kiosk.url, "SELECT fleet.beat(now(), '1', 'open', '{}', '{}', NULL, '{}', '', 'hall-5')")
    assert "its setting kiosk.id is hall-5" in run("fleet")[1]
    ask(kiosk.url, "SELECT fleet.beat(now(), '1', 'open', '{}', '{}', NULL, '{}', '', 'hall-1')")
    assert "kiosk.id" not in run("fleet")[1]
    assert kiosk.reached().kiosk == "hall-1", "by its login, whatever it says"
