"""One state of every kind, and the names its screen must carry (screen.md section 4)."""

from __future__ import annotations

from collections.abc import Callable

from kiosk import errors
from kiosk.choices import Look, Marked, PaperKind, PrintChoice, PrintPeriod
from kiosk.insurance import Insurance
from kiosk.period import Month
from kiosk.staff.acts import Part, TryPart
from kiosk.staff.acts import Said as SaidOfAct
from kiosk.staff.states import Maintenance, StaffLogin
from kiosk.staff.views import Page
from kiosk.states import (
    AccountDetail,
    BenefitsDetail,
    CardProblem,
    Claim,
    Discrepancy,
    EnterNumber,
    EnterPassword,
    EnterPin,
    Guide,
    InsuranceDetail,
    OutOfService,
    Overview,
    PersonDetail,
    PointsDetail,
    Policy,
    Print,
    PrintFailed,
    Printing,
    Rating,
    ReadingCard,
    Register,
    RightsDetail,
    State,
    StillThere,
    TakeCard,
    TakePaper,
    Welcome,
)
from tests.ui import records, staff_views

WORKER = records.worker()
RETIRED = records.retired()
RESIDENT = records.resident()
ATTENDANT, ADMINISTRATOR = staff_views.ATTENDANT, staff_views.ADMINISTRATOR
KEYS = [f"key-{digit}" for digit in range(10)] + ["key-x", "key-delete", "key-clear"]
ALWAYS = ["look-elder", "look-dark", "look-light", "language-zh_CN", "language-en", "window-help"]

SHOWN: tuple[tuple[str, State, list[str]], ...] = (
    ("welcome", Welcome(errors.CARD_PULLED), ["enter-number-button", "message", "message-code"]),
    ("welcome", Welcome(), ["policy-button", "guide-button"]),
    ("reading-card", ReadingCard(), ["finish"]),
    ("card-problem", CardProblem(errors.CARD_UNREADABLE), ["message", "message-code", "enter-number-button", "finish"]),
    ("card-problem", CardProblem(errors.CARD_FOREIGN), ["message", "enter-number-button"]),
    ("card-problem", CardProblem(errors.CARD_NOT_IN_USE), ["message", "message-code", "continue", "finish"]),
    ("card-problem", CardProblem(errors.CARD_ELSEWHERE), ["message", "continue"]),
    ("card-problem", CardProblem(errors.PIN_LOCKED), ["message", "continue"]),
    ("card-problem", CardProblem(errors.DATA_AWAY), ["message", "continue"]),
    (
        "enter-number",
        EnterNumber(errors.NUMBER_MALFORMED),
        ["field-number", "confirm", "back", "finish", "key-letters", "message", *KEYS],
    ),
    (
        "enter-password",
        EnterPassword(Claim(number=records.NUMBER), errors.WRONG_LOGIN, tries_left=2),
        ["field-password", "confirm", "back", "finish", "forgot-button", "register-button", "tries-left", *KEYS],
    ),
    ("enter-password", EnterPassword(Claim(), errors.LOCKED, wait_seconds=14), ["countdown", "message-code"]),
    (
        "enter-pin",
        EnterPin(Claim(), errors.PIN_WRONG, tries_left=3),
        ["field-password", "confirm", "tries-left", "message", "message-code", *KEYS],
    ),
    ("enter-pin", EnterPin(Claim(), tries_left=1), ["tries-left", *KEYS]),
    ("enter-pin", EnterPin(Claim(), busy=True), ["tries-left"]),
    (
        "register",
        Register(Claim(), errors.PASSWORD_WEAK),
        ["field-number", "field-card-number", "field-password", "field-password-again", "confirm", "message", *KEYS],
    ),
    (
        "overview",
        Overview(WORKER),
        ["holder-name", "holder-number", "tile-110", "tile-210", "tile-310", "tile-410", "tile-510", "print-button"]
        + [f"{name}-{code}" for name in ("status", "months", "last-paid", "data-as-of") for code in ("110", "410")]
        + ["balance-110", "balance-310", "finish"]
        + [f"{topic}-button" for topic in ("points", "benefits", "my-data", "rights-record", "discrepancy")],
    ),
    (
        "insurance",
        InsuranceDetail(WORKER, Insurance.EMPLOYEE_PENSION),
        [
            "month-2026-03",
            "year-next",
            "year-previous",
            "balance-110",
            "status-110",
            "print-button",
            "back",
            "who-pays",
            "account-button",
            "policy-button",
            "discrepancy-button",
        ],
    ),
    (
        "account",
        AccountDetail(WORKER, Insurance.EMPLOYEE_PENSION),
        ["year", "year-next", "year-previous", "opening", "principal", "interest", "paid-out", "closing", "reconciles"]
        + ["back", "finish"],
    ),
    ("account", AccountDetail(records.nobody(), Insurance.RESIDENT_PENSION), ["empty"]),
    ("points", PointsDetail(WORKER), ["points-total", "points-months", "points-next", "points-rule", "back"]),
    ("points", PointsDetail(records.nobody()), ["points-total", "points-rule"]),
    ("benefits", BenefitsDetail(WORKER), ["empty", "back"]),
    ("benefits", BenefitsDetail(RETIRED), ["benefits-total", "year", "year-next", "benefits-110"]),
    ("my-data", PersonDetail(WORKER), ["my-name", "my-number", "reveal", "back"]),
    (
        "rights-record",
        RightsDetail(RETIRED),
        ["year", "year-next", "year-previous", "rights-months-110", "rights-unit-110", "rights-person-110", "back"],
    ),
    ("rights-record", RightsDetail(records.nobody()), ["empty"]),
    ("discrepancy", Discrepancy(WORKER), ["whom-to-see", "back", "print-button"]),
    ("discrepancy", Discrepancy(WORKER, Insurance.EMPLOYEE_PENSION), ["whom-to-see", "attention-gap-110"]),
    (
        "discrepancy",
        Discrepancy(WORKER, marked=frozenset({Marked(Insurance.EMPLOYEE_PENSION, Month(2024, 5))})),
        ["marked-months", "insurance", "insurance-next", "years-previous", "month-2026-03", "print-button"],
    ),
    ("discrepancy", Discrepancy(RESIDENT, Insurance.RESIDENT_PENSION), ["whom-to-see"]),
    ("discrepancy", Discrepancy(records.nobody()), ["whom-to-see", "empty"]),
    ("policy", Policy(), ["policy-pooling-fund", "page-next", "back", "finish"]),
    ("policy", Policy(WORKER, Insurance.WORK_INJURY), ["policy-work-injury", "page-next"]),
    ("guide", Guide(), ["guide-channels", "guide-get-card", "back", "finish"]),
    (
        "print",
        Print(WORKER, PrintChoice(), records.document()),
        ["period-12", "period-24", "period-36", "period-all", "print-full-number", "pages", "print-confirm", "back"],
    ),
    ("print", Print(WORKER, PrintChoice(), None, errors.LIST_TOO_LONG), ["message", "message-code"]),
    (
        "print",
        Print(WORKER, PrintChoice(PrintPeriod.YEAR, (Insurance.EMPLOYEE_PENSION,)), records.document(3)),
        ["paper-list", "paper-rights-record", "paper-not-insured", "period-year", "print-insurances", "print-year"]
        + ["print-year-previous", "page-next", "page-previous"],
    ),
    (
        "print",
        Print(WORKER, PrintChoice(kind=PaperKind.RIGHTS_RECORD, year=2024), records.document()),
        ["paper-rights-record", "print-year", "pages", "print-confirm"],
    ),
    ("print", Print(WORKER, PrintChoice(kind=PaperKind.SLIP), records.document()), ["pages", "print-full-number"]),
    ("printing", Printing(WORKER, records.document()), ["job-state", "pages", "finish"]),
    ("printing", PrintFailed(WORKER, errors.PRINT_BROKEN_OFF), ["message", "message-code", "continue", "back"]),
    ("take-paper", TakePaper(WORKER, 2), ["pages", "finish", "continue"]),
    ("take-card", TakeCard(), ["message"]),
    ("rating", Rating(), [f"rating-{stars}" for stars in range(1, 6)] + ["finish"]),
    ("still-there", StillThere(Overview(WORKER), 27), ["countdown", "continue"]),
    ("out-of-service", OutOfService(errors.UNEXPECTED), ["message", "message-code"]),
    ("out-of-service", OutOfService(errors.CLOSED_BY_STAFF), ["message", "message-code", "help"]),
    (
        "staff-login",
        StaffLogin(failure=errors.STAFF_WRONG_LOGIN, tries_left=2),
        ["field-number", "field-password", "confirm", "back", "finish", "key-letters", "message", "tries-left", *KEYS],
    ),
    ("staff-login", StaffLogin("20001", errors.LOCKED, wait_seconds=14), ["countdown", "message-code"]),
    (
        "maintenance",
        Maintenance(ADMINISTRATOR, view=staff_views.DEVICES),
        [f"page-{page.value}" for page in Page] + ["service", "device-reader", "test-reader", "finish"],
    ),
    ("maintenance", Maintenance(ATTENDANT, Page.TODAY, view=staff_views.TODAY), ["today-sessions"]),
    ("maintenance", Maintenance(ATTENDANT, Page.FAILURES, view=staff_views.FAILURES), ["finish"]),
    ("maintenance", Maintenance(ATTENDANT, Page.DATA, view=staff_views.DATA), ["as-of-hr", "as-of-medical"]),
    ("maintenance", Maintenance(ATTENDANT, Page.SETTINGS, view=staff_views.SETTINGS), ["service-button", "confirm"]),
    (
        "maintenance",
        Maintenance(ATTENDANT, Page.LOG, view=staff_views.LOG),
        ["log-audit", "log-technical", "log-failures-only", "log-export", "page-next", "page-previous"],
    ),
    ("maintenance", Maintenance(ATTENDANT, Page.PEOPLE, view=staff_views.PEOPLE), ["field-number", "confirm", *KEYS]),
    ("maintenance", Maintenance(ADMINISTRATOR, Page.STAFF, view=staff_views.STAFF), ["staff-10001", "confirm"]),
    ("maintenance", Maintenance(ADMINISTRATOR, Page.MACHINE, view=staff_views.MACHINE), ["version", "started"]),
    ("maintenance", Maintenance(ATTENDANT, Page.DEVICES, doing=TryPart(Part.PRINTER)), ["doing"]),
    (
        "maintenance",
        Maintenance(ATTENDANT, Page.MACHINE, view=staff_views.MACHINE, failure=errors.STAFF_ONLY_ADMINISTRATORS),
        ["message", "message-code"],
    ),
    (
        "maintenance",
        Maintenance(ATTENDANT, Page.PEOPLE, view=staff_views.PEOPLE, said=SaidOfAct(errors.NO_PAPER.message)),
        ["said"],
    ),
)
"""Screen name, state, names."""

BEHIND_MORE = {f"{topic}-button" for topic in ("points", "benefits", "my-data", "rights-record")}
"""Keys of the overview that larger type and small panels keep behind one key."""
ON_LATER_PAGES = {"reconciles", "guide-get-card"}
"""What larger type and small panels show when the page is turned."""


def wanted_of(names: list[str], look: Look, has: Callable[[str], bool]) -> set[str]:
    """The names a screen must carry, where room is scarce as well."""
    wanted = {*ALWAYS, *names}
    if has("more-button"):
        wanted = (wanted - BEHIND_MORE - {"discrepancy-button"} - {f"page-{page.value}" for page in Page}) | {
            "more-button"
        }
    if has("page-next"):
        wanted -= ON_LATER_PAGES
    return wanted - {"who-pays"} if look.elder else wanted
