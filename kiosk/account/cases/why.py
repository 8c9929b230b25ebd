"""Every reason a month can have: the case it belongs to, its words and the next step; all catalogue messages.

Sources: SIL is the Social Insurance Law; the section numbers are those of domain.md.
"""

from __future__ import annotations

from kiosk.account.cases import told
from kiosk.account.cases.case import Case
from kiosk.account.cases.told import Reason, Told
from kiosk.words import N_


class Why(Reason):
    """The reasons, case by case."""

    PAID = Told(Case.PAID, told.PAID, N_("Paid by {unit}; the money arrived on {day}."), told.NOTHING)
    PAID_BY_UNIT_ALONE = Told(  # SIL 35 and 53
        Case.PAID,
        told.PAID,
        N_("Paid by {unit} alone, as the law has it (Art. {articles}); you pay nothing. The money arrived on {day}."),
        told.NOTHING,
    )
    PAID_FARM_CONTRACT = Told(  # Regulations on Unemployment Insurance, Art. 6
        Case.PAID,
        told.PAID,
        told.FARM_CONTRACT,
        N_("If you are not on a farm contract, ask your unit's social insurance staff."),
    )
    PAID_UNIT_NOT_KNOWN = Told(
        Case.PAID,
        told.PAID,
        N_("Your own part arrived on {day}; what {unit} paid is not in the data."),
        told.ASK_WHETHER,
    )
    PAID_BY_SEVERAL = Told(
        Case.PAID, told.PAID, N_("Paid by several units for the same month: {units}."), N_("The month counts once.")
    )
    PAID_ADJUSTED = Told(
        Case.PAID, told.PAID, N_("Paid by {unit}, and corrected afterwards ({kind}); arrived on {day}."), told.NOTHING
    )
    PAID_AFTER_REFUND = Told(
        Case.PAID, told.PAID, N_("Paid by {unit}. A part was refunded on {day}; the month stays paid."), told.NOTHING
    )
    PAID_OTHER_KIND = Told(
        Case.PAID, told.PAID, N_('Paid by {unit} as "{kind}"; the money arrived on {day}.'), told.NOTHING
    )
    PAID_MOVED_OUT = Told(
        Case.PAID, told.PAID, N_("Paid, and moved to another place's record ({kind}) on {day}."), told.NOTHING
    )
    PAID_TWICE = Told(
        Case.PAID,
        N_("Paid more than once"),
        N_("Paid {count} times by {unit} for the same month; it counts once."),
        N_("Ask your unit's social insurance staff about a refund."),
        attention=True,
    )
    PAID_PART_OWED = Told(
        Case.PAID,
        N_("Paid, but a part is still due"),
        N_("Paid by {unit}; a part due from {next_unit} has not arrived."),
        told.ASK_WHEN,
        attention=True,
    )

    BACK_PAID = Told(
        Case.BACK_PAID,
        N_("Paid later"),
        N_("Paid later by {unit}: settled in {settled}, the money arrived on {day}."),
        told.NOTHING,
    )
    BACK_PAID_AS = Told(
        Case.BACK_PAID,
        N_("Paid later"),
        N_('Paid later by {unit} as "{kind}": settled in {settled}, the money arrived on {day}.'),
        told.NOTHING,
    )

    # Waived or reduced by law: section 5; resources/rules/relief.toml.
    UNIT_PART_WAIVED = Told(
        Case.RELIEVED,
        N_("Unit's part waived by law (2020 relief); not owed"),
        N_("The law waived {unit}'s part for this month; your own part arrived on {day}. Nothing is owed."),
        told.NOTHING,
    )
    UNIT_PART_HALVED = Told(
        Case.RELIEVED,
        N_("Unit's part halved by law (2020 relief); not owed"),
        N_("The law halved {unit}'s part for this month; it arrived on {day}. Nothing is owed."),
        told.NOTHING,
    )
    WAIVED = Told(
        Case.RELIEVED,
        N_("Waived by law (2020 relief); not owed"),
        N_("Only {unit} pays this insurance, and the law waived its part for this month. Nothing is owed."),
        told.NOTHING,
    )

    TRANSFERRED_ROW = Told(
        Case.TRANSFERRED_IN,
        told.TRANSFERRED,
        N_("Paid in another place and transferred here; it arrived on {day}."),
        told.NOTHING,
    )
    TRANSFERRED = Told(Case.TRANSFERRED_IN, told.TRANSFERRED, told.MONTHS_TRANSFERRED, told.NOTHING)

    # Collected together with medical insurance: SIL 53, the merger of 2019.
    WITH_MEDICAL_BY_ROW = Told(
        Case.WITH_MEDICAL,
        told.MERGED,
        N_("Since {since} collected together with medical insurance; the amount of its own is 0."),
        told.NOTHING,
    )
    WITH_MEDICAL = Told(
        Case.WITH_MEDICAL,
        told.MERGED,
        N_("Since {since} collected together with medical insurance, which is paid for this month."),
        told.NOTHING,
    )

    # Owed: SIL 60, 63.
    OWED = Told(Case.OWED, told.OWED, N_("Due from {unit}, but the money has not arrived."), told.ASK_WHEN)
    OWED_PART = Told(
        Case.OWED,
        N_("Only a part of the due has arrived"),
        N_("Due from {unit}; only a part of the money has arrived."),
        told.ASK_WHEN,
    )
    OWED_ALONE = Told(
        Case.OWED,
        told.OWED,
        N_("You pay for yourself; the money for this month has not arrived."),
        N_("Pay through the tax authority's channels, or ask at the window whether it can still be paid."),
    )
    OWED_BROKEN_OFF = Told(
        Case.OWED,
        N_("The collection was broken off; the money has not arrived"),
        N_("The collection from {unit} was broken off; the money has not arrived."),
        N_("Ask who pays to check the bank account the money is collected from."),
    )
    OWED_TOO_LONG = Told(
        Case.OWED,
        N_("Marked as on the way for too long; the money has not arrived"),
        N_("The payment by {unit} has been marked as on the way since {settled}; that is too long."),
        told.ASK_WHETHER,
    )
    OWED_DEFERRAL_OVER = Told(
        Case.OWED,
        N_("The deferral is over; the money has not arrived"),
        N_("{unit} was allowed to pay by {until}; the money has not arrived since."),
        told.ASK_WHEN,
    )
    OWED_WITH_MEDICAL = Told(Case.OWED, told.MERGED, told.SEE_MEDICAL, told.ASK_WHEN, attention=False)

    # Deferred by approval: SIL 60.
    DEFERRED = Told(
        Case.DEFERRED,
        told.DEFERRED,
        N_("The agency allowed {unit} to pay later. It is not owed, and counts once it is paid."),
        told.NOTHING,
    )
    DEFERRED_UNTIL = Told(
        Case.DEFERRED,
        told.DEFERRED,
        N_("The agency allowed {unit} to pay by {until}. It is not owed, and counts once it is paid."),
        told.NOTHING,
    )
    DEFERRED_WITH_MEDICAL = Told(Case.DEFERRED, told.MERGED, told.SEE_MEDICAL, told.NOTHING)

    ROW_ON_THE_WAY = Told(
        Case.ON_THE_WAY, told.ON_THE_WAY, N_("{unit}'s payment, settled in {settled}, is on the way."), told.LATER
    )
    WITHIN_DELAY = Told(
        Case.ON_THE_WAY,
        told.ON_THE_WAY,
        N_("No payment is in the data yet. They reach to {until} and come up to {count} months late."),
        told.LATER,
    )
    NOT_IN_DATA_YET = Told(
        Case.ON_THE_WAY, N_("Not yet in the data"), N_("The data reach to {until}; this is later."), told.LATER
    )
    YEAR_RUNNING = Told(
        Case.ON_THE_WAY,
        N_("The year is still running"),
        N_("No payment yet for {period}; the data reach to {until}, and the year is not over."),
        N_("Pay within the period the agency announces."),
    )
    ON_THE_WAY_WITH_MEDICAL = Told(Case.ON_THE_WAY, told.MERGED, told.SEE_MEDICAL, told.LATER)

    REFUNDED = Told(
        Case.REFUNDED,
        told.REFUNDED,
        N_("Paid, and refunded to {unit} on {day}. The month does not count."),
        told.ASK_WHY,
    )
    REFUNDED_WITH_MEDICAL = Told(Case.REFUNDED, told.MERGED, told.SEE_MEDICAL, told.ASK_WHY, attention=False)

    BETWEEN = Told(
        Case.PAUSED,
        N_("No payment: one unit had stopped, the next payment came later"),
        N_("The payment for {since} by {unit} was the last; {next_unit} went on in {until}."),
        told.ASK_UNITS,
        attention=True,
    )
    LEFT_OUT = Told(
        Case.PAUSED,
        N_("No payment: left out between two payments of the same unit"),
        N_("Paid by {unit} for {since} and again for {until}, but not in between."),
        told.ASK_WHETHER,
        attention=True,
    )
    STOPPED = Told(
        Case.PAUSED,
        N_("Payment paused: no unit has paid since"),
        N_("The payment for {since} by {unit} was the last; it stopped then."),
        told.CONTINUE,
        attention=True,
    )
    NEVER_PAID = Told(
        Case.PAUSED,
        N_("Payment paused: no payment is recorded at all"),
        N_("You are registered for this insurance, but it is paused and no payment is recorded."),
        told.CONTINUE,
        attention=True,
    )
    PAYS_ALONE = Told(
        Case.PAUSED,
        N_("You pay for yourself: this insurance is for employees"),
        N_("You pay for yourself in this month; flexible workers do not take part in this insurance."),
        told.NOTHING,
    )
    YEAR_AS_EMPLOYEE = Told(
        Case.PAUSED,
        N_("Insured as an employee in that year"),
        N_("Nothing was paid for {period}; you were insured as an employee in that year."),
        told.NOTHING,
    )
    YEAR_LEFT_OUT = Told(
        Case.PAUSED,
        N_("No payment for this year"),
        N_("Nothing was paid for {period}. Residents choose themselves whether to pay."),
        N_("Ask at the window whether the year can still be paid."),
        attention=True,
    )

    # Retired or ended: SIL 16.
    RETIRED = Told(
        Case.ENDED, told.ENDED, N_("You have drawn a pension since {since}; nothing is paid in any more."), told.NOTHING
    )
    ENDED = Told(
        Case.ENDED, told.ENDED, N_("You draw benefits, or this insurance has ended; nothing is due."), told.NOTHING
    )
    MOVED_OUT = Told(
        Case.ENDED,
        N_("After the move to another place"),
        N_("Your insurance was moved to {agency} on {day}; ask there for later months."),
        told.NOTHING,
    )
    BEFORE = Told(
        Case.BEFORE,
        N_("Before the first participation"),
        N_("You first took part in this insurance in {until}."),
        told.NOTHING,
    )
    NOT_RECORDED = Told(
        Case.NOT_KNOWN,
        told.NOT_RECORDED,
        N_("You are registered as insured, but nothing is recorded for this month. The last payment was for {since}."),
        told.ASK_WHETHER,
    )
    NO_FIRST_PAYMENT = Told(
        Case.NOT_KNOWN,
        N_("Not recorded: insured, but the first payment came later"),
        N_("You are registered as insured from {since}, but the first payment here is for {until}."),
        told.ASK_WINDOW,
    )
    NO_PAYMENT_AT_ALL = Told(
        Case.NOT_KNOWN,
        N_("Not recorded: insured, but there is no payment at all"),
        N_("You are registered as insured from {since}, but no payment is recorded."),
        told.ASK_WHETHER,
    )
    NOT_RECORDED_WITH = Told(
        Case.NOT_KNOWN,
        told.NOT_RECORDED,
        N_("You are registered with {unit} for this month, but nothing is recorded of a payment."),
        told.ASK_WHETHER,
    )
    NOTHING_SAYS = Told(
        Case.NOT_KNOWN,
        N_("Not recorded, and the data do not say whether you were insured"),
        N_("Nothing is recorded for this month, and the data do not say whether you were insured."),
        told.ASK_WINDOW,
    )
    TRANSFER_UNCLEAR = Told(
        Case.NOT_KNOWN,
        N_("Not recorded: a transfer brought fewer months than are missing"),
        N_("{agency} transferred {count} months here; which months of the time before {until} they are is not known."),
        told.ASK_WINDOW,
    )
