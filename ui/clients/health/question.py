"""One health question: its words, what is on file, the answer, and what a yes asks on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from clinic_desk.base.moments import read_past_day
from clinic_desk.base.words import plain_date
from clinic_desk.health.records import AskedQuestion, Holding
from ui.clients.health.typed import OPEN, TypedAnswer, asks, choices_of
from ui.clients.health.wording import holding_words, on_file
from ui.kit.answers import Answers
from ui.kit.buttons import LinkButton
from ui.kit.fields import DateField, Field, LineField
from ui.kit.labels import Chip, PlainLabel
from ui.kit.layout import Column, Row, reveal
from ui.kit.theme import theme

NOT_ANSWERED = "not answered yet"
LABELS = {"since": "Since", "stopped_on": "Stopped on", "words": "In the client's words"}
WHERE = "Where, in the client's words"


class QuestionRow(QWidget):
    """A row of the form. Its further fields are made when an answer opens them."""

    edited = Signal()
    earlier_wanted = Signal(str)
    """The id of the question whose earlier answers are to be shown."""

    def __init__(self, number: int, question: AskedQuestion) -> None:
        """Open, with nothing on file until `show_question`."""
        super().__init__()
        self.question = question
        self._today = date.max
        self.number = PlainLabel(str(number), tone="quiet")
        self.ask = PlainLabel(question.ask, weight="medium", wrap=True)
        self.choice = Answers(question.ask, choices_of(question), NOT_ANSWERED)
        self.file = PlainLabel(size="small", tone="quiet", wrap=True)
        self.old = Chip("Out of date", "warn")
        self.earlier = LinkButton("", on_click=lambda: self.earlier_wanted.emit(question.id))
        # One stop of Tab a question; the keyboard has Alt H for it.
        self.earlier.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.holds = PlainLabel(size="small", tone="warn", wrap=True)
        self.notes = PlainLabel(size="small", tone="quiet", wrap=True)
        self.fields: dict[str, Field] = {}
        self._lay_out()
        self.choice.chosen.connect(self._chosen)

    def _lay_out(self) -> None:
        whole = Row(self, gap=1, margins=(0, 1, 0, 1))
        whole.addWidget(self.number, 0, Qt.AlignmentFlag.AlignTop)
        self._words = Column(gap=0.5)
        self._words.addWidget(self.ask)
        about = Row(gap=1)
        about.addWidget(self.old, 0, Qt.AlignmentFlag.AlignTop)
        about.addWidget(self.file, 1)
        about.addWidget(self.earlier, 0, Qt.AlignmentFlag.AlignTop)
        self._words.addLayout(about)
        self._words.addWidget(self.holds)
        self._words.addWidget(self.notes)
        self._line = Row(gap=1)
        self._words.addLayout(self._line)
        self._halves = Row(gap=2)
        self._halves.addLayout(self._words, 1)
        self._halves.addWidget(self.choice, 0, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(self._halves, 1)
        self._measure()
        theme().changed.connect(self._measure)

    def _measure(self) -> None:
        self.number.setFixedWidth(theme().grid(3))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The answer stands below the question where both have no room side by side."""
        ways = QBoxLayout.Direction
        narrow = self.width() < 1.9 * theme().shape("panel")
        self._halves.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)

    def show_question(self, question: AskedQuestion, names: Mapping[str, str], today: date) -> None:
        """Show what is on file for it; what is typed stays."""
        self.question, self._today = question, today
        self.file.setText(on_file(question, today))
        reveal(self.old, question.is_old)
        self.earlier.set_words(f"Earlier answers ({question.earlier})")
        reveal(self.earlier, question.earlier > 0)
        self._show_holdings(question.holds, names)
        self.choice.setAccessibleDescription(on_file(question, today))
        self._show_fields()

    def _show_holdings(self, holds: Sequence[Holding], names: Mapping[str, str]) -> None:
        """What the answer on file means: what stands in the way, and what is only noted."""
        is_note = [each.severity == "note" for each in holds]
        for label, noted in ((self.holds, False), (self.notes, True)):
            words = (
                holding_words(each, names)
                for each, note in zip(holds, is_note, strict=True)
                if note is noted
            )
            label.setText("\n".join(words))
            reveal(label, noted in is_note)
        worst = any(each.severity == "block" for each in holds)
        self.holds.set_tone("block" if worst else "warn")

    # ---- what is typed

    def typed(self) -> TypedAnswer:
        """The row as it stands, letter for letter; what is folded away is kept too."""
        return TypedAnswer(
            self.choice.value(),
            *(self._text(name) for name in ("since", "stopped_on", "words")),
        )

    def show_typed(self, typed: TypedAnswer) -> None:
        """Put an answer into the row without telling anyone."""
        self.choice.set_value(typed.choice)
        self._show_fields(typed)
        for name, field in self.fields.items():
            text = getattr(typed, name)
            if isinstance(field, LineField) and field.text() != text:
                field.set_text(text)
            field.show_trouble("")

    def answer(self, choice: str) -> None:
        """Give an answer for the person at the desk."""
        self.show_typed(TypedAnswer(choice))

    def clear(self) -> None:
        """Open again."""
        self.show_typed(OPEN)

    def _text(self, name: str) -> str:
        field = self.fields.get(name)
        return field.text() if isinstance(field, LineField) else ""

    def _chosen(self, _value: object) -> None:
        self._show_fields()
        for field in self.fields.values():
            field.show_trouble("")
        self.edited.emit()

    def _show_fields(self, typed: TypedAnswer | None = None) -> None:
        wanted = asks(self.question, self.choice.value())
        kept = (name for name in LABELS if typed is not None and getattr(typed, name))
        for name in (*wanted, *kept):
            if name not in self.fields:
                self._make(name)
        for name, field in self.fields.items():
            reveal(field, name in wanted)

    def _make(self, name: str) -> None:
        label = WHERE if name == "words" and self.question.zone_dependent else LABELS[name]
        spoken = f"{label}: {self.question.ask}"
        if name == "words":
            field: LineField = LineField(label, name=spoken)
        else:
            field = DateField(label, self._read_day, show=plain_date, placeholder="1 oct 2025")
            field.line.setAccessibleName(spoken)
        self.fields[name] = field
        at = sum(other in self.fields for other in list(LABELS)[: list(LABELS).index(name)])
        self._line.insertWidget(at, field, 2 if name == "words" else 1)
        field.edited.connect(self.edited)

    def _read_day(self, text: str) -> date:
        return read_past_day(text, self._today)

    def show_trouble(self, field: str, sentence: str) -> bool:
        """Show what is wrong below a field, or the answer itself; whether there is such a one."""
        if field not in LABELS:
            self.choice.setFocus()
            return False
        if field not in self.fields:
            self._make(field)
        reveal(self.fields[field], True)
        self.fields[field].show_trouble(sentence)
        self.fields[field].control.setFocus(Qt.FocusReason.OtherFocusReason)
        return True
