"""What a stolen kiosk asks for is compared with its own person's rows only: said by whoever may, at each upgrade.

A comparison that is known to tell nothing (LEAKPROOF) may go before row security, into an index or first in a scan,
over everybody's rows. It does tell: whoever is logged in sees in EXPLAIN (BUFFERS) how far an index was walked, in
EXPLAIN (ANALYZE) whether a sub-select behind the comparison was reached, and in a plain EXPLAIN how many rows the
server's figures expect. Asked again and again that reads anybody's account, bit by bit. So nothing is known to tell
nothing here: the policy's own comparison goes first, into the index, and a partition is chosen as before. Only a
superuser may say so, and a restored dump has forgotten it.
"""

from __future__ import annotations

from sqlalchemy import Connection, text

_OPEN = text("SELECT EXISTS (SELECT FROM pg_proc WHERE proleakproof)")

_CLOSE = """
    DO $$
    DECLARE
        compares regprocedure;
    BEGIN
        FOR compares IN SELECT oid FROM pg_proc WHERE proleakproof LOOP
            EXECUTE format('ALTER FUNCTION %%s NOT LEAKPROOF', compares);
        END LOOP;
    END
    $$
"""


def comparisons_are_closed(connection: Connection) -> bool:
    """Whether they are closed now; every login may ask."""
    return not connection.scalar(_OPEN)


def close_comparisons(connection: Connection) -> bool:
    """Close them if this login may; whether they are closed now."""
    if comparisons_are_closed(connection):
        return True
    if not connection.scalar(text("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")):
        return False
    connection.exec_driver_sql(_CLOSE)
    return True
