"""Words added beside a signed record, in place; the record itself stays as it was signed."""

from __future__ import annotations

from PySide6.QtCore import Signal

from clinic_desk.base.errors import ClinicError
from clinic_desk.records.record import Record, Written
from ui.kit.buttons import PrimaryButton, QuietButton
from ui.kit.fields import TextField, show_troubles
from ui.kit.layout import Column, Row, Surface, reveal
from ui.kit.surfaces import TroubleLine
from ui.kit.workplace import Workplace


class AmendmentForm(Surface):
    """A field and two buttons, below the record; hidden until it is begun."""

    kept = Signal()
    closed = Signal()
    """It was put away, with or without anything kept."""

    def __init__(self, workplace: Workplace) -> None:
        """Put away."""
        super().__init__("surface")
        self._work = workplace
        self._record: Record | None = None
        body = Column(self, gap=1)
        self.words = TextField("What is to be added or put right")
        self.trouble = TroubleLine()
        self.keep = PrimaryButton("Add it", on_click=self._keep)
        self.leave = QuietButton("Leave it", on_click=self.put_away)
        acts = Row(gap=1)
        acts.addWidget(self.keep)
        acts.addWidget(self.leave)
        acts.addStretch(1)
        body.addWidget(self.words)
        body.addWidget(self.trouble)
        body.addLayout(acts)
        self.hide()

    def begin(self, record: Record) -> None:
        """Ask for the words to be added beside a record."""
        self._record = record
        self.words.set_text("")
        self.trouble.clear()
        reveal(self, True)
        self.words.control.setFocus()

    def put_away(self) -> None:
        """Forget what was typed."""
        self._record = None
        self.words.set_text("")
        was_shown = not self.isHidden()
        self.hide()
        if was_shown:
            self.closed.emit()

    def _keep(self) -> None:
        record = self._record
        if record is None:
            return
        records, by, words = self._work.clinic.records, self._work.by, self.words.text()
        self._work.write(
            lambda: records.amend(record.id, words, by),
            self._kept,
            self._refused,
            initiator=self,
            once=(self, record.id),
        )

    def _kept(self, _written: Written) -> None:
        self.put_away()
        self.kept.emit()
        self._work.announce("The amendment stands beside the record.")

    def _refused(self, error: ClinicError) -> None:
        if not show_troubles({"words": self.words}, error):
            self.trouble.tell(error)
