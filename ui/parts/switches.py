"""The display switches, always in the same place: size, contrast, low screen, voice, each language in its own name."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from kiosk.choices import Look
from kiosk.events import LanguageChosen, LookChosen, LowScreenAsked, VoiceAsked
from kiosk.words import own_name
from ui.parts.key import Key, Role
from ui.scene import Scene

WITH_WORDS, PICTURE_ALONE = 3, 2
"""How a row is shared: words in larger type would touch the edges of their keys."""


def _share(key: Key) -> int:
    return WITH_WORDS if key.text() else PICTURE_ALONE


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
            # In larger type an icon would push its words against the edge.
            beside = "" if scene.theme.elder and scene.theme.portrait else icon
            key = Key(scene.theme, f"look-{look.value}", text, Role.QUIET, icon=beside)
            key.choose(scene.look.has(look))
            key.clicked.connect(lambda _checked=False, look=look: scene.send(LookChosen(look)))
            row.addWidget(key, WITH_WORDS)
        if scene.theme.portrait:
            low = self._switch(scene, "low-screen", words("Low"), "wheelchair", on=scene.theme.low)
            low.setAccessibleName(words("Bring everything within reach"))
            low.clicked.connect(lambda: scene.send(LowScreenAsked()))
            row.addWidget(low, _share(low))
        voice = self._switch(scene, "voice", words("Voice"), "volume-high", on=scene.voice)
        voice.setAccessibleName(words("Read the prompts aloud"))
        voice.clicked.connect(lambda: scene.send(VoiceAsked()))
        row.addWidget(voice, _share(voice))
        for language in scene.settings.screen.languages:
            key = Key(scene.theme, f"language-{language}", own_name(language), Role.QUIET)
            key.choose(words.language == language)
            key.clicked.connect(lambda _checked=False, language=language: scene.send(LanguageChosen(language)))
            row.addWidget(key, WITH_WORDS)

    def _switch(self, scene: Scene, name: str, text: str, icon: str, *, on: bool) -> Key:
        """Its picture says it alone where larger type or a small panel leaves no room."""
        theme = scene.theme
        shown = text if theme.roomy or (theme.portrait and not theme.elder) else ""
        key = Key(theme, name, shown, Role.QUIET, icon=icon)
        key.choose(on)
        return key
