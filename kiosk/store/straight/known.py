"""A copy of whom an authority names already, for imports that name a good part of them.

To look a person up by keys costs thirty times what it costs to read one of the copy. It is made on a connection of its
own while the first part is staged and written, and not at all for files of one part.
"""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor

from kiosk.store.straight.persons import PersonStatements
from kiosk.store.straight.staging import Staging

KNOWN_AT_ONCE = 1_500_000
"""So many known persons are read for every part; of more, those of the part are looked up one by one."""


class KnownPersons:
    """The copy; `begin` once, or never."""

    def __init__(self, staging: Staging, persons: PersonStatements) -> None:
        self._staging, self._persons = staging, persons
        self._maker = ThreadPoolExecutor(1, "known persons")
        self._coming: Future[str | None] | None = None

    def begin(self) -> None:
        """Begin to copy; does not wait."""
        self._coming = self._maker.submit(self._copy)

    def table(self) -> str | None:
        """Wait for the copy and name its table; None: it was not begun, or they are too many. Raises the driver's."""
        return None if self._coming is None else self._coming.result()

    def end(self) -> None:
        """Wait until nothing is being copied. Never raises."""
        self._maker.shutdown()

    def _copy(self) -> str | None:
        with self._staging.beside() as beside:
            ((known,),) = beside.rows(self._persons.how_many_known(KNOWN_AT_ONCE))
            if known > KNOWN_AT_ONCE:
                return None
            table = beside.table("known")
            beside.make({table: self._persons.make_known(table)})
            beside.run(self._persons.copy_known(table))
            return table
