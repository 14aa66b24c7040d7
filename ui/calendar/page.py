"""The calendar: the grid, and beside it the panel for what is going on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QSize, QTimer
from PySide6.QtWidgets import QStackedWidget, QWidget

from clinic_desk.base.changes import Changes
from clinic_desk.base.clock import local_day
from clinic_desk.base.errors import ClinicError
from clinic_desk.base.spans import Span
from clinic_desk.base.words import clock_time, short_day
from clinic_desk.calendar.outcomes import Booked, NeedsAcknowledgement
from clinic_desk.calendar.records import Column as GridColumn
from clinic_desk.calendar.records import DayView, Draft, Preview, Refusals, Visit
from clinic_desk.clients.records import ClientRecord
from ui.calendar.absence import AbsencePanel
from ui.calendar.booking.call import Call
from ui.calendar.booking.panel import BookingPanel
from ui.calendar.booking.saving import short_name
from ui.calendar.drafted import draft_block
from ui.calendar.grid.grid import CalendarGrid
from ui.calendar.grid.wording import Face
from ui.calendar.head import By, CalendarHead, View
from ui.calendar.keys import add_commands
from ui.calendar.setup import Setup, read_setup
from ui.calendar.todo import TodoPanel
from ui.calendar.visit.panel import VisitPanel
from ui.calendar.worried import WorriedPanel
from ui.kit.layout import Column, Row, Surface
from ui.kit.theme import theme
from ui.kit.workplace import Undo, Workplace

LAPSE_MS = 5 * 60_000
"""How often pencilled visits whose time is up give it back, beside when the lists are read."""


class CalendarPage(Surface):
    """The page that is open all day."""

    def __init__(self, workplace: Workplace) -> None:
        """Reads the set-up and today as soon as it is made."""
        super().__init__("canvas")
        self._workplace = workplace
        self._setup: Setup | None = None
        self._view: View = "day"
        self._by: By = "person"
        self._week_of: int | None = None
        self._moved: dict[int, Undo] = {}
        self._to_choose = 0
        self.day = self.today()
        self.shown = DayView((), ())
        self.booking = BookingPanel(workplace)
        self.visit = VisitPanel(workplace)
        self.worried = WorriedPanel(workplace)
        self.todo = TodoPanel(workplace)
        self.absence = AbsencePanel(workplace)
        add_commands(self, workplace.commands)
        self.head = CalendarHead(workplace.commands)
        self.grid = CalendarGrid({}, workplace.clinic.clock)
        self.side = _Side()
        self._lay_out()
        self._connect()
        self._read_setup()
        self._lapse()
        self._lapsing = QTimer(self)
        self._lapsing.timeout.connect(self._lapse)
        self._lapsing.start(LAPSE_MS)

    def _lay_out(self) -> None:
        whole = Row(self, gap=0)
        left = Column(gap=1.5, margins=(2, 1.75, 2, 1.75))
        left.addWidget(self.head)
        left.addWidget(self.grid, 1)
        whole.addLayout(left, 1)
        for panel in self._panels:
            self.side.addWidget(panel)
        self.side.hide()
        whole.addWidget(self.side)

    def _connect(self) -> None:
        workplace, grid = self._workplace, self.grid
        workplace.changed.connect(self._changed)
        workplace.privacy_changed.connect(grid.set_private)
        workplace.person_changed.connect(self._person_changed)
        self.head.view_chosen.connect(self.show_as)
        self.head.by_chosen.connect(self._show_by)
        self.head.stepped.connect(self.step)
        grid.book_asked.connect(self._book_at)
        grid.span_chosen.connect(self._span_chosen)
        grid.visit_chosen.connect(self._visit_chosen)
        grid.visit_opened.connect(self.open_visit)
        grid.move_asked.connect(self._move)
        grid.resize_asked.connect(self._resize)
        grid.draft_moved.connect(self._span_chosen)
        grid.undo_asked.connect(self._undo_move)
        grid.day_asked.connect(self.step)
        grid.refusals_wanted.connect(self._shade_for_visit)
        grid.pull_ended.connect(self._shade_for_call)
        grid.context_menu_asked.connect(lambda id, _point: self.open_visit(id))
        self.booking.draft_changed.connect(self._draft_changed)
        self.booking.saved.connect(self._was_booked)
        self.visit.change_wanted.connect(self.change_visit)
        self.visit.again_wanted.connect(self._book_for)
        self.worried.visit_wanted.connect(self._see_today)
        self.todo.visit_wanted.connect(self.go_to_visit)
        for panel in self._panels:
            panel.closed.connect(self.close_side)

    @property
    def _panels(self) -> tuple[Any, ...]:
        return (self.booking, self.visit, self.worried, self.todo, self.absence)

    # ---- what is shown

    def receive(self, **what: Any) -> None:
        """Asked for by another page: a booking for a client, or a visit to go to."""
        if "book_for" in what:
            self.new_booking(client_id=what["book_for"])
        if "visit_id" in what:
            self.go_to_visit(what["visit_id"])

    def arrive(self) -> None:
        """The page is shown: the keyboard goes to the grid unless a call is going on."""
        if self.side.isHidden():
            self.grid.setFocus()

    def today(self) -> date:
        """The clinic's present day."""
        return local_day(self._workplace.clinic.clock.now())

    def show_day(self, day: date) -> None:
        """Show a local day, or the week it lies in."""
        self.day = day
        self.read()

    def step(self, way: int) -> None:
        """The day or week before or after."""
        self.show_day(self.day + timedelta(days=way * (1 if self._view == "day" else 7)))

    def show_as(self, view: View) -> None:
        """A day of everybody, or a week of one person."""
        self._view = view
        self.read()

    def _show_by(self, by: By) -> None:
        self._by = by
        self.read()

    def read(self) -> None:
        """Read the days that are shown, off the GUI thread."""
        self.head.show_days(self.day, self._view, self.today())
        diary, day, by = self._workplace.clinic.diary, self.day, self._by
        if self._view == "day":
            self._workplace.desk.ask("calendar.view", lambda: diary.day(day, by), self._show_view)
        elif (person_id := self._whose_week()) is not None:
            monday = day - timedelta(days=day.weekday())
            self._workplace.desk.ask(
                "calendar.view", lambda: diary.week(person_id, monday), self._show_view
            )

    def _whose_week(self) -> int | None:
        """The person whose column was chosen last, else the one at the desk, else the first."""
        treating = [person.id for person in self._setup.treating] if self._setup else []
        chosen = self.grid.chosen_span
        if chosen is not None and chosen[0].kind == "person":
            self._week_of = chosen[0].resource_id
        at_desk = self._workplace.person
        wanted = [self._week_of, at_desk.id if at_desk else None, *treating]
        return next((id for id in wanted if id in treating), None)

    def _show_view(self, view: DayView) -> None:
        self.shown = view
        self.grid.set_view(view)
        if self._to_choose in {visit.id for visit in view.visits}:
            self.grid.choose_visit(self._to_choose)
            self._to_choose = 0
        if self.visit.isVisible():
            self.visit.refresh(view.visits)
        self._shade_for_call()

    def _read_setup(self) -> None:
        clinic = self._workplace.clinic
        self._workplace.desk.ask("calendar.setup", lambda: read_setup(clinic), self._show_setup)

    def _show_setup(self, setup: Setup) -> None:
        self._setup = setup
        treatments = setup.protocol.catalogue.treatments
        self.grid.set_faces(
            {each.code: Face(each.short_name, each.short_name, each.colour) for each in treatments}
        )
        for panel in self._panels:
            panel.use(setup)
        self.read()

    def _changed(self, changes: Changes, _initiator: object) -> None:
        if changes.setup:
            self._read_setup()
        elif changes.days & {column.day for column in self.shown.columns}:
            self.read()

    def _person_changed(self, _person: object) -> None:
        if self.booking.isVisible():
            self.booking.ask_now()

    def _lapse(self) -> None:
        """Pencilled visits that nobody accepted in time give their time back."""
        if self._workplace.person is not None:
            self._workplace.write(self._workplace.clinic.booking.lapse_pencilled, initiator=self)

    # ---- the panel at the side

    def open_side(self, panel: QWidget) -> None:
        """Show a panel beside the grid, in place of what was there."""
        if not self.booking.isHidden() and panel is not self.booking:
            self.grid.set_draft(None)
        self.side.setCurrentWidget(panel)
        self.side.show()

    def close_side(self) -> None:
        """Put the panel away; the keyboard goes back to the grid."""
        self.side.hide()
        self.grid.set_draft(None)
        self.grid.set_refusals(None)
        self.grid.set_offers(())
        self.grid.setFocus()

    def back(self) -> None:
        """Esc: the panel is put away."""
        if not self.side.isHidden():
            panel = self.side.currentWidget()
            self.booking.close_call() if panel is self.booking else self.close_side()

    def new_booking(self, *, client_id: int | None = None, typed: str = "") -> None:
        """F4: a call begins, at the time chosen on the grid if one is."""
        chosen = self.grid.chosen_span
        if chosen is not None and client_id is None:
            self._book_at(chosen[0], chosen[1], typed)
            return
        self.open_side(self.booking)
        self.booking.begin(client_id=client_id, typed=typed)

    def _book_at(self, column: GridColumn, span: Span, typed: str) -> None:
        self.open_side(self.booking)
        person_id = column.resource_id if column.kind == "person" else None
        self.booking.begin(typed=typed, person_id=person_id, starts_at=span.starts_at)

    def _book_for(self, client_id: int) -> None:
        self.open_side(self.booking)
        self.booking.begin(client_id=client_id)

    def _see_today(self, client_id: int | None, treatment: str) -> None:
        """A worried client is seen the same day: the soonest times of today are looked for."""
        self.open_side(self.booking)
        self.booking.begin(client_id=client_id)
        self.booking.ask_for(treatment)

    def _span_chosen(self, column: GridColumn, span: Span) -> None:
        if self.side.currentWidget() is self.booking and self.side.isVisible():
            person_id = column.resource_id if column.kind == "person" else None
            self.booking.move_draft(person_id, span.starts_at, None)

    def _visit_chosen(self, visit_id: int) -> None:
        if self.side.isVisible() and self.side.currentWidget() is self.visit:
            self.open_visit(visit_id, take_focus=False)

    def open_visit(self, visit_id: int, *, take_focus: bool = True) -> None:
        """Show one visit in the panel, with all that can be done with it."""
        visit = next((each for each in self.shown.visits if each.id == visit_id), None)
        if visit is not None:
            self.open_side(self.visit)
            self.visit.show_visit(visit, take_focus=take_focus)

    def go_to_visit(self, visit_id: int) -> None:
        """Show a visit's day and the visit."""
        diary = self._workplace.clinic.diary
        self._workplace.desk.ask("calendar.find", lambda: diary.visit(visit_id), self._go)

    def _go(self, visit: Visit) -> None:
        self.day = local_day(visit.starts_at)
        self._view = "day"
        self.read()
        self.open_side(self.visit)
        self.visit.show_visit(visit)

    def change_visit(self, visit: Visit, **what: Any) -> None:
        """Open the booking panel on a visit that stands."""
        clients = self._workplace.clinic.clients

        def begin(record: ClientRecord) -> None:
            self.open_side(self.booking)
            self.booking.begin_change(visit, record, **what)

        self._workplace.desk.ask(
            "calendar.change", lambda: clients.get(visit.client_id), begin, owner=self
        )

    def _was_booked(self, booked: Booked) -> None:
        """The visit that was just saved is the chosen one as soon as it is shown."""
        self._to_choose = booked.appointment_id
        days = booked.changes.days
        if len(days) == 1 and self.day not in days and self._view == "day":
            self.day = next(iter(days))

    # ---- moving on the grid

    def _move(self, visit_id: int, column: GridColumn, span: Span) -> None:
        visit = self._shown_visit(visit_id)
        if visit is None:
            return
        draft = _moved_draft(visit, span)
        if column.kind == "person" and column.resource_id != visit.person_id:
            draft = replace(draft, person_id=column.resource_id, room_id=None, device_id=None)
        elif column.kind == "room":
            draft = replace(draft, room_id=column.resource_id)
        self._write_move(visit, draft)

    def _resize(self, visit_id: int, span: Span) -> None:
        visit = self._shown_visit(visit_id)
        if visit is not None:
            self._write_move(visit, _moved_draft(visit, span))

    def _shown_visit(self, visit_id: int) -> Visit | None:
        return next((each for each in self.shown.visits if each.id == visit_id), None)

    def _write_move(self, visit: Visit, draft: Draft) -> None:
        """A clean drop is written at once; one with findings opens the panel as a draft."""
        clinic, by = self._workplace.clinic, self._workplace.by
        self._workplace.write(
            lambda: clinic.booking.book(draft, (), by),
            lambda booked: self._was_moved(visit, draft, booked),
            lambda error: self._not_moved(visit, draft, error),
            initiator=self,
        )

    def _was_moved(self, visit: Visit, draft: Draft, booked: Booked) -> None:
        clinic, by = self._workplace.clinic, self._workplace.by

        def take_back() -> None:
            self._moved.pop(visit.id, None)
            self.grid.set_undo(None)
            self._workplace.write(lambda: clinic.booking.undo(booked.undo, by))

        self._moved[visit.id] = take_back
        self.grid.set_undo(visit.id)
        to = draft.starts_at or visit.starts_at
        when = f"{short_day(local_day(to))} {clock_time(to)}"
        self._workplace.announce(f"Moved {short_name(visit.client_name)} to {when}", take_back)

    def _not_moved(self, visit: Visit, draft: Draft, error: ClinicError) -> None:
        self.grid.settle()
        if isinstance(error, NeedsAcknowledgement):
            self.change_visit(
                visit,
                person_id=draft.person_id,
                starts_at=draft.starts_at,
                minutes=draft.minutes,
            )
        else:
            self._workplace.announce(str(error))

    def _undo_move(self, visit_id: int) -> None:
        take_back = self._moved.get(visit_id)
        if take_back is not None:
            take_back()

    # ---- the draft and what would be refused

    def _draft_changed(self, call: Call, preview: Preview | None) -> None:
        self.grid.set_draft(draft_block(call, preview, self._setup))
        self.grid.set_offers(preview.offers if preview else ())
        span = preview.assessment.span if preview else None
        if span is not None:
            self.grid.show_chosen(None)
        day = local_day(span.starts_at) if span else None
        shown = {column.day for column in self.shown.columns}
        if day is not None and day not in shown:
            self.show_day(day)
        else:
            self._shade_for_call()

    def _shade_for_call(self) -> None:
        draft = self.booking.call.draft() if self.side.isVisible() else None
        if draft is None or draft.client_id is None:
            self.grid.set_refusals(None)
        else:
            self._shade(draft)

    def _shade_for_visit(self, visit_id: int) -> None:
        visit = self._shown_visit(visit_id)
        if visit is not None:
            self._shade(_moved_draft(visit, visit.span))

    def _shade(self, draft: Draft) -> None:
        days = [column.day for column in self.shown.columns]
        if not days:
            return
        booking = self._workplace.clinic.booking
        show: Callable[[Refusals], None] = self.grid.set_refusals
        self._workplace.desk.ask(
            "calendar.refusals",
            lambda: booking.refusals(draft, min(days), max(days)),
            show,
            lambda _error: None,
            owner=self,
        )


class _Side(QStackedWidget):
    """The panels, one at a time, as wide as each of them is."""

    def sizeHint(self) -> QSize:
        """A panel's width; a stack would take the widest wish of any."""
        return QSize(theme().shape("panel"), super().sizeHint().height())


def _moved_draft(visit: Visit, span: Span) -> Draft:
    """The visit as it stands, at another time."""
    return Draft(
        treatment=visit.treatment,
        client_id=visit.client_id,
        zones=visit.zones,
        person_id=visit.person_id,
        room_id=visit.room_id,
        device_id=visit.device_id,
        starts_at=span.starts_at,
        minutes=span.minutes,
        desk_note=visit.desk_note,
        appointment_id=visit.id,
        version=visit.version,
    )
