"""The earlier answers to one question, on a card above the page."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from clinic_desk.health.records import GivenAnswer
from ui.clients.health.wording import given, said
from ui.kit.buttons import QuietButton
from ui.kit.labels import PlainLabel, SectionTitle
from ui.kit.layout import Column, Divider, Row, clear
from ui.kit.popover import Popover
from ui.kit.surfaces import Scroll
from ui.kit.workplace import Workplace

TOPIC = "clients.health_earlier"


class EarlierCard(Popover):
    """Every answer to one question, the newest first; Esc closes it."""

    def __init__(self, window: QWidget) -> None:
        """Closed."""
        super().__init__(window, "Answers to one question", "half_sheet", gap=1, margins=2)
        self.title = SectionTitle("Every answer to this question")
        self.ask = PlainLabel(tone="quiet", wrap=True)
        self.rolled = Scroll(gap=1, margins=(0, 0, 1, 0))
        self._lines = Column(gap=1)
        self.rolled.body.addLayout(self._lines)
        self.rolled.body.addStretch(1)
        self.body.addWidget(self.title)
        self.body.addWidget(self.ask)
        self.body.addWidget(self.rolled, 1)
        acts = Row()
        acts.addStretch(1)
        acts.addWidget(QuietButton("Close", "Esc", on_click=self.dismiss))
        self.body.addLayout(acts)
        self.closed.connect(self._forget)

    def show_answers(self, ask: str, answers: Sequence[GivenAnswer]) -> None:
        """Show these, in the middle of the window."""
        self.ask.setText(ask)
        clear(self._lines)
        for number, answer in enumerate(answers):
            if number:
                self._lines.addWidget(Divider())
            self._lines.addLayout(_line(answer))
        self.open_centred()

    def texts(self) -> tuple[str, ...]:
        """What stands on it, line by line."""
        labels = self.rolled.findChildren(PlainLabel)
        return tuple(each.text() for each in labels if not each.isHidden())

    def _forget(self) -> None:
        """Closed, nothing of it stays behind."""
        self.ask.setText("")
        clear(self._lines)


def _line(answer: GivenAnswer) -> Column:
    both = Column(gap=0.25)
    both.addWidget(PlainLabel(said(answer), weight="semibold", wrap=True))
    if answer.words.strip():
        both.addWidget(PlainLabel(f"“{answer.words.strip()}”", wrap=True))
    both.addWidget(PlainLabel(given(answer), size="small", tone="quiet", wrap=True))
    return both


class Earlier(QObject):
    """Reads every answer to a question, and shows them to whoever asked, while it is theirs."""

    def __init__(self, workplace: Workplace, tab: QWidget) -> None:
        """Nothing is read, and no card is made, before it is asked for."""
        super().__init__(tab)
        self._work, self._tab = workplace, tab
        self._wanted: tuple[int, int, str] | None = None
        self.card: EarlierCard | None = None

    def read(self, client_id: int, by: int, question: str, ask: str) -> None:
        """Read the answers of a client to a question, for somebody at the desk."""
        self._wanted, health = (client_id, by, question), self._work.clinic.health
        self._work.desk.ask(
            TOPIC,
            lambda: health.history(client_id, question, by),
            partial(self._show, self._wanted, ask),
        )

    def close(self) -> None:
        """Put the card away; what is still being read is shown to nobody."""
        self._wanted = None
        self._work.desk.forget(TOPIC)
        if self.card is not None:
            self.card.dismiss()

    def _show(
        self, wanted: tuple[int, int, str], ask: str, answers: tuple[GivenAnswer, ...]
    ) -> None:
        if wanted != self._wanted or self._work.private:
            return
        if self.card is None:
            self.card = EarlierCard(self._tab.window())
        self.card.show_answers(ask, answers)
