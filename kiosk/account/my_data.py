"""My data: what is known of a person, and, by name, what this system does not hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from kiosk.account.said import Said, Value, said
from kiosk.ethnicity import ethnicity_name
from kiosk.identity import mask_name, mask_number
from kiosk.model import DocumentKind, Employment, Person
from kiosk.terms import SEX
from kiosk.words import N_


class Held(Enum):
    """Whether a datum is there; the value is what stands in its place, a catalogue message."""

    HELD = ""
    EMPTY = N_("not recorded")
    """A field the feed has, empty for this person."""
    NOT_HELD = N_("not held in this system")
    """The feeds do not carry it at all."""


@dataclass(frozen=True, slots=True)
class Datum:
    """One line: a label (a catalogue message) and what is known."""

    key: str
    """Names the value for object names: `my-{key}`."""
    label: str
    held: Held
    value: Said = field(repr=False)
    """What is shown; for what is not held the words that say so."""
    masked: Said | None = field(default=None, repr=False)
    """What is shown until the person presses to see the whole; None: nothing to hide."""


DOCUMENTS = {
    DocumentKind.CITIZEN_ID: N_("Resident identity card"),
    DocumentKind.FOREIGN_RESIDENT: N_("Foreign permanent resident's ID card"),
    DocumentKind.HMT_RESIDENCE_PERMIT: N_("Residence permit for Hong Kong, Macao and Taiwan residents"),
    DocumentKind.OTHER: N_("Other document"),
}

EMPLOYMENT = {
    Employment.EMPLOYED: N_("employed"),
    Employment.FLEXIBLE: N_("works flexibly"),
    Employment.UNEMPLOYED: N_("unemployed"),
    Employment.RETIRED: N_("retired"),
    Employment.RESIDENT: N_("resident without employment"),
}

_NOT_HELD = (
    ("skills", N_("Professional skills")),
    ("employment-history", N_("Employment history")),
    ("work-injuries", N_("Work injuries")),
    ("occupational-diseases", N_("Occupational diseases")),
    ("disability", N_("Degree of disability")),
)


def my_data(person: Person) -> tuple[Datum, ...]:
    """The basic data, line by line; name, number and birth date come masked."""
    birth = person.birth_date
    return (
        _datum("name", N_("Name"), person.name, masked=mask_name(person.name)),
        _datum("number", N_("Social security number"), person.number, masked=mask_number(person.number)),
        _datum("document", N_("Document"), said(DOCUMENTS[person.document])),
        _datum("birth-date", N_("Date of birth"), birth, masked=f"{birth.year}-**-**" if birth else None),
        _datum("sex", N_("Sex"), said(SEX[person.sex]) if person.sex in SEX else None),
        _datum("ethnicity", N_("Ethnicity"), _ethnicity(person.ethnicity)),
        _datum("household", N_("Household registration"), person.household),
        _datum("employment", N_("Employment"), _employment(person.employment)),
        _datum("first-job", N_("First job begun"), person.first_job),
        _datum("place", N_("Place insured"), person.place),
        _datum("agency", N_("Agency"), person.agency),
        *(Datum(key, label, Held.NOT_HELD, said(Held.NOT_HELD.value)) for key, label in _NOT_HELD),
    )


def _datum(key: str, label: str, value: Value | None, masked: str | None = None) -> Datum:
    if value is None or value == "":
        return Datum(key, label, Held.EMPTY, said(Held.EMPTY.value))
    whole = value if isinstance(value, Said) else said("{value}", value=value)
    return Datum(key, label, Held.HELD, whole, said("{value}", value=masked) if masked else None)


def _ethnicity(code: str) -> Said | str:
    name = ethnicity_name(code)
    return said(name) if name else code


def _employment(employment: Employment) -> Said | None:
    words = EMPLOYMENT.get(employment)
    return said(words) if words else None
