"""Notices reach a real web server and a real mail server on loopback, and what is not taken is not delivered."""

from __future__ import annotations

import json
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from kiosk import config
from kiosk.errors import Refused
from kiosk.notices.notice import Notice
from kiosk.notices.senders import Mail, Webhook, senders_of

NOTICE = Notice("hall-1", "示范大厅", "P01", datetime(2026, 11, 21, 10), False, "P01 hall-1", "本机缺纸。")


@contextmanager
def serving(server: socketserver.TCPServer) -> Iterator[int]:
    """Serve on a port of loopback."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield int(server.server_address[1])
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def web(status: int = 200, answer: bytes = b"ok") -> Iterator[tuple[str, list[dict[str, object]]]]:
    """A web server that answers so; its address and what it was sent."""
    heard: list[dict[str, object]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:  # noqa: N802 - the library's name
            heard.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(status)
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            """Be quiet."""

    with serving(HTTPServer(("127.0.0.1", 0), Handler)) as port:
        yield f"http://127.0.0.1:{port}/robot?key=secret", heard


def test_a_webhook_takes_the_text_as_group_robots_do() -> None:
    with web(answer=b'{"errcode":0}') as (url, heard):
        Webhook(url).send(NOTICE)
    (body,) = heard
    assert body["msgtype"] == "text"
    assert "本机缺纸" in str(body["text"])
    assert (body["kiosk"], body["code"], body["state"]) == ("hall-1", "P01", "began")


@pytest.mark.parametrize(("status", "answer"), [(500, b""), (404, b""), (200, b'{"errcode":310000}')])
def test_what_is_refused_is_not_delivered(status: int, answer: bytes) -> None:
    with web(status, answer) as (url, heard), pytest.raises(OSError):
        Webhook(url).send(NOTICE)
    assert heard


def test_a_server_that_drips_its_answer_is_given_up() -> None:
    enough = threading.Event()

    class Drip(BaseHTTPRequestHandler):
        def do_POST(self) -> None:  # noqa: N802 - the library's name
            self.send_response(200)
            self.end_headers()
            with suppress(OSError):
                while not enough.wait(0.01):
                    self.wfile.write(b".")

        def log_message(self, *_: object) -> None:
            """Be quiet."""

    with serving(HTTPServer(("127.0.0.1", 0), Drip)) as port:
        with pytest.raises(OSError, match="slowly"):
            Webhook(f"http://127.0.0.1:{port}/", seconds=0.2).send(NOTICE)
        enough.set()


def test_nobody_there_is_not_delivered() -> None:
    with web() as (url, _):
        pass
    with pytest.raises(OSError):
        Webhook(url).send(NOTICE)


class MailServer(socketserver.StreamRequestHandler):
    """As much SMTP as a delivery needs (RFC 5321); refuses mail to nobody@."""

    heard: list[bytes]

    def handle(self) -> None:
        """Answer one connection."""
        self.say("220 ready")
        while line := self.rfile.readline().decode().strip():
            verb = line.split()[0].upper()
            if verb == "DATA":
                self.say("354 go on")
                self.heard.append(self.letter())
                self.say("250 taken")
            elif verb == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("550 no such" if "nobody@" in line else "250 ok")

    def letter(self) -> bytes:
        """The lines up to the lonely dot."""
        lines: list[bytes] = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line)
        return b"".join(lines)

    def say(self, line: str) -> None:
        """One line of answer."""
        self.wfile.write(f"{line}\r\n".encode())


@contextmanager
def post_office() -> Iterator[tuple[int, list[bytes]]]:
    """A mail server: its port and the letters it took."""
    letters: list[bytes] = []
    handler = type("Handler", (MailServer,), {"heard": letters})
    with serving(socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler)) as port:
        yield port, letters


def test_e_mail_is_delivered_with_its_chinese_text() -> None:
    with post_office() as (port, letters):
        Mail("127.0.0.1", port, "kiosk@example.org", ("a@example.org", "b@example.org")).send(NOTICE)
    (letter,) = letters
    read = message_from_bytes(letter, policy=policy.default)
    assert read["Subject"] == "P01 hall-1"
    assert read["To"] == "a@example.org, b@example.org"
    body = read.get_body()
    assert body is not None
    assert body.get_content().strip() == "本机缺纸。"


def test_a_refused_or_unreachable_mail_server_is_not_delivered() -> None:
    with post_office() as (port, letters), pytest.raises(OSError):
        Mail("127.0.0.1", port, "kiosk@example.org", ("nobody@example.org",)).send(NOTICE)
    assert not letters
    with pytest.raises(OSError):
        Mail("127.0.0.1", port, "kiosk@example.org", ("a@example.org",)).send(NOTICE)


def test_a_password_is_never_sent_unencrypted(tmp_path: Path) -> None:
    password = tmp_path / "password"
    password.write_text("secret")
    with post_office() as (port, letters):
        with pytest.raises(OSError, match="unencrypted"):
            Mail("127.0.0.1", port, "kiosk@example.org", ("a@example.org",), "kiosk", str(password)).send(NOTICE)
        assert not letters


def test_an_address_that_is_none_is_not_delivered_and_no_bug() -> None:
    with pytest.raises(OSError, match="ValueError"):
        Mail("127.0.0.1", 9, "kiosk@example.org\nBcc: all@example.org", ("a@example.org",)).send(NOTICE)


def section(**values: object) -> config.NoticesSection:
    """Settings of notices."""
    return config.load(environment={}).with_values(notices=values).notices


def test_the_settings_name_the_ways(tmp_path: Path) -> None:
    assert senders_of(section()) == ()
    mail = {"mail_to": ("a@example.org",), "mail_server": "localhost", "mail_from": "k@example.org"}
    assert len(senders_of(section(webhook="https://example.org/hook", **mail))) == 2
    for missing in ("mail_server", "mail_from"):
        with pytest.raises(Refused, match="must be as well"):
            senders_of(section(**{**mail, missing: ""}))
    with pytest.raises(Refused, match="together"):
        senders_of(section(**mail, mail_user="kiosk"))


def test_an_address_with_its_key_is_in_no_repr() -> None:
    assert "secret" not in repr(Webhook("https://example.org/robot?key=secret"))
