"""The session: one pure step from what is, by what happens, to what is next and what must be done."""

from kiosk.session.step import step

__all__ = ["step"]
