"""Whom to see when something looks wrong, by who paid in the months concerned; and the written way that follows.

Who is paid for by a unit sees the unit's social insurance staff; who pays alone, the district's sub-center (domain.md
section 1.16). Formally a written application to the agency follows (人力资源社会保障部令第14号, Art. 16).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.account.cases.case import PeriodCase
from kiosk.model import Account, Unit
from kiosk.words import N_, Words

if TYPE_CHECKING:
    from kiosk.account.payment_list import Issuer


@dataclass(frozen=True, slots=True)
class Objection:
    """Whom to see: units, the sub-center, or (for who did both) all of them."""

    units: tuple[Unit, ...]
    """Each unit concerned once, the latest first."""
    alone: bool
    """Whether the person paid alone for some of the months."""
    agency: str
    """The agency that keeps the record and takes the written application: that of the person's own insurance."""


def whom_to_see(account: Account, cases: Iterable[PeriodCase] = ()) -> Objection:
    """Return whom to see about some months: by who paid, owes or stopped in them; without months about all of them.

    Where the months name nobody, who paid last decides; without any payment it is the agency alone.
    """
    chosen = sorted(cases, key=lambda case: case.period.number, reverse=True)
    codes: dict[str, Unit] = {}
    alone = False
    for case in chosen:
        concerned = [*case.units, *([case.next_unit] if case.next_unit else [])]
        codes.update((unit.code, unit) for unit in concerned if unit.code not in codes)
        alone = alone or any(not row.unit_code for row in case.rows)
    if not codes and not alone:
        return _by_the_latest(account)
    return Objection(tuple(codes.values()), alone, account.person.agency)


def _by_the_latest(account: Account) -> Objection:
    rows = account.contributions
    latest = max(rows, key=lambda row: (row.paid_for.number, row.settled.number), default=None)
    if latest is None or not latest.unit_code:
        return Objection((), latest is not None, account.person.agency)
    unit = account.units.get(latest.unit_code, Unit(latest.unit_code, ""))
    return Objection((unit,), False, account.person.agency)


def objection_sentences(words: Words, objection: Objection, issuer: Issuer) -> tuple[str, ...]:
    """Put it into words: first whom to see, last the written application."""
    said = []
    if objection.units:
        names = words(", ").join(unit.name or unit.code for unit in objection.units)
        said.append(words("Please see the staff in charge of social insurance at: {units}.", units=names))
    if objection.alone:
        said.append(words("You paid for yourself: please go to {sub_center}.", sub_center=issuer.sub_center))
    if not said:
        text = N_("Please go to the window with your ID card, or call {hotline}.")
        said.append(words(text, hotline=issuer.hotline))
    text = N_("You can also apply in writing to {agency} for a check, with what proves it (Order 14, Art. 16).")
    said.append(words(text, agency=objection.agency or issuer.agency))
    return tuple(said)
