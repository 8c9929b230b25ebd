"""One language's words and formats: a gettext catalogue and Babel, passed in, never installed globally.

The message in the source is the English text; a folder of resources/i18n holds each other language, and adding a
language is adding one. The same catalogue serves screen, paper and command line. Write `words("text {name}", name=...)`
for what is shown now and `N_("text")` for a text that travels as a value and is translated where it is shown.
"""

from __future__ import annotations

import gettext
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

from babel import Locale
from babel.dates import format_date, format_time, match_skeleton
from babel.numbers import format_decimal, format_percent

from kiosk.catalogue import HOME_LANGUAGE, SOURCE_LANGUAGE, languages_in, shipped, translations_in
from kiosk.period import Month, Period

INTERNATIONAL_ENGLISH = "en_001"
"""How English texts write dates: the day first, as nearly everybody reads them outside one country."""

LEFT_TO_RIGHT_MARK = "\u200e"
FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"
"""Around a value in a text that runs from right to left (Unicode UAX 9): a number or a name keeps its own direction and
disturbs nobody else's."""
THOUSANDS = (3, 3)
"""How nearly every language groups digits; Babel takes twenty times as long to find that out for each amount."""


def N_(text: str) -> str:
    """Mark a text for the catalogue and return it unchanged."""
    return text


class Words:
    """The words of one language, and how it writes money, months and dates."""

    def __init__(self, language: str, translations: gettext.NullTranslations) -> None:
        self.language = language
        self._translations = translations
        self._locale = Locale.parse(INTERNATIONAL_ENGLISH if language == SOURCE_LANGUAGE else language)
        self.right_to_left = self._locale.text_direction == "rtl"
        """Whether lines begin at the right, and with them the screen."""
        self.space = translations.gettext(N_("{first} {second}")).format(first="", second="")
        """What stands between two sentences, or between years and months: nothing in Chinese."""
        skeletons = self._locale.datetime_skeletons
        self._forms = {form: skeletons[match_skeleton(form, skeletons)] for form in ("y", "yMM", "yMMMM", "Hm")}
        numbers = self._locale.number_symbols[self._locale.default_numbering_system]
        self._group, self._point, self._minus = (str(numbers[name]) for name in ("group", "decimal", "minusSign"))
        plain = self._locale.default_numbering_system == "latn"
        self._by_thousands = plain and self._locale.decimal_formats[None].grouping == THOUSANDS
        self._months: dict[Month, str] = {}

    def __call__(self, text: str, /, **values: object) -> str:
        """Translate a text and fill in its values."""
        translated = self._translations.gettext(text) if text else ""
        return translated.format(**self._isolated(values)) if values else translated

    def plural(self, one: str, many: str, count: int, **values: object) -> str:
        """Translate a text that depends on a count; the count itself is `{count}`."""
        form = self._translations.ngettext(one, many, count)
        return form.format(**self._isolated({"count": count, **values}))

    def _isolated(self, values: dict[str, object]) -> dict[str, object]:
        if not self.right_to_left:
            return values
        return {name: f"{FIRST_STRONG_ISOLATE}{value}{POP_ISOLATE}" for name, value in values.items()}

    def money(self, fen: int) -> str:
        """Write an amount given in fen as yuan with two decimals: 1,234.56."""
        if not self._by_thousands:
            pattern = f"{self._locale.decimal_formats[None].pattern.split('.')[0]}.00"
            return self._in_line(str(format_decimal(Decimal(fen) / 100, pattern, locale=self._locale)))
        yuan, rest = divmod(abs(fen), 100)
        grouped = f"{yuan:,}" if self._group == "," else f"{yuan:,}".replace(",", self._group)
        return self._in_line(f"{self._minus if fen < 0 else ''}{grouped}{self._point}{rest:02d}")

    def _in_line(self, number: str) -> str:
        """Keep the sign before its number where the line runs the other way."""
        return LEFT_TO_RIGHT_MARK + number if self.right_to_left else number

    def number(self, value: int) -> str:
        """Write a whole number."""
        return self._in_line(str(format_decimal(value, locale=self._locale)))

    def percent(self, share: Decimal) -> str:
        """Write a share of one with two decimals: 6.12%."""
        return self._in_line(str(format_percent(share, "0.00%", locale=self._locale)))

    def month(self, month: Month) -> str:
        """Write a month: 2026年10月, October 2026."""
        written = self._months.get(month)
        if written is None:
            written = self._months[month] = self._date(month, "yMMMM")
        return written

    def month_in_figures(self, month: Month) -> str:
        """Write a month without its name, for tables: 2026年10月, 10/2026."""
        return self._date(month, "yMM")

    def year(self, year: int) -> str:
        """Write a year on its own: 2026年, 2026."""
        return str(format_date(date(year, 1, 1), self._forms["y"], locale=self._locale))

    def period(self, period: Period) -> str:
        """Write a month or a year."""
        return self.month(period) if isinstance(period, Month) else self("Year {year}", year=period.year)

    def date(self, day: date) -> str:
        """Write a day: 2026年11月21日, 21 November 2026."""
        return str(format_date(day, "long", locale=self._locale))

    def time(self, moment: datetime) -> str:
        """Write a time of day to the minute: 14:32."""
        return str(format_time(moment, self._forms["Hm"], locale=self._locale))

    def months(self, count: int) -> str:
        """Write a number of months as years and months: 15年2个月."""
        years, rest = divmod(count, 12)
        parts = []
        if years:
            parts.append(self.plural("{count} year", "{count} years", years))
        if rest or not years:
            parts.append(self.plural("{count} month", "{count} months", rest))
        return self.space.join(parts)

    def seconds(self, count: int) -> str:
        """Write a waiting time: 45 seconds, 2 minutes 5 seconds."""
        minutes, rest = divmod(count, 60)
        parts = []
        if minutes:
            parts.append(self.plural("{count} minute", "{count} minutes", minutes))
        if rest or not minutes:
            parts.append(self.plural("{count} second", "{count} seconds", rest))
        return self.space.join(parts)

    def _date(self, month: Month, form: str) -> str:
        return str(format_date(date(month.year, month.month, 1), self._forms[form], locale=self._locale))


def languages() -> tuple[str, ...]:
    """The languages there are, the language of the place first; each catalogue that ships is one."""
    return languages_in(shipped())


@cache
def own_name(language: str) -> str:
    """What a language calls itself, whatever language is shown: 中文, English."""
    return str(Locale.parse(language).get_language_name(language))


def on_paper(words: Words) -> Words:
    """The words a paper is written in: what makes papers joins and orders no letters that run from right to left, so
    those languages are printed in the language of the place, which is the official one of every paper.
    """
    return words_of(HOME_LANGUAGE) if words.right_to_left else words


@cache
def words_of(language: str, folder: Path | None = None) -> Words:
    """Load a language's catalogue from the shipped folder, or from another one.

    Raises ValueError with a sentence when there is no such language.
    """
    home = folder or shipped()
    there = languages_in(home)
    if language not in there:
        raise ValueError(f"{language!r} is not a language of this kiosk; there are: {', '.join(there)}")
    return Words(language, translations_in(home, language))
