"""Who pays what and why, and a person's rights, in plain words with the articles; shown without login.

Articles are those of the Social Insurance Law unless the text names another source. Rates are usual ones: the rates
that hold for a person stand in each of their payments.
"""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.insurance import Insurance
from kiosk.words import N_


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A titled paragraph; both texts are catalogue messages."""

    key: str
    """Names the paragraph for object names: `policy-{key}`."""
    title: str
    text: str
    articles: str
    """Articles of the Social Insurance Law, as in "10, 12"; empty where none says it."""
    insurance: Insurance | None = None
    """The insurance it is about; None for all."""


COMMONEST_MISUNDERSTANDING = Paragraph(
    "pooling-fund",
    N_("Where does the unit's money go?"),
    N_(
        "What your unit pays goes into the pooling fund, which pays pensions and treatment for everybody. It does not "
        "go into your personal account. Your account holds what you paid yourself, and its interest. So the balance "
        "is smaller than everything that was paid for you, and nothing is missing."
    ),
    "11, 12, 14",
)

_INSURANCES = (
    Paragraph(
        "employee-pension",
        N_("Employees' pension: both pay"),
        N_(
            "Your unit pays, usually 16 % of the payment base, into the pooling fund. You pay 8 % into your own "
            "account. Flexible workers pay alone, usually 20 % of a base they choose: 8 % go into the account, 12 % "
            "into the pooling fund. The account bears interest and may not be drawn on before retirement; what is left "
            "at death goes to the heirs."
        ),
        "10, 11, 12, 14",
        Insurance.EMPLOYEE_PENSION,
    ),
    Paragraph(
        "civil-pension",
        N_("Civil service pension: both pay"),
        N_(
            "It works like the employees' pension: the unit pays, usually 16 %, into the pooling fund, you pay 8 % "
            "into your own account."
        ),
        "10",
        Insurance.CIVIL_PENSION,
    ),
    Paragraph(
        "resident-pension",
        N_("Residents' pension: you and the government"),
        N_(
            "Once a year you pay an amount you choose from several tiers. The government adds a subsidy. Both go into "
            "your own account, which has its own rate of interest."
        ),
        "20, 21, 22",
        Insurance.RESIDENT_PENSION,
    ),
    Paragraph(
        "unemployment",
        N_("Unemployment insurance: both pay"),
        N_(
            "Unit and employee each pay, usually 0.5 %, into the fund; there is no personal account. Those who "
            "have paid for a year, lost work against their will and registered as looking for work may draw benefits. "
            "Contract workers from the countryside may have paid nothing themselves; by the rules this is in order."
        ),
        "44, 45",
        Insurance.UNEMPLOYMENT,
    ),
    Paragraph(
        "employee-medical",
        N_("Employees' medical insurance: both pay"),
        N_(
            "The unit pays, usually 6 to 10 %, into the pooling fund; you pay 2 % into your personal account. Until "
            "the reform of 2021 a part of the unit's money went into the account as well; since then it all goes into "
            "the pooling fund, which now also pays for visits to the doctor. Flexible workers pay alone."
        ),
        "23",
        Insurance.EMPLOYEE_MEDICAL,
    ),
    Paragraph(
        "resident-medical",
        N_("Residents' medical insurance: you and the government"),
        N_(
            "Once a year you pay a fee and the government adds a subsidy. There is no personal account. It covers the "
            "year paid for, so a missed year is a year without cover."
        ),
        "24, 25",
        Insurance.RESIDENT_MEDICAL,
    ),
    Paragraph(
        "work-injury",
        N_("Work injury insurance: your unit pays all of it"),
        N_(
            "You pay nothing, so 0 in your column is right. The unit's rate, from 0.2 to 1.9 %, follows how dangerous "
            "its trade is."
        ),
        "33, 34, 35",
        Insurance.WORK_INJURY,
    ),
    Paragraph(
        "maternity",
        N_("Maternity insurance: your unit pays all of it"),
        N_(
            "You pay nothing. Since 2019 it is collected together with medical insurance: rows of its own are 0 or "
            "missing, and you are covered all the same. Flexible workers do not take part in it."
        ),
        "53",
        Insurance.MATERNITY,
    ),
)

_COMMON = (
    Paragraph(
        "payment-base",
        N_("What is the payment base?"),
        N_(
            "As a rule your average monthly wage of last year, yet not below 60 % and not above 300 % of the average "
            "wage published for the place. Base times rate is the amount due, so a low base means low payments now "
            "and a lower pension later."
        ),
        "12",
    ),
    Paragraph(
        "medical-account",
        N_("What is the medical account for?"),
        N_(
            "With your card and its password you pay with it at hospitals and pharmacies that take part. It cannot be "
            "paid out in cash and cannot be transferred."
        ),
        "",
        Insurance.EMPLOYEE_MEDICAL,
    ),
    Paragraph(
        "right-to-inquire",
        N_("You may look, and ask"),
        N_(
            "Units and individuals may look up their payment records and the records of their rights free of charge, "
            "and may ask the agencies for advice."
        ),
        "4, 74",
    ),
    Paragraph(
        "unit-must-tell",
        N_("Your unit must tell you"),
        N_(
            "The unit must register itself and pay in full and on time, and it must tell its employees every month "
            "what it paid for them. It withholds your part from your wage and may not keep it."
        ),
        "60",
    ),
    Paragraph(
        "agency-must-record",
        N_("The agency must keep your record"),
        N_(
            "The agency must record completely and accurately what you and your unit paid and what you received, must "
            "keep it safe, and must send you your rights record regularly."
        ),
        "74",
    ),
    Paragraph(
        "objection",
        N_("When something looks wrong"),
        N_(
            "First ask the staff in charge of social insurance at your unit; if you pay alone, ask at the sub-center. "
            "If that does not settle it, apply to the agency in writing for a check, with what proves it (Order 14, "
            "Art. 16)."
        ),
        "74",
    ),
)

_UNIT_AND_ACCOUNT = (Insurance.EMPLOYEE_PENSION, Insurance.CIVIL_PENSION, Insurance.EMPLOYEE_MEDICAL)
"""Where a unit pays and there is a personal account, the two are taken for one another."""


def policy() -> tuple[Paragraph, ...]:
    """All paragraphs, in the order in which they are read."""
    return (COMMONEST_MISUNDERSTANDING, *_INSURANCES, *_COMMON)


def policy_for(insurance: Insurance) -> tuple[Paragraph, ...]:
    """What concerns one insurance, its own paragraph first."""
    own = tuple(p for p in (*_INSURANCES, *_COMMON) if p.insurance is insurance)
    return (*own, COMMONEST_MISUNDERSTANDING) if insurance in _UNIT_AND_ACCOUNT else own
