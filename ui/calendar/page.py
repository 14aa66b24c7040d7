"""The calendar: the grid, and beside it the panel for what is going on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from clinic_desk.base.changes import Changes
from clinic_desk.base.clock import local_day
from clinic_desk.base.spans import Span
from clinic_desk.calendar.records import Column as GridColumn
from clinic_desk.calendar.records import DayView, Draft, Preview, Visit
from clinic_desk.staff.permissions import May, may
from ui.calendar.days import Days
from ui.calendar.grid.grid import CalendarGrid
from ui.calendar.grid.wording import Face
from ui.calendar.head import CalendarHead
from ui.calendar.keys import add_booking_commands, add_commands
from ui.calendar.lapsing import Lapsing
from ui.calendar.mornings import Mornings
from ui.calendar.moving import Moving
from ui.calendar.setup import Setup, read_setup
from ui.calendar.side import Side
from ui.calendar.waits import WaitsShown
from ui.kit.layout import Column, Row, Surface
from ui.kit.surfaces import EmptyState
from ui.kit.theme import theme
from ui.kit.workplace import Workplace

if TYPE_CHECKING:
    from clinic_desk.calendar.outcomes import Booked
    from clinic_desk.clients.records import ClientRecord
    from ui.calendar.absence import AbsencePanel
    from ui.calendar.booking.call import Call
    from ui.calendar.booking.panel import BookingPanel
    from ui.calendar.drafted import Drafted
    from ui.calendar.panels import Panels
    from ui.calendar.todo import TodoPanel
    from ui.calendar.visit.panel import VisitPanel
    from ui.calendar.worried import WorriedPanel

AFTER_THE_DAY_MS = 30
"""How long after the first day has been read the rest begins: it is to be painted first."""
NOBODY = (
    "Nobody has a column here yet. Add the people who treat, with their hours and what they give."
)


class CalendarPage(Surface):
    """The page that is open all day."""

    def __init__(self, workplace: Workplace) -> None:
        """Reads the set-up as soon as it is made, and today as soon as somebody is here."""
        super().__init__("canvas")
        self._workplace = workplace
        self._setup: Setup | None = None
        self._picked = False
        self._to_choose = 0
        self._made: Panels | None = None
        self.side = Side(workplace)
        self.grid = CalendarGrid({}, workplace.clinic.clock)
        self.days = Days(workplace, self.grid)
        self.morning = Mornings(workplace, self)
        add_commands(self, workplace)
        self.head = CalendarHead(workplace.commands)
        self.waits = WaitsShown(workplace, self.head)
        self.middle = QStackedWidget()
        self.nobody = EmptyState(NOBODY, "Open Settings", lambda: workplace.show_page("settings"))
        self.moving = Moving(workplace, self.grid)
        self._lay_out()
        self._listen_to_clinic()
        self._listen_to_grid()
        self._read_setup()
        self.lapsing = Lapsing(workplace, self)

    def _lay_out(self) -> None:
        whole = Row(self, gap=0)
        left = Column(gap=1.5, margins=(2, 1.75, 2, 1.75))
        left.addWidget(self.head)
        self.middle.addWidget(self.grid)
        self.middle.addWidget(self.nobody)
        left.addWidget(self.middle, 1)
        whole.addLayout(left, 1)
        whole.addWidget(self.side)

    def _listen_to_clinic(self) -> None:
        workplace = self._workplace
        workplace.changed.connect(self._changed)
        workplace.privacy_changed.connect(self.grid.set_private)
        workplace.person_changed.connect(self._person_changed)
        theme().changed.connect(self._fit_side)
        self.grid.set_private(workplace.private)

    def _listen_to_grid(self) -> None:
        grid, days, head = self.grid, self.days, self.head
        head.view_chosen.connect(days.show_as)
        head.by_chosen.connect(days.show_by)
        head.stepped.connect(days.step)
        days.asked.connect(head.show_days)
        days.asked.connect(self.morning.follow)
        self.morning.visit_wanted.connect(self.go_to_visit)
        self.morning.record_wanted.connect(self._open_record)
        self.morning.left.connect(self._grid_again)
        self.morning.person_changed()
        days.shown.connect(self._shown)
        grid.day_asked.connect(days.step)
        grid.book_asked.connect(self._book_at)
        grid.span_chosen.connect(self._span_chosen)
        grid.draft_moved.connect(self._span_chosen)
        grid.visit_chosen.connect(self._visit_chosen)
        grid.visit_opened.connect(self.open_visit)
        grid.context_menu_asked.connect(lambda visit_id, _point: self.open_visit(visit_id))
        self.moving.draft_wanted.connect(self._move_in_panel)
        self.moving.moved.connect(self._look_again)

    def complete(self) -> None:
        """Make the panels now, with their keys; nothing where they are made."""
        self._panels()

    def _panels(self) -> Panels:
        """The panels: made at the first need of one."""
        if self._made is None:
            from ui.calendar.panels import Panels

            self._made = Panels(self._workplace, self.grid)
            self.side.add(self._made.all, self._made.never_while_hidden)
            add_booking_commands(self._made.booking, self._workplace.commands)
            self._listen_to_panels(self._made)
            if self._setup is not None:
                self._made.use(self._setup)
        return self._made

    def _listen_to_panels(self, made: Panels) -> None:
        made.booking.draft_changed.connect(self._draft_changed)
        made.booking.saved.connect(self._was_booked)
        made.visit.change_wanted.connect(self.change_visit)
        made.visit.again_wanted.connect(lambda client_id: self._book(client_id=client_id))
        made.visit.also_found.connect(self._look_again)
        made.worried.visit_wanted.connect(
            lambda client_id, treatment: self._book(client_id=client_id, treatment=treatment)
        )
        made.todo.visit_wanted.connect(self.go_to_visit)
        made.todo.client_wanted.connect(self._open_health)
        for panel in made.all:
            panel.closed.connect(self.close_side)

    @property
    def booking(self) -> BookingPanel:
        """The panel of a call."""
        return self._panels().booking

    @property
    def visit(self) -> VisitPanel:
        """The panel of one visit."""
        return self._panels().visit

    @property
    def worried(self) -> WorriedPanel:
        """The panel of a worried call."""
        return self._panels().worried

    @property
    def todo(self) -> TodoPanel:
        """The panel of what waits."""
        return self._panels().todo

    @property
    def absence(self) -> AbsencePanel:
        """The panel of who is away."""
        return self._panels().absence

    @property
    def drafted(self) -> Drafted:
        """What the grid shows of a call."""
        return self._panels().drafted

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The panel keeps its share."""
        self._fit_side()

    def _fit_side(self) -> None:
        self.side.fit(self.width())

    # ---- what is shown

    def receive(self, **what: Any) -> None:
        """Asked for by another page: a booking for a client, of a treatment and from a day on
        where these are told, or a visit to go to."""
        if "book_for" in what:
            self._book(
                client_id=what["book_for"],
                treatment=what.get("treatment", ""),
                from_day=what.get("day"),
            )
        if "visit_id" in what:
            self.go_to_visit(what["visit_id"])

    def arrive(self) -> None:
        """The page is shown: the keyboard goes to the grid unless a call is going on."""
        if self.side.isHidden():
            (self.morning.view if self.morning.is_shown else self.grid).setFocus()
        self.morning.follow()
        self.waits.read()

    def _shown(self, view: DayView) -> None:
        if self._to_choose in {visit.id for visit in view.visits}:
            self.grid.choose_visit(self._to_choose)
            self._to_choose = 0
        if not self._workplace.seat.is_ready:
            QTimer.singleShot(AFTER_THE_DAY_MS, self, self._workplace.seat.day_shown.emit)
        if self._made is None:
            return
        if self.visit.isVisible():
            self.visit.refresh(view.visits)
        self.drafted.shade_for_call()

    def _read_setup(self) -> None:
        clinic = self._workplace.clinic
        self._workplace.desk.ask("calendar.setup", lambda: read_setup(clinic), self._show_setup)

    def _show_setup(self, setup: Setup) -> None:
        self._setup = setup
        treatments = setup.protocol.catalogue.treatments
        self.grid.set_faces(
            {each.code: Face(each.short_name, each.short_name, each.colour) for each in treatments}
        )
        self.morning.use(setup)
        if not self.morning.is_shown:
            self.middle.setCurrentWidget(self.grid if setup.treating else self.nobody)
        if self._made is not None:
            self._made.use(setup)
        self.days.use(setup)

    def _changed(self, changes: Changes, _initiator: object) -> None:
        if changes.setup:
            self._read_setup()
        elif self.days.concerned_by(changes):
            self.days.read()

    def _open_health(self, client_id: int) -> None:
        """Where a change in health is asked about, and settled."""
        self._workplace.show_page("clients", client_id=client_id, tab="health")

    def _open_record(self, visit_id: int) -> None:
        """The record of a visit that is over: on its page for those who write it."""
        person = self._workplace.person
        if person is not None and may(person, May.TREAT):
            self._workplace.show_page("records", visit_id=visit_id)
        else:
            self.go_to_visit(visit_id)

    def _grid_again(self) -> None:
        """What stands there while no morning page does."""
        treating = self._setup is None or self._setup.treating
        self.middle.setCurrentWidget(self.grid if treating else self.nobody)
        self.grid.setFocus()

    def _person_changed(self, person: object) -> None:
        self.morning.person_changed()
        if person is not None:
            self.days.begin()
        if person is None or self._made is None:
            return
        self.booking.show_to_another()
        self.visit.show_to_another()

    # ---- the panel at the side

    def open_side(self, panel: QWidget) -> None:
        """Show a panel beside the grid, in place of what was there."""
        if self.side.panel is self.booking and panel is not self.booking:
            self.drafted.clear()
        self.side.open(panel)

    def close_side(self) -> None:
        """Put the panel away; the keyboard goes back to the grid."""
        self.side.hide()
        self.drafted.clear()
        (self.morning.view if self.morning.is_shown else self.grid).setFocus()

    def back(self) -> None:
        """Esc: what the panel has unfolded goes first, then the panel."""
        if self.side.panel is self.booking:
            if not self.booking.back():
                self.booking.close_call()
        elif self.side.panel is not None:
            self.close_side()
        elif self.morning.is_shown:
            self.morning.leave()

    def new_booking(self) -> None:
        """F4: a call begins, at the time that was picked on the grid, else at the soonest."""
        chosen = self.grid.chosen_span
        if self._picked and chosen is not None:
            self._book_at(*chosen)
        else:
            self._book()

    def _book_at(self, column: GridColumn, span: Span, typed: str = "") -> None:
        person_id = column.resource_id if column.kind == "person" else None
        # A stretch longer than a click chooses is meant; a shorter one is only a start.
        minutes = span.minutes if span.minutes > self.grid.usual_minutes else None
        self._book(typed=typed, person_id=person_id, starts_at=span.starts_at, minutes=minutes)

    def _book(self, **known: Any) -> None:
        self._picked = False
        self.open_side(self.booking)
        self.booking.begin(**known)

    def _span_chosen(self, column: GridColumn, span: Span) -> None:
        self._picked = True
        if self.side.panel is not None and self.side.panel is self.booking:
            person_id = column.resource_id if column.kind == "person" else None
            self.booking.saying.move(person_id, span.starts_at, None)

    def _visit_chosen(self, visit_id: int) -> None:
        self._picked = False
        if self.side.panel is not None and self.side.panel is self.visit:
            self.open_visit(visit_id, take_focus=False)

    def open_visit(self, visit_id: int, *, take_focus: bool = True) -> None:
        """Show one visit in the panel, with all that can be done with it."""
        visit = self.days.visit(visit_id)
        if visit is not None:
            self.open_side(self.visit)
            self.visit.show_visit(visit, take_focus=take_focus)

    def go_to_visit(self, visit_id: int) -> None:
        """Show a visit's day and the visit."""
        diary = self._workplace.clinic.diary
        self._workplace.desk.ask("calendar.find", lambda: diary.visit(visit_id), self._go)

    def _go(self, visit: Visit) -> None:
        self._to_choose = visit.id
        self.days.show_only(local_day(visit.starts_at))
        self.open_side(self.visit)
        self.visit.show_visit(visit)

    def change_visit(self, visit: Visit, **what: Any) -> None:
        """Open the booking panel on a visit that stands."""
        clients, by = self._workplace.clinic.clients, self._workplace.by

        def begin(record: ClientRecord) -> None:
            self.open_side(self.booking)
            self.booking.begin_change(visit, record, **what)

        self._workplace.desk.ask(
            "calendar.change", lambda: clients.get(visit.client_id, by), begin, owner=self
        )

    def _move_in_panel(self, visit: Visit, draft: Draft) -> None:
        self.change_visit(
            visit, person_id=draft.person_id, starts_at=draft.starts_at, minutes=draft.minutes
        )

    def _draft_changed(self, call: Call, preview: Preview | None) -> None:
        """The day that the call has come to is shown."""
        self.drafted.show(call, preview)
        span = preview.assessment.span if preview else None
        day = local_day(span.starts_at) if span else None
        if day is not None and not self.days.shows(day):
            self.days.show_day(day)
        else:
            self.drafted.shade_for_call()

    def _was_booked(self, booked: Booked) -> None:
        """The visit that was just saved is the chosen one as soon as it is shown."""
        self._to_choose = booked.appointment_id
        self._look_again(booked)
        days = booked.changes.days
        if len(days) == 1:
            self.days.show_one_of(days)

    def _look_again(self, booked: Booked) -> None:
        """What the act means for the client's other visits stands in the list of what waits."""
        self.todo.look_again({also.appointment_id for also in booked.also})
