"""The way to speech-dispatcher: its protocol (SSIP) over its socket; text never stands in a command line.

Nothing here waits: what cannot be sent at once is not said. Without a service, without an audio device, or with a
service that dies or hangs, the kiosk is silent and nothing else changes.
"""

from __future__ import annotations

import contextlib
import os
import socket
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QProcess

from kiosk.config import VoiceSection

ADDRESS_VARIABLE = "SPEECHD_ADDRESS"
"""Where speech-dispatcher's own clients look: `unix_socket:/path`."""
UNIX = "unix_socket:"
STARTER = "speech-dispatcher"
REPLY_BYTES = 65536
"""Replies are a few words; they are read only to make room for the next ones."""
GIVEN_UP_MS = 100
"""When the program ends while the service is being started: long enough for a killed process to be buried."""
HELLO = "SET SELF CLIENT_NAME kiosk:shebao-kiosk:prompts\r\n"
CANCEL = "CANCEL SELF\r\n"


class Speaker(Protocol):
    """Says one thing at a time; nothing here raises or waits."""

    def say(self, text: str, language: str) -> None:
        """Say a text instead of whatever is being said."""
        ...

    def hush(self) -> None:
        """Be silent at once."""
        ...

    def set_volume(self, percent: int | None) -> None:
        """Speak so loud from now on, 0 to 100; None: as the settings say."""
        ...

    def close(self) -> None:
        """Be silent for good."""
        ...


class SpeechService:
    """Implements Speaker; connects when there is something to say."""

    def __init__(self, settings: VoiceSection, environment: Mapping[str, str] | None = None) -> None:
        self._settings = settings
        self._environment = os.environ if environment is None else environment
        self._socket: socket.socket | None = None
        self._starting: QProcess | None = None
        self._tried = False
        self._wanted: Callable[[], object] | None = None
        self._volume = settings.volume
        """In the service's measure, -100 to 100."""

    def say(self, text: str, language: str) -> None:
        """Say a text instead of whatever is being said."""
        message = as_message(text, language)
        self._wanted = None
        if not self._send(message) and not self._send(message):
            # The first send may only have found out that the service has gone since.
            self._wanted = lambda: self._send(message)
            self._start()

    def hush(self) -> None:
        """Be silent at once."""
        self._wanted = None
        if self._socket is not None:
            self._send(CANCEL)

    def set_volume(self, percent: int | None) -> None:
        """Speak so loud from now on, 0 to 100; None: as the settings say."""
        self._volume = self._settings.volume if percent is None else percent * 2 - 100
        if self._socket is not None:
            self._send(f"SET SELF VOLUME {self._volume}\r\n")

    def close(self) -> None:
        """Be silent for good."""
        self.hush()
        self._drop()
        if self._starting is not None and not self.idle:
            self._starting.kill()
            self._starting.waitForFinished(GIVEN_UP_MS)

    @property
    def idle(self) -> bool:
        """Whether no service is being started."""
        return self._starting is None or self._starting.state() is QProcess.ProcessState.NotRunning

    def _send(self, commands: str) -> bool:
        """Send all or nothing; False when nobody listens."""
        try:
            if self._socket is None:
                self._connect()
            line, data = self._socket, commands.encode()
            if line is None:
                return False
            with contextlib.suppress(BlockingIOError):
                while line.recv(REPLY_BYTES):
                    pass
            if line.send(data) == len(data):
                return True
        except OSError:
            pass
        self._drop()
        return False

    def _connect(self) -> None:
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.setblocking(False)
        try:
            line.connect(address(self._environment))
            line.send(f"{HELLO}SET SELF RATE {self._settings.rate}\r\n".encode())
            line.send(f"SET SELF VOLUME {self._volume}\r\n".encode())
        except OSError:
            line.close()
            raise
        self._socket = line

    def _drop(self) -> None:
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def _start(self) -> None:
        """Start the service as its own clients do, once; where an address is given somebody else sees to it."""
        if self._tried or self._environment.get(ADDRESS_VARIABLE):
            return
        self._tried = True
        self._starting = QProcess()
        self._starting.setStandardOutputFile(QProcess.nullDevice())
        self._starting.setStandardErrorFile(QProcess.nullDevice())
        self._starting.finished.connect(self._started)
        self._starting.start(STARTER, ["--spawn"])

    def _started(self) -> None:
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            wanted()


def address(environment: Mapping[str, str]) -> str:
    """The path of the service's socket."""
    given = environment.get(ADDRESS_VARIABLE, "")
    if given.startswith(UNIX):
        return given.removeprefix(UNIX)
    runtime = environment.get("XDG_RUNTIME_DIR")
    folder = Path(runtime) if runtime else Path(environment.get("HOME", "/")) / ".cache"
    return str(folder / "speech-dispatcher" / "speechd.sock")


def as_message(text: str, language: str) -> str:
    """What is sent to say a text: silence first; a line that begins with a dot would end the message."""
    lines = "\r\n".join(f".{line}" if line.startswith(".") else line for line in text.splitlines())
    return f"{CANCEL}SET SELF LANGUAGE {language.replace('_', '-')}\r\nSPEAK\r\n{lines}\r\n.\r\n"
