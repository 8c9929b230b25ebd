"""The panel's light is set in percent of what the panel can."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.backlight import Backlight


@pytest.mark.parametrize(("percent", "written"), [(10, "12"), (50, "60"), (100, "120")])
def test_percent_of_the_panels_own_measure(tmp_path: Path, percent: int, written: str) -> None:
    (tmp_path / "max_brightness").write_text("120\n")
    (tmp_path / "brightness").write_text("120\n")
    Backlight(tmp_path).set(percent)
    assert (tmp_path / "brightness").read_text() == written


def test_a_panel_whose_light_cannot_be_set_stays_as_it_is(tmp_path: Path) -> None:
    Backlight(tmp_path).set(50)
    (tmp_path / "max_brightness").write_text("much")
    Backlight(tmp_path).set(50)
    assert not (tmp_path / "brightness").exists()
