"""Who the canary is, and how the kiosk comes to know them: by the import, as everybody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from importlib import resources
from pathlib import Path

import pytest

from kiosk.demo.making import Recipe
from kiosk.demo.source import ENCODING, IMPORTS, SHIPPED_DAY
from kiosk.identity import card_check_character, id_check_character
from kiosk.passwords import Passwords
from kiosk.store import demo_import, filling
from kiosk.store.opening import open_store
from tests.stories.conftest import demo_settings

NAME = "赫连春树"
_DIGITS, _CARD = "11990119770707031", "Q7706053"
NUMBER, CARD = _DIGITS + id_check_character(_DIGITS), _CARD + card_check_character(_CARD)
CODE = "119901D1560000050000000ACA11A5E7"
PASSWORD, WRONG = "394817", "502948"
_ZHANG = {"张三": NAME, "119901198503150015": NUMBER, "A12345674": CARD, "119901D15600000500000001A1B2C3D4": CODE}
"""Whose life the canary leads, and what is exchanged in it."""
_PERSON_ID = "1000000001"


@dataclass(frozen=True)
class Traces:
    """What is searched for."""

    texts: tuple[str, ...]
    """Names, numbers, passwords and amounts as they are written."""
    fen: tuple[int, ...]
    """The same amounts as the program holds them."""

    def found_in(self, content: bytes | str) -> list[str]:
        """Which of them stand there, in any encoding that files and memory use."""
        if isinstance(content, str):
            return [text for text in self.texts if text in content]
        return [text for text in self.texts if any(form in content for form in forms(text))]


def forms(text: str) -> set[bytes]:
    """How a text may lie in a file or in memory."""
    return {text.encode(encoding) for encoding in ("utf-8", "gb18030", "utf-16-le")}


def settle_in(folder: Path) -> Traces:
    """Fill the kiosk's databases in a folder; the amounts are those of the canary's accounts."""
    settings = demo_settings(folder)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(demo_import, "source_files", lambda today: _files(folder / "feed", today))
        filling.fill_with_demo(settings.database.url, Recipe(0, 1, 1, SHIPPED_DAY))
    filling.make_missing_local(settings.database)
    with closing(open_store(settings.database)) as store:
        hashed = Passwords(settings.passwords).hash(bytearray(PASSWORD.encode()))
        store.credentials.keep_password_hash(_PERSON_ID, hashed)
        years = store.ledger.account(_PERSON_ID).years
    fen = tuple(sorted({year.closing for year in years if year.closing > 1_000_000}))
    assert len(fen) > 10
    amounts = [text for amount in fen for text in (f"{amount / 100:,.2f}", f"{amount / 100:.2f}")]
    for file in (folder / "feed").iterdir():
        file.unlink()
    return Traces((NAME, NAME[:2], NUMBER, NUMBER[6:14], CARD, CODE, PASSWORD, WRONG, *amounts), fen)


@contextmanager
def _files(folder: Path, _today: date) -> Iterator[Mapping[str, Sequence[Path]]]:
    """The demo's source files with the canary in 张三's place."""
    folder.mkdir()
    shipped = resources.files("resources") / "demo" / "source"
    for name in (name for names in IMPORTS.values() for name in names):
        if not (shipped / name).is_file():
            continue
        text = (shipped / name).read_bytes().decode(ENCODING)
        for old, new in _ZHANG.items():
            text = text.replace(old, new)
        (folder / name).write_bytes(text.encode(ENCODING))
    yield {profile: [folder / name for name in names if (folder / name).exists()] for profile, names in IMPORTS.items()}
