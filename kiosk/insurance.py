"""The insurances: who pays, where the money goes, which article says so.

Source: Social Insurance Law (articles named below), GB/T 40217-2021 for the category codes (AAE140).
Rates are dated local data and stand in each contribution, never here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from kiosk.words import N_


class Authority(Enum):
    """The two authorities whose systems feed the kiosk, each with its own "data as of"."""

    HUMAN_RESOURCES = "hr"
    MEDICAL_SECURITY = "medical"


@dataclass(frozen=True, slots=True)
class Rule:
    """How one insurance works; texts are catalogue messages."""

    authority: Authority
    name: str
    who_pays: str
    articles: str
    has_account: bool = False
    paid_by_year: bool = False
    person_pays: bool = True


class Insurance(Enum):
    """An insurance by its category code AAE140 (the code is only meaningful within its authority)."""

    EMPLOYEE_PENSION = "110"
    CIVIL_PENSION = "120"
    RESIDENT_PENSION = "170"
    UNEMPLOYMENT = "210"
    EMPLOYEE_MEDICAL = "310"
    RESIDENT_MEDICAL = "390"
    WORK_INJURY = "410"
    MATERNITY = "510"

    @property
    def rule(self) -> Rule:
        """Who pays, where it goes, and the article."""
        return _RULES[self]

    @property
    def authority(self) -> Authority:
        """Whose data this insurance's rows are."""
        return _RULES[self].authority


def insurance_of(authority: Authority, code: str) -> Insurance | None:
    """Return the insurance behind a code of one authority, or None when it is unknown there.

    410 is work injury with human resources and long-term care with medical security: never look up by
    code alone.
    """
    return next((i for i in Insurance if i.value == code and i.authority is authority), None)


_HR, _MEDICAL = Authority.HUMAN_RESOURCES, Authority.MEDICAL_SECURITY
_RULES = {
    Insurance.EMPLOYEE_PENSION: Rule(
        _HR,
        N_("Employees' pension"),
        N_(
            "You pay into your own account; your unit pays into the pooling fund, not into your account. "
            "Flexible workers pay both parts."
        ),
        "10, 12",
        has_account=True,
    ),
    Insurance.CIVIL_PENSION: Rule(
        _HR,
        N_("Civil service pension"),
        N_("You pay into your own account; your unit pays into the pooling fund, not into your account."),
        "10",
        has_account=True,
    ),
    Insurance.RESIDENT_PENSION: Rule(
        _HR,
        N_("Residents' pension"),
        N_("You choose a yearly amount; it and the government's subsidies go into your own account."),
        "20, 22",
        has_account=True,
        paid_by_year=True,
    ),
    Insurance.UNEMPLOYMENT: Rule(
        _HR,
        N_("Unemployment insurance"),
        N_("You and your unit both pay into the fund; there is no personal account."),
        "44",
    ),
    Insurance.EMPLOYEE_MEDICAL: Rule(
        _MEDICAL,
        N_("Employees' medical insurance"),
        N_("Your own part goes into your personal account; your unit's part goes into the pooling fund."),
        "23",
        has_account=True,
    ),
    Insurance.RESIDENT_MEDICAL: Rule(
        _MEDICAL,
        N_("Residents' medical insurance"),
        N_("You pay once a year and the government adds a subsidy; there is no personal account."),
        "24, 25",
        paid_by_year=True,
    ),
    Insurance.WORK_INJURY: Rule(
        _HR,
        N_("Work injury insurance"),
        N_("Your unit pays all of it; you pay nothing."),
        "33, 35",
        person_pays=False,
    ),
    Insurance.MATERNITY: Rule(
        _MEDICAL,
        N_("Maternity insurance"),
        N_("Your unit pays all of it, collected together with medical insurance; you pay nothing."),
        "53",
        person_pays=False,
    ),
}
