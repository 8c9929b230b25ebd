"""The kiosk's secret, for a command that runs beside it."""

from __future__ import annotations

import secrets

from kiosk.config import DatabaseSection
from kiosk.errors import Refused
from kiosk.store.engine import passing_engine
from kiosk.store.local.credentials import SqlCredentials
from kiosk.store.opening import local_url
from kiosk.store.version import LOCAL, check_version


def kept_secret(section: DatabaseSection) -> bytes:
    """Read it from the local database, made there when it is asked for the first time. Raises KioskError, Refused."""
    if not section.url:
        raise Refused("The setting database.url is empty; the demo people's kiosk has another secret each time.")
    with passing_engine(local_url(section), section.timeout_seconds) as engine:
        check_version(engine, LOCAL)
        return SqlCredentials(engine, secrets.token_bytes).secret()
