"""A hall's values go into the new program's configuration, whatever either has that the other has not."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

import main
from kiosk.config import default_file, load
from kiosk.configuring import put_into
from kiosk.errors import Refused

SHIPPED = default_file().read_text(encoding="utf-8")
KEYS = {f"{section}.{key}" for section, keys in tomllib.loads(SHIPPED).items() for key in keys}


def configure(*arguments: str) -> list[str]:
    """Run the command; the lines it says. Raises what it refused with."""
    done = CliRunner().invoke(main.app, ["configure", *arguments], catch_exceptions=False)
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.output.splitlines()


def test_every_key_of_the_shipped_file_stands_on_one_line_of_its_own() -> None:
    """What fills in values reads lines; a value over several lines would be cut in two."""
    assert set(put_into(SHIPPED, {}).added) == KEYS


def test_without_values_it_is_the_shipped_file() -> None:
    assert put_into(SHIPPED, {}).text == SHIPPED


@settings(max_examples=30)
@example("\x7f", 1, False, ["\\", '"'])
@given(st.text(), st.integers(1, 60), st.booleans(), st.lists(st.text(), min_size=1))
def test_every_kind_of_value_is_read_back_as_it_was(text: str, number: int, truth: bool, texts: list[str]) -> None:
    own: dict[str, dict[str, Any]] = {
        "hall": {"name": text},
        "database": {"timeout_seconds": number},
        "session": {"rating": truth},
        "screen": {"languages": texts, "width_mm": number / 7},
    }
    read = tomllib.loads(put_into(SHIPPED, own).text)
    assert {section: {key: read[section][key] for key in values} for section, values in own.items()} == own


def test_comments_of_the_new_program_stay_and_its_new_keys_have_their_shipped_value(tmp_path: Path) -> None:
    old = "\n".join(line for line in SHIPPED.splitlines() if not line.startswith(("#", "rate = ", "idle_seconds")))
    (tmp_path / "old.toml").write_text(old.replace('id = "demo-01"', 'id = "hall-7"'), encoding="utf-8")
    said = configure("--from", str(tmp_path / "old.toml"), "--out", str(tmp_path / "new.toml"))
    text = (tmp_path / "new.toml").read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if line.startswith("#")] == [
        line for line in SHIPPED.splitlines() if line.startswith("#")
    ]
    loaded = load(tmp_path / "new.toml", {})
    assert (loaded.kiosk.id, loaded.session.idle_seconds) == ("hall-7", load(None, {}).session.idle_seconds)
    assert said[:2] == [f"{key}: new, with the shipped value." for key in ("session.idle_seconds", "voice.rate")]


def test_what_the_new_program_does_not_know_is_left_out_and_told(tmp_path: Path) -> None:
    (tmp_path / "old.toml").write_text(SHIPPED + '\n[gone]\nkey = "x"\n', encoding="utf-8")
    said = configure("--from", str(tmp_path / "old.toml"), "--out", str(tmp_path / "new.toml"))
    assert "gone.key: not known any more." in said
    assert load(tmp_path / "new.toml", {}) == load(None, {})


def test_a_named_value_is_stronger_than_the_older_file_and_never_readable_by_all(tmp_path: Path) -> None:
    out = tmp_path / "new.toml"
    values = ("hall.name=\u7532=\u4e59", 'screen.languages=["en"]', "session.idle_seconds=45", "demo.today=")
    configure("--from", str(default_file()), "--out", str(out), *(part for v in values for part in ("--set", v)))
    loaded = load(out, {})
    assert (loaded.hall.name, loaded.screen.languages, loaded.session.idle_seconds, loaded.demo.today) == (
        "\u7532=\u4e59",
        ("en",),
        45,
        "",
    )
    assert out.stat().st_mode & 0o007 == 0


@pytest.mark.parametrize("value", ["hall.nmae=x", "hall.name", "name=x", "session.idle_seconds=5", "session.rating=ja"])
def test_a_value_that_no_setting_has_writes_nothing(tmp_path: Path, value: str) -> None:
    with pytest.raises(Refused):
        configure("--out", str(tmp_path / "new.toml"), "--set", value)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("text", ["", "loose = 1", "[hall]\nname = 1979-05-27", "not toml", "[kiosk]\nid = 'a b'"])
def test_an_older_file_that_is_no_configuration_is_refused(tmp_path: Path, text: str) -> None:
    old, out = tmp_path / "old.toml", tmp_path / "new.toml"
    if text:
        old.write_text(text, encoding="utf-8")
    with pytest.raises(Refused):
        configure("--from", str(old), "--out", str(out))
    assert not out.exists()
