"""A real pcscd with virtual readers (vpcd), started and stopped by the test that uses it.

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
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from devices.pcsc import Context, SlotState, service_running
from devices.virtual.card import VirtualCard, load_card
from tests.hardware.card_players import CardPlayers, Played
from tests.hardware.loopback import free_ports, taken
from tests.hardware.processes import PATIENCE_SECONDS, wait_until

DRIVER = Path("/usr/lib/pcsc/drivers/serial/libifdvpcd.so")
READER = "Virtual PCD"
_SLOTS = 2
"""Each of vpcd's readers has a contact slot and one that stands for the antenna."""
_SOCKET = "PCSCLITE_CSOCK_NAME"
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
    """vpcd's first slot; the second, taken for the antenna, listens on the next port; then the next reader's."""
    folder: Path
    readers: tuple[str, ...] = (READER,)
    """What the readers are called."""
    players: CardPlayers = field(default_factory=CardPlayers)
    _process: subprocess.Popen[bytes] | None = None
    _plugged_in: bool = True

    @property
    def environment(self) -> Mapping[str, str]:
        """What another process needs in its environment to reach this daemon."""
        return {_SOCKET: os.environ[_SOCKET]} if _private() else {}

    @property
    def pid(self) -> int:
        """The daemon's process."""
        assert self._process is not None
        return self._process.pid

    def insert(self, card: str | VirtualCard, antenna: bool = False, reader: int = 0, at_once: bool = False) -> None:
        """Put a card into a reader's contact slot, or on its antenna; one that is in is removed first.

        Not before the service has looked and seen that the last one left, unless `at_once`.
        """
        data = load_card(card) if isinstance(card, str) else card
        self.remove(antenna, reader)
        if not at_once:
            place = _SLOTS * reader + antenna
            see(lambda slots: not slots[place].present)
        self.players.insert(self._slot(antenna, reader), data, at_once)

    def remove(self, antenna: bool = False, reader: int = 0) -> None:
        """Take the card out."""
        self.players.remove(self._slot(antenna, reader))

    def remove_all(self) -> None:
        """Take every card out."""
        for reader in range(len(self.readers)):
            for antenna in (False, True):
                self.remove(antenna, reader)

    def played(self, antenna: bool = False, reader: int = 0) -> Played:
        """How the card that was inserted last fared."""
        return self.players.played(self._slot(antenna, reader))

    def _slot(self, antenna: bool, reader: int) -> int:
        return self.port + _SLOTS * reader + antenna

    def kill(self) -> None:
        """Kill the daemon as the system would; cards leave with it."""
        assert self._process is not None
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()
        self.remove_all()

    def restart(self, plugged_in: bool = True) -> None:
        """Start the daemon again after `kill`, on the same ports; returns when it answers. Its readers may be away."""
        self.start(plugged_in)

    def mend(self) -> None:
        """Let the daemon run with its readers again, whatever a test did to it."""
        if self._process is None or self._process.poll() is not None or not self._plugged_in:
            self.kill()
            self.start()

    def start(self, plugged_in: bool = True) -> None:
        """Start the daemon and wait until it serves its readers."""
        (self.folder / "run").mkdir(parents=True, exist_ok=True)
        readers = self.folder / "readers"
        readers.mkdir(exist_ok=True)
        self._plugged_in = plugged_in
        (readers / "vpcd").write_text("\n".join(self._entries()) if plugged_in else "")
        with (self.folder / "pcscd.log").open("ab") as log:
            self._process = subprocess.Popen(
                _command(self.folder, readers), stdout=log, stderr=log, stdin=subprocess.DEVNULL
            )
        wait_until(self._serves, f"pcscd serves; see {self.folder / 'pcscd.log'}")

    def stop(self) -> None:
        """Remove all cards and end the daemon."""
        self.players.stop()
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(PATIENCE_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()

    def _serves(self) -> bool:
        assert self._process is not None
        assert self._process.poll() is None, (self.folder / "pcscd.log").read_text(errors="replace")
        return service_running() and (not self._plugged_in or all(map(taken, self._ports())))

    def _ports(self) -> range:
        return range(self.port, self.port + _SLOTS * len(self.readers))

    def _entries(self) -> Iterator[str]:
        """vpcd keeps its slots in static memory, so each reader has a driver of its own: a copy of the file."""
        for name, port in zip(self.readers, self._ports()[::_SLOTS], strict=True):
            driver = self.folder / f"{port}.so"
            shutil.copyfile(DRIVER, driver)
            yield f'FRIENDLYNAME "{name}"\nDEVICENAME /dev/null:0x{port:X}\nLIBPATH {driver}\nCHANNELID 0x{port:X}\n'


@contextlib.contextmanager
def pcsc_daemon(readers: Sequence[str] = (READER,)) -> Iterator[PcscDaemon]:
    """Run a pcscd of our own with these readers; afterwards nothing of it is left."""
    with _sole_use():
        daemon = PcscDaemon(free_ports(_SLOTS * len(readers))[0], _FOLDER, tuple(readers))
        try:
            daemon.players.start()
            daemon.start()
            yield daemon
        finally:
            daemon.stop()
            shutil.rmtree(_FOLDER, ignore_errors=True)


def see(wanted: Callable[[Sequence[SlotState]], bool]) -> None:
    """Wait until the service itself sees its slots so: two of each reader, in order."""
    context = Context.establish()
    try:
        wait_until(lambda: wanted(context.look()), "the slots are as wanted")
    finally:
        context.release()


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
