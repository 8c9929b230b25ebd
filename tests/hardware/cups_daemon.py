"""A private, real cupsd with our shipped configuration, and a virtual IPP Everywhere printer behind its queue.

Nothing of the machine's own services is touched: private ports on the loopback, a private message bus and DNS-SD
daemon (ippeveprinter ends without one), everything below one temporary folder.
"""

from __future__ import annotations

import contextlib
import grp
import os
import pwd
import shlex
import shutil
import signal
import socket
import subprocess
import tempfile
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path

from tests.hardware.cups_files import AVAHI, BUS, ENGINE, JOB, POKE
from tests.hardware.processes import PATIENCE_SECONDS, wait_until

QUEUE = "kiosk-test"
_SOON = 1.0
"""A working engine looks at its faults ten times a second."""
_MODEL = "Kiosk Test Printer"


@dataclass
class CupsDaemon:
    """The running scheduler and printer, and what a test may do to them."""

    folder: Path
    port: int
    printer_port: int
    queue: str = QUEUE
    _processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """What a process needs in its environment to print here."""
        return {"CUPS_SERVER": f"127.0.0.1:{self.port}"}

    @property
    def device_uri(self) -> str:
        """The printer's own address."""
        return f"ipp://localhost:{self.printer_port}/ipp/print"

    def printed(self) -> list[Path]:
        """What came out of the printer, oldest first."""
        return sorted((self.folder / "printed").glob("*.pdf"))

    def spool_files(self) -> list[Path]:
        """Job data files in the scheduler's spool."""
        return sorted(path for path in (self.folder / "spool").rglob("*") if path.is_file() and path.name[0] == "d")

    def fault(self, name: str, while_printing: bool = False) -> None:
        """Make the printer report a fault: media-empty, media-jam, cover-open, toner-empty.

        With `while_printing` it shows only when the next job prints. "abort" is never reported: the engine gives up.
        """
        (self.folder / "faults" / name).touch()
        if name != "abort" and not while_printing:
            self._poke()
            wait_until(lambda: name in self.reasons(), f"the printer reports {name}")

    def heal(self, name: str) -> None:
        """Take the fault away: a printing job goes on, an idle printer is ready again."""
        (self.folder / "faults" / name).unlink(missing_ok=True)
        if not self._clears(name, _SOON):
            # No engine looks any more, and after a job that ended with a fault ippeveprinter takes no other.
            self.printer_off()
            self.printer_on()
        wait_until(lambda: name not in self.reasons(), f"the printer no longer reports {name}")

    def _clears(self, name: str, seconds: float) -> bool:
        try:
            wait_until(lambda: name not in self.reasons(), name, seconds)
        except AssertionError:
            return False
        return True

    def heal_silently(self, name: str) -> None:
        """Take the fault away while the printer is off."""
        (self.folder / "faults" / name).unlink(missing_ok=True)

    def pause_queue(self) -> None:
        """Stop the queue, as CUPS does after some faults."""
        self._admin("cupsdisable", self.queue)

    def reasons(self) -> str:
        """What the printer itself says is wrong."""
        answer = self._admin("ipptool", "-tv", self.device_uri, "get-printer-attributes.test", check=False)
        return next((line for line in answer.splitlines() if "printer-state-reasons" in line), "")

    def set_supplies(self, waste: int, toner: int) -> None:
        """Set the levels in per cent of waste box and toner at the printer's own page."""
        page = f"http://localhost:{self.printer_port}/supplies?supply0={waste}&supply1={toner}"
        with urllib.request.urlopen(page, timeout=PATIENCE_SECONDS) as answer:
            answer.read()

    def kill(self) -> None:
        """Kill the scheduler as a crash would."""
        self._end("cupsd", signal.SIGKILL)

    def restart(self) -> None:
        """Start the scheduler as our systemd drop-in does: with an empty spool."""
        lines = Path(self._etc("empty-spool.conf")).read_text(encoding="utf-8").splitlines()
        before = next(line.removeprefix("ExecStartPre=") for line in lines if line.startswith("ExecStartPre="))
        self._admin(*shlex.split(before))
        self._start("cupsd", "/usr/sbin/cupsd", "-f", "-c", self._etc("cupsd.conf"), "-s", self._etc("cups-files.conf"))
        wait_until(lambda: _listens(self.port), "cupsd listens")

    def printer_off(self) -> None:
        """Switch the printer off."""
        # Its engine goes with it: no page comes out of a printer without power.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._processes["ippeveprinter"].pid, signal.SIGKILL)
        self._processes["ippeveprinter"].wait(5)

    def printer_on(self) -> None:
        """Switch the printer on."""
        spool = self.folder / "printer"
        shutil.rmtree(spool, ignore_errors=True)
        spool.mkdir()
        options = ("-r", "off", "-n", "localhost", "-p", str(self.printer_port), "-d", str(spool))
        engine = ("-c", str(self.folder / "engine.sh"), "-f", "application/pdf")
        self._start("ippeveprinter", "/usr/sbin/ippeveprinter", *options, *engine, f"{_MODEL} {self.printer_port}")
        wait_until(lambda: _listens(self.printer_port), "the printer listens")

    def freeze_printer(self, frozen: bool) -> None:
        """Let the printer accept connections and never answer, or answer again."""
        self._processes["ippeveprinter"].send_signal(signal.SIGSTOP if frozen else signal.SIGCONT)

    def set_device(self, uri: str) -> None:
        """Point the queue elsewhere, as an attacker or a careless hand would."""
        self._admin("lpadmin", "-p", self.queue, "-v", uri)

    def reset(self) -> None:
        """Heal everything, start what was stopped, empty tray and queue."""
        if self._processes["cupsd"].poll() is not None:
            self.restart()
        if self._processes["ippeveprinter"].poll() is not None:
            self.printer_on()
        faulty = list((self.folder / "faults").iterdir())
        for path in faulty:
            path.unlink()
        if faulty or "none" not in self.reasons():
            self.printer_off()
            self.printer_on()
        self._admin("cancel", "-a", "-x", self.queue)
        self.set_device(self.device_uri)
        self._admin("cupsenable", self.queue)
        for path in self.printed():
            path.unlink()

    def start(self) -> None:
        """Start message bus, DNS-SD, printer and scheduler, and make the queue."""
        self._write_files()
        bus = self.folder / "bus.conf"
        self._start("dbus", "/usr/bin/dbus-daemon", "--nofork", "--nopidfile", f"--config-file={bus}")
        wait_until((self.folder / "bus").exists, "the message bus listens")
        options = ("--no-chroot", "--no-drop-root", "--no-rlimits")
        self._start("avahi", *_own_run(), "/usr/sbin/avahi-daemon", "-f", str(self.folder / "avahi.conf"), *options)
        wait_until(lambda: "Server startup complete" in self.log("avahi"), "DNS-SD is up")
        self.printer_on()
        self.restart()
        self._admin("lpadmin", "-p", self.queue, "-v", self.device_uri, "-m", "everywhere", "-E")

    def stop(self) -> None:
        """End everything that was started."""
        if "ippeveprinter" in self._processes:
            self.printer_off()
        for name in reversed(list(self._processes)):
            self._end(name, signal.SIGTERM)

    def log(self, name: str) -> str:
        """What a daemon wrote."""
        path = self.folder / f"{name}.log"
        return path.read_text(errors="replace") if path.exists() else ""

    def _etc(self, name: str) -> str:
        return str(self.folder / "etc" / name)

    def _write_files(self) -> None:
        for name in ("etc", "spool", "spool/tmp", "cache", "run", "log", "faults", "printed"):
            (self.folder / name).mkdir()
        root = os.getuid() == 0
        user, group = ("lp", "lp") if root else (pwd.getpwuid(os.getuid()).pw_name, grp.getgrgid(os.getgid()).gr_name)
        words = {
            "@LISTEN@": f"127.0.0.1:{self.port}",
            "@ROOT@": str(self.folder),
            "@USER@": user,
            "@GROUP@": group,
            "@SYSTEM_GROUP@": "root lpadmin" if root else group,
        }
        for name in ("cupsd.conf", "cups-files.conf", "empty-spool.conf"):
            text = (resources.files("resources") / "deploy" / "cups" / name).read_text(encoding="utf-8")
            for word, value in words.items():
                text = text.replace(word, value)
            Path(self._etc(name)).write_text(text, encoding="utf-8")
        (self.folder / "bus.conf").write_text(BUS.format(socket=self.folder / "bus"))
        (self.folder / "avahi.conf").write_text(AVAHI.format(host=f"kiosk-test-{self.printer_port}"))
        engine = self.folder / "engine.sh"
        engine.write_text(ENGINE.format(folder=self.folder, uri=self.device_uri))
        (self.folder / "job.test").write_text(JOB)
        engine.chmod(0o755)

    def _environment(self) -> dict[str, str]:
        # Local authentication: root proves itself by the certificate the scheduler leaves in its state folder.
        private = {
            "DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={self.folder / 'bus'}",
            "CUPS_STATEDIR": str(self.folder / "run"),
            "HOME": str(self.folder),
        }
        return {**os.environ, **self.environment, **private}

    def _start(self, name: str, *command: str) -> None:
        with (self.folder / f"{name}.log").open("ab") as log:
            self._processes[name] = subprocess.Popen(
                command,
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                env=self._environment(),
                start_new_session=True,
            )

    def _end(self, name: str, how: signal.Signals) -> None:
        process = self._processes[name]
        process.send_signal(signal.SIGCONT)
        process.send_signal(how)
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(5)

    def _admin(self, *command: str, check: bool = True) -> str:
        done = subprocess.run(
            command, env=self._environment(), check=check, timeout=PATIENCE_SECONDS, capture_output=True, text=True
        )
        return done.stdout

    def _poke(self) -> None:
        """Hand the printer an empty job past the scheduler, so that it looks at its faults."""
        test, blank = self.folder / "poke.test", self.folder / "blank.pdf"
        test.write_text(POKE)
        blank.write_bytes(b"%PDF-1.4\n%%EOF\n")
        self._admin("ipptool", "-q", "-f", str(blank), self.device_uri, str(test), check=False)


def _own_run() -> tuple[str, ...]:
    """A private /run for a daemon whose process file has a fixed place, so that two test runs do not meet there."""
    inside = (
        "unshare",
        "--mount",
        "sh",
        "-c",
        'mkdir -p /run/avahi-daemon && mount -t tmpfs private /run/avahi-daemon && exec "$@"',
        "sh",
    )
    allowed = subprocess.run([*inside, "true"], capture_output=True, check=False).returncode == 0
    return inside if allowed else ()


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _free_ports(count: int) -> list[int]:
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


@contextlib.contextmanager
def cups_daemon() -> Iterator[CupsDaemon]:
    """Run a private scheduler and printer; everything is stopped and deleted afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="kiosk-cups-"))
    # The scheduler's filters run as user lp and must pass through.
    folder.chmod(0o755)
    port, printer_port = _free_ports(2)
    daemon = CupsDaemon(folder, port, printer_port)
    try:
        daemon.start()
        yield daemon
    finally:
        daemon.stop()
        shutil.rmtree(folder, ignore_errors=True)
