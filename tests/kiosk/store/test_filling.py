"""The same seed gives the same bytes; the demo is made anew and passwords set at the kiosk stay."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from kiosk import config
from kiosk.config import DatabaseSection
from kiosk.demo.making import Recipe
from kiosk.demo.source import source_files
from kiosk.errors import Refused
from kiosk.insurance import Authority
from kiosk.intake.rows import PersonRow
from kiosk.period import Month
from kiosk.store import demo_import, open_store
from kiosk.store.filling import fill_with_demo, make_missing_local, open_demo_store, seed_local_beside
from kiosk.store.month import open_months
from kiosk.store.opening import Store, local_url
from kiosk.store.upgrading import upgrade, upgrade_local


def bytes_of(file: Path, recipe: Recipe) -> bytes:
    fill_with_demo(f"sqlite:///{file}", recipe)
    return file.read_bytes()


def test_same_seed_same_bytes(tmp_path: Path, recipe: Recipe) -> None:
    first, second = bytes_of(tmp_path / "a.db", recipe), bytes_of(tmp_path / "b.db", recipe)
    assert first == second
    assert bytes_of(tmp_path / "c.db", replace(recipe, seed=8)) != first
    assert {file.name for file in tmp_path.iterdir()} == {"a.db", "b.db", "c.db"}


def test_the_demo_is_made_anew_and_passwords_stay(store: Store, section: DatabaseSection, recipe: Recipe) -> None:
    store.credentials.keep_password_hash("1000000002", "own")
    with closing(open_demo_store(section, replace(recipe, persons=0))) as again:
        assert again.credentials.password_hash("1000000002") == "own"
        assert again.ledger.holder_of_number("C00000000") is None


def test_passwords_of_the_demo_people_are_seeded(section: DatabaseSection, recipe: Recipe) -> None:
    fill_with_demo(section.url, recipe)
    seed_local_beside(section, recipe, lambda password: password.decode()[::-1], bytes)
    with closing(open_demo_store(section, recipe)) as store:
        assert store.credentials.password_hash("1000000001") == "318642"
        assert store.credentials.password_hash("1000000002") is None
        assert store.credentials.has_passwords()


def test_a_missing_local_database_is_made_and_one_there_is_left(section: DatabaseSection, recipe: Recipe) -> None:
    fill_with_demo(section.url, recipe)
    make_missing_local(section)
    with closing(open_store(section)) as store:
        store.credentials.keep_password_hash("p", "own")
    make_missing_local(section)
    with closing(open_store(section)) as store:
        assert store.credentials.password_hash("p") == "own"


def test_real_files_do_not_go_into_demo_data(store: Store, section: DatabaseSection) -> None:
    before = store.ledger.account("1000000001")
    settings = config.load().with_values(database=section.model_dump(), kiosk={"mode": "development"})
    with (
        open_months(settings, lambda: datetime(2026, 11, 21)) as months,
        pytest.raises(Refused, match=r"demo\.db holds demo data; import into a database of its own\.$"),
    ):
        months.begin(Authority.HUMAN_RESOURCES, snapshot=False)
    assert store.ledger.account("1000000001") == before


def test_demo_data_do_not_go_into_real_data(section: DatabaseSection, recipe: Recipe) -> None:
    upgrade(section.url)
    upgrade_local(local_url(section).render_as_string(hide_password=False))
    settings = config.load().with_values(database=section.model_dump())
    with open_months(settings, lambda: datetime(2026, 11, 21)) as months:
        writer = months.begin(Authority.HUMAN_RESOURCES, snapshot=False)
        writer.add([PersonRow("1", "119901198503150015", "\u674e\u56db")])
        writer.finish(Month(2026, 10))
    with pytest.raises(Refused, match=r"holds data that are not demo data; they are left as they are\.$"):
        fill_with_demo(section.url, recipe)
    with closing(open_store(section)) as real:
        assert not real.is_demo
        assert real.ledger.holder_of_number("119901198503150015") is not None


def test_a_file_that_is_refused_leaves_the_old_demo(
    store: Store, section: DatabaseSection, recipe: Recipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = store.ledger.account("1000000003")

    @contextmanager
    def cut_off(today: date) -> Iterator[Mapping[str, Sequence[Path]]]:
        with source_files(today) as files:
            last = section_file(section).with_name("cut.csv")
            last.write_bytes(files["hr-csv"][1].read_bytes()[:-40])
            yield {**files, "hr-csv": [files["hr-csv"][0], last]}

    monkeypatch.setattr(demo_import, "source_files", cut_off)
    with pytest.raises(Refused, match="is the file cut off"):
        fill_with_demo(section.url, recipe)
    assert store.ledger.account("1000000003") == before


def section_file(section: DatabaseSection) -> Path:
    return Path(section.url.removeprefix("sqlite:///"))
