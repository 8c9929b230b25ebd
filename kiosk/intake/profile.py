"""A source profile: what a source's columns and codes mean, as data (resources/profiles/*.toml, or one's own file).

Fields of one name mean different things with different sources (one city's AAE020 is the person's due, 410 is work
injury or long-term care), so nothing of the kind is ever decided in code.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from importlib import resources
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from pydantic_core import PydanticCustomError

from kiosk.cards import CardKind, CardState
from kiosk.errors import Refused, cause_of_file
from kiosk.insurance import Authority
from kiosk.intake.kinds import FIELDS, Kind
from kiosk.model import ArrivalStatus, Employment, Standing

Alias = Annotated[str, Field(min_length=1, max_length=100)]
CodedField = Literal[
    "insurance",
    "document",
    "sex",
    "ethnicity",
    "employment",
    "participation_state",
    "payment_state",
    "fully_arrived",
    "arrival_state",
    "direction",
    "card_kind",
    "card_state",
    "account_state",
]

_STANDINGS = tuple(standing.value for standing in Standing)
_STATUSES = tuple(status.value for status in ArrivalStatus)
_WORDS: dict[str, tuple[str, ...]] = {
    "employment": tuple(employment.value for employment in Employment),
    "participation_state": _STANDINGS,
    "payment_state": _STANDINGS,
    "fully_arrived": _STATUSES,
    "arrival_state": _STATUSES,
    "direction": ("in", "out"),
    "card_kind": tuple(kind.value for kind in CardKind),
    "card_state": tuple(state.value for state in CardState),
}
"""What a code may be mapped to; a field that is not here keeps the source's words."""


class Profile(BaseModel):
    """One source. Frozen; `load_profile` reads it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]
    authority: Authority
    format: Literal["xml", "csv"]
    content: Literal["snapshot", "increment"]
    """snapshot: the file holds all there is of what it brings; increment: it adds to what is there."""
    encoding: Literal["gb18030", "utf-8"] = "gb18030"
    """What the source writes when its files do not tell."""
    namespace: str = ""
    """Of an XML source: what every element belongs to."""
    delimiter: Annotated[str, Field(min_length=1, max_length=1)] = ","
    quote: Annotated[str, Field(min_length=1, max_length=1)] = '"'
    totals: str = ""
    """Of a CSV source: the first cell of a last row that declares the amount columns' sums; empty: there is none."""
    card_kind: CardKind = CardKind.SOCIAL_SECURITY
    """What a card is when the source does not say."""
    tables: dict[Alias, Kind | Literal["skip"]] = {}
    """Of an XML source: the record elements; "skip" are tables that are known and not for the kiosk."""
    columns: dict[str, tuple[Alias, ...]]
    """The names a field goes by; the first one that is there counts."""
    codes: dict[CodedField, dict[str, str]] = {}
    """What the source's codes and words mean."""

    @field_validator("columns")
    @classmethod
    def _known_fields(cls, columns: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        for field in columns:
            _refuse_unknown(field, FIELDS, "columns")
        return columns

    @field_validator("codes")
    @classmethod
    def _known_words(cls, codes: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
        for field, words in codes.items():
            for word in words.values():
                if field in _WORDS:
                    _refuse_unknown(word, _WORDS[field], f"codes.{field}")
        return codes

    def meaning(self, field: CodedField) -> dict[str, str]:
        """Return what the codes of a field mean; a field without a table means its codes as they are."""
        return self.codes.get(field, {})


def load_profile(wanted: str) -> Profile:
    """Load a shipped profile by its name, or one's own by the path of its TOML file. Raises Refused."""
    if wanted in shipped():
        text = (resources.files("resources") / "profiles" / f"{wanted}.toml").read_text(encoding="utf-8")
        return _parse(text, wanted)
    if not wanted.endswith(".toml"):
        raise Refused(f"There is no profile {wanted}; there are {', '.join(shipped())}, or the path of a TOML file.")
    try:
        return _parse(Path(wanted).read_text(encoding="utf-8"), wanted)
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(f"The profile {wanted} cannot be read: {cause_of_file(error)}.") from None


def shipped() -> list[str]:
    """Return the names of the profiles that come with the program."""
    folder = resources.files("resources") / "profiles"
    return sorted(entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml"))


def _parse(text: str, where: str) -> Profile:
    try:
        return Profile.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise Refused(f"The profile {where} is not valid TOML: {error}.") from None
    except ValidationError as error:
        raise Refused(_sentence(where, error)) from None


def _sentence(where: str, error: ValidationError) -> str:
    found: list[Any] = list(error.errors())
    first = next((wrong for wrong in found if wrong["type"] == "extra_forbidden"), found[0])
    key = ".".join(str(part) for part in first["loc"][:2])
    match first["type"]:
        case "missing":
            return f"The profile {where} lacks the key {key}."
        case "extra_forbidden":
            return f"The profile {where} has the unknown key {key}."
        case _:
            return f"The profile {where} has a wrong value at {key}: {first['msg']}."


def _refuse_unknown(word: str, known: Collection[str], key: str) -> None:
    if word not in known:
        form = "{word} is not known at {key}; known are {known}"
        raise PydanticCustomError("unknown", form, {"word": word, "key": key, "known": ", ".join(sorted(known))})
