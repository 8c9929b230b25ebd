"""A private, real cupsd with our shipped configuration, and a virtual IPP Everywhere printer behind its queue.

Nothing of the machine's own services is touched: private ports on the loopback, a private message bus and DNS-SD
daemon (ippeveprinter ends without one), everything below one temporary folder.
"""

from __future__ import annotations

import contextlib
import os
import resource
import shlex
import shutil
import signal
import subprocess
import tempfile
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.hardware.cups_files import POKE, own_run, write_files
from tests.hardware.loopback import free_ports, listens
from tests.hardware.processes import PATIENCE_SECONDS, wait_until

QUEUE = "kiosk-test"
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

    def spool_files(self, kinds: str = "d") -> list[Path]:
        """Files in the scheduler's spool: documents (d) or descriptions of jobs (c)."""
        return sorted(path for path in (self.folder / "spool").rglob("*") if path.is_file() and path.name[0] in kinds)

    def jobs_known(self) -> str:
        """What jobs the scheduler still knows of, also those that are over."""
        return self._admin("lpstat", "-W", "all", "-o")

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
        wait_until(lambda: not self._engine_works() or name not in self.reasons(), "the engine has looked")
        if name in self.reasons():
            # No engine looks any more, and after a job that ended with a fault ippeveprinter takes no other.
            self.printer_off()
            self.printer_on()
        wait_until(lambda: name not in self.reasons(), f"the printer no longer reports {name}")

    def _engine_works(self) -> bool:
        """Whether the printer has an engine at work: a child that it has not yet waited for."""
        printer = self._processes["ippeveprinter"].pid
        children = (file.read_text() for file in Path(f"/proc/{printer}/task").glob("*/children"))
        return any(found.strip() for found in children)

    def heal_silently(self, name: str) -> None:
        """Take the fault away while the printer is off."""
        (self.folder / "faults" / name).unlink(missing_ok=True)

    def pause_queue(self, closed: bool) -> None:
        """Stop the queue, as CUPS does after some faults; `closed`: it takes no more jobs either."""
        self._admin("cupsdisable", self.queue)
        self._admin("cupsreject" if closed else "cupsaccept", self.queue)

    def reasons(self) -> str:
        """What the printer itself says is wrong."""
        answer = self._admin("ipptool", "-tv", self.device_uri, "get-printer-attributes.test", check=False)
        return next((line for line in answer.splitlines() if "printer-state-reasons" in line), "")

    def set_supplies(self, waste: int, toner: int) -> None:
        """Set the levels in per cent of waste box and toner at the printer's own page."""
        page = f"http://localhost:{self.printer_port}/supplies?supply0={waste}&supply1={toner}"
        with urllib.request.urlopen(page, timeout=PATIENCE_SECONDS) as answer:
            answer.read()

    def at_rest(self) -> bool:
        """Whether neither scheduler nor printer has anything left to do, by what they say themselves."""
        printer = self._admin("ipptool", "-tv", self.device_uri, "get-printer-attributes.test", check=False)
        held = self._admin("ipptool", "-tv", "-d", "which=not-completed", self.device_uri, "get-jobs.test", check=False)
        queued = self._admin("lpstat", "-o", check=False)
        return "printer-state (enum) = idle" in printer and "job-id (integer)" not in held and not queued.strip()

    def nothing_more_comes_out(self) -> None:
        """Wait until nothing can come any more: all at rest, and a job handed in behind whatever was left is through.

        The printer takes one job after another, so one that had survived would be printed before.
        """
        wait_until(self.at_rest, "scheduler and printer are at rest")
        self._poke()
        wait_until(self.at_rest, "scheduler and printer are at rest again")

    def without_room(self, room: int | None) -> None:
        """Let the scheduler write no file longer than so many bytes, as on a full disk; None gives the room back."""
        limits = (room or resource.RLIM_INFINITY, resource.RLIM_INFINITY)
        resource.prlimit(self._processes["cupsd"].pid, resource.RLIMIT_FSIZE, limits)

    def delete_queue(self) -> None:
        """Take the queue away."""
        self._admin("lpadmin", "-x", self.queue)

    def make_queue(self) -> None:
        """Make the queue again."""
        self._admin("lpadmin", "-p", self.queue, "-v", self.device_uri, "-m", "everywhere", "-E")

    @contextlib.contextmanager
    def rogue(self) -> Iterator[Path]:
        """Another printer announces itself under the queue's name; yields the folder into which it would print."""
        (port,) = free_ports(1)
        caught = self.folder / "rogue"
        caught.mkdir(exist_ok=True)
        options = ("-n", "localhost", "-p", str(port), "-d", str(caught), "-k", "-f", "application/pdf")
        self._start("rogue", "/usr/sbin/ippeveprinter", *options, self.queue)
        try:
            wait_until(lambda: listens(port), "the other printer listens")
            yield caught
        finally:
            self._end("rogue", signal.SIGTERM)

    def kill(self) -> None:
        """Kill the scheduler as a crash would."""
        self._end("cupsd", signal.SIGKILL)

    def restart(self) -> None:
        """Start the scheduler as our systemd drop-in does: with an empty spool."""
        lines = Path(self._etc("empty-spool.conf")).read_text(encoding="utf-8").splitlines()
        for line in lines:
            if line.startswith("ExecStartPre="):
                self._admin(*shlex.split(line.removeprefix("ExecStartPre=")))
        # Writing beyond a limit must fail as on a full disk, not end the scheduler (see without_room).
        heedless = ("sh", "-c", "trap '' XFSZ; exec \"$@\"", "sh")
        files = ("-c", self._etc("cupsd.conf"), "-s", self._etc("cups-files.conf"))
        self._start("cupsd", *heedless, "/usr/sbin/cupsd", "-f", *files)
        wait_until(lambda: listens(self.port), "cupsd listens")

    def printer_off(self) -> None:
        """Switch the printer off."""
        # Its engine goes with it: no page comes out of a printer without power.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._processes["ippeveprinter"].pid, signal.SIGKILL)
        self._processes["ippeveprinter"].wait(PATIENCE_SECONDS)

    def printer_on(self) -> None:
        """Switch the printer on."""
        spool = self.folder / "printer"
        shutil.rmtree(spool, ignore_errors=True)
        spool.mkdir()
        options = ("-r", "off", "-n", "localhost", "-p", str(self.printer_port), "-d", str(spool))
        engine = ("-c", str(self.folder / "engine.sh"), "-f", "application/pdf")
        self._start("ippeveprinter", "/usr/sbin/ippeveprinter", *options, *engine, f"{_MODEL} {self.printer_port}")
        wait_until(lambda: listens(self.printer_port), "the printer listens")

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
        self.without_room(None)
        (self.folder / "counted").unlink(missing_ok=True)
        faulty = list((self.folder / "faults").iterdir())
        for path in faulty:
            path.unlink()
        if faulty or "none" not in self.reasons():
            self.printer_off()
            self.printer_on()
        if self.queue not in self._admin("lpstat", "-v", check=False):
            self.make_queue()
        self._admin("cancel", "-a", "-x", self.queue)
        self.set_device(self.device_uri)
        self._admin("cupsenable", self.queue)
        for path in self.printed():
            path.unlink()

    def start(self) -> None:
        """Start message bus, DNS-SD, printer and scheduler, and make the queue."""
        write_files(self.folder, f"127.0.0.1:{self.port}", self.device_uri)
        bus = self.folder / "bus.conf"
        self._start("dbus", "/usr/bin/dbus-daemon", "--nofork", "--nopidfile", f"--config-file={bus}")
        wait_until((self.folder / "bus").exists, "the message bus listens")
        options = ("--no-chroot", "--no-drop-root", "--no-rlimits")
        self._start("avahi", *own_run(), "/usr/sbin/avahi-daemon", "-f", str(self.folder / "avahi.conf"), *options)
        wait_until(lambda: "Server startup complete" in self.log("avahi"), "DNS-SD is up")
        self.printer_on()
        self.restart()
        self.make_queue()

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
            process.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(PATIENCE_SECONDS)

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


@contextlib.contextmanager
def cups_daemon() -> Iterator[CupsDaemon]:
    """Run a private scheduler and printer; everything is stopped and deleted afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="kiosk-cups-"))
    # The scheduler's filters run as user lp and must pass through.
    folder.chmod(0o755)
    port, printer_port = free_ports(2)
    daemon = CupsDaemon(folder, port, printer_port)
    try:
        daemon.start()
        yield daemon
    finally:
        daemon.stop()
        shutil.rmtree(folder, ignore_errors=True)
