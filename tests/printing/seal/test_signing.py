"""Which key a kiosk signs with, as its settings say; and what doctor finds of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kiosk import config
from kiosk.config import Settings
from kiosk.errors import Refused
from printing.seal.key_file import SigningKey, demo_key, new_key, write_key
from printing.seal.signing import SealExamined, sealer_of, signing_key, trusted_keys

DAY = date(2026, 11, 22)


def settings(mode: str = "production", **seal: object) -> Settings:
    database: dict[str, object] = {"url": "sqlite:////var/lib/shebao-kiosk/data.db"}
    return config.load(environment={}).with_values(kiosk={"mode": mode}, database=database, seal=seal)


def kept(key: SigningKey, folder: Path) -> str:
    write_key(key, folder / "key.toml")
    return str(folder / "key.toml")


def test_the_demo_signs_with_its_published_key_and_nobody_else() -> None:
    demo = config.load(environment={})
    assert signing_key(demo) is not None
    assert sealer_of(demo) is not None
    assert sealer_of(settings()) is None
    assert sealer_of(settings("development")) is None


def test_a_configured_key_signs(tmp_path: Path) -> None:
    key = new_key("demo-01", DAY, 24)
    found = signing_key(settings(key_file=kept(key, tmp_path)))
    assert found is not None
    assert found.record == key.record
    assert key.record in trusted_keys(settings(key_file=str(tmp_path / "key.toml"))).records


def test_the_demo_key_of_another_kiosk_and_a_missing_one_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="published key"):
        signing_key(settings(key_file=kept(demo_key(), tmp_path)))
    (tmp_path / "other").mkdir()
    with pytest.raises(Refused, match="made for the kiosk hall-07"):
        signing_key(settings(key_file=kept(new_key("hall-07", DAY, 1), tmp_path / "other")))
    with pytest.raises(Refused, match="does not exist"):
        signing_key(settings(key_file=str(tmp_path / "none")))


@pytest.mark.parametrize(
    ("today", "well", "said"),
    [
        (DAY, True, "signs from 2026-11-22 to 2027-11-22"),
        (date(2026, 11, 21), False, "not valid yet"),
        (date(2027, 10, 1), False, "expires in 52 days"),
        (date(2027, 11, 23), False, "has expired"),
    ],
)
def test_doctor_tells_how_long_it_signs(tmp_path: Path, today: date, well: bool, said: str) -> None:
    (finding,) = SealExamined(settings(key_file=kept(new_key("demo-01", DAY, 12), tmp_path)), today).examine()
    assert (finding.part, finding.well) == ("seal", well)
    assert said in finding.state
    assert bool(finding.advice) is not well


def test_doctor_tells_of_no_key_a_wrong_one_and_the_demos(tmp_path: Path) -> None:
    assert "no signing key" in SealExamined(settings(), DAY).examine()[0].state
    assert not SealExamined(settings(key_file=str(tmp_path)), DAY).examine()[0].well
    assert "proves nothing" in SealExamined(config.load(environment={}), DAY).examine()[0].state
