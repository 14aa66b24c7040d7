"""Small non-modal cards above the page: a list of hits, a PIN, the key sheet."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget

from ui.kit.layout import Column, Margins, Surface
from ui.kit.paint import box
from ui.kit.theme import theme


class Popover(Surface):
    """A card inside the window, below an anchor or in the middle; Escape or a click away closes it.

    It is a child of the window rather than a window of its own, so that it takes
    no keyboard from anything and looks alike everywhere. One that was given the
    keyboard keeps Tab inside, and closes when something else takes it, so that none is
    left lying over a page that somebody works on. Put things into `body`.
    """

    closed = Signal()

    def __init__(
        self,
        window: QWidget,
        name: str,
        width: str = "popover",
        *,
        gap: float = 1,
        margins: Margins = 1.5,
    ) -> None:
        """`name` is spoken; `width` is a named measure of the token file."""
        super().__init__("popover", parent=window)
        self.setAccessibleName(name)
        self.body: QVBoxLayout = Column(self, gap=gap, margins=margins)
        self._window = window
        self._width = width
        self._anchor: QWidget | None = None
        self._return_to: QWidget | None = None
        self._had_keyboard = self._takes_keyboard = False
        self._shadow = _Shadow(window)
        self.hide()
        window.installEventFilter(self)
        theme().changed.connect(self._place)

    def open_below(self, anchor: QWidget, *, take_focus: bool = True) -> None:
        """Show it below a widget, or above where it would be cut; its first control takes the
        keyboard."""
        self._anchor = anchor
        self._open(take_focus)

    def open_centred(self) -> None:
        """Show it in the middle of the window."""
        self._anchor = None
        self._open(True)

    def dismiss(self) -> None:
        """Close it, and give the keyboard back to where it was."""
        if self.isHidden():
            return
        had_focus = self.isAncestorOf(QApplication.focusWidget() or self)
        self.hide()
        self._shadow.hide()
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
        if had_focus and self._return_to is not None and self._return_to.isVisible():
            self._return_to.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Take Escape before a command of the page does."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
        elif event.type() == QEvent.Type.LayoutRequest:
            self._place()
        return super().event(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes round inside the card."""
        controls = [each for each in self.findChildren(QWidget) if can_be_reached(each)]
        here = QApplication.focusWidget()
        if not controls or here is None:
            return False
        at = controls.index(here) if here in controls else -1
        following = controls[(at + (1 if forward else -1)) % len(controls)]
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        following.setFocus(reason)
        bring_into_sight(following)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Close on a press outside and when the keyboard goes; follow the window's size."""
        if event.type() == QEvent.Type.Resize and watched is self._window:
            self._place()
        elif event.type() == QEvent.Type.FocusIn and isinstance(watched, QWidget):
            self._keyboard_went_to(watched)
        elif isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonPress:
            spot = self.mapFromGlobal(event.globalPosition().toPoint())
            on_anchor = self._anchor is not None and self._anchor.rect().contains(
                self._anchor.mapFromGlobal(event.globalPosition().toPoint())
            )
            if self.isVisible() and not self.rect().contains(spot) and not on_anchor:
                self.dismiss()
        return False

    def _keyboard_went_to(self, control: QWidget) -> None:
        if self.isAncestorOf(control):
            self._had_keyboard = True
        elif self._had_keyboard and control.window() is self._window:
            self.dismiss()

    def _open(self, take_focus: bool) -> None:
        newly, self._takes_keyboard = self.isHidden(), take_focus
        if newly:
            self._return_to = QApplication.focusWidget()
            self._had_keyboard = False
            QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]
        self.show()
        self._place()
        self._shadow.show()
        self._shadow.raise_()
        self.raise_()
        if take_focus and newly:
            self._focus_first()

    def _focus_first(self) -> None:
        """The first control inside that can take the keyboard."""
        for control in self.findChildren(QWidget):
            if can_be_reached(control):
                control.setFocus(Qt.FocusReason.PopupFocusReason)
                return

    def _place(self) -> None:
        if self.isHidden():
            return
        window, look = self._window, theme()
        air = look.grid()
        wide = min(look.shape(self._width), window.width() - 2 * air)
        high = self._height_for(wide)
        if self._anchor is None:
            high = min(high, window.height() - 2 * air)
            left, top = (window.width() - wide) // 2, (window.height() - high) // 2
        else:
            wide = max(wide, min(self._anchor.width(), window.width() - 2 * air))
            spot = self._anchor.mapTo(window, QPoint(0, 0))
            left = min(max(air, spot.x()), window.width() - wide - air)
            top, high = self._beside(self._anchor, spot.y(), wide, high)
        self.setGeometry(QRect(left, top, wide, high))
        self._shadow.lie_under(self.geometry())

    def _beside(self, anchor: QWidget, anchor_top: int, wide: int, high: int) -> tuple[int, int]:
        """Top and height: below the anchor, above it where only there all of it can be read, over
        it where neither does. One that leaves the keyboard where it is never covers its anchor."""
        air = theme().grid()
        below = anchor_top + anchor.height() + air // 2
        room_below = self._window.height() - below - air
        room_above = anchor_top - air // 2 - air
        needs = min(high, self._least_height_for(wide))
        if needs <= room_below or (needs > room_above and not self._takes_keyboard):
            return below, min(high, room_below)
        if needs <= room_above:
            high = min(high, room_above)
            return anchor_top - air // 2 - high, high
        high = min(high, self._window.height() - 2 * air)
        return self._window.height() - air - high, high

    def _least_height_for(self, wide: int) -> int:
        """With what scrolls inside at its smallest and nothing else cut."""
        layout = self.layout()
        if layout is None:
            return self.minimumSizeHint().height()
        if layout.hasHeightForWidth():
            return layout.totalMinimumHeightForWidth(wide)
        return layout.totalMinimumSize().height()

    def _height_for(self, wide: int) -> int:
        layout = self.layout()
        hint = QSize(self.sizeHint())
        if layout is not None and layout.hasHeightForWidth():
            return layout.totalHeightForWidth(wide)
        return hint.height()


def can_be_reached(control: QWidget) -> bool:
    """Whether Tab may go to a control now."""
    takes_tab = bool(control.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return takes_tab and control.isVisible() and control.isEnabled()


def bring_into_sight(control: QWidget) -> None:
    """Also where it was gone to from outside of what scrolls."""
    around = control.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(control, 0, theme().grid())
        around = around.parentWidget()


class _Shadow(QWidget):
    """A soft shadow under a card; it takes no mouse."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def lie_under(self, card: QRect) -> None:
        """Reach a little beyond the card on every side."""
        reach = theme().grid(1.5)
        self.setGeometry(card.adjusted(-reach, -reach, reach, reach))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Rings that fade outwards."""
        look, painter = theme(), QPainter(self)
        reach, colour = look.grid(1.5), look.colour("shadow")
        for ring in range(reach):
            colour.setAlphaF(0.11 * (ring / reach) ** 2)
            place = QRectF(self.rect()).adjusted(ring, ring, -ring, -ring)
            box(painter, place, look.shape("card_radius") + reach - ring, None, colour, 1.2)
