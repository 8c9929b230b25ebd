"""Whatever a file is written in, UTF-8 comes out, with GB 18030-2022's changed characters mended."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.errors import Refused
from kiosk.intake import encoding
from kiosk.intake.encoding import open_utf8

CHANGED = {
    **{"A6D9": 0xFE10, "A6DA": 0xFE12, "A6DB": 0xFE11, "A6DC": 0xFE13, "A6DD": 0xFE14, "A6DE": 0xFE15, "A6DF": 0xFE16},
    **{"A6EC": 0xFE17, "A6ED": 0xFE18, "A6F3": 0xFE19, "FE59": 0x9FB4, "FE61": 0x9FB5, "FE66": 0x9FB6},
    **{"FE67": 0x9FB7, "FE6D": 0x9FB8, "FE7E": 0x9FB9, "FE90": 0x9FBA, "FEA0": 0x9FBB},
}
"""GB 18030-2022's own table: bytes and code point."""


def read(path: Path, hint: str = "gb18030") -> str:
    with open_utf8(path, hint) as stream:
        parts = []
        while block := stream.next_block():
            parts.append(block)
    return b"".join(parts).decode()


def test_there_are_eighteen() -> None:
    assert len(CHANGED) == 18


@pytest.mark.parametrize("code", CHANGED)
def test_a_changed_code_point_is_mended(tmp_path: Path, code: str) -> None:
    file = tmp_path / "f"
    file.write_bytes("姓名".encode("gb18030") + bytes.fromhex(code))
    assert read(file) == "姓名" + chr(CHANGED[code])


@pytest.mark.parametrize("block", [1, 2, 3, 7])
def test_characters_cut_by_a_block_are_whole(tmp_path: Path, block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "赵𠮷䶮·姓名" * 5
    file = tmp_path / "f"
    file.write_bytes(b'<?xml version="1.0" encoding="GB 18030"?>' + text.encode("gb18030"))
    monkeypatch.setattr(encoding, "BLOCK", block + 60)
    assert read(file) == text


@pytest.mark.parametrize(
    ("mark", "written"),
    [
        (b"", "gb18030"),
        (b"", "utf-8"),
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
        (b"\x84\x31\x95\x33", "gb18030"),
    ],
)
@pytest.mark.parametrize("hint", ["gb18030", "utf-8"])
def test_the_bytes_decide_and_not_the_hint(tmp_path: Path, mark: bytes, written: str, hint: str) -> None:
    file = tmp_path / "f"
    file.write_bytes(mark + "姓名,赵𠮷䶮".encode(written))
    assert read(file, hint) == "姓名,赵𠮷䶮"


@pytest.mark.parametrize("declared", ["GB 18030", "GB18030", "gbk", "UTF-8", "gb-18030", "GB2312"])
@pytest.mark.parametrize("written", ["gb18030", "utf-8"])
def test_a_declaration_is_a_hint(tmp_path: Path, declared: str, written: str) -> None:
    file = tmp_path / "f"
    file.write_bytes(f'<?xml version="1.0" encoding="{declared}"?>\n<a>姓名</a>'.encode(written))
    assert read(file) == "\n<a>姓名</a>"


def test_names_are_not_normalised(tmp_path: Path) -> None:
    name = "ﾊ①ｅ\u0301㈱"
    file = tmp_path / "f"
    file.write_bytes(("姓名" + name).encode())
    assert read(file) == "姓名" + name


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b" \n", "is empty"),
        (b"PK\x03\x04abc", "zip archive"),
        (b"\x1f\x8b\x08", "gzip archive"),
        (b"<\x00a\x00>\x00", "zero bytes"),
        (b'<?xml version="1.0" encoding="Shift_JIS"?><a/>', "not expected"),
        ("姓名".encode("gb18030") + b"\xff\xff\xff", "breaks between byte"),
        ("姓名".encode("gb18030")[:-1], "breaks between byte"),
    ],
)
def test_other_files_get_one_sentence(tmp_path: Path, content: bytes, says: str) -> None:
    file = tmp_path / "f"
    file.write_bytes(content)
    with pytest.raises(Refused, match=says):
        read(file)


def test_no_file_and_a_directory_get_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="does not exist"):
        read(tmp_path / "none")
    with pytest.raises(Refused, match="is a directory"):
        read(tmp_path)
