"""What waits: changes in health to ask about, calls to make, visits for the nurse to accept,
agreements that no longer hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clinic_desk.base.changes import Changes
from clinic_desk.base.clock import local_day
from clinic_desk.calendar.outcomes import LapsedOverride, PencilledVisit
from clinic_desk.calendar.records import CallBackRecord
from clinic_desk.staff.permissions import May, may
from ui.calendar.callback_form import CallBackForm
from ui.calendar.setup import Setup
from ui.calendar.told import ToldChanges
from ui.calendar.waiting import LookAgain, Waiting, read_waiting
from ui.calendar.words import at_words
from ui.kit.buttons import KeyBadge, LinkButton
from ui.kit.commands import Command
from ui.kit.labels import FieldLabel, PlainLabel, SectionTitle
from ui.kit.layout import Column, Row, Surface, clear
from ui.kit.rows import ChoiceRow
from ui.kit.surfaces import PinnedScroll
from ui.kit.workplace import Workplace

if TYPE_CHECKING:
    from ui.calendar.page import CalendarPage


class TodoPanel(PinnedScroll):
    """Short lists; a row goes to its visit, or to the client whose health has changed."""

    visit_wanted = Signal(int)
    client_wanted = Signal(int)
    """A client whose change in health is to be asked about."""
    closed = Signal()

    def __init__(self, workplace: Workplace) -> None:
        """Read whenever it is opened and whenever something changes while it is."""
        super().__init__()
        self.setAccessibleName("Calls to make, and questions for the nurse")
        self._workplace = workplace
        self._again: set[int] = set()
        head = Row(gap=1)
        head.addWidget(SectionTitle("Calls and questions", "panel"), 1)
        head.addWidget(KeyBadge("Esc"))
        self.head.addLayout(head)
        self.told = ToldChanges(workplace.commands, self)
        self.told.client_wanted.connect(self.client_wanted)
        self._fresh = False
        """Whether the keyboard is to go to what is read next."""
        self._lists = Column(gap=1)
        self.form = CallBackForm(workplace, "Promise a call", urgent=False)
        workplace.commands.add(
            Command(
                "todo.call_back",
                "Promise a call back",
                "Ctrl+Shift+Return",
                "Calendar",
                self.form.keep,
                scope="calendar.todo",
            ),
            self,
        )
        self.body.addWidget(self.told)
        self.body.addLayout(self._lists)
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        self.form.kept.connect(lambda _kept: self._kept())
        workplace.changed.connect(self._changed)
        workplace.person_changed.connect(self._person_changed)

    def use(self, setup: Setup) -> None:
        """The set-up is of no use here but for its treatments' names."""
        self._catalogue = setup.protocol.catalogue

    def begin(self, page: CalendarPage) -> None:
        """Open and read."""
        page.open_side(self)
        self.form.begin(None)
        self._fresh = True
        self._read()

    def look_again(self, visit_ids: Iterable[int]) -> None:
        """Visits that something was found against by a change to another of the same client."""
        self._again |= set(visit_ids)

    def _kept(self) -> None:
        self.form.begin(None)
        self._read()

    def _changed(self, _changes: Changes, _initiator: object) -> None:
        if self.isVisible():
            self._read()

    def _person_changed(self, person: object) -> None:
        """What waits for those who treat is not for everybody."""
        self.told.show_changes((), local_day(self._workplace.clinic.clock.now()))
        if person is not None and self.isVisible():
            self._read()

    def _read(self) -> None:
        clinic, person, again = self._workplace.clinic, self._workplace.person, tuple(self._again)
        if person is None:
            return
        by, clinical = person.id, may(person, May.CLINICAL)
        self._workplace.desk.ask(
            "todo",
            lambda: (by, read_waiting(clinic, again, by, clinical=clinical)),
            self._take,
        )

    def _take(self, found: tuple[int, Waiting]) -> None:
        by, waiting = found
        person = self._workplace.person
        if person is not None and by == person.id:
            self._show(waiting)
            self._workplace.commands.refresh()

    def _show(self, waiting: Waiting) -> None:
        self.told.show_changes(waiting.changes, local_day(self._workplace.clinic.clock.now()))
        if self._fresh and self.isVisible():
            self.told.take_focus()
        self._fresh = False
        clear(self._lists)
        self._list("Calls to make", "No call is owed.", [self._call(c) for c in waiting.calls])
        self._list(
            "Pencilled, for the nurse",
            "Nothing waits for the nurse.",
            [self._pencilled(visit) for visit in waiting.pencilled],
        )
        self._again = {each.visit.id for each in waiting.again}
        if waiting.again:
            self._list("Look again", "", [self._look_again(each) for each in waiting.again])
        if waiting.lapsed:
            rows = [self._lapsed(override) for override in waiting.lapsed]
            self._list("Agreed before, no longer holds", "", rows)

    def _list(self, title: str, none: str, rows: Sequence[QWidget]) -> None:
        self._lists.addWidget(FieldLabel(title))
        for row in rows:
            self._lists.addWidget(row)
        if not rows:
            self._lists.addWidget(PlainLabel(none, tone="quiet", wrap=True))

    def _call(self, call: CallBackRecord) -> Surface:
        card = Surface("note")
        body = Column(card, gap=0.25, margins=1.25)
        lead = f"{call.who} · {call.number}" if call.number else call.who
        body.addWidget(PlainLabel(lead, weight="semibold", wrap=True))
        if call.deceased:
            body.addWidget(PlainLabel("The client has died", size="small", wrap=True))
        due = at_words(call.due_at, local_day(self._workplace.clinic.clock.now()))
        about = f" · {call.about}" if call.about else ""
        tone = "block" if call.urgent else "quiet"
        body.addWidget(PlainLabel(f"by {due}{about}", size="small", tone=tone, wrap=True))
        done = LinkButton("Done", on_click=lambda: self._done(call.id))
        done.set_words("Done", f"Done: {call.who}")
        body.addWidget(done)
        return card

    def _done(self, call_id: int) -> None:
        calls, by = self._workplace.clinic.calls, self._workplace.by
        self._workplace.write(
            lambda: calls.done(call_id, "", by), lambda _changes: self._read(), initiator=self
        )

    def _pencilled(self, visit: PencilledVisit) -> ChoiceRow:
        treatment = self._catalogue.treatment(visit.treatment).short_name
        return ChoiceRow(
            f"{visit.client_name} · {at_words(visit.starts_at)}",
            f"{treatment} · lapses {at_words(visit.until)}",
            on_choose=lambda: self.visit_wanted.emit(visit.appointment_id),
        )

    def _lapsed(self, override: LapsedOverride) -> ChoiceRow:
        return ChoiceRow(
            f"{override.client_name} · {at_words(override.starts_at)}",
            f"Passed by {override.passed_by}: {override.reason}",
            on_choose=lambda: self.visit_wanted.emit(override.appointment_id),
        )

    def _look_again(self, again: LookAgain) -> ChoiceRow:
        return ChoiceRow(
            f"{again.visit.client_name} · {at_words(again.visit.starts_at)}",
            "; ".join(finding.for_those_who_treat().title for finding in again.findings),
            on_choose=lambda: self.visit_wanted.emit(again.visit.id),
        )
