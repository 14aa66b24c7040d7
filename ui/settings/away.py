"""Absences of a person, and days on which the whole clinic is shut."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_desk.base.changes import Changes
from clinic_desk.base.clock import at, at_minute, local, local_day
from clinic_desk.base.errors import BadInput
from clinic_desk.base.moments import read_moment
from clinic_desk.base.words import clock_time, count, short_day
from clinic_desk.calendar.hours_records import (
    AbsenceDraft,
    AbsenceRecord,
    ClosureRecord,
    TimeTaken,
)
from clinic_desk.calendar.visit_rows import VisitToCall
from clinic_desk.staff.people import PersonRecord
from clinic_desk.staff.permissions import May
from ui.kit.buttons import LinkButton, QuietButton
from ui.kit.fields import ComboField, Field, LineField
from ui.kit.labels import FieldLabel, PlainLabel
from ui.kit.layout import Card, Column, Row, clear, reveal
from ui.kit.workplace import Workplace
from ui.settings.section import Section, focus

AHEAD = timedelta(days=730)
CLINIC_SHUT = (None, "The whole clinic is shut")


@dataclass(frozen=True)
class Found:
    """What the section shows, as it was read."""

    people: tuple[PersonRecord, ...]
    absences: tuple[AbsenceRecord, ...]
    closures: tuple[ClosureRecord, ...]
    today: date


@dataclass(frozen=True)
class Closing:
    """Local days, both included, on which the clinic is to be shut."""

    first_day: date
    last_day: date
    reason: str


class AwaySection(Section):
    """What is entered for the coming two years, and a form for one more."""

    name = "away"
    title = "Absences and closures"
    about = (
        "Time off, training, days on which the clinic is shut. Visits inside are listed to move."
    )
    writes = May.DESK
    saves = False

    def __init__(self, workplace: Workplace) -> None:
        """Nothing until it is read."""
        super().__init__(workplace)
        self._today = date.min
        self.who = ComboField("Who")
        self.starts = LineField("From", "thu, 8 dec, or 8 dec 14:00")
        self.ends = LineField("Until, included", "The same day")
        self.reason = LineField("Why", "Leave, training, a holiday")
        self._entered = Column(gap=0.5)
        self._calls = QWidget()
        self._to_move = Column(self._calls, gap=0.5)
        self.body.addLayout(_form(self))
        self.body.addWidget(self._calls)
        workplace.privacy_changed.connect(self._hide_names)
        self.body.addLayout(self._entered)
        self.body.addStretch(1)
        for field in (self.starts, self.ends, self.reason):
            field.line.returnPressed.connect(self.enter)

    def read(self) -> Found:
        """What lies ahead."""
        clinic, today = self.clinic, local_day(self.clinic.clock.now())
        return Found(
            tuple(person for person in clinic.staff.people() if person.treats),
            clinic.hours.absences(today, today + AHEAD),
            clinic.hours.closures(today, today + AHEAD),
            today,
        )

    def fill(self, found: Found) -> None:
        """List it; what is typed in the form stands."""
        self._today = found.today
        chosen = self.who.value()
        self.who.set_choices([CLINIC_SHUT, *((person.id, person.name) for person in found.people)])
        self.who.set_value(chosen)
        clear(self._entered)
        if not (found.absences or found.closures):
            words = "Nothing is entered for the coming two years."
            self._entered.addWidget(PlainLabel(words, tone="quiet", wrap=True))
            return
        self._entered.addWidget(FieldLabel("Entered"))
        for closure in found.closures:
            self._list(
                ("Clinic shut", _days(closure.first_day, closure.last_day), closure.reason),
                partial(self._take_back_closure, closure.id),
            )
        for absence in found.absences:
            self._list(
                (absence.person_name, _span(absence), absence.reason),
                partial(self._take_back_absence, absence.id),
            )

    def enter(self) -> None:
        """Write the absence or closure that is typed."""
        self.clear_troubles()
        try:
            draft = self.draft()
        except BadInput as error:
            self.tell(error)
            return
        hours, by = self.clinic.hours, self.by
        if isinstance(draft, Closing):
            shut = draft
            self.work.write(
                lambda: hours.add_closure(shut.first_day, shut.last_day, shut.reason, by),
                self._entered_one,
                self.tell,
                initiator=self,
            )
        else:
            absence = draft
            self.work.write(
                lambda: hours.add_absence(absence, by), self._entered_one, self.tell, initiator=self
            )

    def draft(self) -> AbsenceDraft | Closing:
        """What is typed; a day without a time is a whole day."""
        starts, starts_at = self._moment(self.starts, "starts_at", None)
        ends, ends_at = self._moment(self.ends, "ends_at", starts)
        if self.who.value() is None:
            if starts_at is not None or ends_at is not None:
                where = "starts_at" if starts_at is not None else "ends_at"
                raise BadInput(where, "The clinic is shut for whole days: leave out the time.")
            if ends < starts:
                raise BadInput("ends_at", "The closure ends before it starts.")
            return Closing(starts, ends, self.reason.text().strip())
        return AbsenceDraft(
            self.who.value(),
            starts_at or at_minute(starts, 0),
            ends_at or at_minute(ends, 1440),
            self.reason.text().strip(),
        )

    def fields(self) -> dict[str, Field]:
        """The form's."""
        return {
            "person_id": self.who,
            "starts_at": self.starts,
            "ends_at": self.ends,
            "last_day": self.ends,
        }

    def first_control(self) -> QWidget:
        """Who."""
        return self.who.control

    def _moment(
        self, field: LineField, name: str, otherwise: date | None
    ) -> tuple[date, datetime | None]:
        """The day typed, and the instant where a time was typed too."""
        if not field.text().strip() and otherwise is not None:
            return otherwise, None
        try:
            moment = read_moment(field.text(), otherwise or self._today)
        except BadInput as error:
            raise BadInput(name, error.what, next_step=error.next_step) from None
        day = moment.day or otherwise
        if day is None:
            raise BadInput(name, "Say on which day.", next_step="Type thu, 8 dec or 8 dec 14:00.")
        return day, at(day, moment.time) if moment.time else None

    def _entered_one(self, taken: TimeTaken) -> None:
        words = count(len(taken.to_move), "visit") if taken.to_move else "No visits"
        self.work.announce(f"Entered. {words} to move.")
        for field in (self.starts, self.ends, self.reason):
            field.set_text("")
        self._list_to_move(taken.to_move)
        focus(self.who.control)

    def _list_to_move(self, calls: tuple[VisitToCall, ...]) -> None:
        clear(self._to_move)
        if calls:
            self._to_move.addWidget(FieldLabel("Visits to move, with phones"))
        for call in calls:
            visit = call.visit
            phones = ", ".join(phone.number for phone in call.phones) or "No phone on file"
            when = f"{short_day(local_day(visit.starts_at))}, {clock_time(visit.starts_at)}"
            line = Row(gap=2)
            line.addWidget(PlainLabel(f"{when} · {visit.client_name} · {phones}", wrap=True), 1)
            show = partial(self.work.show_page, "calendar", visit_id=visit.id)
            line.addWidget(LinkButton("Show in the calendar", on_click=show))
            self._to_move.addLayout(line)

    def _hide_names(self, hidden: bool) -> None:
        reveal(self._calls, not hidden)

    def _list(self, words: tuple[str, str, str], take_back: partial[None]) -> None:
        who, when, why = words
        card = Card(gap=0, margins=(2, 0.75, 1, 0.75))
        line = Row(gap=2)
        line.addWidget(PlainLabel(who, weight="semibold", wrap=True), 2)
        line.addWidget(PlainLabel(when, wrap=True), 3)
        line.addWidget(PlainLabel(why, tone="quiet", wrap=True), 3)
        button = LinkButton("Take back", on_click=take_back)
        button.set_words("Take back", f"Take back: {who}, {when}")
        line.addWidget(button)
        card.body.addLayout(line)
        self._entered.addWidget(card)

    def _take_back_absence(self, absence_id: int) -> None:
        hours, by = self.clinic.hours, self.by
        self._take_back(partial(hours.remove_absence, absence_id, by))

    def _take_back_closure(self, closure_id: int) -> None:
        hours, by = self.clinic.hours, self.by
        self._take_back(partial(hours.remove_closure, closure_id, by))

    def _take_back(self, work: partial[Changes]) -> None:
        self.work.write(
            work, lambda _: self.work.announce("Taken back."), self.tell, initiator=self
        )


def _form(section: AwaySection) -> QVBoxLayout:
    body = Column(gap=2)
    for one, other in ((section.who, section.reason), (section.starts, section.ends)):
        pair = Row(gap=2)
        pair.addWidget(one, 1)
        pair.addWidget(other, 1)
        body.addLayout(pair)
    acts = Row()
    acts.addWidget(QuietButton("Enter it", icon="plus", on_click=section.enter))
    acts.addStretch(1)
    body.addLayout(acts)
    return body


def _days(first_day: date, last_day: date) -> str:
    if first_day == last_day:
        return short_day(first_day)
    return f"{short_day(first_day)} to {short_day(last_day)}"


def _span(absence: AbsenceRecord) -> str:
    """Days where it begins and ends at midnight, else days with times."""
    starts, ends = local(absence.span.starts_at), local(absence.span.ends_at)
    if starts.hour == starts.minute == ends.hour == ends.minute == 0:
        return _days(starts.date(), ends.date() - timedelta(days=1))
    begins = f"{short_day(starts.date())}, {clock_time(absence.span.starts_at)}"
    if ends.hour == ends.minute == 0 and ends.date() == starts.date() + timedelta(days=1):
        return f"{begins} to the end of the day"
    if starts.date() == ends.date():
        return f"{begins} to {clock_time(absence.span.ends_at)}"
    return f"{begins} to {short_day(ends.date())}, {clock_time(absence.span.ends_at)}"
