"""One language's words and formats: a gettext catalogue and Babel, passed in, never installed globally.

The message in the source is the English text; `zh_CN.po` holds the Chinese. The same catalogue serves screen,
paper and command line. Write `words("text {name}", name=...)` for what is shown now and `N_("text")` for a
text that travels as a value and is translated where it is shown.
"""

from __future__ import annotations

import gettext
import io
from datetime import date, datetime
from functools import lru_cache
from importlib import resources

from babel import Locale
from babel.dates import format_date, format_time
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from kiosk.period import Month, Period

LANGUAGES = ("zh_CN", "en")
"""Complete languages; each calls itself by its own name on screen."""

SOURCE_LANGUAGE = "en"


def N_(text: str) -> str:
    """Mark a text for the catalogue and return it unchanged."""
    return text


class Words:
    """The words of one language, and how it writes money, months and dates."""

    def __init__(self, language: str, translations: gettext.NullTranslations) -> None:
        self.language = language
        self._translations = translations
        self._locale = Locale.parse(language)

    def __call__(self, text: str, /, **values: object) -> str:
        """Translate a text and fill in its values."""
        translated = self._translations.gettext(text) if text else ""
        return translated.format(**values) if values else translated

    def plural(self, one: str, many: str, count: int, **values: object) -> str:
        """Translate a text that depends on a count; the count itself is `{count}`."""
        return self._translations.ngettext(one, many, count).format(count=count, **values)

    def money(self, fen: int) -> str:
        """Write an amount given in fen as yuan with two decimals: 1,234.56."""
        # Both languages group by thousands with a comma; Babel takes twenty times as long to find that out.
        yuan, rest = divmod(abs(fen), 100)
        return f"{'-' if fen < 0 else ''}{yuan:,}.{rest:02d}"

    def number(self, value: int) -> str:
        """Write a whole number."""
        return str(format_decimal(value, locale=self._locale))

    def month(self, month: Month) -> str:
        """Write a month: 2026年10月, October 2026."""
        pattern = "y年M月" if self.language == "zh_CN" else "MMMM y"
        return str(format_date(date(month.year, month.month, 1), pattern, locale=self._locale))

    def period(self, period: Period) -> str:
        """Write a month or a year."""
        return self.month(period) if isinstance(period, Month) else self("Year {year}", year=period.year)

    def date(self, day: date) -> str:
        """Write a day: 2026年11月21日, 21 November 2026."""
        pattern = "y年M月d日" if self.language == "zh_CN" else "d MMMM y"
        return str(format_date(day, pattern, locale=self._locale))

    def time(self, moment: datetime) -> str:
        """Write a time of day to the minute: 14:32."""
        return str(format_time(moment, "HH:mm", locale=self._locale))

    def months(self, count: int) -> str:
        """Write a number of months as years and months: 15年2个月."""
        years, rest = divmod(count, 12)
        parts = []
        if years:
            parts.append(self.plural("{count} year", "{count} years", years))
        if rest or not years:
            parts.append(self.plural("{count} month", "{count} months", rest))
        return ("" if self.language == "zh_CN" else " ").join(parts)

    def seconds(self, count: int) -> str:
        """Write a waiting time: 45 seconds, 2 minutes 5 seconds."""
        minutes, rest = divmod(count, 60)
        parts = []
        if minutes:
            parts.append(self.plural("{count} minute", "{count} minutes", minutes))
        if rest or not minutes:
            parts.append(self.plural("{count} second", "{count} seconds", rest))
        return ("" if self.language == "zh_CN" else " ").join(parts)


@lru_cache(maxsize=len(LANGUAGES))
def words_of(language: str) -> Words:
    """Load a language's catalogue.

    Raises ValueError with a sentence when there is no such language.
    """
    if language not in LANGUAGES:
        raise ValueError(f"{language!r} is not a language of this kiosk; there are: {', '.join(LANGUAGES)}")
    if language == SOURCE_LANGUAGE:
        return Words(language, gettext.NullTranslations())
    compiled = io.BytesIO()
    folder = resources.files("resources") / "i18n" / language
    catalogue = None
    for part in sorted(folder.iterdir(), key=lambda entry: entry.name):
        read = read_po(io.BytesIO(part.read_bytes()), locale=language)
        if catalogue is None:
            catalogue = read
            continue
        for message in read:
            if message.id:
                catalogue[message.id] = message
    if catalogue is None:
        raise ValueError(f"the catalogue of {language!r} is missing")
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Words(language, gettext.GNUTranslations(compiled))
