"""Somebody is away: entered on the day, and the visits to move listed with their phones."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from clinic_desk.base.clock import at, at_minute, local_day
from clinic_desk.base.errors import BadInput, ClinicError
from clinic_desk.base.moments import read_moment
from clinic_desk.base.words import count, short_day
from clinic_desk.calendar.hours_records import AbsenceDraft, TimeTaken
from clinic_desk.calendar.visit_rows import VisitToCall
from ui.calendar.setup import Setup
from ui.calendar.words import at_words
from ui.kit.buttons import KeyBadge, PrimaryButton
from ui.kit.commands import Command
from ui.kit.fields import ComboField, LineField, show_troubles
from ui.kit.labels import FieldLabel, PlainLabel, SectionTitle
from ui.kit.layout import Column, Row, clear
from ui.kit.rows import ChoiceRow
from ui.kit.surfaces import PinnedScroll
from ui.kit.workplace import Workplace

if TYPE_CHECKING:
    from ui.calendar.page import CalendarPage


class AbsencePanel(PinnedScroll):
    """Who, from when, until when, and why."""

    closed = Signal()

    def __init__(self, workplace: Workplace) -> None:
        """Empty until `begin`."""
        super().__init__()
        self.setAccessibleName("Somebody is away")
        self._workplace = workplace
        head = Row(gap=1)
        head.addWidget(SectionTitle("Somebody is away", "panel"), 1)
        head.addWidget(KeyBadge("Esc"))
        self.head.addLayout(head)
        self.person = ComboField("Who")
        self.starts = LineField("From", "tomorrow, or thu 14:00")
        self.ends = LineField("Until, included", "the same day, or fri")
        self.reason = LineField("Why", "Leave, training, unwell")
        self._to_move = Column(gap=0.75)
        self._act = PrimaryButton("Keep the absence", "Ctrl+Return", on_click=self.keep)
        self.fields = (self.person, self.starts, self.ends, self.reason)
        for part in self.fields:
            self.body.addWidget(part)
        self.body.addLayout(self._to_move)
        self.body.addStretch(1)
        self.foot.addWidget(self._act)
        workplace.commands.add(
            Command(
                "absence.keep",
                "Keep the absence",
                "Ctrl+Return",
                "Calendar",
                self.keep,
                scope="calendar.absence",
            ),
            self,
        )

    def use(self, setup: Setup) -> None:
        """Offer the people with a column."""
        self.person.set_choices([(person.id, person.name) for person in setup.treating])

    def begin(self, page: CalendarPage) -> None:
        """Open on the day shown, for the person whose column is chosen."""
        page.open_side(self)
        clear(self._to_move)
        self._show_form(True)
        chosen = page.grid.chosen_span
        if chosen is not None and chosen[0].kind == "person":
            self.person.set_value(chosen[0].resource_id)
        self.starts.set_text(short_day(page.days.day))
        self.ends.set_text("")
        self.reason.set_text("")
        self.person.control.setFocus()

    def _show_form(self, shown: bool) -> None:
        """The form, or only what it led to: an absence is kept once."""
        for part in (*self.fields, self._act):
            part.setVisible(shown)

    def keep(self) -> None:
        """Write it down; what must be moved is listed."""
        if self._act.isHidden():
            return
        try:
            draft = self._draft()
        except BadInput as trouble:
            self._tell(trouble)
            return
        hours, by = self._workplace.clinic.hours, self._workplace.by
        self._workplace.write(
            lambda: hours.add_absence(draft, by),
            self._kept,
            self._tell,
            initiator=self,
            once=self,
        )

    def _draft(self) -> AbsenceDraft:
        if self.person.value() is None:
            raise BadInput("person_id", "Choose who is away.")
        starts = self._instant(self.starts, "starts_at", ends=False)
        ends = self._instant(self.ends, "ends_at", ends=True, after=starts)
        return AbsenceDraft(self.person.value(), starts, ends, self.reason.text())

    def _instant(
        self, field: LineField, name: str, *, ends: bool, after: datetime | None = None
    ) -> datetime:
        """An instant; a day without a time is the whole day, an empty end is the first day's."""
        now = self._workplace.clinic.clock.now()
        try:
            moment = read_moment(field.text(), local_day(now))
        except BadInput as trouble:
            raise BadInput(name, trouble.what, next_step=trouble.next_step) from None
        day = moment.day or (local_day(after) if after else local_day(now))
        if moment.time is not None:
            return at(day, moment.time)
        return at_minute(day, 1440 if ends else 0)

    def _kept(self, taken: TimeTaken) -> None:
        visits, hours, by = taken.to_move, self._workplace.clinic.hours, self._workplace.by

        def take_back() -> None:
            self._workplace.write(lambda: hours.remove_absence(taken.id, by))

        words = f"Absence kept. {count(len(visits), 'visit')} to move"
        self._workplace.announce(words, take_back)
        clear(self._to_move)
        if not visits:
            self.closed.emit()
            return
        self._show_form(False)
        away = f"{self.person.combo.currentText()} is away. Each row goes to its visit."
        self._to_move.addWidget(PlainLabel(away, wrap=True))
        self._to_move.addWidget(FieldLabel("To move, with phones"))
        for call in visits:
            self._to_move.addWidget(self._row(call))

    def _row(self, call: VisitToCall) -> ChoiceRow:
        return ChoiceRow(
            f"{call.visit.client_name} · {at_words(call.visit.starts_at)}",
            ", ".join(phone.number for phone in call.phones) or "No phone on file",
            on_choose=partial(self._workplace.show_page, "calendar", visit_id=call.visit.id),
        )

    def _tell(self, error: ClinicError) -> None:
        fields = {"person_id": self.person, "starts_at": self.starts, "ends_at": self.ends}
        if not show_troubles(dict(fields), error):
            self._to_move.addWidget(PlainLabel(str(error), tone="block", wrap=True))
