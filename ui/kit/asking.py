"""One small question below what it is about: how much saline, how many are there, why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from clinic_desk.base.errors import BadInput, ClinicError
from ui.kit.buttons import PrimaryButton, QuietButton
from ui.kit.fields import LineField, show_troubles
from ui.kit.labels import SectionTitle
from ui.kit.layout import Column, Row, Surface, clear, reveal
from ui.kit.surfaces import TroubleLine


@dataclass(frozen=True)
class Question:
    """What is asked, and what is done with the answer."""

    title: str
    fields: tuple[tuple[str, str, str], ...]
    """For each the name in a BadInput, its label and an example."""
    act: str
    take: Callable[[dict[str, str]], None]
    """Takes what was typed, by name. Raises BadInput for what cannot be meant."""


class Asking(Surface):
    """Hidden until something is asked; Enter in the last field answers, Esc puts it away."""

    def __init__(self, key: str = "Ctrl+Return") -> None:
        """Nothing asked; `key` stands on the button, and is its page's to hear."""
        super().__init__("note")
        self.question: Question | None = None
        self.fields: dict[str, LineField] = {}
        self.title = SectionTitle("")
        self.trouble = TroubleLine()
        self.act = PrimaryButton("Keep", key, on_click=self.answer)
        self.leave = QuietButton("Leave it", "Esc", on_click=self.put_away)
        self._return_to: QWidget | None = None
        self._lines = Column(gap=1)
        whole = Column(self, gap=1.25, margins=1.5)
        whole.addWidget(self.title)
        whole.addLayout(self._lines)
        whole.addWidget(self.trouble)
        acts = Row(gap=1)
        acts.addWidget(self.act)
        acts.addWidget(self.leave)
        acts.addStretch(1)
        whole.addLayout(acts)
        self.hide()

    def ask(self, question: Question, return_to: QWidget) -> None:
        """Ask it, with the keyboard in its first field; `return_to` has the keyboard after."""
        self.question, self._return_to = question, return_to
        self.title.setText(question.title)
        self.act.set_words(question.act)
        self.trouble.clear()
        clear(self._lines)
        self.fields = {}
        before: QWidget | None = None
        for name, label, example in question.fields:
            field = LineField(label, example)
            field.line.returnPressed.connect(self._entered)
            self.fields[name] = field
            self._lines.addWidget(field)
            if before is not None:
                self.setTabOrder(before, field.control)
            before = field.control
        for control in (self.act, self.leave):
            if before is not None:
                self.setTabOrder(before, control)
            before = control
        reveal(self, True)
        next(iter(self.fields.values())).control.setFocus()

    @property
    def is_open(self) -> bool:
        """Whether something is asked."""
        return self.question is not None

    def answer(self) -> None:
        """Take what was typed."""
        if self.question is None:
            return
        self.trouble.clear()
        try:
            self.question.take({name: field.text() for name, field in self.fields.items()})
        except BadInput as error:
            self.refuse(error)

    def refuse(self, error: ClinicError) -> None:
        """Say what cannot be kept: below its field, else below them all."""
        if not show_troubles(dict(self.fields), error):
            self.trouble.tell(error)

    def put_away(self) -> None:
        """Ask nothing any more; the keyboard goes back to where it was."""
        if self.question is None:
            return
        had_keyboard = self.isAncestorOf(self.window().focusWidget())
        self.question = None
        self.hide()
        if had_keyboard and self._return_to is not None:
            self._return_to.setFocus()

    def _entered(self) -> None:
        """Enter goes on to the next field that is empty, and answers from the last."""
        empty = [field for field in self.fields.values() if not field.text().strip()]
        here = self.window().focusWidget()
        following = next((field for field in empty if field.control is not here), None)
        if following is not None:
            following.control.setFocus()
        else:
            self.answer()
