"""Words on the screen: plain text only, so that a name of markup is shown as it was typed."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.kit.icons import paint_icon
from ui.kit.paint import box
from ui.kit.theme import theme

LEADING = 1.14
"""Wrapped lines stand this much further apart than the font itself asks."""
KIND_SYMBOLS = {"block": "cross", "warn": "warning", "good": "check", "quiet": "", "accent": ""}


class PlainLabel(QLabel):
    """Text in a size, a weight and a tone of the token file; never read as markup.

    Sizes: label, small, body, card, panel, page, display. Weights: regular, medium,
    semibold, bold. Tones: ink, quiet, accent, on_accent, block, warn, good.
    """

    def __init__(
        self,
        text: str = "",
        *,
        size: str = "body",
        weight: str = "regular",
        tone: str = "ink",
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """A label; `wrap` lets it take several lines, and a long word is then broken off."""
        super().__init__(parent)
        self._measured: tuple[str, str, dict[int, int]] = ("", "", {})
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("typeSize", size)
        self.setProperty("weight", weight)
        self.setProperty("tone", tone)
        self.setWordWrap(wrap)
        if wrap:
            self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.setText(text)

    def heightForWidth(self, width: int) -> int:
        """The height of the wrapped lines; -1 for a label that does not wrap."""
        if not self.wordWrap():
            return -1
        heights = self._heights()
        if width not in heights:
            heights[width] = math.ceil(self._lines(width)[1])
        return heights[width]

    def _heights(self) -> dict[int, int]:
        """Heights by width that are measured already: a layout asks for the same few over and
        over. Of these words in these letters only, whoever changed either."""
        words, letters = self.text(), self.font().key()
        if self._measured[:2] != (words, letters):
            self._measured = (words, letters, {})
        return self._measured[2]

    def sizeHint(self) -> QSize:
        """One line as Qt measures it; wrapped, as high as a comfortable width makes it."""
        if not self.wordWrap():
            return super().sizeHint()
        width = theme().shape("popover")
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Wrapped, a few letters wide: the width decides the height, not the other way."""
        if not self.wordWrap():
            return super().minimumSizeHint()
        return QSize(theme().shape("avatar"), self.fontMetrics().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Wrapped lines stand further apart than Qt sets them, which reads more easily."""
        if not self.wordWrap():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        laid_out, high = self._lines(self.width())
        spare = self.height() - high if self.alignment() & Qt.AlignmentFlag.AlignBottom else 0
        if self.alignment() & Qt.AlignmentFlag.AlignVCenter:
            spare = (self.height() - high) / 2
        laid_out.draw(painter, QPointF(0, max(0, spare)))

    def _lines(self, width: int) -> tuple[QTextLayout, float]:
        """The text broken into lines, a word longer than a line included, and their height."""
        laid_out = QTextLayout(self.text().replace("\n", "\u2028"), self.font())
        option = QTextOption(self.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        laid_out.setTextOption(option)
        step = QFontMetricsF(self.font()).height() * LEADING
        top = 0.0
        laid_out.beginLayout()
        while (line := laid_out.createLine()).isValid():
            line.setLineWidth(max(1, width))
            line.setPosition(QPointF(0, top + (step - line.height()) / 2))
            top += step
        laid_out.endLayout()
        return laid_out, top

    def set_tone(self, tone: str) -> None:
        """Another tone of the same words."""
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            restyle(self)


class ElidedLabel(PlainLabel):
    """One line that ends in an ellipsis where there is no room for all of it."""

    def __init__(self, text: str = "", **how: str) -> None:
        """As PlainLabel; the whole text stays in the accessible name and in the tip."""
        super().__init__(text, **how)  # type: ignore[arg-type]
        self._tip = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_tip(self, words: str) -> None:
        """What the tip says of it, in place of the whole text where that lacks room."""
        self._tip = words
        set_plain_tip(self, words)
        self.update()

    def minimumSizeHint(self) -> QSize:
        """Room for a few letters."""
        return QSize(self.fontMetrics().averageCharWidth() * 4, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw as much of the text as fits."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        place = self.contentsRect()
        shown = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, place.width()
        )
        set_plain_tip(self, self._tip or (self.text() if shown != self.text() else ""))
        painter.drawText(place, int(self.alignment()), shown)


class FieldLabel(PlainLabel):
    """The words above a field."""

    def __init__(self, text: str) -> None:
        """Small, semibold and quiet."""
        super().__init__(text, size="label", weight="semibold", tone="quiet")


class SectionTitle(PlainLabel):
    """The title of a card or of a part of a page."""

    def __init__(self, text: str, size: str = "card") -> None:
        """`size` is "card" (15 px), "panel" or "page" (19 px)."""
        super().__init__(text, size=size, weight="semibold" if size == "card" else "bold")


_ONE_ROW = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_WRAPPED = _ONE_ROW | int(Qt.TextFlag.TextWordWrap)


class Chip(QWidget):
    """A short fact on a coloured ground, with a symbol where the colour means something."""

    def __init__(self, text: str, kind: str = "quiet", symbol: str | None = None) -> None:
        """`kind` is block, warn, good, quiet, accent or a treatment's colour; symbol "" is none."""
        super().__init__()
        self._kind = kind
        self._symbol = KIND_SYMBOLS.get(kind, "") if symbol is None else symbol
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_text(text)
        theme().changed.connect(self.updateGeometry)

    def set_text(self, text: str, kind: str | None = None) -> None:
        """Other words, and another kind where one is given."""
        self._text = text
        if kind is not None:
            self._kind, self._symbol = kind, KIND_SYMBOLS.get(kind, "")
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """The words it shows."""
        return self._text

    def sizeHint(self) -> QSize:
        """As wide as the words, 24 px high at 100 %."""
        look = theme()
        words = text_width(look.font("label", "semibold"), self._text)
        return QSize(words + self._beside(), look.scaled(24))

    def heightForWidth(self, width: int) -> int:
        """As high as the rows that its words take in that width."""
        look = theme()
        if width >= self.sizeHint().width():
            return look.scaled(24)
        inside = QRect(0, 0, max(1, width - self._beside()), 100_000)
        font = look.font("label", "semibold")
        high = QFontMetrics(font).boundingRect(inside, _WRAPPED, self._text).height()
        return max(look.scaled(24), high + look.scaled(10))

    def _beside(self) -> int:
        """Pixels beside the words: the round ends, and the symbol."""
        look = theme()
        return look.scaled(20) + (look.scaled(16) if self._symbol else 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground, the symbol and the words."""
        look, painter = theme(), QPainter(self)
        if self._kind == "quiet":
            ink, wash = look.colour("quiet_ink"), look.colour("faint_line")
        else:
            ink, wash, _ = look.family(self._kind)
        place = QRectF(self.rect())
        box(painter, place, min(place.height(), look.scaled(24)) / 2, wash)
        inner = place.adjusted(look.scaled(10), 0, -look.scaled(10), 0)
        if self._symbol:
            side = look.scaled(12)
            paint_icon(
                painter,
                self._symbol,
                QRectF(inner.left(), inner.center().y() - side / 2, side, side),
                ink,
            )
            inner.setLeft(inner.left() + look.scaled(16))
        painter.setFont(look.font("label", "semibold"))
        painter.setPen(ink)
        painter.drawText(inner, _WRAPPED if self._wraps() else _ONE_ROW, self._text)

    def _wraps(self) -> bool:
        return self.height() > theme().scaled(24)


class Avatar(QWidget):
    """Initials on a disc."""

    def __init__(self, initials: str = "", measure: str = "avatar") -> None:
        """`measure` is a named measure of the token file: avatar or large_avatar."""
        super().__init__()
        self._measure = measure
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_initials(initials)
        theme().changed.connect(self.updateGeometry)

    def set_initials(self, initials: str) -> None:
        """Show other initials, two letters at most."""
        self._initials = initials[:2].upper()
        self.setAccessibleName(self._initials or "Nobody")
        self.update()

    def sizeHint(self) -> QSize:
        """The disc."""
        side = theme().shape(self._measure)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The disc and the initials."""
        look, painter = theme(), QPainter(self)
        place = QRectF(self.rect())
        box(painter, place, place.height() / 2, look.colour("avatar"))
        large = self._measure != "avatar"
        painter.setFont(look.font("panel" if large else "rail", "bold"))
        painter.setPen(look.colour("ink"))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self._initials)


def initials_of(name: str) -> str:
    """The first letters of the first and the last word of a name."""
    words = [word for word in name.split() if word[0].isalnum()]
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


def set_plain_tip(widget: QWidget, text: str) -> None:
    """A tool tip that shows `text` as it is, and is told so to whom it is read aloud."""
    widget.setToolTip(plain_tip(text))
    # Where nothing else describes a control, Qt would tell a screen reader the tip with its markup.
    widget.setAccessibleDescription(text)


def plain_tip(text: str) -> str:
    """What Qt shows as `text`; it would read a tip that looks like markup. Nothing for none."""
    return f"<span>{_escaped(text)}</span>" if text else ""


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def text_width(font: QFont, text: str) -> int:
    """Pixels that one line of text takes in a font."""
    return QFontMetrics(font).horizontalAdvance(text) + 1


def restyle(widget: QWidget) -> None:
    """Read the style sheet again after a property that it selects by has changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
