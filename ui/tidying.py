"""Garbage is looked for on the window's thread and on no other.

Left to itself Python looks for it on whichever thread happens to allocate, and PySide6 destroys
a widget of ours on the thread that found it: a window that ends on a worker's thread brings the
program down, or hangs it, once in some thousand times.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 500


class Tidying(QObject):
    """Looks for garbage as often as Python would, between two events of the window."""

    def __init__(self, parent: QObject) -> None:
        """From now on no thread looks by itself; nothing is looked for before `begin`."""
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(collect_what_is_due)

    def begin(self) -> None:
        """Look from now on, but not among what was made to stay until now."""
        gc.collect()
        gc.freeze()
        self._timer.start()


def collect_what_is_due() -> None:
    """Collect the oldest generation whose turn it is by Python's own reckoning."""
    for generation in (2, 1, 0):
        if gc.get_count()[generation] > gc.get_threshold()[generation]:
            gc.collect(generation)
            return
