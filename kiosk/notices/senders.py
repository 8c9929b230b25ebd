"""Ways to reach staff: a webhook (also those of WeCom and DingTalk) and e-mail."""

from __future__ import annotations

import json
import smtplib
import ssl
import time
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import format_datetime
from http.client import HTTPException, HTTPResponse
from pathlib import Path

from kiosk.config import NoticesSection
from kiosk.errors import Refused
from kiosk.notices.notice import Notice, Sender

TIMEOUT_SECONDS = 10.0
"""A hall's network answers within a second; after ten it is away, and the notice is tried again."""

_LONGEST_ANSWER = 64 * 1024
"""An answer is a short line; what is longer is not read."""


@dataclass(frozen=True, slots=True)
class Webhook:
    """POSTs JSON: our own fields, and the text as the group robots of WeCom and DingTalk take it."""

    url: str = field(repr=False)
    """It may hold a key: never logged."""
    seconds: float = TIMEOUT_SECONDS
    """How long to wait for a connection, for each part of the answer, and for all of it."""

    def send(self, notice: Notice) -> None:
        """Deliver. Raises OSError when nobody took it: no connection, a status that is no success, an error code."""
        body = {
            "msgtype": "text",
            "text": {"content": f"{notice.subject}\n{notice.text}"},
            "kiosk": notice.kiosk_id,
            "hall": notice.hall,
            "code": notice.code,
            "state": "over" if notice.over else "began",
            "at": notice.at.astimezone().isoformat(timespec="seconds"),
            "message": notice.text,
        }
        asked = urllib.request.Request(  # noqa: S310 - only http and https pass the settings
            self.url,
            json.dumps(body, ensure_ascii=False).encode(),
            {"Content-Type": "application/json; charset=utf-8"},
        )
        try:
            with urllib.request.urlopen(asked, timeout=self.seconds) as answer:  # noqa: S310
                _check(_read(answer, self.seconds))
        except (ValueError, HTTPException) as error:
            raise OSError(type(error).__name__) from None


def _read(answer: HTTPResponse, seconds: float) -> bytes:
    """The answer as far as it is read; a server that drips byte by byte must not hold back the next notice."""
    read, begun = b"", time.monotonic()
    while len(read) < _LONGEST_ANSWER and (more := answer.read1(_LONGEST_ANSWER)):
        read += more
        if time.monotonic() - begun > seconds:
            raise OSError("it answers too slowly")
    return read


def _check(answer: bytes) -> None:
    """The robots answer 200 also when they refuse, with an error code in the text."""
    try:
        told = json.loads(answer)
    except ValueError:
        return
    if isinstance(told, dict) and told.get("errcode", 0) != 0:
        raise OSError(f"errcode {told['errcode']}")


@dataclass(frozen=True, slots=True)
class Mail:
    """Sends e-mail through the agency's server; encrypted where the server can."""

    server: str
    port: int
    sender: str
    recipients: Sequence[str]
    user: str = ""
    password_file: str = ""

    def send(self, notice: Notice) -> None:
        """Deliver to the server. Raises OSError when it was refused or the server is away."""
        try:
            message = self._written(notice)
            with smtplib.SMTP(self.server, self.port, timeout=TIMEOUT_SECONDS) as connection:
                connection.ehlo()
                if connection.has_extn("starttls"):
                    connection.starttls(context=ssl.create_default_context())
                elif self.user:
                    # Whoever stands in between could say that the server cannot encrypt, and read the password.
                    raise OSError("unencrypted")
                if self.user:
                    connection.login(self.user, Path(self.password_file).read_text(encoding="utf-8").strip())
                connection.send_message(message)
        except (smtplib.SMTPException, ValueError) as error:
            # ValueError: an address, a login or a password file that is no text as mail has it.
            raise OSError(type(error).__name__) from None

    def _written(self, notice: Notice) -> EmailMessage:
        message = EmailMessage()
        message["Subject"] = notice.subject
        message["From"] = self.sender
        message["To"] = ", ".join(self.recipients)
        message["Date"] = format_datetime(notice.at.astimezone())
        message.set_content(notice.text)
        return message


def senders_of(section: NoticesSection) -> tuple[Sender, ...]:
    """The ways the settings name. Raises Refused when they are half set."""
    ways: list[Sender] = []
    if section.webhook:
        ways.append(Webhook(section.webhook))
    if section.mail_to:
        if not (section.mail_server and section.mail_from):
            raise Refused("notices.mail_to is set; notices.mail_server and notices.mail_from must be as well.")
        if bool(section.mail_user) != bool(section.mail_password_file):
            raise Refused("notices.mail_user and notices.mail_password_file must be set together.")
        ways.append(
            Mail(
                section.mail_server,
                section.mail_port,
                section.mail_from,
                section.mail_to,
                section.mail_user,
                section.mail_password_file,
            )
        )
    return tuple(ways)
