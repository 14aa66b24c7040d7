"""One visit that stands: what it is, what was agreed, and everything that may follow."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal

from clinic_desk.base.clock import local_day
from clinic_desk.base.errors import BadInput, ClinicError
from clinic_desk.base.words import clock_time, short_day
from clinic_desk.calendar.acknowledging import KeptAcknowledgement
from clinic_desk.calendar.outcomes import Booked
from clinic_desk.calendar.records import Visit
from clinic_desk.calendar.statuses import NEEDS_REASON, SHOWN
from clinic_desk.clients.records import ClientRecord
from ui.calendar.booking.saving import short_name
from ui.calendar.booking.who import reach_words
from ui.calendar.setup import Setup
from ui.calendar.visit.steps import KEYS, Step, steps_for
from ui.kit.buttons import KeyBadge, KeyButton, PrimaryButton, QuietButton
from ui.kit.commands import Command
from ui.kit.fields import LineField
from ui.kit.labels import Chip, PlainLabel, SectionTitle
from ui.kit.layout import Column, Row, clear, reveal
from ui.kit.surfaces import PinnedScroll, TroubleLine
from ui.kit.workplace import Workplace

STATUS_KINDS = {"pencilled": "warn", "cancelled": "block", "no_show": "block"}


class VisitPanel(PinnedScroll):
    """A visit with its next steps, each with a key that letters never collide with."""

    change_wanted = Signal(object)
    """The Visit to move or change."""
    again_wanted = Signal(int)
    """The client to book for."""
    closed = Signal()

    def __init__(self, workplace: Workplace) -> None:
        """Empty until a visit is shown."""
        super().__init__()
        self.pin_width()
        self.setAccessibleName("Visit")
        self._workplace = workplace
        self._setup: Setup | None = None
        self._visit: Visit | None = None
        self._waiting: Step | None = None
        self.title = SectionTitle("", "panel")
        self.reach = PlainLabel(tone="quiet", wrap=True)
        self.what = PlainLabel(weight="semibold", wrap=True)
        self.when = PlainLabel(wrap=True)
        self.where = PlainLabel(tone="quiet", wrap=True)
        self.status = Chip("", "quiet")
        self.note = PlainLabel(wrap=True)
        self.moved = PlainLabel(tone="warn", wrap=True)
        self.told = QuietButton("The client has been told", on_click=self._client_told)
        self.reason = LineField("Why", "Unwell, work, changed plans")
        self.trouble = TroubleLine()
        self.change = PrimaryButton("Move or change", "Alt+M", on_click=self._change)
        self._steps = Column(gap=0.75)
        self._kept = Column(gap=0.75)
        self._lay_out()
        self._add_commands()

    def _lay_out(self) -> None:
        head = Row(gap=1)
        head.addWidget(self.title, 1)
        head.addWidget(self.status)
        head.addWidget(KeyBadge("Esc"))
        self.head.addLayout(head)
        self.head.addWidget(self.reach)
        for part in (self.what, self.when, self.where, self.note, self.moved, self.told):
            self.body.addWidget(part)
        self.body.addLayout(self._kept)
        self.body.addWidget(self.trouble)
        self.body.addWidget(self.reason)
        self.body.addLayout(self._steps)
        self.body.addStretch(1)
        acts = Row(gap=1)
        self.client = QuietButton("Record", on_click=self._open_client)
        self.leaflets = QuietButton("Leaflets", on_click=self._open_leaflets)
        acts.addWidget(self.client)
        acts.addWidget(self.leaflets)
        acts.addWidget(self.change, 1)
        self.foot.addLayout(acts)
        self.reason.hide()

    def _add_commands(self) -> None:
        add = self._workplace.commands.add
        scope, group = "calendar.visit", "Visit"
        add(
            Command("visit.change", "Move or change", "Alt+M", group, self._change, scope=scope),
            self,
        )
        for status, key in KEYS.items():
            command = Command(
                f"visit.{status}",
                f"Mark as {SHOWN[status].lower()}",
                key,
                group,
                partial(self._key_step, status),
                scope=scope,
            )
            add(command, self)

    def use(self, setup: Setup) -> None:
        """Take the set-up, at first and whenever it changes."""
        self._setup = setup

    # ---- showing

    def show_visit(self, visit: Visit, *, take_focus: bool = True) -> None:
        """Show a visit; the keyboard goes to its first act unless told otherwise."""
        self._visit, self._waiting = visit, None
        self.trouble.clear()
        reveal(self.reason, False)
        self.reason.set_text("")
        self._show()
        clinic = self._workplace.clinic
        self._workplace.desk.ask(
            "visit.client",
            lambda: (
                clinic.clients.get(visit.client_id),
                clinic.booking.acknowledgements(visit.id),
            ),
            self._show_client,
        )
        if take_focus:
            self.change.setFocus()

    def refresh(self, visits: tuple[Visit, ...]) -> None:
        """Show the same visit as it stands now, where it is among these."""
        if self._visit is not None:
            now = next((each for each in visits if each.id == self._visit.id), None)
            if now is not None and now != self._visit:
                self.show_visit(now, take_focus=False)

    def _show(self) -> None:
        visit = self._visit
        if visit is None or self._setup is None:
            return
        catalogue = self._setup.protocol.catalogue
        today = local_day(self._workplace.clinic.clock.now())
        self.title.setText(visit.client_name)
        self.status.set_text(SHOWN[visit.status], STATUS_KINDS.get(visit.status, "quiet"))
        name = catalogue.treatment(visit.treatment).name
        places = f" · {catalogue.places.label(visit.zones)}" if visit.zones else ""
        self.what.setText(f"{name}{places}")
        start, end = clock_time(visit.starts_at), clock_time(visit.ends_at)
        self.when.setText(f"{short_day(local_day(visit.starts_at), today)}, {start} to {end}")
        room = f" · {visit.room_name}" if visit.room_name else ""
        self.where.setText(f"With {visit.person_name}{room}")
        reason = f"Because: {visit.status_reason}" if visit.status_reason else ""
        words = " · ".join(part for part in (visit.desk_note, reason) if part)
        self.note.setText(words)
        reveal(self.note, bool(words))
        self._show_moved(visit)
        self._show_steps(visit)

    def _show_moved(self, visit: Visit) -> None:
        reveal(self.moved, visit.moved_from is not None)
        reveal(self.told, visit.moved_from is not None)
        if visit.moved_from is not None:
            was = visit.moved_from
            when = f"{short_day(local_day(was))}, {clock_time(was)}"
            self.moved.setText(f"Was {when}. The client has not been told yet.")

    def _show_steps(self, visit: Visit) -> None:
        clear(self._steps)
        person = self._workplace.person
        for step in steps_for(visit, self._workplace.clinic.clock.now(), person):
            button: KeyButton = QuietButton(
                step.words, step.key, on_click=partial(self._take, step)
            )
            self._steps.addWidget(button)

    def _show_client(self, read: tuple[ClientRecord, tuple[KeptAcknowledgement, ...]]) -> None:
        record, kept = read
        self.reach.setText(reach_words(record.details.phones))
        clear(self._kept)
        for row in kept:
            words = f"{row.sentence} {row.reason}".strip()
            self._kept.addWidget(PlainLabel(words, size="small", tone="quiet", wrap=True))

    # ---- acting

    def _key_step(self, status: str) -> None:
        visit = self._visit
        if visit is None:
            return
        steps = steps_for(visit, self._workplace.clinic.clock.now(), self._workplace.person)
        step = next((each for each in steps if each.status == status), None)
        if step is not None:
            self._take(step)

    def _take(self, step: Step) -> None:
        """Ask why first, where the record must say it; the same key or Enter then goes on."""
        asks = step.status in NEEDS_REASON or step.asks_reason
        if asks and not self.reason.text().strip():
            self._waiting = step
            self.reason.label.setText(f"{step.words}: why?")
            reveal(self.reason, True)
            self.reason.line.setFocus()
            self.reason.line.returnPressed.connect(self._reason_given)
            return
        self._write(step)

    def _reason_given(self) -> None:
        self.reason.line.returnPressed.disconnect(self._reason_given)
        if self._waiting is not None and self.reason.text().strip():
            self._write(self._waiting)

    def _write(self, step: Step) -> None:
        visit, reason = self._visit, self.reason.text().strip()
        if visit is None:
            return
        booking, by = self._workplace.clinic.booking, self._workplace.by
        acts: dict[str, Callable[[], Booked]] = {
            "accept": lambda: booking.accept(visit.id, reason, by),
            "decline": lambda: booking.decline(visit.id, reason, by),
        }
        work = acts.get(
            step.act,
            lambda: booking.set_status(visit.id, step.status, reason, visit.version, by),
        )
        self._workplace.write(
            work, lambda booked: self._was_written(visit, step, booked), self._not_written,
            initiator=self,
        )  # fmt: skip

    def _was_written(self, visit: Visit, step: Step, booked: Booked) -> None:
        booking, by = self._workplace.clinic.booking, self._workplace.by

        def take_back() -> None:
            self._workplace.write(lambda: booking.undo(booked.undo, by))

        words = f"{short_name(visit.client_name)}: {SHOWN[booked.status].lower()}"
        if booked.also:
            words += ". Look again at the visits to come"
        self._workplace.announce(words, take_back)
        if booked.status in ("cancelled", "no_show", "rescheduled"):
            self.closed.emit()

    def _not_written(self, error: ClinicError) -> None:
        if isinstance(error, BadInput) and error.field == "reason":
            reveal(self.reason, True)
            self.reason.show_trouble(str(error))
        else:
            self.trouble.tell(error)

    def _client_told(self) -> None:
        visit = self._visit
        if visit is not None:
            booking, by = self._workplace.clinic.booking, self._workplace.by
            self._workplace.write(
                lambda: booking.client_told(visit.id, by), None, self.trouble.tell, initiator=self
            )

    def _change(self) -> None:
        if self._visit is not None:
            self.change_wanted.emit(self._visit)

    def _open_client(self) -> None:
        if self._visit is not None:
            self._workplace.show_page("clients", client_id=self._visit.client_id)

    def _open_leaflets(self) -> None:
        if self._visit is not None:
            self._workplace.show_page("leaflets", client_id=self._visit.client_id)
