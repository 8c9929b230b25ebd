"""Shapes take what the pattern of plain lines takes, and besides only what the writer is told to ask of."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.intake import shapes
from kiosk.intake.csv_layout import layout_of
from kiosk.intake.encoding import GB18030
from kiosk.intake.plain import CODED, WORDS, PlainForm, form_of
from kiosk.intake.shapes import Shapes
from kiosk.intake.signs import pattern_of, words_of
from tests.kiosk.intake.plain_lines import CELLS, HARMLESS, HR, LINE, is_in_the_calendar

LAYOUT = layout_of(list(LINE), HR, "data.csv")
FORM: PlainForm = form_of(LAYOUT, len(LINE), HR)
AS_IS: PlainForm = form_of(LAYOUT, len(LINE), HR, [GB18030])
FIELDS = {column: field for column, field in zip(LINE, FORM.columns, strict=True)}


def lines_of(*rows: dict[str, str], encoding: str = "utf-8") -> bytes:
    return "".join(",".join(row.values()) + "\n" for row in rows).encode(encoding)


def asked_of(line: dict[str, str], form: PlainForm) -> bool:
    """What a writer asks of the groups of lines: codes, months, days, words."""
    for column, text in line.items():
        field = FIELDS[column]
        if field in CODED and not form.means(field, text):
            return False
        if field in WORDS and not words_of(field, form).fullmatch(f"{text}\n"):
            return False
        if field in ("paid_for", "settled") and not ("190001" <= text <= "219912" and "01" <= text[4:] <= "12"):
            return False
        if field == "arrived" and text and not (is_in_the_calendar(text) and "1900" <= text[:4] <= "2199"):
            return False
    return True


@settings(max_examples=600, deadline=None)
@given(
    changed=st.dictionaries(st.sampled_from(sorted(LINE)), CELLS, min_size=1, max_size=2),
    form=st.sampled_from([FORM, AS_IS]),
)
def test_what_shapes_take_beyond_the_pattern_is_asked_of(changed: dict[str, str], form: PlainForm) -> None:
    line = {field: changed.get(field, text).replace(",", "").replace("\n", "") for field, text in LINE.items()}
    plain = pattern_of(LAYOUT, form).fullmatch(",".join(line.values()) + "\n") is not None
    took = Shapes(LAYOUT, form).take(lines_of(line, encoding=form.encoding))
    assert took or not plain
    if took and asked_of(line, form):
        assert plain


@pytest.mark.parametrize(("field", "text"), [(field, text) for field, texts in HARMLESS.items() for text in texts])
def test_they_take_what_is_usual(field: str, text: str) -> None:
    assert Shapes(LAYOUT, FORM).take(lines_of(LINE, LINE | {field: text}))


def test_a_shape_is_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    some = Shapes(LAYOUT, FORM)
    rows = [LINE | {"EAZ058": f"S{n}", "AAC002": "11990119850315001X"} for n in range(10, 100)]
    assert some.take(lines_of(*rows))
    assert len(some._plain) == 1
    monkeypatch.setattr(shapes, "MOST_KEPT", 0)
    assert some.take(lines_of(LINE | {"EAZ058": "T1"}))
    assert len(some._plain) == 1, "what is too much is forgotten"


def test_one_line_of_another_shape_is_looked_at_sign_by_sign() -> None:
    some = Shapes(LAYOUT, FORM)
    assert some.take(lines_of(LINE, LINE | {"AAC001": "甲1"}))
    assert not some.take(lines_of(LINE, LINE | {"AIC020": "1.005"}, LINE))
    assert not some.take(lines_of(LINE) + b"\n" + lines_of(LINE))
    assert not some.take(b"\n" + lines_of(LINE))
    assert not some.take(lines_of(LINE).replace(b",", b";"))


@pytest.mark.parametrize("name", ["丂亊俔", "赵\U00020bb7䶮", "張乗", "尛\u3000尛"])
@pytest.mark.parametrize("form", [FORM, AS_IS])
def test_a_character_is_one_whichever_bytes_it_has(name: str, form: PlainForm) -> None:
    """Among them bytes that are a backslash, a bar and letters elsewhere."""
    rows = [LINE | {"AAC003": name}, LINE | {"AAE044": name}]
    assert Shapes(LAYOUT, form).take(lines_of(*rows, encoding=form.encoding))


@pytest.mark.parametrize("cell", ["AAC003", "AAE044", "else"])
def test_a_sign_of_private_use_is_for_the_readers_where_the_server_decodes(cell: str) -> None:
    line = LINE | {cell: "\ue78d\\"}
    assert not Shapes(LAYOUT, AS_IS).take(lines_of(line, encoding=GB18030))
    if cell != "else":
        assert not words_of(FIELDS[cell], AS_IS).fullmatch("公\ue78d司\n")
