"""A client who is worried after a treatment: the words first, then a visit today or a call-back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from clinic_desk.base.changes import Changes
from clinic_desk.base.errors import ClinicError
from clinic_desk.clients.records import ClientRecord
from ui.calendar.callback_form import CallBackForm
from ui.calendar.setup import Setup
from ui.kit.buttons import KeyBadge, PrimaryButton
from ui.kit.commands import Command
from ui.kit.findings import SayBox
from ui.kit.labels import PlainLabel, SectionTitle
from ui.kit.layout import Column, Row, clear
from ui.kit.paint import box
from ui.kit.surfaces import PinnedScroll, TroubleLine
from ui.kit.theme import theme
from ui.kit.workplace import Workplace

if TYPE_CHECKING:
    from ui.calendar.page import CalendarPage

PROBLEM = "PROBLEM"


class NumberCard(QWidget):
    """One of three numbers: when it is the one to ring."""

    def __init__(self, kind: str, number: str, words: str) -> None:
        """`kind` is block, warn or good, for the ground."""
        super().__init__()
        self._kind = kind
        body = Column(self, gap=0.25, margins=1.5)
        body.addWidget(PlainLabel(number, size="card", weight="bold", tone=kind))
        body.addWidget(PlainLabel(words, wrap=True))
        self.setAccessibleName(f"{number}: {words}")

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground and its hairline."""
        look = theme()
        _, wash, edge = look.family(self._kind)
        box(QPainter(self), QRectF(self.rect()), look.shape("radius"), wash, edge)


class WorriedPanel(PinnedScroll):
    """Opened by one key while the caller talks."""

    visit_wanted = Signal(object, str)
    """The client's id or None, and the treatment to look for."""
    closed = Signal()

    def __init__(self, workplace: Workplace) -> None:
        """The words come from the protocol."""
        super().__init__()
        self.setAccessibleName("Worried after treatment")
        self._workplace = workplace
        self._client: ClientRecord | None = None
        self._words = ""
        head = Row(gap=1)
        head.addWidget(SectionTitle("Worried after treatment", "panel"), 1)
        head.addWidget(KeyBadge("Esc"))
        self.head.addLayout(head)
        self.who = PlainLabel(tone="quiet", wrap=True)
        self.head.addWidget(self.who)
        self.steps = Column(gap=1)
        self.say = SayBox()
        self.trouble = TroubleLine()
        self.form = CallBackForm(workplace, "Or ring back", urgent=True)
        # The foot first: Tab goes from the visit to the call, as they are offered.
        self.today = PrimaryButton("See today", "Ctrl+Return", on_click=self.see_today)
        self.foot.addWidget(self.today)
        self.body.addWidget(self.say)
        self.body.addLayout(self.steps)
        self.body.addWidget(self.trouble)
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        self.form.kept.connect(self._promised)
        self._add_commands()

    def _add_commands(self) -> None:
        add = self._workplace.commands.add
        scope, group = "calendar.worried", "Worried after treatment"
        add(
            Command(
                "worried.today", "See today", "Ctrl+Return", group, self.see_today, scope=scope
            ),
            self,
        )
        add(
            Command(
                "worried.call_back", "Promise a call back", "Ctrl+Shift+Return", group,
                self.form.keep, scope=scope,
            ),
            self,
        )  # fmt: skip

    def use(self, setup: Setup) -> None:
        """Take the words for each number from the protocol."""
        words = setup.protocol.worried
        clear(self.steps)
        self.steps.addWidget(NumberCard("block", "999", words.emergency))
        self.steps.addWidget(NumberCard("warn", "111", words.urgent))
        self.steps.addWidget(NumberCard("good", "The nurse, now", words.nurse))
        self._words = words.say
        self.say.say(words.say)

    def begin(self, page: CalendarPage) -> None:
        """Open for the client in the booking or visit panel, or for nobody yet; logged at once."""
        visit = page.grid.chosen_visit
        in_call = page.booking.call.client if page.side.panel is page.booking else None
        page.open_side(self)
        self.trouble.clear()
        self._client = in_call
        self._show_client()
        if in_call is None and visit is not None:
            clients, by = self._workplace.clinic.clients, self._workplace.by
            self._workplace.desk.ask(
                "worried.client", lambda: clients.get(visit.client_id, by), self._found
            )
        else:
            self._log()
        self.form.begin(in_call)
        # In the form below, the keyboard would be out of sight, or the words would.
        self.today.setFocus(Qt.FocusReason.OtherFocusReason)
        self.middle.verticalScrollBar().setValue(0)

    def _found(self, record: ClientRecord) -> None:
        self._client = record
        self._show_client()
        self.form.begin(record)
        self._log()

    def _show_client(self) -> None:
        name = self._client.shown_name if self._client else ""
        self.who.setText(name or "Ask who is calling; it can wait until the words are read.")

    def _log(self) -> None:
        calls, by, words = self._workplace.clinic.calls, self._workplace.by, self._words
        client_id = self._client.id if self._client else None
        self._workplace.write(
            lambda: calls.problem(client_id, words, by), None, self._tell, initiator=self
        )

    def see_today(self) -> None:
        """Look for the soonest time; no rule of age, spacing or window refuses this visit."""
        self.visit_wanted.emit(self._client.id if self._client else None, PROBLEM)

    def _promised(self, _changes: Changes) -> None:
        self._workplace.announce("Call back promised")
        self.closed.emit()

    def _tell(self, error: ClinicError) -> None:
        self.trouble.tell(error)
