"""Every failure: a stable code, worded for people and for staff in every language."""

from __future__ import annotations

import re

import pytest

from kiosk.errors import CARD_EXPIRED, FAILURES, Failure, KioskError, Mender
from kiosk.words import words_of

SCREEN = {
    "C01": "没有读到卡。请把有芯片的一面朝上，插到底。",
    "C02": "这不是社会保障卡。请插入社会保障卡，或点“输入号码”。",
    "C03": "卡已取出，查询已结束，屏幕内容已清除。需要时请重新插卡。",
    "C04": "读卡器暂时不能用。可以点“输入号码”查询，或到人工窗口办理。",
    "C05": "这张卡本月刚发放，下个月起可以查询。请您{month}再来。",
    "A01": "号码或密码不对。",
    "A02": "试的次数较多。为保护您的信息，请 {time} 后再试，或带身份证到窗口办理。",
    "A03": "这是初始密码。请先设置自己的密码，再查询。",
    "P01": "本机缺纸。您可以先查询，或请工作人员加纸，或到旁边的机器打印。",
    "P02": "打印中断。没有打完的内容已删除。请叫工作人员，或换一台机器重打。",
    "P03": "打印机没有回应，本次打印已取消，不会在您离开后打出。",
    "D01": "现在查不到数据，不是您的操作问题。请稍后再来，或到人工窗口。",
    "S01": "系统出了问题，已自动退出并清除您的信息。请重新开始。",
}
"""The agreed words."""


def by_code(code: str) -> Failure:
    """Find a failure."""
    return next(failure for failure in FAILURES if failure.code == code)


def test_codes_are_unique_and_small() -> None:
    codes = [failure.code for failure in FAILURES]
    assert len(codes) == len(set(codes))
    assert all(re.fullmatch(r"[A-Z]\d\d", code) for code in codes)


@pytest.mark.parametrize("code", SCREEN)
def test_the_agreed_words(code: str) -> None:
    assert words_of("zh_CN")(by_code(code).message) == SCREEN[code]


@pytest.mark.parametrize("failure", FAILURES, ids=lambda failure: failure.code)
def test_never_a_blaming_or_technical_word(failure: Failure) -> None:
    chinese = words_of("zh_CN")(failure.message)
    assert not re.search("错误|非法|无效|异常", chinese)
    assert not re.search(r"\b(error|invalid|illegal|failed)\b", failure.message, re.IGNORECASE)
    assert failure.code not in chinese


@pytest.mark.parametrize("failure", FAILURES, ids=lambda failure: failure.code)
def test_staff_are_told_why_and_what_to_do(failure: Failure) -> None:
    words = words_of("zh_CN")
    assert failure.cause
    assert failure.remedy
    assert words(failure.cause) != failure.cause
    assert words(failure.cause) not in (words(failure.message), words(failure.remedy))


OUR_OWN = [failure for failure in FAILURES if failure.code[0] in "DS"]
NOT_THE_PERSON = {"zh_CN": "不是您的|系统出了问题", "en": "not your doing|in this machine"}
"""How each language says whose doing it is not, or whose it is."""


@pytest.mark.parametrize("language", NOT_THE_PERSON)
@pytest.mark.parametrize("failure", OUR_OWN, ids=lambda failure: failure.code)
def test_our_own_faults_are_not_the_persons_doing(failure: Failure, language: str) -> None:
    assert re.search(NOT_THE_PERSON[language], words_of(language)(failure.message))
    assert failure.mender is Mender.STAFF


def test_the_table_goes_from_the_card_to_the_machine() -> None:
    letters = "".join(dict.fromkeys(failure.code[0] for failure in FAILURES))
    assert letters == "CAPDSM"


def test_an_error_carries_its_failure() -> None:
    error = KioskError(CARD_EXPIRED, "valid until passed")
    assert error.failure is CARD_EXPIRED
    assert str(error) == "C08 valid until passed"
    assert str(KioskError(CARD_EXPIRED)) == "C08"
