"""A kiosk's login on a real PostgreSQL: made, given a new password, taken away."""

from __future__ import annotations

import base64
import hashlib
import hmac
from pathlib import Path

import psycopg
import pytest

from kiosk.errors import Refused
from kiosk.insurance import Authority
from kiosk.store import agency_logins, clerk, roles
from kiosk.store.engine import make_engine, parse_url
from kiosk.store.month import Journal, SqlMonthStore
from kiosk.store.upgrading import upgrade
from tests.hardware.attack.attacker import RIGHT, WRONG, ZHANG, ZHANG_CARD, as_owner, attacker
from tests.hardware.postgresql_server import PostgresServer
from tests.hardware.roles.owned import OWNER, new, superuser_of, text_of
from tests.kiosk.store.month_bringing import NOON

pytestmark = pytest.mark.postgresql


def test_a_kiosk_logs_in_with_the_url_that_is_handed_out(owned: str) -> None:
    url = roles.add_kiosk(owned, new("Hall-A").replace("_", "-"))
    assert url.username is not None
    assert (url.host, url.database) == (parse_url(owned).host, parse_url(owned).database)
    asked = "SELECT session_user::text, current_setting('jit'), count(*) FROM contributions"
    assert as_owner(text_of(url), asked) == [(url.username, "off", 0)]
    roles.remove_kiosk(owned, url.username.removeprefix("kiosk_"))


def test_only_the_hash_of_a_password_reaches_the_server(owned: str, postgresql: PostgresServer) -> None:
    kiosk = new("P").replace("_", "-")
    first, second = (roles.add_kiosk(owned, kiosk).password for _ in range(2))
    assert isinstance(second, str)
    assert first != second
    superuser = superuser_of(owned)
    ((kept,),) = as_owner(superuser, "SELECT rolpassword FROM pg_authid WHERE rolname = %s", f"kiosk_{kiosk}")
    scheme, _, rest = kept.partition("$")
    (turns, salt), (stored, _) = (part.split(":") for part in rest.split("$"))
    salted = hashlib.pbkdf2_hmac("sha256", second.encode(), base64.b64decode(salt), int(turns))
    key = hmac.digest(salted, b"Client Key", "sha256")
    assert scheme == "SCRAM-SHA-256"
    assert hashlib.sha256(key).digest() == base64.b64decode(stored)
    assert second not in (postgresql.folder / "log").read_text(encoding="utf-8", errors="replace")
    assert [each.id for each in roles.kiosks(owned)].count(kiosk) == 1
    roles.remove_kiosk(owned, kiosk)


def test_a_kiosk_that_is_removed_is_out_at_once(owned: str) -> None:
    with attacker(owned) as thief:
        assert thief.register(ZHANG, ZHANG_CARD).result == "in"
        token = thief.log_in(ZHANG, RIGHT).token
        assert thief.with_token(token, "SELECT count(*) FROM contributions") == [(890,)]
        thief.run("SELECT set_config('kiosk.token', %s, true)", token)
        roles.remove_kiosk(owned, thief.login.removeprefix("kiosk_"))
        with pytest.raises(psycopg.OperationalError):
            thief.run("SELECT count(*) FROM contributions")
        with pytest.raises(psycopg.OperationalError, match="not permitted to log in"):
            psycopg.connect(thief.line.info.dsn)
        assert thief.login not in {kiosk.login for kiosk in roles.kiosks(owned)}
        with pytest.raises(Refused, match="There is no kiosk"):
            roles.remove_kiosk(owned, thief.login.removeprefix("kiosk_"))


@pytest.mark.parametrize("kiosk", ["", "a b", "x" * 33, "-a", "a;b", "kiosk\n"])
def test_an_id_that_is_none_is_refused(owned: str, kiosk: str) -> None:
    with pytest.raises(Refused, match="A kiosk's ID has 1 to 32"):
        roles.add_kiosk(owned, kiosk)


def test_another_databases_kiosk_is_left_alone(owned: str, postgresql: PostgresServer) -> None:
    kiosk = new("O").replace("_", "-")
    theirs = text_of(roles.add_kiosk(owned, kiosk))
    second = postgresql.new_database(f"OWNER {OWNER}").replace("//postgres@", f"//{OWNER}@")
    upgrade(second, partitions=1)
    with pytest.raises(Refused, match=f"The server has a role kiosk_{kiosk} already, of another database"):
        roles.add_kiosk(second, kiosk)
    with pytest.raises(Refused, match="There is no kiosk"):
        roles.remove_kiosk(second, kiosk)
    assert as_owner(theirs, "SELECT count(*) FROM contributions") == [(0,)]
    roles.remove_kiosk(owned, kiosk)
    assert roles.add_kiosk(second, kiosk).database == parse_url(second).database, "it is free now"
    roles.remove_kiosk(second, kiosk)
    postgresql.drop(second)


def test_what_a_stolen_kiosk_locked_is_open_once_it_is_removed(owned: str) -> None:
    with attacker(owned) as thief, attacker(owned) as honest:
        assert honest.register(ZHANG, ZHANG_CARD).result == "in"
        for _ in range(20):
            thief.offer(ZHANG, WRONG)
        assert honest.log_in(ZHANG, RIGHT).result == "locked"
        roles.remove_kiosk(owned, thief.login.removeprefix("kiosk_"))
        assert honest.log_in(ZHANG, RIGHT).result == "in"


def test_no_kiosk_can_keep_an_import_waiting(owned: str) -> None:
    with attacker(owned) as thief:
        for mode in ("SHARE ROW EXCLUSIVE", "ROW EXCLUSIVE", "SHARE", "ACCESS EXCLUSIVE", "ACCESS SHARE"):
            assert isinstance(thief.refusal(f"LOCK TABLE imports IN {mode} MODE"), psycopg.errors.InsufficientPrivilege)
        thief.run("SELECT moment FROM imports")
        engine = make_engine(parse_url(owned), 10)
        SqlMonthStore(engine, Journal(lambda: NOON, origin="demo")).begin(
            Authority.HUMAN_RESOURCES, snapshot=False
        ).abandon()
        engine.dispose()


def test_who_may_make_no_logins_is_told_so(owned: str) -> None:
    auditor = text_of(agency_logins.add_login(owned, "auditor", new("auditor")))
    with pytest.raises(Refused, match=r"may not do that \(42501\)\. Only the owner's login may\."):
        roles.kiosks(auditor)
    url = text_of(agency_logins.add_login(owned, "clerk", new("clerk")))
    with pytest.raises(Refused) as told:
        roles.add_kiosk(url, "Z1")
    why = "this login may not do that (42501). Only the owner's login may, if it may make roles (CREATEROLE)."
    assert str(told.value).endswith(f"cannot be managed: {why}")


def test_logins_are_made_on_a_server_only(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="an SQLite file has none"):
        roles.kiosks(f"sqlite:///{tmp_path / 'a.db'}")
    with pytest.raises(Refused, match="unlock and void at the kiosk"):
        clerk.unlock(f"sqlite:///{tmp_path / 'a.db'}", ZHANG, "desk-3")
