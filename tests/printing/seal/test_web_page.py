"""The page that verifies in a browser, in a real one: its verdicts, and its tables beside the program's own."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

import pytest

from kiosk.papers import PersonalPaper
from kiosk.words import words_of
from printing.seal import base45
from printing.seal.code import Code
from printing.seal.forming import form_of
from printing.seal.key_file import demo_key, new_key
from printing.seal.payload import PREFIX, open_payload
from printing.seal.records import TrustedKeys
from printing.seal.sealer import KeySealer
from printing.seal.telling import head_of, tables_of
from printing.seal.web_page import TEXTS, page_with, write_page
from tests.printing.every_paper import demo_accounts, papers_of
from tests.printing.lists import payment_list, troubled_list
from tests.printing.seal.lists import endless_list, irregular_list

KEY = new_key("demo-01", date(2026, 11, 1), 1)
SEALER = KeySealer(KEY)
PATIENCE_SECONDS = 500
"""Longest wait for a browser, which opens a hundred pages in ten."""
KEYS = TrustedKeys([KEY.record])


class Shown(HTMLParser):
    """What stands on the page: the verdict's kind and text, and the cells of every table, row by row."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.verdict, self.kind = "", ""
        self.tables: list[list[list[str]]] = []
        self._into: str | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if named.get("id") == "verdict":
            self._into, self.kind = "verdict", named.get("class") or ""
        elif tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self.tables[-1][-1].append("")
            self._into = "cell"

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "div"):
            self._into = None

    def handle_data(self, data: str) -> None:
        if self._into == "cell":
            self.tables[-1][-1][-1] += data
        elif self._into == "verdict":
            self.verdict += data


WALL = """<!doctype html><meta charset="utf-8"><body><script>
for (const address of ADDRESSES) {
  const frame = document.createElement("iframe"), copy = document.createElement("pre");
  frame.src = address;
  document.body.append(frame, copy);
  const look = () => {
    const verdict = frame.contentDocument && frame.contentDocument.getElementById("verdict");
    if (verdict && verdict.className) copy.textContent = frame.contentDocument.documentElement.outerHTML;
    else setTimeout(look, 10);
  };
  look();
}
</script>"""
"""Pages beside each other, and below each what came to stand on it: a browser takes seconds to start."""


class Copies(HTMLParser):
    """What stood on each page of a wall."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "pre":
            self.found.append("")
            self._inside = True

    def handle_endtag(self, tag: str) -> None:
        if tag == "pre":
            self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.found[-1] += data


@dataclass(frozen=True)
class Browser:
    """A browser, and a folder with the page."""

    folder: Path

    def look(self, payload: str, language: str = "en") -> Shown:
        """Open the page as a phone does that has read the code."""
        return Shown(self._dump((self.folder / "verify.html").as_uri() + self._fragment(payload, language)))

    def look_at_all(self, codes: Sequence[tuple[str, str]]) -> list[Shown]:
        """Open the page for many codes and languages in one browser."""
        addresses = json.dumps(["verify.html" + self._fragment(*code) for code in codes])
        wall = self.folder / "wall.html"
        wall.write_text(WALL.replace("ADDRESSES", addresses), encoding="utf-8")
        # A file may look into another only if it is allowed to.
        return [Shown(html) for html in Copies(self._dump(wall.as_uri(), "--allow-file-access-from-files")).found]

    def _fragment(self, payload: str, language: str) -> str:
        return "#" + ("en!" if language == "en" else "") + quote(payload, safe="")

    def _dump(self, address: str, *more: str) -> str:
        flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--virtual-time-budget=20000", *more]
        command = ["chromium", *flags, f"--user-data-dir={self.folder / 'profile'}", "--dump-dom", address]
        return subprocess.run(command, capture_output=True, check=True, timeout=PATIENCE_SECONDS).stdout.decode()


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Browser:
    folder = tmp_path_factory.mktemp("page")
    write_page(folder / "verify.html", KEYS)
    return Browser(folder)


def payload_of(content: PersonalPaper, sealer: KeySealer = SEALER) -> str:
    code = sealer.code(content)
    assert isinstance(code, Code)
    return code.payload


def rebuilt(payload: str, language: str) -> list[list[list[str]]]:
    """The program's own tables, as rows of cells."""
    words, form = words_of(language), open_payload(payload, KEYS).form
    head = [[heading, text] for heading, text in head_of(form, words)]
    return [head, *([list(t.headings), *map(list, t.rows)] for t in tables_of(form, words))]


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize(
    ("content", "kind"),
    [(troubled_list(), "genuine"), (irregular_list(), "genuine"), (endless_list(), "caution")],
    ids=["troubled", "irregular", "partial"],
)
def test_a_genuine_code_gives_the_programs_table(
    browser: Browser, content: PersonalPaper, kind: str, language: str
) -> None:
    page = browser.look(payload_of(content), language)
    assert page.kind == kind
    assert "demo-01" in page.verdict
    assert page.tables == rebuilt(payload_of(content), language)


def test_every_demo_persons_table_is_the_programs(browser: Browser) -> None:
    codes = []
    for number, account in enumerate(demo_accounts()):
        for place, content in enumerate(papers_of(account)):
            if place >= 2:  # the whole list, and every paper that is none
                payload = payload_of(replace(content, printed_at=datetime(2026, 11, 21, 14, 32)))
                codes.append((payload, ("zh_CN", "en")[(number + place) % 2]))
    assert len(codes) >= len(demo_accounts())
    for code, page in zip(codes, browser.look_at_all(codes), strict=True):
        assert page.tables == rebuilt(*code)


def test_altered_bytes_are_refused(browser: Browser) -> None:
    data = base45.decode(payload_of(payload_list := payment_list(3)).removeprefix(PREFIX))
    assert form_of(payload_list)
    codes = []
    for place in (5, 40, 70, len(data) - 1):
        altered = bytearray(data)
        altered[place] ^= 1
        codes.append((PREFIX + base45.encode(bytes(altered)), "en"))
    for page in browser.look_at_all(codes):
        assert (page.kind, page.tables) == ("refused", [])
        assert "signature does not fit" in page.verdict


@pytest.mark.parametrize(
    ("payload", "sentence"),
    [
        ("SB2:ABC", "version"),
        ("hello", "not the code"),
        ("SB1:ABC", "cut off"),
        ("SB1:::::", "cut off"),
        ("SB1:" + "A" * 9000, "not the code"),
    ],
)
def test_what_is_no_code_is_refused(browser: Browser, payload: str, sentence: str) -> None:
    page = browser.look(payload)
    assert page.kind == "refused"
    assert sentence in page.verdict


def test_an_unknown_an_expired_and_the_demo_key(browser: Browser) -> None:
    unknown = KeySealer(new_key("x", date(2026, 11, 1), 1))
    assert "not known here" in browser.look(payload_of(payment_list(1), unknown)).verdict
    longer = replace(KEY, record=replace(KEY.record, valid_until=date(2030, 1, 1)))
    late = replace(payment_list(1), printed_at=datetime(2027, 1, 1))
    page = browser.look(payload_of(late, KeySealer(longer)))
    assert page.kind == "refused"
    assert page.verdict.startswith("Signed after the key had expired on 1 December 2026.")
    page = browser.look(payload_of(payment_list(1), KeySealer(demo_key())))
    assert page.kind == "caution"
    assert "proves nothing" in page.verdict


def test_nothing_is_fetched_and_every_text_has_its_words() -> None:
    page = page_with(KEYS)
    assert "default-src 'none'" in page
    assert not re.search(r"https?://|@import|\bsrc=|<link", page)
    assert not re.search(r"@(SCRIPT|STYLE|DATA)@", page)
    said = set(re.findall(r"(?:\bT|Refused)\(\"([^\"]+)\"", page))
    said |= set(re.findall(r"data-text=\"([^\"]+)\"", page))
    assert said <= set(TEXTS), said - set(TEXTS)
