"""Connecting to a PostgreSQL server as psycopg does, so that a refusal has its code and not words alone.

Whatever a server refuses before somebody is logged in, libpq tells as a text in the server's language, and psycopg
without a code. libpq can be asked for the code instead; psycopg has no way to ask it, and hands out the pointer for
such cases.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable, Generator
from functools import cache
from typing import Any

import psycopg
from psycopg import pq
from psycopg.waiting import Wait

DEFAULT, CODES = 1, 3
"""libpq's PQERRORS_DEFAULT and PQERRORS_SQLSTATE."""

_AWAITED = {int(pq.PollingStatus.READING): Wait.R, int(pq.PollingStatus.WRITING): Wait.W}


def connected(conninfo: str) -> Generator[Any, Any, pq.abc.PGconn]:
    """Connect, step by step as psycopg waits; a refusal's text ends with its code. Raises psycopg.OperationalError."""
    pgconn = pq.PGconn.connect_start(conninfo.encode())
    _speak(pgconn, CODES)
    while pgconn.status != pq.ConnStatus.BAD:
        status = pgconn.connect_poll()
        if status == pq.PollingStatus.OK:
            _speak(pgconn, DEFAULT)
            pgconn.nonblocking = 1
            return pgconn
        if status not in _AWAITED:
            break
        while not (yield pgconn.socket, _AWAITED[status]):
            pass
    told = pgconn.error_message.decode("utf-8", "replace").strip()
    pgconn.finish()
    raise psycopg.OperationalError(f"connection failed: {told}")


def _speak(pgconn: pq.abc.PGconn, how: int) -> None:
    pointer: int | None = getattr(pgconn, "pgconn_ptr", None)
    if (speak := _set_verbosity()) is not None and pointer is not None:
        speak(ctypes.c_void_p(pointer), how)


@cache
def _set_verbosity() -> Callable[[ctypes.c_void_p, int], object] | None:
    """libpq's PQsetErrorVerbosity, of the very library that psycopg uses; None: there are words only."""
    file = sys.modules[pq.PGconn.__module__].__file__
    try:
        return ctypes.CDLL(file).PQsetErrorVerbosity  # it is found in what that file is linked to
    except (OSError, AttributeError):
        return None
