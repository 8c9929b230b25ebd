"""`fleet` says in one sentence where there is none; on a real database it is tried in tests/hardware."""

from __future__ import annotations

import pytest
import typer
from typer.testing import CliRunner

from kiosk.errors import Refused
from kiosk.fleet.commands import fleet_app

app = typer.Typer()
app.add_typer(fleet_app, name="fleet")

AWAY = "postgresql+psycopg://auditor@127.0.0.1:1/data"
"""Nobody listens there."""
NOBODY = f"postgresql+psycopg://auditor@{'a' * 64}/data"
"""No host can be called so; no name server need be asked for it."""
ONLY = "Only an auditor's or the owner's login may."


@pytest.mark.parametrize(
    ("url", "words", "sentence"),
    [
        ("", [], "A fleet has its data on PostgreSQL"),
        ("sqlite:////nonexistent/data.db", [], "A fleet has its data on PostgreSQL"),
        (AWAY, [], "The fleet cannot be read: nothing answers at this host and port (OperationalError)."),
        (NOBODY, [], "The fleet cannot be read: nobody knows this host's name (NameUnknown)."),
        (AWAY, ["--json", "--prometheus"], "Either --json or --prometheus."),
        (AWAY, ["verify"], "The fleet cannot be read: nothing answers at this host and port"),
        (AWAY, ["acknowledge", "hall-1", "--why", "disk", "--case", "119901199001010015"], "--case is the number of"),
        ("", ["acts"], "A fleet has its data on PostgreSQL"),
        (AWAY, ["acts", "--number", "12"], "This is no ID number, residence permit number or card number."),
        (AWAY, ["acts", "--number", ""], "This is no ID number, residence permit number or card number."),
        (AWAY, ["--json", "acts"], "Write the options of `fleet acts` behind its name."),
        (AWAY, ["--silent", "7", "verify"], "Write the options of `fleet verify` behind its name."),
        (AWAY, ["--config", "none.toml", "verify", "M-1"], "Write the options of `fleet verify` behind its name."),
    ],
)
def test_refusals(url: str, words: list[str], sentence: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIOSK_DATABASE__URL", url)
    done = CliRunner().invoke(app, ["fleet", *words])
    assert isinstance(done.exception, Refused)
    assert str(done.exception).startswith(sentence)
    assert ONLY not in str(done.exception)
