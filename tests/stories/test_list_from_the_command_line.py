"""`main.py list`: numbers as people write them, categories as one asks for them."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.stories.test_bad_input_gets_one_sentence import Terminal


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(monkeypatch, capsys)


def text_of(file: Path) -> str:
    return "".join(page.extract_text() for page in PdfReader(file).pages)


@pytest.mark.parametrize("number", ["119901 19980426 0108", "119901-19980426-0108", "b20000104"])
def test_a_number_may_be_grouped_and_in_small_letters(terminal: Terminal, tmp_path: Path, number: str) -> None:
    told = terminal("list", "--person", number, "--out", str(tmp_path / "list.pdf"))
    assert told.status == 0, told.error
    assert "119901********0108" in text_of(tmp_path / "list.pdf")


@pytest.mark.parametrize("wanted", [["--insurance", "110", "310"], ["--insurance", "110", "--insurance", "310"]])
def test_several_categories_may_follow_one_another(terminal: Terminal, tmp_path: Path, wanted: list[str]) -> None:
    file = tmp_path / "list.pdf"
    told = terminal("list", *wanted, "--person", "A12345674", "--out", str(file), "--from", "2026-10", "--lang", "en")
    assert told.status == 0, told.error
    text = text_of(file)
    assert "Employees' pension" in text and "Employees' medical" in text
    assert "Unemployment" not in text and "Maternity" not in text


def test_a_code_that_follows_nothing_is_wrong_usage(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "list.pdf"
    assert terminal("list", "110", "--person", "A12345674", "--out", str(file)).status == 2
    assert not file.exists()
