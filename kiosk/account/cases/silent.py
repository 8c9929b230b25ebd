"""The case of a period without rows; the first rule that holds decides.

Months: 1 covered by a transfer · 2 before the first participation · 3 maternity since the merger of 2019: as medical
insurance was that month · 4 work injury waived by law in 2020 while the unit went on paying the rest · 5 the person
paid alone: employees' insurances do not run (Social Insurance Law, Art. 10, 23) · 6 before the first payment here ·
7 between two payments: registered with a unit, or not · 8 after the last payment: moved away, retired or ended
(Art. 16), paused, inside the data's delay, not recorded.
Years of residents: before the first · drawing or ended · the running year · inside the delay · employed · left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kiosk.account.cases.case import PeriodCase
from kiosk.account.cases.known import Known
from kiosk.account.cases.why import Why
from kiosk.account.money import Money, amount_of, money_of
from kiosk.account.relief import Extent
from kiosk.insurance import Insurance
from kiosk.model import Participation, Standing, Transfer, Unit
from kiosk.period import Month, Period, Year

EMPLOYEES_ONLY = (Insurance.UNEMPLOYMENT, Insurance.WORK_INJURY, Insurance.MATERNITY)
"""Who works flexibly takes part in pension and medical insurance only (Social Insurance Law, Art. 10, 23)."""

_MIRRORED = {
    Money.CAME: Why.WITH_MEDICAL,
    Money.OWED: Why.OWED_WITH_MEDICAL,
    Money.DEFERRED: Why.DEFERRED_WITH_MEDICAL,
    Money.ON_THE_WAY: Why.ON_THE_WAY_WITH_MEDICAL,
    Money.WENT_BACK: Why.REFUNDED_WITH_MEDICAL,
}


@dataclass(frozen=True, slots=True)
class _Silence:
    """A period without rows, and the payments around it."""

    known: Known
    period: Period
    before: Period | None
    after: Period | None

    def case(
        self,
        why: Why,
        *,
        units: tuple[Unit, ...] = (),
        next_unit: Unit | None = None,
        since: Period | None = None,
        until: Period | None = None,
        day: date | None = None,
        months: int = 0,
        agency: str = "",
    ) -> PeriodCase:
        """The case with the evidence given."""
        return PeriodCase(
            insurance=self.known.insurance,
            period=self.period,
            why=why,
            units=units,
            next_unit=next_unit,
            since=since,
            until=until,
            day=day,
            months=months,
            agency=agency,
        )

    def moved(self, why: Why, transfer: Transfer, until: Period | None = None) -> PeriodCase:
        """A case that stands on a transfer."""
        months, day, agency = transfer.actual_months, transfer.moved, transfer.other_agency
        return self.case(why, months=months, day=day, agency=agency, until=until)


def silent_month(known: Known, month: Month) -> PeriodCase:
    """Return the case of a month without rows."""
    here = _Silence(known, month, known.before(month), known.after(month))
    if month in known.transferred:
        return here.moved(Why.TRANSFERRED, known.transferred[month])
    if known.first is None or month < known.first:
        return here.case(Why.BEFORE, until=known.first)
    early = merged_with_medical(known, month) or _waived(here, month) or _alone(here, month)
    if early:
        return early
    if here.before is None and here.after is not None:
        return _before_payments(here, here.after)
    if here.after is not None:
        return _between(here, _registered_with(known, month))
    return _after_payments(here, month)


def merged_with_medical(known: Known, month: Month) -> PeriodCase | None:
    """Maternity insurance since the merger, without money of its own: as medical insurance was in that month.

    None for other insurances and months, for money of its own, and where no unit paid medical insurance.
    """
    if known.insurance is not Insurance.MATERNITY or month < known.rules.maternity_merged:
        return None
    rows = known.rows.get(month, ())
    begun = known.first is not None and month >= known.first
    if not begun or any(row.unit_due or amount_of(row) for row in rows):
        return None
    by_units = [row for row in known.medical.get(month, ()) if row.unit_code]
    money = money_of(by_units)
    if money is None:
        return None
    return PeriodCase(
        insurance=known.insurance,
        period=month,
        why=_MIRRORED[money],
        rows=rows,
        units=known.units_of(by_units),
        since=known.rules.maternity_merged,
    )


def _waived(here: _Silence, month: Month) -> PeriodCase | None:
    known = here.known
    if known.insurance.rule.person_pays or month not in known.life.with_unit:
        return None
    if not known.rules.relief_of(known.insurance, month, Extent.WAIVED):
        return None
    return here.case(Why.WAIVED, units=known.payer(here.before))


def _alone(here: _Silence, month: Month) -> PeriodCase | None:
    alone = here.known.insurance in EMPLOYEES_ONLY and month in here.known.life.alone
    return here.case(Why.PAYS_ALONE) if alone else None


def _before_payments(here: _Silence, after: Period) -> PeriodCase:
    brought = [each for each in here.known.transfers if each.moved_in and each.actual_months]
    if brought:
        return here.moved(Why.TRANSFER_UNCLEAR, brought[0], until=after)
    return here.case(Why.NO_FIRST_PAYMENT, since=here.known.first, until=after)


def _registered_with(known: Known, month: Month) -> Participation | None:
    """The participation that says with which unit the person was in a month (AAE030, AAE031), where the feed does."""
    for each in known.participations:
        running = each.begun is not None and each.begun <= month and (each.ended is None or month <= each.ended)
        if running and each.unit_code and each.standing is not Standing.NOT_INSURED:
            return each
    return None


def _between(here: _Silence, registered: Participation | None) -> PeriodCase:
    known = here.known
    before, after = known.payer(here.before), known.payer(here.after)
    if registered is not None:
        unit = known.unit(registered.unit_code)
        return here.case(Why.NOT_RECORDED_WITH, units=(unit,) if unit else (), since=here.before)
    why = Why.LEFT_OUT if before == after else Why.BETWEEN
    return here.case(why, units=before, next_unit=after[0] if after else None, since=here.before, until=here.after)


def _after_payments(here: _Silence, month: Month) -> PeriodCase:
    known, standing = here.known, here.known.standing
    gone = _moved_out(known, month)
    if gone:
        return here.moved(Why.MOVED_OUT, gone)
    drawing = known.drawing_since
    if drawing and month >= drawing:
        return here.case(Why.RETIRED, since=drawing)
    if standing is Standing.ENDED or (standing is Standing.DRAWING and drawing is None):
        return here.case(Why.ENDED)
    stopped = standing in (Standing.PAUSED, Standing.NOT_INSURED, Standing.DRAWING)
    if stopped or (standing is Standing.PAYING and _all_ended(known, month)):
        return _stopped(here)
    delay, as_of = known.rules.delay_months, known.as_of
    if as_of and month.months_to(as_of) < delay:
        return here.case(Why.WITHIN_DELAY, until=as_of, months=delay)
    if standing is None:
        return here.case(Why.NOTHING_SAYS)
    if here.before is None:
        return here.case(Why.NO_PAYMENT_AT_ALL, since=known.first)
    return here.case(Why.NOT_RECORDED, units=known.payer(here.before), since=here.before)


def _stopped(here: _Silence) -> PeriodCase:
    known = here.known
    if here.before is None:
        codes = [p.unit_code for p in known.participations if p.unit_code]
        unit = known.unit(codes[0]) if codes else None
        return here.case(Why.NEVER_PAID, units=(unit,) if unit else ())
    return here.case(Why.STOPPED, units=known.payer(here.before), since=here.before)


def _all_ended(known: Known, month: Month) -> bool:
    return all(each.ended is not None and each.ended < month for each in known.participations)


def _moved_out(known: Known, month: Month) -> Transfer | None:
    gone = [t for t in known.transfers if not t.moved_in and t.moved and Month.of(t.moved) <= month]
    return max(gone, key=lambda each: each.moved or date.min, default=None)


def silent_year(known: Known, year: Year) -> PeriodCase:
    """Return the case of a residents' year without rows."""
    here = _Silence(known, year, known.before(year), known.after(year))
    first, as_of, drawing = known.first, known.as_of, known.drawing_since
    if first is None or year.year < first.year:
        return here.case(Why.BEFORE, until=Year(first.year) if first else None)
    if here.after is None and drawing and drawing.year <= year.year:
        return here.case(Why.RETIRED, since=drawing)
    if here.after is None and known.standing in (Standing.DRAWING, Standing.ENDED):
        return here.case(Why.ENDED)
    if as_of and as_of.year == year.year and known.standing in (Standing.PAYING, None):
        return here.case(Why.YEAR_RUNNING, until=as_of)
    delay = known.rules.delay_months
    if as_of and as_of.year > year.year and Month(year.year, 12).months_to(as_of) < delay:
        return here.case(Why.WITHIN_DELAY, until=as_of, months=delay)
    if any(month.year == year.year for month in known.life.with_unit):
        return here.case(Why.YEAR_AS_EMPLOYEE)
    return here.case(Why.YEAR_LEFT_OUT, since=here.before, until=here.after)
