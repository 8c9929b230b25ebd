"""Where servers are, and what becomes of wrong answers."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import cups
import pytest
from hypothesis import given
from hypothesis import strategies as st

from printing.ipp import NAME, Attribute, Endpoint, Unreachable, _unpack, ask, printer_at, scheduler
from tests.workers import steps_of


@contextmanager
def server(answer: bytes) -> Iterator[int]:
    """Answers one connection with some bytes, whatever is asked."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            connection, _ = listening.accept()
            with connection:
                connection.recv(65536)
                connection.sendall(answer)

        thread = threading.Thread(target=serve)
        thread.start()
        yield listening.getsockname()[1]
        thread.join()


@pytest.mark.parametrize(
    ("said", "host", "port"),
    [("127.0.0.1:8631", "127.0.0.1", 8631), ("print.example", "print.example", 631), ("[::1]:7000", "::1", 7000)],
)
def test_cups_server_is_honoured(monkeypatch: pytest.MonkeyPatch, said: str, host: str, port: int) -> None:
    monkeypatch.setenv("CUPS_SERVER", said)
    assert scheduler() == Endpoint(host, port)


def test_socket_of_the_scheduler(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "cups.sock"
    path.touch()
    monkeypatch.setenv("CUPS_SERVER", str(path))
    assert scheduler().socket_path == str(path)
    path.unlink()
    assert scheduler() == Endpoint("localhost", 631)


def test_printers_addresses() -> None:
    assert printer_at("ipp://printer.local/ipp/print") == Endpoint("printer.local", 631, "/ipp/print")
    assert printer_at("ipps://10.0.0.9:8443/ipp") == Endpoint("10.0.0.9", 8443, "/ipp", tls=True)
    assert printer_at("usb://Vendor/Model?serial=1") is None
    assert printer_at("") is None


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"nonsense\r\n\r\n",
        b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfour",
        b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\ntoo short",
    ],
)
def test_wrong_answer_is_unreachable(answer: bytes) -> None:
    with server(answer) as port, pytest.raises(Unreachable):
        ask(Endpoint("127.0.0.1", port), cups.IPP_OP_GET_PRINTER_ATTRIBUTES, [], 2)


def test_silence_ends_at_the_time_out() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening, pytest.raises(Unreachable, match="Timeout"):
        ask(Endpoint("127.0.0.1", listening.getsockname()[1]), cups.IPP_OP_GET_JOBS, [], 0.2)


def test_a_question_is_a_sign_of_life_whether_or_not_it_is_answered() -> None:
    def in_vain() -> None:
        with contextlib.suppress(Unreachable):
            ask(Endpoint("localhost", 1), cups.IPP_OP_GET_JOBS, [], 1.0)

    assert steps_of(in_vain) == 1


def test_values_stay_out_of_repr() -> None:
    assert "secret" not in repr(Attribute("job-name", NAME, "secret"))


def test_an_answer_with_octets_is_read() -> None:
    """pycups fails on a whole answer that holds an octetString, as printer-supply is."""
    said = b"type=toner;level=75;\xff"
    body = (
        b"\x02\x00\x00\x00\x00\x00\x00\x01\x04"
        + _packed(0x30, b"printer-supply", said)
        + _packed(0x44, b"printer-state-reasons", b"none")
        + b"\x03"
    )
    reply = _unpack(body, Endpoint("nowhere"))
    assert reply.first("printer-supply") == "type=toner;level=75;?"
    assert reply.first("printer-state-reasons") == "none"


@pytest.mark.parametrize("tag", range(0x10, 0x20))
def test_an_attribute_without_a_value_is_read_as_absent(tag: int) -> None:
    """Printers say "unknown" and "no-value" where others say nothing; pycups fails on them, or ends the program."""
    facts = _packed(tag, b"marker-levels", b"") + _packed(0x44, b"printer-state-reasons", b"none")
    reply = _unpack(b"\x02\x00\x00\x00\x00\x00\x00\x01\x04" + facts + b"\x03", Endpoint("nowhere"))
    assert reply.values("marker-levels") == ()
    assert reply.first("printer-state-reasons") == "none"


@given(st.binary(max_size=200))
def test_noise_is_no_answer(noise: bytes) -> None:
    with contextlib.suppress(Unreachable):
        _unpack(b"\x02\x00\x00\x00\x00\x00\x00\x01" + noise, Endpoint("nowhere"))


def _packed(tag: int, name: bytes, value: bytes) -> bytes:
    return bytes([tag]) + len(name).to_bytes(2, "big") + name + len(value).to_bytes(2, "big") + value
