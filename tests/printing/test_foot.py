"""The foot makes room for the code, and never more than a code and its texts need."""

from __future__ import annotations

import pytest

from kiosk.words import languages, words_of
from printing.fonts import Fonts, load_fonts
from printing.foot import Foot
from printing.page import POINTS_A_MM
from printing.seal.code import Unsigned
from printing.sheets import Draft
from tests.printing.every_paper import code_of
from tests.printing.lists import payment_list


@pytest.fixture(scope="module")
def fonts() -> Fonts:
    return load_fonts()


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("side_mm", [30.0, 41.0, 54.0])
def test_the_foot_is_as_high_as_the_code_with_its_quiet_zone(fonts: Fonts, language: str, side_mm: float) -> None:
    code = code_of(side_mm)
    foot = Foot(payment_list(1), words_of(language), fonts, code)
    assert foot.height == pytest.approx((code.side_mm + code.quiet_mm) * POINTS_A_MM + 6)
    draft = Draft()
    foot.draw(draft, 2, 3)
    (symbol,) = draft.symbols
    assert symbol.side == pytest.approx(side_mm * POINTS_A_MM)
    assert symbol.modules is code.modules


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("why", list(Unsigned))
def test_without_a_code_it_is_low_and_says_why(fonts: Fonts, language: str, why: Unsigned) -> None:
    words = words_of(language)
    foot = Foot(payment_list(1), words, fonts, why)
    assert foot.height < 75
    draft = Draft()
    foot.draw(draft, 1, 1)
    page = draft.done()
    assert not page.symbols
    assert words(why.statement).replace(" ", "") in "".join(page.texts()).replace(" ", "")


def test_letters_beside_a_code_are_larger(fonts: Fonts) -> None:
    def size(code: object) -> float:
        draft = Draft()
        Foot(payment_list(1), words_of("zh_CN"), fonts, code).draw(draft, 1, 1)  # type: ignore[arg-type]  # either
        return max(column.style.size for column in draft.done().columns)

    assert size(code_of(30)) > size(Unsigned.NO_KEY) >= 8
