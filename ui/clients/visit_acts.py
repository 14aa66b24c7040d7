"""What is done to the marked visit from the client's list: the same steps and keys as on the
calendar."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from clinic_desk.base.errors import BadInput, ClinicError
from clinic_desk.calendar.outcomes import Booked
from clinic_desk.calendar.records import Visit
from clinic_desk.calendar.statuses import CAME, CLOSED, NEEDS_REASON, SHOWN
from clinic_desk.staff.permissions import May, may
from ui.kit.buttons import QuietButton
from ui.kit.commands import Command
from ui.kit.fields import LineField
from ui.kit.labels import PlainLabel
from ui.kit.layout import Column, clear, reveal
from ui.kit.surfaces import Scroll, TroubleLine
from ui.kit.visit_steps import KEYS, Step, also_words, steps_for, work_of
from ui.kit.workplace import Workplace

SCOPE, GROUP = "clients.visit", "Visit"
RECORD_KEY = "Alt+R"
NO_STEP = "Nothing more follows for this visit."


class VisitSteps(Scroll):
    """The steps that may follow for one visit; one that needs a reason asks for it first."""

    def __init__(self, workplace: Workplace, return_to: QWidget) -> None:
        """`return_to` has the keyboard after a step."""
        super().__init__(gap=1, margins=(1, 0.5, 1, 1))
        self._work, self._return_to = workplace, return_to
        self.visit: Visit | None = None
        self.buttons: list[QuietButton] = []
        self._waiting: Step | None = None
        self._writing = False
        self.none = PlainLabel(NO_STEP, tone="quiet", wrap=True)
        self.reason = LineField("Why", "Unwell, work, changed plans")
        self.trouble = TroubleLine()
        self.write = QuietButton(
            "Write the record", RECORD_KEY, icon="pencil", on_click=self.write_record
        )
        self._steps = Column(gap=0.75)
        for part in (self.reason, self.trouble, self.write, self.none):
            self.body.addWidget(part)
        self.body.addLayout(self._steps)
        self.body.addStretch(1)
        self.reason.line.returnPressed.connect(self._reason_given)
        self._add_commands()
        self.show_visit(None)

    def _add_commands(self) -> None:
        commands = self._work.commands
        for status, key in KEYS.items():
            words = f"Mark as {SHOWN[status].lower()}"
            act = partial(self.take_by_key, status)
            commands.add(
                Command(f"clients.visit.{status}", words, key, GROUP, act, scope=SCOPE), self
            )
        commands.add(
            Command(
                "clients.visit.record", "Write the record", RECORD_KEY, GROUP, self.write_record,
                self.can_write, SCOPE, known=self._treats,
            ),
            self,
        )  # fmt: skip

    def show_visit(self, visit: Visit | None) -> None:
        """Offer what may follow for a visit now."""
        if visit is None or self.visit is None or visit.id != self.visit.id:
            self._begin()
        self.visit = visit
        clear(self._steps)
        self.buttons = []
        for step in self._possible():
            button = QuietButton(step.words, step.key, on_click=partial(self.take, step))
            self._steps.addWidget(button)
            self.buttons.append(button)
        reveal(self.none, visit is not None and not self.buttons)
        reveal(self.write, self.can_write())
        self._work.commands.refresh()

    def take_by_key(self, status: str) -> None:
        """The step to a status, where it may be taken now."""
        for step in self._possible():
            if step.status == status:
                self.take(step)

    def take(self, step: Step) -> None:
        """Ask why first, where the record must say it; the same key or Enter then goes on."""
        asks = step.status in NEEDS_REASON or step.asks_reason
        if asks and not (self._waiting == step and self.reason.text().strip()):
            self._waiting = step
            self.reason.label.setText(f"{step.words}: why?")
            reveal(self.reason, True)
            self.ensureWidgetVisible(self.reason)
            self.reason.line.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._write(step)

    def can_write(self) -> bool:
        """Whether the visit has a record to be written by whoever is at the desk."""
        return self.visit is not None and self.visit.status in CAME and self._treats()

    def write_record(self) -> None:
        """The record that the visit calls for."""
        if self.visit is not None and self.can_write():
            self._work.show_page("records", visit_id=self.visit.id)

    def _treats(self) -> bool:
        person = self._work.person
        return person is not None and may(person, May.TREAT)

    def _possible(self) -> tuple[Step, ...]:
        if self.visit is None:
            return ()
        return steps_for(self.visit, self._work.clinic.clock.now(), self._work.person)

    def _begin(self) -> None:
        self._waiting = None
        self.trouble.clear()
        self.reason.set_text("")
        reveal(self.reason, False)

    def _reason_given(self) -> None:
        if self._waiting is not None:
            self.take(self._waiting)

    def _write(self, step: Step) -> None:
        visit, reason = self.visit, self.reason.text().strip()
        if visit is None or self._writing:
            return
        self._writing = True
        work = work_of(self._work.clinic.booking, visit, step, reason, self._work.by)
        self._work.write(
            work, lambda booked: self._written(visit, booked), self._refused, initiator=self
        )

    def _written(self, visit: Visit, booked: Booked) -> None:
        booking, by = self._work.clinic.booking, self._work.by

        def take_back() -> None:
            self._work.write(lambda: booking.undo(booked.undo, by))

        self._writing = False
        words = f"The visit is marked {SHOWN[booked.status].lower()}"
        self._work.announce(f"{words}{also_words(booked)}", take_back)
        self._begin()
        self._return_to.setFocus()
        if booked.status in CLOSED and visit.person_id == by:
            # Whoever treated writes down what was done while it is fresh.
            self._work.show_page("records", visit_id=visit.id)

    def _refused(self, error: ClinicError) -> None:
        self._writing = False
        if isinstance(error, BadInput) and error.field == "reason":
            reveal(self.reason, True)
            self.reason.show_trouble(str(error))
        else:
            self.trouble.tell(error)
