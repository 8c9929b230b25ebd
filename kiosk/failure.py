"""One way things go wrong, known by a stable code."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Mender(Enum):
    """Who can put it right."""

    PERSON = "person"
    STAFF = "staff"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Failure:
    """Texts are catalogue messages: what the person is told; what staff can do; and for staff, why it is so."""

    code: str
    mender: Mender
    message: str
    remedy: str
    cause: str = ""
