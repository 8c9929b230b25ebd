"""`main.py card list|insert|remove`: virtual cards in a real pcscd, for developers."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Annotated

import typer

from devices.virtual.slots import DEFAULT_PORT
from kiosk.errors import Refused

TAKEN_SECONDS = 3.0
"""pcscd looks for cards every 0.4 s; a card not asked for anything by then was not taken."""

LEFT_SECONDS = 2.0
"""A player ends at once when told; longer means that it hangs."""

_POLL_SECONDS = 0.01
"""Another process's end cannot be waited for by any event here: it is not our child."""
_PLAYER = "devices.virtual.play"

card_app = typer.Typer(help="Virtual cards in a real pcscd (for developers).", no_args_is_help=True)

Port = Annotated[int, typer.Option(help="TCP port of vpcd's slot.", min=1, max=65535)]


@card_app.command("list")
def list_cards() -> None:
    """List the virtual cards there are."""
    from devices.virtual.card import card_names, load_card

    for name in card_names():
        typer.echo(f"{name}\t{load_card(name).about}")


@card_app.command("insert")
def insert_card(
    name: Annotated[str, typer.Argument(help="Name of a card, as `card list` shows it.")],
    port: Port = DEFAULT_PORT,
    foreground: Annotated[bool, typer.Option(help="Stay until the card is removed.")] = False,
) -> None:
    """Insert a virtual card; one that is in is removed first."""
    from devices.virtual.card import load_card
    from devices.virtual.chip import Chip
    from devices.virtual.player import Player

    chip = Chip(load_card(name))
    _end_player(port)
    player = Player(chip, port)
    line = player.insert()
    _wait_until_taken(line, port)
    if foreground:
        player.play()
        return
    with line:
        process = _leave_behind(name, port, line)
    _process_file(port).write_text(str(process.pid), encoding="ascii")
    typer.echo(f"{name} is in the reader at port {port}.")


@card_app.command("remove")
def remove_card(port: Port = DEFAULT_PORT) -> None:
    """Remove the virtual card that `card insert` put in."""
    if not _end_player(port):
        raise Refused(f"No virtual card is in the reader at port {port}.")
    typer.echo(f"The reader at port {port} is empty.")


def _leave_behind(name: str, port: int, line: socket.socket) -> subprocess.Popen[bytes]:
    """Start a player that goes on with the connection after this command has ended."""
    return subprocess.Popen(  # noqa: S603 - our own module, a checked name
        [sys.executable, "-m", _PLAYER, name, str(port), str(line.fileno())],
        pass_fds=[line.fileno()],
        cwd=Path(__file__).parent.parent,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def _wait_until_taken(line: socket.socket, port: int) -> None:
    """The reader's first question, left unread, shows that the card is in."""
    if not select.select([line], [], [], TAKEN_SECONDS)[0]:
        line.close()
        raise Refused(f"The virtual reader at port {port} does not take the card; is another one in, does pcscd run?")


def _process_file(port: int) -> Path:
    folder = Path(os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir())
    return folder / f"shebao-kiosk-card-{port}.pid"


def _end_player(port: int) -> bool:
    """End the player of an earlier command; whether there was one."""
    file = _process_file(port)
    try:
        process = int(file.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return False
    file.unlink(missing_ok=True)
    if not _is_player(process):
        return False
    os.kill(process, signal.SIGTERM)
    deadline = time.monotonic() + LEFT_SECONDS
    while _is_player(process) and time.monotonic() < deadline:
        time.sleep(_POLL_SECONDS)
    return True


def _is_player(process: int) -> bool:
    """Whether that process is one of our players, not another program that got its number since."""
    with contextlib.suppress(OSError):
        return _PLAYER.encode() in Path(f"/proc/{process}/cmdline").read_bytes()
    return False
