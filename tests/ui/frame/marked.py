"""Looks for the marker in everything that a widget shows, says, keeps or paints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QImage
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QWidget,
)

from clinic_desk.clinic import Clinic
from tests.factories import PASSWORD
from ui.application import ClinicDesk
from ui.kit.labels import ElidedLabel
from ui.tour.hand import Hand

MARK = "zqx"
FEW_COLOURS = 64
"""A ground, its hairline and its round corners; letters bring more shades with them."""
ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.UserRole)


@dataclass
class AtDoor:
    """The running program, its clinic, a hand at the keyboard, and the marked client."""

    program: ClinicDesk
    clinic: Clinic
    hand: Hand
    client_id: int

    def lock(self) -> None:
        """Ctrl L."""
        self.hand.press("Ctrl+L")

    def unlock(self, password: str = PASSWORD) -> None:
        """The password and Enter."""
        self.hand.type(password)
        self.hand.press("Return")
        self.hand.settle()


def texts(widget: QWidget) -> Iterator[str]:
    """Every text of one widget: properties, documents, lists, actions, speech."""
    for name in _text_properties(widget):
        yield str(widget.property(name))
    if isinstance(widget, QPlainTextEdit):
        yield widget.document().toPlainText()
    if isinstance(widget, QComboBox):
        yield from (widget.itemText(at) for at in range(widget.count()))
        yield from (str(widget.itemData(at)) for at in range(widget.count()))
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        yield from _rows(widget.model())
    for action in widget.actions():
        yield from (action.text(), action.toolTip(), action.statusTip())
    yield from _spoken(QAccessible.queryAccessibleInterface(widget))


_NAMES: dict[str, tuple[str, ...]] = {}


def _text_properties(widget: QWidget) -> tuple[str, ...]:
    """The properties of this kind of widget that are strings, but for its style sheet."""
    meta = widget.metaObject()
    if meta.className() not in _NAMES:
        all_of_them = [meta.property(at) for at in range(meta.propertyCount())]
        names = [str(each.name()) for each in all_of_them if each.typeName() == "QString"]
        _NAMES[meta.className()] = tuple(name for name in names if name != "styleSheet")
    return _NAMES[meta.className()]


def _rows(model: QAbstractItemModel) -> Iterator[str]:
    for row in range(model.rowCount(QModelIndex())):
        yield from (str(model.data(model.index(row, 0), role)) for role in ROLES)


def _spoken(interface: QAccessibleInterface | None, deep: int = 0) -> Iterator[str]:
    if interface is None or not interface.isValid() or deep > 3:
        return
    for kind in (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value):
        yield interface.text(kind)
    if interface.object() is None or deep == 0:
        for at in range(interface.childCount()):
            child = interface.child(at)
            if child is not None and child.object() is None:
                yield from _spoken(child, deep + 1)


def _remembered(value: Any, seen: set[int]) -> Iterator[str]:
    if id(value) in seen:
        return
    seen.add(id(value))
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _within((*value, *value.values()), seen)
    elif isinstance(value, tuple | list | set | frozenset):
        yield from _within(value, seen)
    elif hasattr(value, "__dataclass_fields__") and not isinstance(value, type):
        yield from _within([getattr(value, name) for name in _fields(value)], seen)
    elif type(value).__module__.startswith("ui.") and not isinstance(value, QWidget):
        yield from _within(list(getattr(value, "__dict__", {}).values()), seen)


def _within(values: Iterable[Any], seen: set[int]) -> Iterator[str]:
    for each in values:
        yield from _remembered(each, seen)


def _fields(value: Any) -> tuple[str, ...]:
    return () if type(value).__name__ == "Workplace" else tuple(value.__dataclass_fields__)


def marked_widgets() -> dict[str, str]:
    """Where the marker is found, in any widget there is; the text by the widget's kind."""
    found: dict[str, str] = {}
    # What several of them remember is looked through once; all of them stand till the end.
    widgets, seen = QApplication.allWidgets(), set[int]()
    for widget in widgets:
        memory = _remembered(vars(widget) if hasattr(widget, "__dict__") else {}, seen)
        for text in (*texts(widget), *memory):
            if MARK in text.casefold() or "900987" in text.replace(" ", ""):
                found[f"{type(widget).__name__} {id(widget)}"] = text[:200]
    return found


def painted_widgets(window: QWidget, apart: QWidget) -> list[str]:
    """What has more shades in its picture than a ground and its edge have: of whatever paints by
    itself or has nothing inside it, shown or hidden.
    """
    under = [each for each in window.findChildren(QWidget) if not apart.isAncestorOf(each)]
    with _laid_out(window, under):
        shades = [(each, shades_of(each)) for each in under if _paints(each)]
    return [f"{type(each).__name__}: {found}" for each, found in shades if found > FEW_COLOURS]


@contextmanager
def _laid_out(window: QWidget, under: list[QWidget]) -> Iterator[None]:
    """Lay out once all that is out of sight; Qt would do so for the picture of each part of it."""
    for each in under:
        if each.isHidden() and each.layout() is not None:
            each.grab()
    layouts = [each for each in window.findChildren(QLayout) if each.isEnabled()]
    for layout in layouts:
        layout.setEnabled(False)
    try:
        yield
    finally:
        for layout in layouts:
            layout.setEnabled(True)


def _paints(widget: QWidget) -> bool:
    if not widget.findChildren(QWidget):
        return True
    return any("paintEvent" in vars(kind) for kind in type(widget).__mro__ if _is_ours(kind))


def _is_ours(kind: type) -> bool:
    return kind.__module__.startswith("ui.")


def shades_of(widget: QWidget) -> int:
    """How many colours the picture of a widget has."""
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    bits = bytes(image.constBits() or b"")
    if bits == bits[:4] * (len(bits) // 4):
        return 1 if bits else 0
    return len(set(memoryview(bits).cast("I")))


def state(window: QWidget, apart: QWidget) -> dict[QWidget, tuple[Any, ...]]:
    """All that a person would miss: texts, cursors, selections, rows, what shows, what scrolls."""
    found: dict[QWidget, tuple[Any, ...]] = {}
    for widget in window.findChildren(QWidget):
        if widget is apart or apart.isAncestorOf(widget) or _is_a_bar(widget):
            continue
        # An elided label's tip says its words again, for as long as they lack a pixel of room.
        words = [widget.text()] if isinstance(widget, ElidedLabel) else sorted(texts(widget))
        parts: list[Any] = [widget.isVisible(), words]
        if isinstance(widget, QLineEdit):
            parts += [widget.cursorPosition(), widget.selectedText()]
        elif isinstance(widget, QPlainTextEdit):
            cursor = widget.textCursor()
            parts += [cursor.position(), cursor.anchor(), widget.document().isUndoAvailable()]
        elif isinstance(widget, QComboBox):
            parts += [widget.currentIndex(), widget.currentText(), widget.currentData()]
        elif isinstance(widget, QAbstractItemView):
            parts.append(widget.currentIndex().row())
        elif isinstance(widget, QAbstractScrollArea):
            parts.append(widget.verticalScrollBar().value())
        found[widget] = tuple(parts)
    return found


def _is_a_bar(widget: QWidget) -> bool:
    """Scroll bars come and go with the height of what is inside."""
    return isinstance(widget, QScrollBar) or widget.objectName().endswith("container")
