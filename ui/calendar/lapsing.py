"""Pencilled visits whose time is up give it back, also where nobody looks at the lists."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from ui.kit.workplace import Workplace

EVERY_MS = 5 * 60_000
"""How often, beside when the lists are read."""


class Lapsing(QObject):
    """Begins once every room is there: the first day comes before."""

    def __init__(self, workplace: Workplace, page: QObject) -> None:
        """Whoever shows what lapsed hears of it as of any change."""
        super().__init__(page)
        self._work = workplace
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.lapse)
        workplace.seat.ready.connect(self._begin)

    def _begin(self) -> None:
        self._timer.start(EVERY_MS)
        self.lapse()

    def lapse(self) -> None:
        """Have what is due given back, while somebody is at the desk."""
        if self._work.person is not None:
            self._work.write(self._work.clinic.booking.lapse_pencilled, initiator=self)
