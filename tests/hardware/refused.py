"""What a kiosk makes of a server that lets nobody in."""

from __future__ import annotations

import pytest
from sqlalchemy import URL

from kiosk.errors import Failure, KioskError
from kiosk.store.engine import make_engine, reading


def refusal_of(url: URL) -> tuple[Failure, str]:
    """Which failure it is to ask there, and its detail; asking must fail."""
    engine = make_engine(url, 10)
    with pytest.raises(KioskError) as failed, reading(engine):
        pass
    engine.dispose()
    return failed.value.failure, failed.value.detail
