"""Frames as they are set by hand, kept a moment after the hand has stopped."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from clinic_desk.photographs.framing import Frame
from ui.kit.tasks import Throttle
from ui.kit.workplace import Workplace

WAIT_MS = 700


class FrameKeeper(QObject):
    """One write for all that a drag went through."""

    refused = Signal(object)
    """A ClinicError: a frame could not be kept."""

    def __init__(self, workplace: Workplace, parent: QWidget) -> None:
        """Nothing waits."""
        super().__init__(parent)
        self._work = workplace
        self._frames: dict[int, Frame] = {}
        self._soon = Throttle(WAIT_MS, self._write, self)

    def set(self, id: int, frame: Frame) -> None:
        """Keep the frame of a photograph, soon."""
        self._frames[id] = frame
        self._soon()

    def now(self) -> None:
        """Keep at once what waits."""
        self._soon.now()

    def forget(self) -> None:
        """Keep nothing of what waits: somebody else is at the desk."""
        self._soon.cancel()
        self._frames = {}

    def _write(self) -> None:
        frames, self._frames = self._frames, {}
        if not frames or self._work.person is None:
            return
        room, by = self._work.clinic.photographs, self._work.by
        for id, frame in frames.items():
            keep = partial(room.frame, id, *frame, by)
            self._work.write(keep, None, self.refused.emit, initiator=self)
