"""What doctor and health are told: five states apart, drivers, versions, and what to do; all of it in Chinese too."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from devices import examination, mock
from devices.examination import Machine, Wish, examine, service_version
from devices.usb import UsbReader
from kiosk.ports import Finding
from kiosk.words import words_of
from tests.devices.pcsc_service import ANTENNA, CONTACT, FakeService

TEXTS = sorted(
    text for module in (examination, mock) for text in re.findall(r'N_\("([^"]+)"\)', inspect.getsource(module))
)


@pytest.mark.parametrize("text", TEXTS)
def test_every_text_has_its_chinese(text: str) -> None:
    assert words_of("zh_CN")(text) != text


class Bench:
    """A machine made up for an examination."""

    def __init__(self, *slots: str) -> None:
        self.service = FakeService(*slots)
        self.usb: tuple[UsbReader, ...] = ()
        self.version = "1.9.9"
        self.seconds = 0.0

    def examine(self, pattern: str = "", touch_card: bool = True, reading: bool = False) -> list[Finding]:
        machine = Machine(
            self.service.establish, lambda: self.version, lambda: self.usb, lambda: self.seconds, self._pause
        )
        found = list(examine(Wish(pattern, 4.5, touch_card, reading), machine))
        assert (self.service.contexts, self.service.handles) == (0, 0)
        assert all(finding.advice for finding in found if not finding.well)
        return found

    def _pause(self, seconds: float) -> None:
        self.seconds += seconds


def without_readers(bench: Bench) -> None:
    bench.service.slots.clear()


def with_a_card(bench: Bench) -> None:
    bench.service.insert("zhang-san")


def with_a_card_held(bench: Bench) -> None:
    bench.service.insert("zhang-san")
    bench.service.hold(True)


def kill(bench: Bench) -> None:
    bench.service.kill()


@pytest.mark.parametrize(
    ("prepare", "told"),
    [
        (kill, [("pcsc", False, "the card service does not run, pcscd 1.9.9")]),
        (
            without_readers,
            [("pcsc", True, "the card service runs, pcscd 1.9.9"), ("reader", False, "There is no card reader")],
        ),
        (
            lambda _bench: None,
            [
                ("pcsc", True, "the card service runs, pcscd 1.9.9"),
                ("reader", True, "Reader 00 00 (contact)"),
                ("card", True, "No card is in"),
            ],
        ),
        (
            with_a_card_held,
            [
                ("pcsc", True, "the card service runs, pcscd 1.9.9"),
                ("reader", True, "Reader 00 00 (contact)"),
                ("card", False, "ATR 3B6D00000081544C968660119900000001, being read by another program"),
            ],
        ),
        (
            with_a_card,
            [
                ("pcsc", True, "the card service runs, pcscd 1.9.9"),
                ("reader", True, "Reader 00 00 (contact)"),
                ("card", True, "ATR 3B6D00000081544C968660119900000001, social security card, algorithm 03"),
            ],
        ),
    ],
)
def test_five_states_are_told_apart(prepare: Callable[[Bench], None], told: list[tuple[str, bool, str]]) -> None:
    bench = Bench()
    prepare(bench)
    assert [(finding.part, finding.well, finding.state) for finding in bench.examine()] == told


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("bank-card", "ATR 3B6D000080318065B0895101FB83009000, bank card"),
        ("other-card", "ATR 3B6500002063CB6800, C02 select application: 6A82"),
        ("application-blocked", "ATR 3B6D00000081544C968660119900000001, C06 select application: 9303"),
        ("mute", "ATR -, C01 mute"),
    ],
)
def test_a_card_that_cannot_be_used_is_named(name: str, told: str) -> None:
    bench = Bench()
    bench.service.insert(name)
    card = bench.examine()[-1]
    assert (card.part, card.well, card.state) == ("card", False, told)


def test_a_card_that_another_program_uses_too_is_examined_all_the_same() -> None:
    bench = Bench()
    bench.service.insert("zhang-san")
    bench.service.slots[CONTACT].shared = True
    assert bench.examine()[-1].state.endswith("social security card, algorithm 03, used by another program too")


def test_a_card_of_somebodys_session_is_not_touched() -> None:
    bench = Bench()
    chip = bench.service.insert("zhang-san")
    assert bench.examine(touch_card=False)[-1].state == "A card is in"
    assert bench.examine(touch_card=False, reading=True)[-1].state == "The card is being read"
    bench.service.hold(True)
    assert "another program" in bench.examine(touch_card=False)[-1].state
    assert (bench.service.powered_off, chip._answered) == (0, 0)


def test_cards_in_both_slots_are_told() -> None:
    bench = Bench(CONTACT, ANTENNA)
    bench.service.insert("zhang-san")
    bench.service.insert("zhang-san-contactless", ANTENNA)
    found = bench.examine()
    assert found[1].state == "Reader 00 00 (contact), Reader 00 01 (antenna)"
    assert [finding.part for finding in found] == ["pcsc", "reader", "card", "card"]


def test_a_reader_of_another_name_is_told_with_the_setting() -> None:
    (_, reader) = Bench().examine(pattern="omnikey")
    assert (reader.part, reader.well, reader.state) == ("reader", False, "Reader 00 00")
    assert "reader.name_pattern" in reader.advice


@pytest.mark.parametrize("dead", [False, True])
def test_a_usb_reader_without_a_driver_is_told_by_its_id(dead: bool) -> None:
    bench = Bench()
    if dead:
        bench.service.kill()
    bench.usb = (UsbReader("1234:5678", "Smart Reader", False), UsbReader("072f:90cc", "", True))
    driver = bench.examine()[1]
    assert (driver.part, driver.well) == ("reader", False)
    assert driver.state == "driver missing for USB id 1234:5678 Smart Reader"
    assert "libccid" in driver.advice


def test_a_usb_reader_with_a_driver_that_the_service_does_not_see_is_told() -> None:
    bench = Bench()
    without_readers(bench)
    bench.usb = (UsbReader("072f:90cc", "ACR39U", True),)
    reader = bench.examine()[-1]
    assert reader.state == "the card service does not see the USB reader 072f:90cc ACR39U"
    assert "restart pcscd" in reader.advice


def test_a_version_that_cannot_be_told_is_said_so() -> None:
    bench = Bench()
    bench.version = ""
    assert bench.examine()[0].state == "the card service runs, pcscd of a version that cannot be told"
    bench.service.kill()
    assert "Install the package pcscd" in bench.examine()[0].advice


@pytest.mark.parametrize(
    ("script", "version"),
    [
        ("echo pcsc-lite version 2.3.3.", "2.3.3"),
        ("echo 'pcsc-lite version 1.9.9.'; exit 1", "1.9.9"),
        ("echo nothing", ""),
        ("exit 3", ""),
    ],
)
def test_the_version_is_asked_of_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, version: str
) -> None:
    program = tmp_path / "pcscd"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    assert service_version() == version
