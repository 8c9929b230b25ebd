"""Pictures of each kind of paper, as the command line writes them for demo people; gray, as office printers are."""

from __future__ import annotations

import subprocess
import tempfile
from datetime import datetime
from pathlib import Path

from PySide6.QtGui import QImage, qRgb

from kiosk.paperwork import readiness_page_of
from kiosk.ports import Finding
from printing.files import write_content
from tests.hardware.kiosk_process import main_py
from tests.printing.lists import ISSUER

PAPERS: dict[str, tuple[str, ...]] = {
    "list": ("list", "--person", "119901198609210047", "--from", "2023-01", "--to", "2024-12", "--insurance", "110"),
    "short-proof": ("list", "--person", "119901198503150015", "--recent", "12"),
    "rights-record": ("list", "--person", "119901198503150015", "--paper", "rights-record", "--year", "2025"),
    "not-insured": ("list", "--person", "119901199804260108", "--paper", "not-insured"),
    "slip": (
        *("list", "--person", "119901198609210047", "--paper", "slip"),
        *("--month", "110:2023-08", "--month", "110:2026-08", "--month", "110:2026-09"),
    ),
}
"""What is typed for each kind about a person."""
FOUND = (
    Finding("configuration", True, "/etc/shebao-kiosk/kiosk.toml (production)"),
    Finding("database", True, "version 3, data as of hr 2026-10, medical 2026-10"),
    Finding("fonts", True, "all fonts of the paper are there"),
    Finding("printer", False, "toner is low", "Put in a new toner cartridge soon."),
    Finding("reader", True, "a card reader is connected, no card"),
)
"""What the staff's page shows: made up, for a real one names this machine's folders."""
PRINTED_AT = datetime(2026, 11, 21, 14, 32)
DOTS_PER_INCH = 110
"""A page is then 1,286 pixels wide: every figure reads, and a picture has about 100 kB."""
GRAYS = 16
"""Enough for the edges of letters."""


def take_paper_pictures(folder: Path) -> None:
    """Write the first page of each kind of paper; RuntimeError with its words when one cannot be had."""
    with tempfile.TemporaryDirectory() as work:
        for name, typed in PAPERS.items():
            pdf = Path(work) / f"{name}.pdf"
            done = main_py(*typed, "--out", str(pdf))
            if done.returncode:
                raise RuntimeError(done.stderr)
            _picture(pdf, folder)
        pdf = Path(work) / "test-page.pdf"
        write_content(readiness_page_of(FOUND, ISSUER, PRINTED_AT), "zh_CN", pdf)
        _picture(pdf, folder)


def _picture(pdf: Path, folder: Path) -> None:
    page = str(pdf.with_suffix(""))
    drawn = ["pdftoppm", "-singlefile", "-gray", "-r", str(DOTS_PER_INCH), "-png", str(pdf), page]
    subprocess.run(drawn, check=True)
    _save(QImage(f"{page}.png"), folder / f"paper-{pdf.stem}.png")


def _save(page: QImage, file: Path) -> None:
    levels = [round(255 * step / (GRAYS - 1)) for step in range(GRAYS)]
    page.convertToFormat(QImage.Format.Format_Indexed8, [qRgb(g, g, g) for g in levels]).save(str(file), quality=0)
