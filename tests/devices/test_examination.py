"""What doctor and health are told can be told in Chinese; what is found stands in tests/hardware."""

from __future__ import annotations

import inspect
import re

import pytest

from devices import examination, mock
from kiosk.words import words_of

TEXTS = sorted(
    text for module in (examination, mock) for text in re.findall(r'N_\("([^"]+)"\)', inspect.getsource(module))
)


@pytest.mark.parametrize("text", TEXTS)
def test_every_text_has_its_chinese(text: str) -> None:
    assert words_of("zh_CN")(text) != text
