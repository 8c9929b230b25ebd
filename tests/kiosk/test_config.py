"""Settings: every bad key is one sentence that names it; the environment overrides the file."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from kiosk.config import default_file, load
from kiosk.errors import Refused

SHIPPED = default_file().read_text(encoding="utf-8")
KEYS = [(section, key) for section, keys in tomllib.loads(SHIPPED).items() for key in keys]


def written(folder: Path, text: str) -> Path:
    """Write a configuration."""
    file = folder / "kiosk.toml"
    file.write_text(text, encoding="utf-8")
    return file


def without(section: str, key: str) -> str:
    """The shipped file without one key."""
    head, body = SHIPPED.split(f"[{section}]\n", 1)
    return f"{head}[{section}]\n" + re.sub(rf"(?m)^{key} = .*$", "", body, count=1)


def sentence(file: Path, environment: dict[str, str] | None = None) -> str:
    """The refusal, which must be one line and no traceback."""
    with pytest.raises(Refused) as caught:
        load(file, environment or {})
    text = str(caught.value)
    assert "\n" not in text
    assert text.endswith(".")
    return text


def test_the_shipped_file_is_a_development_kiosk_on_the_demo_day() -> None:
    settings = load(environment={})
    assert settings.kiosk.mode == "development"
    assert settings.demo.today == date(2026, 11, 21)
    assert (settings.session.idle_seconds, settings.session.warning_seconds) == (60, 30)
    assert settings.screen.languages[0] == "zh_CN"


@pytest.mark.parametrize(("section", "key"), KEYS)
def test_every_key_is_documented(section: str, key: str) -> None:
    body = SHIPPED.split(f"[{section}]\n", 1)[1]
    lines = body.splitlines()
    at = next(i for i, line in enumerate(lines) if line.startswith(f"{key} ="))
    # Neighbours may share one comment.
    above = lines[max(0, at - 3) : at]
    assert any(line.startswith("#") for line in above)


@pytest.mark.parametrize(("section", "key"), KEYS)
def test_a_missing_key_is_named(tmp_path: Path, section: str, key: str) -> None:
    assert f"{section}.{key} is missing" in sentence(written(tmp_path, without(section, key)))


@pytest.mark.parametrize("section", sorted({section for section, _ in KEYS}))
def test_a_missing_section_is_named(tmp_path: Path, section: str) -> None:
    head, body = SHIPPED.split(f"[{section}]\n", 1)
    rest = body.split("\n[", 1)
    text = head + ("[" + rest[1] if len(rest) > 1 else "")
    assert f"key {section} is missing" in sentence(written(tmp_path, text))


def test_an_unknown_key_and_an_unknown_section_are_named(tmp_path: Path) -> None:
    assert "session.idel_seconds" in sentence(written(tmp_path, SHIPPED.replace("idle_seconds", "idel_seconds")))
    assert "key colours" in sentence(written(tmp_path, SHIPPED + "\n[colours]\nall = 1\n"))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("KIOSK__ID", "a kiosk"),
        ("KIOSK__MODE", "test"),
        ("HALL__NAME", ""),
        ("HALL__DIVISION", "12"),
        ("HALL__HOTLINE", "call us"),
        ("DATABASE__TIMEOUT_SECONDS", "0"),
        ("READER__KIND", "usb"),
        ("READER__SECRET", "none"),
        ("PRINTER__KIND", "laser"),
        ("PRINTER__QUEUE", "a queue"),
        ("PRINTER__PAGE_LIMIT", "many"),
        ("SESSION__IDLE_SECONDS", "5"),
        ("SESSION__WARNING_SECONDS", "19"),
        ("SESSION__LONGEST_SECONDS", "1e9"),
        ("SCREEN__WIDTH_MM", "3"),
        ("SCREEN__LANGUAGES", "zh_CN,fr"),
        ("REGISTRATION__PROOF", "word"),
        ("PASSWORDS__MEMORY_KIB", "1"),
        ("PASSWORDS__FREE_TRIES", "0"),
        ("POINTS__INSURANCES", "110,170"),
        ("POINTS__INSURANCES", ""),
        ("POINTS__RULE", "any"),
        ("POINTS__FLEXIBLE", "perhaps"),
        ("LOG__LEVEL", "all"),
        ("DEMO__TODAY", "yesterday"),
    ],
)
def test_a_wrong_value_names_exactly_its_key(name: str, value: str) -> None:
    key = name.lower().replace("__", ".")
    assert f"key {key} in KIOSK_{name} " in sentence(default_file(), {f"KIOSK_{name}": value})


def test_the_longest_visit_leaves_room_for_waiting_and_warning() -> None:
    times = {"KIOSK_SESSION__IDLE_SECONDS": "500", "KIOSK_SESSION__WARNING_SECONDS": "101"}
    said = sentence(default_file(), times)
    assert "key session.longest_seconds in" in said
    assert "at least idle_seconds + warning_seconds, 601" in said
    assert load(environment=times | {"KIOSK_SESSION__LONGEST_SECONDS": "601"}).session.longest_seconds == 601
    alone = sentence(default_file(), times | {"KIOSK_SESSION__IDLE_SECONDS": "601"})
    assert "key session.idle_seconds in" in alone


def test_the_environment_overrides() -> None:
    environment = {
        "KIOSK_HALL__NAME": "另一个大厅",
        "KIOSK_SESSION__IDLE_SECONDS": "90",
        "KIOSK_SCREEN__LANGUAGES": "en,zh_CN",
        "KIOSK_POINTS__INSURANCES": "110,310",
        "KIOSK_DEMO__TODAY": "",
        "KIOSK_CONFIG": "not a key",
        "OTHER__KEY": "not ours",
    }
    settings = load(environment=environment)
    assert settings.hall.name == "另一个大厅"
    assert settings.session.idle_seconds == 90
    assert settings.screen.languages == ("en", "zh_CN")
    assert settings.points.insurances == ("110", "310")
    assert settings.demo.today == ""


def test_an_override_of_an_unknown_key_is_named() -> None:
    assert "hall.nmae" in sentence(default_file(), {"KIOSK_HALL__NMAE": "x"})


def test_files_that_cannot_be_used(tmp_path: Path) -> None:
    assert "does not exist" in sentence(tmp_path / "none.toml")
    assert "not valid TOML" in sentence(written(tmp_path, "[kiosk\n"))
    binary = tmp_path / "binary.toml"
    binary.write_bytes(b"\xff\xfe\x00")
    assert "cannot be read" in sentence(binary)
    assert "cannot be read" in sentence(tmp_path)
    assert "must be a section" in sentence(written(tmp_path, "kiosk = 1\n"), {"KIOSK_KIOSK__ID": "a"})


def test_settings_are_frozen_and_replaced_values_are_checked() -> None:
    settings = load(environment={})
    with pytest.raises(ValueError, match="frozen"):
        settings.kiosk.id = "other"
    assert settings.with_values(kiosk={"id": "other"}).kiosk.id == "other"
    with pytest.raises(ValueError, match="mode"):
        settings.with_values(kiosk={"mode": "other"})
