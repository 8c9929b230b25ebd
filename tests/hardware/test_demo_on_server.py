"""The README's steps to a kiosk on a server, word for word: the demo people, a kiosk's own login, a visit."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

import main
from kiosk.errors import Refused
from tests.hardware.postgresql_server import PostgresServer
from tests.hardware.served_people import as_owner
from tests.stories.conftest import MakeKiosk
from tests.stories.conftest import demo_data as demo_data  # noqa: PLC0414 - the stories' kiosk, which asks for it
from tests.stories.conftest import make_kiosk as make_kiosk  # noqa: PLC0414

pytestmark = pytest.mark.postgresql

README = Path(__file__).parents[2] / "README.md"
SECTION = "## Many kiosks on one server"


def steps() -> list[str]:
    """The indented lines of the section, without what they say of themselves."""
    section = README.read_text(encoding="utf-8").partition(SECTION)[2].partition("\n## ")[0]
    return [line.partition("#")[0].strip() for line in section.splitlines() if line.startswith("    ")]


class Shell:
    """Runs the program's commands as a shell with these variables would."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, owner: str) -> None:
        self._monkeypatch, self.owner = monkeypatch, owner

    def export(self, line: str) -> None:
        """From now on; who reads the README puts the owner's own login, host and database in."""
        word, name, value = re.split("[ =]", line, maxsplit=2)
        assert (word, value) == ("export", "postgresql+psycopg://LOGIN@HOST/DATABASE"), "no password in a command"
        self._monkeypatch.setenv(name, self.owner)

    def run(self, line: str) -> str:
        """What a command says; a Refused is raised as main.py would meet it."""
        words = shlex.split(re.sub(r"\$\(cat (\w+)\)", lambda found: Path(found[1]).read_text().strip(), line))
        with self._monkeypatch.context() as environment:
            while "=" in words[0]:
                name, _, value = words.pop(0).partition("=")
                environment.setenv(name, value)
            assert words.pop(0) == "main.py"
            done = CliRunner().invoke(main.app, words)
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        assert done.exit_code == 0, done.output
        return done.output


@pytest.fixture
def shell(postgresql: PostgresServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    for name, value in {
        "DATABASE__LOCAL_URL": f"sqlite:///{tmp_path / 'kiosk-local.db'}",
        "DATABASE__PARTITIONS": "2",
        "DEMO__TODAY": "2026-11-21",
    }.items():
        monkeypatch.setenv(f"KIOSK_{name}", value)
    monkeypatch.chdir(tmp_path)
    return Shell(monkeypatch, postgresql.new_database())


def test_the_steps_lead_to_a_kiosk_that_serves(shell: Shell, make_kiosk: MakeKiosk, tmp_path: Path) -> None:
    export, upgrade, fill, add, run = steps()
    shell.export(export)
    assert "version" in shell.run(upgrade)
    assert "demo passwords set on the server" in shell.run(fill)
    assert shell.run(add) == "The URL is in URL.\n"
    assert run.endswith("main.py run")
    local = f"sqlite:///{tmp_path / 'kiosk-local.db'}"
    kiosk = make_kiosk(database={"url": Path("URL").read_text(encoding="utf-8").strip(), "local_url": local})
    kiosk.insert_and_log_in()
    as_owner(shell.owner, "DELETE FROM login.tokens")
    with pytest.raises(Refused, match="clerk"):
        shell.run("KIOSK_DATABASE__URL=$(cat URL) main.py list --person 119901198503150015 --out x.pdf")
    told = shell.run("KIOSK_DATABASE__URL=$(cat URL) main.py doctor")
    assert "database" in told
    assert "kiosk.id" not in told
