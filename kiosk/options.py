"""Options that commands of several rooms have, and what is typed in several."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from kiosk import identity
from kiosk.errors import Refused

ConfigFile = Annotated[Path | None, typer.Option("--config", help="Configuration file; default: the shipped one.")]
AsJson = Annotated[bool, typer.Option("--json", help="For programs.")]


def well_formed(typed: str) -> str:
    """An ID, residence permit or card number as it is kept. Raises Refused."""
    number = identity.parse(typed, date.today())
    if number is None:
        raise Refused("This is no ID number, residence permit number or card number.")
    return number.text
