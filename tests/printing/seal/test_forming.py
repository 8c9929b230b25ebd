"""What is sealed of a paper: what stands on it, masked, whatever the person asked to have printed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kiosk.identity import id_check_character
from printing.seal.blocks import ROWS, SUMMARIES, UNITS
from printing.seal.forming import form_of
from printing.seal.key_file import demo_key
from printing.seal.packed import pack
from printing.seal.payload import seal
from tests.printing.lists import payment_list, troubled_list

NUMBER = "119901198503150015"


def test_every_row_is_there() -> None:
    content = troubled_list()
    rows = [row for section in content.sections for year in section.years for row in year.rows]
    sealed = form_of(content).rows(ROWS)
    units = form_of(content).rows(UNITS)
    assert len(sealed) == len(rows)
    for row, cells in zip(rows, sealed, strict=True):
        assert cells[:2] == (row.insurance, row.paid_for)
        assert cells[3:8] == (row.base, row.unit_paid, row.person_paid, row.total, row.arrived)
        assert isinstance(cells[2], int)
        assert (units[cells[2] - 1] if cells[2] else None) == ((row.unit.code, row.unit.name) if row.unit else None)
    assert [cells[8] for cells in form_of(content).rows(SUMMARIES)] == [s.balance for s in content.summaries]


def test_the_full_number_and_name_are_never_in_it() -> None:
    masked = payment_list(12)
    full = replace(masked, holder_number=NUMBER, holder_name="张三丰", person_id=NUMBER)
    packed = pack(form_of(full))
    for hidden in (NUMBER, NUMBER[6:14], NUMBER[6:], NUMBER[:14], NUMBER[5:9], "三丰"):
        assert hidden.encode() not in packed
        assert hidden.encode("utf-16-be") not in packed


@given(st.dates(date(1930, 1, 1), date(2026, 1, 1)), st.integers(0, 999))
def test_nothing_tells_which_of_the_numbers_behind_a_mask_it_is(born: date, serial: int) -> None:
    """With birth date and all known, trying numbers finds nothing: all of one mask give the very same code."""
    first17 = f"119901{born:%Y%m%d}{serial:03d}"
    number = first17 + id_check_character(first17)
    other = f"119901{born + timedelta(days=400):%Y%m%d}{number[-4:]}"
    codes = {
        seal(pack(form_of(replace(payment_list(2), holder_number=each))), demo_key())
        for each in (number, other, f"119901********{number[-4:]}")
    }
    assert len(codes) == 1


def test_a_name_is_sealed_by_its_first_character() -> None:
    one, other = (replace(payment_list(1), holder_name=name) for name in ("王五", "王老五"))
    assert form_of(one) == form_of(other)
    assert form_of(one).head("holder_name") == "王**"
