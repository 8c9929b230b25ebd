"""One state of every kind, and the names its screen must carry (screen.md section 4)."""

from __future__ import annotations

from kiosk import errors
from kiosk.choices import PrintChoice
from kiosk.insurance import Insurance
from kiosk.states import (
    CardProblem,
    Claim,
    EnterNumber,
    EnterPassword,
    EnterPin,
    InsuranceDetail,
    OutOfService,
    Overview,
    Print,
    PrintFailed,
    Printing,
    ReadingCard,
    Register,
    State,
    StillThere,
    TakeCard,
    TakePaper,
    Welcome,
)
from tests.ui import records

WORKER = records.worker()
KEYS = [f"key-{digit}" for digit in range(10)] + ["key-x", "key-delete", "key-clear"]
ALWAYS = ["look-elder", "look-dark", "look-light", "language-zh_CN", "language-en", "window-help"]

SHOWN: tuple[tuple[str, State, list[str]], ...] = (
    ("welcome", Welcome(errors.CARD_PULLED), ["enter-number-button", "message", "message-code"]),
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
        + ["balance-110", "balance-310", "finish"],
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
        ],
    ),
    (
        "print",
        Print(WORKER, PrintChoice(), records.document()),
        ["period-12", "period-24", "period-36", "period-all", "print-full-number", "pages", "print-confirm", "back"],
    ),
    ("print", Print(WORKER, PrintChoice(), None, errors.LIST_TOO_LONG), ["message", "message-code"]),
    ("printing", Printing(WORKER, records.document()), ["job-state", "pages", "finish"]),
    ("printing", PrintFailed(WORKER, errors.PRINT_BROKEN_OFF), ["message", "message-code", "continue", "back"]),
    ("take-paper", TakePaper(WORKER, 2), ["pages", "finish", "continue"]),
    ("take-card", TakeCard(), ["message"]),
    ("still-there", StillThere(Overview(WORKER), 27), ["countdown", "continue"]),
    ("out-of-service", OutOfService(errors.UNEXPECTED), ["message", "message-code"]),
)
"""Screen name, state, names."""
