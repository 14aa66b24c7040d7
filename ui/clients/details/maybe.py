"""Who may be the one that is being typed: an offer to open a client who is on file already."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal

from clinic_desk.base.words import plain_date
from clinic_desk.clients.records import Duplicate
from ui.kit.client_standing import hit_tag
from ui.kit.labels import PlainLabel
from ui.kit.layout import Column, Surface, clear, reveal
from ui.kit.rows import ChoiceRow

ON_FILE = "Perhaps already on file:"
ON_FILE_TWICE = "Perhaps on file twice, here and as:"


class MaybeBox(Surface):
    """Rows of likely clients, the likeliest opened with one key."""

    chosen = Signal(int)
    """The client to open instead."""

    def __init__(self, key: str) -> None:
        """`key` opens the first; it is drawn, not bound."""
        super().__init__("note")
        self._key = key
        self._found: tuple[Duplicate, ...] = ()
        body = Column(self, gap=0.75, margins=1.5)
        self.title = PlainLabel(ON_FILE, tone="warn", weight="semibold")
        body.addWidget(self.title)
        self._rows = Column(gap=0.5)
        body.addLayout(self._rows)
        reveal(self, False)

    def show_found(self, found: tuple[Duplicate, ...], *, twice: bool = False) -> None:
        """Show these, or nothing; `twice` where the client beside them is on file too."""
        self.title.setText(ON_FILE_TWICE if twice else ON_FILE)
        if found == self._found:
            return
        self._found = found
        clear(self._rows)
        for at, each in enumerate(found):
            born = plain_date(each.hit.born_on) if each.hit.born_on else ""
            stands = hit_tag(each.hit).words
            detail = " · ".join(part for part in (stands, born, each.hit.phone, each.why) if part)
            self._rows.addWidget(
                ChoiceRow(
                    each.hit.shown_name,
                    detail,
                    key=self._key if at == 0 else "",
                    on_choose=partial(self.chosen.emit, each.hit.id),
                )
            )
        reveal(self, bool(found))

    def found(self) -> tuple[Duplicate, ...]:
        """The clients shown."""
        return self._found

    def open_first(self) -> None:
        """Open the likeliest."""
        if self._found:
            self.chosen.emit(self._found[0].hit.id)
