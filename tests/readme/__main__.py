"""`python -m tests.readme` writes the README's made blocks anew; with `--pictures` its pictures too."""

from __future__ import annotations

import sys

from tests.readme.blocks import README, with_blocks
from tests.readme.papers import take_paper_pictures
from tests.readme.pictures import PICTURES, take_pictures

if sys.argv[1:] == ["--pictures"]:
    take_pictures()
    take_paper_pictures(PICTURES)
elif sys.argv[1:]:
    sys.exit("usage: python -m tests.readme [--pictures]")
README.write_text(with_blocks(README.read_text(encoding="utf-8")), encoding="utf-8")
