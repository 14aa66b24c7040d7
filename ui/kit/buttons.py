"""Buttons, painted from the tokens, with the key that does the same inside them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.kit.commands import Commands, key_words
from ui.kit.icons import paint_icon
from ui.kit.labels import set_plain_tip, text_width
from ui.kit.paint import badge_width, box, focus_ring, paint_badge
from ui.kit.theme import theme


class PlainButton(QAbstractButton):
    """A button whose text is shown as it is; the ground of all the others.

    Enter presses it as well as Space. The accessible name is the text unless set.
    """

    def __init__(
        self, text: str = "", icon: str = "", on_click: Callable[[], object] | None = None
    ):
        """`on_click` is called when it is pressed, by mouse or key."""
        super().__init__()
        self._icon = icon
        self._name = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.set_words(text)
        theme().changed.connect(self.updateGeometry)
        # Held here and not by the signal, where the search for garbage cannot see it.
        self._on_click = on_click
        self.clicked.connect(self._clicked)

    def _clicked(self) -> None:
        if self._on_click is not None:
            self._on_click()

    def set_words(self, text: str, name: str = "") -> None:
        """Show other words; `name` is what is spoken where that differs."""
        self._words = text
        self._name = name or self._name
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(self._name or text)
        self.updateGeometry()
        self.update()

    def words(self) -> str:
        """The words it shows."""
        return self._words

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses too."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)


class KeyButton(PlainButton):
    """A rectangular button with words and, at their right, the badge of its key."""

    def __init__(
        self,
        text: str,
        key: str = "",
        *,
        icon: str = "",
        primary: bool = False,
        on_click: Callable[[], object] | None = None,
    ) -> None:
        """`key` is drawn, not bound: commands bind keys."""
        self._key_words = key_words(key)
        self._primary = primary
        super().__init__(text, icon, on_click)

    def set_key(self, key: str) -> None:
        """Draw another key."""
        self._key_words = key_words(key)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Words, icon and badge with their margins, one control high."""
        look = theme()
        wide = text_width(look.font("body", "semibold"), self._words)
        wide += self._badge_room() + self._icon_room() + look.scaled(22)
        return QSize(wide, look.shape("control"))

    def minimumSizeHint(self) -> QSize:
        """Room for some of the words; the rest is elided."""
        look = theme()
        return QSize(min(self.sizeHint().width(), look.scaled(56)), look.shape("control"))

    def _badge_room(self) -> int:
        look = theme()
        return badge_width(look, self._key_words) + look.grid() if self._key_words else 0

    def _icon_room(self) -> int:
        return theme().shape("small_icon") + theme().scaled(6) if self._icon else 0

    def _inks(self) -> tuple[QColor, QColor, QColor | None]:
        """Ink, ground and edge as the button stands; flat and faint where it does nothing."""
        look = theme()
        if not self.isEnabled():
            return look.colour("quiet_ink"), look.colour("sunken"), look.colour("line")
        lit = self.isDown() or self.underMouse()
        if self._primary:
            return look.colour("on_accent"), look.colour("accent_deep" if lit else "accent"), None
        ground = look.colour("sunken" if lit else "surface")
        return look.colour("ink"), ground, look.colour("control_edge")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, icon, words, badge, and the ring when it has the keyboard."""
        look, painter = theme(), QPainter(self)
        ink, ground, edge = self._inks()
        place, radius = QRectF(self.rect()), look.shape("radius")
        box(painter, place, radius, ground, edge)
        inner = place.adjusted(look.scaled(5), 0, -look.scaled(5), 0)
        short = self.sizeHint().width() - place.width()
        badge = self._badge_room() if short <= look.scaled(12) else 0
        self._paint_words(painter, inner, badge, ink)
        if badge:
            paint_badge(painter, look, inner, self._key_words, ink, ground)
        if self.hasFocus():
            inset = look.scaled(3) if self._primary and self.isEnabled() else 0
            ring = place.adjusted(inset, inset, -inset, -inset)
            colour = "on_accent" if inset else "accent"
            focus_ring(painter, look, ring, radius - inset / 2, colour)

    def _paint_words(self, painter: QPainter, inner: QRectF, badge: int, ink: QColor) -> None:
        """Centred as one piece with the badge, so that a stretched button looks the same."""
        look = theme()
        font = look.font("body", "semibold" if self.isEnabled() else "regular")
        room = round(inner.width()) - badge - self._icon_room()
        painter.setFont(font)
        words = painter.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        used = text_width(font, words) + self._icon_room()
        left = inner.left() + (inner.width() - used - badge) / 2
        if self._icon:
            side = look.shape("small_icon")
            paint_icon(
                painter, self._icon, QRectF(left, inner.center().y() - side / 2, side, side), ink
            )
            left += self._icon_room()
        painter.setPen(ink)
        spot = QRectF(left, inner.top(), used, inner.height())
        painter.drawText(spot, Qt.AlignmentFlag.AlignVCenter, words)
        inner.setRight(left + used - self._icon_room() + badge)


class PrimaryButton(KeyButton):
    """The one act that a panel is for."""

    def __init__(
        self,
        text: str,
        key: str = "",
        *,
        icon: str = "",
        on_click: Callable[[], object] | None = None,
    ) -> None:
        """One to a panel."""
        super().__init__(text, key, icon=icon, primary=True, on_click=on_click)


class QuietButton(KeyButton):
    """Any other act."""


class IconButton(PlainButton):
    """A square button that shows only an icon, and says its name."""

    def __init__(
        self,
        icon: str,
        name: str,
        *,
        bare: bool = False,
        on_click: Callable[[], object] | None = None,
    ) -> None:
        """`name` is spoken and shown as a tip; `bare` leaves out ground and edge."""
        super().__init__("", icon, on_click)
        self._bare = bare
        self.set_words("", name)
        set_plain_tip(self, name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """One control high and a little narrower."""
        look = theme()
        high = look.scaled(26) if self._bare else look.shape("control")
        return QSize(look.scaled(26), high)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The icon in its box."""
        look, painter = theme(), QPainter(self)
        place, radius = QRectF(self.rect()), look.shape("radius")
        hovered = self.underMouse() or self.isDown()
        if not self._bare or hovered:
            ground = look.colour("sunken" if hovered else "surface")
            edge = None if self._bare else look.colour("control_edge")
            box(painter, place, radius, ground, edge)
        side = look.shape("small_icon")
        spot = QRectF(0, 0, side, side)
        spot.moveCenter(place.center())
        ink = look.colour("ink" if self.isEnabled() else "quiet_ink")
        paint_icon(painter, self._icon, spot, ink)
        if self.hasFocus():
            focus_ring(painter, look, place, radius, "accent")


class LinkButton(PlainButton):
    """An act in the run of words: "Undo", "Mornings ▾"."""

    def __init__(
        self,
        text: str,
        *,
        tone: str = "accent",
        icon: str = "",
        on_click: Callable[[], object] | None = None,
    ) -> None:
        """`tone` is a colour token; an `icon` stands after the words."""
        self._tone = tone
        super().__init__(text, icon, on_click)

    def sizeHint(self) -> QSize:
        """The words with a little air for the ring."""
        look = theme()
        wide = text_width(look.font("small", "semibold"), self._words) + 2 * look.scaled(4)
        return QSize(wide + (look.scaled(16) if self._icon else 0), look.scaled(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The words, underlined under the mouse."""
        look, painter = theme(), QPainter(self)
        font = look.font("small", "semibold")
        font.setUnderline(self.underMouse())
        painter.setFont(font)
        ink = look.colour(self._tone if self.isEnabled() else "quiet_ink")
        painter.setPen(ink)
        place = QRectF(self.rect())
        inner = place.adjusted(look.scaled(4), 0, -look.scaled(4), 0)
        room = round(inner.width()) - (look.scaled(16) if self._icon else 0)
        shown = painter.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, shown)
        if self._icon:
            side = look.scaled(14)
            spot = QRectF(inner.right() - side, inner.center().y() - side / 2, side, side)
            paint_icon(painter, self._icon, spot, ink)
        if self.hasFocus():
            focus_ring(painter, look, place, look.scaled(6), "accent")


class KeyBadge(QWidget):
    """A key on its own: in the search box, on the key sheet, at a panel's head."""

    def __init__(self, key: str) -> None:
        """`key` is a portable key text."""
        super().__init__()
        self._words = key_words(key)
        self.setAccessibleName(f"Key {self._words}")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """The badge."""
        return QSize(badge_width(theme(), self._words), theme().shape("badge"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The badge."""
        look = theme()
        ink, ground = look.colour("quiet_ink"), look.colour("surface")
        paint_badge(QPainter(self), look, QRectF(self.rect()), self._words, ink, ground)


def command_button(commands: Commands, command_id: str, *, primary: bool = False) -> KeyButton:
    """A button for a command: its text, its key, and enabled when it may be done."""
    command, action = commands[command_id], commands.action(command_id)
    button = KeyButton(command.text, command.key, primary=primary, on_click=action.trigger)
    button.setEnabled(action.isEnabled())
    action.enabledChanged.connect(button.setEnabled)
    return button
