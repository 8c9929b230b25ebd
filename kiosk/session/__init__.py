"""The session: one pure step from what is, by what happens, to what is next and what must be done."""

from kiosk.session.step import close, step

__all__ = ["close", "step"]
