"""The copies by the hour: asked for every minute, on a lane that neither desk nor printing uses."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from clinic_desk.base.errors import ClinicError
from ui.kit.tasks import Background

if TYPE_CHECKING:
    from clinic_desk.clinic import Clinic
    from clinic_desk.copies.records import Standing

FIRST_MS, EVERY_MS = 20_000, 60_000
"""The first look comes when the day has long been shown."""


class CopyWatch(QObject):
    """Has the copies kept up while a clinic is open, and hands on where they stand."""

    def __init__(
        self,
        clinic: Clinic,
        show: Callable[[Standing], None],
        faulted: Callable[[BaseException], None],
        parent: QObject,
    ) -> None:
        """`show` is called after each look, `faulted` with a fault of the program."""
        super().__init__(parent)
        self._clinic, self._show = clinic, show
        self.lane = Background(self)
        self.lane.faulted.connect(faulted)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)
        self._timer.start(FIRST_MS)

    def look(self) -> None:
        """Make the copy that is due; the next look comes a minute after this one is done."""
        clinic = self._clinic
        self.lane.run(lambda: clinic.copies.keep_up(), self._looked, self._failed, owner=self)

    def stop(self) -> None:
        """Wait for a copy that is being made, and ask for no other."""
        self._timer.stop()
        self.lane.close()

    def _looked(self, standing: Standing) -> None:
        self._show(standing)
        self._timer.start(EVERY_MS)

    def _failed(self, _error: ClinicError) -> None:
        # What the copies say of themselves is in their standing; what else went wrong has been
        # reported, and the next look may do better.
        self._timer.start(EVERY_MS)
