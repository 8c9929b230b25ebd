"""A list from the command line is signed, verified, altered and refused; keys are made, shown and registered."""

from __future__ import annotations

import stat
import sys
import tomllib
from pathlib import Path

import pytest

import main
from kiosk.config import default_file

ZHANG_SAN = "119901198503150015"


class Shell:
    """Runs commands as a shell would, in this process."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._patch, self._capsys = monkeypatch, capsys

    def __call__(self, *arguments: object) -> tuple[int, str, str]:
        with self._patch.context() as patch:
            patch.setattr(sys, "argv", ["main.py", *map(str, arguments)])
            try:
                status = main.main()
            except SystemExit as ended:
                status = int(ended.code or 0)
        said = self._capsys.readouterr()
        return status, said.out, said.err


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(monkeypatch, capsys)


def test_the_demos_list_is_genuine_and_proves_nothing(shell: Shell, tmp_path: Path) -> None:
    out = tmp_path / "list.pdf"
    assert shell("list", "--person", ZHANG_SAN, "--from", "2026-01", "--out", out)[0] == 0
    status, told, refused = shell("verify", out, "--lang", "en")
    assert (status, refused) == (0, "")
    assert "proves nothing" in told.splitlines()[0]
    assert "张**" in told
    assert ZHANG_SAN not in told


def test_a_kiosks_own_key_from_making_it_to_the_verifier(shell: Shell, tmp_path: Path) -> None:
    key, record, out = tmp_path / "key.toml", tmp_path / "record.toml", tmp_path / "list.pdf"
    settings = tmp_path / "kiosk.toml"
    text = default_file().read_text(encoding="utf-8").replace('key_file = ""', f'key_file = "{key}"')
    settings.write_text(text, encoding="utf-8")
    refused = shell("list", "--person", ZHANG_SAN, "--out", out, "--config", settings)
    assert (refused[0], "does not exist" in refused[2]) == (1, True)
    status, told, _ = shell("key", "new", "--config", settings)
    assert status == 0
    assert tomllib.loads(told)["kiosk"] == "demo-01"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert "never overwritten" in shell("key", "new", "--config", settings)[2]
    record.write_text(shell("key", "show", "--config", settings)[1])
    assert shell("list", "--person", ZHANG_SAN, "--from", "2026-01", "--out", out, "--config", settings)[0] == 0
    status, told, _ = shell("verify", out, "--keys", record, "--lang", "en")
    assert status == 0
    assert "signed by kiosk demo-01" in told
    status, told, refused_text = shell("verify", out, "--lang", "en")
    assert (status, told.strip()) == (1, "")
    assert "not known here" in refused_text
    assert len(refused_text.splitlines()) == 1
    page = tmp_path / "verify.html"
    assert shell("key", "page", "--keys", record, "--out", page)[0] == 0
    assert tomllib.loads(record.read_text())["id"] in page.read_text(encoding="utf-8")


@pytest.mark.parametrize("text", ["x", "SB1:", "SB9:AAA", "SB1:" + "A" * 20_000])
def test_bad_texts_get_one_sentence(shell: Shell, text: str) -> None:
    status, told, refused = shell("verify", "--text", text)
    assert (status, told.strip(), len(refused.splitlines())) == (1, "", 1)


def test_neither_or_both_are_wrong_usage(shell: Shell, tmp_path: Path) -> None:
    assert shell("verify")[0] == 2
    assert shell("verify", tmp_path / "a.pdf", "--text", "SB1:A")[0] == 2
    assert shell("verify", tmp_path / "a.pdf")[0] == 1
