"""The staff's page: findings, gray steps, a ruler of true millimetres, characters, a code that scans."""

from __future__ import annotations

import io
from datetime import datetime

import pypdfium2
import zxingcpp

from kiosk import papers
from kiosk.ports import Finding
from kiosk.told import Told, in_words
from kiosk.words import Words
from printing.fonts import Fonts
from printing.page import LEFT, POINTS_A_MM, RIGHT
from printing.pages import lay_out
from printing.paper import PaperMaker
from printing.seal.qr import symbol_of
from tests.kiosk.people import ISSUER
from tests.printing.every_paper import assert_sound
from tests.printing.reading import says

FOUND = (
    Finding("printer", False, "media-empty", "Add A4 paper to the printer."),
    Finding("database", True, "version 3, data as of hr 2026-10"),
    Finding("disk", True, Told("{folder}: {count} MiB free", folder="/var", count=1200)),
)
PAGE = papers.TestPage("test-01-1", datetime(2026, 11, 21, 14, 32), ISSUER, FOUND)


def told(finding: Finding, words: Words) -> list[str]:
    return [in_words(text, words) for text in (finding.part, finding.state, finding.advice)]


def test_the_findings_with_their_advice(fonts: Fonts, words: Words) -> None:
    pages = lay_out(PAGE, words, fonts)
    assert len(pages) == 1
    assert all(says(pages, text) for each in FOUND for text in told(each, words))
    assert pages[0].texts().count(words("NO")) == 1
    assert_sound(pages[0], fonts, symbol_of("SHEBAO-KIOSK TEST PAGE TEST-01")[2])


def test_nothing_examined_is_said(fonts: Fonts, words: Words) -> None:
    bare = papers.TestPage("test-01-1", PAGE.printed_at, ISSUER, ())
    assert says(lay_out(bare, words, fonts), words("Nothing was examined."))


def test_the_gray_steps_go_from_paper_to_black_and_from_margin_to_margin(fonts: Fonts, words: Words) -> None:
    (page,) = lay_out(PAGE, words, fonts)
    steps = [shade for shade in page.shades if shade.width > 20 and shade.left + shade.width <= RIGHT + 0.1]
    assert [round(step.gray, 1) for step in steps] == [round(1 - n / 10, 1) for n in range(11)]
    assert steps[0].left == LEFT and abs(steps[-1].left + steps[-1].width - RIGHT) < 0.01


def test_the_ruler_measures_millimetres(fonts: Fonts, words: Words) -> None:
    (page,) = lay_out(PAGE, words, fonts)
    ticks = sorted(shade.left + shade.width / 2 for shade in page.shades if shade.width < 1)
    assert len(ticks) == 101
    assert all(abs(tick - LEFT - n * POINTS_A_MM) < 0.01 for n, tick in enumerate(ticks))


def test_the_code_scans() -> None:
    pdf = PaperMaker().make(PAGE, "zh_CN", 0).pdf
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    image = document[0].render(scale=150 / 72).to_pil()
    document.close()
    (found,) = zxingcpp.read_barcodes(image)
    assert found.text == "SHEBAO-KIOSK TEST PAGE TEST-01"
