"""Checks a paper, or the text of its code, without a network; says what it found in one report and one sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from kiosk.words import N_, Words, words_of
from printing.seal.blocks import DIGEST
from printing.seal.comparing import differences
from printing.seal.payload import Opened, Rejected, open_payload
from printing.seal.reading import PageRead, read_file
from printing.seal.records import TrustedKeys
from printing.seal.telling import told

MOST_TOLD = 20
"""Differences that are named one by one; a paper with more is another paper."""

DEMO = N_("The code is signed with the published demo key: it proves nothing.")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found."""

    report: str = field(repr=False)
    """The rebuilt table and what differs; empty when there is no genuine code."""
    fault: str
    """Why the paper is not to be trusted, in one line; empty when it is genuine and equal."""
    demo: str = ""
    """Not empty when the demo's key signed it: it proves nothing."""


def verify_text(payload: str, keys: TrustedKeys, language: str) -> Verdict:
    """Check the text of a code."""
    words = words_of(language)
    try:
        opened = open_payload(payload, keys)
    except Rejected as rejected:
        return Verdict("", words(rejected.message, **rejected.values))
    return _verdict(opened, [], words, words("There is no paper to compare: compare its rows with these by eye."))


def verify_file(file: Path, keys: TrustedKeys, language: str) -> Verdict:
    """Check a PDF, or the picture of a scan."""
    words = words_of(language)
    try:
        pages = read_file(file)
        payload = _payload_of(pages)
        opened = open_payload(payload, keys)
    except Rejected as rejected:
        return Verdict("", words(rejected.message, **rejected.values))
    found = list(_of_codes(pages, payload, words))
    if not any(page.lines for page in pages):
        return _verdict(opened, found, words, words("A scan has no text: compare its rows with these by eye."))
    found += differences(pages, opened.form, opened.packed, words)
    # A PDF may hide its text under a picture of another: only the rebuilt table is proven.
    equal = N_(
        "The file's text was compared with the code, row by row; pictures over it were not: go by what stands above."
    )
    return _verdict(opened, found, words, words(equal))


def _payload_of(pages: Sequence[PageRead]) -> str:
    """The paper's code: of several on a page the one that is ours. Raises Rejected."""
    payloads = [code for page in pages for code in page.codes]
    if not payloads:
        raise Rejected(N_("No code could be read on any page."))
    return next((code for code in payloads if code.startswith("SB")), payloads[0])


def _of_codes(pages: Sequence[PageRead], payload: str, words: Words) -> Iterator[str]:
    for place, page in enumerate(pages, 1):
        if not page.codes:
            yield words("Page {place} carries no code that could be read.", place=place)
        elif payload not in page.codes:
            yield words("Page {place} carries another code than the first page.", place=place)
        if page.overlaid:
            yield words(
                "Page {place}: pictures or notes lie over its text and may hide what was compared.", place=place
            )


def _verdict(opened: Opened, found: list[str], words: Words, compared: str) -> Verdict:
    form = opened.form
    fault = _fault_of_key(opened, words)
    lines = [*_about(opened, words), *([fault] if fault else []), "", *told(form, words), "", compared]
    lines += [f"- {each}" for each in found[:MOST_TOLD]]
    if len(found) > MOST_TOLD:
        lines.append(words("... and {count} more.", count=len(found) - MOST_TOLD))
    if found and not fault:
        many = words.plural(
            "{count} difference: {first}", "{count} differences, the first: {first}", len(found), first=found[0]
        )
        fault = words("The paper is not what its code says. {differences}", differences=many)
    return Verdict("\n".join(lines), fault, words(DEMO) if opened.key.demo else "")


def _about(opened: Opened, words: Words) -> Iterator[str]:
    """Who signed, and how much the code holds."""
    if opened.key.demo:
        yield words(DEMO)
    else:
        yield words(
            "The code is genuine: signed by kiosk {kiosk} with the key {key}.",
            kiosk=opened.key.kiosk,
            key=opened.key.id.hex(),
        )
    if opened.form.whole:
        yield words("It holds every row of the paper.")
    else:
        digest = opened.form.rows(DIGEST)[0][0]
        text = N_("It holds the totals for each year and a fingerprint of the rows only: {digest}.")
        yield words(text, digest=str(digest))


def _fault_of_key(opened: Opened, words: Words) -> str:
    """What is wrong with a genuine signature: its key was not valid, or belongs to another kiosk."""
    key, form = opened.key, opened.form
    printed = form.head("printed_at")
    day = printed.date() if isinstance(printed, datetime) else None
    if day is None or day > key.valid_until:
        return words("Signed after the key had expired on {day}.", day=words.date(key.valid_until))
    if day < key.valid_from:
        return words("Signed before the key was valid, from {day}.", day=words.date(key.valid_from))
    if not key.demo and form.head("kiosk") != key.kiosk:
        text = N_("The paper names kiosk {kiosk}, but the key is that of kiosk {other}.")
        return words(text, kiosk=str(form.head("kiosk")), other=key.kiosk)
    return ""
