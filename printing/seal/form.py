"""The canonical form of a paper: blocks of rows, masked always. What is signed, hashed, rebuilt and compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeAlias

from kiosk.insurance import Insurance
from kiosk.period import Period
from printing.seal.blocks import DIGEST, HEAD
from printing.seal.columns import BlockKind

Value: TypeAlias = str | int | Insurance | Period | date | datetime | None
"""A cell; None is not known."""

Cells: TypeAlias = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """The rows of one block, each with a cell a column."""

    kind: BlockKind
    rows: tuple[Cells, ...] = field(repr=False)

    def column(self, name: str) -> tuple[Value, ...]:
        """The cells of one column."""
        place = self.kind.place(name)
        return tuple(row[place] for row in self.rows)


@dataclass(frozen=True, slots=True)
class Form:
    """A paper as it is sealed; the head is the first block."""

    blocks: tuple[Block, ...] = field(repr=False)

    @property
    def whole(self) -> bool:
        """Whether every row is here; otherwise totals for each year and a fingerprint of the rows."""
        return self.block(DIGEST) is None

    def block(self, kind: BlockKind) -> Block | None:
        """The block of a kind; None when the paper has none."""
        return next((block for block in self.blocks if block.kind is kind), None)

    def rows(self, kind: BlockKind) -> tuple[Cells, ...]:
        """The rows of a block; none when the paper has no such block."""
        block = self.block(kind)
        return block.rows if block else ()

    def head(self, name: str) -> Value:
        """One cell of the head."""
        return self.blocks[0].rows[0][HEAD.place(name)]

    def __iter__(self) -> Iterator[Block]:
        return iter(self.blocks)
