"""`main.py tour`: a picture of every screen in the size, language and look asked for, and the printed list."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtGui import QImage

from tests.hardware.kiosk_process import main_py

SCREENS = (
    "welcome", "guide", "enter-password", "overview", "insurance", "insurance-rows", "account", "policy", "discrepancy",
    "points", "benefits", "my-data", "rights-record", "discrepancy-marked", "print-slip", "print",
    "print-rights-record", "print-not-insured", "print-year", "print-failed", "take-paper", "take-card",
    "enter-number", "enter-number-letters", "wrong-password", "register", "window-help",
    "staff-login", "maintenance-devices", "maintenance-today", "maintenance-failures", "maintenance-data",
    "maintenance-settings", "maintenance-log", "maintenance-people", "maintenance-staff", "maintenance-machine",
    "card-problem", "card-problem-foreign", "card-problem-not-in-use", "enter-pin", "still-there", "out-of-service",
)  # fmt: skip
PASSING = ("reading-card", "printing")
"""Screens that a quick machine leaves before they can be seen."""


@pytest.mark.parametrize(
    ("options", "size", "title"),
    [
        (("--look", "dark"), (1080, 1920), "社会保险个人缴费清单"),
        (
            ("--lang", "en", "--look", "elder", "--low", "--size", "768x1366"),
            (768, 1366),
            "Social insurance payment list",
        ),
    ],
)
def test_every_screen_and_the_list(tmp_path: Path, options: tuple[str, ...], size: tuple[int, int], title: str) -> None:
    done = main_py("tour", "--out", str(tmp_path), *options)
    assert done.returncode == 0, done.stderr
    pictures = sorted(tmp_path.glob("*.png"))
    names = [picture.stem.split("-", 1)[1] for picture in pictures]
    assert [name for name in names if name not in PASSING] == list(SCREENS)
    assert [picture.stem.split("-")[0] for picture in pictures] == [f"{n + 1:02d}" for n in range(len(pictures))]
    assert {(image.width(), image.height()) for image in map(QImage, map(str, pictures))} == {size}
    assert len({picture.read_bytes() for picture in pictures}) == len(pictures)
    (paper,) = tmp_path.glob("*.pdf")
    assert title in PdfReader(paper).pages[0].extract_text()
    assert f"{len(pictures)} pictures" in done.stdout
