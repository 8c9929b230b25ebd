"""The kiosk as a technician puts it on a machine: the package is made and installed below a folder, once for all tests.

Nothing is fetched: the Python packages it needs are those of the tests, named in PYTHONPATH as no real kiosk does.
"""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

TREE = Path(__file__).parent.parent
DEPLOY = TREE / "resources" / "deploy"
ROOMS = ("kiosk", "ui", "printing", "devices", "resources")
BASE_PYTHON = Path(sys.base_prefix) / "bin" / "python3"


@dataclass(frozen=True, slots=True)
class Installation:
    """A kiosk below a folder, and the package it came from."""

    root: Path
    package: Path
    shipped: frozenset[str]
    """Every file of the rooms and of the resources when the package was made."""

    @property
    def program(self) -> Path:
        """Where the releases are."""
        return self.root / "opt" / "shebao-kiosk"

    @property
    def current(self) -> str:
        """The release that runs."""
        return str((self.program / "current").readlink())

    @property
    def config(self) -> Path:
        """The hall's configuration."""
        return self.root / "etc" / "shebao-kiosk" / "kiosk.toml"

    @property
    def state(self) -> Path:
        """Its databases and its key."""
        return self.root / "var" / "lib" / "shebao-kiosk"

    @property
    def environment(self) -> dict[str, str]:
        """Below this folder, with the tests' Python packages."""
        return {
            **os.environ,
            "ROOT": str(self.root),
            "PYTHON": str(BASE_PYTHON),
            "PYTHONPATH": sysconfig.get_paths()["purelib"],
            "PIP_NO_DEPS": "1",
        }

    def script(self, script: Path, *options: str) -> subprocess.CompletedProcess[str]:
        """Run a script for this folder."""
        return subprocess.run(
            [script, *options], capture_output=True, text=True, timeout=300, env=self.environment, check=False
        )

    def install(self, package: Path | None = None) -> subprocess.CompletedProcess[str]:
        """Install a package's version, or bring the kiosk to it."""
        return self.script((package or self.package) / "deploy" / "install.sh")

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command of the installed program, from a folder where nothing of the work tree is."""
        return subprocess.run(
            [self.program / "current" / "bin" / "shebao-kiosk", *arguments],
            cwd=self.root,
            capture_output=True,
            text=True,
            env=self.environment,
            check=False,
        )


def next_package(installation: Installation, folder: Path, version: str, changed: Mapping[str, str]) -> Path:
    """A package of another version, with some files of the program's changed."""
    (wheel,) = (installation.package / "wheels").glob("shebao_kiosk-*.whl")
    package = folder / f"shebao-kiosk-{version}"
    (package / "wheels").mkdir(parents=True)
    subprocess.run(["cp", "-R", installation.package / "deploy", package / "deploy"], check=True)
    old = wheel.name.split("-")[1]
    with (
        zipfile.ZipFile(wheel) as before,
        zipfile.ZipFile(package / "wheels" / wheel.name.replace(old, version, 1), "w") as after,
    ):
        for name in before.namelist():
            text = changed[name].encode() if name in changed else before.read(name)
            named = name.replace(f"-{old}.dist-info/", f"-{version}.dist-info/")
            if named.endswith((".dist-info/METADATA", ".dist-info/RECORD")):
                text = text.replace(f"Version: {old}".encode(), f"Version: {version}".encode())
                text = text.replace(f"-{old}.dist-info/".encode(), f"-{version}.dist-info/".encode())
            after.writestr(named, text)
    return package


@pytest.fixture(scope="session")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """Make the package and install it."""
    folder = tmp_path_factory.mktemp("installed")
    shipped = frozenset(
        path.relative_to(TREE).as_posix()
        for room in ROOMS
        for path in (TREE / room).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    )
    made = subprocess.run(
        [DEPLOY / "package.sh", folder],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHON": sys.executable, "DEPENDENCIES": "no"},
        check=False,
    )
    assert made.returncode == 0, made.stderr
    package = Path(made.stdout.strip().removesuffix(".tar.gz"))
    there = Installation(folder / "root", package, shipped)
    done = there.install()
    assert done.returncode == 0, done.stderr
    return there
