"""The head of the chain, kept outside the trail: how many lines there are, and the hash of the last.

It is written after the lines are safe on the disk, so that it never knows of a line that a power cut takes away. A
kiosk seals it with its own secret: whoever cuts the trail cannot write a head that goes with it.
"""

from __future__ import annotations

import hmac
import json
import os
from dataclasses import dataclass
from pathlib import Path

from kiosk.audit.active import sync_folder
from kiosk.audit.line import End
from kiosk.keyed import keyed


@dataclass(frozen=True, slots=True)
class Head:
    """What the file says."""

    end: End
    genuine: bool
    """Whether this kiosk wrote it."""


class HeadFile:
    """A small file that is replaced whole."""

    def __init__(self, file: Path, key: bytes) -> None:
        self.file = file
        self._key = key

    def read(self) -> Head | None:
        """What it says; None when there is none. Raises OSError when it cannot be read."""
        try:
            values = json.loads(self.file.read_bytes())
            end = End(int(values["number"]), str(values["hash"]))
            return Head(end, hmac.compare_digest(str(values["seal"]), self._seal(end)))
        except FileNotFoundError:
            return None
        except (ValueError, KeyError, TypeError):
            return Head(End(), genuine=False)

    def write(self, end: End) -> None:
        """Replace it. Raises OSError."""
        self.file.parent.mkdir(parents=True, exist_ok=True)
        part = self.file.with_name(f"{self.file.name}.part")  # one that a power cut left is written over
        with part.open("w", encoding="ascii") as opened:
            json.dump({"number": end.number, "hash": end.hash, "seal": self._seal(end)}, opened)
            opened.flush()
            os.fsync(opened.fileno())
        first = not self.file.exists()
        part.replace(self.file)
        if first:
            sync_folder(self.file.parent)

    def exists(self) -> bool:
        """Whether there is one, whoever wrote it. Raises OSError when that cannot be told."""
        return self.file.exists()

    def _seal(self, end: End) -> str:
        return keyed(self._key, f"audit-head|{end.number}|{end.hash}")
