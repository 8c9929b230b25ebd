"""What everybody may do on a server and no kiosk should: taken away anew at each upgrade, since dumps forget it."""

from __future__ import annotations

from sqlalchemy import Connection, text

_NO_TEMPORARY = """
    DO $$
    BEGIN
        EXECUTE format('REVOKE TEMPORARY ON DATABASE %%I FROM PUBLIC', current_database());
        EXECUTE format('GRANT TEMPORARY ON DATABASE %%I TO importer', current_database());
    END
    $$
"""
"""A kiosk makes nothing of its own: no table, no function in pg_temp that could stand in a real one's place."""

_IS_DATABASES_OWNER = """
    SELECT pg_has_role(d.datdba, 'USAGE') FROM pg_database d WHERE d.datname = current_database()
"""

_FILLING = r"""
    SELECT p.oid::regprocedure::text FROM pg_proc p
    WHERE p.pronamespace = 'pg_catalog'::regnamespace
        AND (
            p.proname IN ('lo_creat', 'lo_create', 'lo_from_bytea', 'pg_logical_emit_message')
            OR p.proname ~ '^pg_(try_)?advisory_(xact_)?lock(_shared)?$'
        )
        AND has_function_privilege('kiosk', p.oid, 'EXECUTE')
"""
"""Large objects and messages in the write-ahead log fill a disk. Advisory locks fill the whole server's table of locks
in seconds: then nobody logs in, not even to remove that kiosk. This program has no use for any of them."""

NO_FILES = "temp_file_limit = '64MB'"
"""What each line of a kiosk's may lay down in temporary files; an account needs none. A superuser may say so, or whom
one let."""

_KIOSKS = "SELECT member::regrole::text FROM pg_auth_members WHERE roleid = 'kiosk'::regrole"


def close_rights(connection: Connection) -> None:
    """Take away what this login may: the database's owner temporary tables, a superuser what fills a server too."""
    if connection.scalar(text(_IS_DATABASES_OWNER)):
        connection.exec_driver_sql(_NO_TEMPORARY)
    if connection.scalar(text("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")):
        for fills in connection.scalars(text(_FILLING)).all():
            connection.exec_driver_sql(f"REVOKE EXECUTE ON FUNCTION {fills} FROM PUBLIC")
        for login in connection.scalars(text(_KIOSKS)).all():
            connection.exec_driver_sql(f"ALTER ROLE {login} SET {NO_FILES}")
