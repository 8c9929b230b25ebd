"""The stick as the settings name it."""

from __future__ import annotations

from pathlib import Path

from kiosk import config
from kiosk.staff.configured import stick_of

SHIPPED = config.load(environment={})


def test_in_development_a_folder_is_the_stick(tmp_path: Path) -> None:
    assert not stick_of(SHIPPED).is_in()
    assert stick_of(SHIPPED.with_values(staff={"usb_folder": str(tmp_path)})).is_in()
    assert not stick_of(SHIPPED.with_values(staff={"usb_folder": str(tmp_path / "none")})).is_in()


def test_in_production_only_opening_it_tells(tmp_path: Path) -> None:
    production = SHIPPED.with_values(kiosk={"mode": "production"}, staff={"usb_folder": str(tmp_path / "none")})
    assert stick_of(production).is_in()
    assert not stick_of(SHIPPED.with_values(kiosk={"mode": "production"})).is_in()
