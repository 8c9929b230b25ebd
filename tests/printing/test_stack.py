"""A column's height is what it draws, and nothing in it is cut off."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from printing.fonts import load_fonts
from printing.page import BODY, STRONG
from printing.sheets import Draft
from printing.stack import Stack

TEXTS = st.lists(
    st.text(alphabet="\u793e\u4fdd\u5361\uff0c\u3002\uff08\uff09 abc,1", min_size=1, max_size=80), max_size=8
)


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.floats(60, 400))
def test_everything_stands_inside(texts: list[str], width: float) -> None:
    measure, draft = load_fonts(), Draft()
    stack = Stack(width, measure)
    for number, text in enumerate(texts):
        stack.point("\u25a1", text, BODY) if number % 2 else stack.text(text, STRONG)
    stack.draw(draft, 50, 500)
    page = draft.done()
    for column in page.columns:
        for x, y, text in column.texts:
            assert x >= 50 and x + measure.width(text) * column.style.size <= 50 + width + 0.1
            assert 500 - stack.height <= y <= 500
    kept = [c for text in page.texts() for c in text if not c.isspace() and c != "\u25a1"]
    assert sorted(kept) == sorted(c for text in texts for c in text if not c.isspace())


def test_a_line_to_write_on_begins_behind_its_label() -> None:
    measure, draft = load_fonts(), Draft()
    stack = Stack(200, measure)
    stack.writing_line("Telephone", BODY)
    stack.writing_line("", BODY)
    stack.draw(draft, 10, 100)
    labelled, bare = draft.done().rules
    assert labelled.left > 10 + measure.width("Telephone") * BODY.size
    assert (bare.left, bare.right, labelled.right) == (10, 210, 210)
    assert labelled.y - bare.y > 15
