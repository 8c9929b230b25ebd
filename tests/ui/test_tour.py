"""What the tour's command line takes; the walk itself is a story of the whole program."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.errors import Refused
from kiosk.events import Look
from ui.tour import check_folder, read_look, read_size


def test_a_size_is_read() -> None:
    assert read_size("1080x1920") == (1080, 1920)


@pytest.mark.parametrize("text", ["", "1080", "1080 x 1920", "0x0", "axb", "-100x200"])
def test_another_size_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="1080x1920"):
        read_size(text)


def test_a_look_is_read_and_another_refused_with_all_names() -> None:
    assert read_look("elder") is Look.ELDER
    with pytest.raises(Refused, match="standard, elder, dark, light"):
        read_look("pink")


def test_a_folder_is_made_or_refused(tmp_path: Path) -> None:
    check_folder(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b").is_dir()
    (tmp_path / "file").write_text("")
    with pytest.raises(Refused, match="cannot be made"):
        check_folder(tmp_path / "file" / "b")
