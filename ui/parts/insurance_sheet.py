"""Lies over the print screen with one large key an insurance, to choose which stand on the list."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

from kiosk.insurance import Insurance
from ui.parts.key import Key
from ui.parts.sheet import Sheet
from ui.parts.text import Text
from ui.scene import Scene
from ui.theme import INSURANCE_ICONS, Type


class InsuranceSheet(Sheet):
    """`chosen` gets what is chosen after each press: none named means all, and one at the least stays."""

    def __init__(
        self,
        scene: Scene,
        screen: QWidget,
        held: Sequence[Insurance],
        chosen: Callable[[tuple[Insurance, ...]], None],
    ) -> None:
        super().__init__(scene, screen, "insurances-sheet")
        theme, words, grid = scene.theme, scene.words, QGridLayout()
        self._held, self._tell = tuple(held), chosen
        self._chosen: tuple[Insurance, ...] = ()
        self._keys: dict[Insurance, Key] = {}
        grid.setSpacing(theme.px(4))
        across = 1 if theme.portrait and theme.elder else 2
        for place, insurance in enumerate(self._held):
            key = self._key(insurance)
            grid.addWidget(key, place // across, place % across)
            self._keys[insurance] = key
        title = words("Which insurances shall stand on the list?")
        self.column.addStretch(1)
        self.column.addWidget(Text(theme, title, Type.HEADING, bold=True))
        self.column.addLayout(grid)
        self.column.addWidget(self.closing_key("insurances-close", words("Use these"), "check"))
        self.column.addStretch(1)

    def _key(self, insurance: Insurance) -> Key:
        theme, name = self._scene.theme, self._scene.words(insurance.rule.name)
        icon = INSURANCE_ICONS[insurance][0]
        key = Key(theme, f"print-insurance-{insurance.value}", name, icon=icon, size=Type.LEAD)
        key.setMinimumHeight(theme.px(theme.sizes.action))
        key.clicked.connect(lambda: self._toggle(insurance))
        return key

    def show_chosen(self, chosen: tuple[Insurance, ...]) -> None:
        """Mark what is chosen."""
        self._chosen = chosen or self._held
        for insurance, key in self._keys.items():
            key.choose(insurance in self._chosen)

    def _toggle(self, insurance: Insurance) -> None:
        kept = {*self._chosen} ^ {insurance}
        if kept:
            some = tuple(each for each in self._held if each in kept)
            self._tell(() if some == self._held else some)
