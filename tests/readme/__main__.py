"""`python -m tests.readme` writes the made blocks of the documentation anew; with `--pictures` its pictures too."""

from __future__ import annotations

import sys

from tests.readme.blocks import BLOCKS, with_blocks
from tests.readme.papers import take_paper_pictures
from tests.readme.pictures import PICTURES, take_pictures

if sys.argv[1:] == ["--pictures"]:
    take_pictures()
    take_paper_pictures(PICTURES)
elif sys.argv[1:]:
    sys.exit("usage: python -m tests.readme [--pictures]")
for file in BLOCKS:
    file.write_text(with_blocks(file.read_text(encoding="utf-8"), file), encoding="utf-8")
