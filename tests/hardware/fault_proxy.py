"""A TCP proxy before a real server that does to its clients what networks do: falls silent, breaks, holds back."""

from __future__ import annotations

import contextlib
import selectors
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import Enum

CHUNK = 65536
ABORT = struct.pack("ii", 1, 0)
"""SO_LINGER for zero seconds: closing sends a reset, as a crashed machine's network does."""


class Mood(Enum):
    """What happens to whatever is sent from now on."""

    PASS = "pass"
    HOLD = "hold"
    """Everything is taken, nothing is passed on; what was held goes on its way with PASS: a slow network."""
    SWALLOW = "swallow"
    """The same, and it is lost for good, also of lines made meanwhile: a half-open line."""
    LOSE_ANSWER = "lose the answer"
    """Questions reach the server; at its first word the line breaks."""
    CUT_ANSWER = "cut the answer"
    """The same, after half of what the server said first."""
    BREAK = "break"
    """Lines break, and new ones break at once."""


class FaultProxy:
    """One thread moves all bytes; every method may be called from any other."""

    def __init__(self, target_port: int) -> None:
        self._target = ("127.0.0.1", target_port)
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listening.getsockname()[1])
        self._lock = threading.RLock()
        self._mood = Mood.PASS
        self._lines: list[tuple[socket.socket, socket.socket]] = []
        self._held: list[tuple[socket.socket, bytes]] = []
        self._silent: set[socket.socket] = set()
        self._sent = bytearray()
        self._strikes: list[tuple[bytes, int, Callable[[], None]]] = []
        self._ending = threading.Event()
        self._changed = threading.Condition(self._lock)
        self.lines_made = 0
        """How many lines were begun, answered or not."""

    def set(self, mood: Mood) -> None:
        """From now on."""
        with self._lock:
            self._mood = mood
            if mood is Mood.BREAK:
                self._break_all()
            if mood is Mood.PASS:
                for to, data in self._held:
                    _send(to, data)
            if mood is not Mood.HOLD:
                self._held.clear()

    def break_lines(self) -> None:
        """Break every line there is; new ones are made as usual."""
        with self._lock:
            self._break_all()

    def silence_lines(self) -> None:
        """What is sent on the lines there are is lost for good, and they stay open; new ones work."""
        with self._lock:
            self._silent.update(each for line in self._lines for each in line)

    def when_sent(self, words: bytes, call: Callable[[], None], times: int = 1) -> None:
        """So many times, just before these bytes are passed on to the server."""
        with self._lock:
            self._strikes.append((words, times, call))

    def times_sent(self, words: bytes) -> int:
        """How often clients sent these bytes to the server, or tried to."""
        with self._lock:
            return self._sent.count(words)

    def wait_until_sent(self, words: bytes, seconds: float = 60) -> None:
        """Wait until a client sends these bytes."""
        with self._changed:
            assert self._changed.wait_for(lambda: words in self._sent, seconds), "nobody asked"

    def forget(self) -> None:
        """Count what is sent from here on."""
        with self._lock:
            self._sent.clear()
            self.lines_made = 0

    def run(self) -> None:
        """Move bytes until ended; on a thread of its own."""
        with selectors.DefaultSelector() as ready:
            ready.register(self._listening, selectors.EVENT_READ)
            while not self._ending.is_set():
                for key, _ in ready.select(timeout=0.05):
                    if key.fileobj is self._listening:
                        self._take_in(ready)
                    else:
                        self._move(ready, key.data)
        for each in (each for line in self._lines for each in line):
            _abort(each)
        self._listening.close()

    def end(self) -> None:
        """Break all lines and stop."""
        self._ending.set()

    def _take_in(self, ready: selectors.BaseSelector) -> None:
        client, _ = self._listening.accept()
        with self._lock:
            self.lines_made += 1
            if self._mood is Mood.BREAK:
                _abort(client)
                return
            try:
                server = socket.create_connection(self._target)
            except OSError:
                _abort(client)
                return
            self._lines.append((client, server))
        for a, b in ((client, server), (server, client)):
            a.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            ready.register(a, selectors.EVENT_READ, (a, b, a is client))

    def _move(self, ready: selectors.BaseSelector, line: tuple[socket.socket, socket.socket, bool]) -> None:
        here, there, asks = line
        try:
            data = here.recv(CHUNK)
        except OSError:
            data = b""
        with self._changed:
            if asks:
                self._sent += data
                self._changed.notify_all()
                self._strike(data)
            if self._mood is Mood.CUT_ANSWER and not asks:
                _send(there, data[: len(data) // 2])
                with contextlib.suppress(OSError):
                    there.shutdown(socket.SHUT_WR)  # in good order, or what was sent might not arrive
            elif not data or (self._mood is Mood.LOSE_ANSWER and not asks):
                self._forget_line(ready, here, there)
            elif self._mood is Mood.HOLD:
                self._held.append((there, data))
            elif self._mood is not Mood.SWALLOW and here not in self._silent:
                _send(there, data)

    def _strike(self, data: bytes) -> None:
        before, self._strikes = self._strikes, []
        for words, times, call in before:
            strikes = words in data
            if strikes:
                call()
            if times - strikes:
                self._strikes.append((words, times - strikes, call))

    def _forget_line(self, ready: selectors.BaseSelector, *both: socket.socket) -> None:
        self._lines = [line for line in self._lines if not set(line) & set(both)]
        self._silent.difference_update(both)
        for each in both:
            with contextlib.suppress(KeyError, ValueError):
                ready.unregister(each)
            _abort(each)

    def _break_all(self) -> None:
        # The moving thread finds them at their end and forgets them; closing them here would free their numbers.
        for line in self._lines:
            for each in line:
                with contextlib.suppress(OSError):
                    each.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, ABORT)
                    each.shutdown(socket.SHUT_RDWR)


def _send(to: socket.socket, data: bytes) -> None:
    with contextlib.suppress(OSError):
        to.sendall(data)


def _abort(line: socket.socket) -> None:
    with contextlib.suppress(OSError):
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, ABORT)
    line.close()


@contextmanager
def fault_proxy(target_port: int) -> Iterator[FaultProxy]:
    """A proxy before a port of this machine."""
    proxy = FaultProxy(target_port)
    moving = threading.Thread(target=proxy.run, name="fault proxy", daemon=True)
    moving.start()
    try:
        yield proxy
    finally:
        proxy.end()
        moving.join(30)
