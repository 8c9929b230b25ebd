"""One insurance on the overview: its icon, name, where it stands, and the balance where there is one."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kiosk.payment_list import Summary
from kiosk.period import Year
from kiosk.terms import STANDING
from kiosk.words import Words
from ui.parts.fact import Fact
from ui.parts.key import Key
from ui.parts.sign import Sign
from ui.parts.text import RIGHT, Text
from ui.theme import INSURANCE_ICONS, Theme, Type

MOST_TILE_MM = 68.0
"""A tile of a person with few insurances does not grow past this."""
ICON_MM = 20.0


def counted(words: Words, summary: Summary) -> str:
    """Months paid for, or years where people pay by the year."""
    if summary.insurance.rule.paid_by_year:
        return words.plural("{count} year", "{count} years", summary.months)
    return words.months(summary.months)


def last_paid(words: Words, summary: Summary) -> str:
    """The latest month or year paid for."""
    last = summary.last_paid
    if last is None:
        return words("no payment yet")
    return str(last.year) if isinstance(last, Year) and words.language != "zh_CN" else words.period(last)


class Tile(Key):
    """A key whose face is laid out; its accessible name is the insurance's name and standing."""

    def __init__(self, theme: Theme, words: Words, summary: Summary, attention: str = "") -> None:
        insurance = summary.insurance
        name, standing = words(insurance.rule.name), words(STANDING[summary.standing])
        super().__init__(theme, f"tile-{insurance.value}", f"{name}: {standing}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        self.setMaximumHeight(theme.px(MOST_TILE_MM))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(6), theme.px(3), theme.px(4), theme.px(3))
        row.setSpacing(theme.px(5))
        row.addWidget(Sign(theme, INSURANCE_ICONS[insurance][0], theme.hue(insurance), theme.px(ICON_MM)))
        column = QVBoxLayout()
        column.setSpacing(theme.px(1))
        row.addLayout(column, 1)
        row.addWidget(Sign(theme, "chevron-right", theme.colours.quiet, theme.px(8)))
        column.addStretch(1)
        column.addLayout(self._first_line(words, summary, name))
        column.addLayout(self._facts(words, summary, standing))
        if attention:
            column.addWidget(Text(theme, attention, colour=theme.colours.warm, bold=True))
        column.addStretch(1)
        for part in self.findChildren(QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def _first_line(self, words: Words, summary: Summary, name: str) -> QHBoxLayout:
        theme, row = self._theme, QHBoxLayout()
        row.addWidget(Text(theme, name, Type.LEAD, bold=True), 1)
        code = summary.insurance.value
        if summary.balance is not None:
            amount = words.money(summary.balance)
            row.addWidget(Text(theme, amount, Type.HEADING, bold=True, name=f"balance-{code}", align=RIGHT, wrap=False))
            row.addWidget(Text(theme, words("yuan"), wrap=False), 0, Qt.AlignmentFlag.AlignBottom)
        elif not summary.insurance.rule.person_pays:
            row.addWidget(Text(theme, words("paid by your unit"), colour=theme.colours.quiet, align=RIGHT, wrap=False))
        return row

    def _facts(self, words: Words, summary: Summary, standing: str) -> QHBoxLayout:
        theme, row, code = self._theme, QHBoxLayout(), summary.insurance.value
        row.setSpacing(theme.px(4))
        as_of = words.month(summary.as_of) if summary.as_of else words("not known")
        for name, caption, value, stretch in (
            (f"status-{code}", words("Status"), standing, 4),
            (f"months-{code}", words("Paid in all"), counted(words, summary), 3),
            (f"last-paid-{code}", words("Paid up to"), last_paid(words, summary), 4),
            (f"data-as-of-{code}", words("Data as of"), as_of, 4),
        ):
            row.addWidget(Fact(theme, name, caption, value, bold=False), stretch)
        return row

    def sizeHint(self) -> QSize:
        """As the laid-out face wants it."""
        layout = self.layout()
        return layout.sizeHint() if layout else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Never less than its face."""
        layout = self.layout()
        return layout.minimumSize().expandedTo(self._least()) if layout else super().minimumSizeHint()

    def _paint_face(self, painter: QPainter, ink: str) -> None:
        """The face is made of parts."""
