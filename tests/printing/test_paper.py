"""The finished document: its text, its fonts, its bytes, its pictures."""

from __future__ import annotations

import gc
import io
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdf
import pytest

from kiosk.account.payment_list import PaymentList
from kiosk.errors import KioskError
from printing.paper import PaperMaker
from tests.printing.lists import payment_list, troubled_list

RARE_NAME = "王\U0002b5e7\u4dae\U00020bb7"


@pytest.fixture(scope="module")
def paper() -> PaperMaker:
    made = PaperMaker()
    made.warm()
    return made


def text_of(pdf: bytes) -> str:
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode()


def fonts_of(pdf: bytes) -> dict[str, Any]:
    fonts: dict[str, Any] = {}
    for page in pypdf.PdfReader(io.BytesIO(pdf)).pages:
        resources: Any = page["/Resources"]
        for font in resources["/Font"].values():
            fonts[font.get_object()["/BaseFont"]] = font.get_object()
    return fonts


def test_rows_can_be_read_back(paper: PaperMaker) -> None:
    content = payment_list(26)
    text = [" ".join(line.split()) for line in text_of(paper.make(content, "zh_CN", 0).pdf).splitlines()]
    rows = [row for section in content.sections for year in section.years for row in year.rows]
    for row in rows:
        assert row.unit and row.unit_paid is not None
        unit_paid = f"{row.unit_paid / 100:,.2f}"
        wanted = f"{row.unit.code} {row.unit.name}"
        assert any(t.startswith(f"{row.paid_for} ") and wanted in t and unit_paid in t for t in text), row.paid_for


def test_rare_characters_can_be_copied(paper: PaperMaker) -> None:
    document = paper.make(replace(payment_list(1), holder_name=RARE_NAME), "zh_CN", 0)
    assert RARE_NAME in text_of(document.pdf)


def test_every_font_is_an_embedded_subset(paper: PaperMaker) -> None:
    fonts = fonts_of(paper.make(replace(payment_list(1), holder_name=RARE_NAME), "en", 0).pdf)
    assert len(fonts) >= 2
    for name, font in fonts.items():
        assert "/FontFile2" in font["/FontDescriptor"], name
        assert name[7] == "+", name
        assert "/ToUnicode" in font


def test_same_list_same_bytes(paper: PaperMaker) -> None:
    first = paper.make(troubled_list(), "zh_CN", 0).pdf
    assert paper.make(troubled_list(), "zh_CN", 0).pdf == first
    assert PaperMaker().make(troubled_list(), "zh_CN", 0).pdf == first
    assert paper.make(troubled_list(), "en", 0).pdf != first


def test_metadata_hold_nothing_personal(paper: PaperMaker) -> None:
    content = payment_list(1)
    pdf = paper.make(content, "zh_CN", 0).pdf
    information = pypdf.PdfReader(io.BytesIO(pdf)).metadata
    assert information is not None
    written = " ".join(str(value) for value in information.values())
    assert content.holder_name not in written
    assert content.holder_number not in written
    assert str(information["/CreationDate"]) == "D:20261121143205"


def test_previews_are_the_first_pages(paper: PaperMaker) -> None:
    document = paper.make(payment_list(26), "zh_CN", previews=2)
    assert len(document.preview) == 2
    for picture in document.preview:
        assert len(picture.rgb) == picture.width * picture.height * 3
        assert picture.width > picture.height > 800
    # Ink on white paper: mostly white, never blank.
    assert 0.7 < document.preview[0].rgb.count(255) / len(document.preview[0].rgb) < 0.999


def test_every_page_is_drawn_as_the_preview_is(paper: PaperMaker) -> None:
    document = paper.make(payment_list(26), "zh_CN", previews=2)
    drawn = [paper.draw(document, page) for page in range(document.pages)]
    assert tuple(drawn[:2]) == document.preview
    assert len({picture.rgb for picture in drawn}) == document.pages >= 3


def test_missing_characters_are_counted(paper: PaperMaker) -> None:
    named = replace(payment_list(1), holder_name="王\ue000\ue000\ufe00", place="\U0002ebf0")
    assert paper.make(named, "zh_CN", 0).missing == 2
    assert paper.make(replace(payment_list(1), holder_name=RARE_NAME), "zh_CN", 0).missing == 0


def test_more_previews_than_pages(paper: PaperMaker) -> None:
    document = paper.make(payment_list(1), "en", previews=9)
    assert len(document.preview) == document.pages


def test_examination(paper: PaperMaker, tmp_path: Path) -> None:
    assert [(finding.part, finding.well) for finding in paper.examine()] == [("fonts", True)]
    (finding,) = PaperMaker((tmp_path,)).examine()
    assert not finding.well
    assert "fonts-wqy-microhei" in finding.state


@pytest.mark.parametrize("enabled", [True, False])
def test_the_collector_is_left_as_it_was(paper: PaperMaker, enabled: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("no pixels")

    was = gc.isenabled()
    (gc.enable if enabled else gc.disable)()
    try:
        paper.make(payment_list(1), "en", 0)
        assert gc.isenabled() == enabled
        monkeypatch.setattr("printing.preview.render_pages", fail)
        with pytest.raises(RuntimeError):
            paper.make(payment_list(1), "en")
        assert gc.isenabled() == enabled
    finally:
        (gc.enable if was else gc.disable)()


def test_missing_font_is_an_expected_failure(tmp_path: Path) -> None:
    with pytest.raises(KioskError):
        PaperMaker((tmp_path,)).make(payment_list(1), "en")


def test_document_hides_its_bytes(paper: PaperMaker) -> None:
    content: PaymentList = payment_list(1)
    assert content.holder_name not in repr(paper.make(content, "en"))
