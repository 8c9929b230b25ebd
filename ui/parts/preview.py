"""The very pages that will be printed: one at a time, with keys to leaf through them."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.events import PreviewTurned
from kiosk.states import Print
from ui.parts.key import Key
from ui.parts.page_picture import PagePicture
from ui.parts.progress import Progress
from ui.parts.text import CENTRE, Text
from ui.scene import Scene
from ui.theme import Type


class Preview(QWidget):
    """Empty paper until a page is drawn."""

    def __init__(self, scene: Scene) -> None:
        super().__init__()
        words, theme = scene.words, scene.theme
        self._scene, self._page = scene, 0
        self._picture = PagePicture(theme)
        self._pages = Text(theme, "", Type.LEAD, bold=True, name="pages", align=CENTRE)
        self._dots = Progress(theme)
        self._previous = self._key("page-previous", words("Page up"), "chevron-up", -1)
        self._next = self._key("page-next", words("Page down"), "chevron-down", 1)
        self.turning = QWidget()
        """The keys and the page between them; on a low screen they stand by themselves, within reach."""
        column, row = QVBoxLayout(self), QHBoxLayout(self.turning)
        for each in (column, row):
            each.setContentsMargins(0, 0, 0, 0)
            each.setSpacing(theme.px(3))
        middle = QVBoxLayout()
        middle.addWidget(self._pages)
        middle.addWidget(self._dots)
        row.addWidget(self._previous, 2)
        row.addLayout(middle, 3)
        row.addWidget(self._next, 2)
        column.addWidget(self._picture, 1)
        if not theme.low:
            column.addWidget(self.turning)

    def _key(self, name: str, text: str, icon: str, way: int) -> Key:
        key = Key(self._scene.theme, name, text, icon="" if self._scene.theme.elder else icon)
        key.clicked.connect(lambda: self._scene.send(PreviewTurned(self._page + way)))
        return key

    def show_pages(self, state: Print) -> None:
        """Show the page that is turned to, and how many there are."""
        words, document = self._scene.words, state.document
        self._page = state.page
        self._picture.show_picture(state.picture)
        self._dots.setVisible(document is None and state.failure is None)
        several = document is not None and document.pages > 1
        for key in (self._previous, self._next):
            key.setVisible(several)
        if document is None:
            self._pages.setText("" if state.failure else words("The pages are being made ..."))
            self._picture.setAccessibleName("")
            return
        self._previous.setEnabled(state.page > 0)
        self._next.setEnabled(state.page + 1 < document.pages)
        one = words.plural("{count} page, A4", "{count} pages, A4", document.pages)
        here = words("Page {page} of {pages}", page=state.page + 1, pages=document.pages)
        self._pages.setText(here if several else one)
        self._picture.setAccessibleName(words("Preview: {page}", page=here))
