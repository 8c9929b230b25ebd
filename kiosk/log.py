"""The technical log: JSON lines on standard error, with an allow-list of keys so that nothing personal gets in."""

from __future__ import annotations

import logging
import sys
from collections.abc import MutableMapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO, cast

from kiosk.log_file import LogFile

if TYPE_CHECKING:
    from structlog.typing import FilteringBoundLogger

ALLOWED_KEYS = frozenset(
    {"event", "level", "timestamp", "code", "detail", "effect", "state", "visit", "seconds", "where", "kind", "version"}
)
"""Keys a line may have; any other is dropped, with a mark that it was."""

_LEVELS = {"debug": logging.DEBUG, "info": logging.INFO, "warning": logging.WARNING, "error": logging.ERROR}


class StandardError:
    """Standard error as it is when a line is written: whoever set the log up may have had another."""

    def write(self, text: str) -> int:
        """Write."""
        return sys.stderr.write(text)

    def flush(self) -> None:
        """Hold nothing back."""
        sys.stderr.flush()


def set_up(level: str, file: Path | None = None) -> None:
    """Write lines of this level and above, to a file as well where there is one."""
    import structlog  # a fifth of a second that Welcome need not wait for

    error = cast(TextIO, StandardError())
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            only_allowed_keys,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(_LEVELS[level]),
        logger_factory=structlog.WriteLoggerFactory(cast(TextIO, LogFile(file, error)) if file else error),
        cache_logger_on_first_use=False,
    )


def only_allowed_keys(_logger: object, _method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Drop every key that is not allowed; say so in the line."""
    dropped = [key for key in line if key not in ALLOWED_KEYS]
    for key in dropped:
        del line[key]
    if dropped:
        line["detail"] = "keys dropped"
    return line


def where(error: BaseException) -> str:
    """Say where an exception was raised: file and line only. Its text could hold personal data."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return "unknown"
    return f"{trace.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno}"


def log() -> FilteringBoundLogger:
    """The log."""
    import structlog

    logger: FilteringBoundLogger = structlog.get_logger()
    return logger
