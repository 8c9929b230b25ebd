"""What the agency's people did on the server, as its ledger of acts has it. Pure."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Act:
    """One line of the ledger; nobody's number or name of those it was about."""

    number: int
    at: datetime
    act: str
    login: str
    """Who did it, by the database's word."""
    operator: str
    """Who was logged in to the machine it was done at, as that machine says; empty: unknown."""
    about: str
    """A keyed hash of the person's number and the day; empty: it was about nobody."""
    subject: str
    """The kiosk or login it was about."""
    code: str


def as_text(act: Act) -> str:
    """A line for people."""
    by = f"{act.login} ({act.operator})" if act.operator else act.login
    about = f"about {act.about}" if act.about else act.subject
    return f"{act.number:>6}  {act.at:%Y-%m-%d %H:%M:%S}  {act.act:<20} by {by}  {about}  {act.code}".rstrip()


def as_json(act: Act) -> str:
    """A line for programs."""
    values = {
        "number": act.number,
        "at": act.at.isoformat(timespec="milliseconds"),
        "act": act.act,
        "login": act.login,
        "operator": act.operator,
        "about": act.about,
        "subject": act.subject,
        "code": act.code,
    }
    return json.dumps(values)
