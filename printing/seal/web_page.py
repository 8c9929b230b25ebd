"""The page that verifies in a browser without a network: one HTML file with the trusted keys and every word inside.

It rebuilds the table as this package does, from the same descriptions of the blocks; a test holds the two together.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from enum import Enum
from importlib import resources
from pathlib import Path
from typing import Any

from kiosk.account.cases import Why
from kiosk.errors import Refused
from kiosk.insurance import Insurance
from kiosk.terms import KIND, SEX, STANDING, STATUS
from kiosk.words import N_, languages, words_of
from printing.seal.blocks import BLOCKS, PAPERS
from printing.seal.columns import IN_TEXTS, BlockKind
from printing.seal.guesses import RATE_SCALES, ROUNDINGS
from printing.seal.reasons import BRIEFS
from printing.seal.records import KeyRecord, TrustedKeys
from printing.seal.telling import AUTHORITIES

TEXTS = (
    N_("Check a paper's code"),
    N_("Scan the code with a hand scanner into the field, or paste its text. This page needs no network."),
    N_("The code's text"),
    N_("Check"),
    N_("From a picture"),
    N_("With the camera"),
    N_("This browser cannot read codes from pictures."),
    N_("No code could be read in the picture."),
    N_("The camera cannot be used."),
    N_("This browser cannot check signatures (Ed25519); please use a newer one."),
    N_("Compare what stands on the paper with this, line by line."),
    N_("Keys trusted: {keys}."),
    N_("the demo's, which proves nothing"),
    N_("The code is cut off."),
    N_("The code is cut off, or was not read rightly."),
    N_("This is not the code of a paper of this program."),
    N_("The code has a version that this program does not know."),
    N_("The code was signed with a key that is not known here ({key}): it proves nothing."),
    N_("The code has been altered, or was not read rightly: the signature does not fit."),
    N_("The code is genuine, but of a kind that this program cannot read."),
    N_("Signed after the key had expired on {day}."),
    N_("Signed before the key was valid, from {day}."),
    N_("The paper names kiosk {kiosk}, but the key is that of kiosk {other}."),
    N_("The code is signed with the published demo key: it proves nothing."),
    N_("The code is genuine: signed by kiosk {kiosk} with the key {key}."),
    N_("It holds every row of the paper."),
    N_("It holds the totals for each year and a fingerprint of the rows only: {digest}."),
    N_("Year {year}"),
    N_("a month not in the data"),
    N_("a day not in the data"),
    N_("yourself"),
    N_("another agency"),
    N_("pays alone"),
    N_("kind {code}"),
    N_("not stated"),
    N_("yes"),
    N_("no"),
    N_(", "),
)
"""What the page itself says; catalogue messages."""


def write_page(out: Path, keys: TrustedKeys) -> None:
    """Write the page. Raises Refused when it cannot be written."""
    try:
        out.write_text(page_with(keys), encoding="utf-8")
    except OSError as error:
        raise Refused(f"{out} cannot be written: {error.strerror}.") from None


def page_with(keys: TrustedKeys) -> str:
    """The page with the trusted keys inside; its policy allows its own script and style and nothing else."""
    page = (resources.files("resources") / "verify" / "verify.html").read_text(encoding="utf-8")
    page = page.replace("@SCRIPT@", _digest(page, "script")).replace("@STYLE@", _digest(page, "style"))
    # "</" would end the element that holds the data.
    data = json.dumps(_data(keys), ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return page.replace("@DATA@", data)


def _digest(page: str, element: str) -> str:
    """The hash of an inline script or style as a content security policy names it."""
    found = re.search(f"<{element}>(.*?)</{element}>", page, re.DOTALL)
    assert found  # noqa: S101 - the page ships with the program
    return f"sha256-{base64.b64encode(hashlib.sha256(found[1].encode()).digest()).decode()}"


def _data(keys: TrustedKeys) -> dict[str, Any]:
    """Everything the page needs, as JSON."""
    data: dict[str, Any] = {
        "blocks": [_block(kind) for kind in BLOCKS.values()],
        "in_texts": sorted(kind.value for kind in IN_TEXTS),
        "rate_scales": RATE_SCALES,
        "roundings": ROUNDINGS,
        "insurances": {each.value: {"name": each.rule.name, "articles": each.rule.articles} for each in Insurance},
        "reasons": {why.name: {"full": why.full, "label": why.case.label} for why in Why},
        "briefs": BRIEFS,
        "papers": PAPERS,
        "authorities": AUTHORITIES,
        "standings": _by_value(STANDING),
        "statuses": _by_value(STATUS),
        "due_kinds": KIND,
        "sexes": SEX,
    }
    data["messages"] = {language: _messages(data, language) for language in languages()}
    data["keys"] = [_key(record) for record in keys.records]
    return data


def _block(kind: BlockKind) -> dict[str, Any]:
    columns = [
        {"name": c.name, "kind": c.kind.value, "guess": c.guess.value, "heading": c.heading, "shown": c.shown.value}
        for c in kind.columns
    ]
    return {"number": kind.number, "name": kind.name, "title": kind.title, "columns": columns}


def _by_value(texts: dict[Any, str]) -> dict[str, str]:
    return {str(each.value if isinstance(each, Enum) else each): text for each, text in texts.items()}


def _key(record: KeyRecord) -> dict[str, Any]:
    return {
        "kiosk": record.kiosk,
        "id": record.id.hex(),
        "public": record.public.hex(),
        "from": str(record.valid_from),
        "until": str(record.valid_until),
        "demo": record.demo,
    }


def _messages(data: dict[str, Any], language: str) -> dict[str, str]:
    """Every text of the page in one language, by its English."""
    words = words_of(language)
    said = {text: words(text) for text in (*TEXTS, *_texts_in(data)) if text}
    return {text: other for text, other in said.items() if text != other}


def _texts_in(data: Any) -> list[str]:
    """Every text in the data; codes and names among them have no other words, and stay as they are."""
    if isinstance(data, dict):
        return [text for each in data.values() for text in _texts_in(each)]
    if isinstance(data, list | tuple):
        return [text for each in data for text in _texts_in(each)]
    return [data] if isinstance(data, str) else []
