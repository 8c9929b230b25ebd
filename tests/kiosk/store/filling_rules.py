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
from kiosk.store.filling import fill_with_demo, open_demo_store, seed_local_beside
from kiosk.store.month import open_months
from kiosk.store.opening import Store


class FillingRules:
    """Every rule of demo data; needs fixtures `store`, `section`, `recipe` and `empty`."""

    def test_the_demo_is_made_anew_and_passwords_stay(
        self, store: Store, section: DatabaseSection, recipe: Recipe
    ) -> None:
        store.credentials.keep_password_hash("1000000002", "own")
        with closing(open_demo_store(section, replace(recipe, persons=0))) as again:
            assert again.credentials.password_hash("1000000002") == "own"
            assert again.ledger.holder_of_number("C00000000") is None

    def test_passwords_of_the_demo_people_are_seeded(self, empty: DatabaseSection, recipe: Recipe) -> None:
        seed_local_beside(empty, recipe, lambda password: password.decode()[::-1], bytes)
        with closing(open_demo_store(empty, recipe)) as store:
            assert store.credentials.password_hash("1000000001") == "318642"
            assert store.credentials.password_hash("1000000002") is None
            assert store.credentials.has_passwords()

    def test_real_files_do_not_go_into_demo_data(self, store: Store, section: DatabaseSection) -> None:
        before = store.ledger.account("1000000001")
        settings = config.load().with_values(database=section.model_dump(), kiosk={"mode": "development"})
        with (
            open_months(settings, lambda: datetime(2026, 11, 21)) as months,
            pytest.raises(Refused, match=r"^The database .* holds demo data; import into a database of its own\.$"),
        ):
            months.begin(Authority.HUMAN_RESOURCES, snapshot=False)
        assert store.ledger.account("1000000001") == before

    def test_demo_data_do_not_go_into_real_data(self, empty: DatabaseSection, recipe: Recipe) -> None:
        settings = config.load().with_values(database=empty.model_dump())
        with open_months(settings, lambda: datetime(2026, 11, 21)) as months:
            writer = months.begin(Authority.HUMAN_RESOURCES, snapshot=False)
            writer.add([PersonRow("1", "119901198503150015", "\u674e\u56db")])
            writer.finish(Month(2026, 10))
        with pytest.raises(Refused, match=r"holds data that are not demo data; they are left as they are\.$"):
            fill_with_demo(empty.url, recipe)
        with closing(open_store(empty)) as real:
            assert not real.is_demo
            assert real.ledger.holder_of_number("119901198503150015") is not None

    def test_a_file_that_is_refused_leaves_the_old_demo(
        self,
        store: Store,
        section: DatabaseSection,
        recipe: Recipe,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        before = store.ledger.account("1000000003")

        @contextmanager
        def cut_off(today: date) -> Iterator[Mapping[str, Sequence[Path]]]:
            with source_files(today) as files:
                last = tmp_path / "cut.csv"
                last.write_bytes(files["hr-csv"][1].read_bytes()[:-40])
                yield {**files, "hr-csv": [files["hr-csv"][0], last]}

        monkeypatch.setattr(demo_import, "source_files", cut_off)
        with pytest.raises(Refused, match="is the file cut off"):
            fill_with_demo(section.url, recipe)
        assert store.ledger.account("1000000003") == before
