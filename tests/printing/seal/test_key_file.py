"""Keys are made on the machine, for their owner alone, never overwritten; and nothing else is taken for one."""

from __future__ import annotations

import stat
from datetime import date
from pathlib import Path

import pytest

from kiosk.errors import Refused
from printing.seal.key_file import demo_key, new_key, read_key, write_key
from printing.seal.records import LARGEST_RECORD, TrustedKeys, read_record, read_trusted

DAY = date(2026, 11, 22)


def test_a_key_comes_back(tmp_path: Path) -> None:
    key = new_key("hall-07", DAY, 24)
    write_key(key, tmp_path / "key.toml")
    found = read_key(tmp_path / "key.toml")
    assert found.record == key.record
    assert found.private.private_bytes_raw() == key.private.private_bytes_raw()
    assert (found.record.kiosk, found.record.valid_from, found.record.valid_until) == (
        "hall-07",
        DAY,
        date(2028, 11, 22),
    )
    assert stat.S_IMODE((tmp_path / "key.toml").stat().st_mode) == 0o600


def test_a_month_without_that_day_ends_the_key_on_its_last() -> None:
    assert new_key("a", date(2026, 8, 31), 1).record.valid_until == date(2026, 9, 30)
    assert new_key("a", date(2024, 2, 29), 12).record.valid_until == date(2025, 2, 28)


def test_a_key_is_never_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "key.toml"
    write_key(new_key("a", DAY, 1), file)
    before = file.read_bytes()
    with pytest.raises(Refused, match="never overwritten"):
        write_key(new_key("a", DAY, 1), file)
    assert file.read_bytes() == before


def test_no_two_keys_are_alike() -> None:
    assert new_key("a", DAY, 1).record.public != new_key("a", DAY, 1).record.public


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644, 0o610])
def test_a_key_open_to_others_is_refused(tmp_path: Path, mode: int) -> None:
    file = tmp_path / "key.toml"
    write_key(new_key("a", DAY, 1), file)
    file.chmod(mode)
    with pytest.raises(Refused, match="chmod 600"):
        read_key(file)


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe", b"kiosk = 1", b"-----BEGIN PRIVATE KEY-----\n", bytes(LARGEST_RECORD + 1)],
    ids=["empty", "bytes", "toml", "pem", "large"],
)
def test_what_is_no_key_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "key.toml"
    file.write_bytes(content)
    file.chmod(0o600)
    with pytest.raises(Refused, match="key.toml"):
        read_key(file)


def test_a_missing_key_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="does not exist"):
        read_key(tmp_path / "none.toml")
    tmp_path.chmod(0o700)
    with pytest.raises(Refused, match="not a signing key"):
        read_key(tmp_path)


def test_a_record_without_its_private_key_does_not_sign(tmp_path: Path) -> None:
    file = tmp_path / "key.toml"
    file.write_text(new_key("a", DAY, 1).public_text)
    file.chmod(0o600)
    with pytest.raises(Refused, match="no private key"):
        read_key(file)


def test_the_private_key_is_in_no_repr_and_not_in_the_record() -> None:
    key = demo_key()
    assert "private" not in key.public_text
    assert key.private.private_bytes_raw().hex() not in repr(key)


@pytest.mark.parametrize(
    ("old", "new"),
    [("hall-07", "hall-08"), ("2026-11-22", "2025-11-22"), ("2028-11-22", "2038-11-22"), ('public = "', 'public = "A')],
)
def test_an_altered_record_is_refused(old: str, new: str) -> None:
    text = new_key("hall-07", DAY, 24).public_text
    assert old in text
    with pytest.raises(Refused, match="altered|not the record"):
        read_record(text.replace(old, new), "It")


def test_trusted_keys_are_a_file_or_a_folder(tmp_path: Path) -> None:
    one, two = new_key("a", DAY, 1), new_key("b", DAY, 1)
    (tmp_path / "one.toml").write_text(one.public_text)
    (tmp_path / "two.toml").write_text(two.public_text)
    assert read_trusted(tmp_path) == [one.record, two.record]
    assert read_trusted(tmp_path / "one.toml") == [one.record]
    assert TrustedKeys([one.record]).of(two.record.id) == ()
    with pytest.raises(Refused, match="do not exist"):
        read_trusted(tmp_path / "three.toml")
    (tmp_path / "empty").mkdir()
    with pytest.raises(Refused, match="holds no"):
        read_trusted(tmp_path / "empty")
