"""Head and foot, kept from one screen to the next while look, language and switches stay: only their words change."""

from __future__ import annotations

from shiboken6 import isValid

from ui.parts.footer import Footer
from ui.parts.header import Header
from ui.parts.key import Key
from ui.scene import Scene


class Frame:
    """A head and a foot; the screen that is built takes them over from the one before it."""

    def __init__(self, scene: Scene) -> None:
        self.header, self.footer = Header(scene), Footer(scene)

    @property
    def lives(self) -> bool:
        """Whether both are still there: a screen that could not be built takes them with it."""
        return isValid(self.header) and isValid(self.footer)

    def let_go(self) -> None:
        """Forget the fingers on its keys: a press that began on one screen does not end on the next."""
        for part in (self.header, self.footer):
            for key in part.findChildren(Key):
                key.let_go()


class Frames:
    """Holds the one frame of the present look and language; one for another look takes its place."""

    def __init__(self) -> None:
        self._frame: Frame | None = None
        self._made_for: tuple[object, ...] = ()

    def take(self, scene: Scene) -> Frame:
        """Return the frame for a screen; it shows the former one's words until the screen gives it its own."""
        made_for = (scene.theme, scene.words.language, scene.look, scene.voice)
        if self._frame is None or made_for != self._made_for or not self._frame.lives:
            self._frame, self._made_for = Frame(scene), made_for
        else:
            self._frame.let_go()
        return self._frame
