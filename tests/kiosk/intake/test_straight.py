"""Which files go in straight, and what becomes of those that do not; what comes of it stands in tests/hardware."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from kiosk.errors import Refused
from kiosk.insurance import Authority
from kiosk.intake.contributions import Sums
from kiosk.intake.kinds import Kind
from kiosk.intake.plain import NotPlain, PlainForm
from kiosk.intake.port import MonthWritten, Report
from kiosk.intake.profile import Profile, load_profile
from kiosk.intake.reading import Order
from kiosk.intake.straight import Taken, run_straight
from kiosk.period import Month
from tests.kiosk.intake.conftest import TODAY
from tests.kiosk.intake.plain_lines import LINE
from tests.kiosk.intake.samples import save, table

OCTOBER = Month(2026, 10)


class Straight:
    """Takes lines and keeps them; `fails` is raised at their end."""

    def __init__(self, fails: Exception | None = None, reaches: Month | None = None) -> None:
        self.lines: list[str] = []
        self.ended = self.encoding = ""
        self._fails, self._reaches = fails, reaches

    def begin_straight(self, authority: Authority, form: PlainForm, *, snapshot: bool) -> Straight | None:
        """Begin."""
        self.encoding = form.encoding
        return self

    def as_of(self, authority: Authority) -> Month | None:
        """How far the data reach."""
        return self._reaches

    def take(self, lines: Iterator[bytes], today: date) -> Taken:
        """Take all."""
        self.lines = b"".join(lines).decode(self.encoding).splitlines()
        if self._fails is not None:
            raise self._fails
        return Taken(len(self.lines), {"110": Sums(len(self.lines))}, 202610)

    def finish(self, as_of: Month | None, report: Report) -> MonthWritten:
        """End well."""
        self.ended = "finished"
        written = MonthWritten(1, 1, len(self.lines), None, as_of)
        assert report(written)
        return written

    def abandon(self) -> None:
        """End otherwise."""
        self.ended = "abandoned"


class Nowhere(Straight):
    """A database that has no such way."""

    def begin_straight(self, authority: Authority, form: PlainForm, *, snapshot: bool) -> Straight | None:
        """None."""
        return None


def order_of(*files: Path, source: str = "hr-csv", dry_run: bool = False) -> Order:
    return Order(files, load_profile(source), TODAY, None, dry_run)


def plain(folder: Path, name: str = "data.csv", encoding: str = "gb18030", **changed: str) -> Path:
    rows = [LINE | changed | {"EAZ058": f"S{n}"} for n in range(3)]
    return save(folder, table(*rows), encoding, name=name)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-8-sig", "utf-16"])
def test_plain_files_go_in(tmp_path: Path, encoding: str) -> None:
    store, read = Straight(), [0]
    files = [plain(tmp_path, f"{n}.csv", encoding) for n in range(2)]
    done = run_straight(order_of(*files), store, lambda more: read.append(more))
    assert done is not None
    assert done.rows == {Kind.CONTRIBUTION: 6}
    assert (done.as_of, store.ended) == (OCTOBER, "finished")
    assert store.lines[0] == ",".join((LINE | {"EAZ058": "S0"}).values())
    assert list(done.findings.unused) == ["something else"]
    assert sum(read) == sum(file.stat().st_size for file in files)


def test_ends_of_lines_are_made_alike(tmp_path: Path) -> None:
    store, file = Straight(), plain(tmp_path)
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n").removesuffix(b"\r\n"))
    assert run_straight(order_of(file), store, lambda _: None) is not None
    assert len(store.lines) == 3


@pytest.mark.parametrize(
    "text",
    [
        table(LINE).replace("张三", '"张三"'),
        table(LINE) + "\n",
        table(LINE) + ",".join(LINE.values()).removesuffix(",x") + "\n",
        table(LINE, LINE | {"AAC001": "合计"}),
        table(LINE | {"AAE140": "social insurance of some sort"}).replace("S1", "S\u3000"),
        table(LINE).split("\n")[0] + "\n",
        table({"AAC001": "1", "AAC003": "张三"}),
        table(LINE | {"AAE078": "1", "足额到账标志": "是"}),
        table(LINE).replace("AAC003", "AAC002"),
        "<?xml version='1.0'?><a/>",
    ],
)
def test_what_is_not_plain_is_left_to_the_readers(tmp_path: Path, text: str) -> None:
    store, read = Straight(), [0]
    assert run_straight(order_of(save(tmp_path, text, name="data.csv")), store, read.append) is None
    assert store.ended in ("", "abandoned")
    assert sum(read) == 0, "the readers begin anew"


def test_what_a_file_cannot_be_is_for_the_readers_to_say(tmp_path: Path) -> None:
    broken = plain(tmp_path)
    broken.write_bytes(broken.read_bytes() + b"\xff\xff\n")
    other = save(tmp_path, table({"else": "x", **LINE}), name="other.csv")
    for files in ((broken,), (tmp_path / "none.csv",), (tmp_path,), (plain(tmp_path, "good.csv"), other)):
        assert run_straight(order_of(*files), Straight(), lambda _: None) is None
    assert run_straight(order_of(plain(tmp_path), source="gbt40217"), Straight(), lambda _: None) is None
    assert run_straight(order_of(plain(tmp_path)), Nowhere(), lambda _: None) is None


@pytest.mark.parametrize(("delimiter", "quote", "plain_enough"), [("|", "'", True), ("\u3001", '"', False)])
def test_signs_that_the_server_cannot_part_lines_by(
    tmp_path: Path, delimiter: str, quote: str, plain_enough: bool
) -> None:
    profile: Profile = load_profile("hr-csv").model_copy(update={"delimiter": delimiter, "quote": quote})
    file = save(tmp_path, table(LINE, delimiter=delimiter), name="data.csv")
    done = run_straight(Order([file], profile, TODAY), Straight(), lambda _: None)
    assert (done is not None) is plain_enough


def test_what_the_database_finds_is_for_the_readers_too(tmp_path: Path) -> None:
    store = Straight(NotPlain())
    assert run_straight(order_of(plain(tmp_path)), store, lambda _: None) is None
    assert store.ended == "abandoned"


def test_what_is_refused_is_refused(tmp_path: Path) -> None:
    file = plain(tmp_path)
    for store in (Straight(Refused("away")), Straight(reaches=Month(2026, 11))):
        with pytest.raises(Refused, match=r"away|reach to 2026-10 and the data already to 2026-11"):
            run_straight(order_of(file), store, lambda _: None)
        assert store.ended == "abandoned"
    with pytest.raises(Refused, match="named twice"):
        run_straight(order_of(file, file), Straight(), lambda _: None)


def test_a_dry_run_is_taken_back(tmp_path: Path) -> None:
    store = Straight()
    done = run_straight(order_of(plain(tmp_path), dry_run=True), store, lambda _: None)
    assert done is not None
    assert (done.written, store.ended) == (None, "abandoned")
