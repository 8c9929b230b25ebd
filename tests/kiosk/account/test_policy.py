"""Policy texts: every insurance has its own, the commonest misunderstanding stands first, the articles are named."""

from __future__ import annotations

import re

import pytest

from kiosk.account.policy import COMMONEST_MISUNDERSTANDING, policy, policy_for
from kiosk.insurance import Insurance
from kiosk.words import words_of


def test_the_commonest_misunderstanding_stands_first() -> None:
    assert policy()[0] is COMMONEST_MISUNDERSTANDING
    assert "统筹基金" in words_of("zh_CN")(COMMONEST_MISUNDERSTANDING.text)


@pytest.mark.parametrize("insurance", Insurance)
def test_every_insurance_says_who_pays_by_the_articles_its_rule_names(insurance: Insurance) -> None:
    own = policy_for(insurance)[0]
    assert own.insurance is insurance
    articles = set(own.articles.split(", "))
    assert set(insurance.rule.articles.split(", ")) <= articles


@pytest.mark.parametrize("insurance", Insurance)
def test_beside_a_balance_that_a_unit_pays_for_stands_where_its_money_goes(insurance: Insurance) -> None:
    told = COMMONEST_MISUNDERSTANDING in policy_for(insurance)
    assert told == (insurance.value in ("110", "120", "310"))


def test_the_rights_are_told_with_their_articles() -> None:
    articles = {article for paragraph in policy() for article in paragraph.articles.split(", ")}
    assert {"4", "60", "74"} <= articles


def test_keys_are_distinct_and_fit_for_object_names() -> None:
    keys = [paragraph.key for paragraph in policy()]
    assert len(set(keys)) == len(keys)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", key) for key in keys)


def test_every_text_is_there_in_both_languages() -> None:
    chinese = words_of("zh_CN")
    for paragraph in policy():
        for text in (paragraph.title, paragraph.text):
            assert text
            assert chinese(text) != text


def test_the_medical_account_cannot_be_cashed_or_transferred() -> None:
    text = " ".join(words_of("zh_CN")(p.text) for p in policy_for(Insurance.EMPLOYEE_MEDICAL))
    assert "不能提取现金" in text
    assert "不能转账" in text
