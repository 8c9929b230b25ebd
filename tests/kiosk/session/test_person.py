"""What a person's touches do."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk import errors
from kiosk.choices import Look, PaperKind, PrintChoice, PrintPeriod
from kiosk.effects import CheckHealth, CheckPassword, CheckPin, EndVisit, MakePaper, SetPassword, Submit
from kiosk.events import (
    Answer,
    BackAsked,
    CardRemoved,
    ContinueAsked,
    FinishAsked,
    InsuranceChosen,
    LanguageChosen,
    LookChosen,
    LowScreenAsked,
    NumberEntered,
    NumberEntryAsked,
    PasswordEntered,
    PinEntered,
    PrintAsked,
    PrintChoiceMade,
    PrintConfirmed,
    RegisterAsked,
    RegistrationEntered,
    TimeOut,
    TimerKind,
    Topic,
    TopicAsked,
    VoiceAsked,
)
from kiosk.insurance import Insurance
from kiosk.outcomes import LoggedIn
from kiosk.session import step
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
    Overview,
    PersonDetail,
    PointsDetail,
    Policy,
    Print,
    PrintFailed,
    Printing,
    Register,
    RightsDetail,
    Session,
    State,
    StillThere,
    TakePaper,
    Welcome,
)
from tests.kiosk.fakes import DOCUMENT
from tests.kiosk.people import CHEN, ZHANG
from tests.kiosk.session.cases import BY_CARD, BY_NUMBER, HOLDER, HOLDING, PENSION, RECORD, RULES, VISIT, visiting

NUMBER = Origin.NUMBER


def test_number_entry_goes_on_to_the_password() -> None:
    asked, _ = step(Session(Welcome(), Display()), NumberEntryAsked(), RULES)
    assert (asked.state, asked.origin) == (EnterNumber(), NUMBER)
    entered, _ = step(asked, NumberEntered(" 119901 19850315 0015"), RULES)
    assert entered.state == EnterPassword(Claim(number=ZHANG))


def test_a_number_that_cannot_be_one_is_told() -> None:
    after, _ = step(visiting(EnterNumber(), NUMBER), NumberEntered("119901198503150016"), RULES)
    assert after.state == EnterNumber(errors.NUMBER_MALFORMED)


def test_number_entry_beside_a_card_that_cannot_be_used() -> None:
    before = replace(visiting(CardProblem(errors.CARD_FOREIGN)), display=Display("en", Look.ELDER))
    after, effects = step(before, NumberEntryAsked(), RULES)
    assert (after.state, after.origin, after.visit) == (EnterNumber(), NUMBER, VISIT + 2)
    assert after.display == Display("en", Look.ELDER), "the same person stands there"
    assert EndVisit() in effects


def test_a_password_is_handed_over_once() -> None:
    secret = bytearray(b"246813")
    busy, effects = step(visiting(EnterPassword(BY_CARD, errors.WRONG_LOGIN, 3)), PasswordEntered(secret), RULES)
    assert busy.state == EnterPassword(BY_CARD, busy=True)
    assert CheckPassword(BY_CARD, secret) in effects
    again, effects = step(busy, PasswordEntered(bytearray(b"246814")), RULES)
    assert again == busy
    assert not any(isinstance(effect, CheckPassword) for effect in effects)


def test_no_password_is_checked_while_one_must_wait() -> None:
    waiting = visiting(EnterPassword(BY_CARD, errors.LOCKED, None, 5))
    after, effects = step(waiting, PasswordEntered(bytearray(b"246813")), RULES)
    assert after == waiting
    assert not any(isinstance(effect, CheckPassword) for effect in effects)


def test_a_pin_goes_to_the_card_of_its_holder() -> None:
    pin = bytearray(b"123456")
    after, effects = step(visiting(EnterPin(BY_CARD, tries_left=3)), PinEntered(pin), RULES)
    assert after.state == EnterPin(BY_CARD, tries_left=3, busy=True)
    assert CheckPin(pin, HOLDER) in effects


@pytest.mark.parametrize("busy", [EnterPassword(BY_NUMBER, busy=True), Register(BY_NUMBER, busy=True)])
def test_going_back_waits_for_the_answer_so_that_it_meets_its_own_claim(busy: State) -> None:
    """Else 张三's right password could open 张三 to whoever typed the next number in the same visit."""
    here = visiting(busy, NUMBER)
    for event in (BackAsked(), NumberEntered(CHEN), BackAsked(), PasswordEntered(bytearray(b"1")), RegisterAsked()):
        here, _ = step(here, event, RULES)
    assert here.state == busy
    finished, _ = step(here, FinishAsked(), RULES)
    assert finished.state == Welcome()


def test_an_answer_nobody_waits_for_opens_nothing() -> None:
    idle = visiting(EnterPassword(BY_NUMBER), NUMBER)
    assert step(idle, Answer(VISIT, LoggedIn("P2")), RULES)[0] == idle


@pytest.mark.parametrize(
    ("state", "back"),
    [
        (EnterPassword(BY_NUMBER), EnterNumber()),
        (Register(BY_NUMBER), EnterPassword(BY_NUMBER)),
        (Register(), EnterNumber()),
        (InsuranceDetail(RECORD, PENSION), Overview(RECORD)),
        (Print(RECORD), Overview(RECORD)),
        (PrintFailed(RECORD, errors.NO_PAPER), Overview(RECORD)),
        (TakePaper(RECORD, 2), Overview(RECORD)),
        (EnterNumber(), Welcome()),
        (Overview(RECORD), Welcome()),
        (CardProblem(errors.DATA_AWAY), Welcome()),
        (Printing(RECORD, DOCUMENT), Printing(RECORD, DOCUMENT)),
        (StillThere(Overview(RECORD), 9), StillThere(Overview(RECORD), 9)),
    ],
)
def test_one_step_back(state: State, back: State) -> None:
    assert step(visiting(state, NUMBER), BackAsked(), RULES)[0].state == back


def test_back_from_the_password_of_a_card_ends_the_visit() -> None:
    assert step(visiting(EnterPassword(BY_CARD)), BackAsked(), RULES)[0].origin is Origin.NOBODY


@pytest.mark.parametrize(
    ("state", "further"),
    [
        (StillThere(Overview(RECORD), 5), Overview(RECORD)),
        (StillThere(Overview(RECORD), 5, may_continue=False), StillThere(Overview(RECORD), 5, may_continue=False)),
        (PrintFailed(RECORD, errors.NO_PAPER), Overview(RECORD)),
        (TakePaper(RECORD, 2), Overview(RECORD)),
        (CardProblem(errors.DATA_AWAY), Welcome()),
    ],
)
def test_going_on(state: State, further: State) -> None:
    assert step(visiting(state, NUMBER), ContinueAsked(), RULES)[0].state == further


def test_a_notice_on_welcome_can_be_touched_away() -> None:
    told = Session(Welcome(errors.CARD_PULLED), Display())
    assert step(told, ContinueAsked(), RULES)[0].state == Welcome()


def test_registering_hands_the_form_over() -> None:
    form = RegistrationEntered(ZHANG, "A12345674", bytearray(b"908172"), bytearray(b"908172"))
    after, effects = step(visiting(Register(BY_CARD)), form, RULES)
    assert after.state == Register(BY_CARD, busy=True)
    assert SetPassword(BY_CARD, form) in effects


@pytest.mark.parametrize(
    ("before", "claim"),
    [
        (Session(Welcome(), Display()), Claim()),
        (visiting(EnterNumber(), NUMBER), Claim()),
        (visiting(EnterPassword(BY_NUMBER), NUMBER), BY_NUMBER),
        (visiting(EnterPassword(BY_CARD)), BY_CARD),
    ],
)
def test_ways_to_register(before: Session, claim: Claim) -> None:
    assert step(before, RegisterAsked(), RULES)[0].state == Register(claim)


def test_only_ones_own_insurances_open() -> None:
    here = visiting(Overview(RECORD))
    assert step(here, InsuranceChosen(PENSION), RULES)[0].state == InsuranceDetail(RECORD, PENSION)
    assert step(here, InsuranceChosen(Insurance.MATERNITY), RULES)[0] == here


@pytest.mark.parametrize("state", [Overview(RECORD), InsuranceDetail(RECORD, PENSION), TakePaper(RECORD, 2)])
def test_asking_to_print_makes_the_list_and_looks_at_the_printer(state: State) -> None:
    after, effects = step(visiting(state), PrintAsked(), RULES)
    assert after.state == Print(RECORD)
    assert effects[:2] == (CheckHealth(), MakePaper(RECORD, PrintChoice(), "zh_CN"))


def test_another_choice_makes_another_list() -> None:
    choice = PrintChoice(PrintPeriod.ALL)
    after, effects = step(visiting(Print(RECORD, document=DOCUMENT)), PrintChoiceMade(choice), RULES)
    assert after.state == Print(RECORD, choice)
    assert MakePaper(RECORD, choice, "zh_CN") in effects


def test_another_language_makes_the_preview_anew_so_that_it_is_what_will_be_printed() -> None:
    after, effects = step(visiting(Print(RECORD, document=DOCUMENT)), LanguageChosen("en"), RULES)
    assert after.state == Print(RECORD)
    assert MakePaper(RECORD, PrintChoice(), "en") in effects
    assert step(after, PrintConfirmed(), RULES)[0] == after


def test_printing_begins_only_with_pages_that_may_be_printed() -> None:
    ready = visiting(Print(RECORD, document=DOCUMENT))
    after, effects = step(ready, PrintConfirmed(), RULES)
    assert after.state == Printing(RECORD, DOCUMENT)
    assert Submit(DOCUMENT, PaperKind.LIST, RECORD.account.person.person_id) in effects
    for state in (Print(RECORD), Print(RECORD, document=DOCUMENT, failure=errors.LIST_TOO_LONG)):
        assert step(visiting(state), PrintConfirmed(), RULES)[0].state == state
    assert not any(isinstance(effect, Submit) for effect in step(after, PrintConfirmed(), RULES)[1])


@pytest.mark.parametrize("state", HOLDING)
def test_languages_and_looks_change_in_any_state_and_unknown_ones_do_not(state: State) -> None:
    here = visiting(state)
    assert step(here, LanguageChosen("en"), RULES)[0].display.language == "en"
    assert step(here, LanguageChosen("xx"), RULES)[0] == here
    dark, _ = step(here, LookChosen(Look.DARK), RULES)
    assert dark.display.look is Look.DARK
    assert step(dark, LookChosen(Look.DARK), RULES)[0].display.look is Look.STANDARD


def look_after(*touched: Look) -> Look:
    """The look after some of its switches were touched."""
    here = visiting(Welcome())
    for switch in touched:
        here, _ = step(here, LookChosen(switch), RULES)
    return here.display.look


def test_larger_type_and_contrast_are_chosen_each_for_itself() -> None:
    assert look_after(Look.ELDER, Look.DARK) is look_after(Look.DARK, Look.ELDER) is Look.ELDER_DARK
    assert look_after(Look.ELDER, Look.DARK, Look.LIGHT) is Look.ELDER_LIGHT
    assert look_after(Look.ELDER, Look.DARK, Look.ELDER) is Look.DARK
    assert look_after(Look.ELDER, Look.DARK, Look.DARK) is Look.ELDER


@pytest.mark.parametrize("state", HOLDING)
def test_low_screen_and_voice_are_switched_in_any_state_without_losing_the_place(state: State) -> None:
    low, _ = step(visiting(state), LowScreenAsked(), RULES)
    assert (low.state, low.display) == (state, Display(low=True))
    both, _ = step(low, VoiceAsked(), RULES)
    assert both.display == Display(low=True, voice=True)
    assert step(step(both, LowScreenAsked(), RULES)[0], VoiceAsked(), RULES)[0].display == Display()


def test_the_next_person_finds_the_screen_up_and_silent() -> None:
    dressed = replace(visiting(Overview(RECORD)), display=Display("en", Look.DARK, low=True, voice=True))
    ended, _ = step(dressed, FinishAsked(), RULES)
    assert step(ended, CardRemoved(), RULES)[0].display == RULES.home
    assert step(ended, TimeOut(TimerKind.IDLE), RULES)[0].display == RULES.home, "the card was forgotten"
    assert step(replace(dressed, card_in=False), FinishAsked(), RULES)[0].display == RULES.home


def test_nothing_is_done_under_the_cover() -> None:
    covered = visiting(StillThere(Print(RECORD, document=DOCUMENT), 20))
    for event in (PrintConfirmed(), PrintAsked(), InsuranceChosen(PENSION), BackAsked(), NumberEntryAsked()):
        assert step(covered, event, RULES)[0] == covered


def test_a_topic_opens_for_whom_the_record_belongs_to() -> None:
    here = visiting(InsuranceDetail(RECORD, PENSION))
    wanted: dict[Topic, State] = {
        Topic.ACCOUNT: AccountDetail(RECORD, PENSION),
        Topic.POINTS: PointsDetail(RECORD),
        Topic.BENEFITS: BenefitsDetail(RECORD),
        Topic.MY_DATA: PersonDetail(RECORD),
        Topic.RIGHTS_RECORD: RightsDetail(RECORD),
        Topic.DISCREPANCY: Discrepancy(RECORD, PENSION),
        Topic.POLICY: Policy(RECORD, PENSION),
        Topic.GUIDE: Guide(RECORD),
    }
    assert {topic: step(here, TopicAsked(topic), RULES)[0].state for topic in Topic} == wanted
    nobody = visiting(EnterPassword(BY_NUMBER), NUMBER)
    assert all(step(nobody, TopicAsked(topic), RULES)[0] == nobody for topic in Topic)


def test_an_insurance_without_an_account_opens_none() -> None:
    for here in (visiting(Overview(RECORD)), visiting(InsuranceDetail(RECORD, Insurance.UNEMPLOYMENT))):
        assert step(here, TopicAsked(Topic.ACCOUNT), RULES)[0] == here


@pytest.mark.parametrize(("topic", "state"), [(Topic.POLICY, Policy()), (Topic.GUIDE, Guide())])
def test_public_texts_open_on_welcome_and_lead_back_to_it_as_it_was_dressed(topic: Topic, state: State) -> None:
    english = Session(Welcome(), Display("en", Look.DARK))
    read, _ = step(english, TopicAsked(topic), RULES)
    assert (read.state, read.origin) == (state, NUMBER)
    back, effects = step(read, BackAsked(), RULES)
    assert (back.state, back.origin, back.display) == (Welcome(), Origin.NOBODY, english.display)
    assert EndVisit() in effects


def test_nothing_of_a_person_opens_on_welcome() -> None:
    nobody = Session(Welcome(), Display())
    for topic in Topic:
        assert topic.public or step(nobody, TopicAsked(topic), RULES)[0] == nobody


def test_one_step_back_from_a_topic() -> None:
    insurance, overview = InsuranceDetail(RECORD, PENSION), Overview(RECORD)
    for state, back in (
        (AccountDetail(RECORD, PENSION), insurance),
        (Discrepancy(RECORD, PENSION), insurance),
        (Policy(RECORD, PENSION), insurance),
        (Discrepancy(RECORD), overview),
        (Policy(RECORD), overview),
        (PointsDetail(RECORD), overview),
        (BenefitsDetail(RECORD), overview),
        (PersonDetail(RECORD), overview),
        (RightsDetail(RECORD), overview),
        (Guide(RECORD), overview),
    ):
        assert step(visiting(state), BackAsked(), RULES)[0].state == back
