"""The display switches, always in the same place: larger, dark, light, and each language in its own name."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from kiosk.choices import Look
from kiosk.events import LanguageChosen, LookChosen
from kiosk.words import LANGUAGES
from ui.parts.key import Key, Role
from ui.scene import Scene

OWN_NAMES = {"zh_CN": "中文", "en": "English"}
"""Each language calls itself by its own name, whatever language is shown."""


class DisplaySwitches(QWidget):
    """One row; the present choice is marked."""

    def __init__(self, scene: Scene) -> None:
        super().__init__()
        words = scene.words
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(scene.theme.px(3))
        for look, text, icon in (
            (Look.ELDER, words("Larger"), "format-size"),
            (Look.DARK, words("Dark"), "weather-night"),
            (Look.LIGHT, words("Light"), "white-balance-sunny"),
        ):
            key = Key(scene.theme, f"look-{look.value}", text, Role.QUIET, icon=icon)
            key.choose(scene.look is look)
            key.clicked.connect(lambda _checked=False, look=look: scene.send(LookChosen(look)))
            row.addWidget(key, 1)
        for language in (known for known in LANGUAGES if known in scene.settings.screen.languages):
            key = Key(scene.theme, f"language-{language}", OWN_NAMES[language], Role.QUIET)
            key.choose(words.language == language)
            key.clicked.connect(lambda _checked=False, language=language: scene.send(LanguageChosen(language)))
            row.addWidget(key, 1)
