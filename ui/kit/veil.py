"""The veil over a locked window: every text goes out of every widget, and comes back as it was.

It knows no page. What Qt keeps as text, in documents, lists and actions is taken out by kind;
what our own widgets and their helpers remember is emptied by shape (`ui.kit.blanks`); nothing
paints, ticks, or learns that it has lost the keyboard. So it holds for pages yet to be written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QEvent, QMetaType, QObject, Qt, QTimer
from PySide6.QtGui import QAction, QPixmap, QStandardItemModel, QTextDocument
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSlider,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextDocumentLayout,
    QPlainTextEdit,
    QTextEdit,
    QToolTip,
    QWidget,
)
from shiboken6 import isValid

from ui.kit.blanks import PICTURES, Blanks
from ui.kit.theme import theme

Restore = Callable[[], object]
OPAQUE = Qt.WidgetAttribute.WA_OpaquePaintEvent
NO_TEXT_OF_A_RECORD = frozenset(("objectName", "styleSheet", "inputMask", "windowIconText", "html"))
"""Properties that are strings and yet nothing that a person typed or reads."""
STILL = frozenset(
    (
        QEvent.Type.Paint, QEvent.Type.UpdateRequest, QEvent.Type.Timer,
        QEvent.Type.FocusIn, QEvent.Type.FocusOut, QEvent.Type.FocusAboutToChange,
        QEvent.Type.Hide, QEvent.Type.Show, QEvent.Type.ToolTip,
        QEvent.Type.Enter, QEvent.Type.Leave, QEvent.Type.HoverEnter, QEvent.Type.HoverLeave,
        QEvent.Type.HoverMove, QEvent.Type.KeyPress, QEvent.Type.KeyRelease,
        QEvent.Type.Shortcut, QEvent.Type.ShortcutOverride, QEvent.Type.InputMethod,
        QEvent.Type.InputMethodQuery, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonRelease, QEvent.Type.MouseButtonDblClick, QEvent.Type.Wheel,
        QEvent.Type.DragEnter, QEvent.Type.Drop, QEvent.Type.ContextMenu,
    )
)  # fmt: skip
"""What no widget hears of under the veil."""


class Curtain(QObject):
    """Keeps events from the widgets that it hangs before; a picture of one shows its ground."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whether the event is kept from the widget."""
        return event.type() in STILL


class Veil:
    """Lies over one window and all that belongs to it, but for one part that stays readable."""

    def __init__(self, window: QWidget, apart: QWidget) -> None:
        """`apart`, a child of the window, is what can be read and typed into while it is locked."""
        self._window, self._apart = window, apart
        self._keeper = QObject()
        self._back: list[Restore] = []
        self._curtain: Curtain | None = None
        self._under: tuple[QWidget, ...] = ()
        self._hidden: tuple[QWidget, ...] = ()
        self._sliders: tuple[tuple[QAbstractSlider, int], ...] = ()
        self._focus: QWidget | None = None
        self._look = (False, 0)

    @property
    def is_drawn(self) -> bool:
        """Whether it lies over the window."""
        return self._curtain is not None

    def draw(self) -> None:
        """Take every text away. Nothing where it is drawn already."""
        if self.is_drawn:
            return
        _close_popups()
        self._look = (theme().dark, theme().percent)
        focus = QApplication.focusWidget()
        self._focus = focus if focus is not None and self._belongs(focus) else None
        self._under = tuple(each for each in self._all(QWidget) if self._belongs(each))
        self._sliders = tuple(
            (each, each.value()) for each in self._under if isinstance(each, QAbstractSlider)
        )
        self._curtain = Curtain()
        for widget in self._under:
            widget.installEventFilter(self._curtain)
            if widget.testAttribute(OPAQUE):
                # It promised to paint all of itself; unpainted it would show what lay there.
                widget.setAttribute(OPAQUE, False)
                self._back.append(_opaque_again(widget))
        self._stop_timers()
        self._hide()
        self._empty()

    def lift(self) -> None:
        """Bring all of it back: texts, cursors, selections, rows, what was open, the keyboard."""
        if self._curtain is None:
            return
        for restore in reversed(self._back):
            restore()
        self._back.clear()
        for widget in self._hidden:
            if isValid(widget):
                widget.show()
                widget.raise_()
        for widget in self._under:
            if isValid(widget):
                widget.removeEventFilter(self._curtain)
                widget.update()
        self._curtain = None
        self._under = self._hidden = ()
        if self._look != (theme().dark, theme().percent):
            # What came back was drawn for the look there was.
            theme().changed.emit()
        self._scroll_back()
        QTimer.singleShot(0, self._window, self._scroll_back)
        if self._focus is not None and isValid(self._focus):
            self._focus.setFocus()

    def _belongs(self, widget: QWidget) -> bool:
        return widget is not self._apart and not self._apart.isAncestorOf(widget)

    def _all(self, kind: type[Any]) -> list[Any]:
        return list(self._window.findChildren(kind))

    def _hide(self) -> None:
        """The parts of the window, the cards above them, and windows of their own."""
        parts = [
            each
            for each in self._under
            if not each.isHidden() and (each.parentWidget() is self._window or each.isWindow())
        ]
        for part in parts:
            part.hide()
        self._hidden = tuple(parts)

    def _scroll_back(self) -> None:
        for slider, value in self._sliders:
            if isValid(slider) and not self.is_drawn:
                slider.setValue(value)

    def _stop_timers(self) -> None:
        """Nothing ticks: what a page does by itself it would do with nothing to do it to."""
        for timer in self._all(QTimer):
            if timer.isActive() and self._is_ours(timer):
                timer.stop()
                self._back.append(_if_there(timer, timer.start))

    def _empty(self) -> None:
        # Taken before: a list that is put aside is in the window no longer.
        belonging = [each for each in self._all(QObject) if self._is_ours(each)]
        for widget in self._under:
            for restore in _emptied(widget, self._keeper):
                self._back.append(_if_there(widget, restore))
        for action in (each for each in belonging if isinstance(each, QAction)):
            self._back += [_if_there(action, back) for back in _without_words(action)]
        self._back += _forgotten([*belonging, *self._under])

    def _is_ours(self, each: QObject) -> bool:
        if isinstance(each, QWidget) or not isValid(each):
            return False
        parent = each.parent()
        return not isinstance(parent, QWidget) or self._belongs(parent)


def _opaque_again(widget: QWidget) -> Restore:
    return _if_there(widget, lambda: widget.setAttribute(OPAQUE, True))


def _if_there(owner: QObject, restore: Restore) -> Restore:
    return lambda: restore() if isValid(owner) else None


def _close_popups() -> None:
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()
        if QApplication.activePopupWidget() is popup:
            popup.hide()
            break
    QToolTip.hideText()
    for widget in QApplication.topLevelWidgets():
        if widget.metaObject().className() == "QTipLabel" and isinstance(widget, QLabel):
            widget.hide()
            widget.setText("")


def _emptied(widget: QWidget, keeper: QObject) -> Iterator[Restore]:
    """Take the texts out of one widget; each step that puts one back."""
    was_blocked = widget.blockSignals(True)
    try:
        yield from _kind(widget, keeper)
        yield from _without_words(widget)
    finally:
        widget.blockSignals(was_blocked)


def _kind(widget: QWidget, keeper: QObject) -> Iterator[Restore]:
    if isinstance(widget, QPlainTextEdit | QTextEdit):
        yield _without_document(widget, keeper)
    elif isinstance(widget, QLineEdit):
        yield _without_line(widget)
    elif isinstance(widget, QComboBox):
        yield _without_choices(widget, keeper)
    elif isinstance(widget, QAbstractItemView):
        if not _is_of_a_combo(widget) and widget.model() is not None:
            yield _without_rows(widget, keeper)
    elif isinstance(widget, QLabel) and not widget.pixmap().isNull():
        picture = widget.pixmap()
        widget.setPixmap(QPixmap())
        yield lambda: widget.setPixmap(picture)


def _without_document(widget: QPlainTextEdit | QTextEdit, keeper: QObject) -> Restore:
    """The document is put aside whole: its cursor, and what can be undone in it, live on."""
    document, cursor = widget.document(), widget.textCursor()
    parent = document.parent()
    document.setParent(keeper)
    empty = QTextDocument(widget)
    if isinstance(widget, QPlainTextEdit):
        empty.setDocumentLayout(QPlainTextDocumentLayout(empty))
    widget.setDocument(empty)

    def restore() -> None:
        was_blocked = widget.blockSignals(True)
        widget.setDocument(document)
        widget.setTextCursor(cursor)
        document.setParent(parent)
        empty.deleteLater()
        widget.blockSignals(was_blocked)

    return restore


def _without_line(line: QLineEdit) -> Restore:
    text, at, modified = line.text(), line.cursorPosition(), line.isModified()
    start, length = line.selectionStart(), len(line.selectedText())
    line.setText("")

    def restore() -> None:
        was_blocked = line.blockSignals(True)
        line.setText(text)
        line.setModified(modified)
        line.setCursorPosition(at)
        if start >= 0:
            # The cursor stands at the end that it was drawn to.
            backwards = at == start
            line.setSelection(
                start + length if backwards else start, -length if backwards else length
            )
        line.blockSignals(was_blocked)

    return restore


def _without_choices(combo: QComboBox, keeper: QObject) -> Restore:
    model, chosen, words = combo.model(), combo.currentIndex(), combo.placeholderText()
    parent = model.parent()
    model.setParent(keeper)
    empty = QStandardItemModel(combo)
    combo.setModel(empty)
    combo.setPlaceholderText("")

    def restore() -> None:
        was_blocked = combo.blockSignals(True)
        combo.setModel(model)
        model.setParent(parent)
        combo.setCurrentIndex(chosen)
        combo.setPlaceholderText(words)
        combo.blockSignals(was_blocked)

    return restore


def _without_rows(view: QAbstractItemView, keeper: QObject) -> Restore:
    """The list is put aside with its choice of rows, and who listens to that choice."""
    model: QAbstractItemModel = view.model()
    chosen, parent = view.selectionModel(), model.parent()
    chosen_parent = chosen.parent()
    model.setParent(keeper)
    chosen.setParent(keeper)
    view.setModel(None)

    def restore() -> None:
        view.setModel(model)
        passing = view.selectionModel()
        view.setSelectionModel(chosen)
        passing.deleteLater()
        model.setParent(parent)
        chosen.setParent(chosen_parent)
        view.doItemsLayout()

    return restore


def _is_of_a_combo(view: QWidget) -> bool:
    around = view.parentWidget()
    return around is not None and isinstance(around.parentWidget(), QComboBox)


def _without_words(owner: QObject) -> Iterator[Restore]:
    """Every text that Qt keeps as a property: names, tips, titles, what is spoken."""
    was_blocked = owner.blockSignals(True)
    for name in _text_properties(owner.metaObject().className(), owner):
        words = owner.property(name)
        if words:
            owner.setProperty(name, "")
            yield _words_back(owner, name, words)
    owner.blockSignals(was_blocked)


def _words_back(owner: QObject, name: str, words: str) -> Restore:
    def restore() -> None:
        was_blocked = owner.blockSignals(True)
        owner.setProperty(name, words)
        owner.blockSignals(was_blocked)

    return restore


_NAMES: dict[str, tuple[str, ...]] = {}


def _text_properties(kind: str, owner: QObject) -> tuple[str, ...]:
    if kind not in _NAMES:
        meta = owner.metaObject()
        found = [meta.property(at) for at in range(meta.propertyCount())]
        _NAMES[kind] = tuple(
            name
            for name, each in ((str(each.name()), each) for each in found)
            if each.isWritable()
            and each.metaType().id() == QMetaType.Type.QString.value
            and name not in NO_TEXT_OF_A_RECORD
        )
    return _NAMES[kind]


def _forgotten(owners: list[QObject]) -> list[Restore]:
    """Empty what our own widgets, and the helpers they keep, remember."""
    blanks, back = Blanks(), list[Restore]()
    waiting: list[Any] = [each for each in owners if _is_own(each)]
    seen = {id(each) for each in waiting}
    while waiting:
        memory = vars(waiting.pop())
        for name, value in list(memory.items()):
            if _is_helper(value) and id(value) not in seen:
                seen.add(id(value))
                waiting.append(value)
                continue
            emptied = blanks.of(value)
            if emptied is not value:
                memory[name] = emptied
                back.append(_remembered(memory, name, value))
    return back


def _remembered(memory: dict[str, Any], name: str, value: Any) -> Restore:
    return lambda: memory.__setitem__(name, value)


def _is_own(each: Any) -> bool:
    return _module(type(each)).partition(".")[0] != "PySide6" and hasattr(each, "__dict__")


def _is_helper(value: Any) -> bool:
    """Something of a page's own that is no widget and no record: a painter, a list, a call."""
    if isinstance(value, (QWidget | type, PICTURES)):
        return False
    if not hasattr(value, "__dict__") or hasattr(value, "__dataclass_fields__"):
        return False
    if isinstance(value, QAbstractItemModel):
        return _is_own(value)
    # What serves every page is no page's own: lanes, commands, the theme.
    return _module(type(value)).startswith("ui.") and ".kit." not in _module(type(value))


def _module(kind: type[Any]) -> str:
    return kind.__module__
