"""A grid as one stop of the tab key: arrows walk within it by where its cells lie, and leave it at its edges."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from ui.walk import PRESSES, walks_on

WAYS = {
    int(Qt.Key.Key_Left): QPoint(-1, 0),
    int(Qt.Key.Key_Right): QPoint(1, 0),
    int(Qt.Key.Key_Up): QPoint(0, -1),
    int(Qt.Key.Key_Down): QPoint(0, 1),
}


class GridWalk:
    """Follows the focus over some cells, which tell of it; a hundred stops would bury the keys behind them."""

    def __init__(self, cells: Sequence[QAbstractButton]) -> None:
        self._cells, self._stop = tuple(cells), next(iter(cells), None)
        if self._stop is not None:
            self._stop.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def stop_at(self, cell: QAbstractButton) -> None:
        """The cell that was left last is the one the tab key comes back to."""
        if self._stop is not None and self._stop is not cell:
            self._stop.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            QWidget.setTabOrder(self._stop, cell)
        cell.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._stop = cell

    def key(self, cell: QAbstractButton, event: QKeyEvent) -> bool:
        """Press the cell or walk on from it; False for a key that does neither."""
        if event.key() in PRESSES:
            if not event.isAutoRepeat():
                cell.click()
            return True
        on = walks_on(event.key(), cell.layoutDirection())
        if on is None:
            return False
        beside = self._beside(cell, WAYS[event.key()])
        if beside is not None:
            beside.setFocus()
        else:
            cell.focusNextPrevChild(on)
        return True

    def _beside(self, cell: QAbstractButton, way: QPoint) -> QAbstractButton | None:
        """The nearest cell that way: in the same row, or in the next row that has one."""
        here = cell.geometry().center()

        def distance(other: QAbstractButton) -> tuple[int, int]:
            off = other.geometry().center() - here
            along, aside = (off.x() * way.x(), off.y()) if way.x() else (off.y() * way.y(), off.x())
            return along, abs(aside)

        def lies_there(other: QAbstractButton) -> bool:
            along, aside = distance(other)
            return along > 0 and (not way.x() or aside < cell.height() // 2)

        return min(filter(lies_there, self._cells), key=distance, default=None)
