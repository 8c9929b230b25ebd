"""What a screen tells: the very texts it shows, in the order they are read; one source for voice and announcements."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from kiosk.staff.states import StaffLogin
from kiosk.states import EnterPassword, Printing, Register, Session, State, StillThere
from ui.parts.entry import Entry
from ui.parts.fact import Fact
from ui.parts.key import Key
from ui.parts.line import Line
from ui.parts.sheet import Sheet
from ui.parts.text import PERSONAL, Text
from ui.parts.tile import Tile
from ui.screens.screen import Screen

PROMPTS = (
    "heading",
    "step",
    "insert",
    "insert-hint",
    "stage",
    "hint",
    "message",
    "tries-left",
    "countdown",
    "job-state",
    "pages",
    "unsaid",
    "help",
    "marked-months",
    "typed-count",
    "keypad-reason",
    "no-card",
    "enter-number-button",
    "health",
    "said",
    "doing",
    "told",
)
"""What may be heard by anybody in the hall, in the order it is told; a text that is not named here stays private."""

TICKING = frozenset({"countdown", "keypad-reason", "pages"})
"""What changes again and again while one waits, and is told now and then."""

NEVER = frozenset({"hall", "time", "mock-banner", "message-code", "percent"})
"""What is told to nobody: it is there all the time, for staff, or told in other words."""

LAST_SECONDS = 5
SOON_SECONDS = 60
SOON_EVERY, LATE_EVERY = 10, 60
"""A countdown is told every minute, in its last minute every ten seconds, and five seconds before its end."""
PRINT_PARTS = 4
"""How far a print is, is told at each quarter."""


def told_on(screen: Screen, *, personal: bool) -> dict[str, str]:
    """What a screen tells now, by the name of what tells it; `personal` adds names, numbers and amounts.

    A sheet that lies over the screen is told instead of it.
    """
    sheet = screen.sheet
    if sheet is not None:
        return {str(place): text for place, text in enumerate(_all_on(sheet)) if text}
    told = dict(_prompts(screen, personal=personal))
    if personal:
        told |= _values(screen, told)
    if screen.primary is not None and screen.primary.isVisibleTo(screen) and screen.primary.isEnabled():
        told["primary"] = screen.primary.text()
    return {name: text for name, text in told.items() if text}


def _prompts(screen: Screen, *, personal: bool) -> Iterator[tuple[str, str]]:
    for name in PROMPTS:
        for part in screen.findChildren(QWidget, name):
            if part.isVisibleTo(screen) and (personal or not is_personal(part)):
                yield name, str(part.property("text") or "")
    for entry in screen.findChildren(Entry):
        if entry.active and entry.isVisibleTo(screen):
            yield "entry", entry.caption.text()


def _values(screen: Screen, told: dict[str, str]) -> dict[str, str]:
    """Everything else that carries a name or a caption, from the top to the foot, along each line."""
    found: list[tuple[int, int, str, str]] = []
    for part in screen.findChildren(QWidget):
        said = _said_by(part)
        if said and part.isVisibleTo(screen) and part.objectName() not in told and part.objectName() not in NEVER:
            place = part.mapTo(screen, part.rect().topLeft())
            turned = screen.layoutDirection() is Qt.LayoutDirection.RightToLeft
            along = -place.x() - part.width() if turned else place.x()
            found.append((place.y(), along, part.objectName() or f"at-{place.x()}-{place.y()}", said))
    return {name: said for _y, _x, name, said in sorted(found)}


def _said_by(part: QWidget) -> str:
    if isinstance(part, Tile):
        return part.accessibleName() or part.text()
    if isinstance(part, Text) and (part.objectName() or isinstance(part.parentWidget(), Fact | Line)):
        return part.text()
    return ""


def _all_on(sheet: Sheet) -> Iterator[str]:
    """A sheet holds few words and nothing personal."""
    for part in sheet.findChildren(QWidget):
        if isinstance(part, Text | Key) and part.isVisibleTo(sheet):
            yield part.text()


def is_personal(part: QWidget) -> bool:
    """Whether a part that is else a prompt says something of the person now."""
    return bool(part.property(PERSONAL))


def waits(session: Session) -> bool:
    """Whether a waiting time runs: its sentence changes every second and is told once, its countdown now and then."""
    return isinstance(session.state, EnterPassword | Register | StaffLogin) and session.state.wait_seconds > 0


def is_moment(session: Session, before: Session | None = None) -> bool:
    """Whether what is left of a wait, of a cover or of a print is worth telling now; `before` was looked at last."""
    match session.state:
        case StillThere(seconds=left):
            return _worth_telling(left)
        case EnterPassword(wait_seconds=left) | Register(wait_seconds=left) | StaffLogin(wait_seconds=left):
            return _worth_telling(left)
        case Printing() as printing:
            return before is None or _parts_done(printing) != _parts_done(before.state)
        case _:
            return True


def _parts_done(state: State) -> int:
    """How many parts of a print are done; 0 also while the printer does not say."""
    if not isinstance(state, Printing) or state.state is None:
        return 0
    return (state.state.pages_done or 0) * PRINT_PARTS // state.document.pages


def _worth_telling(left: int) -> bool:
    return left == LAST_SECONDS or left % (SOON_EVERY if left <= SOON_SECONDS else LATE_EVERY) == 0
