"""Why a month looks as it does: every month of every insurance is exactly one case, with evidence and next step.

`cases_of` gives the cases of one insurance, `explain` puts one into words, `counts_as_paid` says whether the rows of
one period pay for it.
"""

from kiosk.account.cases.case import Case, PeriodCase
from kiosk.account.cases.explained import Explained, explain
from kiosk.account.cases.life import case_at, cases_of
from kiosk.account.cases.money import counts_as_paid
from kiosk.account.cases.why import Why

__all__ = ["Case", "Explained", "PeriodCase", "Why", "case_at", "cases_of", "counts_as_paid", "explain"]
