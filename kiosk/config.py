"""The settings: kiosk.toml and `KIOSK_SECTION__KEY` in the environment -> frozen Settings.

Every value has bounds; an unknown, missing or wrong key is one sentence that names it.
"""

from __future__ import annotations

import os
import tomllib
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from kiosk.errors import Refused, cause_of_file
from kiosk.words import languages

ENVIRONMENT_PREFIX = "KIOSK_"

_LISTS = ("languages", "insurances", "mail_to")
"""Keys whose value is a list; in the environment its parts are separated by commas."""

Text = Annotated[str, Field(min_length=1, max_length=200)]


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class KioskSection(_Section):
    """Which kiosk this is."""

    id: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9-]{0,31}$")]
    mode: Literal["development", "production"]


class HallSection(_Section):
    """The hall the kiosk stands in; printed and shown."""

    name: Text
    agency: Text
    division: Annotated[str, Field(pattern=r"^\d{6}$")]
    hotline: Annotated[str, Field(pattern=r"^[0-9-]{3,20}$")]
    sub_center: Text
    other_division: Literal["notice", "refuse"]


class DatabaseSection(_Section):
    """Where the data are; URLs of SQLAlchemy (sqlite or postgresql+psycopg). Empty: the demo people."""

    url: str
    local_url: str
    read_url: str
    timeout_seconds: Annotated[int, Field(ge=1, le=60)]
    partitions: Annotated[int, Field(ge=1, le=1024)]


class ReaderSection(_Section):
    """The card reader."""

    kind: Literal["pcsc", "mock"]
    name_pattern: str
    opened_by: Literal["password", "pin"]


class PrinterSection(_Section):
    """The printer."""

    kind: Literal["cups", "folder"]
    queue: Annotated[str, Field(pattern=r"^[A-Za-z0-9_.-]{0,127}$")]
    device_uri: str
    folder: str
    page_limit: Annotated[int, Field(ge=1, le=1000)]
    daily_pages: Annotated[int, Field(ge=0, le=1000)]
    journal_days: Annotated[int, Field(ge=1, le=3650)]


class SessionSection(_Section):
    """Times, in seconds."""

    idle_seconds: Annotated[int, Field(ge=10, le=600)]
    warning_seconds: Annotated[int, Field(ge=20, le=120)]
    longest_seconds: Annotated[int, Field(ge=120, le=3600)]
    rating: bool

    @field_validator("longest_seconds")
    @classmethod
    def _leaves_room(cls, longest: int, info: ValidationInfo) -> int:
        """A visit in which nobody touches anything must come to its own warning before the longest visit ends it."""
        least = info.data.get("idle_seconds", 0) + info.data.get("warning_seconds", 0)
        if longest < least:
            form = "Input should be at least idle_seconds + warning_seconds, {least}"
            raise PydanticCustomError("no_room", form, {"least": least})
        return longest


class ScreenSection(_Section):
    """The panel's visible area in millimetres, and the languages offered; the first is the default."""

    width_mm: Annotated[float, Field(ge=80, le=2000)]
    height_mm: Annotated[float, Field(ge=80, le=2000)]
    backlight: str
    shuffle_keys: bool
    languages: Annotated[tuple[str, ...], Field(min_length=1)]

    @field_validator("languages")
    @classmethod
    def _are_there(cls, chosen: tuple[str, ...]) -> tuple[str, ...]:
        """Each has its catalogue, and is offered once."""
        there = languages()
        if len(set(chosen)) < len(chosen) or not set(chosen) <= set(there):
            form = "Input should be some of {there}, each once"
            raise PydanticCustomError("languages", form, {"there": ", ".join(there)})
        return chosen


class VoiceSection(_Section):
    """How the prompts are spoken, for those who ask for it."""

    rate: Annotated[int, Field(ge=-100, le=100)]
    volume: Annotated[int, Field(ge=-100, le=100)]
    personal: bool


class RegistrationSection(_Section):
    """What proves a registration: the card's number typed, or the card itself in the reader."""

    proof: Literal["card-number", "card"]
    initial_password: bool


class PasswordSection(_Section):
    """argon2id cost and the waiting rule."""

    time_cost: Annotated[int, Field(ge=1, le=20)]
    memory_kib: Annotated[int, Field(ge=8192, le=1048576)]
    parallelism: Annotated[int, Field(ge=1, le=8)]
    free_tries: Annotated[int, Field(ge=1, le=20)]
    first_wait_seconds: Annotated[int, Field(ge=1, le=3600)]
    kiosk_numbers: Annotated[int, Field(ge=2, le=1000)]
    kiosk_minutes: Annotated[int, Field(ge=1, le=1440)]


class PointsSection(_Section):
    """The local rule of residence-permit points (domain.md section 6)."""

    insurances: Annotated[tuple[Literal["110", "120", "210", "310", "410", "510"], ...], Field(min_length=1)]
    rule: Literal["either", "both"]
    flexible: bool


class SealSection(_Section):
    """The signing key of the printed papers, and the keys `verify` knows; empty: papers say they are not signed."""

    key_file: str
    key_months: Annotated[int, Field(ge=1, le=120)]
    trusted_keys: str


class LogSection(_Section):
    """The technical log and the audit trail; empty file: standard error, and no audit file in the demo."""

    level: Literal["debug", "info", "warning", "error"]
    audit_file: str
    audit_head: str
    audit_days: Annotated[int, Field(ge=183, le=3650)]
    file: str


class StaffSection(_Section):
    """Maintenance."""

    usb_folder: str


class NoticesSection(_Section):
    """Where staff are told what the kiosk needs: a webhook, e-mail, both or neither."""

    webhook: Annotated[str, Field(pattern=r"^(https?://\S+)?$")]
    mail_to: tuple[Annotated[str, Field(pattern=r"^[^@\s,]+@[^@\s,]+$")], ...]
    mail_from: Annotated[str, Field(pattern=r"^([^@\s,]+@[^@\s,]+)?$")]
    mail_server: str
    mail_port: Annotated[int, Field(ge=1, le=65535)]
    mail_user: str
    mail_password_file: str
    after_seconds: Annotated[int, Field(ge=0, le=3600)]


class MetricsSection(_Section):
    """Where the figures for monitoring are written; empty: nowhere."""

    file: Annotated[str, Field(pattern=r"^(.+\.prom)?$")]


class DemoSection(_Section):
    """The demo's fixed day; empty: the real one."""

    today: date | Literal[""]


class Settings(_Section):
    """All settings."""

    kiosk: KioskSection
    hall: HallSection
    database: DatabaseSection
    reader: ReaderSection
    printer: PrinterSection
    session: SessionSection
    screen: ScreenSection
    voice: VoiceSection
    registration: RegistrationSection
    passwords: PasswordSection
    points: PointsSection
    seal: SealSection
    log: LogSection
    staff: StaffSection
    notices: NoticesSection
    metrics: MetricsSection
    demo: DemoSection

    def with_values(self, **sections: dict[str, object]) -> Settings:
        """Return the settings with some values of some sections replaced, checked again."""
        data = self.model_dump()
        for section, values in sections.items():
            data[section].update(values)
        return Settings.model_validate(data)


def default_file() -> Path:
    """The development configuration that ships with the program."""
    return Path(str(resources.files("resources") / "kiosk.toml"))


def load(file: Path | None = None, environment: dict[str, str] | None = None) -> Settings:
    """Read the settings from a file (default: the shipped one) and the environment.

    Raises Refused with one sentence that names the key, and the file or the variable it stands in.
    """
    path = file or default_file()
    data = _read(path)
    overridden: dict[str, str] = {}
    for name, value in sorted((os.environ if environment is None else environment).items()):
        if name.startswith(ENVIRONMENT_PREFIX) and "__" in name:
            overridden[_override(data, name, value)] = name
    try:
        return Settings.model_validate(data)
    except ValidationError as error:
        raise Refused(_sentence(path, overridden, error)) from None


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise Refused(f"The configuration file {path} does not exist.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(f"The configuration file {path} cannot be read: {cause_of_file(error)}.") from None
    except tomllib.TOMLDecodeError as error:
        raise Refused(f"The configuration file {path} is not valid TOML: {error}.") from None


def _override(data: dict[str, Any], name: str, value: str) -> str:
    """Put a variable's value in a key's place; return the key."""
    section, key = name.removeprefix(ENVIRONMENT_PREFIX).lower().split("__", 1)
    table = data.setdefault(section, {})
    if not isinstance(table, dict):
        raise Refused(f"The configuration key {section} must be a section, so {name} cannot be applied.")
    table[key] = [part for part in value.split(",") if part] if key in _LISTS else value
    return f"{section}.{key}"


def _sentence(path: Path, overridden: dict[str, str], error: ValidationError) -> str:
    # A misspelt key is both unknown and missing; its spelling is what helps.
    found = error.errors()
    first = next((wrong for wrong in found if wrong["type"] == "extra_forbidden"), found[0])
    # Deeper parts name a place in a list or a branch of a choice, not a key.
    key = ".".join(str(part) for part in first["loc"][:2]) or "(top level)"
    place = overridden.get(key, path)
    match first["type"]:
        case "missing":
            return f"The configuration key {key} is missing in {path}."
        case "extra_forbidden":
            return f"The configuration key {key} in {place} is unknown; check its spelling."
        case _:
            return f"The configuration key {key} in {place} has a wrong value: {first['msg']}."
