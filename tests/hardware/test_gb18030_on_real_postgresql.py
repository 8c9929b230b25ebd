"""PostgreSQL reads GB 18030 as we do, but for the 18 characters that moved in 2022: those come out as private use."""

from __future__ import annotations

from collections.abc import Iterable

import psycopg
import pytest

from kiosk.intake.encoding import GB18030
from tests.hardware.postgresql_server import PostgresServer
from tests.kiosk.intake.test_encoding import CHANGED

pytestmark = pytest.mark.postgresql

FIRST_OF_FOUR = 0x80
SURROGATES = range(0xD800, 0xE000)
PRIVATE = range(0xE000, 0xF900)
PLANE = 0x10000


def two_bytes() -> list[bytes]:
    return [bytes((a, b)) for a in range(0x81, 0xFF) for b in range(0x40, 0xFF) if b != 0x7F]


def everything_up_to(last: int) -> Iterable[str]:
    return (chr(point) for point in range(FIRST_OF_FOUR, last) if point not in SURROGATES)


def decoded_by(server: PostgresServer, some: list[bytes]) -> list[str | None]:
    """What the server makes of each; None: nothing."""
    made = (
        "CREATE FUNCTION pg_temp.read(bytes bytea) RETURNS text LANGUAGE plpgsql AS $$ "
        "BEGIN RETURN convert_from(bytes, 'GB18030'); EXCEPTION WHEN data_exception THEN RETURN NULL; END $$"
    )
    asked = "SELECT pg_temp.read(one) FROM unnest(%s::bytea[]) WITH ORDINALITY AS given (one, at) ORDER BY at"
    with psycopg.connect(server._dsn("postgres")) as connection:
        connection.execute(made)
        return [text for (text,) in connection.execute(asked, (some,)).fetchall()]


def test_every_pair_of_bytes(postgresql: PostgresServer) -> None:
    pairs = two_bytes()
    moved = {bytes.fromhex(code): chr(point) for code, point in CHANGED.items()}
    for pair, text in zip(pairs, decoded_by(postgresql, pairs), strict=True):
        if pair in moved:
            assert text == moved[pair] or (text and ord(text) in PRIVATE), pair.hex()
        else:
            assert text == pair.decode(GB18030), pair.hex()


def test_every_character_of_the_basic_plane_and_names_beyond(postgresql: PostgresServer) -> None:
    signs = [*everything_up_to(PLANE), *map(chr, range(0x20000, 0x20000 + 5_000)), chr(0x31350), chr(0x10FFFF)]
    assert decoded_by(postgresql, [sign.encode(GB18030) for sign in signs]) == signs


def test_bytes_that_are_no_character(postgresql: PostgresServer) -> None:
    broken = [b"\x80", b"\xff", b"\x81", b"\x81,", b"\x81\x30\x81", b"\xfe\x7f"]
    assert decoded_by(postgresql, broken) == [None] * len(broken)
