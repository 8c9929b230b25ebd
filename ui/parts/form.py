"""Fields that staff fill, and the keypad that fills them: digits for a number, letters as well for a password."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from ui.draft import Typed
from ui.parts.entry import Entry
from ui.parts.keypad import Keypad
from ui.scene import Scene
from ui.theme import Type

Asked = tuple[Typed, str, str]
"""What is typed into, the name of its entry, and its caption."""


class Form:
    """Holds the entries and the keypad; the screen lays them out. Which field is filled stays in the draft."""

    def __init__(
        self, scene: Scene, asked: tuple[Asked, ...], changed: Callable[[], None], *, any_number: bool = False
    ) -> None:
        """`changed` is called after each press; nothing typed is kept here. `any_number`: numbers may hold letters."""
        self._scene, self._changed, self._why_not, self._any_number = scene, changed, "", any_number
        self._fields = tuple(typed for typed, *_ in asked)
        self.entries = [
            Entry(scene.theme, name, caption, partial(self.choose, place), Type.LEAD)
            for place, (_, name, caption) in enumerate(asked)
        ]
        letters = self._turned if any_number or any(typed.secret for typed in self._fields) else None
        self.keypad = Keypad(
            scene.theme, scene.words, typed=self.typed, delete=self.deleted, clear=self._cleared, letters=letters
        )
        self.one_at_a_time = False
        """Whether only the field that is filled is shown: small panels and low screens have room for one."""

    @property
    def complete(self) -> bool:
        """Whether every field holds something."""
        return all(len(typed) for typed in self._fields)

    @property
    def begun(self) -> bool:
        """Whether any field does."""
        return any(len(typed) for typed in self._fields)

    @property
    def _active(self) -> Typed:
        return self._fields[min(self._scene.draft.active, len(self._fields) - 1)]

    @property
    def _takes_letters(self) -> bool:
        return self._active.secret or self._any_number

    def allow(self, why_not: str) -> None:
        """Let the keys be pressed, or say why they cannot be now."""
        self._why_not = why_not
        self.show()

    def typed(self, character: str) -> None:
        """Into the field that is filled, where the character has a place."""
        takes = character.isdigit() or self._takes_letters
        if not self._why_not and takes and self._active.add(character):
            self.show()
        self._scene.touched()

    def deleted(self) -> None:
        """Take one back; in an empty field go to the one before."""
        if len(self._active):
            self._active.delete()
        else:
            self._scene.draft.active = max(0, self._scene.draft.active - 1)
        self.show()
        self._scene.touched()

    def choose(self, place: int) -> None:
        """Fill another field."""
        if self._scene.draft.active != place:
            self._scene.draft.active = place
            self.show()

    def go_on(self) -> None:
        """Fill the first field that is empty."""
        empty = [place for place, typed in enumerate(self._fields) if not len(typed)]
        self.choose(empty[0] if empty else len(self._fields) - 1)

    def _cleared(self) -> None:
        self._active.wipe()
        self.show()
        self._scene.touched()

    def _turned(self, letters: bool) -> None:
        self._scene.draft.letters = letters
        if letters and not self._takes_letters:
            # Only a password has letters: who asks for them goes on to it.
            self._scene.draft.active = next(place for place, typed in enumerate(self._fields) if typed.secret)
        self.show()
        self._scene.touched()

    def show(self) -> None:
        """What is typed, which field is filled, and which keys have a meaning."""
        draft, active = self._scene.draft, self._active
        for entry, typed in zip(self.entries, self._fields, strict=True):
            entry.show_typed(typed, active=typed is active)
            entry.setVisible(typed is active or not self.one_at_a_time)
        self.keypad.turn_to(draft.letters and self._takes_letters)
        self.keypad.hide_presses(active.secret)
        self.keypad.allow(self._why_not, x=active.takes_x)
        self._changed()
