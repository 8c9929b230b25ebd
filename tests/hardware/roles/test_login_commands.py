"""`db kiosk`, `db login`, `db unlock` and `db void` on a real PostgreSQL, as they are typed."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from kiosk.errors import Refused
from kiosk.store.commands import db_app
from kiosk.store.engine import parse_url
from tests.hardware.attack.attacker import WRONG, ZHANG, ZHANG_CARD, as_owner, attacker, fail
from tests.hardware.roles.owned import new, superuser_of

pytestmark = pytest.mark.postgresql


app = typer.Typer()
app.add_typer(db_app, name="db")


def run(owned: str, monkeypatch: pytest.MonkeyPatch, *words: str) -> str:
    monkeypatch.setenv("KIOSK_DATABASE__URL", owned)
    done = CliRunner().invoke(app, ["db", *words])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert done.exit_code == 0, done.output
    return done.output


def test_a_kiosks_url_is_shown_once_or_written_for_its_owner_only(
    owned: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    kiosk, file = new("T").replace("_", "-"), tmp_path / "url"
    shown = run(owned, monkeypatch, "kiosk", "add", kiosk)
    assert parse_url(shown.strip()).username == f"kiosk_{kiosk}"
    told = run(owned, monkeypatch, "kiosk", "add", kiosk, "--out", str(file))
    anew = "had a login already: its former password is no longer right.\n"
    assert told == f"The URL is in {file}.\nThe kiosk {kiosk} {anew}"
    assert anew not in shown
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert parse_url(file.read_text(encoding="utf-8").strip()).password != parse_url(shown.strip()).password
    kept = as_owner(superuser_of(owned), "SELECT rolpassword FROM pg_authid WHERE rolname = %s", f"kiosk_{kiosk}")
    with pytest.raises(Refused, match="cannot be made: File exists\\."):
        run(owned, monkeypatch, "kiosk", "add", kiosk, "--out", str(file))
    again = as_owner(superuser_of(owned), "SELECT rolpassword FROM pg_authid WHERE rolname = %s", f"kiosk_{kiosk}")
    assert again == kept, "a password that nobody was given would lock the kiosk out"
    with pytest.raises(Refused, match="A kiosk's ID has"):
        run(owned, monkeypatch, "kiosk", "add", "a b", "--out", str(tmp_path / "none"))
    assert not (tmp_path / "none").exists()
    assert f"{kiosk}  kiosk_{kiosk}  20" in run(owned, monkeypatch, "kiosk", "list")
    assert run(owned, monkeypatch, "kiosk", "remove", kiosk) == f"The kiosk {kiosk} can no longer log in.\n"
    assert kiosk not in run(owned, monkeypatch, "kiosk", "list")


def test_an_agencys_login_from_its_making_to_its_end(owned: str, monkeypatch: pytest.MonkeyPatch) -> None:
    name = new("importer")
    first = run(owned, monkeypatch, "login", "add", "importer", name)
    second, told = run(owned, monkeypatch, "login", "add", "importer", name).splitlines()
    assert told == f"The login {name} had a login already: its former password is no longer right."
    assert parse_url(second).password != parse_url(first.strip()).password
    assert f"{name}  importer  20" in run(owned, monkeypatch, "login", "list")
    assert run(owned, monkeypatch, "login", "remove", name) == f"The login {name} can no longer log in.\n"
    assert name not in run(owned, monkeypatch, "login", "list")
    acts = as_owner(owned, "SELECT act, code FROM fleet.acts WHERE subject = %s ORDER BY number", name)
    assert acts == [
        ("login-added", "importer"),
        ("login-added", "importer, another password"),
        ("login-removed", "importer"),
    ]


def test_only_the_owner_upgrades_also_when_nothing_is_to_do(
    owned: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("KIOSK_DATABASE__LOCAL_URL", f"sqlite:///{tmp_path / 'local.db'}")
    for group in ("importer", "clerk", "auditor"):
        url = run(owned, monkeypatch, "login", "add", group, new(group)).strip()
        with pytest.raises(Refused, match=r"may not upgrade the tables on .*\. Only the owner's login may\."):
            run(url, monkeypatch, "upgrade")
    assert " has version " in run(owned, monkeypatch, "upgrade")
    assert " has version " in run(superuser_of(owned), monkeypatch, "upgrade")


def test_unlock_and_void_as_they_are_typed(owned: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIOSK_LOG__AUDIT_FILE", "")
    name = new("clerk")
    url = run(owned, monkeypatch, "login", "add", "clerk", name).strip()
    with attacker(owned) as thief:
        thief.register(ZHANG, ZHANG_CARD)
        assert fail(thief, 5)[-1].result == "locked"
        assert run(url, monkeypatch, "unlock", ZHANG) == "The number can try again.\n"
        assert thief.log_in(ZHANG, WRONG).failed == 1
        assert run(url, monkeypatch, "void", ZHANG.lower()) == "The password is deleted.\n"
        assert run(url, monkeypatch, "void", ZHANG) == "There was no password.\n"
    for command in ("unlock", "void"):
        with pytest.raises(Refused, match="This is no ID number"):
            run(url, monkeypatch, command, "12")
