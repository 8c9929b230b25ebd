"""The fonts papers are laid out with, and every language they are written in."""

from __future__ import annotations

import pytest

from kiosk.words import Words, languages, words_of
from printing.fonts import Fonts, load_fonts


@pytest.fixture(scope="session")
def fonts() -> Fonts:
    return load_fonts()


@pytest.fixture(params=languages())
def words(request: pytest.FixtureRequest) -> Words:
    return words_of(request.param)
