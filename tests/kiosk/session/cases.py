"""One or more of every state, event and outcome, for tests over all of them."""

from __future__ import annotations

from datetime import date, datetime

from kiosk import errors
from kiosk.cards import Holder
from kiosk.choices import SWITCHES, Look, Marked, PaperKind, PrintChoice, PrintPeriod
from kiosk.document import JobPhase, JobState, Picture, PrintJob
from kiosk.events import (
    AdjustmentsKnown,
    Answer,
    BackAsked,
    BugStruck,
    CardInserted,
    CardRemoved,
    ContinueAsked,
    Event,
    FinishAsked,
    HealthChecked,
    InsuranceChosen,
    LanguageChosen,
    LookChosen,
    LowScreenAsked,
    MonthMarked,
    NumberEntered,
    NumberEntryAsked,
    PasswordEntered,
    PinEntered,
    PreviewTurned,
    PrintAsked,
    PrintChoiceMade,
    PrintConfirmed,
    RatingGiven,
    ReaderChanged,
    ReaderCondition,
    RegisterAsked,
    RegistrationEntered,
    TimeOut,
    TimerKind,
    Topic,
    TopicAsked,
    Touched,
    VoiceAsked,
)
from kiosk.insurance import Insurance
from kiosk.outcomes import (
    AccountLoaded,
    ActDone,
    ActFailed,
    CardRead,
    Failed,
    JobLookedAt,
    JobSubmitted,
    LoggedIn,
    LoginRefused,
    Outcome,
    PageDrawn,
    PageLoaded,
    PaperMade,
    PersonFound,
    PinRefused,
    PinTriesKnown,
    StaffAdmitted,
    StaffCardRead,
)
from kiosk.period import Month
from kiosk.rules import Rules
from kiosk.staff.acts import Adjust, ResetStaff, Said, ShutDown
from kiosk.staff.adjustments import Adjustments
from kiosk.staff.events import ActAsked, MaintenanceAsked, PageAsked, StaffEntered
from kiosk.staff.members import Role, StaffMember
from kiosk.staff.states import Maintenance, StaffLogin
from kiosk.staff.views import DevicesView, MachineView, Page
from kiosk.states import (
    AccountDetail,
    BenefitsDetail,
    CardProblem,
    Claim,
    Discrepancy,
    Display,
    EnterNumber,
    EnterPassword,
    EnterPin,
    Guide,
    InsuranceDetail,
    Origin,
    OutOfService,
    Overview,
    PersonDetail,
    PointsDetail,
    Policy,
    Print,
    PrintFailed,
    Printing,
    Rating,
    ReadingCard,
    ReadingStage,
    Register,
    RightsDetail,
    Session,
    State,
    StillThere,
    TakeCard,
    TakePaper,
    Welcome,
)
from tests.kiosk.fakes import DOCUMENT
from tests.kiosk.people import ZHANG, account, card, face, overview_of, record

RULES = Rules(today=date(2026, 11, 21))
VISIT = 7
RECORD = record()
HOLDER = Holder("P1", ZHANG, card())
BY_CARD, BY_NUMBER = Claim(holder=HOLDER), Claim(number=ZHANG)
JOB = PrintJob(1, 2, 2000.0, 1960.0)
PENSION = Insurance.EMPLOYEE_PENSION
PICTURE = Picture(1, 1, bytes(3))
MARKED = Marked(PENSION, RECORD.overview.sections[0].cases[0].period)
"""A month the record has a case for."""

HOLDING: tuple[State, ...] = (
    Overview(RECORD),
    InsuranceDetail(RECORD, PENSION),
    AccountDetail(RECORD, PENSION),
    PointsDetail(RECORD),
    BenefitsDetail(RECORD),
    PersonDetail(RECORD),
    RightsDetail(RECORD),
    Discrepancy(RECORD),
    Discrepancy(RECORD, PENSION),
    Discrepancy(RECORD, marked=frozenset({MARKED})),
    Policy(RECORD),
    Policy(RECORD, PENSION),
    Guide(RECORD),
    Print(RECORD),
    Print(RECORD, document=DOCUMENT),
    Print(RECORD, failure=errors.LIST_TOO_LONG, document=DOCUMENT),
    Print(RECORD, PrintChoice(kind=PaperKind.SLIP, marked=frozenset({MARKED})), DOCUMENT, page=1, picture=PICTURE),
    Print(RECORD, PrintChoice(kind=PaperKind.RIGHTS_RECORD)),
    Printing(RECORD, DOCUMENT),
    Printing(RECORD, DOCUMENT, JOB, JobState(JobPhase.PRINTING)),
    PrintFailed(RECORD, errors.NO_PAPER),
    TakePaper(RECORD, 2),
)
"""States that hold a person's record."""

KNOWING: tuple[State, ...] = (
    EnterPassword(BY_CARD),
    EnterPassword(BY_NUMBER, errors.WRONG_LOGIN, 3),
    EnterPassword(BY_NUMBER, errors.LOCKED, None, 15),
    EnterPassword(BY_CARD, busy=True),
    EnterPin(BY_CARD),
    EnterPin(BY_CARD, busy=True),
    Register(BY_NUMBER),
    Register(BY_NUMBER, errors.LOCKED, 15),
    Register(BY_CARD, busy=True),
)
"""States that know who someone says they are."""

UNCOVERED: tuple[State, ...] = (
    *HOLDING,
    *KNOWING,
    *(ReadingCard(stage) for stage in ReadingStage),
    CardProblem(errors.CARD_FOREIGN),
    EnterNumber(),
    EnterNumber(errors.NUMBER_MALFORMED),
    Register(),
    Policy(),
    Guide(),
)
VISITING: tuple[State, ...] = (
    *UNCOVERED,
    *(StillThere(state, 30) for state in UNCOVERED),
    StillThere(UNCOVERED[0], 1, False),
)
"""States of a visit."""

RESTING: tuple[State, ...] = (
    Welcome(),
    Welcome(errors.CARD_PULLED),
    TakeCard(),
    Rating(),
    TakeCard(3, errors.UNEXPECTED),
    OutOfService(errors.UNEXPECTED),
)
"""States without a visit."""

ATTENDANT, ADMINISTRATOR = StaffMember("2001", Role.ATTENDANT), StaffMember("1001", Role.ADMINISTRATOR)
ADJUSTED = Adjust(Adjustments(daily_pages=20))
MACHINE = MachineView("1.0", datetime(2026, 11, 21, 8), datetime(2026, 11, 21, 9))
STAFF: tuple[State, ...] = (
    StaffLogin(),
    StaffLogin("1001", errors.STAFF_WRONG_LOGIN, 3),
    StaffLogin("", errors.LOCKED, None, 15),
    StaffLogin(busy=True),
    Maintenance(ATTENDANT),
    Maintenance(ADMINISTRATOR, Page.MACHINE, view=MACHINE),
    Maintenance(ADMINISTRATOR, Page.SETTINGS, doing=ADJUSTED),
    Maintenance(ATTENDANT, said=Said("Done.")),
)
"""States in which staff look after the machine."""

STATES = (*VISITING, *RESTING, *STAFF)

OUTCOMES: tuple[Outcome, ...] = (
    CardRead(face()),
    PersonFound(HOLDER),
    PinTriesKnown(None),
    PinTriesKnown(2),
    PinTriesKnown(3),
    PinRefused(4),
    PinRefused(0),
    LoggedIn("P1"),
    LoginRefused(errors.WRONG_LOGIN, 4),
    LoginRefused(errors.LOCKED, None, 15),
    LoginRefused(errors.INITIAL_PASSWORD),
    AccountLoaded(account(), overview_of(account())),
    PaperMade(DOCUMENT, PrintChoice()),
    PaperMade(DOCUMENT, PrintChoice(PrintPeriod.ALL)),
    PageDrawn(DOCUMENT, 1, PICTURE),
    JobSubmitted(JOB),
    *(JobLookedAt(JobState(phase)) for phase in JobPhase),
    JobLookedAt(JobState(JobPhase.FAILED, errors.PRINT_BROKEN_OFF)),
    *(Failed(failure) for failure in errors.FAILURES),
    StaffAdmitted(ATTENDANT),
    StaffCardRead("1001"),
    StaffCardRead(None),
    PageLoaded(Page.MACHINE, MACHINE),
    PageLoaded(Page.DEVICES, DevicesView(())),
    ActDone(ADJUSTED, Said("Done.", adjustments=ADJUSTED.adjustments)),
    ActFailed(ADJUSTED, errors.DATA_AWAY),
)


def person_events() -> tuple[Event, ...]:
    """Everything a person can do, with fresh secrets."""
    return (
        Touched(),
        NumberEntryAsked(),
        NumberEntered(ZHANG),
        NumberEntered("12"),
        PasswordEntered(bytearray(b"246813")),
        PasswordEntered(bytearray()),
        PinEntered(bytearray(b"123456")),
        RegisterAsked(),
        RegistrationEntered(ZHANG, "A12345674", bytearray(b"908172"), bytearray(b"908172")),
        *(InsuranceChosen(insurance) for insurance in Insurance),
        *(TopicAsked(topic) for topic in Topic),
        MonthMarked(MARKED),
        MonthMarked(Marked(PENSION, Month(1970, 1))),
        *(PrintAsked(kind) for kind in PaperKind),
        PreviewTurned(-1),
        PreviewTurned(1),
        PreviewTurned(2),
        PrintChoiceMade(PrintChoice()),
        PrintChoiceMade(PrintChoice(PrintPeriod.ALL, (PENSION,), True)),
        PrintConfirmed(),
        BackAsked(),
        FinishAsked(),
        ContinueAsked(),
        LanguageChosen("en"),
        LanguageChosen("zh_CN"),
        LanguageChosen("fr"),
        *(LookChosen(look) for look in SWITCHES),
        RatingGiven(5),
        LowScreenAsked(),
        VoiceAsked(),
    )


def staff_events() -> tuple[Event, ...]:
    """Everything staff can do, with fresh secrets."""
    return (
        MaintenanceAsked(),
        StaffEntered("1001", bytearray(b"A1B2C3D4")),
        StaffEntered("", bytearray()),
        *(PageAsked(page) for page in Page),
        ActAsked(ADJUSTED),
        ActAsked(ShutDown()),
        ActAsked(ResetStaff("1001", bytearray(b"A1B2C3D4"))),
    )


def events(visit: int = VISIT) -> tuple[Event, ...]:
    """Everything that can happen; answers of this visit and of the one before."""
    return (
        *person_events(),
        *staff_events(),
        CardInserted(),
        CardInserted(contactless=True),
        CardRemoved(),
        *(ReaderChanged(condition) for condition in ReaderCondition),
        *(Answer(of, outcome) for of in (visit, visit - 1) for outcome in OUTCOMES),
        *(TimeOut(timer) for timer in TimerKind),
        HealthChecked(errors.NO_PAPER, errors.DATA_AWAY, None),
        AdjustmentsKnown(Adjustments(out_of_service=True)),
        BugStruck(),
        BugStruck(repeated=True),
    )


def sessions() -> tuple[Session, ...]:
    """Every state with every origin it can have, in a display that is not the default."""
    display = Display("en", Look.ELDER)
    visiting = tuple(
        Session(state, display, VISIT, origin, card_in)
        for state in VISITING
        for origin, card_in in (
            (Origin.CARD, True),
            (Origin.ANTENNA, False),
            (Origin.NUMBER, False),
            (Origin.NUMBER, True),
        )
    )
    resting = tuple(
        Session(state, display, VISIT, Origin.NOBODY, card_in)
        for state in RESTING
        for card_in in ((True,) if isinstance(state, TakeCard) else (False, True))
    )
    staff = tuple(Session(state, display, VISIT, Origin.STAFF, card_in) for state in STAFF for card_in in (False, True))
    return visiting + resting + staff


def visiting(state: State, origin: Origin = Origin.CARD, look: Look = Look.STANDARD) -> Session:
    """Make a session of a visit."""
    return Session(state, Display(look=look), VISIT, origin, card_in=origin is Origin.CARD)
