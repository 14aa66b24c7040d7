"""A signed record to be read, and what may be added beside it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.kit.buttons import IconButton, command_button
from ui.kit.commands import Commands
from ui.kit.layout import Card, Column, Row, reveal
from ui.kit.surfaces import Scroll
from ui.kit.tab_order import set_tab_order
from ui.records.adding import AddingBox
from ui.records.head import RecordHead
from ui.records.reading import RecordFile
from ui.records.shown import ShownRecord
from ui.records.waiting import Waiting


class SignedView(QWidget):
    """The record on a card that scrolls, with the acts below it, which stay."""

    add_wanted = Signal(bool, str)
    """Whether it marks an error, and the words."""

    def __init__(self, commands: Commands, back: IconButton) -> None:
        """Nothing yet."""
        super().__init__()
        self.file: RecordFile | None = None
        self.head, self.shown, self.adding = RecordHead(back), ShownRecord(), AddingBox()
        self.amend = command_button(commands, "records.amend")
        self.error = command_button(commands, "records.error")
        self.adverse = command_button(commands, "records.adverse")
        self.print = command_button(commands, "records.print")
        whole = Column(self, gap=1.5)
        whole.addWidget(self.head)
        self.middle = Scroll(gap=2, margins=(0, 0, 1, 0))
        card = Card(gap=1, margins=2.5)
        card.body.addWidget(self.shown)
        self.middle.body.addWidget(self.adding)
        self.middle.body.addWidget(card)
        self.middle.body.addStretch(1)
        whole.addWidget(self.middle, 1)
        acts = Row(gap=1)
        for act in (self.amend, self.error, self.adverse):
            acts.addWidget(act)
        acts.addStretch(1)
        acts.addWidget(self.print)
        whole.addLayout(acts)
        self.adding.wanted.connect(self.add_wanted)
        self.adding.closed.connect(self.take_focus)

    def waiting(self) -> Waiting | None:
        """The words that wait to be added, and what for; None where there are none."""
        words = self.adding.words.text()
        return Waiting(words=words, in_error=self.adding.in_error) if words.strip() else None

    def show_file(self, file: RecordFile) -> None:
        """Show a record; words that are being added beside the same one stay."""
        if self.file is None or self.file.record.id != file.record.id:
            self.adding.close_empty()
        self.file = file
        self.head.show_file(file)
        self.head.tell("" if file.record.signed else "Draft, not signed")
        self.shown.show_record(file.record, file.names)
        for act in (self.amend, self.error, self.adverse):
            reveal(act, file.writes and file.record.signed)
        set_tab_order(self.head, self.adding, self.amend, self.error, self.adverse, self.print)

    def put_back(self, waiting: Waiting) -> None:
        """Show words again that waited to be added, for what they were begun for."""
        self.adding.begin(in_error=waiting.in_error, words=waiting.words)

    def forget_words(self, record_id: int) -> None:
        """The words beside that record are kept; those beside another stay."""
        if self.file is not None and self.file.record.id == record_id:
            self.adding.close_empty()

    def begin_adding(self, *, in_error: bool) -> None:
        """Ask for what is to be added."""
        self.adding.begin(in_error=in_error)
        self.middle.verticalScrollBar().setValue(0)
        self.adding.take_focus()

    def take_focus(self) -> None:
        """Put the keyboard on the first act; on the way back, for whoever may do none."""
        (self.amend if not self.amend.isHidden() else self.head.back).setFocus()
