"""The page that verifies in a browser, in a real one: its verdicts, and its tables beside the program's own."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from html.parser import HTMLParser
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


Browse = Callable[..., Shown]


@pytest.fixture(scope="module")
def browse(tmp_path_factory: pytest.TempPathFactory) -> Browse:
    folder = tmp_path_factory.mktemp("page")
    write_page(folder / "verify.html", KEYS)

    def look(payload: str, language: str = "en") -> Shown:
        address = (
            (folder / "verify.html").as_uri() + "#" + ("en!" if language == "en" else "") + quote(payload, safe="")
        )
        flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--virtual-time-budget=20000"]
        told = subprocess.run(
            ["chromium", *flags, f"--user-data-dir={folder / 'profile'}", "--dump-dom", address],
            capture_output=True,
            check=True,
            timeout=90,
        )
        return Shown(told.stdout.decode())

    return look


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
    browse: Browse, content: PersonalPaper, kind: str, language: str
) -> None:
    page = browse(payload_of(content), language)
    assert page.kind == kind
    assert "demo-01" in page.verdict
    assert page.tables == rebuilt(payload_of(content), language)


@pytest.mark.parametrize("number", range(17))
def test_every_demo_persons_table_is_the_programs(browse: Browse, number: int) -> None:
    account = demo_accounts()[number]
    for place, content in enumerate(papers_of(account)):
        if place >= 2:  # the whole list, and every paper that is none
            payload = payload_of(replace(content, printed_at=datetime(2026, 11, 21, 14, 32)))
            language = ("zh_CN", "en")[(number + place) % 2]
            assert browse(payload, language).tables == rebuilt(payload, language)


def test_altered_bytes_are_refused(browse: Browse) -> None:
    data = base45.decode(payload_of(payload_list := payment_list(3)).removeprefix(PREFIX))
    assert form_of(payload_list)
    for place in (5, 40, 70, len(data) - 1):
        altered = bytearray(data)
        altered[place] ^= 1
        page = browse(PREFIX + base45.encode(bytes(altered)))
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
def test_what_is_no_code_is_refused(browse: Browse, payload: str, sentence: str) -> None:
    page = browse(payload)
    assert page.kind == "refused"
    assert sentence in page.verdict


def test_an_unknown_an_expired_and_the_demo_key(browse: Browse) -> None:
    assert (
        "not known here" in browse(payload_of(payment_list(1), KeySealer(new_key("x", date(2026, 11, 1), 1)))).verdict
    )
    longer = replace(KEY, record=replace(KEY.record, valid_until=date(2030, 1, 1)))
    late = replace(payment_list(1), printed_at=datetime(2027, 1, 1))
    page = browse(payload_of(late, KeySealer(longer)))
    assert page.kind == "refused"
    assert page.verdict.startswith("Signed after the key had expired on 1 December 2026.")
    page = browse(payload_of(payment_list(1), KeySealer(demo_key())))
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
