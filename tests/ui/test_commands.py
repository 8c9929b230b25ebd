"""What the command line says about the screen is read, or refused with one sentence that names it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.choices import Look
from kiosk.errors import Refused
from ui.commands import LARGEST, SMALLEST, TourWalk, make_folder, read_look, read_size, walks_of


@pytest.mark.parametrize("size", [(1080, 1920), (SMALLEST, SMALLEST), (LARGEST, LARGEST)])
def test_a_size_is_read(size: tuple[int, int]) -> None:
    assert read_size(f"{size[0]}x{size[1]}") == size


@pytest.mark.parametrize(
    "text", ["", "1080", "1080 x 1920", "0x0", "axb", "-100x200", f"{SMALLEST - 1}x900", f"900x{LARGEST + 1}", "9x1\n"]
)
def test_another_size_is_refused(text: str) -> None:
    with pytest.raises(Refused, match=f"WIDTHxHEIGHT with {SMALLEST} to {LARGEST} pixels"):
        read_size(text)


@pytest.mark.parametrize("look", Look)
def test_a_look_is_read(look: Look) -> None:
    assert read_look(look.value) is look


def test_another_look_is_refused_with_all_names() -> None:
    with pytest.raises(Refused, match=r"--look pink .* standard, elder, dark, light, elder-dark, elder-light\."):
        read_look("pink")


def test_one_walk_goes_into_the_folder_itself(tmp_path: Path) -> None:
    asked = walks_of(tmp_path, "dark", "en", ("zh_CN", "en"), low=True)
    assert asked == [TourWalk(tmp_path, Look.DARK, "en", True)]


def test_all_looks_and_languages_and_the_low_screen_have_folders_of_their_own(tmp_path: Path) -> None:
    walks = walks_of(tmp_path, "all", "all", ("zh_CN", "en"), low=False)
    assert {walk.out.name for walk in walks} == {
        f"{name}-{language}" for name in ("standard", "elder", "dark", "light", "low") for language in ("zh_CN", "en")
    }
    assert [walk.out.name for walk in walks if walk.low] == ["low-zh_CN", "low-en"]


def test_larger_type_on_black_has_a_tour_of_its_own(tmp_path: Path) -> None:
    (walk,) = walks_of(tmp_path, "elder-dark", "en", ("zh_CN", "en"), low=False)
    assert walk == TourWalk(tmp_path, Look.ELDER_DARK, "en", False)


def test_all_languages_of_one_look(tmp_path: Path) -> None:
    walks = walks_of(tmp_path, "elder", "all", ("zh_CN", "en"), low=False)
    assert [walk.out.name for walk in walks] == ["elder-zh_CN", "elder-en"]


def test_a_walk_of_no_known_look_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="--look pink"):
        walks_of(tmp_path, "pink", "all", ("zh_CN",), low=False)


def test_a_folder_is_made_and_nothing_left_in_it(tmp_path: Path) -> None:
    make_folder(tmp_path / "a" / "b")
    assert list((tmp_path / "a" / "b").iterdir()) == []
    make_folder(tmp_path / "a" / "b")


def test_a_folder_that_cannot_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for folder in (tmp_path / "file", tmp_path / "file" / "b"):
        with pytest.raises(Refused, match="cannot be written"):
            make_folder(folder)
