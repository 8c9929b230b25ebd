"""Comparisons of texts on a server tell a stolen kiosk nothing: said by whoever may, at each upgrade.

Whoever is logged in could ask for (person_id, paid_for) >= ('...', 0): the comparison would be let into the index
before row security, walk over everybody's keys up to there, and EXPLAIN (BUFFERS) would tell how far, which finds
people's numbers one by one. Only a comparison that is known to tell nothing is let in; these do tell. Equality does
not, and is all that an account needs. Only a superuser may say so, and a restored dump has forgotten it.
"""

from __future__ import annotations

from sqlalchemy import Connection, text

_TELLING = """
    SELECT DISTINCT o.oprcode::regprocedure::text
    FROM pg_amop a JOIN pg_opfamily f ON f.oid = a.amopfamily JOIN pg_operator o ON o.oid = a.amopopr
        JOIN pg_proc p ON p.oid = o.oprcode
    WHERE f.opfname IN ('text_ops', 'text_pattern_ops')
        AND f.opfmethod = (SELECT oid FROM pg_am WHERE amname = 'btree')
        AND a.amopstrategy <> 3  -- equality
        AND p.proleakproof
"""


def comparisons_are_closed(connection: Connection) -> bool:
    """Whether they are closed now; every login may ask."""
    return not connection.scalars(text(_TELLING)).all()


def close_comparisons(connection: Connection) -> bool:
    """Close them if this login may; whether they are closed now."""
    telling = connection.scalars(text(_TELLING)).all()
    if telling and not connection.scalar(text("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")):
        return False
    for compares in telling:
        connection.exec_driver_sql(f"ALTER FUNCTION {compares} NOT LEAKPROOF")
    return True
