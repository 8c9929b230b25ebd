"""`db upgrade` and `demo-data`: one line when done, one sentence when refused."""

from __future__ import annotations

from datetime import date

import pytest
import typer
from typer.testing import CliRunner

from kiosk import config
from kiosk.demo.people import demo_records
from kiosk.errors import Refused
from kiosk.store import open_store
from kiosk.store.commands import db_app, demo_data
from kiosk.store.engine import name_of, parse_url
from kiosk.store.opening import local_file, local_url
from kiosk.store.version import DATA, LOCAL

app = typer.Typer()
app.add_typer(db_app, name="db")
app.command("demo-data")(demo_data)


def run(*words: str) -> str:
    """Run a command and return what it said; a Refused is raised as main.py would meet it."""
    done = CliRunner().invoke(app, words)
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert done.exit_code == 0, done.output
    return done.output


class CommandRules:
    """Every rule of both commands; needs a fixture `settings`: databases that do not exist yet."""

    passwords_are = "in the local database"

    def test_upgrade_then_open(self, settings: config.Settings) -> None:
        said = run("db", "upgrade")
        assert said == (
            f"{name_of(parse_url(settings.database.url))} upgraded from nothing to version {DATA.newest}; "
            f"{name_of(local_url(settings.database))} upgraded from nothing to version {LOCAL.newest}.\n"
        )
        assert run("db", "upgrade").count("already") == 2
        open_store(settings.database).close()

    def test_demo_data_into_the_configured_database(self, settings: config.Settings) -> None:
        said = run("demo-data", "--persons", "4", "--months", "3", "--seed", "5")
        people = len(list(demo_records(settings.demo.today or date.today())))
        assert said.startswith(f"{people + 4} persons with ")
        assert said.endswith(f"; demo passwords set {self.passwords_are}.\n")

    @pytest.mark.parametrize("url", ["//me:secret@h/x", "//me@h/x?password=secret"])
    def test_no_password_stands_on_the_command_line(self, url: str) -> None:
        done = CliRunner().invoke(app, ["demo-data", "--database", f"postgresql+psycopg:{url}"])
        assert isinstance(done.exception, Refused)
        assert str(done.exception).startswith("Every user of this machine sees a password on the command line")
        assert "secret" not in f"{done.output}{done.exception}"

    def test_a_production_kiosk_gets_no_known_passwords(
        self, settings: config.Settings, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("KIOSK_KIOSK__MODE", "production")
        assert "no passwords set" in run("demo-data")
        local = local_file(settings.database)
        assert local is not None and not local.exists()
