"""Whatever is wrong with a command or a setting: one clear sentence, exit 1, nothing lost, never a traceback."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import sys
from pathlib import Path

import pytest

import main
from kiosk.config import default_file
from tests.hardware.kiosk_process import main_py

ZHANG_SAN = "119901198503150015"


class Told:
    """How a command ended."""

    def __init__(self, status: int, out: str, error: str) -> None:
        self.status, self.out, self.error = status, out, error

    @property
    def sentence(self) -> str:
        """The one sentence of a refusal."""
        lines = self.error.strip().splitlines()
        assert self.status == 1, f"exit {self.status}: {self.error}"
        assert len(lines) == 1, f"not one line: {self.error}"
        assert "Traceback" not in lines[0]
        return lines[0]


class Terminal:
    """Runs commands as a shell would, in this process."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._patch, self._capsys = monkeypatch, capsys

    def __call__(self, *arguments: str, **environment: str) -> Told:
        """Run a command."""
        with self._patch.context() as patch:
            patch.setattr(sys, "argv", ["main.py", *arguments])
            for name, value in environment.items():
                patch.setenv(name, value)
            try:
                status = main.main()
            except SystemExit as ended:
                status = int(ended.code or 0)
        said = self._capsys.readouterr()
        return Told(status, said.out, said.err)


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(monkeypatch, capsys)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "list.pdf"


def settings_with(tmp_path: Path, pattern: str, replacement: str) -> str:
    """A configuration that differs from the shipped one in one place."""
    text, count = re.subn(pattern, replacement, default_file().read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert count == 1
    file = tmp_path / "kiosk.toml"
    file.write_text(text, encoding="utf-8")
    return str(file)


@pytest.mark.parametrize(
    ("pattern", "replacement", "named"),
    [
        (r"^hotline = .*\n", "", "hall.hotline"),
        (r"^idle_seconds = 60", "idle_seconds = 3", "session.idle_seconds"),
        (r"^idle_seconds = 60", "idel_seconds = 60", "session."),
        (r'^kind = "mock"', 'kind = "usb"', "reader.kind"),
        (r"^\[seal\]", "[seals]", "seal"),
        (r"^\[kiosk\]", "[kiosk", "TOML"),
        (r"^key_months = 24", "key_months = 0", "seal.key_months"),
    ],
)
def test_wrong_configuration(
    terminal: Terminal, tmp_path: Path, out: Path, pattern: str, replacement: str, named: str
) -> None:
    config = settings_with(tmp_path, pattern, replacement)
    for command in (["list", "--person", ZHANG_SAN, "--out", str(out)], ["run"], ["db", "upgrade"]):
        assert named in terminal(*command, "--config", config).sentence
    assert not out.exists()


def test_no_configuration_file(terminal: Terminal, tmp_path: Path) -> None:
    assert "does not exist" in terminal("run", "--config", str(tmp_path / "none.toml")).sentence


def test_wrong_override_from_the_environment(terminal: Terminal, out: Path) -> None:
    told = terminal("list", "--person", ZHANG_SAN, "--out", str(out), KIOSK_PRINTER__PAGE_LIMIT="none")
    assert "printer.page_limit" in told.sentence


def made_data(terminal: Terminal, tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path / 'data.db'}"
    told = terminal("demo-data", "--database", url, "--persons", "0", "--months", "1", "--seed", "1")
    assert told.status == 0, told.error
    return url


def test_database_of_a_newer_version(terminal: Terminal, tmp_path: Path, out: Path) -> None:
    url = made_data(terminal, tmp_path)
    with sqlite3.connect(tmp_path / "data.db") as connection:
        (table,) = connection.execute("SELECT name FROM sqlite_master WHERE name LIKE '%version%'").fetchone()
        connection.execute(f"UPDATE {table} SET version_num = '9999'")
    connection.close()
    for command in (["list", "--person", ZHANG_SAN, "--out", str(out)], ["run"], ["db", "upgrade"]):
        assert "9999" in terminal(*command, KIOSK_DATABASE__URL=url, QT_QPA_PLATFORM="offscreen").sentence


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:////nowhere/at/all/data.db",
        "postgresql+psycopg://nobody@127.0.0.1:1/none",
        "mysql://localhost/x",
        "what is this",
    ],
)
def test_database_away(terminal: Terminal, tmp_path: Path, out: Path, url: str) -> None:
    local = f"sqlite:///{tmp_path / 'local.db'}"
    for command in (["list", "--person", ZHANG_SAN, "--out", str(out)], ["run"]):
        told = terminal(*command, KIOSK_DATABASE__URL=url, KIOSK_DATABASE__LOCAL_URL=local, QT_QPA_PLATFORM="offscreen")
        assert told.sentence
    assert not out.exists()


def test_a_file_that_is_no_database(terminal: Terminal, tmp_path: Path, out: Path) -> None:
    (tmp_path / "data.db").write_text("not a database, but long enough to look at " * 50)
    url = f"sqlite:///{tmp_path / 'data.db'}"
    assert terminal("list", "--person", ZHANG_SAN, "--out", str(out), KIOSK_DATABASE__URL=url).sentence


def test_password_of_a_database_url_is_not_told(terminal: Terminal, tmp_path: Path, out: Path) -> None:
    told = terminal(
        "list", "--person", ZHANG_SAN, "--out", str(out),
        KIOSK_DATABASE__URL="postgresql+psycopg://kiosk:geheim@127.0.0.1:1/none",
        KIOSK_DATABASE__LOCAL_URL=f"sqlite:///{tmp_path / 'local.db'}",
    )  # fmt: skip
    assert "geheim" not in told.sentence


def test_no_pcscd(tmp_path: Path) -> None:
    """In a process of its own: the PC/SC library reads the socket's name once and for all."""
    nobody = {"PCSCLITE_CSOCK_NAME": str(tmp_path / "nobody"), "KIOSK_READER__KIND": "pcsc"}
    told = main_py("run", environment={**os.environ, **nobody, "QT_QPA_PLATFORM": "offscreen"})
    assert told.returncode == 1
    assert len(told.stderr.splitlines()) == 1
    assert "pcscd" in told.stderr


def test_no_scheduler(terminal: Terminal) -> None:
    told = terminal(
        "run",
        KIOSK_PRINTER__KIND="cups",
        KIOSK_PRINTER__QUEUE="none",
        CUPS_SERVER="127.0.0.1:1",
        QT_QPA_PLATFORM="offscreen",
    )
    assert told.sentence


def test_no_display(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert "display" in terminal("run", "--demo").sentence


@pytest.mark.parametrize(
    ("option", "value", "named"),
    [
        ("--person", "119901190001010000", "no person"),
        ("--from", "2024-13", "--from 2024-13"),
        ("--to", "soon", "--to soon"),
        ("--insurance", "999", "999"),
        ("--lang", "fr", "fr"),
        ("--out", "/nowhere/at/all/list.pdf", "cannot be written"),
    ],
)
def test_wrong_list(terminal: Terminal, out: Path, option: str, value: str, named: str) -> None:
    options = {"--person": ZHANG_SAN, "--out": str(out), option: value}
    told = terminal("list", *(word for pair in options.items() for word in pair))
    assert named in told.sentence
    assert not out.exists()


def test_from_after_to(terminal: Terminal, out: Path) -> None:
    told = terminal("list", "--person", ZHANG_SAN, "--out", str(out), "--from", "2026-02", "--to", "2026-01")
    assert "later than" in told.sentence


def test_the_number_is_not_repeated(terminal: Terminal, out: Path) -> None:
    number = "119901190001010000"
    assert number not in terminal("list", "--person", number, "--out", str(out)).sentence


def test_production_list_asks_for_staff(terminal: Terminal, out: Path) -> None:
    told = terminal("list", "--person", ZHANG_SAN, "--out", str(out), KIOSK_KIOSK__MODE="production")
    assert "staff login" in told.sentence
    assert not out.exists()


def test_production_never_shows_demo_people_for_want_of_a_database(terminal: Terminal) -> None:
    told = terminal("run", KIOSK_KIOSK__MODE="production", QT_QPA_PLATFORM="offscreen")
    assert "database.url is empty" in told.sentence


@pytest.mark.parametrize(
    ("option", "value"), [("--size", "12x12"), ("--size", "big"), ("--look", "pink"), ("--lang", "fr")]
)
def test_wrong_tour(terminal: Terminal, tmp_path: Path, option: str, value: str) -> None:
    assert value in terminal("tour", "--out", str(tmp_path / "tour"), option, value).sentence


@pytest.mark.parametrize(("option", "value"), [("--persons", "-1"), ("--months", "0")])
def test_wrong_demo_data(terminal: Terminal, tmp_path: Path, option: str, value: str) -> None:
    told = terminal("demo-data", "--database", f"sqlite:///{tmp_path / 'data.db'}", option, value)
    assert option in told.sentence


def test_unknown_card_and_no_vpcd(terminal: Terminal) -> None:
    assert "gold-card" in terminal("card", "insert", "gold-card").sentence
    assert terminal("card", "insert", "zhang-san", "--port", "1").sentence


def test_wrong_usage_exits_with_2(terminal: Terminal) -> None:
    assert terminal("list").status == 2
    assert terminal("dance").status == 2


def test_doctor_says_what_to_do(terminal: Terminal, tmp_path: Path) -> None:
    config = settings_with(tmp_path, r"^idle_seconds = 60", "idle_seconds = 3")
    told = terminal("doctor", "--config", config)
    assert "configuration" in told.sentence
    assert "session.idle_seconds" in told.out


def test_doctor_looks_at_the_rest_when_the_database_is_set_up_wrong(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The likeliest first mistake with a server: it has no folder of this kiosk beside it."""
    monkeypatch.setenv("KIOSK_DATABASE__URL", "postgresql+psycopg://kiosk_1@127.0.0.1:1/hall")
    told = terminal("doctor", "--json")
    findings = {each["part"]: each for each in json.loads(told.out)}
    assert "database.local_url is empty" in findings["database"]["state"]
    assert {"printer", "fonts", "disk"} <= set(findings)
