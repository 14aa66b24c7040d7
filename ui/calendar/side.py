"""The panels beside the grid, one at a time, and what covers them while names are hidden."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.kit.surfaces import EmptyState, PinnedScroll
from ui.kit.theme import theme
from ui.kit.workplace import Workplace

HIDDEN = "Names and treatments are hidden."


class Side(QStackedWidget):
    """Hidden while none is open.

    Hiding names covers whatever is open: what was typed is still there when they are
    shown again. A call that begins while they are hidden may be taken all the same.
    """

    opened = Signal(object)
    """The panel that is shown now."""

    def __init__(self, workplace: Workplace) -> None:
        """No panel yet."""
        super().__init__()
        self._workplace = workplace
        self._covered: Sequence[QWidget] = ()
        self._panel: QWidget | None = None
        self._cover = PinnedScroll()
        self._cover.setAccessibleName(HIDDEN)
        self._cover.body.addWidget(
            EmptyState(HIDDEN, "Show them", lambda: workplace.seat.hide_names(False), "F9")
        )
        self.addWidget(self._cover)
        workplace.privacy_changed.connect(self._cover_or_show)
        self.hide()

    def add(self, panels: Sequence[QWidget], covered: Sequence[QWidget]) -> None:
        """Know these panels; those `covered` never open while names are hidden."""
        self._covered = covered
        for panel in panels:
            self.addWidget(panel)

    @property
    def panel(self) -> QWidget | None:
        """The panel that is open, covered or not; None where there is none."""
        return None if self.isHidden() else self._panel

    def open(self, panel: QWidget) -> None:
        """Show a panel in place of what was there."""
        self._panel = panel
        hidden = self._workplace.private and panel in self._covered
        self.setCurrentWidget(self._cover if hidden else panel)
        self.show()
        self.opened.emit(panel)

    def fit(self, page_width: int) -> None:
        """Be as wide as a panel, and never take more than half: letters may be large."""
        self.setFixedWidth(min(theme().shape("panel"), page_width // 2))

    def _cover_or_show(self, private: bool) -> None:
        if self._panel is not None:
            self.setCurrentWidget(self._cover if private else self._panel)
