"""The grid for a screen reader: a child for each visit and one for the chosen empty time.

Qt owns an interface once it has been asked for, and deletes it with its widget; the lists here
keep Python's side of it alive until then. A child stands for a place in the order of the blocks,
not for a visit, so that nothing has to be thrown away when another day is shown.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

from ui.calendar.grid.choosing import Choosing
from ui.calendar.grid.layout import Block
from ui.calendar.grid.overlay import chosen_box


class SpokenChild(QAccessibleInterface):
    """The visit at one place in the order, or after the last the chosen empty time."""

    def __init__(self, grid: Choosing, index: int) -> None:
        """For the `index`-th child of a grid."""
        super().__init__()
        self._grid, self._index = grid, index

    @property
    def block(self) -> Block | None:
        """The visit's block; None for the chosen empty time."""
        blocks = self._grid.layout_now.blocks
        return blocks[self._index] if self._index < len(blocks) else None

    def isValid(self) -> bool:
        """Whether there is such a child now."""
        return self._index < count_of(self._grid)

    def object(self) -> QObject | None:  # type: ignore[override]
        """No QObject: it is only painted."""
        return None

    def window(self) -> None:  # type: ignore[override]
        """No window of its own."""
        return None

    def parent(self) -> QAccessibleInterface:
        """The grid."""
        return QAccessible.queryAccessibleInterface(self._grid)

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
        """The sentence, as its name."""
        if kind != QAccessible.Text.Name or not self.isValid():
            return ""
        return self._grid.sentence(self.block.visit) if self.block else self._grid.choice_sentence()

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """It cannot be renamed."""

    def rect(self) -> QRect:
        """Where it is on the screen."""
        grid = self._grid
        box = self.block.box if self.block else None
        if box is None and grid.chosen is not None and grid.layout_now.strips:
            box = chosen_box(grid.layout_now, grid.chosen)
        if box is None:
            return QRect()
        seen = grid.seen(box)
        return QRect(grid.mapToGlobal(seen.topLeft()), seen.size())

    def role(self) -> QAccessible.Role:
        """One of a list."""
        return QAccessible.Role.ListItem

    def state(self) -> QAccessible.State:
        """Whether it is the chosen one, and has the keys."""
        state = QAccessible.State()
        state.focusable = state.selectable = True
        here = chosen_index(self._grid) == self._index
        state.selected, state.focused = here, here and self._grid.hasFocus()
        return state


class SpokenGrid(QAccessibleWidget):
    """The grid itself."""

    def __init__(self, grid: Choosing) -> None:
        """For a grid; children are made as they are asked for."""
        super().__init__(grid, QAccessible.Role.List, "")
        self._grid = grid
        self._children: list[SpokenChild] = []

    def childCount(self) -> int:
        """Visits, and the chosen empty time."""
        return count_of(self._grid)

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        """The visit at a place in the order."""
        if not 0 <= index < self.childCount():
            return None
        while len(self._children) <= index:
            self._children.append(SpokenChild(self._grid, len(self._children)))
        return self._children[index]

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """The place of a child, or -1."""
        return self._children.index(child) if child in self._children else -1

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        """The child at a point of the screen."""
        for index in range(self.childCount()):
            child = self.child(index)
            if child is not None and child.rect().contains(x, y):
                return child
        return None

    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]
        """What is chosen, while the grid has the keys."""
        index = chosen_index(self._grid)
        return self.child(index) if index is not None and self._grid.hasFocus() else None


def count_of(grid: Choosing) -> int:
    """How many children a grid has."""
    return len(grid.layout_now.blocks) + (grid.chosen_span is not None)


def chosen_index(grid: Choosing) -> int | None:
    """The place of what is chosen among the children."""
    if grid.chosen is None:
        return None
    blocks = grid.layout_now.blocks
    found = (i for i, block in enumerate(blocks) if block.visit.id == grid.chosen.visit_id)
    return next(found, len(blocks) if grid.chosen_span else None)


_spoken: dict[int, SpokenGrid] = {}
_installed: list[bool] = []


def give_voice(grid: Choosing) -> None:
    """Let a grid be read out, and its choice be spoken as it changes."""
    if not _installed:
        QAccessible.installFactory(_made)
        _installed.append(True)
    key = id(grid)
    grid.destroyed.connect(lambda: _spoken.pop(key, None))
    grid.choice_changed.connect(lambda: _speak_choice(grid))


def _made(_: str, thing: QObject) -> QAccessibleInterface | None:
    if not isinstance(thing, Choosing):
        return None
    return _spoken.setdefault(id(thing), SpokenGrid(thing))


def _speak_choice(grid: Choosing) -> None:
    """Describe the choice; where a reader listens, tell it that the focus has moved there."""
    QWidget.setAccessibleDescription(grid, grid.choice_sentence())
    if not QAccessible.isActive() or not grid.hasFocus():
        return
    spoken = QAccessible.queryAccessibleInterface(grid)
    index = chosen_index(grid)
    child = spoken.child(index) if spoken is not None and index is not None else None
    if child is not None:
        QAccessible.updateAccessibility(QAccessibleEvent(child, QAccessible.Event.Focus))
