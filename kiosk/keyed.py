"""Hashes keyed with this kiosk's secret: what is kept under them says nothing of whom it is about."""

from __future__ import annotations

import hashlib
import hmac


def keyed(secret: bytes, told: str) -> str:
    """64 hexadecimal digits; `told` begins with what it is, so that one number gives another hash in each use."""
    return hmac.new(secret, told.encode(), hashlib.sha256).hexdigest()
