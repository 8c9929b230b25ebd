"""The command `list`: a person's payment list without the screen."""

from __future__ import annotations

import contextlib
import os
import tempfile
from datetime import datetime
from pathlib import Path

from kiosk.account.drawing_up import draw_up
from kiosk.account.payment_list import Issuer, ListRequest
from kiosk.errors import Refused
from kiosk.insurance import Insurance
from kiosk.period import Month, Span
from kiosk.ports import Ledger
from kiosk.words import words_of
from printing.seal.code import Sealer


def read_request(first: str | None, last: str | None, codes: list[str], full_number: bool) -> ListRequest:
    """Read what was asked for. Raises Refused with one sentence when it cannot be."""
    span = Span(_month("--from", first), _month("--to", last))
    if span.first and span.last and span.first > span.last:
        raise Refused(f"--from {span.first} is later than --to {span.last}.")
    return ListRequest(span, tuple(_insurance(code) for code in codes), full_number)


def write_list(
    ledger: Ledger,
    number: str,
    request: ListRequest,
    issuer: Issuer,
    printed_at: datetime,
    language: str,
    out: Path,
    sealer: Sealer | None = None,
) -> int:
    """Write the list of the person with this number, signed when there is a sealer; returns its pages.

    Raises Refused when there is no such person or the file cannot be written, KioskError when the data are away.
    """
    from printing.paper import PaperMaker  # ReportLab only once there is something to print

    holder = ledger.holder_of_number(number.strip().upper())
    if holder is None:
        raise Refused("There is no person with this number in the data.")
    content = draw_up(ledger.account(holder.person_id), request, issuer, printed_at)
    document = PaperMaker(sealer=sealer).make(content, language, previews=0)
    _write(out, document.pdf)
    return document.pages


def check_language(language: str) -> str:
    """Return the language. Raises Refused when the kiosk does not speak it."""
    try:
        return words_of(language).language
    except ValueError as error:
        raise Refused(f"{error}.") from None


def _month(option: str, text: str | None) -> Month | None:
    try:
        return Month.parse(text) if text else None
    except ValueError:
        raise Refused(f"{option} {text} is not a month; write it as 2026-10.") from None


def _insurance(code: str) -> Insurance:
    try:
        return Insurance(code)
    except ValueError:
        known = ", ".join(f"{insurance.value}" for insurance in Insurance)
        raise Refused(f"{code} is not an insurance of this kiosk; there are: {known}.") from None


def _write(out: Path, pdf: bytes) -> None:
    """All or nothing: a list that was cut off must not be taken for a whole one."""
    try:
        handle, name = tempfile.mkstemp(dir=out.parent, prefix=".list-", suffix=".pdf")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(pdf)
            Path(name).replace(out)
        except BaseException:
            with contextlib.suppress(OSError):
                Path(name).unlink()
            raise
    except OSError as error:
        raise Refused(f"{out} cannot be written: {error.strerror}.") from None
