"""Fills databases with demo data: `demo-data`, and the demo that is made anew at each start."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from kiosk.config import DatabaseSection
from kiosk.demo.making import Recipe, seed_demo_passwords
from kiosk.store.demo_import import import_demo_people
from kiosk.store.engine import parse_url, passing_engine
from kiosk.store.local.credentials import SqlCredentials
from kiosk.store.meant_for import check_owners
from kiosk.store.opening import DEMO, Store, local_file, local_url, open_store
from kiosk.store.upgrading import DEFAULT_PARTITIONS, TIMEOUT_SECONDS, upgrade, upgrade_local
from kiosk.store.writing import Content, Written, replace_content

DEMO_FILE = "demo.db"
"""The demo's data inside the folder it is given; its local database stands beside it."""


def fill_with_demo(url: str, recipe: Recipe, partitions: int = DEFAULT_PARTITIONS) -> Written:
    """Make the database if need be and replace its content by demo data, all or nothing.

    Raises Refused with one sentence, also when it holds other than demo data.
    """
    recipe.check()
    upgrade(url, partitions)
    check_owners(url, "make demo data")  # an importer could write them, and then set no passwords
    people = partial(import_demo_people, recipe=recipe)
    content = Content(DEMO, str(recipe), recipe.as_of(), recipe.units(), recipe.crowd(), people)
    with passing_engine(parse_url(url), TIMEOUT_SECONDS) as engine:
        return replace_content(engine, content)


def seed_local_beside(
    section: DatabaseSection, recipe: Recipe, hash_password: Callable[[bytearray], str], random: Callable[[int], bytes]
) -> None:
    """Make the local database if need be and set the demo people's passwords in it. Raises Refused."""
    url = local_url(section)
    upgrade_local(url.render_as_string(hide_password=False))
    with passing_engine(url, TIMEOUT_SECONDS) as engine:
        seed_demo_passwords(SqlCredentials(engine, random), hash_password, recipe.today)


def demo_section(folder: Path, timeout_seconds: int) -> DatabaseSection:
    """The settings of a demo database that lives in a folder."""
    url = f"sqlite:///{folder.resolve() / DEMO_FILE}"
    return DatabaseSection(url=url, local_url="", read_url="", timeout_seconds=timeout_seconds, partitions=1)


def open_demo_store(section: DatabaseSection, recipe: Recipe) -> Store:
    """Make the demo data anew and open them; passwords set at this kiosk stay. Raises Refused."""
    fill_with_demo(section.url, recipe)
    upgrade_local(local_url(section).render_as_string(hide_password=False))
    return open_store(section)


def make_missing_local(section: DatabaseSection) -> None:
    """Make this kiosk's own database when its file does not exist yet; one that exists is left as it is.

    Raises Refused.
    """
    file = local_file(section)
    if file is not None and not file.exists():
        upgrade_local(local_url(section).render_as_string(hide_password=False))
