"""Reads the files of a big import in a process of its own, so that reading and writing share two processors.

The rows come through a pipe that holds about a megabyte: the reader waits when the writer is behind, and memory stays
as it is. What is refused there is refused here in the same sentence; a reader that dies refuses the import. It ends
with the import, however that ends.
"""

from __future__ import annotations

import fcntl
import marshal
import multiprocessing
import os
import pickle
import signal
from collections.abc import Iterator
from functools import partial
from multiprocessing.connection import Connection
from typing import Any

from kiosk.errors import Refused
from kiosk.intake import rows
from kiosk.intake.reading import Order, Outcome, Portion, Reading, read_here
from kiosk.intake.rows import SourceRow

WORTH_IT = 24_000_000
"""Bytes of files from which on a second process gains more than the half second it takes to start."""

PIPE_BYTES = 1 << 20
"""What Linux lets anybody have: some ten portions."""

_PLAIN = 2
"""The version of marshal without references: looking for them takes longer than writing texts twice."""

_ROWS, _OUTCOME, _REFUSED = b"r", b"o", b"x"

_KINDS: tuple[type[SourceRow], ...] = (
    *(rows.PersonRow, rows.CardRow, rows.ParticipationRow, rows.ContributionRow, rows.AccountYearRow),
    *(rows.BenefitRow, rows.TransferRow, rows.RetirementRow, rows.ContractRow, rows.UnitRow),
)
_NUMBERS = {kind: number for number, kind in enumerate(_KINDS)}


def reading_for(order: Order) -> Reading:
    """Return where to read: apart when there is much to read and a processor for it."""
    size = sum(path.stat().st_size for path in order.files if path.is_file())
    return read_apart if size >= WORTH_IT and len(os.sched_getaffinity(0)) > 1 else read_here


def read_apart(order: Order) -> Iterator[Portion | Outcome]:
    """Read in another process. Raises Refused."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    fcntl.fcntl(theirs.fileno(), fcntl.F_SETPIPE_SZ, PIPE_BYTES)
    process = context.Process(target=_read, args=(order, theirs), daemon=True)
    process.start()
    theirs.close()
    try:
        yield from _received(ours)
    finally:
        ours.close()
        process.terminate()
        process.join()


def _received(pipe: Connection) -> Iterator[Portion | Outcome]:
    while True:
        try:
            message = pipe.recv_bytes()
        except EOFError:
            raise Refused("The process that read the files ended before they did; nothing was imported.") from None
        match message[:1]:
            case b"r":
                yield _unpacked(message)
            case b"o":
                yield pickle.loads(message[1:])  # noqa: S301 our own process wrote it
                return
            case _:
                raise Refused(message[1:].decode())


def _read(order: Order, pipe: Connection) -> None:
    """The other process: it leaves Ctrl-C to the first one, and ends when nobody listens any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        for portion in read_here(order):
            if isinstance(portion, Outcome):
                pipe.send_bytes(_OUTCOME + pickle.dumps(portion))
            elif portion.rows:
                pipe.send_bytes(_packed(portion))
    except Refused as refused:
        pipe.send_bytes(_REFUSED + str(refused).encode())
    except BrokenPipeError:
        return


def _packed(portion: Portion) -> bytes:
    kind = _NUMBERS[type(portion.rows[0])]
    lines = portion.lines
    ends = (lines.start, lines.stop) if isinstance(lines, range) else list(lines)
    values = (kind, list(map(tuple, portion.rows)), portion.file, portion.unit, ends, portion.read)
    return _ROWS + marshal.dumps(values, _PLAIN)


def _unpacked(message: bytes) -> Portion:
    values: Any = marshal.loads(memoryview(message)[1:])  # noqa: S302 our own process wrote it
    kind, plain, file, unit, ends, read = values
    lines = range(*ends) if isinstance(ends, tuple) else ends
    return Portion(list(map(partial(tuple.__new__, _KINDS[kind]), plain)), file, unit, lines, read)
