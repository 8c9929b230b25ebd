"""What a clerk may do to a number on the server, after the ID document was checked."""

from __future__ import annotations

from typing import Any

from sqlalchemy import text

from kiosk.errors import KioskError, Refused
from kiosk.store.engine import name_of, who_may, writing
from kiosk.store.meant_for import on_server

_WHOSE = "a clerk's or the owner's"
_ON_A_FILE = "On an SQLite file every kiosk counts for itself: unlock and void at the kiosk, in maintenance."


def unlock(url: str, number: str, operator: str) -> None:
    """Let a number try again, and all numbers and cards of the person it belongs to. Raises Refused.

    The server writes down that it was done, with which login, and by whom as this machine says (`operator`).
    """
    _call(url, "unlock_number", number, operator)


def void(url: str, number: str, operator: str) -> bool:
    """Delete the password of a number's holder, and end their visits; whether there was one. Raises Refused.

    Written down by the server as `unlock` is.
    """
    return bool(_call(url, "void_password", number, operator))


def _call(url: str, function: str, number: str, operator: str) -> Any:
    with on_server(url, _WHOSE, _ON_A_FILE) as engine:
        try:
            with writing(engine) as connection:
                asked = text(f"SELECT public.{function}(:number, :operator)")
                return connection.scalar(asked, {"number": number, "operator": operator})
        except KioskError as error:
            why = who_may(error.detail, _WHOSE)
            raise Refused(f"The database {name_of(engine.url)} could not be changed: {why}") from None
