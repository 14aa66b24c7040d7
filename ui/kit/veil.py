"""The veil over a locked window: every text goes out of every widget, and comes back as it was.

It knows no page. What Qt keeps as text, in documents, lists and actions is taken out by kind;
what our own widgets and their helpers remember is emptied by shape (`ui.kit.blanks`); nothing
paints, ticks, or learns that it has lost the keyboard. So it holds for pages yet to be written.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractSlider, QApplication, QLabel, QToolTip, QWidget
from shiboken6 import isValid

from ui.kit.aside import Restore, emptied, without_words
from ui.kit.blanks import PICTURES, Blanks
from ui.kit.theme import theme

OPAQUE = Qt.WidgetAttribute.WA_OpaquePaintEvent
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


class _Keeper(QObject):
    """What is put aside belongs to it; it also sees whether the look changes meanwhile."""

    def __init__(self) -> None:
        super().__init__()
        self.saw_another_look = False
        theme().changed.connect(self._see)

    def _see(self) -> None:
        self.saw_another_look = True


class Veil:
    """Lies over one window and all that belongs to it, but for one part that stays readable."""

    def __init__(self, window: QWidget, apart: QWidget) -> None:
        """`apart`, a child of the window, is what can be read and typed into while it is locked."""
        self._window, self._apart = window, apart
        self._keeper = _Keeper()
        self._back: list[Restore] = []
        self._curtain: Curtain | None = None
        self._under: tuple[QWidget, ...] = ()
        self._hidden: tuple[QWidget, ...] = ()
        self._sliders: tuple[tuple[QAbstractSlider, int], ...] = ()
        self._focus: QWidget | None = None

    @property
    def is_drawn(self) -> bool:
        """Whether it lies over the window."""
        return self._curtain is not None

    def draw(self) -> None:
        """Take every text away. Nothing where it is drawn already."""
        if self.is_drawn:
            return
        _close_popups()
        self._keeper.saw_another_look = False
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
        if self._keeper.saw_another_look:
            # What came back was drawn for the look there was, and what stayed was measured while
            # it had no words; also where the look is by now the same again.
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
        # A dialog had the keyboard to itself, and hidden it gives it to nobody.
        alone = any(part.isWindow() and part.isActiveWindow() for part in parts)
        for part in parts:
            part.hide()
        if alone:
            self._window.activateWindow()
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
            for restore in emptied(widget, self._keeper):
                self._back.append(_if_there(widget, restore))
        for action in (each for each in belonging if isinstance(each, QAction)):
            self._back += [_if_there(action, back) for back in without_words(action)]
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
            blank = blanks.of(value)
            if blank is not value:
                memory[name] = blank
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
