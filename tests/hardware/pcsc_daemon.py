"""A real pcscd with a virtual reader (vpcd), started and stopped by the test that uses it.

    with pcsc_daemon() as daemon:
        daemon.insert("zhang-san")      # os.environ already leads to it; another process needs daemon.environment

pcscd knows only /run/pcscd. In a mount namespace of its own it gets a private folder there, and clients are led to
that by PCSCLITE_CSOCK_NAME. The client library reads that variable once in a process, so the folder is one a
process, and the variable is set when this module is imported, before anything can ask for the service. Where mount
namespaces are forbidden, the daemon runs in the machine's own place, one test process at a time.
"""

from __future__ import annotations

import contextlib
import fcntl
import gc
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from devices.pcsc import service_running
from devices.virtual.card import VirtualCard, load_card
from devices.virtual.chip import Chip
from devices.virtual.player import Player
from tests.hardware.processes import wait_until

DRIVER = Path("/usr/lib/pcsc/drivers/serial/libifdvpcd.so")
START_SECONDS = 20.0
_SOCKET = "PCSCLITE_CSOCK_NAME"
_FIRST_PORT, _LAST_PORT = 36000, 60000
_FOLDER = Path(tempfile.gettempdir()) / f"kiosk-pcscd-{os.getpid()}"
_LOCK = Path(tempfile.gettempdir()) / "kiosk-pcscd.lock"


@cache
def _private() -> bool:
    """Whether this machine allows a mount namespace."""
    return subprocess.run([*_namespace(), "true"], capture_output=True, check=False).returncode == 0


def _namespace() -> list[str]:
    return ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--mount", "--user", "--map-root-user"]


if shutil.which("unshare") and _private():
    os.environ[_SOCKET] = str(_FOLDER / "run" / "pcscd" / "pcscd.comm")


@dataclass
class PcscDaemon:
    """A running pcscd; cards are inserted by name or as data."""

    port: int
    """vpcd's first slot; the second, taken for the antenna, listens on the next port."""
    folder: Path
    _process: subprocess.Popen[bytes] | None = None
    _players: dict[bool, Player] = field(default_factory=dict)

    @property
    def environment(self) -> Mapping[str, str]:
        """What another process needs in its environment to reach this daemon."""
        return {_SOCKET: os.environ[_SOCKET]} if _private() else {}

    @property
    def pid(self) -> int:
        """The daemon's process."""
        assert self._process is not None
        return self._process.pid

    def insert(self, card: str | VirtualCard, antenna: bool = False) -> Player:
        """Put a card into the contact slot, or on the antenna; one that is in is removed first."""
        self.remove(antenna)
        player = Player(Chip(load_card(card) if isinstance(card, str) else card), self.port + antenna)
        player.insert()
        self._players[antenna] = player
        threading.Thread(target=player.play, name="player", daemon=True).start()
        return player

    def remove(self, antenna: bool = False) -> None:
        """Take the card out."""
        player = self._players.pop(antenna, None)
        if player is not None:
            player.remove()

    def kill(self) -> None:
        """Kill the daemon as the system would; cards leave with it."""
        assert self._process is not None
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()
        for antenna in (False, True):
            self.remove(antenna)

    def restart(self) -> None:
        """Start the daemon again after `kill`, on the same ports; returns when it answers."""
        self.start()

    def start(self) -> None:
        """Start the daemon and wait until it serves its reader."""
        (self.folder / "run").mkdir(parents=True, exist_ok=True)
        readers = self.folder / "readers"
        readers.mkdir(exist_ok=True)
        (readers / "vpcd").write_text(
            f'FRIENDLYNAME "Virtual PCD"\nDEVICENAME /dev/null:0x{self.port:X}\nLIBPATH {DRIVER}\n'
            f"CHANNELID 0x{self.port:X}\n"
        )
        with (self.folder / "pcscd.log").open("ab") as log:
            self._process = subprocess.Popen(
                _command(self.folder, readers), stdout=log, stderr=log, stdin=subprocess.DEVNULL
            )
        wait_until(self._serves, f"pcscd serves; see {self.folder / 'pcscd.log'}", START_SECONDS)

    def stop(self) -> None:
        """Remove all cards and end the daemon."""
        for antenna in (False, True):
            self.remove(antenna)
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(START_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()

    def _serves(self) -> bool:
        assert self._process is not None
        assert self._process.poll() is None, (self.folder / "pcscd.log").read_text(errors="replace")
        return service_running() and _listens(self.port) and _listens(self.port + 1)


@contextlib.contextmanager
def pcsc_daemon() -> Iterator[PcscDaemon]:
    """Run a pcscd of our own; afterwards nothing of it is left."""
    # The cards are played by threads of this process: going through all the tests before would hold them up.
    gc.collect()
    gc.freeze()
    with _sole_use():
        daemon = PcscDaemon(_free_ports(), _FOLDER)
        try:
            daemon.start()
            yield daemon
        finally:
            daemon.stop()
            shutil.rmtree(_FOLDER, ignore_errors=True)


def _command(folder: Path, readers: Path) -> list[str]:
    """The daemon ends with the test process, even a killed one; pcsc-lite 2 must be told to do without polkit."""
    known = subprocess.run(["pcscd", "--help"], capture_output=True, text=True, check=False)
    daemon = ["pcscd", "--foreground", "--config", str(readers)]
    if "--disable-polkit" in known.stdout + known.stderr:
        daemon.append("--disable-polkit")
    leash = ["setpriv", "--pdeathsig", "KILL"]
    if not _private():
        return [*leash, *daemon]
    mounted = 'mount --bind "$0" /run && exec "$@"'
    return [*leash, *_namespace(), "sh", "-c", mounted, str(folder / "run"), *daemon]


@contextlib.contextmanager
def _sole_use() -> Iterator[None]:
    if _private():
        yield
        return
    with _LOCK.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert not service_running(), "another pcscd runs in /run/pcscd; stop it to run these tests"
        yield


def _free_ports() -> int:
    """A port that is free together with the next one; another process of these tests begins elsewhere."""
    span = _LAST_PORT - _FIRST_PORT
    for step in range(span):
        port = _FIRST_PORT + (os.getpid() * 16 + 2 * step) % span
        if not _listens(port) and not _listens(port + 1):
            return port
    raise AssertionError("no free port")


def _listens(port: int) -> bool:
    """Whether somebody listens there; asked by binding, for connecting would insert a card."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("0.0.0.0", port))  # noqa: S104 - vpcd listens on all interfaces
        except OSError:
            return True
    return False
