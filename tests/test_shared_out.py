"""Which tests go to one worker together."""

from __future__ import annotations

from pathlib import Path

from tests.shared_out import INSTALLED, WholeFiles

TREE = Path(__file__).parent.parent
ASKS = "installation: Installation"
HERE = Path(__file__).name


def test_the_files_on_the_installed_kiosk_are_named() -> None:
    files = (file for file in (TREE / "tests").rglob("test_*.py") if file.name != HERE)
    asking = {file.relative_to(TREE).as_posix() for file in files if ASKS in file.read_text(encoding="utf-8")}
    assert asking == set(INSTALLED)


def test_they_go_to_one_worker_and_any_other_file_goes_whole() -> None:
    share = WholeFiles._split_scope
    scopes = {share(object.__new__(WholeFiles), f"{file}::test_it[a::b]") for file in INSTALLED}
    assert len(scopes) == 1
    one, other = (share(object.__new__(WholeFiles), f"tests/test_a.py::{name}") for name in ("test_1", "test_2[x]"))
    assert one == other
    assert one not in scopes
