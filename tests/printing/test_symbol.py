"""The code on the printed page is read by decoders that are not ours: scanned coarsely, blurred, askew, compressed."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import pypdf
import pypdfium2
import pytest
import zxingcpp
from PIL import Image, ImageFilter

from kiosk.account.payment_list import PaymentList
from printing.paper import PaperMaker
from printing.seal.code import Code
from printing.seal.key_file import demo_key
from printing.seal.sealer import KeySealer
from tests.printing.lists import payment_list
from tests.printing.seal.lists import endless_list, irregular_list

SEALER = KeySealer(demo_key())
LISTS = {"regular": payment_list(24), "irregular": irregular_list(), "partial": endless_list()}
DEGREES = 3
JPEG_QUALITY = 60


@pytest.fixture(scope="module")
def pages() -> dict[str, bytes]:
    maker = PaperMaker(sealer=SEALER)
    return {name: maker.make(content, "zh_CN", previews=0).pdf for name, content in LISTS.items()}


def payload(content: PaymentList) -> str:
    code = SEALER.code(content)
    assert isinstance(code, Code)
    return code.payload


def scan(pdf: bytes, dpi: int) -> Image.Image:
    """The first page as a scanner gives it: gray, a little unsharp, three degrees askew, compressed."""
    document = pypdfium2.PdfDocument(pdf)
    page = document[0].render(scale=dpi / 72, grayscale=True).to_pil()
    document.close()
    page = page.filter(ImageFilter.GaussianBlur(0.6 * dpi / 150))
    page = page.rotate(DEGREES, resample=Image.Resampling.BICUBIC, expand=True, fillcolor=255)
    file = io.BytesIO()
    page.save(file, "JPEG", quality=JPEG_QUALITY)
    return Image.open(file)


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("dpi", [150, 300])
def test_zxing_reads_a_scan(pages: dict[str, bytes], name: str, dpi: int) -> None:
    found = zxingcpp.read_barcodes(scan(pages[name], dpi))
    assert [code.text for code in found] == [payload(LISTS[name])]


@pytest.mark.parametrize("name", LISTS)
def test_zbar_reads_a_scan(pages: dict[str, bytes], name: str, tmp_path: Path) -> None:
    """At 300 dpi: zbar wants three pixels a module, and 150 dpi give two."""
    scan(pages[name], 300).save(tmp_path / "page.png")
    told = subprocess.run(
        ["zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", str(tmp_path / "page.png")],
        capture_output=True,
        check=False,
    )
    assert told.stdout.decode().removesuffix("\n") == payload(LISTS[name])


def test_every_page_shows_it_and_the_file_holds_it_once(pages: dict[str, bytes]) -> None:
    document = pypdf.PdfReader(io.BytesIO(pages["regular"]))
    masks = {
        page["/Resources"]["/XObject"].raw_get(name).idnum  # type: ignore[index]
        for page in document.pages
        for name in page["/Resources"]["/XObject"]  # type: ignore[index]
    }
    assert len(document.pages) > 2
    assert len(masks) == 1
    for page in document.pages:
        assert b" Do" in page.get_contents().get_data()  # type: ignore[union-attr]


def test_the_mask_holds_every_module(pages: dict[str, bytes]) -> None:
    document = pypdf.PdfReader(io.BytesIO(pages["regular"]))
    (mask,) = document.pages[0]["/Resources"]["/XObject"].values()  # type: ignore[index]
    held = mask.get_object()
    code = SEALER.code(LISTS["regular"])
    assert isinstance(code, Code)
    side = len(code.modules)
    assert (held["/Width"], held["/Height"], held["/ImageMask"], held["/Interpolate"]) == (side, side, True, False)
    width = (side + 7) // 8
    rows = [held.get_data()[row * width :][:width] for row in range(side)]
    bits = [f"{int.from_bytes(row, 'big'):0{width * 8}b}"[:side] for row in rows]
    assert [bytes(bit == "0" for bit in row) for row in bits] == list(code.modules)


def test_same_list_same_bytes(pages: dict[str, bytes]) -> None:
    assert PaperMaker(sealer=SEALER).make(LISTS["regular"], "zh_CN", previews=0).pdf == pages["regular"]
