"""PC/SC's event state taken apart; everything that needs the service stands in tests/hardware."""

from __future__ import annotations

from devices.pcsc import SlotState


def test_a_state_holds_presence_and_a_count() -> None:
    state = SlotState("Reader 00 00", 0x00030022)
    assert (state.usable, state.present, state.count) == (True, True, 3)
    assert not SlotState("Reader 00 00", 0x00030012).present


def test_a_reader_that_is_unknown_or_unavailable_holds_no_card() -> None:
    for flag in (0x04, 0x08):
        state = SlotState("Reader 00 00", 0x20 | flag)
        assert not state.usable and not state.present


def test_an_atr_is_not_in_the_repr() -> None:
    assert "3b6d" not in repr(SlotState("Reader 00 00", atr=bytes.fromhex("3B6D"))).lower()
    assert "atr" not in repr(SlotState("Reader 00 00", atr=b";m"))
