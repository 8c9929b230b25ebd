"""The Paper port: a payment list becomes a document; fonts are loaded once, before the first person.

ReportLab and pdfium are imported when the paper worker first needs them: Welcome does not wait for them.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.document import Document, Picture
from kiosk.errors import KioskError
from kiosk.papers import PaperContent, TestPage
from kiosk.ports import Finding
from kiosk.told import Told
from kiosk.words import N_, on_paper, words_of

if TYPE_CHECKING:
    from printing.fonts import Fonts
    from printing.seal.code import Sealer

_EXAMINED = "张𠮷㐀·A1元\U0002b820\U00030000\U00031350"
"""Common characters, and of the extensions A, B, E, G and H: the kinds of names the fonts must print."""


class PaperMaker:
    """Makes papers; implements kiosk.ports.Paper on the paper worker.

    Long lists too are made in that thread and not in a process of their own: 60 pages take a fifth of a
    second, in which, with ui.pace.SWITCH_INTERVAL, an event waits 9 ms at most and the slowest change of screens
    takes 20 to 70 ms longer (`make bench ONLY=paper`); a second process would take longer than that to start.
    """

    def __init__(self, font_folders: Sequence[Path] | None = None, sealer: Sealer | None = None) -> None:
        self._folders = font_folders
        self._sealer = sealer
        self._fonts: Fonts | None = None

    def warm(self) -> None:
        """Load the fonts. Raises KioskError(PRINTER_UNUSABLE) naming the package when one is missing."""
        if self._fonts is None:
            from printing.fonts import FONT_FOLDERS, load_fonts

            self._fonts = load_fonts(FONT_FOLDERS if self._folders is None else self._folders)

    def make(self, content: PaperContent, language: str, previews: int = 1) -> Document:
        """Lay out and render; the same content gives the same bytes. Raises KioskError(PRINTER_UNUSABLE)."""
        fonts = self._loaded()
        with _collector_resting():
            return _document(fonts, content, language, previews, self._sealer)

    def draw(self, document: Document, page: int) -> Picture:
        """One page as it will be printed, counted from 0."""
        from printing.preview import render_page

        return render_page(document.pdf, page)

    def examine(self) -> Sequence[Finding]:
        """Whether every font is there and prints rare characters."""
        try:
            missing = self._loaded().missing(tuple(_EXAMINED))
        except KioskError as error:
            return (Finding("fonts", False, error.detail, N_("Install the package named above, then start again.")),)
        if missing:
            codes = tuple(f"U+{ord(char):04X}" for char in missing)
            advice = Told(N_("Install {packages} anew."), packages=_packages())
            return (Finding("fonts", False, Told(N_("no glyph for {characters}"), characters=codes), advice),)
        return (Finding("fonts", True, N_("all fonts of the paper are there")),)

    def _loaded(self) -> Fonts:
        self.warm()
        assert self._fonts is not None  # noqa: S101 - warm() has just set it
        return self._fonts


def _packages() -> tuple[str, ...]:
    from printing.fonts import FONT_FILES

    return tuple(sorted({font.package for font in FONT_FILES}))


def _document(fonts: Fonts, content: PaperContent, language: str, previews: int, sealer: Sealer | None) -> Document:
    from printing.pages import lay_out
    from printing.pdf import write_pdf
    from printing.preview import render_pages
    from printing.seal.code import Unsigned
    from printing.titles import title_of

    words = on_paper(words_of(language))
    code = Unsigned.NO_KEY if sealer is None or isinstance(content, TestPage) else sealer.code(content)
    pages = lay_out(content, words, fonts, code)
    pdf = write_pdf(pages, fonts, title_of(content, words), words.language, content.printed_at)
    missing = fonts.missing({text for page in pages for column in page.columns for _, _, text in column.texts})
    return Document(pdf, len(pages), render_pages(pdf, previews), len(missing))


@contextmanager
def _collector_resting() -> Iterator[None]:
    """Rest the cycle collector: it would search a long list's texts over and over, a fifth of the time, for nothing."""
    resting_before = not gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if not resting_before:
            gc.enable()
