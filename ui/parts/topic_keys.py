"""The keys that lead to topics, and the sheet that holds them where a screen has no room."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from kiosk.events import Topic, TopicAsked
from kiosk.words import N_
from ui.parts.key import Key
from ui.parts.sheet import Sheet
from ui.parts.text import Text
from ui.scene import Scene
from ui.theme import Theme, Type

KEYS = {
    Topic.ACCOUNT: (N_("See the account"), "wallet-outline"),
    Topic.POINTS: (N_("See points"), "star-circle-outline"),
    Topic.BENEFITS: (N_("See benefits"), "hand-coin-outline"),
    Topic.MY_DATA: (N_("See my data"), "card-account-details-outline"),
    Topic.RIGHTS_RECORD: (N_("See rights record"), "file-document-outline"),
    Topic.DISCREPANCY: (N_("Something wrong?"), "help-circle-outline"),
    Topic.POLICY: (N_("Read who pays what"), "scale-balance"),
    Topic.GUIDE: (N_("Read the guide"), "book-open-variant"),
}
"""The words and the icon of each key."""
TWO_LINES_EM = 2.96
"""Height of two lines of words with a little air, in body type."""


def two_lines(theme: Theme) -> int:
    """Height of a key that holds two lines of body type, in pixels."""
    return theme.px(max(TWO_LINES_EM * theme.sizes.body, theme.sizes.target))


def topic_key(scene: Scene, topic: Topic, size: Type | None = None) -> Key:
    """The key of a topic."""
    text, icon = KEYS[topic]
    key = Key(scene.theme, f"{topic.value}-button", scene.words(text), icon=icon, size=size)
    key.setMinimumHeight(two_lines(scene.theme))
    key.clicked.connect(lambda: scene.send(TopicAsked(topic)))
    return key


def public_key(scene: Scene, topic: Topic) -> Key:
    """The key of a topic that anybody may read, for the foot of Welcome."""
    text = N_("Policy") if topic is Topic.POLICY else N_("Guide")
    key = Key(scene.theme, f"{topic.value}-button", scene.words(text), icon=KEYS[topic][1], stacked=True)
    key.clicked.connect(lambda: scene.send(TopicAsked(topic)))
    return key


class TopicKeys(QWidget):
    """Keys side by side, each as wide as the others."""

    def __init__(self, scene: Scene, topics: Sequence[Topic]) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(scene.theme.px(3))
        for topic in topics:
            row.addWidget(topic_key(scene, topic), 1)


class TopicSheet(Sheet):
    """Lies over the screen with one large key a topic; larger type has no room for them beside the tiles."""

    def __init__(self, scene: Scene, screen: QWidget, topics: Sequence[Topic]) -> None:
        super().__init__(scene, screen, "more-sheet")
        theme, words, column = scene.theme, scene.words, self.column
        column.addStretch(1)
        column.addWidget(Text(theme, words("What else do you want to see?"), Type.HEADING, bold=True))
        keys = [topic_key(scene, topic, Type.LEAD) for topic in topics]
        across = 1 if theme.portrait else 2
        for first in range(0, len(keys), across):
            row = QHBoxLayout()
            row.setSpacing(theme.gap)
            for key in keys[first : first + across]:
                row.addWidget(key, 1)
            column.addLayout(row)
        column.addWidget(self.closing_key("more-close", words("Close")))
        column.addStretch(1)
