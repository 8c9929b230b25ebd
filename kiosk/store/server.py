"""How a PostgreSQL server is talked to: how long is waited for what, and how a line that broke is replaced."""

from __future__ import annotations

import logging
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, InvalidatePoolError

from kiosk.store.deadline import Monotonic, at_most, deadline_here
from kiosk.store.names import Names, NoAddress

MILLISECONDS = 1000

CONNECT_SECONDS = 2
"""For each host named in the URL; psycopg takes no less."""

CONNECTED_SECONDS = 3.8
"""Whoever asks has a line by then, whichever hosts are tried, or is told D01: below 4 s (C2)."""

AGAIN_SECONDS = 1.8
"""The same for another line when one is found dead in the middle of a question: that took up to two seconds."""

NOTICED_SECONDS = 1.8
"""Sent, and so long not acknowledged: the line is dead. Three repetitions fit in, which a busy network needs."""

IDLE_SECONDS, PROBES_SECONDS, PROBES = 1, 1, 1
"""A line on which an answer is awaited is probed after so long, since a server without power says nothing; and is dead
when nothing has come so long after that."""

GRACE_SECONDS = 0.5
"""A server that is only slow shall cancel by itself, so much before the line to it is given up."""

GREETING_SECONDS = 1.5
"""A line out of the pool answers an empty question within so long, or another is made."""

AT_REST = 1
"""Lines that a kiosk holds while nobody is there: a thousand kiosks share one server."""
AT_WORK = 4
"""Lines beside it: one for each worker."""

SCHEMAS = "public,register"
"""Where tables are: a kiosk's own login has no rights on `register`, and whoever has finds them unqualified."""

_TCP = {
    "connect_timeout": CONNECT_SECONDS,
    "tcp_user_timeout": round(NOTICED_SECONDS * MILLISECONDS),
    "keepalives": 1,
    "keepalives_idle": IDLE_SECONDS,
    "keepalives_interval": PROBES_SECONDS,
    "keepalives_count": PROBES,
}

_RETRIED = frozenset(("40001", "40P01"))
"""A replica cancels questions that stand in the way of what it takes over; asked again they succeed."""


_SILENCE = logging.NullHandler()


def _hush() -> None:
    """Drivers tell Python's own log of errors that they pass over, with the server's words, which may hold values;
    where nobody listens, that goes to standard error as it is.
    """
    for library in ("psycopg", "sqlalchemy"):
        logging.getLogger(library).addHandler(_SILENCE)


def server_engine(url: URL, timeout_seconds: int, monotonic: Monotonic) -> Engine:
    """Make an engine for a server; hosts and TLS stand in the URL, as libpq knows them."""
    _hush()
    names = Names()
    engine = create_engine(
        url,
        hide_parameters=True,
        pool_size=AT_REST,
        max_overflow=AT_WORK,
        pool_timeout=timeout_seconds,
        isolation_level="REPEATABLE READ",  # one account is read by several SELECTs: all see the same moment
        connect_args=_connect_args(url, timeout_seconds),
    )

    @event.listens_for(engine, "do_connect")
    def _connect(_dialect: Any, _record: Any, words: Any, named: Any) -> Any:
        from kiosk.store.line import Line, NameUnknown  # a kiosk on SQLite need not load psycopg

        deadline = deadline_here()
        try:
            found = named if deadline is None else names.in_time(named, deadline)
        except NoAddress as none:
            raise NameUnknown(late=none.late) from None
        return Line.connect(*words, **found)

    @event.listens_for(engine, "checkout")
    def _greet(line: Any, record: Any, _: Any) -> None:
        # The server may have been restarted since the last visitor, or the network may swallow everything by now.
        if "greeted" in record.info:
            try:
                with at_most(GREETING_SECONDS, monotonic):
                    engine.dialect.do_ping(line)
            except engine.dialect.loaded_dbapi.Error:
                raise InvalidatePoolError from None
        record.info["greeted"] = True

    return engine


def _connect_args(url: URL, timeout_seconds: int) -> dict[str, Any]:
    """What every line is made with; of the network the URL may say otherwise."""
    wait = round((timeout_seconds - GRACE_SECONDS) * MILLISECONDS)
    return {
        **{name: value for name, value in _TCP.items() if name not in url.query},
        # Whatever PGCLIENTENCODING says: in another encoding rare characters would be lost, or texts come as bytes.
        "client_encoding": "utf8",
        "options": f"-c statement_timeout={wait} -c lock_timeout={wait} -c search_path={SCHEMAS}",
    }


def worth_asking_again(error: DBAPIError) -> bool:
    """Whether the same question may well be answered on a new line: this one broke. Lateness is no such thing."""
    if not error.connection_invalidated and getattr(error.orig, "sqlstate", None) not in _RETRIED:
        return False
    from kiosk.store.line import AnswerLate

    return not isinstance(error.orig, AnswerLate)
