"""The configuration is shown whole, without a password."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk import config
from kiosk.staff.settings_shown import entries_of, without_secrets

SHIPPED = config.load(environment={})


def test_every_key_is_there_in_its_order() -> None:
    keys = [key for key, _ in entries_of(SHIPPED)]
    wanted = [f"{section}.{key}" for section, values in SHIPPED.model_dump().items() for key in values]
    assert keys == wanted


def test_values_are_written_as_in_the_file() -> None:
    shown = dict(entries_of(SHIPPED))
    assert shown["screen.languages"] == "zh_CN, en"
    few = ("session.rating", "session.idle_seconds", "demo.today")
    assert [shown[key] for key in few] == ["false", "60", "2026-11-21"]


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("sqlite:////var/lib/kiosk/data.db", "sqlite:////var/lib/kiosk/data.db"),
        (
            "postgresql+psycopg://kiosk:S3CRET@db.hall:5432/data?sslpassword=S3CRET",
            "postgresql+psycopg://db.hall:5432/data",
        ),
        ("https://user:S3CRET@robot.example/hook/S3CRET?key=S3CRET", "https://robot.example/***"),
        ("https://robot.example", "https://robot.example"),
    ],
)
def test_no_password_of_a_url_is_shown(url: str, shown: str) -> None:
    assert without_secrets(url) == shown


def test_databases_and_webhooks_are_shown_without_their_secrets() -> None:
    settings = SHIPPED.with_values(
        database={"url": "postgresql+psycopg://kiosk:S3CRET@db/data"}, notices={"webhook": "https://a.example/S3CRET"}
    )
    assert "S3CRET" not in str(entries_of(settings))


@given(st.text(alphabet="abc%:@/?#", max_size=20))
def test_whatever_the_password_is_it_is_not_shown(noise: str) -> None:
    assert "S3CRET" not in without_secrets(f"https://u:S3CRET@host/{noise}")
