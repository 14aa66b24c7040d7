"""The bar at the top: the search box, whose clinic it is, who is at the desk, the lock."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent

from ui.frame.clinic_mark import ClinicMark
from ui.frame.search_box import SearchLine
from ui.frame.seat_button import SeatButton
from ui.kit.buttons import QuietButton
from ui.kit.labels import PlainLabel, text_width
from ui.kit.layout import Row, Surface
from ui.kit.theme import theme


class TopBar(Surface):
    """What folds when there is little room: the clinic's name first, then its phone, then ours."""

    def __init__(self, search_key: str, lock_key: str) -> None:
        """No clinic and nobody at the desk yet."""
        super().__init__("surface", "bottom")
        self.mark = ClinicMark()
        self.search = SearchLine(search_key)
        self.clinic = PlainLabel(tone="quiet")
        self.phone = PlainLabel(tone="accent", weight="semibold")
        self.seat = SeatButton()
        self.lock = QuietButton("Lock", lock_key)
        line = Row(self, gap=2, margins=(2.625, 0, 2.25, 0))
        line.addWidget(self.mark)
        line.addSpacing(theme().scaled(22))
        line.addWidget(self.search, 100)
        line.addStretch(1)
        line.addWidget(self.clinic)
        line.addWidget(self.phone)
        line.addWidget(self.seat)
        line.addWidget(self.lock)
        self._measure()
        theme().changed.connect(self._measure)

    def show_clinic(self, name: str, phone: str) -> None:
        """Whose desk this is."""
        self.clinic.setText(name)
        self.phone.setText(phone)
        self.mark.show_clinic(name)
        self._fold()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold what does not fit."""
        super().resizeEvent(event)
        self._fold()

    def fold(self) -> None:
        """Look again at what fits, after something in the bar has changed its width."""
        self._fold()

    def _fold(self) -> None:
        look = theme()
        lock = self.lock.sizeHint().width() + look.grid(2)
        room = self.width() - look.shape("search_least") - look.scaled(170) - lock
        seat_full = look.scaled(49) + text_width(look.font("body", "semibold"), self.seat.words())
        phone = text_width(look.font("body", "semibold"), self.phone.text()) + look.grid(2)
        clinic = text_width(look.font(), self.clinic.text()) + look.grid(2)
        self.seat.fold(room < seat_full)
        self.phone.setVisible(room >= seat_full + phone)
        self.clinic.setVisible(room >= seat_full + phone + clinic)

    def _measure(self) -> None:
        self.setFixedHeight(theme().shape("top_bar"))
        self._fold()
