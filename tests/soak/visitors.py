"""Whoever comes: looks at the screen that is shown and does something one can do there, at random."""

from __future__ import annotations

import random
from collections.abc import Callable

from PySide6.QtWidgets import QAbstractButton

from devices.virtual.card import load_card
from kiosk.demo.making import DEMO_STAFF_NUMBER, DEMO_STAFF_PASSWORD
from kiosk.demo.people import demo_passwords
from kiosk.demo.story import read_stories
from kiosk.errors import NO_PAPER, PRINT_BROKEN_OFF, PRINTER_NEEDS_STAFF, PRINTER_SILENT
from kiosk.hall import DEMO_DAY
from kiosk.identity import id_check_character
from tests.soak.machine import Machine

NOT_BY_CHANCE = frozenset(
    {"restart", "restart-yes", "shut-down", "shut-down-yes", "shut-down-sure", "remove-yes", "service-button"}
)
"""What ends the program or takes the staff their only account; putting out of service is played apart."""
FEWEST_STEPS, MOST_STEPS = 3, 14
OVER_SECONDS = 400.0
"""Whatever was left open is over by then: staff's three minutes, a wait of the printer's, questions asked again."""
SWEPT_SECONDS = 2
"""By then the kiosk has forgotten what a visit left in circles."""
PRINTERS_FAULTS = (NO_PAPER, PRINTER_SILENT, PRINTER_NEEDS_STAFF, PRINT_BROKEN_OFF)
STAFF_WORK = 12
"""Touches of staff in maintenance, at most."""


class Visitors:
    """One after another; the same seed brings the same ones."""

    def __init__(self, machine: Machine, seed: int) -> None:
        self._machine, self._chance = machine, random.Random(seed)
        cards = {card.number: story for story in read_stories(DEMO_DAY) for card in story.cards}
        passwords = demo_passwords(DEMO_DAY)
        self._people = [(story.person.number, passwords.get(story.person.person_id)) for story in cards.values()]
        self._cards = sorted(machine.cards.cards())
        self._password_of: dict[str, str | None] = {}
        for name in self._cards:
            issuer = load_card(name).issuer
            story = cards.get(issuer.card_number if issuer else "")
            self._password_of[name] = passwords.get(story.person.person_id) if story else None
        self._password: str | None = None
        """What opens the account of whoever is here."""

    def one_comes(self) -> None:
        """Play one session, from Welcome to Welcome."""
        kinds: list[tuple[Callable[[], None], int]] = [
            (self._with_card, 10),
            (self._with_number, 5),
            (self._looks_about, 2),
            (self._staff, 3),
        ]
        self._play(kinds)
        self._leave()

    def _play(self, kinds: list[tuple[Callable[[], None], int]]) -> None:
        acts, weights = zip(*kinds, strict=True)
        self._chance.choices(acts, weights)[0]()

    def _with_card(self) -> None:
        own = [name for name in self._cards if self._password_of[name]]
        name = self._chance.choice(own if self._chance.random() < 0.6 else self._cards)
        self._password = self._password_of[name]
        self._machine.cards.insert(name)
        if self._chance.random() < 0.1:
            self._machine.cards.freeze()
        self._machine.settle()
        self._touch_on()

    def _with_number(self) -> None:
        number, self._password = self._chance.choice(self._people)
        self._press("enter-number-button")
        if self._chance.random() < 0.3:
            number, self._password = self._somebodys(), None
        self._type(number)
        self._press("confirm")
        self._touch_on()

    def _looks_about(self) -> None:
        self._password = None
        self._touch_on()

    def _staff(self) -> None:
        self._press("staff-door")
        self._type(DEMO_STAFF_NUMBER)
        self._press("confirm")
        self._type(DEMO_STAFF_PASSWORD if self._chance.random() < 0.9 else "WR0NGWRONG")
        self._press("confirm")
        if self._chance.random() < 0.1:
            self._put_out_of_service()
        for _ in range(self._chance.randint(1, STAFF_WORK)):
            if self._machine.screen == "maintenance":
                self._touch()

    def _put_out_of_service(self) -> None:
        self._press("page-settings")
        self._press("service-button")

    def _touch_on(self) -> None:
        """Go on for a while, whatever screen is shown, while things happen to the machine."""
        for _ in range(self._chance.randint(FEWEST_STEPS, MOST_STEPS)):
            if self._machine.screen == "enter-password" and self._chance.random() < 0.8:
                self._give_password()
            elif self._chance.random() < 0.12:
                self._something_happens()
            elif self._chance.random() < 0.12:
                self._print_quickly()
            else:
                self._touch()

    def _give_password(self) -> None:
        right = self._password is not None and self._chance.random() < 0.85
        self._type(self._password if right and self._password else f"{self._chance.randrange(10**6):06}")
        self._press("confirm")

    def _something_happens(self) -> None:
        machine, chance = self._machine, self._chance
        printer = machine.program.rooms.printer_simulator
        assert printer is not None
        kinds: list[tuple[Callable[[], None], int]] = [
            (machine.cards.pull, 3),
            (lambda: machine.cards.insert(chance.choice(self._cards)), 2),
            (lambda: machine.cards.unplug(True), 1),
            (lambda: machine.cards.stop_service(True), 1),
            (lambda: printer.fail_with(chance.choice(PRINTERS_FAULTS)), 3),
            (lambda: machine.wait(chance.choice((2, 5, 20))), 6),
        ]
        self._play(kinds)
        machine.settle()

    def _print_quickly(self) -> None:
        """All the way to the paper, where there is one."""
        self._press("print-button")
        self._press("print-confirm")
        self._machine.wait(5)

    def _touch(self) -> None:
        self._machine.settle()
        parts = self._machine.program.stage.findChildren(QAbstractButton)
        there = [part for part in parts if part.isVisible() and part.isEnabled()]
        free = [part for part in there if part.objectName() not in NOT_BY_CHANCE]
        if free:
            self._chance.choice(free).click()
        else:
            self._machine.wait(1)
        self._machine.settle()

    def _press(self, name: str) -> None:
        """Press a part if it is there and can be."""
        part = self._machine.find(name)
        if isinstance(part, QAbstractButton) and part.isEnabled():
            part.click()
        self._machine.settle()

    def _type(self, text: str) -> None:
        """Type what the keypad of this screen, if there is one, lets be typed."""
        for character in text.lower():
            if self._machine.find(f"key-{character}") is None:
                self._press("key-letters")
            self._press(f"key-{character}")

    def _somebodys(self) -> str:
        """The number of somebody of a division that is assigned to nobody, born some day."""
        chance = self._chance
        born = f"{chance.randint(1940, 2005)}{chance.randint(1, 12):02}{chance.randint(1, 28):02}"
        digits = f"119901{born}{chance.randrange(1000):03}"
        return digits + id_check_character(digits)

    def _leave(self) -> None:
        """Heal what was broken, take the card, and walk away. Raises RuntimeError when Welcome does not come back."""
        machine = self._machine
        machine.printer_has(None)
        machine.cards.unplug(False)
        machine.cards.stop_service(False)
        if self._chance.random() < 0.5:
            self._press("finish")
        machine.cards.pull()
        if not machine.wait_for("welcome", OVER_SECONDS):
            self._put_back_into_service()
        machine.wait(SWEPT_SECONDS)
        for paper in machine.printed():
            paper.unlink()

    def _put_back_into_service(self) -> None:
        machine = self._machine
        self._press("staff-door")
        self._type(DEMO_STAFF_NUMBER)
        self._press("confirm")
        self._type(DEMO_STAFF_PASSWORD)
        self._press("confirm")
        self._press("page-settings")
        self._press("service-button")
        self._press("finish")
        if not machine.wait_for("welcome", OVER_SECONDS):
            raise RuntimeError(f"a session ended on {machine.screen}, and Welcome did not come back")
