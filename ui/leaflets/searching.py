"""Looking for words in the leaflet: a field, how many there are, and from one to the next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from clinic_desk.leaflets.found_words import Hit
from ui.kit.buttons import IconButton
from ui.kit.fields import LineField
from ui.kit.labels import PlainLabel
from ui.kit.layout import Column, Row
from ui.kit.tasks import Throttle

PAUSE_MS = 150


class SearchBar(QWidget):
    """Enter goes to the next place, Shift Enter to the one before, Escape puts it away."""

    wanted = Signal(str)
    """Words to look for; empty to mark nothing any more."""
    stepped = Signal()
    """Another of the places is looked at."""
    closed = Signal()
    """It was put away."""

    def __init__(self) -> None:
        """Hidden."""
        super().__init__()
        self._hits: tuple[Hit, ...] = ()
        self.at = -1
        line = Row(self, gap=1, margins=(1.5, 0, 1.5, 0))
        self.field = LineField("", "Find in the leaflet", name="Find in the leaflet")
        self.count = PlainLabel(size="small", tone="quiet")
        self.before = IconButton("chevron-up", "The place before", on_click=lambda: self.step(-1))
        self.next = IconButton("chevron-down", "The next place", on_click=lambda: self.step(1))
        self.close_button = IconButton("close", "Stop looking", bare=True, on_click=self.put_away)
        whole = Column(gap=0)
        whole.addWidget(self.field)
        line.addLayout(whole, 1)
        for part in (self.count, self.before, self.next, self.close_button):
            line.addWidget(part)
        self._soon = Throttle(PAUSE_MS, self.ask, self)
        self.field.edited.connect(self._soon)
        self.hide()

    @property
    def words(self) -> str:
        """What is looked for; nothing while it is put away."""
        return "" if self.isHidden() else self.field.text().strip()

    @property
    def hits(self) -> Sequence[Hit]:
        """Where it was found."""
        return self._hits

    def begin(self) -> None:
        """Show it, with what was looked for last, ready to be typed over."""
        self.show()
        self.field.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.line.selectAll()
        self.ask()

    def ask(self) -> None:
        """Look for what is typed now."""
        self.wanted.emit(self.words)

    def put_away(self) -> None:
        """Hide it, and every mark."""
        self.hide()
        self.show_hits(())
        self.wanted.emit("")
        self.closed.emit()

    def show_hits(self, hits: tuple[Hit, ...]) -> None:
        """These were found; the first is looked at."""
        self._hits, self.at = hits, 0 if hits else -1
        self._tell()

    def step(self, by: int) -> None:
        """Look at the next place, or the one before; round and round."""
        if self._hits:
            self.at = (self.at + by) % len(self._hits)
            self._tell()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape puts it away, Shift Enter steps back."""
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.step(-1 if shift else 1)
        else:
            super().keyPressEvent(event)

    def _tell(self) -> None:
        if self._hits:
            words = f"{self.at + 1} of {len(self._hits)}"
        else:
            words = "Not in this leaflet" if self.words else ""
        self.count.setText(words)
        for button in (self.before, self.next):
            button.setEnabled(bool(self._hits))
        self.stepped.emit()
