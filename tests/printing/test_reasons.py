"""Every reason a printer may give: what it means, which matters most, and words for the person and for staff."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.errors import NO_PAPER, PRINT_BROKEN_OFF
from kiosk.words import words_of
from printing.conditions import CONDITIONS, EVERY_CONDITION, JAM, UNKNOWN_FAULT, UNKNOWN_NOTICE, Condition
from printing.reasons import condition_of, diagnose, keyword

_RFC = """other none connecting-to-device cover-open developer-empty developer-low door-open fuser-over-temp
fuser-under-temp input-tray-missing interlock-open interpreter-resource-unavailable marker-supply-empty
marker-supply-low marker-waste-almost-full marker-waste-full media-empty media-jam media-low media-needed
moving-to-paused opc-life-over opc-near-eol output-area-almost-full output-area-full output-tray-missing paused
shutdown spool-area-full stopped-partly stopping timed-out toner-empty toner-low"""
RFC_8011 = _RFC.split()
"""The keywords of RFC 8011 section 5.4.12."""

_PWG = """deactivated hold-new-jobs testing resuming identify-printer-requested configuration-change power-down power-up
standby suspend hibernate interpreter-memory-increase interpreter-complex-page-encountered input-media-size-change
input-cannot-feed-size-selected input-manual-input-request input-media-tray-jam input-media-tray-missing
input-pick-roller-failure input-tray-elevation-failure output-media-tray-full output-mailbox-select-failure
media-path-jam media-path-input-feed-error media-path-output-full media-path-pick-roller-life-over
marker-developer-empty marker-ink-almost-empty marker-ink-empty marker-toner-cartridge-missing marker-toner-missing
marker-print-ribbon-empty marker-waste-toner-receptacle-full marker-waste-toner-receptacle-almost-full
marker-fuser-thermistor-failure marker-adjusting-print-quality marker-opc-missing stapler-jam stapler-cover-open
stacker-over-temperature folder-motor-failure stitcher-interlock-open trimmer-memory-exhausted
stapler-life-almost-over puncher-warming-up binder-power-saver subunit-life-over subunit-turned-off"""
PWG = _PWG.split()
"""Keywords of PWG 5100.9, 5100.11 and 5100.13, at least one of each kind."""


def meaning(reason: str) -> Condition:
    """The condition of a known keyword."""
    found = condition_of(reason)
    assert found is not None, reason
    return found


@pytest.mark.parametrize("reason", [*(r for r in RFC_8011 if r != "other"), *PWG, "offline", "cups-missing-filter"])
def test_every_registered_reason_is_known(reason: str) -> None:
    assert meaning(reason) in CONDITIONS


@pytest.mark.parametrize("suffix", ["", "-error", "-warning", "-report"])
def test_the_suffix_of_a_known_reason_does_not_matter(suffix: str) -> None:
    assert keyword(f"media-empty{suffix}") == "media-empty"
    found = diagnose([f"media-empty{suffix}"]).hindrance
    assert found is not None
    assert found.told == NO_PAPER


@pytest.mark.parametrize(
    ("reason", "code"),
    [
        ("media-low-warning", "P31"),
        ("toner-low-report", "P32"),
        ("marker-supply-low", "P32"),
        ("marker-waste-almost-full", "P33"),
        ("opc-near-eol", "P34"),
        ("output-area-almost-full", "P35"),
        ("other-warning", "P39"),
        ("com.make.coffee-ready", "P39"),
    ],
)
def test_what_only_staff_need_know_hinders_nothing(reason: str, code: str) -> None:
    said = diagnose([reason])
    assert said.hindrance is None
    assert [notice.code for notice in said.notices] == [code]


@pytest.mark.parametrize("reason", ["none", "standby-report", "fuser-warming-up", "resuming"])
def test_a_passing_state_is_told_to_nobody(reason: str) -> None:
    assert diagnose([reason]) == diagnose([])


@pytest.mark.parametrize(
    ("reason", "told", "during"),
    [
        ("door-open", "P06", "P06"),
        ("stapler-cover-open", "P06", "P06"),
        ("output-area-full", "P06", "P06"),
        ("toner-empty-error", "P06", "P06"),
        ("media-jam", "P06", "P02"),
        ("media-path-jam", "P06", "P02"),
        ("media-needed", "P01", "P01"),
        ("offline-report", "P04", "P04"),
        ("spool-area-full", "P04", "P04"),
        ("paused", "P04", "P04"),
    ],
)
def test_what_hinders_before_and_during_a_job(reason: str, told: str, during: str) -> None:
    found = diagnose([reason]).hindrance
    assert found is not None
    assert (found.told.code, found.during.code) == (told, during)


@pytest.mark.parametrize(
    ("reasons", "matters"),
    [
        (["toner-empty-error", "media-low"], "toner-empty"),
        (["media-empty", "media-jam"], "media-jam"),
        (["cover-open", "media-needed"], "media-needed"),
        (["offline", "door-open"], "door-open"),
        (["spool-area-full", "unheard-of-error"], "spool-area-full"),
    ],
)
def test_what_matters_most_is_told(reasons: list[str], matters: str) -> None:
    assert diagnose(reasons).hindrance == meaning(matters)


def test_a_door_is_not_told_as_a_full_tray() -> None:
    door, tray = meaning("door-open").told, meaning("output-area-full").told
    assert door.message != tray.message
    assert door.remedy != tray.remedy
    assert "门" in words_of("zh_CN")(door.message)


def test_a_jam_ends_a_job_in_the_agreed_words() -> None:
    assert JAM.during == PRINT_BROKEN_OFF


def test_an_unknown_fault_is_told_honestly_and_logged() -> None:
    said = diagnose(["exotic-thing-error", "exotic-wish-report", "x" * 500 + "-error"])
    assert said.hindrance is UNKNOWN_FAULT
    assert said.notices == (UNKNOWN_NOTICE.told,)
    assert said.unknown[:2] == ("exotic-thing-error", "exotic-wish-report")
    assert max(map(len, said.unknown)) <= 100


@pytest.mark.parametrize("condition", EVERY_CONDITION)
def test_each_has_kind_words_for_the_person_and_for_staff(condition: Condition) -> None:
    for language in ("en", "zh_CN"):
        words = words_of(language)
        for text in (condition.told.message, condition.told.remedy, condition.during.message):
            assert words(text)
        assert not re.search(r"\b(error|invalid|illegal|failed)\b|错误|非法|无效|异常", words(condition.told.message))
    for text in (condition.told.remedy, condition.told.cause, condition.during.cause):
        assert words_of("zh_CN")(text) != text
    assert condition.told.cause != condition.told.remedy
    assert re.fullmatch(r"P\d\d", condition.told.code)


def test_no_keyword_means_two_things() -> None:
    exact = [reason for condition in CONDITIONS for reason in condition.reasons if "*" not in reason]
    assert len(exact) == len(set(exact))


@given(st.lists(st.sampled_from([*RFC_8011, *PWG, "nonsense", ""]), max_size=6), st.sampled_from(["", "-error"]))
def test_one_more_reason_never_makes_a_printer_better(reasons: list[str], suffix: str) -> None:
    said = [reason + suffix for reason in reasons]
    for count in range(len(said)):
        if diagnose(said[:count]).hindrance is not None:
            assert diagnose(said).hindrance is not None
