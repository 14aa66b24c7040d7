"""What is done to the marked visit from the client's list: the same steps and keys as on the
calendar."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from clinic_desk.calendar.outcomes import Booked
from clinic_desk.calendar.records import Visit
from clinic_desk.calendar.statuses import CAME, SHOWN
from clinic_desk.staff.permissions import May, may
from ui.kit.buttons import QuietButton
from ui.kit.commands import Command
from ui.kit.fields import LineField
from ui.kit.labels import PlainLabel
from ui.kit.layout import Column, clear, reveal
from ui.kit.step_taking import StepTaker
from ui.kit.surfaces import Scroll, TroubleLine
from ui.kit.visit_steps import ADVERSE, ADVERSE_KEY, KEYS
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
        self.none = PlainLabel(NO_STEP, tone="quiet", wrap=True)
        self.reason = LineField("Why", "Unwell, work, changed plans")
        self.trouble = TroubleLine()
        self.write = QuietButton(
            "Write the record", RECORD_KEY, icon="pencil", on_click=self.write_record
        )
        self.adverse = QuietButton(ADVERSE, ADVERSE_KEY, on_click=self.note_adverse)
        self._steps = Column(gap=0.75)
        for part in (self.reason, self.trouble, self.write, self.none):
            self.body.addWidget(part)
        self.body.addLayout(self._steps)
        self.body.addWidget(self.adverse)
        self.body.addStretch(1)
        self._taker = StepTaker(
            workplace, lambda: self.visit, _words, self.reason, self.trouble, self
        )
        self._taker.taken.connect(self._go_on)
        self._add_commands()
        self.show_visit(None)

    def _add_commands(self) -> None:
        commands = self._work.commands
        for status, key in KEYS.items():
            words = f"Mark as {SHOWN[status].lower()}"
            act = partial(self._taker.take_by_key, status)
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
        commands.add(
            Command(
                "clients.visit.adverse", ADVERSE, ADVERSE_KEY, GROUP, self.note_adverse,
                self.can_write, SCOPE, known=self._treats,
            ),
            self,
        )  # fmt: skip

    def show_visit(self, visit: Visit | None) -> None:
        """Offer what may follow for a visit now."""
        if visit is None or self.visit is None or visit.id != self.visit.id:
            self._taker.begin()
        self.visit = visit
        if any(button.hasFocus() for button in self.buttons):
            self._return_to.setFocus()
        clear(self._steps)
        self.buttons = []
        for step in self._taker.possible():
            button = QuietButton(step.words, step.key, on_click=partial(self._taker.take, step))
            self._steps.addWidget(button)
            self.buttons.append(button)
        reveal(self.none, visit is not None and not self.buttons)
        for act in (self.write, self.adverse):
            reveal(act, self.can_write())
        self._work.commands.refresh()

    def can_write(self) -> bool:
        """Whether the visit has a record to be written by whoever is at the desk."""
        return self.visit is not None and self.visit.status in CAME and self._treats()

    def write_record(self) -> None:
        """The record that the visit calls for."""
        if self.visit is not None and self.can_write():
            self._work.show_page("records", visit_id=self.visit.id)

    def note_adverse(self) -> None:
        """An adverse event after this visit, whatever of it is written or signed."""
        if self.visit is not None and self.can_write():
            self._work.show_page("records", visit_id=self.visit.id, adverse_event=True)

    def _treats(self) -> bool:
        person = self._work.person
        return person is not None and may(person, May.TREAT)

    def _go_on(self, _booked: Booked) -> None:
        self._return_to.setFocus()


def _words(_visit: Visit, booked: Booked) -> str:
    return f"The visit is marked {SHOWN[booked.status].lower()}"
