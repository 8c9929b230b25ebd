"""Settings: what may be changed at the machine, with large steps, and all the others to read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget

from kiosk.staff.acts import Adjust
from kiosk.staff.adjustments import Adjustments
from kiosk.staff.states import Maintenance
from kiosk.staff.views import SettingsView, View
from kiosk.words import N_, own_name
from ui.parts.key import Key
from ui.parts.leaves import Block
from ui.parts.line import Line
from ui.parts.stack import Stack
from ui.parts.step_keys import StepKeys
from ui.parts.text import Text
from ui.scene import Scene
from ui.screens.maintenance.page import ListPage, breakable, signed, title, with_keys
from ui.screens.screen import primary_key
from ui.theme import Type


@dataclass(frozen=True, slots=True)
class Step:
    """A value that is changed in steps: its caption, the words of both ways, and its bounds."""

    caption: str
    less: str
    more: str
    size: int
    least: int
    most: int


STEPS = {
    "volume": Step(N_("Volume of sounds and voice"), N_("Quieter"), N_("Louder"), 10, 0, 100),
    "brightness": Step(N_("Brightness of the screen"), N_("Darker"), N_("Brighter"), 10, 10, 100),
    "daily_pages": Step(N_("Pages for each person and day"), N_("Fewer"), N_("More"), 5, 0, 1000),
}
"""Percent, percent, pages (0: no limit); the bounds are those of Adjustments."""


class SettingsPage(ListPage):
    """Changes are gathered and made together; out of service takes effect at once."""

    def __init__(self, scene: Scene, state: Maintenance) -> None:
        apply = primary_key(scene, "confirm", scene.words("Apply changes"), "check")
        self._kept = Adjustments()
        self._steppers: dict[str, StepKeys] = {}
        self._languages: dict[str, Key] = {}
        super().__init__(scene, state, apply)
        self._apply = apply
        apply.setEnabled(False)
        apply.clicked.connect(lambda: self.act(Adjust(self._wanted)))

    @property
    def _wanted(self) -> Adjustments:
        chosen = self.scene.draft.chosen
        return chosen if isinstance(chosen, Adjustments) else self._kept

    def show_state(self, state: Maintenance) -> None:
        """What is kept now; what was chosen here and is not kept yet stays chosen."""
        if isinstance(state.view, SettingsView):
            self._kept = state.view.adjustments
            self.scene.draft.chosen = replace(self._wanted, out_of_service=self._kept.out_of_service)
        super().show_state(state)
        self._show()

    def blocks(self, view: View) -> Sequence[Block]:
        """What may be changed first."""
        if not isinstance(view, SettingsView):
            return ()
        self._steppers.clear()
        self._languages.clear()
        changed: list[Block] = [self._service, *(partial(self._stepper, name) for name in STEPS), self._language]
        read = title(self.scene, self.scene.words("All settings, to read (changed by the technician)"))
        return (*changed, lambda: read, *(partial(self._entry, *entry) for entry in view.entries))

    def _service(self) -> QWidget:
        words, theme, closed = self.scene.words, self.scene.theme, self._kept.out_of_service
        told = words("Closed by staff: nobody is served.") if closed else words("Open to everybody.")
        text = words("Put back in service") if closed else words("Put out of service")
        key = Key(theme, "service-button", text, icon="store" if closed else "store-off")
        change = replace(self._kept, out_of_service=not closed)
        key.clicked.connect(lambda: self.act(Adjust(change)))
        return with_keys(
            self.scene, signed(self.scene, Text(theme, told, bold=True, name="service"), well=not closed), key
        )

    def _stepper(self, name: str) -> QWidget:
        words, step = self.scene.words, STEPS[name]
        keys = StepKeys(
            self.scene,
            name.replace("_", "-"),
            words(step.less),
            words(step.more),
            partial(self._stepped, name),
            Type.BODY if self.scene.theme.small else Type.LEAD,
        )
        self._steppers[name] = keys
        self._say(name)
        return self._captioned(words(step.caption), keys)

    def _language(self) -> QWidget:
        row = QWidget()
        inside = QHBoxLayout(row)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(self.scene.theme.px(3))
        for language in self.scene.settings.screen.languages:
            key = Key(self.scene.theme, f"adjust-language-{language}", own_name(language))
            key.clicked.connect(partial(self._choose, "language", language))
            self._languages[language] = key
            inside.addWidget(key, 1)
        self._mark_language()
        return self._captioned(self.scene.words("Language a visit begins in"), row)

    def _captioned(self, caption: str, part: QWidget) -> QWidget:
        block = Stack(self.scene.theme)
        block.add(Text(self.scene.theme, caption, colour=self.scene.theme.colours.quiet))
        block.add(part)
        return block

    def _entry(self, key: str, value: str) -> QWidget:
        return Line(self.scene.theme, breakable(key), breakable(value), name=f"setting-{key}", right=False)

    def _value(self, name: str) -> int:
        """What holds now: changed here, else as the settings say."""
        chosen = getattr(self._wanted, name)
        if chosen is not None:
            return int(chosen)
        return self.scene.settings.printer.daily_pages if name == "daily_pages" else STEPS[name].most

    def _stepped(self, name: str, way: int) -> None:
        step = STEPS[name]
        self._choose(name, min(step.most, max(step.least, self._value(name) + way * step.size)))

    def _choose(self, name: str, value: object, _checked: bool = False) -> None:
        change: Callable[..., Adjustments] = partial(replace, self._wanted)
        self.scene.draft.chosen = change(**{name: value})
        self._show()
        self.scene.touched()

    def _show(self) -> None:
        for name in self._steppers:
            self._say(name)
        self._mark_language()
        self._apply.setEnabled(self._wanted != self._kept)

    def _say(self, name: str) -> None:
        words, step, value = self.scene.words, STEPS[name], self._value(name)
        if name == "daily_pages":
            shown = words.plural("{count} page", "{count} pages", value) if value else words("no limit")
        else:
            shown = words("{percent} %", percent=value)
        self._steppers[name].say(shown, first=value <= step.least, last=value >= step.most)

    def _mark_language(self) -> None:
        language = self._wanted.language or self.scene.settings.screen.languages[0]
        for each, key in self._languages.items():
            key.choose(each == language)
