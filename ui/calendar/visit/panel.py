"""One visit that stands: what it is, what was agreed, and everything that may follow."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from clinic_desk.base.clock import local_day
from clinic_desk.base.words import clock_time
from clinic_desk.calendar.records import Visit
from clinic_desk.calendar.statuses import CAME, SHOWN
from clinic_desk.staff.permissions import May, may
from ui.calendar.setup import Setup
from ui.calendar.visit.acts import VisitActs
from ui.calendar.visit.keys import RECORD_KEY, add_visit_commands
from ui.calendar.visit.reading import VisitFile, read_file
from ui.calendar.words import at_words, places_words, reach_words, when_words
from ui.kit.buttons import KeyBadge, PrimaryButton, QuietButton
from ui.kit.fields import LineField
from ui.kit.findings import FindingList
from ui.kit.health_change import HealthChange
from ui.kit.labels import Chip, FieldLabel, PlainLabel, SectionTitle
from ui.kit.layout import Column, Row, clear, reveal
from ui.kit.leaflet_paper import print_called_for
from ui.kit.surfaces import PinnedScroll, TroubleLine
from ui.kit.visit_steps import ADVERSE, ADVERSE_KEY, steps_for
from ui.kit.workplace import Workplace

STATUS_KINDS = {"pencilled": "warn", "cancelled": "block", "no_show": "block"}


class VisitPanel(PinnedScroll):
    """A visit with its next steps, each with a key that letters never collide with."""

    change_wanted = Signal(object)
    """The Visit to move or change."""
    again_wanted = Signal(int)
    """The client to book for."""
    also_found = Signal(object)
    """The Booked of an act: it may mean something for the client's other visits."""
    closed = Signal()

    def __init__(self, workplace: Workplace) -> None:
        """Empty until a visit is shown."""
        super().__init__()
        self.setAccessibleName("Visit")
        self._workplace = workplace
        self._setup: Setup | None = None
        self.visit: Visit | None = None
        self._read: tuple[int, int] | None = None
        """The visit that is open and who has opened it: a reading that is noted once."""
        self.title = SectionTitle("", "panel")
        self.status = Chip("", "quiet")
        self.reach = PlainLabel(tone="quiet", wrap=True)
        self.what = PlainLabel(weight="semibold", wrap=True)
        self.when = PlainLabel(wrap=True)
        self.where = PlainLabel(tone="quiet", wrap=True)
        self.note = PlainLabel(wrap=True)
        self.moved = PlainLabel(tone="warn", wrap=True)
        self.told = QuietButton("The client has been told")
        self.stands = FieldLabel("Stands against this visit now")
        self.findings = FindingList()
        self.kept = QWidget()
        self.trouble = TroubleLine()
        self.reason = LineField("Why", "Unwell, work, changed plans")
        self._kept_lines = Column(self.kept, gap=0.75)
        self._steps = Column(gap=0.75)
        self._step_buttons: list[QuietButton] = []
        self.write = QuietButton(
            "Write the record", RECORD_KEY, icon="pencil", on_click=self.write_record
        )
        self.adverse = QuietButton(ADVERSE, ADVERSE_KEY, on_click=self.note_adverse)
        self.change = PrimaryButton("Move or change", "Alt+M", on_click=self.ask_change)
        self.health_change = HealthChange(workplace, self, self._living)
        self.health_act = self.health_change.button()
        self._has_died = False
        self._lay_out()
        self.acts = VisitActs(workplace, self)
        self.told.clicked.connect(self.acts.client_told)
        add_visit_commands(self, workplace.commands)

    def _lay_out(self) -> None:
        head = Row(gap=1)
        head.addWidget(self.title, 1)
        head.addWidget(self.status)
        head.addWidget(KeyBadge("Esc"))
        self.head.addLayout(head)
        self.head.addWidget(self.reach)
        facts = Column(gap=0.5)
        for line in (self.what, self.when, self.where, self.note):
            facts.addWidget(line)
        self.body.addLayout(facts)
        parts: tuple[QWidget, ...] = (
            self.moved,
            self.told,
            self.stands,
            self.findings,
            self.kept,
            self.trouble,
            self.reason,
        )
        for part in parts:
            self.body.addWidget(part)
        self.body.addWidget(self.write)
        self.body.addLayout(self._steps)
        for act in (self.adverse, self.health_act):
            self.body.addWidget(act)
        self.body.addStretch(1)
        acts = Row(gap=0.75)
        acts.addWidget(QuietButton("Client", on_click=partial(self._open, "clients")))
        acts.addWidget(QuietButton("Leaflets", on_click=partial(self._open, "leaflets")))
        acts.addWidget(self.change, 1)
        self.foot.addLayout(acts)
        self.reason.hide()
        self.stands.hide()

    def use(self, setup: Setup) -> None:
        """Take the set-up, at first and whenever it changes."""
        self._setup = setup

    # ---- showing

    def show_visit(self, visit: Visit, *, take_focus: bool = True, again: bool = False) -> None:
        """Show a visit; the keyboard goes to its first act unless told otherwise.

        `again` is one that is open and has changed: that is no reading of its own.
        """
        another = self.visit is None or self.visit.id != visit.id
        self.visit = visit
        if another:
            self.acts.begin()
            self._show_file(VisitFile(None, None, (), ()))
        self._show(visit)
        clinic, by = self._workplace.clinic, self._workplace.by
        again, self._read = again or self._read == (visit.id, by), (visit.id, by)
        self._workplace.desk.ask(
            "visit.file", lambda: read_file(clinic, visit, by, again=again), self._show_file
        )
        if take_focus:
            self.change.setFocus()

    def show_to_another(self) -> None:
        """Someone else has sat down: what they may read of it, noted as their reading."""
        if self.visit is None:
            return
        self._show_file(VisitFile(None, None, (), ()))
        if self.isVisible():
            self.show_visit(self.visit, take_focus=False)

    def refresh(self, visits: Sequence[Visit]) -> None:
        """Show the same visit as it stands now, where it is among these."""
        shown = self.visit
        now = next((each for each in visits if shown is not None and each.id == shown.id), None)
        if now is not None and now != shown:
            self.show_visit(now, take_focus=False, again=True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Put away: opened the next time, it is read anew."""
        self._read = None
        super().hideEvent(event)

    def _show(self, visit: Visit) -> None:
        if self._setup is None:
            return
        catalogue = self._setup.protocol.catalogue
        today = local_day(self._workplace.clinic.clock.now())
        self.title.setText(visit.client_name)
        self.status.set_text(SHOWN[visit.status], STATUS_KINDS.get(visit.status, "quiet"))
        places = places_words(catalogue.places, visit.zones)
        name = catalogue.treatment(visit.treatment).name
        self.what.setText(" · ".join(part for part in (name, places) if part))
        self.when.setText(f"{when_words(visit.starts_at, today)} to {clock_time(visit.ends_at)}")
        room = f" · {visit.room_name}" if visit.room_name else ""
        self.where.setText(f"With {visit.person_name}{room}")
        self._show_note(visit, today)
        self._show_moved(visit)
        self._show_steps(visit)

    def _show_note(self, visit: Visit, today: date) -> None:
        reason = f"Because: {visit.status_reason}" if visit.status_reason else ""
        until = visit.pencilled_until if visit.status == "pencilled" else None
        lapses = f"Lapses {at_words(until, today)}" if until else ""
        words = " · ".join(part for part in (visit.desk_note, reason, lapses) if part)
        self.note.setText(words)
        reveal(self.note, bool(words))

    def _show_moved(self, visit: Visit) -> None:
        for part in (self.moved, self.told):
            reveal(part, visit.moved_from is not None)
        if visit.moved_from is not None:
            was = when_words(visit.moved_from)
            self.moved.setText(f"Was {was}. The client has not been told yet.")

    def _show_steps(self, visit: Visit) -> None:
        """The buttons are new ones; the keyboard does not fall out of the panel with the old."""
        for act in (self.write, self.adverse):
            reveal(act, self.can_write())
        self._workplace.commands.refresh()
        had_keyboard = any(step.hasFocus() for step in self._step_buttons)
        clear(self._steps)
        self._step_buttons = []
        for step in steps_for(visit, self._workplace.clinic.clock.now(), self._workplace.person):
            button = QuietButton(step.words, step.key, on_click=partial(self.acts.take, step))
            self._steps.addWidget(button)
            self._step_buttons.append(button)
        if had_keyboard:
            self.change.setFocus()

    def _show_file(self, file: VisitFile) -> None:
        self._has_died = file.has_died
        reveal(self.health_act, not file.has_died)
        if file.visit is not None:
            self._show_note(file.visit, local_day(self._workplace.clinic.clock.now()))
        self.reach.setText(reach_words(file.phones) if file.phones is not None else "")
        person = self._workplace.person
        clinical = person is not None and may(person, May.CLINICAL)
        self.findings.show_findings(file.standing, for_clinician=clinical)
        self.stands.setVisible(bool(file.standing))
        clear(self._kept_lines)
        for words in file.kept:
            self._kept_lines.addWidget(PlainLabel(words, size="small", tone="quiet", wrap=True))
        self.kept.setVisible(bool(file.kept))

    # ---- going elsewhere

    def _living(self) -> int | None:
        """Whose health may have changed."""
        return self.visit.client_id if self.visit is not None and not self._has_died else None

    def ask_change(self) -> None:
        """Move or change the visit in the booking panel."""
        if self.visit is not None:
            self.change_wanted.emit(self.visit)

    def can_write(self) -> bool:
        """Whether the visit has a record to be written by whoever is at the desk."""
        visit, person = self.visit, self._workplace.person
        came = visit is not None and visit.status in CAME
        return came and person is not None and may(person, May.TREAT)

    def write_record(self) -> None:
        """The record that the visit calls for."""
        if self.visit is not None and self.can_write():
            self._workplace.show_page("records", visit_id=self.visit.id)

    def note_adverse(self) -> None:
        """An adverse event after this visit, whatever of it is written or signed."""
        if self.visit is not None and self.can_write():
            self._workplace.show_page("records", visit_id=self.visit.id, adverse_event=True)

    def print_leaflets(self) -> None:
        """Print what this client's visits call for, with one key."""
        if self.visit is not None:
            print_called_for(self._workplace, self.visit.client_id, self)

    def _open(self, page: str) -> None:
        if self.visit is not None:
            self._workplace.show_page(page, client_id=self.visit.client_id)
