"""Whom a leaflet is for: a client, found while typing, or nobody, with lines to write on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ui.kit.buttons import IconButton
from ui.kit.client_finder import ClientFinder
from ui.kit.labels import Avatar, ElidedLabel, PlainLabel, initials_of
from ui.kit.layout import Card, Column, Row, reveal
from ui.kit.workplace import Workplace
from ui.leaflets.reading import ForWhom

LONGEST = 200


class WhomBox(QWidget):
    """The field, or the client that was chosen."""

    chosen = Signal(int)
    """The id of a client to print for."""
    dropped = Signal()
    """For nobody in particular."""

    def __init__(self, workplace: Workplace) -> None:
        """Nobody is chosen."""
        super().__init__()
        whole = Column(self, gap=0.5)
        self.finder = ClientFinder(workplace, "leaflets.find")
        self.blank = PlainLabel(
            "Without a client, page 1 has lines to write on.", size="small", tone="quiet", wrap=True
        )
        self.card = _ClientCard()
        for part in (self.finder, self.blank, self.card):
            whole.addWidget(part)
        self.finder.chosen.connect(self.chosen)
        self.card.other.clicked.connect(lambda: self.dropped.emit())
        self.show_client(None, private=False)

    def show_client(self, whom: ForWhom | None, private: bool) -> None:
        """Show the client, or the field where there is none."""
        had_keyboard = self.isAncestorOf(self.focusWidget() or self)
        reveal(self.card, whom is not None)
        reveal(self.finder, whom is None)
        reveal(self.blank, whom is None)
        if whom is not None:
            self.finder.empty()
            self.card.show_client(whom, private)
        elif had_keyboard:
            self.finder.setFocus(Qt.FocusReason.OtherFocusReason)


class _ClientCard(Card):
    """Name, next visit, and a way back to nobody."""

    def __init__(self) -> None:
        super().__init__(margins=(1.25, 1, 0.75, 1))
        line = Row(gap=1.25)
        self.avatar = Avatar()
        self.name = ElidedLabel(weight="semibold")
        self.visit = ElidedLabel(size="small", tone="quiet")
        words = Column(gap=0.25)
        words.addWidget(self.name)
        words.addWidget(self.visit)
        self.other = IconButton("close", "Print for nobody in particular", bare=True)
        line.addWidget(self.avatar)
        line.addLayout(words, 1)
        line.addWidget(self.other)
        self.body.addLayout(line)

    def show_client(self, whom: ForWhom, private: bool) -> None:
        name = " ".join(whom.record.shown_name.split())[:LONGEST]
        initials = initials_of(name)
        self.avatar.set_initials(initials)
        self.name.setText("Name hidden" if private else name or "No name")
        self.visit.setText("" if private else whom.appointment)
