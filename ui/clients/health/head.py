"""The head of the health questions: how old the answers are, on which day and how they are given
now, and the acts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout

from clinic_desk.base.moments import read_past_day
from clinic_desk.base.words import plain_date
from clinic_desk.health.records import HealthForm
from ui.clients.health.wording import state_detail, state_words
from ui.kit.buttons import command_button
from ui.kit.choices import Segments
from ui.kit.commands import Commands
from ui.kit.fields import DateField, Field
from ui.kit.labels import Chip, PlainLabel, SectionTitle
from ui.kit.layout import Card, Row, reveal
from ui.kit.theme import theme

HOWS = (("screen", "On screen"), ("paper", "From paper"), ("told", "Told"))


class HealthHead(Card):
    """Above the questions; it stays while they scroll."""

    edited = Signal()

    def __init__(self, commands: Commands, today: Callable[[], date]) -> None:
        """Nothing is known yet; `today` gives the local day."""
        super().__init__(gap=1.25, margins=(2, 1.5, 2, 1.5))
        self.state, self.detail = Chip("", "quiet"), PlainLabel(tone="quiet", wrap=True)
        self.day = DateField(
            "Answered on", lambda text: read_past_day(text, today()), show=plain_date
        )
        self.day.line.setPlaceholderText("Today")
        self.how = Segments("How they are given", HOWS)
        self.way = Field("How", self.how)
        self.save = command_button(commands, "health.save", primary=True)
        self.rest = command_button(commands, "health.rest")
        self.print = command_button(commands, "health.print")
        self._lay_out()
        self.day.edited.connect(self.edited)
        self.how.chosen.connect(lambda _value: self.edited.emit())

    def _lay_out(self) -> None:
        title = Row(gap=1)
        title.addWidget(SectionTitle("Health questions"))
        title.addWidget(self.state)
        title.addWidget(self.detail, 1)
        title.addWidget(self.print)
        self.body.addLayout(title)
        self._line = Row(gap=1.5)
        self._line.addWidget(self.day, 1)
        self._line.addWidget(self.way, 2)
        self._line.addStretch(1)
        self._acts = Row(gap=1)
        self._acts.addStretch(1)
        self._acts.addWidget(self.rest)
        self._acts.addWidget(self.save)
        self._line.addLayout(self._acts)
        self.body.addLayout(self._line)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The acts stand below where there is no room beside."""
        ways = QBoxLayout.Direction
        narrow = self.width() < 2.2 * theme().shape("panel")
        self._line.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)

    def show_form(self, form: HealthForm, *, may_write: bool) -> None:
        """Say how old the answers are; whoever only reads sees no acts."""
        self.state.set_text(*state_words(form))
        self.detail.setText(state_detail(form))
        for part in (self.day, self.way, self.rest, self.save):
            reveal(part, may_write)
