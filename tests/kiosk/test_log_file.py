"""The log's files: bounded, the newest first, and a disk that hinders nobody."""

from __future__ import annotations

import io
import json
from pathlib import Path

from kiosk import log
from kiosk.log_file import FILES_KEPT, MOST_LINES, LogFile, log_files, recent_lines


def line(number: int, level: str = "info") -> str:
    return json.dumps({"event": f"event {number}", "level": level, "timestamp": f"2026-11-21T10:00:{number:02}"}) + "\n"


def test_every_line_goes_to_both(tmp_path: Path) -> None:
    also = io.StringIO()
    stream = LogFile(tmp_path / "new" / "kiosk.log", also)
    stream.write(line(1))
    stream.flush()
    assert also.getvalue() == (tmp_path / "new" / "kiosk.log").read_text() == line(1)


def test_files_are_bounded_in_size_and_number(tmp_path: Path) -> None:
    file = tmp_path / "kiosk.log"
    stream = LogFile(file, io.StringIO(), most_bytes=200)
    for number in range(60):
        stream.write(line(number))
    kept = log_files(file)
    assert [path.name for path in kept] == ["kiosk.log", *(f"kiosk.log.{n}" for n in range(1, FILES_KEPT))]
    assert all(path.stat().st_size < 300 for path in kept)
    assert recent_lines(kept)[:2] == ("2026-11-21T10:00:59 info event 59", "2026-11-21T10:00:58 info event 58")


def test_a_folder_that_cannot_be_written_hinders_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    also = io.StringIO()
    LogFile(tmp_path / "file" / "kiosk.log", also).write(line(1))
    assert also.getvalue() == line(1)


def test_only_so_many_lines_are_read_and_what_is_no_line_is_left_out(tmp_path: Path) -> None:
    file = tmp_path / "kiosk.log"
    lines = (line(n % 60, "error" if n % 2 else "info") for n in range(2 * MOST_LINES))
    file.write_text("garbage\n[1]\n" + "".join(lines))
    assert len(recent_lines([file])) == MOST_LINES
    grave = recent_lines([file], failures_only=True)
    assert len(grave) == MOST_LINES
    assert all(" error " in told for told in grave)
    assert recent_lines([tmp_path / "none.log"]) == ()


def test_the_log_writes_to_its_file_too(tmp_path: Path) -> None:
    file = tmp_path / "kiosk.log"
    log.set_up("info", file)
    try:
        log.log().info("welcome-shown", number="119901198503150015")
        (written,) = file.read_text().splitlines()
        assert json.loads(written)["event"] == "welcome-shown"
        assert "119901198503150015" not in written
    finally:
        log.set_up("error")
