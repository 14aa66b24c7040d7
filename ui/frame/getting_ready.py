"""The rooms that the first day does without, made ready once it is in sight."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from clinic_desk.base.errors import ClinicError
from ui.kit.tasks import Failed
from ui.kit.workplace import Workplace

NO_DAY_MS = 2000
"""By then they are made ready, whatever the first page shows."""


class GettingReady(QObject):
    """In the background, and once; what did not open is told, and tried again with the next day
    that is shown."""

    def __init__(self, workplace: Workplace, tell: Failed, window: QObject) -> None:
        """`tell` is told what went wrong."""
        super().__init__(window)
        self._work, self._tell = workplace, tell
        self._is_under_way = False
        workplace.seat.day_shown.connect(self._begin)
        QTimer.singleShot(NO_DAY_MS, self, self._begin)

    def _begin(self) -> None:
        if not self._is_under_way:
            self._is_under_way = True
            ready = self._work.clinic.make_ready
            self._work.background.run(ready, self._ready, self._not_ready, owner=self)

    def _not_ready(self, error: ClinicError) -> None:
        self._is_under_way = False
        self._tell(error)

    def _ready(self, _: object) -> None:
        self._work.seat.make_ready()
        self._work.background.run(read_veil)


def read_veil() -> None:
    """In the background: the modules of the veil, so that a lock waits for nothing."""
    import ui.kit.veil  # noqa: F401
