"""What is cut out of the text is what the parser reads: for files of all shapes, whole and damaged."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.errors import Refused
from kiosk.intake import xml_source
from kiosk.intake.encoding import Utf8Stream
from kiosk.intake.findings import Findings, Flaw
from kiosk.intake.profile import load_profile
from kiosk.intake.xml_source import MOST_SHAPES, XmlSource
from tests.kiosk.intake.samples import NAMESPACE, PAYMENT, gbt, payment, record

PROFILE = load_profile("gbt40217")
PERSON = "养老保险个人基本信息表"
FIELDS = ("人员编码", "社会保障号码", "姓名", "就业状态代码", "就业状态名称", "户籍所在地")
Rows = list[tuple[str, int, dict[str, str]]]

VALUES = st.text("张三\U00020bb7 \t\r\n<>&]0.\ufffd\ue000", max_size=6)
WRITERS: tuple[Callable[[str, str], str], ...] = (
    lambda name, text: f"<{name}>{escape(text)}</{name}>",
    lambda name, text: f"<{name}>{escape(text)}</{name} >" if text else f"<{name}/>",
    lambda name, text: f'\r\n <{name} locID="100001">{escape(text)}</{name}>',
    lambda name, text: f"<{name}><![CDATA[{text.replace(']', '')}]]></{name}>",
    lambda name, text: f"<!-- 注 --><{name}>{escape(text)}<!-- < --></{name}>",
    lambda name, text: f"<{name}>{escape(text)}</{name}>" * 2,
)


def read(text: str, *, parsed: bool = False) -> Rows | str:
    """Read a file's records; or say why not. `parsed`: by the parser alone."""
    stream = Utf8Stream(io.BytesIO(b""), "a.xml", "utf-8", text.encode("utf-8"))
    source = XmlSource(stream, PROFILE, Findings())
    if parsed:
        source._root_stands_first = lambda: False  # type: ignore[method-assign]  # as if nothing were even
    rows: Rows = []
    try:
        for batch in source.batches():
            for row in range(batch.count):
                cells = {field: texts[row] for field, texts in batch.columns.items() if texts[row]}
                rows.append((batch.kind.value, batch.lines[row], cells))
    except Refused as refused:
        return str(refused)
    return rows


def told(outcome: Rows | str) -> Rows | str:
    """Both ways give the same rows, or refuse for the same reason at about the same place."""
    return re.sub(r"line [0-9]+ \([^)]*\)", "line", outcome) if isinstance(outcome, str) else outcome


@st.composite
def records(draw: st.DrawFn, writers: int) -> str:
    table = draw(st.sampled_from((PERSON, PERSON, PAYMENT, "别的表", "养老保险死亡人员信息表")))
    fields = [name for name in FIELDS if draw(st.integers(0, 4))]
    texts = [WRITERS[draw(st.integers(0, writers))](name, draw(VALUES)) for name in fields]
    return f"<{table}>{''.join(texts)}</{table}>"


@st.composite
def files(draw: st.DrawFn, writers: int) -> str:
    between = draw(st.sampled_from(("", "\n", " \r\n", "<!-- - -->", "<?x y?>")))
    return gbt(*draw(st.lists(records(writers), min_size=1, max_size=8)), declared="", between=between)


@given(files(2))
@settings(max_examples=150, deadline=None)
def test_what_is_cut_is_what_the_parser_reads(text: str) -> None:
    assert read(text) == read(text, parsed=True)


@given(files(5))
@settings(max_examples=150, deadline=None)
def test_what_cannot_be_cut_is_parsed(text: str) -> None:
    assert told(read(text)) == told(read(text, parsed=True))


@given(files(3), st.data())
@settings(max_examples=300, deadline=None)
def test_damage_is_refused_either_way(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text) - 1))
    sign = data.draw(
        st.sampled_from(("", "<", ">", "/", "&", '"', "\x1f", "\x01", "\ufffe", "]]>", "x", "<x>", "<x/>"))
    )
    broken = text[:at] + sign + text[at + data.draw(st.integers(0, 2)) :]
    cut, parsed = read(broken), read(broken, parsed=True)
    assert isinstance(cut, str) == isinstance(parsed, str), (cut, parsed)
    assert isinstance(cut, str) or cut == parsed


def test_a_missing_field_does_not_let_another_name_stand_aside() -> None:
    both = {"人员编码": "1", "就业状态代码": "10", "就业状态名称": "在业"}
    alone = {"人员编码": "1", "就业状态代码": "10"}
    found = read(gbt(*(record(PERSON, each) for each in (both, alone, both)), root="人员信息", declared=""))
    assert not isinstance(found, str)
    assert [cells["employment"] for _, _, cells in found] == ["在业", "10", "在业"]


def test_an_empty_field_does_not_hide_what_another_name_says() -> None:
    """Else a due would be shown as not arrived whose source says in words that it has."""
    ways = (("1", "是"), ("", "是"), ("1", ""), ("", ""), (" ", "是"), ("0", "是"))
    twice = [payment(足额到账标志代码=code, 足额到账标志=word) for code, word in ways * 2]
    found = read(gbt(*(record(PAYMENT, each) for each in twice), declared=""))
    assert not isinstance(found, str)
    assert [cells.get("fully_arrived") for _, _, cells in found] == ["1", "是", "1", None, "是", "0"] * 2
    compact = gbt(*(record(PAYMENT, each) for each in twice), declared="").replace("></足额到账标志代码>", "/>")
    assert "<足额到账标志代码/>" in compact
    assert read(compact) == found


def test_more_ways_of_writing_than_are_remembered() -> None:
    ways = MOST_SHAPES + 5
    written = [record(PAYMENT, payment()).replace("<姓名>", f'<姓名 n="{n}">') for n in range(ways)]
    found = read(gbt(*written, *written, declared=""))
    assert len(found) == 2 * ways
    assert found[0][2] == found[-1][2]


def test_damage_is_named_by_its_line_wherever_it_stands() -> None:
    lines = [record(PAYMENT, payment(结算单号=f"S{n}")) for n in range(300)]
    lines[250] = lines[250].replace("</姓名>", "</姓>")
    text = gbt(*lines, declared="")
    assert "at line 252 (" in str(read(text))
    assert "at line 252 (" in str(read(text, parsed=True))


@pytest.mark.parametrize("beginning", ["", "<!-- 注 -->"])
@pytest.mark.parametrize("endless", ["<姓名>" + "x" * 70_000, "<a>x</a>" * 9_000, " " * 70_000, "<!-- " + "x" * 70_000])
def test_a_record_without_an_end_is_refused_in_time(
    monkeypatch: pytest.MonkeyPatch, beginning: str, endless: str
) -> None:
    monkeypatch.setattr(xml_source, "LONGEST_RECORD", 4096)
    head = f'<人员缴费 xmlns="{NAMESPACE}">{beginning}'
    said = str(read(f"{head}<{PAYMENT}>{endless}"))
    assert "a record that does not end" in said or "damaged" in said


def test_a_table_that_is_not_read_is_said_once() -> None:
    findings = Findings()
    text = gbt(*(record("别的表", {"人员编码": str(n)}) for n in range(5)), declared="")
    stream = Utf8Stream(io.BytesIO(b""), "a.xml", "utf-8", text.encode())
    assert list(XmlSource(stream, PROFILE, findings).batches()) == []
    assert findings.counts == {Flaw.UNKNOWN_TABLE: 1}


@pytest.mark.parametrize(
    "odd",
    [
        f"<{PAYMENT}><{PAYMENT}>1</{PAYMENT}></{PAYMENT}>",
        f"<{PAYMENT} a='x>y'/>",
        f"<{PAYMENT} a='/>'><姓名 a='/>'></姓名></{PAYMENT}>",
    ],
)
def test_an_odd_record_costs_its_neighbours_nothing(odd: str) -> None:
    even = record(PAYMENT, {"人员编码": "1", "姓名": "张三"})
    found = read(gbt(even, odd, even, declared="", between=""))
    assert found == read(gbt(even, odd, even, declared=""), parsed=True)
    assert [row[1] for row in found] == [1, 2, 3]
    assert found[2][2] == found[0][2] == {"source_id": "1", "name": "张三"}


def test_elements_without_a_namespace_refuse_the_file_wherever_they_stand() -> None:
    """Else everything behind them would be lost unsaid: their ends would look like texts."""
    even = record(PAYMENT, {"人员编码": "1", "姓名": "张三"})
    for odd in (
        even.replace("<姓名>张三", '<姓名><x xmlns="">张</x>'),
        even.replace("<姓名>", '<姓名 xmlns="">'),
        even.replace(f"<{PAYMENT}>", f'<{PAYMENT} xmlns="">'),
    ):
        for beginning in ("", "<!-- 注 -->"):
            said = str(read(gbt(even, beginning + odd, even, even, declared="")))
            assert "nothing was imported" in said, said
