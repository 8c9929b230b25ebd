"""Commands on a real pcscd and a real cupsd: what is not there is named in one sentence, what is there is examined."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from devices.reader import PcscReader
from tests.hardware.cups_daemon import CupsDaemon, cups_daemon
from tests.hardware.kiosk_process import main_py, write_settings
from tests.hardware.pcsc_daemon import PcscDaemon, pcsc_daemon
from tests.hardware.processes import wait_until

pytestmark = [pytest.mark.pcscd, pytest.mark.cupsd]

PARTS = {"service", "configuration", "database", "local-database", "staff", "disk", "audit"} | {
    *("fonts", "seal", "printer", "pcsc", "reader", "card")
}


@dataclass(frozen=True)
class Site:
    """Daemons, a database, and where settings are written."""

    cards: PcscDaemon
    printer: CupsDaemon
    folder: Path
    database: str

    @property
    def environment(self) -> Mapping[str, str]:
        """What leads a command to these daemons; no display is needed to refuse."""
        own = {"QT_QPA_PLATFORM": "offscreen", "XDG_RUNTIME_DIR": str(self.folder)}
        return {**os.environ, **own, **self.cards.environment, **self.printer.environment}

    def settings(self, **printer: str) -> str:
        """A configuration for these parts, with something else about the printer."""
        right = {"kind": "cups", "queue": self.printer.queue, "device_uri": self.printer.device_uri}
        file = write_settings(
            self.folder, database={"url": self.database}, reader={"kind": "pcsc"}, printer={**right, **printer}
        )
        return str(file)

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command to its end."""
        return main_py(*arguments, environment=self.environment)


@pytest.fixture(scope="module")
def daemons() -> Iterator[tuple[PcscDaemon, CupsDaemon]]:
    with pcsc_daemon() as cards, cups_daemon() as printer:
        yield cards, printer


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> str:
    url = f"sqlite:///{tmp_path_factory.mktemp('data') / 'data.db'}"
    made = main_py("demo-data", "--database", url)
    assert made.returncode == 0, made.stderr
    return url


@pytest.fixture
def site(daemons: tuple[PcscDaemon, CupsDaemon], data: str, tmp_path: Path) -> Iterator[Site]:
    cards, printer = daemons
    printer.reset()
    _wait_for_empty()
    yield Site(cards, printer, tmp_path, data)
    cards.remove()


def sentence(done: subprocess.CompletedProcess[str]) -> str:
    """The one sentence of a refusal."""
    assert done.returncode == 1, done
    (line,) = done.stderr.strip().splitlines()
    assert "Traceback" not in line
    assert line.endswith(".")
    return line


def test_a_queue_that_does_not_exist_is_named(site: Site) -> None:
    said = sentence(site.command("run", "--config", site.settings(queue="no-such-queue")))
    assert "no-such-queue" in said
    assert "printer.queue" in said


def test_a_queue_that_points_elsewhere_is_refused(site: Site) -> None:
    said = sentence(site.command("run", "--config", site.settings(device_uri="ipp://localhost:1/ipp/print")))
    assert site.printer.queue in said
    assert "printer.device_uri" in said


def test_a_scheduler_that_is_away_is_named(site: Site) -> None:
    away = replace(site, printer=replace(site.printer, port=1))
    assert "127.0.0.1:1" in sentence(away.command("run", "--config", site.settings()))


def test_the_doctor_finds_every_part_well(site: Site) -> None:
    site.cards.insert("zhang-san")
    _wait_for_card()
    config = site.settings()
    told = site.command("doctor", "--config", config)
    assert (told.returncode, told.stderr) == (0, "")
    assert {line.split()[1] for line in told.stdout.splitlines() if line.startswith("ok ")} == PARTS
    assert not re.search("^!!", told.stdout, re.MULTILINE)
    as_data = site.command("doctor", "--json", "--config", config)
    assert (as_data.returncode, as_data.stderr) == (0, "")
    findings = json.loads(as_data.stdout)
    assert {finding["part"] for finding in findings} == PARTS
    assert all(finding["well"] and finding["state"] for finding in findings)
    for personal in ("张三", "A12345674", "119901198503150015"):
        assert personal not in told.stdout + as_data.stdout


def test_the_doctor_says_what_to_do_for_each_part_that_is_unwell(site: Site) -> None:
    site.cards.kill()
    try:
        done = site.command("doctor", "--config", site.settings(queue="no-such-queue"))
    finally:
        site.cards.restart()
    assert "printer" in sentence(done)
    assert "pcsc" in sentence(done)
    lines = done.stdout.splitlines()
    unwell = [number for number, line in enumerate(lines) if line.startswith("!!")]
    assert {lines[number].split()[1] for number in unwell} == {"service", "pcsc", "printer"}
    assert all(lines[number + 1].strip().startswith("-> ") for number in unwell)
    assert "systemctl start pcscd.socket" in done.stdout


def test_without_the_card_service_a_development_kiosk_is_refused(site: Site) -> None:
    site.cards.kill()
    try:
        assert "pcscd" in sentence(site.command("run", "--config", site.settings()))
    finally:
        site.cards.restart()


def test_a_card_is_put_in_left_in_and_taken_out_by_commands(site: Site) -> None:
    port = ("--port", str(site.cards.port))
    listed = site.command("card", "list")
    assert listed.returncode == 0
    assert re.search(r"^zhang-san\t", listed.stdout, re.MULTILINE)
    put_in = site.command("card", "insert", "zhang-san", *port)
    assert (put_in.returncode, put_in.stderr) == (0, "")
    try:
        _wait_for_card()  # the command has returned, and the card still answers
        assert site.command("card", "insert", "chen-jing", *port).returncode == 0, "a card that is in is removed first"
    finally:
        taken_out = site.command("card", "remove", *port)
    assert (taken_out.returncode, taken_out.stderr) == (0, "")
    _wait_for_empty()
    assert str(site.cards.port) in sentence(site.command("card", "remove", *port))


def _card_state() -> str:
    """What the reader says of the card, or that none is in."""
    return PcscReader().examine()[-1].state


def _wait_for_card() -> None:
    wait_until(lambda: "social security card" in _card_state(), "the card answers")


def _wait_for_empty() -> None:
    wait_until(lambda: _card_state() == "No card is in", "the slot is empty")
