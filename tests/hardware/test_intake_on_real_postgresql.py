"""The intake into a real PostgreSQL: every rule of files that is kept in memory, with SQLite beside it to compare."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.intake.importing import Imported, run_import
from kiosk.intake.profile import load_profile
from kiosk.intake.reading import Order
from kiosk.period import Month
from kiosk.store.engine import make_engine, parse_url
from kiosk.store.upgrading import upgrade, upgrade_local
from tests.kiosk.intake.another_writers_rules import AnotherWritersRules
from tests.kiosk.intake.commands_rules import ImportCommandRules, Typed
from tests.kiosk.intake.conftest import TODAY, Run
from tests.kiosk.intake.csv_source_rules import CsvSourceRules
from tests.kiosk.intake.gbt40217_rules import Gbt40217Rules
from tests.kiosk.intake.mirrored_months import MirroredMonths
from tests.kiosk.intake.text_rules import TextRules

pytestmark = pytest.mark.postgresql

PATIENCE_SECONDS = 60


@pytest.fixture(scope="session")
def sqlite_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("intake") / "data.db"
    upgrade(f"sqlite:///{file}")
    return file


@pytest.fixture
def months(emptied_url: str, sqlite_once: Path, tmp_path: Path) -> Iterator[MirroredMonths]:
    """Compared when the test has ended."""
    folder = tmp_path / "beside"
    folder.mkdir()
    file = shutil.copy(sqlite_once, folder)
    engines = [make_engine(parse_url(url), PATIENCE_SECONDS) for url in (f"sqlite:///{file}", emptied_url)]
    made = MirroredMonths(engines)
    yield made
    try:
        made.compare()
    finally:
        for engine in engines:
            engine.dispose()


@pytest.fixture
def run(months: MirroredMonths) -> Run:
    def run(*files: Path, source: str = "gbt40217", as_of: Month | None = None, dry_run: bool = False) -> Imported:
        return run_import(Order(files, load_profile(source), TODAY, as_of, dry_run), months, lambda _: None)

    return run


class TestAnotherWritersOnPostgresql(AnotherWritersRules):
    """Every rule."""


class TestCsvSourceOnPostgresql(CsvSourceRules):
    """Every rule."""


class TestGbt40217OnPostgresql(Gbt40217Rules):
    """Every rule."""


class TestImportCommandOnPostgresql(ImportCommandRules):
    """Every rule."""

    @pytest.fixture
    def typed(
        self, emptied_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> Typed:
        own = f"sqlite:///{tmp_path / 'local.db'}"
        upgrade_local(own)
        monkeypatch.setenv("KIOSK_DATABASE__URL", emptied_url)
        monkeypatch.setenv("KIOSK_DATABASE__LOCAL_URL", own)
        monkeypatch.setenv("KIOSK_DEMO__TODAY", TODAY.isoformat())
        return Typed(monkeypatch, capsys)


class TestTextsOnPostgresql(TextRules):
    """Every rule."""
