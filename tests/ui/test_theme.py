"""Sizes follow from millimetres, and every text colour can be read."""

from __future__ import annotations

from itertools import product

import pytest
from PySide6.QtGui import QColor

from kiosk.choices import Look
from kiosk.insurance import Insurance
from ui.theme import INSURANCE_ICONS, PALETTES, Palette, Theme

BODY_CONTRAST = 7.0


def luminance(colour: str) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.03928 else float(((part + 0.055) / 1.055) ** 2.4)

    seen = QColor(colour)
    return 0.2126 * linear(seen.redF()) + 0.7152 * linear(seen.greenF()) + 0.0722 * linear(seen.blueF())


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("palette", {id(p): p for p in PALETTES.values()}.values())
def test_every_text_can_be_read_on_its_ground(palette: Palette) -> None:
    grounds = (palette.paper, palette.surface)
    pairs = [*product((palette.ink, palette.quiet, palette.accent, palette.warm, palette.good), grounds)]
    pairs += [(palette.on_accent, palette.accent), (palette.ink, palette.accent_soft)]
    pairs += [(palette.warm, palette.warm_soft), (palette.good, palette.good_soft)]
    assert [pair for pair in pairs if contrast(*pair) < BODY_CONTRAST] == []


@pytest.mark.parametrize("look", list(Look))
def test_sizes_are_millimetres_of_the_panel(look: Look) -> None:
    theme = Theme(look, 1080, 1920, 268, 476)
    body, heading = (9, 14) if look.elder else (6, 10)
    assert theme.font().pixelSize() == round(body * 1080 / 268)
    assert theme.sizes.heading == heading
    assert Theme(look, 2160, 3840, 268, 476).font().pixelSize() == round(body * 2160 / 268)


def test_a_panel_stood_on_end_keeps_its_millimetres() -> None:
    assert Theme(Look.STANDARD, 1920, 1080, 268, 476).px_per_mm == pytest.approx(1080 / 268, rel=0.01)


def test_every_insurance_has_its_own_icon_and_hue() -> None:
    assert set(INSURANCE_ICONS) == set(Insurance)
    icons, hues = zip(*INSURANCE_ICONS.values(), strict=True)
    assert len(set(icons)) == len(set(hues)) == len(Insurance)


def test_an_icon_is_drawn_once(qapp: object) -> None:
    theme = Theme(Look.STANDARD, 1080, 1920, 268, 476)
    assert theme.icon("umbrella", "#000000", 24).cacheKey() == theme.icon("umbrella", "#000000", 24).cacheKey()
