"""A virtual card as data: resources/cards/NAME.toml, which a developer can read and write.

Every key is explained in resources/cards/zhang-san.toml; only synthetic persons (division 119901).
"""

from __future__ import annotations

import tomllib
from datetime import date
from importlib import resources
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from kiosk.errors import Refused

NAME_BYTES, CONTINUED_BYTES = 30, 20
"""Room for the name in EF06: records 09 and, from version 2 on, 4E."""


def _hex(text: str) -> str:
    return bytes.fromhex(text).hex()


Hex = Annotated[str, AfterValidator(_hex)]
Count = Annotated[int, Field(ge=0, le=100_000)]


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class IssuerData(_Table):
    """EF05; an empty value was never written."""

    identification_code: Annotated[str, Field(pattern=r"^([0-9A-F]{32})?$")] = ""
    card_class: Annotated[str, Field(pattern=r"^[0-9A-Z]?$")] = "3"
    version: Literal["1.00", "2.00", "2.0", "3.00", ""] = ""
    agency: Annotated[str, Field(pattern=r"^([0-9A-F]{24})?$")] = "915600000211990111990101"
    issued: date | None = None
    valid_until: date | None = None
    card_number: Annotated[str, Field(pattern=r"^[0-9A-Z]{0,9}$")] = ""
    raw: Hex = ""
    """Bytes of the whole file instead of the fields, for malformed cards."""


class HolderData(_Table):
    """EF06; an empty value was never written."""

    closed: bool = False
    """Answers 6982, as third-generation cards do."""
    number: Annotated[str, Field(pattern=r"^[0-9A-Z]{0,18}$")] = ""
    name: str = ""
    sex: Annotated[str, Field(pattern=r"^[129]?$")] = ""
    ethnicity: Annotated[str, Field(pattern=r"^([0-9]{2})?$")] = ""
    birthplace: Annotated[str, Field(pattern=r"^([0-9]{6})?$")] = ""
    birth_date: date | None = None
    raw: Hex = ""


class PinData(_Table):
    """The PIN; an empty code: the card uses none."""

    code: Annotated[str, Field(pattern=r"^([0-9]{6})?$")] = "123456"
    tries_left: Annotated[int, Field(ge=0, le=15)] = 6


class Faults(_Table):
    """What is wrong with the card."""

    application: Literal["open", "blocked", "card-blocked", "absent", "bank"] = "open"
    mute: bool = False
    removed_after: Count | None = None
    frozen_after: Count | None = None
    answer_milliseconds: Count = 0
    endless: Literal["", "61", "6C"] = ""
    """Says "more follows", or asks for another length, for ever."""
    records_only: bool = False


class VirtualCard(_Table):
    """Everything about one virtual card."""

    about: Annotated[str, Field(min_length=1, max_length=200)]
    protocol: Literal["T0", "T1"] = "T0"
    atr: Annotated[Hex, Field(min_length=4, max_length=66)] = "3B6D00000081544C968660119900000001"
    issuer: IssuerData | None = None
    holder: HolderData = HolderData()
    pin: PinData = PinData()
    fault: Faults = Faults()


def card_names() -> tuple[str, ...]:
    """Names of the virtual cards that ship."""
    files = (resources.files("resources") / "cards").iterdir()
    return tuple(sorted(file.name.removesuffix(".toml") for file in files if file.name.endswith(".toml")))


def load_card(name: str) -> VirtualCard:
    """Load a virtual card by its name. Raises Refused with one sentence: no such card, or which key is wrong."""
    if name not in card_names():
        raise Refused(f"There is no virtual card {name!r}; there are: {', '.join(card_names())}.")
    return parse_card(name, (resources.files("resources") / "cards" / f"{name}.toml").read_text(encoding="utf-8"))


def parse_card(name: str, text: str) -> VirtualCard:
    """Read a virtual card from its TOML. Raises Refused with one sentence that names the key."""
    try:
        card = VirtualCard.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise Refused(f"The virtual card {name} is not valid TOML: {error}.") from None
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"]) or "(top level)"
        raise Refused(f"The key {key} of the virtual card {name} cannot be used: {first['msg']}.") from None
    _check_name(name, card)
    return card


def name_bytes(card: VirtualCard) -> bytes:
    """The holder's name as the card holds it."""
    return card.holder.name.encode("gbk")


def has_name_continued(card: VirtualCard) -> bool:
    """Version 1 has no second name field."""
    return card.issuer is not None and card.issuer.version[:1] in ("2", "3")


def _check_name(name: str, card: VirtualCard) -> None:
    try:
        length = len(name_bytes(card))
    except UnicodeEncodeError:
        raise Refused(f"The key holder.name of the virtual card {name} has a character that GBK cannot hold.") from None
    room = NAME_BYTES + (CONTINUED_BYTES if has_name_continued(card) else 0)
    if length > room:
        raise Refused(f"The key holder.name of the virtual card {name} takes {length} bytes; {room} fit.")
