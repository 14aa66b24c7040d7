"""The line that says why no photograph may be added or shown, with the ways on from there."""

from __future__ import annotations

from PySide6.QtCore import Signal

from clinic_desk.photographs.records import Album
from ui.kit.buttons import LinkButton
from ui.kit.labels import PlainLabel
from ui.kit.layout import Row, Surface, reveal


class ConsentLine(Surface):
    """Hidden while consent stands."""

    consent_wanted = Signal()
    removal_wanted = Signal()

    def __init__(self) -> None:
        """Nothing to say yet."""
        super().__init__("note")
        self.words = PlainLabel("", wrap=True, tone="warn", weight="medium")
        self.to_consent = LinkButton("Go to consent", on_click=self.consent_wanted.emit)
        self.remove_all = LinkButton("Remove all of them", on_click=self.removal_wanted.emit)
        line = Row(self, gap=1.5, margins=1.5)
        line.addWidget(self.words, 1)
        line.addWidget(self.to_consent)
        line.addWidget(self.remove_all)
        self.show_album(None, treats=False)

    def show_album(self, album: Album | None, *, treats: bool) -> None:
        """Say how consent stands, where it does not; nothing for nobody's album."""
        self.words.setText(album.sentence if album is not None else "")
        reveal(self.to_consent, treats)
        reveal(self.remove_all, treats and album is not None and bool(album.hidden))
        reveal(self, bool(self.words.text()))
