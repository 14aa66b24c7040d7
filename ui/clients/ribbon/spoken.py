"""The ribbon for a screen reader: a child for each stop, told as the keys walk.

As on the calendar's grid, Qt owns an interface once it has been asked for; the lists here keep
Python's side of it alive until the widget goes. A child stands for a place in the order.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget

from ui.clients.ribbon.canvas import RibbonCanvas
from ui.clients.ribbon.walk import Place


class SpokenStop(QAccessibleInterface):
    """The stop at one place in the order of all lanes."""

    def __init__(self, canvas: RibbonCanvas, at: int) -> None:
        """For the child at a place, counted from 0."""
        super().__init__()
        self._canvas, self._at = canvas, at

    @property
    def place(self) -> Place | None:
        """Which stop it is; None where there is none now."""
        places = self._canvas.places()
        return places[self._at] if self._at < len(places) else None

    def isValid(self) -> bool:
        """Whether there is such a stop now."""
        return self.place is not None

    def object(self) -> QObject | None:  # type: ignore[override]
        """No QObject: it is only painted."""
        return None

    def window(self) -> None:  # type: ignore[override]
        """No window of its own."""
        return None

    def parent(self) -> QAccessibleInterface:
        """The ribbon."""
        return QAccessible.queryAccessibleInterface(self._canvas)

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        """It has none."""
        return None

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        """It has none."""
        return None

    def childCount(self) -> int:
        """It has none."""
        return 0

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """It has none."""
        return -1

    def text(self, kind: QAccessible.Text) -> str:
        """The sentence of the stop, as its name."""
        if kind != QAccessible.Text.Name or self.place is None:
            return ""
        return self._canvas.sentence(self.place)

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """It cannot be renamed."""

    def rect(self) -> QRect:
        """Where it is on the screen."""
        if self.place is None:
            return QRect()
        seen = self._canvas.rect_of(self.place)
        return QRect(self._canvas.mapToGlobal(seen.topLeft()), seen.size())

    def role(self) -> QAccessible.Role:
        """One of a list."""
        return QAccessible.Role.ListItem

    def state(self) -> QAccessible.State:
        """Whether it is the chosen one, and has the keys."""
        state = QAccessible.State()
        state.focusable = state.selectable = True
        here = self.place is not None and self._canvas.chosen == self.place
        state.selected, state.focused = here, here and self._canvas.hasFocus()
        return state


class SpokenRibbon(QAccessibleWidget):
    """The ribbon itself."""

    def __init__(self, canvas: RibbonCanvas) -> None:
        """For a ribbon; children are made as they are asked for."""
        super().__init__(canvas, QAccessible.Role.List, "")
        self._canvas = canvas
        self._children: list[SpokenStop] = []

    def childCount(self) -> int:
        """The stops of all lanes."""
        return len(self._canvas.places())

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        """The stop at a place in the order."""
        if not 0 <= index < self.childCount():
            return None
        while len(self._children) <= index:
            self._children.append(SpokenStop(self._canvas, len(self._children)))
        return self._children[index]

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """The place of a child, or -1."""
        return self._children.index(child) if child in self._children else -1

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        """The stop at a point of the screen."""
        for index in range(self.childCount()):
            child = self.child(index)
            if child is not None and child.rect().contains(x, y):
                return child
        return None

    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]
        """The chosen stop, while the ribbon has the keys."""
        at = _chosen_at(self._canvas)
        return self.child(at) if at is not None and self._canvas.hasFocus() else None


_spoken: dict[int, SpokenRibbon] = {}
_installed: list[bool] = []


def give_voice(canvas: RibbonCanvas) -> None:
    """Let a ribbon be read out, and the stop that the keys come to be spoken."""
    if not _installed:
        QAccessible.installFactory(_made)
        _installed.append(True)
    key = id(canvas)
    canvas.destroyed.connect(lambda: _spoken.pop(key, None))
    canvas.chosen_changed.connect(lambda: _speak(canvas))


def _made(_: str, thing: QObject) -> QAccessibleInterface | None:
    if not isinstance(thing, RibbonCanvas):
        return None
    return _spoken.setdefault(id(thing), SpokenRibbon(thing))


def _chosen_at(canvas: RibbonCanvas) -> int | None:
    places = canvas.places()
    return places.index(canvas.chosen) if canvas.chosen in places else None


def _speak(canvas: RibbonCanvas) -> None:
    """Tell a reader that listens that the focus has moved to another stop."""
    if not QAccessible.isActive() or not canvas.hasFocus():
        return
    spoken, at = QAccessible.queryAccessibleInterface(canvas), _chosen_at(canvas)
    child = spoken.child(at) if spoken is not None and at is not None else None
    if child is not None:
        QAccessible.updateAccessibility(QAccessibleEvent(child, QAccessible.Event.Focus))
