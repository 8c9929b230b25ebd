"""README and what halls get with it are true: made blocks are as the program is, commands, files and keys exist."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import typer

import main
from kiosk.audit.acknowledging import Why
from tests.kiosk.session.cases import STATES
from tests.readme.blocks import BLOCKS, DEPLOY, README, with_blocks
from tests.readme.diagram import ASIDE, COVER, ENDS, STAFF, TOPIC, VISIT, WELCOME, diagram, places, topics, transitions
from tests.readme.failures import table_of_failures

TEXT = README.read_text(encoding="utf-8")
DOCUMENTS = (README, *sorted(DEPLOY.glob("*.md")))
LONGEST = 365
"""Lines of the README, two thirds of them made: what only operators read stands in resources/deploy."""
LARGEST_PICTURE = 200_000
"""Bytes: a README opens at once on any line."""


def commands(group: Any = None, name: str = "") -> dict[str, set[str]]:
    """Every command by its whole name, with its options."""
    group = group or typer.main.get_command(main.app)
    found: dict[str, set[str]] = {}
    for part, command in group.commands.items():
        whole = f"{name} {part}".strip()
        if hasattr(command, "commands"):
            found |= commands(command, whole)
        if not hasattr(command, "commands") or command.invoke_without_command:
            found[whole] = {option for parameter in command.params for option in parameter.opts}
    return found


def rows_of_commands() -> dict[str, str]:
    """What stands in the table of commands, by each command's words."""
    rows = re.findall(r"^\| (`.*`) \|", TEXT, re.MULTILINE)
    written = [code for row in rows for code in re.findall(r"`([^`]+)`", row) if not code.startswith(".venv")]
    return {" ".join(re.findall(r"(?:^| )([a-z][a-z-]*)(?= [^ ]|$)", code.split(" -")[0])): code for code in written}


@pytest.mark.parametrize("file", BLOCKS, ids=lambda file: file.name)
def test_the_made_blocks_are_as_the_program_is(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert with_blocks(text, file) == text, "run: python -m tests.readme"


def test_the_readme_is_short_and_names_the_other_documents() -> None:
    assert len(TEXT.splitlines()) <= LONGEST
    linked = set(re.findall(r"\]\((resources/deploy/[\w./-]+\.md)\)", TEXT))
    assert linked == {str(file.relative_to(README.parent)) for file in DOCUMENTS[1:]}


def test_a_block_without_its_markers_is_told() -> None:
    with pytest.raises(ValueError, match="failures"):
        with_blocks(TEXT.replace("<!-- /failures -->", ""))


def test_every_command_stands_in_the_table() -> None:
    assert set(rows_of_commands()) == set(commands())


def test_every_option_in_the_table_exists() -> None:
    there = commands()
    for name, code in rows_of_commands().items():
        assert set(re.findall(r"--[a-z-]+", code)) <= there[name], name


def test_config_goes_with_each_but_the_two_that_need_none() -> None:
    assert {name for name, options in commands().items() if "--config" not in options} == {
        "card list",
        "card insert",
        "card remove",
        "configure",
    }


def test_every_make_target_named_exists() -> None:
    targets = re.findall(r"^([a-z-]+):", (README.parent / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    named = set(re.findall(r"(?:`|    )make ([a-z-]+)", TEXT))
    assert {"run", "test"} <= named <= set(targets)


@pytest.mark.parametrize("file", DOCUMENTS, ids=lambda file: file.name)
def test_every_file_named_is_there(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    for path in re.findall(r"`(resources/[\w./-]+|kiosk/[\w./-]+)`", text):
        assert (README.parent / path).exists(), path
    for path in re.findall(r"\]\(([^)]+)\)", text):
        assert (file.parent / path).exists(), path


@pytest.mark.parametrize("file", DOCUMENTS, ids=lambda file: file.name)
def test_every_key_named_is_one(file: Path) -> None:
    settings = (README.parent / "resources" / "kiosk.toml").read_text(encoding="utf-8")
    keys = re.findall(r"`([a-z]+)\.([a-z_]+)(?: = [^`]*)?`", file.read_text(encoding="utf-8"))
    for section, key in set(keys) - {("main", "py")}:
        assert re.search(rf"(?ms)^\[{section}\]$[^\[]*^{key} = ", settings), f"{section}.{key}"


def test_every_reason_to_acknowledge_is_explained() -> None:
    text = (DEPLOY / "audit.md").read_text(encoding="utf-8")
    assert {why.value for why in Why} == set(re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE))


def test_pictures_are_small() -> None:
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", TEXT)
    assert len(pictures) == 2
    assert all((README.parent / picture).stat().st_size <= LARGEST_PICTURE for picture in pictures)


def test_the_table_has_a_line_for_each_failure() -> None:
    lines = table_of_failures().splitlines()
    assert all(line.count(" | ") == 3 for line in lines)
    assert any(line.startswith("| C03 | 卡已取出") for line in lines)
    assert any(line.startswith("| P06 | 打印机的门没有关好") for line in lines)
    assert not [line for line in lines if "|  |" in line]


def arrows() -> dict[tuple[str, str], set[str]]:
    """The diagram's arrows, read back."""
    read = re.findall(r"^ +(\S+) --> (\S+) : (.+)$", diagram(), re.MULTILINE)
    return {(source, target): set(labels.split(", ")) for source, target, labels in read}


def test_the_diagram_shows_every_transition() -> None:
    drawn = arrows()
    said = {(target, label) for label, target in re.findall(r"covered or not, (\w+) can lead to (\w+)\.", diagram())}
    one = dict.fromkeys(topics(), TOPIC)
    for (kind, to), labels in transitions().items():
        source, target = one.get(kind, kind), one.get(to, to)
        if source == target:
            continue
        ways = {(source, target), ("[*]" if source == WELCOME else source, target)}
        ways |= {(VISIT, target)} if source in (*places(), COVER) else set()
        ways |= {(COVER, VISIT)} if source == COVER and target in places() else set()
        ways |= {(source, "[*]")} if target in ENDS else set()
        shown = set().union(*(drawn.get(way, set()) for way in ways))
        assert {label for label in labels if (target, label) not in said} <= shown, (source, target)


def test_the_diagram_shows_nothing_else() -> None:
    happens = transitions()
    inside = {kind for kind, _ in happens} - {WELCOME, "TakeCard", COVER, "OutOfService", *STAFF}
    wide = {VISIT: inside, TOPIC: set(topics())}
    for (source, target), labels in arrows().items():
        sources = {**wide, "[*]": {WELCOME}}.get(source, {source})
        targets = {**wide, "[*]": set(ENDS)}.get(target, {target})
        real = set().union(*(happens.get((one, other), set()) for one in sources for other in targets))
        assert labels <= real, (source, target)


def test_the_diagram_tells_the_main_story() -> None:
    drawn = arrows()
    assert drawn["[*]", "ReadingCard"] == {"CardInserted"}
    assert drawn["ReadingCard", "EnterPassword"] == {"PersonFound"}
    assert drawn["Print", "Printing"] == {"PrintConfirmed"}
    assert drawn["Printing", "TakePaper"] == {"JobLookedAt sent"}
    assert "CardRemoved" in drawn[VISIT, WELCOME]
    kinds = {type(state).__name__ for state in STATES}
    assert kinds == {WELCOME, "TakeCard", COVER, "OutOfService", ASIDE, *STAFF, *places(), *topics()} - {TOPIC}
    assert f"{TOPIC} is one of {', '.join(topics())}." in diagram()
