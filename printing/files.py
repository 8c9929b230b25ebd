"""Writes a paper into a file, whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from datetime import datetime
from pathlib import Path

from kiosk.account.payment_list import Issuer
from kiosk.errors import Refused
from kiosk.papers import PaperContent
from kiosk.ports import Register
from kiosk.words import words_of
from printing.asked import PaperRequest
from printing.seal.code import Sealer


def write_paper(
    ledger: Register,
    number: str,
    request: PaperRequest,
    issuer: Issuer,
    printed_at: datetime,
    language: str,
    out: Path,
    sealer: Sealer | None = None,
) -> int:
    """Write the paper of the person with this number, signed when there is a sealer; returns its pages.

    Raises Refused when there is no such person or the file cannot be written, KioskError when the data are away or the
    paper could say nothing true.
    """
    holder = ledger.holder_of_number(number.strip().upper())
    if holder is None:
        raise Refused("There is no person with this number in the data.")
    content = request.draw_up(ledger.account(holder.person_id), issuer, printed_at)
    return write_content(content, language, out, sealer)


def write_content(content: PaperContent, language: str, out: Path, sealer: Sealer | None = None) -> int:
    """Write a paper into a file; returns its pages. Raises Refused when the file cannot be written."""
    from printing.paper import PaperMaker  # ReportLab only once there is something to print

    document = PaperMaker(sealer=sealer).make(content, language, previews=0)
    _write(out, document.pdf)
    return document.pages


def check_language(language: str) -> str:
    """Return the language. Raises Refused when the kiosk does not speak it."""
    try:
        return words_of(language).language
    except ValueError as error:
        raise Refused(f"{error}.") from None


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
