"""A damaged file is noticed wherever the damage is, and the last verified copy takes its place (fault C6)."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kiosk import config
from kiosk.config import DatabaseSection
from kiosk.demo.making import Recipe
from kiosk.errors import Refused
from kiosk.insurance import Authority
from kiosk.period import Month
from kiosk.store import fallback, open_store
from kiosk.store.copies import COPIES_KEPT, copies_of, keep_copy, newest_whole_copy, restore
from kiosk.store.filling import fill_with_demo
from kiosk.store.intact import damage_of, is_sealed
from kiosk.store.local.kept_secret import kept_secret
from kiosk.store.month import open_months
from kiosk.store.opening import Store
from main import app
from tests.kiosk.store.month_rows import paid, person

NOON = datetime(2026, 11, 21, 12, 0)
PAGE = 4096
FLIPS = 20


@pytest.fixture
def data(store: Store, tmp_path: Path) -> Path:
    """The demo data's file, with a copy made at noon; the store itself is closed."""
    store.close()
    file = tmp_path / "demo.db"
    keep_copy(file, NOON)
    return file


@pytest.fixture
def real_data(store: Store, tmp_path: Path) -> Path:
    """The same, but marked as imported: demo and real data are never mixed."""
    store.close()
    file = tmp_path / "demo.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE origin SET kind = 'imported'")
        connection.commit()
    keep_copy(file, NOON)
    return file


def flip(file: Path, at: int) -> None:
    with file.open("r+b") as opened:
        opened.seek(at)
        byte = opened.read(1)[0]
        opened.seek(at)
        opened.write(bytes([byte ^ 0x10]))


def test_a_flipped_bit_is_noticed_wherever_it_is(data: Path, section: DatabaseSection) -> None:
    whole = data.read_bytes()
    chance = random.Random(20261121)
    places = [0, 18, 100, *(chance.randrange(len(whole)) for _ in range(FLIPS))]
    for at in places:
        data.write_bytes(whole)
        assert damage_of(data) is None
        flip(data, at)
        assert damage_of(data), f"byte {at}"
        with closing(open_store(section)) as opened:
            assert "the verified copy of 2026-11-21 12:00 is read instead" in opened.alarm
            assert len(opened.ledger.account("1000000003").contributions) == 1800
            (finding,) = opened.ledger.examine()
            assert (finding.well, finding.advice) == (False, "Run `main.py restore`, then look after the disk.")


def test_without_a_seal_broken_pages_are_noticed_by_their_structure(data: Path) -> None:
    Path(f"{data}.sha256").unlink()
    assert damage_of(data) is None
    with data.open("r+b") as opened:
        opened.seek(3 * PAGE)
        opened.write(os.urandom(PAGE))
    assert damage_of(data)


@pytest.mark.parametrize("left", [0, 10, 3 * PAGE])
def test_a_file_cut_short(data: Path, section: DatabaseSection, left: int) -> None:
    os.truncate(data, left)
    with closing(open_store(section)) as opened:
        assert opened.alarm


def test_a_whole_file_raises_no_alarm_and_stays_sealed(data: Path, section: DatabaseSection) -> None:
    for _ in range(2):
        with closing(open_store(section)) as opened:
            opened.ledger.account("1000000003")
            assert opened.alarm == opened.look_through() == ""
    assert is_sealed(data)


def test_a_big_file_is_looked_through_later(
    data: Path, section: DatabaseSection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fallback, "LOOKED_THROUGH_AT_ONCE", 0)
    flip(data, data.stat().st_size - 100)
    with closing(open_store(section)) as opened:
        assert opened.alarm == ""
        assert "is damaged" in opened.look_through()
        assert len(opened.ledger.account("1000000003").contributions) == 1800


def test_a_damaged_copy_is_passed_over(data: Path) -> None:
    (first,) = copies_of(data)
    second = keep_copy(data, NOON + timedelta(hours=1))
    assert newest_whole_copy(data) == second
    flip(second.file, 2 * PAGE + 50)
    assert newest_whole_copy(data) == first


def test_no_copy_at_all_is_one_sentence(data: Path, section: DatabaseSection) -> None:
    copies_of(data)[0].file.unlink()
    flip(data, 0)
    with pytest.raises(Refused, match=r"demo\.db is damaged \(.*\), and there is no verified copy of it\.$"):
        open_store(section)


def test_a_damaged_file_is_never_copied_over_good_copies(data: Path) -> None:
    flip(data, 5 * PAGE)
    with pytest.raises(Refused, match=r"is damaged \(.*\) and is not copied; run `main\.py restore`"):
        keep_copy(data, NOON + timedelta(days=1))
    assert [copy.made for copy in copies_of(data)] == [NOON]


def test_only_the_newest_copies_stay(data: Path) -> None:
    for hours in (1, 2, 3):
        keep_copy(data, NOON + timedelta(hours=hours))
    kept = copies_of(data)
    assert [copy.made.hour for copy in kept] == [15, 14]
    assert len(kept) == COPIES_KEPT
    assert len(list(data.parent.glob("*-copy-*.sha256"))) == COPIES_KEPT


def test_what_is_restored_is_what_was_copied(data: Path, section: DatabaseSection) -> None:
    with closing(open_store(section)) as opened:
        before = opened.ledger.account("1000000003")
    flip(data, 4 * PAGE + 17)
    flip(data, 0)
    copy = newest_whole_copy(data)
    assert copy is not None
    aside = restore(data, copy.file, NOON)
    assert aside is not None and aside.name == "demo-damaged-20261121T120000.db"
    with closing(open_store(section)) as opened:
        assert opened.alarm == ""
        assert opened.ledger.account("1000000003") == before
        assert opened.credentials.has_passwords() is False or opened.credentials.password_hash("1000000001")


def test_the_log_of_the_old_file_is_not_left_to_the_new_one(data: Path, section: DatabaseSection) -> None:
    """A log beside a restored file would be played into it."""
    copy = newest_whole_copy(data)
    assert copy is not None
    with closing(sqlite3.connect(data)) as writer:
        writer.execute("DELETE FROM contributions")
        writer.commit()
        for suffix in ("", "-wal", "-shm"):  # as a power cut leaves them
            shutil.copy(f"{data}{suffix}", f"{data}{suffix}.saved")
    for suffix in ("", "-wal", "-shm"):
        Path(f"{data}{suffix}.saved").replace(f"{data}{suffix}")
    restore(data, copy.file, NOON)
    with closing(open_store(section)) as opened:
        assert len(opened.ledger.account("1000000003").contributions) == 1800


def test_a_restore_during_an_import_is_refused(data: Path) -> None:
    copy = newest_whole_copy(data)
    assert copy is not None
    with closing(sqlite3.connect(data, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        with pytest.raises(Refused, match="An import is writing"):
            restore(data, copy.file, NOON)


@pytest.mark.parametrize("write", [lambda url, recipe: fill_with_demo(url, recipe)])
def test_who_writes_breaks_the_seal(
    data: Path, section: DatabaseSection, recipe: Recipe, write: Callable[[str, Recipe], object]
) -> None:
    assert is_sealed(data)
    write(section.url, recipe)
    assert not is_sealed(data)
    assert damage_of(data) is None


def test_an_import_leaves_a_verified_copy_and_a_seal(real_data: Path, section: DatabaseSection) -> None:
    settings = config.load().with_values(database=section.model_dump())
    with open_months(settings, lambda: NOON + timedelta(hours=5)) as months:
        writer = months.begin(Authority.HUMAN_RESOURCES, snapshot=False)
        writer.add([person()])
        writer.add([paid()])
        writer.finish(Month(2026, 10))
    assert [copy.made.hour for copy in copies_of(real_data)] == [17, 12]
    assert is_sealed(real_data)
    flip(real_data, real_data.stat().st_size - 300)
    with closing(open_store(section)) as opened:
        assert "copy of 2026-11-21 17:00" in opened.alarm


def test_an_abandoned_import_leaves_copy_and_seal_as_they_are(real_data: Path, section: DatabaseSection) -> None:
    settings = config.load().with_values(database=section.model_dump())
    with open_months(settings, lambda: NOON + timedelta(hours=5)) as months:
        writer = months.begin(Authority.HUMAN_RESOURCES, snapshot=False)
        writer.add([paid()])
        writer.abandon()
    assert [copy.made for copy in copies_of(real_data)] == [NOON]
    assert damage_of(real_data) is None


def run(*words: str) -> str:
    done = CliRunner().invoke(app, words)
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert done.exit_code == 0, done.output
    return done.output


@pytest.fixture
def configured(data: Path, section: DatabaseSection, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KIOSK_DATABASE__URL", section.url)
    return data


def test_the_commands_copy_and_restore_both_databases(configured: Path, tmp_path: Path) -> None:
    said = run("backup")
    assert said.count("verified") == 2
    assert len(copies_of(tmp_path / "demo-local.db")) == 1
    assert not is_sealed(tmp_path / "demo-local.db"), "it changes with every wrong password"
    flip(configured, 0)
    assert "is now what" in run("restore")
    assert damage_of(configured) is None
    assert "demo-local.db is now what" in run("restore", "--local")


def test_backup_to_a_file_of_ones_own_and_back(configured: Path, tmp_path: Path) -> None:
    out = tmp_path / "elsewhere.db"
    run("backup", "--out", str(out))
    assert (tmp_path / "elsewhere-local.db").exists()
    flip(configured, 2 * PAGE + 9)
    run("restore", str(out))
    assert damage_of(configured) is None


def test_a_copy_of_a_kiosk_that_never_ran_holds_its_secret(
    configured: Path, section: DatabaseSection, tmp_path: Path
) -> None:
    """Else a copy put back would hold another one than wrote the trail meanwhile."""
    run("backup", "--out", str(tmp_path / "elsewhere.db"))
    copy = section.model_copy(update={"local_url": f"sqlite:///{tmp_path / 'elsewhere-local.db'}"})
    in_copy = _secret_in(tmp_path / "elsewhere-local.db")
    assert len(in_copy) == 1
    assert kept_secret(section) == in_copy[0] == kept_secret(copy)


def _secret_in(file: Path) -> list[bytes]:
    with closing(sqlite3.connect(file)) as connection:
        return [bytes(value) for (value,) in connection.execute("SELECT value FROM secrets")]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("restore", "/nowhere.db"), "/nowhere.db does not exist"),
        (("restore", "{local}"), "is no copy of the database"),
        (("restore", "{data}"), "is the database itself"),
        (("backup", "--out", "{data}"), "is the database itself"),
        (("backup", "--out", "/nowhere/x.db"), "could not be copied"),
    ],
)
def test_what_cannot_be_is_one_sentence(configured: Path, words: tuple[str, ...], sentence: str) -> None:
    names = {"data": str(configured), "local": str(configured.with_name("demo-local.db"))}
    with pytest.raises(Refused, match=sentence) as refused:
        run(*(word.format(**names) for word in words))
    assert "\n" not in str(refused.value)
    assert damage_of(configured) is None


def test_a_server_keeps_its_own_copies(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KIOSK_DATABASE__URL", "postgresql+psycopg://h/x")
    monkeypatch.setenv("KIOSK_DATABASE__LOCAL_URL", "postgresql+psycopg://h/x")
    for command in ("backup", "restore"):
        with pytest.raises(Refused, match="pg_dump and pg_restore"):
            run(command)
