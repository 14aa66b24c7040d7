"""A row of a short list: a bold line, a quiet one, and at the right a word or a key."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from ui.kit.buttons import PlainButton
from ui.kit.commands import key_words
from ui.kit.labels import text_width
from ui.kit.paint import badge_width, box, focus_ring, paint_badge
from ui.kit.theme import theme


class ChoiceRow(PlainButton):
    """Something that can be chosen from a list: who, when, or what was had before."""

    def __init__(
        self,
        title: str,
        detail: str = "",
        *,
        tag: str = "",
        tone: str = "quiet_ink",
        key: str = "",
        on_choose: Callable[[], object] | None = None,
    ) -> None:
        """`tag` is a word at the right in the colour `tone`, `key` a key badge there."""
        self._detail = self._tag = ""
        self._key, self._tone = key_words(key), tone
        self._marked = self._ringed = False
        super().__init__(title, on_click=on_choose)
        self.show_words(title, detail, tag=tag, tone=tone)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_words(
        self, title: str, detail: str = "", *, tag: str = "", tone: str = "quiet_ink"
    ) -> None:
        """Show other words in the row."""
        self._detail, self._tag, self._tone = detail, tag, tone
        self.set_words(title, ", ".join(part for part in (title, detail, tag) if part))

    def retag(self, tag: str, tone: str = "quiet_ink") -> None:
        """Another word at the right."""
        self.show_words(self._words, self._detail, tag=tag, tone=tone)

    def mark(self, marked: bool) -> None:
        """Show it as the one that Enter takes, while the keyboard is in the field above."""
        self._marked = marked
        self.update()

    def ring(self, ringed: bool) -> None:
        """Show the keyboard's ring, for a list that has the keyboard itself."""
        self._ringed = ringed
        self.update()

    @property
    def marked(self) -> bool:
        """Whether Enter would take it."""
        return self._marked

    def sizeHint(self) -> QSize:
        """Two lines high with a detail, else one."""
        look = theme()
        return QSize(look.scaled(160), look.scaled(46 if self._detail else 36))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground when marked, the lines, the tag, the ring."""
        look, painter = theme(), QPainter(self)
        place, radius = QRectF(self.rect()), look.shape("radius")
        lit = self._marked or self.underMouse() or self.isDown()
        ground = look.colour("accent_wash" if lit else "surface")
        box(painter, place, radius, ground, look.colour("accent_edge" if lit else "line"))
        inner = place.adjusted(look.scaled(11), look.scaled(4), -look.scaled(11), -look.scaled(4))
        if self._key:
            paint_badge(painter, look, inner, self._key, look.colour("quiet_ink"), ground)
            inner.setRight(inner.right() - badge_width(look, self._key) - look.grid())
        self._paint_tag(painter, inner)
        self._paint_lines(painter, inner)
        if self.hasFocus() or self._ringed:
            focus_ring(painter, look, place, radius, "accent")

    def _paint_tag(self, painter: QPainter, inner: QRectF) -> None:
        if not self._tag:
            return
        look = theme()
        font = look.font("small", "regular" if self._tone == "quiet_ink" else "semibold")
        painter.setFont(font)
        painter.setPen(look.colour(self._tone))
        painter.drawText(inner, int(_RIGHT), self._tag)
        inner.setRight(inner.right() - text_width(font, self._tag) - look.grid())

    def _paint_lines(self, painter: QPainter, inner: QRectF) -> None:
        look = theme()
        upper = QRectF(inner)
        if self._detail:
            upper.setHeight(inner.height() / 2)
        _line(painter, upper, self._words, "body", "semibold", "ink")
        if self._detail:
            lower = QRectF(inner)
            lower.setTop(upper.bottom())
            _line(painter, lower, self._detail, "small", "regular", "quiet_ink")
        painter.setPen(look.colour("ink"))


_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def _line(painter: QPainter, place: QRectF, words: str, size: str, weight: str, tone: str) -> None:
    look = theme()
    painter.setFont(look.font(size, weight))
    painter.setPen(look.colour(tone))
    shown = painter.fontMetrics().elidedText(
        words, Qt.TextElideMode.ElideRight, round(place.width())
    )
    painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, shown)
