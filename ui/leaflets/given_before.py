"""What a client was given before: which leaflet, which version, when, in which letters."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from clinic_desk.base.clock import local_day
from clinic_desk.base.words import MONTHS, count
from clinic_desk.leaflets.given import GivenLeaflet
from clinic_desk.leaflets.head import Head
from ui.kit.labels import FieldLabel, PlainLabel
from ui.kit.layout import Column, clear, reveal
from ui.leaflets.reading import LARGE, ForWhom

MOST = 8
LONGEST = 24
"""Letters of a first name that fit the heading."""


class GivenBefore(QWidget):
    """A short list, newest first; nothing without a client."""

    def __init__(self) -> None:
        """Hidden."""
        super().__init__()
        self._titles: Mapping[str, str] = {}
        whole = Column(self, gap=0.75)
        self.title = FieldLabel("Given before")
        whole.addWidget(self.title)
        self._lines = Column(gap=0.5)
        whole.addLayout(self._lines)

    def know(self, heads: tuple[Head, ...]) -> None:
        """Learn the titles of the leaflets."""
        self._titles = {head.name: head.title for head in heads}

    def show_given(self, whom: ForWhom | None, private: bool) -> None:
        """List what this client was given; its titles name treatments, so they hide too."""
        clear(self._lines)
        reveal(self, whom is not None and not private)
        if whom is None or private:
            return
        given_name = whom.record.details.given.strip()
        self.title.setText(
            f"Given to {given_name} before" if 0 < len(given_name) <= LONGEST else "Given before"
        )
        for line in whom.given[:MOST]:
            self._lines.addWidget(PlainLabel(self._words(line), size="small", wrap=True))
        if not whom.given:
            self._lines.addWidget(PlainLabel("Nothing yet", size="small", tone="quiet"))
        elif len(whom.given) > MOST:
            more = count(len(whom.given) - MOST, "earlier one", "earlier ones")
            self._lines.addWidget(PlainLabel(f"and {more}", size="small", tone="quiet"))

    def _words(self, line: GivenLeaflet) -> str:
        """`10 Aug 2026 · Botulinum toxin: what to expect, version 2, large print · saved`."""
        day = local_day(line.given_at)
        when = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
        title = self._titles.get(line.leaflet, line.leaflet)
        size = f", {LARGE}" if line.large_print else ""
        return f"{when} · {title}, version {line.version}{size} · {line.how_words}"
