"""A quick value is in everything the frozen dataclass it is, but for what making it costs."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError, dataclass, field, replace

import pytest

from kiosk.account.payment_list import ListRow
from kiosk.model import Contribution
from kiosk.period import Month
from kiosk.quick import quick
from tests.kiosk.people import contribution


@quick
@dataclass(frozen=True, slots=True)
class Quick:
    """A made-up value."""

    one: int
    two: str = field(repr=False)
    three: tuple[int, ...] = ()

    @property
    def doubled(self) -> int:
        """Twice the first."""
        return 2 * self.one


def test_it_is_made_by_place_and_by_name_with_defaults() -> None:
    assert Quick(1, "b") == Quick(two="b", one=1, three=())
    assert Quick(1, "b", (3,)) != Quick(1, "b")
    assert Quick(1, "b").doubled == 2
    assert hash(Quick(1, "b")) == hash(Quick(1, "b"))
    assert repr(Quick(1, "secret")) == "Quick(one=1, three=())"
    assert type(Quick(1, "b")) is Quick


def test_it_is_never_changed() -> None:
    value = Quick(1, "b")
    with pytest.raises(FrozenInstanceError):
        value.one = 2  # type: ignore[misc]  # that is the point
    with pytest.raises(FrozenInstanceError):
        del value.one
    with pytest.raises((AttributeError, TypeError)):
        object.__setattr__(value, "four", 4)


@pytest.mark.parametrize("wrong", [(), (1,), (1, "b", (), 4)])
def test_wrong_arguments_are_an_error(wrong: tuple[object, ...]) -> None:
    with pytest.raises(TypeError):
        Quick(*wrong)  # type: ignore[arg-type]  # that is the point


def test_it_is_replaced_copied_and_sent_to_another_process() -> None:
    value = Quick(1, "b", (3,))
    assert replace(value, one=2) == Quick(2, "b", (3,))
    for again in (copy.copy(value), copy.deepcopy(value), pickle.loads(pickle.dumps(value))):  # noqa: S301 our own
        assert again == value
        assert type(again) is Quick


def test_a_row_of_an_account_stays_what_it_was() -> None:
    row = contribution(Month(2026, 10))
    assert pickle.loads(pickle.dumps(row)) == row  # noqa: S301 our own
    assert replace(row, base=1).base == 1
    assert isinstance(row, Contribution)
    assert "800000" not in repr(row)
    with pytest.raises(FrozenInstanceError):
        row.base = 2  # type: ignore[misc]  # that is the point
    assert ListRow.__match_args__[:2] == ("paid_for", "insurance")


def test_what_cannot_be_made_quickly_is_refused() -> None:
    @dataclass(frozen=True, slots=True)
    class Listing:
        some: list[int] = field(default_factory=list)

    @dataclass(frozen=True, slots=True)
    class Checked:
        one: int

        def __post_init__(self) -> None:
            raise AssertionError

    @dataclass(frozen=True, slots=True)
    class Longer(Quick):
        four: int = 4

    for cls in (Listing, Checked, Longer):
        with pytest.raises(TypeError, match="cannot be made quickly|is no dataclass"):
            quick(cls)
