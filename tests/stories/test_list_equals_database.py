"""What stands on every demo person's list is what the database holds: row by row, sum by sum, in both languages."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tomllib
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from kiosk.words import languages, words_of
from tests.hardware.kiosk_process import ROOT
from tests.printing.test_paper import fonts_of
from tests.stories.printed_list import WholeList, in_database, on_paper, text_of
from tests.stories.test_bad_input_gets_one_sentence import Terminal

_STORIES: dict[str, Any] = tomllib.loads(resources.files("resources").joinpath("demo/people.toml").read_text("utf-8"))
PEOPLE = {person["key"]: person["number"] for person in _STORIES["person"]}
NEVER_PAID, RARE_NAME = "not-insured", "rare-name"


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(monkeypatch, capsys)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("person", PEOPLE)
def test_list_equals_database(terminal: Terminal, demo_data: Path, tmp_path: Path, person: str, language: str) -> None:
    database, file = demo_data / "demo.db", tmp_path / "list.pdf"
    options = ("--person", PEOPLE[person], "--lang", language, "--full-number", "--out", str(file))
    told = terminal("list", *options, **of(database))
    assert told.status == 0, told.error
    text = text_of(file)
    printed, held = on_paper(text, words_of(language)), in_database(database, PEOPLE[person])
    assert_same(printed, held)
    assert bool(held.payments) == (person != NEVER_PAID)
    assert PEOPLE[person] in text and name_in(database, PEOPLE[person]) in text
    for name, font in fonts_of(file.read_bytes()).items():
        assert name[7] == "+" and "/FontFile2" in font["/FontDescriptor"] and "/ToUnicode" in font, name


def test_same_database_same_bytes_in_any_process(demo_data: Path, tmp_path: Path) -> None:
    made = []
    for seed in ("1", "2"):
        file = tmp_path / f"{seed}.pdf"
        command = [sys.executable, "main.py", "list", "--person", PEOPLE[RARE_NAME], "--out", str(file)]
        environment = {**os.environ, **of(demo_data / "demo.db"), "PYTHONHASHSEED": seed}
        subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
        made.append(file.read_bytes())
    assert made[0] == made[1]


def of(database: Path) -> dict[str, str]:
    """The settings of a command on this database."""
    return {"KIOSK_DATABASE__URL": f"sqlite:///{database}"}


def name_in(database: Path, number: str) -> str:
    """The person's name, as the database has it."""
    with sqlite3.connect(database) as connection:
        (name,) = connection.execute("SELECT name FROM persons WHERE number = ?", (number,)).fetchone()
    connection.close()
    return str(name)


def assert_same(printed: WholeList, held: WholeList) -> None:
    """Compare insurance by insurance, so that a difference is small to read."""
    assert set(printed.payments) == set(held.payments)
    for code, rows in held.payments.items():
        assert printed.payments[code] == rows, code
    assert sorted(printed.years) == sorted(held.years)
