"""The plan on paper: its arithmetic by hand, and the setting that follows from it says the same."""

from __future__ import annotations

import pytest

from tests.readme.blocks import README
from tests.readme.plan import CITY, PROVINCE, Place, Plan, one_database, plan_on_paper, size, span

HALF_A_PAGE = 24
"""Lines of the README, whose longest have 120 letters and more in the table."""


def test_a_citys_rows_and_bytes() -> None:
    city = Plan(CITY)
    assert city.rows == 10e6 * 120 * 5
    assert city.rows_a_month == 50e6
    assert city.of_rows(city.rows) == pytest.approx(1.74e12)
    assert city.of_a_partition(64) == "94 million rows and 27 GB"
    assert city.audit_bytes_a_year == pytest.approx(1_000 * 100 * 250 * 12 * 430)


def test_a_citys_machines() -> None:
    city = Plan(CITY)
    assert city.visits == pytest.approx(6)
    assert city.processors == pytest.approx(6 * 0.030 + 1_000 / 60 * 0.002)
    assert city.import_seconds == pytest.approx(50e6 / 89_000)


def test_a_province_is_ten_cities_that_import_at_once() -> None:
    city, province = Plan(CITY), Plan(PROVINCE)
    assert province.rows == city.rows * 10
    assert province.import_seconds == pytest.approx(city.import_seconds)
    assert province.of_a_partition(640) == city.of_a_partition(64)


def test_one_database_names_the_machine_that_holds_the_lines() -> None:
    eight = Plan(Place(100e6, 10_000, 8))
    assert eight.of_a_partition(512) == "117 million rows and 34 GB"
    text = " ".join(one_database().split())
    assert "512 shards, each of 117 million rows and 34 GB; and a ninth" in text
    assert "holds 49 GB for the lines of 10,000 kiosks" in text


def test_reads_from_cold_flash_are_told_with_what_they_assume() -> None:
    text = " ".join(plan_on_paper().split())
    assert (
        "360 blocks when one authority sends all insurances, 36 ms of cold flash at 0.1 ms a block; 720 and 72" in text
    )


def test_it_is_half_a_page() -> None:
    assert len(plan_on_paper().splitlines()) <= HALF_A_PAGE
    assert max(len(line) for line in plan_on_paper().splitlines() if not line.startswith("|")) <= 120


def test_the_settings_file_plans_alike() -> None:
    told = (README.parent / "resources" / "kiosk.toml").read_text(encoding="utf-8")
    assert f"{CITY.partitions} for a city of ten million" in told
    assert PROVINCE.partitions == CITY.partitions


@pytest.mark.parametrize(
    ("count", "told"),
    [(1.74e12, "1.7 TB"), (14.5e9, "15 GB"), (4.3e9, "4.3 GB"), (49.28e9, "49 GB"), (9.96e11, "996 GB")],
)
def test_bytes_for_people(count: float, told: str) -> None:
    assert size(count) == told


def test_times_for_people() -> None:
    assert span(2174) == "36 minutes"
    assert span(260_870) == "72 hours"
