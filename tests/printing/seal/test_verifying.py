"""Verifying papers: the genuine and equal pass, and whatever differs is named in words."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pypdf
import pypdfium2
import pytest
from PIL import Image, ImageFilter

from kiosk.account.payment_list import PaymentList, Sums
from kiosk.model import ArrivalStatus, Standing
from kiosk.papers import NotInsured, PersonalPaper, RightsPaper
from kiosk.words import words_of
from printing.fonts import load_fonts
from printing.pages import lay_out
from printing.paper import PaperMaker
from printing.pdf import write_pdf
from printing.seal.code import Code
from printing.seal.key_file import demo_key, new_key
from printing.seal.records import TrustedKeys
from printing.seal.sealer import KeySealer
from printing.seal.verifying import Verdict, verify_file, verify_text
from tests.printing.every_paper import demo_accounts, papers_of
from tests.printing.lists import payment_list, section, troubled_list
from tests.printing.seal.lists import endless_list, irregular_list

KEY = new_key("demo-01", date(2026, 11, 1), 1)
SEALER = KeySealer(KEY)
KEYS = TrustedKeys([KEY.record])
MAKER = PaperMaker(sealer=SEALER)

Show = Callable[[bytes], Verdict]


@pytest.fixture
def verdict(tmp_path: Path) -> Show:
    def verify(pdf: bytes) -> Verdict:
        (tmp_path / "paper.pdf").write_bytes(pdf)
        return verify_file(tmp_path / "paper.pdf", KEYS, "en")

    return verify


def printed(content: PersonalPaper, sealed: PersonalPaper, language: str = "zh_CN") -> bytes:
    """A paper whose pages say one thing and whose code says another."""
    code = SEALER.code(sealed)
    assert isinstance(code, Code)
    fonts = load_fonts()
    pages = lay_out(content, words_of(language), fonts, replace(code, check="0000 0000 0000 0000"))
    return write_pdf(pages, fonts, "forged", language, content.printed_at)


def with_row(content: PaymentList, place: int, **change: object) -> PaymentList:
    """A list with one row of its first insurance changed, added up again as a forger would."""
    first, *others = content.sections
    rows = [row for year in first.years for row in year.rows]
    rows[place] = replace(rows[place], **change)  # type: ignore[arg-type]
    return replace(content, sections=(section(first.insurance, rows, first.empty_months), *others))


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("content", [payment_list(14), troubled_list(), payment_list(1)])
def test_a_genuine_paper_passes(verdict: Show, content: PaymentList, language: str) -> None:
    told = verdict(MAKER.make(content, language, previews=0).pdf)
    assert told.fault == ""
    assert "signed by kiosk demo-01" in told.report
    assert "every row" in told.report
    assert "119901********0015" in told.report
    assert "go by what stands above" in told.report


def test_every_paper_of_some_demo_people_passes(verdict: Show) -> None:
    for account in (demo_accounts()[5], demo_accounts()[9], demo_accounts()[11]):
        for content in papers_of(account):
            recent = replace(content, printed_at=datetime(2026, 11, 21, 14, 32))
            for language in ("zh_CN", "en"):
                told = verdict(MAKER.make(recent, language, previews=0).pdf)
                assert told.fault == "", (type(content).__name__, told.report[-2000:])


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            {"person_paid": 100},
            "2025-05 Employees' pension: the paper says Person paid 1.00, the code says 1,040.06.",
        ),
        ({"base": 9_999_999}, "2025-05 Employees' pension: the paper says Payment base 99,999.99"),
        ({"unit_paid": 1}, "2025-05 Employees' pension: the paper says Unit paid 0.01"),
        ({"total": 1}, "2025-05 Employees' pension: the paper says Together 0.01"),
        ({"arrived": None}, "2025-05 Employees' pension: the paper says Date arrived /, the code says 2025-06-12."),
        ({"unit": None}, "2025-05 Employees' pension: the paper says Unit nobody, the code says 1199010002."),
        ({"kind": "21"}, "2025-05 Employees' pension: the paper says Kind "),
        ({"status": ArrivalStatus.NOT_ARRIVED}, "2025-05 Employees' pension: the paper says Arrival "),
    ],
)
def test_an_altered_row_is_named(verdict: Show, language: str, change: dict[str, object], sentence: str) -> None:
    genuine = payment_list(22)
    told = verdict(printed(with_row(genuine, 4, **change), genuine, language))
    assert sentence in told.report
    assert "differences" in told.fault


def test_an_altered_subtotal_is_named(verdict: Show) -> None:
    genuine = payment_list(14)
    forged = with_row(genuine, 3, person_paid=100)
    told = verdict(printed(forged, genuine))
    assert "Subtotal 2025 Employees' pension: the paper says Person paid" in told.report
    assert "Total, Employees' pension: the paper says Person paid" in told.report


def test_a_row_too_many_and_a_row_too_few_are_named(verdict: Show) -> None:
    one, other = payment_list(14), payment_list(15)
    assert (
        "2025-08 Employees' pension: the paper has this row, the code does not." in verdict(printed(other, one)).report
    )
    assert (
        "2025-08 Employees' pension: the code has this row, the paper does not." in verdict(printed(one, other)).report
    )


def test_other_blocks_are_compared(verdict: Show) -> None:
    genuine = payment_list(14)
    years = (replace(genuine.account_years[0], interest=1), *genuine.account_years[1:])
    assert (
        "+interest 1,310.00, the paper does not"
        in verdict(printed(replace(genuine, account_years=years), genuine)).report
    )
    summary = replace(genuine.summaries[0], balance=99_999_999)
    forged = replace(genuine, summaries=(summary, *genuine.summaries[1:]))
    assert "Account balance 98,214.36, the paper does not" in verdict(printed(forged, genuine)).report
    for change, sentence in (
        ({"holder_name": "李**"}, "The name on the paper"),
        ({"holder_number": "119901********0023"}, "The social security number on the paper"),
        ({"person_id": "1000000777"}, "The personal number on the paper"),
        ({"number": "demo-01-20261121-0002"}, "does not carry the list number"),
    ):
        assert sentence in verdict(printed(replace(genuine, **change), genuine)).report  # type: ignore[arg-type]
    assert "check string" in verdict(printed(genuine, genuine)).report


def test_counts_standings_and_one_of_two_equal_figures_are_compared(verdict: Show) -> None:
    genuine = payment_list(14)
    summary, *others = genuine.summaries
    for forged_summary, column in (
        (replace(summary, months=summary.months + 100), "Paid for in total"),
        (replace(summary, standing=Standing.PAUSED), "Standing"),
    ):
        forged = replace(genuine, summaries=(forged_summary, *others))
        assert f"the code says {column} " in verdict(printed(forged, genuine)).report
    year, *years = genuine.account_years
    equal = replace(genuine, account_years=(replace(year, interest=777, paid_out=777), *years))
    forged = replace(genuine, account_years=(replace(year, interest=777, paid_out=0), *years))
    assert "7.77, the paper does not" in verdict(printed(forged, equal)).report


def test_what_both_sides_paid_together_is_compared(verdict: Show) -> None:
    genuine = next(p for p in papers_of(demo_accounts()[0]) if isinstance(p, RightsPaper) and len(p.record.lines) > 1)
    genuine = replace(genuine, printed_at=datetime(2026, 11, 21, 14, 32))
    total = Sums(genuine.record.total.unit_paid + 100, genuine.record.total.person_paid)
    told = verdict(printed(replace(genuine, record=replace(genuine.record, total=total)), genuine))
    assert "All insurances: the code says Unit paid" in told.report
    assert "All insurances: the code says Together" in told.report


def test_the_sentences_of_a_proof_are_compared(verdict: Show) -> None:
    """Who is insured must not show a proof that says otherwise, whatever its table says."""
    genuine = next(p for a in demo_accounts() for p in papers_of(a) if isinstance(p, NotInsured) and p.insured)
    genuine = replace(genuine, printed_at=datetime(2026, 11, 21, 14, 32))
    for language in ("zh_CN", "en"):
        assert verdict(MAKER.make(genuine, language, previews=0).pdf).fault == ""
        forged = replace(genuine, insured=(), never=(*genuine.never, *genuine.insured))
        report = verdict(printed(forged, genuine, language)).report
        assert "The paper does not say what the code does: " in report
        assert "the code says Standing " in report


def test_a_missing_page_is_named(verdict: Show) -> None:
    source = pypdf.PdfReader(io.BytesIO(MAKER.make(payment_list(14), "zh_CN", previews=0).pdf))
    target, file = pypdf.PdfWriter(), io.BytesIO()
    for place, page in enumerate(source.pages, 1):
        if place != 2:
            target.add_page(page)
    target.write(file)
    told = verdict(file.getvalue())
    assert f"Page 2 of {len(source.pages)} is missing." in told.report
    assert told.fault


def test_pages_of_two_papers_are_told_apart(verdict: Show) -> None:
    target, file = pypdf.PdfWriter(), io.BytesIO()
    for months in (14, 13):
        source = pypdf.PdfReader(io.BytesIO(MAKER.make(payment_list(months), "zh_CN", previews=0).pdf))
        target.add_page(source.pages[len(target.pages)])
    target.write(file)
    assert "Page 2 carries another code than the first page." in verdict(file.getvalue()).report


def test_a_paper_by_totals_is_added_up_and_fingerprinted(verdict: Show) -> None:
    genuine = endless_list()
    told = verdict(MAKER.make(genuine, "zh_CN", previews=0).pdf)
    assert told.fault == ""
    assert "fingerprint of the rows only" in told.report
    forged = with_row(genuine, 0, person_paid=1)
    told = verdict(printed(forged, genuine))
    assert "1986 Employees' pension: the paper says Person paid" in told.report
    assert "fingerprint was made of" in told.report


def test_a_scan_is_read_and_left_to_the_eye(tmp_path: Path) -> None:
    document = pypdfium2.PdfDocument(MAKER.make(payment_list(14), "zh_CN", previews=0).pdf)
    for suffix in ("png", "jpg"):
        document[0].render(scale=200 / 72, grayscale=True).to_pil().save(tmp_path / f"scan.{suffix}")
        told = verify_file(tmp_path / f"scan.{suffix}", KEYS, "en")
        assert told.fault == ""
        assert "by eye" in told.report
    document.close()


@pytest.mark.parametrize("content", [payment_list(14), irregular_list()], ids=["regular", "irregular"])
def test_a_coarse_unsharp_scan_is_read(tmp_path: Path, content: PaymentList) -> None:
    document = pypdfium2.PdfDocument(MAKER.make(content, "zh_CN", previews=0).pdf)
    page = document[0].render(scale=150 / 72, grayscale=True).to_pil()
    document.close()
    askew = page.rotate(3, Image.Resampling.BICUBIC, expand=True, fillcolor=255)
    # The key, and with it the code, is another in each run: the largest codes are read for certain up to here.
    askew.filter(ImageFilter.GaussianBlur(0.7)).save(tmp_path / "scan.jpg", quality=60)
    assert verify_file(tmp_path / "scan.jpg", KEYS, "en").fault == ""


def test_a_code_signed_after_its_key_had_expired() -> None:
    late = replace(payment_list(1), printed_at=datetime(2027, 1, 1))
    key = replace(KEY, record=replace(KEY.record, valid_until=date(2030, 1, 1)))
    code = KeySealer(key).code(late)
    assert isinstance(code, Code)
    assert verify_text(code.payload, KEYS, "en").fault == "Signed after the key had expired on 1 December 2026."
    assert "已过期" in verify_text(code.payload, KEYS, "zh_CN").fault


def test_a_code_of_another_kiosk_than_its_key() -> None:
    other = new_key("hall-07", date(2026, 11, 1), 1)
    code = KeySealer(other).code(payment_list(1))
    assert isinstance(code, Code)
    told = verify_text(code.payload, TrustedKeys([other.record]), "en")
    assert told.fault == "The paper names kiosk demo-01, but the key is that of kiosk hall-07."


def test_the_demo_key_proves_nothing_and_says_so() -> None:
    code = KeySealer(demo_key()).code(payment_list(1))
    assert isinstance(code, Code)
    told = verify_text(code.payload, KEYS, "en")
    assert told.fault == ""
    assert "proves nothing" in told.demo
    assert told.report.startswith(told.demo)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty."),
        (b"%PDF-1.7\n", "The PDF is damaged or locked."),
        (b"%PDF-1.7\n" + bytes(10_000_000), "The PDF is damaged or locked."),
        (bytes(10_000_000), "The file is neither a PDF nor a PNG or JPEG picture."),
        (b"hello", "The file is neither a PDF nor a PNG or JPEG picture."),
        (b"\x89PNG\r\n\x1a\n", "The picture is damaged."),
    ],
    ids=["empty", "pdf head", "pdf and zeros", "zeros", "text", "png head"],
)
def test_bad_files(tmp_path: Path, content: bytes, sentence: str) -> None:
    (tmp_path / "file").write_bytes(content)
    told = verify_file(tmp_path / "file", KEYS, "en")
    assert (told.report, told.fault) in [("", sentence), ("", "The file is neither a PDF nor a PNG or JPEG picture.")]


def test_no_file_a_folder_and_no_code(tmp_path: Path, verdict: Show) -> None:
    assert verify_file(tmp_path / "none", KEYS, "en").fault == "There is no such file."
    assert verify_file(tmp_path, KEYS, "en").fault.startswith("The file cannot be read")
    plain = PaperMaker().make(payment_list(1), "zh_CN", previews=0).pdf
    assert verdict(plain).fault == "No code could be read on any page."
