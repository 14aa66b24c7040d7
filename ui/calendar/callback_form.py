"""A call that the clinic promises: who, number, about, by when."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clinic_desk.base.clock import at, local, local_day
from clinic_desk.base.errors import BadInput, ClinicError
from clinic_desk.base.moments import read_moment
from clinic_desk.base.words import clock_time
from clinic_desk.calendar.calls import CallBackDraft
from clinic_desk.clients.records import ClientRecord
from ui.kit.buttons import QuietButton
from ui.kit.fields import LineField, show_troubles
from ui.kit.labels import SectionTitle
from ui.kit.layout import Column, Row
from ui.kit.workplace import Workplace


class CallBackForm(QWidget):
    """Four fields and one act."""

    kept = Signal(object)
    """What was written."""

    def __init__(self, workplace: Workplace, title: str, *, urgent: bool) -> None:
        """An `urgent` promise is due within the hour and stands first in the list."""
        super().__init__()
        self._workplace, self._urgent = workplace, urgent
        self._client: ClientRecord | None = None
        body = Column(self, gap=1)
        body.addWidget(SectionTitle(title))
        self.who = LineField("Who")
        self.number = LineField("Number")
        self.about = LineField("About", "In the caller's words, nothing clinical")
        self.due = LineField("By when", "14:30, or tomorrow 9")
        for left, right in ((self.who, self.number), (self.about, self.due)):
            line = Row(gap=1)
            line.addWidget(left)
            line.addWidget(right)
            body.addLayout(line)
        self.act = QuietButton("Promise a call back", "Ctrl+Shift+Return", on_click=self.keep)
        body.addWidget(self.act)

    def begin(self, client: ClientRecord | None) -> None:
        """Start with whoever is known."""
        self._client = client
        self.who.set_text(client.shown_name if client else "")
        self.number.set_text(client.phone if client else "")
        self.about.set_text("")
        soon = self._workplace.clinic.clock.now() + timedelta(hours=1 if self._urgent else 3)
        self.due.set_text(clock_time(soon))

    def keep(self) -> None:
        """Write the promise down."""
        try:
            draft = self._draft()
        except BadInput as trouble:
            self._tell(trouble)
            return
        calls, by = self._workplace.clinic.calls, self._workplace.by
        self._workplace.write(
            lambda: calls.promise(draft, by),
            self.kept.emit,
            self._tell,
            initiator=self,
            once=self,
        )

    def _draft(self) -> CallBackDraft:
        return CallBackDraft(
            who=self.who.text(),
            number=self.number.text(),
            due_at=self._due_at(),
            about=self.about.text(),
            urgent=self._urgent,
            client_id=self._client.id if self._client else None,
        )

    def _due_at(self) -> datetime:
        now = self._workplace.clinic.clock.now()
        moment = read_moment(self.due.text(), local_day(now))
        if moment.day is None and moment.time is None:
            raise BadInput("due_at", "Say by when, such as 14:30.")
        return at(moment.day or local_day(now), moment.time or local(now).time())

    def _tell(self, error: ClinicError) -> None:
        fields = {
            "who": self.who, "number": self.number, "due_at": self.due, "when": self.due,
        }  # fmt: skip
        if not show_troubles(dict(fields), error):
            self.about.show_trouble(str(error))
