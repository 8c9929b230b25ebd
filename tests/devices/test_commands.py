"""`card list|insert|remove`: the names there are, a player left behind, one-sentence refusals."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from devices.commands import card_app
from devices.virtual.card import card_names
from kiosk.errors import Refused

SECONDS = 60.0


def run(*arguments: str) -> Result:
    return CliRunner().invoke(card_app, arguments)


def run_process(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, as it leaves a player behind."""
    program = "from devices.commands import card_app; card_app()"
    return subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=True)


class Reader:
    """A virtual reader that powers whatever card comes and then looks at it no more."""

    def __init__(self) -> None:
        self.server = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.server.getsockname()[1]
        self.lines: list[socket.socket] = []
        self.come = threading.Semaphore(0)
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self.server.accept()
            except OSError:
                return
            line.settimeout(SECONDS)
            self.lines.append(line)
            line.sendall(b"\x00\x01\x04")
            self.come.release()

    def close(self) -> None:
        self.server.shutdown(socket.SHUT_RDWR)
        self.server.close()
        for line in self.lines:
            line.close()


@pytest.fixture
def reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Reader]:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    opened = Reader()
    yield opened
    run("remove", "--port", str(opened.port))
    opened.close()


def test_list_names_every_card_and_what_it_is() -> None:
    lines = run("list").stdout.splitlines()
    assert [line.split("\t")[0] for line in lines] == list(card_names())
    assert all(len(line.split("\t")) == 2 and line.split("\t")[1] for line in lines)


def test_insert_leaves_a_player_behind_and_remove_ends_it(reader: Reader, tmp_path: Path) -> None:
    result = run_process("insert", "zhang-san", "--port", str(reader.port))
    assert (result.stderr, result.stdout) == ("", f"zhang-san is in the reader at port {reader.port}.\n")
    line = reader.lines[0]
    assert line.recv(2 + 17, socket.MSG_WAITALL)[2:].hex().upper() == "3B6D00000081544C968660119900000001"
    assert run("remove", "--port", str(reader.port)).exit_code == 0
    assert line.recv(1) == b""
    assert list(tmp_path.iterdir()) == []


def test_a_second_card_takes_the_place_of_the_first(reader: Reader) -> None:
    run_process("insert", "zhang-san", "--port", str(reader.port))
    reader.lines[0].recv(2 + 17, socket.MSG_WAITALL)
    run_process("insert", "chen-jing", "--port", str(reader.port))
    assert reader.lines[0].recv(1) == b""
    assert reader.lines[1].recv(2 + 17, socket.MSG_WAITALL)


def test_remove_without_a_card_is_refused(reader: Reader) -> None:
    assert isinstance(run("remove", "--port", str(reader.port)).exception, Refused)


def test_remove_never_ends_a_process_that_is_no_player(reader: Reader, tmp_path: Path) -> None:
    (tmp_path / f"shebao-kiosk-card-{reader.port}.pid").write_text(str(os.getpid()))
    received: list[int] = []
    before = signal.signal(signal.SIGTERM, lambda number, _: received.append(number))
    try:
        assert isinstance(run("remove", "--port", str(reader.port)).exception, Refused)
    finally:
        signal.signal(signal.SIGTERM, before)
    assert received == []


def test_an_unknown_card_is_refused_with_the_names() -> None:
    refused = run("insert", "nobody").exception
    assert isinstance(refused, Refused) and "zhang-san" in str(refused)


def test_no_virtual_reader_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    refused = run("insert", "zhang-san", "--port", str(port)).exception
    assert isinstance(refused, Refused) and str(port) in str(refused)
