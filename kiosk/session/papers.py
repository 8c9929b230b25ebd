"""What a person does to have a paper: marks months, chooses, leafs through the pages, has it printed."""

from __future__ import annotations

from dataclasses import replace

from kiosk.choices import Marked, PaperKind, PrintChoice
from kiosk.effects import CheckHealth, DrawPage, MakePaper, Submit
from kiosk.events import PrintAsked
from kiosk.session.visit import Step
from kiosk.states import Discrepancy, Overview, Print, Printing, Record, RightsDetail, Session, State


def month_marked(session: Session, marked: Marked) -> Session:
    """Mark a month, or take its mark away; only what the record has a case for."""
    state = session.state
    if not isinstance(state, Discrepancy) or not _is_on_record(state.record, marked):
        return session
    return replace(session, state=replace(state, marked=state.marked ^ {marked}))


def _is_on_record(record: Record, marked: Marked) -> bool:
    sections = (section for section in record.overview.sections if section.insurance is marked.insurance)
    return any(case.period == marked.period for section in sections for case in section.cases)


def print_asked(session: Session, record: Record | None, asked: PrintAsked) -> Step:
    """Prepare a paper of this record; a slip needs a marked month."""
    state = session.state
    if record is None or isinstance(state, Print):
        return session, ()
    choice = PrintChoice(kind=asked.kind, year=asked.year)
    if asked.kind is PaperKind.SLIP:
        if not isinstance(state, Discrepancy) or not state.marked:
            return session, ()
        asked_of = (state.insurance,) if state.insurance else ()
        choice = replace(choice, marked=state.marked, insurances=asked_of)
    prepared, effects = prepare(session, record, choice)
    return prepared, (CheckHealth(), *effects)


def choice_made(session: Session, choice: PrintChoice) -> Step:
    """Prepare another paper than the one shown."""
    state = session.state
    if not isinstance(state, Print) or choice == state.choice:
        return session, ()
    return prepare(session, state.record, choice)


def prepare(session: Session, record: Record, choice: PrintChoice) -> Step:
    """Have the chosen paper made in the language of the screen: the preview is what will be printed."""
    making = MakePaper(record, choice, session.display.language)
    return replace(session, state=Print(record, choice)), (making,)


def preview_turned(session: Session, page: int) -> Step:
    """Draw another page of what is shown."""
    match session.state:
        case Print(document=document, page=shown) as state if document is not None and page != shown:
            if 0 <= page < document.pages:
                turned = replace(state, page=page, picture=None)
                return replace(session, state=turned), (DrawPage(document, page),)
    return session, ()


def confirmed(session: Session) -> Step:
    """Print what is shown; only when it is made and nothing hinders it."""
    match session.state:
        case Print(record=record, choice=choice, document=document, failure=None) if document is not None:
            submit = Submit(document, choice.kind, record.account.person.person_id)
            return replace(session, state=Printing(record, document)), (submit,)
        case _:
            return session, ()


def before_print(state: Print) -> State:
    """Where one step back leads: to where this paper is asked for."""
    match state.choice.kind:
        case PaperKind.SLIP:
            return Discrepancy(state.record, next(iter(state.choice.insurances), None), state.choice.marked)
        case PaperKind.RIGHTS_RECORD:
            return RightsDetail(state.record)
        case _:
            return Overview(state.record)
