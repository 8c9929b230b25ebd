"""A stolen kiosk's login is taken away, and its person's password, whatever it holds in open transactions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass, field
from threading import Event, Thread
from typing import Any

import psycopg
import pytest

from kiosk.errors import Refused
from kiosk.store import agency_logins, clerk, roles
from tests.hardware.attack.attacker import (
    CARDS,
    RIGHT,
    WRONG,
    ZHANG,
    ZHANG_CARD,
    ZHANG_ID,
    Attacker,
    as_owner,
    attacker,
    fail,
    token_of,
)

pytestmark = pytest.mark.postgresql

IN_TIME = "SET lock_timeout = '5s'"
"""Far more than anything here takes, and half of what a person waits for; whoever is held up is cut off."""
LINES = 4
ALL_IN_USE = 60
"""Seconds until each of a thief's lines must have held its lock once."""


def claim(line: psycopg.Connection[Any]) -> None:
    """Leave an attempt half claimed."""
    found = line.execute("SELECT offer(%s, %s)", (ZHANG, WRONG)).fetchone()
    line.commit()
    line.execute("SELECT * FROM claim(%s)", found)


def ship(line: psycopg.Connection[Any]) -> None:
    """Leave records half shipped."""
    line.execute("SELECT fleet.ship_prints('[]')")


def end_visit(line: psycopg.Connection[Any]) -> None:
    """Leave somebody half logged out."""
    found = line.execute("SELECT offer(%s, %s)", (ZHANG, RIGHT)).fetchone()
    line.commit()
    token = line.execute("SELECT token FROM claim(%s)", found).fetchone()
    line.commit()
    line.execute("SELECT set_config('kiosk.token', %s, true)", token)
    line.execute("SELECT end_visit()")


def password(line: psycopg.Connection[Any]) -> None:
    """Hold the role itself."""
    line.execute("ALTER ROLE CURRENT_USER PASSWORD 'mine'")


@dataclass
class Thieves:
    """Threads that connect, hold something, and come back as soon as they are thrown out."""

    dsn: str
    hold: Any
    stop: Event = field(default_factory=Event)
    holding: list[Event] = field(default_factory=lambda: [Event() for _ in range(LINES)])

    def work(self, holding: Event) -> None:
        while not self.stop.is_set():
            with suppress(psycopg.Error), closing(psycopg.connect(self.dsn)) as line:
                line.execute("SET lock_timeout = '100ms'")
                line.commit()
                with suppress(psycopg.errors.LockNotAvailable):
                    self.hold(line)
                holding.set()
                while not self.stop.wait(0.02):
                    line.execute("SELECT 1")


@contextmanager
def thieves(dsn: str, hold: Any) -> Iterator[None]:
    """All of them at work."""
    all_of_them = Thieves(dsn, hold)
    threads = [Thread(target=all_of_them.work, args=(holding,)) for holding in all_of_them.holding]
    for thread in threads:
        thread.start()
    try:
        for holding in all_of_them.holding:
            assert holding.wait(ALL_IN_USE)
        yield
    finally:
        all_of_them.stop.set()
        for thread in threads:
            thread.join()


def dsn_of(kiosk: Attacker) -> str:
    """What the thief connects with, however often; the role's password is not asked for on this server."""
    return f"{kiosk.line.info.dsn} password={kiosk.line.info.password}"


@pytest.mark.parametrize("hold", [claim, ship, end_visit, password])
def test_no_lock_keeps_a_stolen_kiosk_from_being_removed(here: Attacker, url: str, hold: Any) -> None:
    with attacker(url) as thief:
        name = thief.login.removeprefix("kiosk_")
        thief.log_in(ZHANG, WRONG)
        thief.rows("SELECT fleet.ship_prints('[]')")
        with thieves(dsn_of(thief), hold):
            roles.remove_kiosk(url, name)
            with pytest.raises(psycopg.OperationalError):
                thief.run("SELECT 1")
            with pytest.raises(psycopg.OperationalError, match="not permitted to log in"):
                psycopg.connect(thief.line.info.dsn)
        assert as_owner(url, "SELECT count(*) FROM pg_stat_activity WHERE usename = %s", thief.login) == [(0,)]
        left = "SELECT (SELECT count(*) FROM login.{} WHERE kiosk = %s)"
        for table in ("attempts", "tokens", "turns"):
            assert as_owner(url, left.format(table), thief.login) == [(0,)]
        assert as_owner(url, "SELECT count(*) FROM fleet.records WHERE kiosk = %s", name) == [(0,)]
    assert here.log_in(ZHANG, RIGHT).result == "in"


def test_a_removal_that_was_interrupted_is_done_once_more(
    here: Attacker, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with attacker(url) as thief:
        name = thief.login.removeprefix("kiosk_")
        with monkeypatch.context() as patched:
            patched.setattr(roles, "_SHUTTING_TRIES", 0)
            with pytest.raises(Refused, match="reads and changes nothing any more"):
                roles.remove_kiosk(url, name)
        error = thief.refusal("SELECT offer(%s, %s)", ZHANG, RIGHT)
        assert isinstance(error, psycopg.errors.InsufficientPrivilege)
        with pytest.raises(Refused, match="is not wholly removed yet"):
            roles.add_kiosk(url, name)
        roles.remove_kiosk(url, name)
        with pytest.raises(Refused, match="There is no kiosk"):
            roles.remove_kiosk(url, name)


def test_what_a_login_set_for_itself_ends_with_a_new_password_and_with_its_removal(url: str, here: Attacker) -> None:
    with attacker(url) as thief:
        name = thief.login.removeprefix("kiosk_")
        database = url.rpartition("/")[2]
        asked = "SELECT count(*) FROM pg_db_role_setting WHERE setrole = %s::regrole AND setdatabase <> 0"
        for _ in range(2):
            thief.rows("ALTER ROLE CURRENT_USER SET statement_timeout = 1")
            thief.rows(f"ALTER ROLE CURRENT_USER IN DATABASE {database} SET row_security = off")
            ((role,),) = thief.rows("SELECT quote_ident(session_user)")
            assert as_owner(url, asked, role) == [(1,)]
            again = roles.add_kiosk(url, name)
            found = as_owner(
                url, "SELECT setdatabase, setconfig FROM pg_db_role_setting WHERE setrole = %s::regrole", role
            )
            assert found == [(0, ["jit=off", "enable_seqscan=off", "enable_bitmapscan=off", "temp_file_limit=64MB"])]
        assert again.username == thief.login
        thief.rows("ALTER ROLE CURRENT_USER SET statement_timeout = 1")
        roles.remove_kiosk(url, name)
        assert as_owner(url, "SELECT count(*) FROM pg_db_role_setting WHERE setrole = %s::regrole", role) == [(0,)]


# A person's password, and whoever is in by it.


@contextmanager
def clerks(url: str) -> Iterator[str]:
    """A clerk's URL, who waits for nobody: cut off long before a person gives up."""
    name = "clerk_of_removals"
    made = agency_logins.add_login(url, "clerk", name)
    as_owner(url, f"ALTER ROLE {name} SET lock_timeout = '5s'")
    yield made.render_as_string(hide_password=False)


def half_kept(kiosk: Attacker, token: str) -> None:
    """Put another password in for who is in, and leave it open."""
    kiosk.run("SELECT set_config('kiosk.token', %s, true)", token)
    kiosk.run("SELECT keep_verifier(%s, %s)", ZHANG, WRONG)


def test_a_password_is_voided_whatever_a_kiosk_holds_and_nothing_comes_back(
    hall: tuple[Attacker, Attacker], url: str
) -> None:
    here, there = hall
    token = token_of(here)
    half_kept(here, token)
    with clerks(url) as clerks_url:
        assert clerk.void(clerks_url, ZHANG, "desk-3") is True
        assert there.log_in(ZHANG, RIGHT).result == "wrong", "while it is held"
        here.line.commit()
        assert clerk.void(clerks_url, ZHANG, "desk-3") is False
    assert here.with_token(token, "SELECT current_person()") == [(None,)]
    assert there.log_in(ZHANG, WRONG).result == "wrong", "what was brought in afterwards is no password"
    assert there.register(ZHANG, ZHANG_CARD).result == "in"


def test_who_ended_a_visit_and_leaves_that_open_is_out_all_the_same(here: Attacker, url: str) -> None:
    token = token_of(here)
    with ExitStack() as stack:
        other = stack.enter_context(closing(psycopg.connect(dsn_of(here))))
        other.execute("SELECT set_config('kiosk.token', %s, true), end_visit()", (token,))
        with clerks(url) as clerks_url:
            assert clerk.void(clerks_url, ZHANG, "desk-3") is True
        other.rollback()
    assert here.with_token(token, "SELECT current_person()") == [(None,)]


def test_a_claim_that_is_half_done_when_the_password_is_voided_lets_nobody_in(
    hall: tuple[Attacker, Attacker], url: str
) -> None:
    here, _ = hall
    attempt = here.offer(ZHANG, RIGHT)
    ((token,),) = here.run("SELECT token FROM claim(%s)", attempt)
    with clerks(url) as clerks_url:
        clerk.void(clerks_url, ZHANG, "desk-3")
    here.line.commit()
    assert here.with_token(token, "SELECT current_person()") == [(None,)]


def test_nobody_is_kept_from_setting_a_password_elsewhere(hall: tuple[Attacker, Attacker], url: str) -> None:
    """The thief knows number and card, and even the password; the later of two who set one has set it."""
    here, there = hall
    here.run("SELECT result FROM claim(%s)", here.offer_registration(ZHANG, ZHANG_CARD))
    there.rows(IN_TIME)
    assert there.log_in(ZHANG, RIGHT).result == "in"
    values = (ZHANG, ZHANG_CARD, "", WRONG, CARDS)
    ((attempt,),) = there.rows("SELECT offer_registration(%s, %s, %s, %s, %s)", *values)
    assert there.claim(attempt).result == "in"
    here.line.commit()
    assert [there.log_in(ZHANG, each).result for each in (RIGHT, WRONG)] == ["wrong", "in"]
    there.rows("SET lock_timeout = 0")


def test_a_new_password_puts_out_who_is_in_by_the_old_one(hall: tuple[Attacker, Attacker]) -> None:
    here, there = hall
    token = token_of(here)
    new = there.register(ZHANG, ZHANG_CARD).token
    assert here.with_token(token, "SELECT current_person()") == [(None,)]
    assert there.with_token(new, "SELECT current_person()") == [(ZHANG_ID,)]


def test_attempts_that_a_kiosk_holds_keep_nobody_from_being_unlocked(hall: tuple[Attacker, Attacker], url: str) -> None:
    here, there = hall
    fail(here, 4)
    here.run("SELECT result FROM claim(%s)", here.offer(ZHANG, WRONG))
    assert there.log_in(ZHANG, RIGHT).result == "locked"
    as_owner(
        url, "UPDATE login.attempts SET at = at - interval '31 s' WHERE kiosk = %s AND judged IS NOT NULL", here.login
    )
    with clerks(url) as clerks_url:
        clerk.unlock(clerks_url, ZHANG, "desk-3")
    assert there.log_in(ZHANG, RIGHT).result == "in"
    here.line.rollback()
