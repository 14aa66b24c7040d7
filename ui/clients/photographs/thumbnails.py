"""The small pictures of the sheet, read beside the desk's own work, a few at a time."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from clinic_desk.base.errors import ClinicError
from ui.clients.photographs.reading import Small, read_small
from ui.clients.photographs.sheet import Sheet
from ui.kit.tasks import Throttle
from ui.kit.workplace import Workplace

AT_A_TIME = 12
"""Thumbnails that are read at a time, so that what else runs beside the desk comes in between."""
SCROLLED_MS = 120


class Thumbnails(QObject):
    """Fills what is in sight of a sheet, and empties what is far from it."""

    refused = Signal(object)
    """A ClinicError: they could not be read."""

    def __init__(
        self, workplace: Workplace, sheet: Sheet, wanted: Callable[[], bool], tab: QWidget
    ) -> None:
        """`wanted` says whether the sheet is in sight."""
        super().__init__(tab)
        self._work, self._sheet, self._wanted = workplace, sheet, wanted
        self._is_reading = False
        self.soon = Throttle(SCROLLED_MS, self._read, self)

    def _read(self) -> None:
        if not self._wanted():
            return
        self._sheet.let_go()
        ids, person = self._sheet.without_pictures(AT_A_TIME), self._work.person
        if not ids or self._is_reading or person is None:
            return
        self._is_reading = True
        room, by = self._work.clinic.photographs, person.id
        self._work.background.run(
            lambda: read_small(room, ids, by), self._show, self._not_read, owner=self
        )

    def _show(self, found: tuple[Small, ...]) -> None:
        self._is_reading = False
        self._sheet.show_small(found)
        self._read()

    def _not_read(self, error: ClinicError) -> None:
        self._is_reading = False
        self.refused.emit(error)
