"""Anybody reads the guide and the law in plain words, in either language, without login and by pressing keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tests.stories.conftest import Kiosk

MOST_PAGES = 30

GUIDE = {
    "zh_CN": {
        "channels": ["窗口", "12333", "网站", "微信", "支付宝", "银行", "免费"],
        "get-card": ["身份证", "户口簿", "填写", "照片", "指纹"],
        "new-card": ["本月", "下个月"],
        "lost-card": ["挂失", "12333"],
        "password": ["身份证", "卡号", "密码", "忘记"],
        "notices": ["本人", "真实", "保管"],
        "once-a-month": ["每月更新一次"],
        "job": ["求职登记", "失业登记", "45、50"],
        "medical-account": ["凭卡和密码", "定点医院", "药店", "不能提取现金", "不能转账"],
    },
    "en": {
        "channels": ["windows", "12333", "web site", "WeChat", "Alipay", "bank", "free of charge"],
        "get-card": ["ID document", "household register", "form", "photo", "fingerprints"],
        "new-card": ["this month", "next month"],
        "lost-card": ["Report", "12333"],
        "password": ["ID number", "card", "forget"],
        "notices": ["your own number", "true data", "Keep card"],
        "once-a-month": ["once a month"],
        "job": ["looking for work", "unemployed", "45, 50"],
        "medical-account": ["card and its password", "hospitals", "pharmacies", "cash", "transferred"],
    },
}
"""What screen.md section 2.12 asks for, by paragraph."""

POLICY = {
    "zh_CN": {
        "pooling-fund": ["统筹基金", "不进入您的个人账户"],
        "employee-pension": ["16%", "8%", "单位", "10、11、12、14"],
        "unemployment": ["0.5%", "失业", "44、45"],
        "employee-medical": ["2%", "统筹基金", "第 23 条"],
        "work-injury": ["个人不缴费", "33、34、35"],
        "maternity": ["个人不缴费", "第 53 条"],
        "payment-base": ["60%", "300%"],
        "right-to-inquire": ["免费", "4、74"],
        "unit-must-tell": ["按月", "第 60 条"],
        "agency-must-record": ["完整", "第 74 条"],
        "objection": ["单位社保经办人员", "分中心"],
    },
    "en": {
        "pooling-fund": ["pooling fund"],
        "employee-pension": ["16 %", "8 %", "10, 11, 12, 14"],
        "unemployment": ["0.5 %", "44, 45"],
        "employee-medical": ["2 %", "23"],
        "work-injury": ["You pay nothing", "33, 34, 35"],
        "maternity": ["You pay nothing", "53"],
        "payment-base": ["60 %", "300 %"],
        "right-to-inquire": ["free of charge", "4, 74"],
        "unit-must-tell": ["every month", "60"],
        "agency-must-record": ["completely and accurately", "74"],
        "objection": ["at your unit", "sub-center"],
    },
}


def read_through(kiosk: Kiosk, screen: str, keys: set[str]) -> tuple[set[str], str]:
    """Turn every page as a reader does: which paragraphs were shown, and all that was said."""
    seen: set[str] = set()
    said = ""
    for _ in range(MOST_PAGES):
        seen |= {key for key in keys if kiosk.find(f"{screen}-{key}") is not None}
        said += kiosk.texts() + "\n"
        following = kiosk.find("page-next")
        if following is None or not following.isEnabled():
            return seen, said
        kiosk.press("page-next")
    raise AssertionError("the pages have no end")


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("look", ["", "look-elder"])
@pytest.mark.parametrize(("topic", "wanted"), [("guide", GUIDE), ("policy", POLICY)])
def test_each_text_is_found_from_welcome(
    kiosk: Kiosk, topic: str, wanted: dict[str, dict[str, list[str]]], language: str, look: str
) -> None:
    kiosk.press(f"language-{language}")
    if look:
        kiosk.press(look)
    kiosk.press(f"{topic}-button")
    assert kiosk.screen == topic
    seen, said = read_through(kiosk, topic, set(wanted[language]))
    assert seen == set(wanted[language])
    missing = [text for texts in wanted[language].values() for text in texts if text not in said]
    assert not missing
    kiosk.press("back")
    assert kiosk.screen == "welcome"


def test_nothing_of_the_guide_asks_for_a_login(kiosk: Kiosk) -> None:
    kiosk.press("guide-button")
    read_through(kiosk, "guide", set())
    assert kiosk.screen == "guide"
    kiosk.press("finish")
    assert kiosk.screen == "welcome"


def test_the_guide_is_read_with_the_keyboard_alone(kiosk: Kiosk) -> None:
    # In larger type it has more than one page.
    kiosk.press("look-elder")
    kiosk.walk_to("guide-button")
    kiosk.key(Qt.Key.Key_Return)
    assert kiosk.screen == "guide"
    kiosk.walk_to("page-next")
    before = kiosk.texts()
    kiosk.key(Qt.Key.Key_Return)
    assert kiosk.texts() != before
    kiosk.key(Qt.Key.Key_Escape)
    assert kiosk.screen == "welcome"


def test_a_card_put_in_while_reading_begins_its_visit(kiosk: Kiosk) -> None:
    kiosk.press("policy-button")
    kiosk.cards.insert("zhang-san")
    assert kiosk.screen == "enter-password"
