"""Who is at the desk, at the top right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from ui.kit.buttons import PlainButton
from ui.kit.labels import text_width
from ui.kit.paint import box, focus_ring
from ui.kit.theme import theme

if TYPE_CHECKING:
    from clinic_desk.staff.people import PersonRecord

NOBODY = "Who is at the desk?"


class SeatButton(PlainButton):
    """Initials, name and role of the person at the desk."""

    def __init__(self) -> None:
        """Nobody."""
        self._initials, self._role, self.compact = "", "", False
        super().__init__(NOBODY)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_person(self, person: PersonRecord | None) -> None:
        """Show who it is."""
        self._initials = person.initials if person else "?"
        self._role = person.shown_role if person else ""
        name = person.name if person else NOBODY
        self.set_words(name, f"At the desk: {name}, {self._role}" if person else NOBODY)

    def fold(self, compact: bool) -> None:
        """Only the initials where there is no room for the name."""
        if compact != self.compact:
            self.compact = compact
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """The disc, and beside it the name above the role."""
        look = theme()
        disc = look.shape("avatar") + look.scaled(8)
        if self.compact:
            return QSize(disc, look.scaled(42))
        name = text_width(look.font("body", "semibold"), self._words)
        role = text_width(look.font("rail"), self._role)
        return QSize(disc + look.scaled(11) + max(name, role), look.scaled(42))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The disc, the name, the role."""
        look, painter = theme(), QPainter(self)
        place, side = QRectF(self.rect()), look.shape("avatar")
        if self.underMouse():
            box(painter, place, look.shape("radius"), look.colour("sunken"))
        disc = QRectF(look.scaled(4), place.center().y() - side / 2, side, side)
        box(painter, disc, side / 2, look.colour("avatar"))
        painter.setPen(look.colour("ink"))
        painter.setFont(look.font("rail", "bold"))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, self._initials)
        if not self.compact:
            self._paint_words(painter, place.adjusted(disc.right() + look.scaled(10), 0, 0, 0))
        if self.hasFocus():
            focus_ring(painter, look, place, look.shape("radius"), "accent")

    def _paint_words(self, painter: QPainter, place: QRectF) -> None:
        look = theme()
        painter.setFont(look.font("body", "semibold"))
        if not self._role:
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, self._words)
            return
        upper = place.adjusted(0, look.scaled(4), 0, 0)
        upper.setHeight(look.scaled(18))
        painter.drawText(upper, Qt.AlignmentFlag.AlignVCenter, self._words)
        painter.setFont(look.font("rail"))
        painter.setPen(look.colour("quiet_ink"))
        lower = upper.translated(0, look.scaled(17))
        painter.drawText(lower, Qt.AlignmentFlag.AlignVCenter, self._role)
