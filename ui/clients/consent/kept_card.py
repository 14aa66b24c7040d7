"""A kept signature, on a card above the page: as it was drawn, or the picture of the paper."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clinic_desk.clients.records import UNLOGGED
from ui.clients.consent.picture import Picture
from ui.clients.consent.reading import Seen
from ui.clients.consent.wording import record_detail, record_title
from ui.kit.buttons import QuietButton
from ui.kit.labels import PlainLabel, SectionTitle
from ui.kit.layout import Row, reveal
from ui.kit.popover import Popover
from ui.kit.signature import SignatureView


class KeptCard(Popover):
    """Esc closes it."""

    print_wanted = Signal(object)
    """The OpenedConsent to be printed."""

    def __init__(self, window: QWidget) -> None:
        """Closed."""
        super().__init__(window, "A kept consent", "half_sheet", gap=1.25, margins=2)
        self._seen: Seen | None = None
        self.title, self.about = SectionTitle(""), PlainLabel(tone="quiet", wrap=True)
        self.signature = SignatureView()
        self.picture = Picture("The signed form", "sheet_height")
        self.unlogged = PlainLabel(UNLOGGED, tone="warn", wrap=True)
        self.copy = QuietButton("Print a copy", on_click=self._print)
        for part in (self.title, self.about, self.signature, self.picture, self.unlogged):
            self.body.addWidget(part)
        acts = Row(gap=1)
        acts.addStretch(1)
        acts.addWidget(self.copy)
        acts.addWidget(QuietButton("Close", "Esc", on_click=self.dismiss))
        self.body.addLayout(acts)
        self.closed.connect(self._forget)

    def _print(self) -> None:
        if self._seen is not None:
            self.print_wanted.emit(self._seen.opened)

    def show_consent(self, seen: Seen) -> None:
        """Show one, in the middle of the window."""
        self._seen = seen
        record = seen.opened.record
        self.title.setText(record_title(record))
        self.about.setText(record_detail(record))
        self.signature.show_strokes(seen.opened.strokes)
        reveal(self.signature, bool(seen.opened.strokes))
        self.picture.show_image(seen.picture)
        reveal(self.unlogged, seen.opened.unlogged)
        self.open_centred()

    def _forget(self) -> None:
        """Closed, nothing of it stays behind."""
        self._seen = None
        self.title.setText("")
        self.about.setText("")
        self.signature.show_strokes(())
        self.picture.show_image(None)
