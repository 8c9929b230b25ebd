"""Who runs the program is who the system says; behind sudo, who asked it."""

from __future__ import annotations

import os
import pwd

import pytest

from kiosk.operator import operator_here

HERE = pwd.getpwuid(os.getuid()).pw_name


@pytest.mark.parametrize(("asked", "told"), [("", HERE), ("li", f"li as {HERE}"), (HERE, HERE)])
def test_who_it_is(asked: str, told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUDO_USER", asked)
    assert operator_here() == told


def test_a_user_without_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SUDO_USER", raising=False)
    monkeypatch.setattr(os, "getuid", lambda: 2**31 - 7)
    assert operator_here() == ""
