"""Who sees what of the fleet: a kiosk nothing but its own end, the agency every kiosk, nobody anything of a person."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
import typer
from prometheus_client.parser import text_string_to_metric_families
from typer.testing import CliRunner

from kiosk.choices import PaperKind
from kiosk.errors import KioskError, Refused
from kiosk.fleet.commands import fleet_app
from kiosk.fleet.port import Beat
from kiosk.health import Service
from kiosk.period import Month
from kiosk.prints import PrintEntry
from kiosk.store.roles import add_kiosk as add_login
from kiosk.store.roles import remove_kiosk
from tests.hardware.fleet_kiosks import FleetKiosk, add_auditor, add_kiosk, ask, taken_lines

pytestmark = pytest.mark.postgresql

NUMBER = "119901199001010015"
"""Nobody's."""
ENTRY = PrintEntry(datetime(2026, 11, 21, 12, 0, 30), 3, PaperKind.LIST, 4)

app = typer.Typer()
app.add_typer(fleet_app, name="fleet")


@pytest.fixture
def url(migrated_url: str) -> str:
    return migrated_url


@pytest.fixture
def kiosk(url: str, tmp_path: Path) -> Iterator[FleetKiosk]:
    with closing(add_kiosk(url, tmp_path, "hall-1")) as made:
        yield made


@pytest.fixture
def other(url: str, tmp_path: Path) -> Iterator[FleetKiosk]:
    with closing(add_kiosk(url, tmp_path, "hall-2")) as made:
        yield made


def beat(kiosk: FleetKiosk, ahead: timedelta = timedelta(), named: str = "") -> None:
    """Let it be heard of, its clock so far ahead."""
    failures = {"A01": 3, "P01": 1}
    with kiosk.server() as server:
        at = datetime.now(UTC) + ahead
        server.beat(Beat(at, "1.0.0", Service.LIMITED, ("P01",), ("S04", "P06"), Month(2026, 10), failures, named))


@pytest.fixture
def shipped(kiosk: FleetKiosk, other: FleetKiosk) -> FleetKiosk:
    """Both have shipped something."""
    for each in (kiosk, other):
        each.live("A01")
        each.print_one(ENTRY)
        each.ship()
        beat(each)
    return kiosk


TABLES = ("heartbeats", "records", "audit_lines", "prints")
READING = ("SELECT count(*) FROM {}", "SELECT * FROM {} WHERE kiosk = 'hall-1'", "EXPLAIN ANALYZE SELECT FROM {}")
WRITING = (
    "UPDATE {} SET kiosk = 'hall-1'",
    "DELETE FROM {}",
    "TRUNCATE {}",
    "COPY {} TO STDOUT",
    "COPY {} FROM STDIN",
    "INSERT INTO {} (kiosk) VALUES ('hall-2')",
    "ALTER TABLE {} OWNER TO CURRENT_USER",
    "DROP TABLE {}",
)
TAKING_OVER = (
    "SELECT fleet.this_kiosk()",
    "SELECT fleet.own_records(1)",
    "CREATE TABLE fleet.mine ()",
    "CREATE FUNCTION fleet.this_kiosk() RETURNS text LANGUAGE sql AS $$ SELECT 'hall-2' $$",
    "SET ROLE auditor",
    "SET SESSION AUTHORIZATION postgres",
    "SELECT * FROM login.kiosks",
)


def test_a_kiosk_has_no_right_on_any_table_and_cannot_become_another(kiosk: FleetKiosk) -> None:
    on_tables = [each.format(f"fleet.{table}") for table in TABLES for each in (*READING, *WRITING)]
    on_view = [each.format("fleet.overview") for each in READING]
    for attempt in (*on_tables, *on_view, *TAKING_OVER):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            pytest.fail(f"{attempt} was allowed: {ask(kiosk.url, attempt)}")


def test_what_a_kiosk_ships_is_its_own_whatever_it_says(kiosk: FleetKiosk, other: FleetKiosk, url: str) -> None:
    other.live("A01")
    line = other.lines()[0]
    role = kiosk.url.partition("//")[2].partition("@")[0]
    for setting in ("SET search_path = pg_temp", f"SET ROLE {role}", "SET ROLE kiosk"):
        with psycopg.connect(kiosk.url.replace("+psycopg", ""), autocommit=True) as connection:
            connection.execute(setting.encode())
            connection.execute("SELECT fleet.ship_audit(ARRAY[%s])", [line])
            connection.execute("SELECT fleet.beat(now(), '1', 'open', '{}', '{}', NULL, '{}', '')")
    assert taken_lines(url, "hall-1") == [line]
    assert taken_lines(url, "hall-2") == []
    assert ask(url, "SELECT kiosk FROM fleet.heartbeats") == [("hall-1",)]


def test_what_was_taken_cannot_be_changed_by_its_kiosk(shipped: FleetKiosk, url: str) -> None:
    before = ask(url, "SELECT * FROM fleet.audit_lines ORDER BY kiosk, number")
    forged = shipped.lines()[0].replace("A01", "A02")
    with psycopg.connect(shipped.url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("SELECT fleet.ship_audit(ARRAY[%s, %s])", [shipped.lines()[0], forged])
        prints = {"moment": "2026-11-21T12:00:30", "number": 1, "visit": 3, "kind": "list", "pages": 999}
        words = json.dumps([prints | {"state": "failed", "code": ""}])
        connection.execute("SELECT fleet.ship_prints(%s::jsonb)", [words])
    after = ask(url, "SELECT * FROM fleet.audit_lines ORDER BY kiosk, number")
    assert set(before) < set(after)
    assert len(after) == len(before) + 1
    assert ask(url, "SELECT kiosk, broken FROM fleet.overview ORDER BY kiosk") == [("hall-1", 1), ("hall-2", 0)]
    assert ask(url, "SELECT pages, state FROM fleet.prints WHERE kiosk = 'hall-1'") == [(4, "sent")]


UNSHOWABLE = (
    "now(), E'\\x1b[2J', 'open', '{}', '{}', NULL, '{}', ''",
    "now(), '1', 'well', '{}', '{}', NULL, '{}', ''",
    "now(), '1', 'open', ARRAY[E'\\n'], '{}', NULL, '{}', ''",
    "now(), '1', 'open', ARRAY[NULL], '{}', NULL, '{}', ''",
    "now(), '1', 'open', '{{A01},{A02}}', '{}', NULL, '{}', ''",
    "now(), '1', 'open', '{}', '{{A01},{A02}}', NULL, '{}', ''",
    "now(), '1', 'open', '{}', '{}', 202613, '{}', ''",
    "now(), '1', 'open', '{}', '{}', NULL, '[1]', ''",
    "now(), '1', 'open', '{}', '{}', NULL, '{\"A01\": \"x\"}', ''",
    "now(), '1', 'open', '{}', '{}', NULL, '{}', E'a\\nb'",
    "'infinity', '1', 'open', '{}', '{}', NULL, '{}', ''",
    "NULL, '1', 'open', '{}', '{}', NULL, '{}', ''",
)


def test_what_nobody_could_show_is_not_taken(kiosk: FleetKiosk, url: str) -> None:
    for said in UNSHOWABLE:
        with pytest.raises((psycopg.errors.IntegrityError, psycopg.errors.DataError)):
            pytest.fail(f"{said} was taken: {ask(kiosk.url, f'SELECT fleet.beat({said})')}")
    assert ask(url, "SELECT * FROM fleet.heartbeats") == []


@pytest.mark.parametrize("never", ["infinity", "-infinity"])
def test_a_moment_that_never_comes_is_not_taken(kiosk: FleetKiosk, url: str, never: str) -> None:
    prints = {"moment": never, "number": 1, "visit": 3, "kind": "list", "pages": 1, "state": "sent", "code": ""}
    with pytest.raises(psycopg.errors.CheckViolation):
        ask(kiosk.url, f"SELECT fleet.ship_prints('{json.dumps([prints])}')")
    # From version 17 on infinite moments can be subtracted.
    columns = "kiosk, heard, ahead, version, service, reasons, warnings, failures, unshipped"
    values = f"'hall-1', now(), '{never}', '1', 'open', '{{}}', '{{}}', '{{}}', ''"
    with pytest.raises(psycopg.errors.CheckViolation):
        ask(url, f"INSERT INTO fleet.heartbeats ({columns}) VALUES ({values})")


def test_a_kiosk_that_was_removed_is_taken_for_none(kiosk: FleetKiosk, url: str) -> None:
    kiosk.live("A01")
    ask(url, "DELETE FROM login.kiosks WHERE id = 'hall-1'")
    with pytest.raises(KioskError):
        kiosk.ship()
    with pytest.raises(KioskError):
        beat(kiosk)


def test_another_machine_with_the_id_of_one_that_was_removed_begins_anew(url: str, tmp_path: Path) -> None:
    lines: list[str] = []
    for place, codes in (("old", ("A01", "A02", "A02")), ("new", ("A03",))):
        kiosk = FleetKiosk(tmp_path / place, add_login(url, "M-1").render_as_string(hide_password=False), "M-1")
        with closing(kiosk):
            kiosk.live(*codes)
            kiosk.ship()
            lines += kiosk.lines()
        assert ask(url, "SELECT kiosk, broken, heard FROM fleet.overview") == [("M-1", 0, None)]
        remove_kiosk(url, "M-1")
    assert ask(url, "SELECT * FROM fleet.overview") == []
    assert sorted(taken_lines(url, "M-1")) == sorted(lines), "what it wrote down stays"


def test_nothing_of_a_person_is_shipped(kiosk: FleetKiosk, url: str) -> None:
    trail = kiosk.place.trail()
    trail.record("account-viewed", visit=1, who=NUMBER)
    trail.close()
    with kiosk.place.file.open("a") as opened:  # what somebody or a broken disk left in the file
        opened.write(f'{{"name":"{NUMBER}"}}\n{NUMBER}\n')
    trail = kiosk.place.trail()
    trail.record("rating-given", "5", visit=2, who=NUMBER)
    trail.close()
    kiosk.print_one(ENTRY)
    kiosk.ship()
    beat(kiosk)
    kept = "".join(str(ask(url, f"SELECT * FROM fleet.{table}")) for table in (*TABLES, "overview"))
    assert "account-viewed" in kept and "rating-given" in kept
    assert NUMBER not in kept and NUMBER[-8:] not in kept


def run(*words: str) -> str:
    """Run the command; a Refused is raised as main.py would meet it."""
    done = CliRunner().invoke(app, ["fleet", *words])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.output


@pytest.fixture
def auditor(url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """An auditor's login, which the command uses."""
    made = add_auditor(url)
    monkeypatch.setenv("KIOSK_DATABASE__URL", made)
    return made


@pytest.mark.usefixtures("other")
def test_the_agency_sees_every_kiosk(kiosk: FleetKiosk, url: str, auditor: str) -> None:
    beat(kiosk)
    text = run()
    assert "hall-1" in text and "limited P01 S04 P06" in text and "P01, P06 soon" in text and "A01x3 P01x1" in text
    assert "never heard of" in text.splitlines()[2]
    assert text.splitlines()[-1] == "2 kiosks, 1 heard of within 5 min: 0 open, 1 limited, 0 closed."
    first, second = json.loads(run("--json"))
    assert (first["data_as_of"], first["failures_today"], first["remarks"]) == ("2026-10", {"A01": 3, "P01": 1}, [])
    assert (second["kiosk"], second["heard_at"], second["remarks"]) == ("hall-2", None, ["never heard of"])
    families = text_string_to_metric_families(run("--prometheus"))
    up = {each.labels["kiosk"]: each.value for family in families for each in family.samples if "_up" in each.name}
    assert up == {"hall-1": 1, "hall-2": 0}
    ask(url, "UPDATE fleet.heartbeats SET heard = heard - interval '2 hours'")
    assert "silent for 2 h" in run()
    assert "silent" not in run("--silent", "180").splitlines()[1]
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        ask(auditor, "DELETE FROM fleet.audit_lines")


def test_a_wrong_clock_is_told(kiosk: FleetKiosk, auditor: str) -> None:
    beat(kiosk, timedelta(hours=3))
    assert "its clock is 3 h ahead" in run()


def test_who_may_not_look_gets_one_sentence(kiosk: FleetKiosk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIOSK_DATABASE__URL", kiosk.url)
    with pytest.raises(Refused, match="The fleet cannot be read: .* Only an auditor's or the owner's login may"):
        run()
