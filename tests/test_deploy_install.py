"""What a technician does once: install, upgrade, uninstall; below a folder, where nothing is started."""

from __future__ import annotations

import json
import sqlite3
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from tests.installed import Installation, next_package
from tests.kiosk.test_config import KEYS

BROKEN_PROGRAM = {"main.py": "raise SystemExit('this version is broken')\n"}
BROKEN_SCHEMA = {
    "kiosk/store/upgrading.py": """
import sqlite3
from kiosk.errors import Refused

def upgrade(url):
    with sqlite3.connect(url.removeprefix("sqlite:///")) as database:
        database.execute("UPDATE data_version SET version_num = '9999'")
        database.execute("DROP TABLE participations")
    raise Refused("The data cannot be brought to version 9999.")

upgrade_local = upgrade
"""
}
"""Half-way through a schema, which SQLite leaves as it is."""


def whole(file: Path) -> list[str]:
    """Everything a database holds."""
    with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as database:
        return list(database.iterdump())


def everything(installation: Installation) -> dict[str, object]:
    """What must be as it was when an upgrade fails: program, configuration, what the system reads, data."""
    files = [installation.config, *(path for path in (installation.root / "etc").rglob("*") if path.is_file())]
    return {
        "current": installation.current,
        "releases": {path.name for path in (installation.program / "releases").iterdir()},
        "texts": {path: path.read_bytes() for path in files if path.suffix not in (".before", ".new")},
        "data": {name: whole(installation.state / name) for name in ("data.db", "data-local.db")},
    }


def findings(installation: Installation) -> dict[str, bool]:
    """What doctor says of each part."""
    done = installation.run("doctor", "--json", "--config", str(installation.config))
    return {finding["part"]: finding["well"] for finding in json.loads(done.stdout)}


def add_a_print(installation: Installation) -> None:
    """Something that happened in the hall."""
    with sqlite3.connect(installation.state / "data-local.db") as database:
        database.execute(
            "INSERT INTO prints (moment, visit, kind, pages, state, code)"
            " VALUES ('2026-11-20T10:00:00', 7, 'list', 2, 'sent', '')"
        )
        # A kiosk that ran has made its secret; one that did not gets it with its first copy.
        database.execute("INSERT OR IGNORE INTO secrets (name, value) VALUES ('number-key', zeroblob(32))")


def test_the_installed_program_carries_all_it_needs(installation: Installation) -> None:
    """Texts, rules, profiles, demo people, migrations, the verifying page: everything but the README's pictures."""
    release = installation.program / installation.current
    (packages,) = release.glob("lib/python3*/site-packages")
    carried = {path.relative_to(packages).as_posix() for path in packages.rglob("*") if path.is_file()}
    assert {name for name in installation.shipped if not name.startswith("resources/pictures/")} <= carried
    assert "main.py" in carried
    assert not [name for name in carried if name.startswith(("resources/pictures/", "tests/", "pip/"))]


def test_it_is_a_production_kiosk_whose_own_parts_are_well(installation: Installation) -> None:
    well = findings(installation)
    assert {part: well[part] for part in ("configuration", "local-database", "fonts", "seal")} == dict.fromkeys(
        ("configuration", "local-database", "fonts", "seal"), True
    )
    text = installation.config.read_text(encoding="utf-8")
    assert 'mode = "production"' in text
    assert 'today = ""' in text
    assert all(f"{key} = " in text for _, key in KEYS)
    assert installation.config.stat().st_mode & 0o007 == 0, "it may name a database's password"
    assert installation.state.stat().st_mode & 0o077 == 0


def test_an_upgrade_keeps_data_and_configuration(installation: Installation, tmp_path: Path) -> None:
    config = installation.config
    config.write_text(config.read_text(encoding="utf-8").replace("idle_seconds = 60", "idle_seconds = 45"))
    add_a_print(installation)
    before, data = installation.current, whole(installation.state / "data-local.db")
    done = installation.install(next_package(installation, tmp_path, "0.2.0", {}))
    assert done.returncode == 0, done.stderr
    assert installation.current.startswith("releases/0.2.0-")
    assert (installation.program / before).is_dir(), "the version before is kept"
    assert "idle_seconds = 45" in config.read_text(encoding="utf-8")
    assert whole(installation.state / "data-local.db") == data
    assert findings(installation)["local-database"]


@pytest.mark.parametrize("changed", [BROKEN_PROGRAM, BROKEN_SCHEMA], ids=["program", "schema"])
def test_a_failed_upgrade_leaves_the_old_version_and_data_it_can_read(
    installation: Installation, tmp_path: Path, changed: dict[str, str]
) -> None:
    add_a_print(installation)
    before = everything(installation)
    done = installation.install(next_package(installation, tmp_path, "0.3.0", changed))
    assert done.returncode != 0
    assert "everything is put back" in done.stderr
    assert everything(installation) == before
    assert changed is BROKEN_PROGRAM or findings(installation)["local-database"]


def test_uninstalling_keeps_what_is_the_halls_and_purging_nothing(installation: Installation, tmp_path: Path) -> None:
    """On a copy of the folder: links into a release stay as they are, since nothing of it is run."""
    copy = replace(installation, root=tmp_path / "root")
    subprocess.run(["cp", "-a", installation.root, copy.root], check=True)
    foreign = copy.root / "etc" / "systemd" / "system" / "foreign.service"
    foreign.touch()
    cups = copy.root / "etc" / "cups" / "cupsd.conf"
    cups.with_name("cupsd.conf.before-kiosk").write_text("as it was")
    uninstall = installation.package / "deploy" / "uninstall.sh"
    done = copy.script(uninstall)
    assert done.returncode == 0, done.stderr
    left = {path.relative_to(copy.root) for path in copy.root.rglob("*") if not path.is_dir()}
    kept = (
        "etc/shebao-kiosk/",
        "var/lib/shebao-kiosk/",
        "var/log/shebao-kiosk/",
        "etc/systemd/system/foreign",
        "etc/cups/",
    )
    assert [path for path in left if not path.as_posix().startswith(kept)] == []
    assert cups.read_text() == "as it was"
    assert copy.config.exists()
    assert (copy.state / "data.db").exists()
    assert copy.script(uninstall).returncode == 1, "there is no kiosk any more"
    copy.program.mkdir(parents=True)
    (copy.program / "files").touch()
    assert copy.script(uninstall, "--purge").returncode == 0
    assert not copy.config.parent.exists()
    assert not copy.state.exists()
    assert foreign.exists()


@pytest.mark.parametrize("script", ["install.sh", "uninstall.sh"])
def test_a_mistyped_option_changes_nothing(installation: Installation, script: str) -> None:
    before = everything(installation)
    done = installation.script(installation.package / "deploy" / script, "--perge")
    assert done.returncode == 1
    assert "--perge" in done.stderr
    assert everything(installation) == before
