"""Why a month looks as it does: every month of every insurance is exactly one case, with evidence and next step.

`cases_of` gives the cases of one insurance, `cases_in` those of several of one account, `explain` puts one into words.
"""

from kiosk.account.cases.case import Case, PeriodCase
from kiosk.account.cases.explained import Explained, explain
from kiosk.account.cases.life import case_at, cases_in, cases_of
from kiosk.account.cases.why import Why

__all__ = ["Case", "Explained", "PeriodCase", "Why", "case_at", "cases_in", "cases_of", "explain"]
