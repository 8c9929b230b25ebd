"""What SQLAlchemy goes on holding once a question was answered."""

from __future__ import annotations

import gc

from sqlalchemy import BindParameter


def kept_in_statements() -> set[object]:
    """Every value inside a statement that is still in memory."""
    gc.collect()
    found = (thing for thing in gc.get_objects() if isinstance(thing, BindParameter))
    return {parameter.value for parameter in found if isinstance(parameter.value, str)}
