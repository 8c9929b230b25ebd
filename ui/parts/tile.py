"""One insurance on the overview: its icon, name, where it stands, and the balance where there is one."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kiosk.account.payment_list import Summary
from kiosk.period import Year
from kiosk.terms import STANDING
from kiosk.words import Words
from ui.parts.fact import Fact, with_unit
from ui.parts.key import Key
from ui.parts.sign import Sign
from ui.parts.text import RIGHT, Text
from ui.theme import INSURANCE_ICONS, Theme, Type

MOST_TILE_MM = 68.0
"""A tile of a person with few insurances does not grow past this."""
ICON_MM = 20.0
ELDER_ICON_MM = 14.0
SMALL_ICON_MM = 10.0


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
    return words.year(last.year) if isinstance(last, Year) else words.month(last)


def standing_of(words: Words, summary: Summary) -> str:
    """The insurance's name and where it stands."""
    return f"{words(summary.insurance.rule.name)}: {words(STANDING[summary.standing])}"


class Face(QWidget):
    """What a tile shows; on a low screen it stands alone, above the key that opens the insurance."""

    def __init__(self, theme: Theme, words: Words, summary: Summary, attention: str = "") -> None:
        super().__init__()
        insurance = summary.insurance
        self._theme, self._brief_facts = theme, not theme.roomy or theme.low
        name, standing = words(insurance.rule.name), words(STANDING[summary.standing])
        row = QHBoxLayout(self)
        side = theme.px(2 if theme.small else 4)
        # Five faces of larger type leave a low screen no air to spare.
        air = theme.px(1 if theme.low and theme.elder else 2)
        row.setContentsMargins(side, air, side, air)
        row.setSpacing(theme.px(2 if theme.small else 4))
        icon = (SMALL_ICON_MM if theme.small else ELDER_ICON_MM) if not theme.roomy else ICON_MM
        row.addWidget(Sign(theme, INSURANCE_ICONS[insurance][0], theme.hue(insurance), theme.px(icon)))
        column = QVBoxLayout()
        column.setSpacing(theme.px(1) if theme.roomy else 0)
        row.addLayout(column, 1)
        if theme.roomy and not theme.low:
            row.addWidget(Sign(theme, "chevron-right", theme.colours.quiet, theme.px(8)))
        column.addStretch(1)
        column.addLayout(self._first_line(words, summary, name))
        column.addLayout(self._facts(words, summary, standing))
        if attention and self._brief_facts:
            row.insertWidget(1, Sign(theme, "alert-circle-outline", theme.colours.warm, theme.px(theme.sizes.body)))
        elif attention:
            column.addWidget(Text(theme, attention, colour=theme.colours.warm, bold=True))
        column.addStretch(1)

    def _first_line(self, words: Words, summary: Summary, name: str) -> QHBoxLayout:
        theme, row = self._theme, QHBoxLayout()
        row.setSpacing(theme.px(1 if theme.small else 2))
        # A name takes one line, so that five faces fit above the reach.
        small = theme.small or (theme.low and theme.elder)
        row.addWidget(Text(theme, name, Type.BODY if small else Type.LEAD, bold=True), 1)
        code = summary.insurance.value
        if summary.balance is not None:
            size = Type.LEAD if theme.small else Type.HEADING
            said = words.money(summary.balance)
            amount = Text(theme, said, size, bold=True, name=f"balance-{code}", align=RIGHT, wrap=False)
            if theme.elder and (theme.small or theme.low):
                row.addWidget(amount)
            else:
                whole = with_unit(theme, amount, size, words("yuan"))
                row.addLayout(whole)
                row.setAlignment(whole, Qt.AlignmentFlag.AlignVCenter)
        elif not summary.insurance.rule.person_pays and theme.roomy:
            row.addWidget(Text(theme, words("paid by your unit"), colour=theme.colours.quiet, align=RIGHT, wrap=False))
        return row

    def _facts(self, words: Words, summary: Summary, standing: str) -> QGridLayout:
        theme, grid, code = self._theme, QGridLayout(), summary.insurance.value
        grid.setHorizontalSpacing(theme.px(2 if theme.small else 4))
        grid.setVerticalSpacing(0)
        as_of = words.month(summary.as_of) if summary.as_of else words("not known")
        facts = (
            (f"status-{code}", words("Status"), standing),
            (f"months-{code}", words("Paid in all"), counted(words, summary)),
            (f"last-paid-{code}", words("Paid up to"), last_paid(words, summary)),
            (f"data-as-of-{code}", words("Data as of"), as_of),
        )
        briefly = ("", "", words("Paid to"), words("Data to"))
        for place, (name, caption, value) in enumerate(facts):
            if self._brief_facts:
                grid.addLayout(self._brief(name, briefly[place], value), place // 2, place % 2)
            else:
                grid.addWidget(Fact(theme, name, caption, value, bold=False), 0, place)
            grid.setColumnStretch(place % 2 if self._brief_facts else place, 1)
        return grid

    def _brief(self, name: str, caption: str, value: str) -> QHBoxLayout:
        """Larger type has room for a caption beside its value, and none where the value says what it is."""
        theme, row = self._theme, QHBoxLayout()
        row.setSpacing(theme.px(2))
        if caption:
            row.addWidget(Text(theme, caption, colour=theme.colours.quiet, wrap=False))
        row.addWidget(Text(theme, value, name=name, wrap=False), 1)
        return row


class Tile(Key):
    """A key whose face is laid out; its accessible name is the insurance's name and standing."""

    def __init__(self, theme: Theme, words: Words, summary: Summary, attention: str = "") -> None:
        super().__init__(theme, f"tile-{summary.insurance.value}", standing_of(words, summary))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        self.setMaximumHeight(theme.px(MOST_TILE_MM))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        face = Face(theme, words, summary, attention)
        # And with it all that is in it.
        face.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row.addWidget(face)
        if attention:
            self.setAccessibleName(f"{self.text()}. {attention}")

    def sizeHint(self) -> QSize:
        """As the laid-out face wants it."""
        layout = self.layout()
        return layout.sizeHint() if layout else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Never less than its face."""
        layout = self.layout()
        return layout.minimumSize().expandedTo(self._least()) if layout else super().minimumSizeHint()

    def _face(self) -> None:
        """The face is made of parts."""
