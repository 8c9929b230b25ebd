"""What assistive technology finds: controls and values with role, name and objectName, and nothing covered."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from kiosk import errors
from kiosk.choices import Look
from kiosk.states import Claim, EnterNumber, EnterPassword, Overview, Print, State
from tests.ui import records
from tests.ui.conftest import Theatre
from tests.ui.states_shown import SHOWN, WORKER

PRESSED = {QAccessible.Role.Button, QAccessible.Role.CheckBox, QAccessible.Role.RadioButton}


def of(part: QWidget) -> QAccessibleInterface:
    """A part as assistive technology has it."""
    return QAccessible.queryAccessibleInterface(part)


def showing(node: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    """All below a node that is said to be on the screen."""
    for place in range(node.childCount()):
        child = node.child(place)
        if child is None or not child.isValid():
            continue
        state = child.state()
        if not state.invisible:
            yield child
        yield from showing(child)


def names(theatre: Theatre) -> set[str]:
    """The objectNames of all that is said to be on the screen."""
    return {node.object().objectName() for node in showing(of(theatre.stage)) if node.object() is not None}


def named(theatre: Theatre, kind: type[QWidget]) -> list[QWidget]:
    """The visible parts of a kind."""
    return [part for part in theatre.stage.findChildren(kind) if part.isVisible()]


@pytest.mark.parametrize("look", [Look.STANDARD, Look.ELDER])
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_control_has_role_name_and_object_name(theatre: Theatre, language: str, look: Look) -> None:
    for screen, state, _names in SHOWN:
        theatre.visit += 1
        theatre.show(state, language, look)
        for part in named(theatre, QAbstractButton):
            seen = of(part)
            where = f"{screen}: {part.objectName()} {seen.text(QAccessible.Text.Name)}"
            assert part.objectName(), where
            assert seen.role() in PRESSED, where
            assert seen.text(QAccessible.Text.Name).strip(), where
            assert seen.actionInterface().actionNames() or not part.isEnabled(), where


def test_every_value_is_read_as_it_is_shown(theatre: Theatre) -> None:
    for screen, state, wanted in SHOWN:
        theatre.visit += 1
        theatre.show(state)
        for part in named(theatre, QLabel):
            if part.objectName() in wanted and part.property("text"):
                seen = of(part)
                assert seen.role() is QAccessible.Role.StaticText, f"{screen}: {part.objectName()}"
                assert seen.text(QAccessible.Text.Name) == part.property("text"), f"{screen}: {part.objectName()}"


def test_two_visible_parts_never_share_a_name(theatre: Theatre) -> None:
    """What is held on to by its name must be one thing."""
    for screen, state, _names in SHOWN:
        theatre.visit += 1
        theatre.show(state)
        found = [part.objectName() for part in named(theatre, QAbstractButton)]
        assert len(found) == len(set(found)), f"{screen}: {sorted(name for name in found if found.count(name) > 1)}"


@pytest.mark.parametrize("state", [Overview(WORKER), Print(WORKER, document=records.document()), EnterNumber()])
def test_behind_the_help_sheet_nothing_is_on_the_screen(theatre: Theatre, state: State) -> None:
    theatre.show(state)
    before = names(theatre)
    assert "heading" in before
    assert "finish" in before
    theatre.press("window-help")
    covered = names(theatre)
    assert {"help-sheet", "help-window", "help-hotline", "help-close"} <= covered
    left = {name for name in covered & before if name} - {"mock-banner", "stage"}
    shown = theatre.stage.screen_shown
    assert shown is not None
    assert left == {shown.objectName()}
    theatre.press("help-close")
    assert names(theatre) == before


def test_a_change_behind_the_help_sheet_stays_behind_it(theatre: Theatre) -> None:
    theatre.show(EnterPassword(Claim()))
    theatre.press("window-help")
    theatre.show(EnterPassword(Claim(), errors.WRONG_LOGIN, tries_left=2))
    assert "message" not in names(theatre)
    theatre.press("help-close")
    assert "message" in names(theatre)


@pytest.mark.parametrize(("opener", "closer"), [("print-insurances", "insurances-close")])
def test_behind_any_other_sheet_as_well(theatre: Theatre, opener: str, closer: str) -> None:
    theatre.show(Print(WORKER, document=records.document()))
    before = names(theatre)
    theatre.press(opener)
    assert "print-confirm" not in names(theatre)
    theatre.press(closer)
    assert names(theatre) == before


def test_behind_the_sheet_of_topics_as_well(theatre: Theatre) -> None:
    theatre.show(Overview(WORKER), look=Look.ELDER)
    theatre.press("more-button")
    assert "tile-110" not in names(theatre)
    assert "points-button" in names(theatre)
