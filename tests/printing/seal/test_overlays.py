"""A picture or a note over a genuine page: what is compared is not what the eye sees, and verify says so."""

from __future__ import annotations

import io
from pathlib import Path

import pypdf
import pytest
from PIL import Image
from pypdf.annotations import FreeText
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from printing.seal.verifying import Verdict, verify_file
from tests.printing.lists import payment_list
from tests.printing.seal.test_verifying import KEYS, MAKER


def verdict(writer: pypdf.PdfWriter, folder: Path) -> Verdict:
    writer.write(folder / "paper.pdf")
    return verify_file(folder / "paper.pdf", KEYS, "en")


@pytest.fixture(scope="module")
def genuine() -> bytes:
    return MAKER.make(payment_list(3), "en", previews=0).pdf


def patch() -> pypdf.PageObject:
    """A page that holds a white picture only."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(842, 595))
    canvas.drawImage(ImageReader(Image.new("RGB", (50, 10), "white")), 100, 300, 300, 80)
    canvas.save()
    return pypdf.PdfReader(file).pages[0]


def test_a_genuine_page_has_nothing_over_it(genuine: bytes, tmp_path: Path) -> None:
    assert verdict(pypdf.PdfWriter(clone_from=io.BytesIO(genuine)), tmp_path).fault == ""


def test_a_picture_over_the_text_is_named(genuine: bytes, tmp_path: Path) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(genuine))
    writer.pages[0].merge_page(patch())
    told = verdict(writer, tmp_path)
    assert "Page 1: pictures or notes lie over its text" in told.fault


def test_a_note_over_the_text_is_named(genuine: bytes, tmp_path: Path) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(genuine))
    writer.add_annotation(0, FreeText(text="480.00", rect=(100, 300, 200, 320)))
    told = verdict(writer, tmp_path)
    assert "Page 1: pictures or notes lie over its text" in told.fault
