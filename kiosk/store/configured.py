"""Opens the databases that the settings name; in development the demo people stand in where none is named.

The demo's modules are imported only when the demo is wanted: a kiosk in a hall does not wait for them at start.
"""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from datetime import date
from pathlib import Path

from kiosk.config import Settings
from kiosk.store.meant_for import LOOKS_UP, check_meant_for
from kiosk.store.opening import ServerStore, Store, local_file, open_for_kiosk, open_store

CHEAPEST_MEMORY = 8192
"""KiB for hashing demo passwords, which are no secret; a login rehashes with the configured cost."""


def open_configured(settings: Settings, today: date, stack: ExitStack) -> Store | ServerStore:
    """Open both databases for a kiosk that serves people; they are closed with the stack. Raises Refused.

    In development an empty `database.url` means the demo people, made anew in a passing folder; a local database that
    does not exist is made; and made-up people get their made-up passwords.
    """
    made = _prepared(settings, today, stack)
    opened = made or open_for_kiosk(settings.database, production=not _in_development(settings))
    _furnish(opened, settings, today, stack)
    return opened


def open_for_clerk(settings: Settings, today: date, stack: ExitStack) -> Store:
    """The same for a command that looks people up. Raises Refused, also for a login that is not meant for it."""
    opened = _prepared(settings, today, stack)
    if opened is None:
        check_meant_for(settings.database.read_url or settings.database.url, LOOKS_UP)
        opened = open_store(settings.database)
    _furnish(opened, settings, today, stack)
    return opened


def _in_development(settings: Settings) -> bool:
    return settings.kiosk.mode == "development"


def _prepared(settings: Settings, today: date, stack: ExitStack) -> Store | None:
    """The demo people's store, where they stand in; else None, and the local database is there."""
    if not _in_development(settings):
        return None
    if not settings.database.url:
        return _made_demo(settings, today, stack)
    _make_missing_local(settings)
    return None


def _furnish(opened: Store | ServerStore, settings: Settings, today: date, stack: ExitStack) -> None:
    stack.callback(opened.close)
    if opened.is_demo and _in_development(settings):
        _set_demo_passwords(settings, today, opened)


def _made_demo(settings: Settings, today: date, stack: ExitStack) -> Store:
    from kiosk.demo.making import Recipe
    from kiosk.store import filling

    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="shebao-kiosk-")))
    section = filling.demo_section(folder, settings.database.timeout_seconds)
    return filling.open_demo_store(section, Recipe(persons=0, months=1, seed=1, today=today))


def _make_missing_local(settings: Settings) -> None:
    file = local_file(settings.database)
    if file is not None and not file.exists():
        from kiosk.store.filling import make_missing_local

        make_missing_local(settings.database)


def _set_demo_passwords(settings: Settings, today: date, store: Store | ServerStore) -> None:
    """Of people where this kiosk keeps their passwords; a server's are set by `demo-data`."""
    from kiosk.demo.making import seed_demo_passwords, seed_demo_staff
    from kiosk.passwords import Passwords

    cheap = Passwords(settings.passwords.model_copy(update={"time_cost": 1, "memory_kib": CHEAPEST_MEMORY}))
    if isinstance(store, Store) and not store.credentials.has_passwords():
        seed_demo_passwords(store.credentials, cheap.hash, today)
    seed_demo_staff(store.staff, cheap.hash)
