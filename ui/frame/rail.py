"""The rail at the left: one item a page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from clinic_desk.staff.permissions import May, may
from ui.kit.buttons import PlainButton
from ui.kit.icons import paint_icon
from ui.kit.labels import set_plain_tip
from ui.kit.layout import Column, Surface
from ui.kit.pages import PageEntry
from ui.kit.paint import box, focus_ring
from ui.kit.theme import theme

if TYPE_CHECKING:
    from clinic_desk.staff.people import PersonRecord


class RailItem(PlainButton):
    """A page's icon with its name below."""

    def __init__(self, entry: PageEntry) -> None:
        """Not the page in sight yet."""
        super().__init__(entry.text, entry.icon)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        set_plain_tip(self, f"{entry.text} ({entry.key})" if entry.key else entry.text)

    def sizeHint(self) -> QSize:
        """As wide as the rail allows."""
        return QSize(theme().shape("rail"), theme().shape("rail_item"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The accent's ground where it is the page in sight, the icon and the name."""
        look, painter = theme(), QPainter(self)
        place = QRectF(self.rect())
        radius = look.scaled(10)
        if self.isChecked():
            box(painter, place, radius, look.colour("accent_wash"))
        elif self.underMouse():
            box(painter, place, radius, look.colour("sunken"))
        ink = look.colour("accent" if self.isChecked() else "quiet_ink")
        side = look.shape("icon")
        spot = QRectF((place.width() - side) / 2, look.scaled(8), side, side)
        paint_icon(painter, self._icon, spot, ink)
        painter.setFont(look.font("rail", "semibold" if self.isChecked() else "medium"))
        painter.setPen(ink)
        words = QRectF(0, spot.bottom() + look.scaled(4), place.width(), look.scaled(18))
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self._words)
        if self.hasFocus():
            focus_ring(painter, look, place, radius, "accent")


class Rail(Surface):
    """The pages, one below the other."""

    wanted = Signal(str)
    """The name of the page that was asked for."""

    def __init__(self) -> None:
        """Empty until pages are set."""
        super().__init__("surface", "right")
        self.setAccessibleName("Pages")
        self._items: dict[str, RailItem] = {}
        self._under: dict[str, str] = {}
        self._needs: dict[str, May] = {}
        self._body = Column(self, gap=0.5, margins=(0.875, 1.25, 0.875, 1))
        self._body.addStretch(1)
        self._measure()
        theme().changed.connect(self._measure)

    def set_pages(self, entries: Sequence[PageEntry]) -> None:
        """Show an item for each that has one."""
        self._under = {entry.name: entry.under for entry in entries if entry.under}
        self._needs = {entry.name: entry.needs for entry in entries}
        for at, entry in enumerate(entry for entry in entries if not entry.under):
            item = RailItem(entry)
            item.clicked.connect(lambda _=False, name=entry.name: self.wanted.emit(name))
            self._body.insertWidget(at, item)
            self._items[entry.name] = item

    def items(self) -> tuple[RailItem, ...]:
        """Those there are, shown or not, from the top."""
        return tuple(self._items.values())

    def show_to(self, person: PersonRecord | None) -> None:
        """Show only the pages that a person may see."""
        for name, item in self._items.items():
            item.setVisible(person is not None and may(person, self._needs[name]))

    def mark(self, name: str) -> None:
        """Show which page is in sight; a page without an item marks the one it is under."""
        marked = self._under.get(name, name)
        for page, item in self._items.items():
            item.setAutoExclusive(False)
            item.setChecked(page == marked)
            item.setAutoExclusive(True)

    def _measure(self) -> None:
        self.setFixedWidth(theme().shape("rail"))
