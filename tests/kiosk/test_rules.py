"""A session's rules come from the settings, each from its own key; the elder look gives more time."""

from __future__ import annotations

from datetime import date

import pytest

from kiosk.choices import Look
from kiosk.config import Settings, load
from kiosk.rules import Rules, rules_of
from kiosk.states import Display

TODAY = date(2026, 11, 21)


@pytest.fixture
def settings() -> Settings:
    """Settings in which no two values are alike."""
    return load(environment={}).with_values(
        session={"idle_seconds": 41, "warning_seconds": 23, "longest_seconds": 307},
        screen={"languages": ("en", "zh_CN")},
        printer={"page_limit": 7},
        reader={"opened_by": "pin"},
    )


def test_each_rule_is_its_setting(settings: Settings) -> None:
    assert rules_of(settings, TODAY) == Rules(
        today=TODAY,
        home=Display("en", Look.STANDARD),
        languages=("en", "zh_CN"),
        idle=41,
        warning=23,
        longest=307,
        page_limit=7,
        pin_opens=True,
    )


def test_the_password_opens_unless_the_setting_says_pin(settings: Settings) -> None:
    assert not rules_of(settings.with_values(reader={"opened_by": "password"}), TODAY).pin_opens


def test_a_look_asked_for_is_home(settings: Settings) -> None:
    assert rules_of(settings, TODAY, Look.DARK).home == Display("en", Look.DARK)


def test_the_shipped_settings_are_the_rules_own_defaults() -> None:
    assert rules_of(load(environment={}), TODAY) == Rules(today=TODAY)


def test_only_the_elder_look_gives_more_time() -> None:
    rules = Rules(today=TODAY, idle=60, warning=30, longest=600)
    for look in (Look.ELDER, Look.ELDER_DARK, Look.ELDER_LIGHT):
        elder = rules.unhurried(look)
        assert (elder.idle, elder.warning, elder.longest) == (120, 45, 1200)
    for look in (Look.STANDARD, Look.DARK, Look.LIGHT):
        assert rules.unhurried(look) == rules
