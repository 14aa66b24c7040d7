"""All questions of the form, a row each, in the protocol's order."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clinic_desk.health.records import AskedQuestion
from ui.clients.health.question import LABELS, QuestionRow
from ui.clients.health.typed import OPEN, TypedAnswer
from ui.kit.layout import Card, Column, Divider, clear, reveal
from ui.kit.tab_order import set_tab_order


class QuestionsCard(Card):
    """The rows, by the ids of their questions."""

    edited = Signal()
    earlier_wanted = Signal(str)

    def __init__(self) -> None:
        """No questions yet."""
        super().__init__(gap=0, margins=(2, 0.5, 2, 0.5))
        self.rows: dict[str, QuestionRow] = {}
        self._lines = Column(gap=0)
        self.body.addLayout(self._lines)

    def show_questions(
        self,
        questions: tuple[AskedQuestion, ...],
        names: Mapping[str, str],
        today: date,
        *,
        may_write: bool,
    ) -> None:
        """Show these with the answers on file; what is chosen in a row that stays is kept."""
        if list(self.rows) != [question.id for question in questions]:
            self._make_rows(questions)
        for question in questions:
            self.rows[question.id].show_question(question, names, today)
        for row in self.rows.values():
            reveal(row.choice, may_write)

    def empty(self) -> None:
        """Nobody's: every row goes."""
        self.rows = {}
        clear(self._lines)

    def typed(self) -> dict[str, TypedAnswer]:
        """The rows in which something stands, letter for letter."""
        each = {id: row.typed() for id, row in self.rows.items()}
        return {id: answer for id, answer in each.items() if answer != OPEN}

    def show_typed(self, answers: Mapping[str, TypedAnswer]) -> None:
        """Show these in place of what stands in the rows."""
        for id, row in self.rows.items():
            row.show_typed(answers.get(id, OPEN))

    def take_focus(self) -> bool:
        """Put the keyboard into the first question that stands open, on file and here; whether
        there is one."""
        rows = self.rows.values()
        unasked = (row for row in rows if row.question.answer is None and not row.choice.value())
        row = next(unasked, None) or next(iter(rows), None)
        if row is not None:
            row.choice.setFocus()
        return row is not None

    def row_of(self, control: QWidget | None) -> QuestionRow | None:
        """The row that a control stands in."""
        rows = self.rows.values()
        return next((row for row in rows if control and row.isAncestorOf(control)), None)

    def order(self) -> None:
        """Tab goes on as the form is read: a question's answer, then what it opens."""
        for row in self.rows.values():
            if row.fields:
                set_tab_order(
                    row.choice, *(row.fields[name] for name in LABELS if name in row.fields)
                )

    def _make_rows(self, questions: tuple[AskedQuestion, ...]) -> None:
        self.empty()
        for number, question in enumerate(questions, start=1):
            if number > 1:
                self._lines.addWidget(Divider())
            row = self.rows[question.id] = QuestionRow(number, question)
            row.edited.connect(self.edited)
            row.earlier_wanted.connect(self.earlier_wanted)
            self._lines.addWidget(row)
