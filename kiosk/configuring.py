"""The command `configure`: a configuration for this program, from the shipped one and a hall's own values.

An upgrade brings new keys, and a missing key stops the program: so the hall's values are put into the new program's
file, which explains every key.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from kiosk import config
from kiosk.errors import Refused, cause_of_file

PERSONAL_ACCESS = 0o640
"""It may name the password of a database or of a mail server: for root, who writes it, and the kiosk, who reads it."""

_SECTION = re.compile(r"\[(\w+)\]\s*(#.*)?")
_KEY = re.compile(r"(\w+) = ")

Sections = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Configured:
    """A configuration's text, and what became of the values that were to go into it."""

    text: str
    added: tuple[str, ...]
    """Keys the older one did not have: they have the shipped value."""
    dropped: tuple[str, ...]
    """Keys this program does not know any more."""


def configure(
    out: Annotated[Path, typer.Option(help="The file to write.")],
    older: Annotated[Path | None, typer.Option("--from", help="A configuration whose values are kept.")] = None,
    values: Annotated[
        list[str] | None, typer.Option("--set", help="A value: hall.name=..., any number of them.")
    ] = None,
) -> None:
    """Write a configuration for this program: the shipped one with the values of an older one, and with those named."""
    shipped = config.default_file().read_text(encoding="utf-8")
    own = _read(older) if older is not None else {}
    done = put_into(shipped, own)
    named = put_into(done.text, _named(values or (), tomllib.loads(shipped)))
    _write_checked(out, named.text)
    if older is not None:
        for what, keys in (("new, with the shipped value", done.added), ("not known any more", done.dropped)):
            for key in keys:
                typer.echo(f"{key}: {what}.")
    typer.echo(f"{out} is written.")


def put_into(shipped: str, own: Sections) -> Configured:
    """Put values into the text of a configuration, whose comments stay. Raises Refused for a value no setting has."""
    lines: list[str] = []
    there: set[str] = set()
    section = ""
    for line in shipped.splitlines():
        if heading := _SECTION.fullmatch(line):
            section = heading.group(1)
        elif key := _KEY.match(line):
            name = key.group(1)
            there.add(f"{section}.{name}")
            if name in own.get(section, {}):
                line = f"{name} = {_as_toml(f'{section}.{name}', own[section][name])}"
        lines.append(line)
    owned = {f"{part}.{name}" for part, values in own.items() for name in values}
    return Configured("\n".join(lines) + "\n", tuple(sorted(there - owned)), tuple(sorted(owned - there)))


def _as_toml(key: str, value: object) -> str:
    """JSON's texts, numbers, truths and lists of them are TOML's as well, but for one character."""
    if isinstance(value, str | int | float) or (isinstance(value, list) and all(isinstance(v, str) for v in value)):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    raise Refused(f"The configuration key {key} has a value that no setting has.")


def _read(file: Path) -> Sections:
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(f"The configuration file {file} cannot be read: {cause_of_file(error)}.") from None
    except tomllib.TOMLDecodeError as error:
        raise Refused(f"The configuration file {file} is not valid TOML: {error}.") from None
    if loose := [key for key, value in data.items() if not isinstance(value, dict)]:
        raise Refused(f"The configuration key {loose[0]} in {file} stands in no section.")
    return data


def _named(values: Sequence[str], shipped: Sections) -> Sections:
    """Read `section.key=value`; a text is taken as it stands, anything else as TOML."""
    named: dict[str, dict[str, Any]] = {}
    for given in values:
        key, sign, value = given.partition("=")
        section, dot, name = key.partition(".")
        if not (sign and dot) or name not in shipped.get(section, {}):
            raise Refused(f"There is no configuration key {key}; write SECTION.KEY=VALUE.")
        named.setdefault(section, {})[name] = _value_like(shipped[section][name], key, value)
    return named


def _value_like(shipped: object, key: str, value: str) -> object:
    if isinstance(shipped, str):
        return value
    try:
        return tomllib.loads(f"value = {value}")["value"]
    except tomllib.TOMLDecodeError:
        raise Refused(f"The configuration key {key} has a wrong value: {value}.") from None


def _write_checked(out: Path, text: str) -> None:
    """Write it whole or not at all, and only if this program can use it."""
    part = out.with_name(f"{out.name}.part")
    try:
        part.touch(PERSONAL_ACCESS)
        part.write_text(text, encoding="utf-8")
        config.load(part, {})
        part.replace(out)
    except OSError as error:
        raise Refused(f"The configuration file {out} cannot be written: {error.strerror}.") from None
    finally:
        part.unlink(missing_ok=True)
