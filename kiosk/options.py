"""Options that commands of several rooms have."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

ConfigFile = Annotated[Path | None, typer.Option("--config", help="Configuration file; default: the shipped one.")]
AsJson = Annotated[bool, typer.Option("--json", help="For programs.")]
