"""Which files may be plain, and which of their columns is what."""

from __future__ import annotations

import pytest

from kiosk.intake.csv_layout import layout_of
from kiosk.intake.encoding import GB18030
from kiosk.intake.plain import NOT_READ, NotPlain, form_of
from tests.kiosk.intake.plain_lines import HR, LINE

LAYOUT = layout_of(list(LINE), HR, "data.csv")


def test_two_columns_of_one_field_are_for_the_readers() -> None:
    header = [*LINE, "到账日期"]
    with pytest.raises(NotPlain):
        form_of(layout_of(header, HR, "data.csv"), len(header), HR)


def test_a_number_is_kept_as_one_whichever_column_it_stands_in() -> None:
    with_document = {**LINE, "AAE135": "anything"}
    alone = {("AAE135" if field == "AAC002" else field): text for field, text in LINE.items()}
    for line, place in ((with_document, "AAC002"), (alone, "AAE135")):
        header = list(line)
        form = form_of(layout_of(header, HR, "data.csv"), len(header), HR)
        assert [at for at, field in enumerate(form.columns) if field == "number"] == [header.index(place)]
    assert form.columns[-1] == NOT_READ


def test_files_are_taken_as_they_are_when_all_of_them_are_gb_18030() -> None:
    bar = HR.model_copy(update={"delimiter": "|"})
    assert form_of(LAYOUT, len(LINE), HR, [GB18030, GB18030]).encoding == GB18030
    assert form_of(LAYOUT, len(LINE), HR, [GB18030, "utf-8"]).encoding == "utf-8"
    assert form_of(LAYOUT, len(LINE), bar, [GB18030]).encoding == "utf-8"
