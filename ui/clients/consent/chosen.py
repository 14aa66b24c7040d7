"""One consent in full: how it stands, the acts, what was given before, and the form's words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout

from clinic_desk.consent.records import ConsentRecord
from ui.clients.consent.form_words import FormWords
from ui.clients.consent.paper import PaperPart
from ui.clients.consent.reading import Scope
from ui.clients.consent.withdrawing import WithdrawPart
from ui.clients.consent.wording import (
    STATES,
    record_end,
    record_line,
    record_title,
    standing_words,
)
from ui.kit.buttons import command_button
from ui.kit.labels import Chip, FieldLabel, PlainLabel, SectionTitle
from ui.kit.layout import Card, Column, Divider, Row, clear, reveal
from ui.kit.rows import ChoiceRow
from ui.kit.workplace import Workplace


class ChosenCard(Card):
    """Shows one scope of a client."""

    signature_wanted = Signal(int)
    """A consent whose signature is to be shown."""
    keyboard_let_go = Signal()
    """What had the keyboard goes: it is to be put elsewhere first."""

    def __init__(self, workplace: Workplace, today: Callable[[], date]) -> None:
        """Nothing yet."""
        super().__init__(gap=1.25, margins=(2, 1.5, 2, 2))
        commands = workplace.commands
        self.scope: Scope | None = None
        self.title, self.state = SectionTitle("", "panel"), Chip("", "quiet")
        self.detail = PlainLabel(tone="quiet", wrap=True)
        self.sign = command_button(commands, "consent.sign", primary=True)
        self.on_paper = command_button(commands, "consent.paper")
        self.take_back = command_button(commands, "consent.withdraw")
        self.print = command_button(commands, "consent.print")
        self.paper = PaperPart(workplace, today)
        self.withdrawing = WithdrawPart(workplace, today)
        self.before = FieldLabel("Kept signatures (Enter shows one)")
        self._records = Column(gap=0.75)
        self.rows: tuple[ChoiceRow, ...] = ()
        self.words = FormWords()
        self._lay_out()

    def _lay_out(self) -> None:
        head = Row(gap=1)
        head.addWidget(self.title)
        head.addWidget(self.state)
        head.addStretch(1)
        self.body.addLayout(head)
        self.body.addWidget(self.detail)
        self._acts = Row(gap=1)
        for pair in ((self.sign, self.on_paper), (self.take_back, self.print)):
            acts = Row(gap=1)
            for act in pair:
                acts.addWidget(act)
            self._acts.addLayout(acts)
            self._acts.setAlignment(acts, Qt.AlignmentFlag.AlignLeft)
        self._acts.addStretch(1)
        self.body.addLayout(self._acts)
        for part in (self.paper, self.withdrawing, self.before):
            self.body.addWidget(part)
        self.body.addLayout(self._records)
        self.body.addWidget(Divider())
        self.body.addWidget(self.words)
        self.body.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The acts on one line where they fit, else on two that begin at the same edge."""
        self._fit_acts()

    def _fit_acts(self) -> None:
        acts = (self.sign, self.on_paper, self.take_back, self.print)
        shown = [act.sizeHint().width() for act in acts if not act.isHidden()]
        needed = sum(shown) + self._acts.spacing() * len(shown)
        margins = self.body.contentsMargins()
        fits = needed <= self.width() - margins.left() - margins.right()
        ways = QBoxLayout.Direction
        self._acts.setDirection(ways.LeftToRight if fits else ways.TopToBottom)

    def show_scope(self, scope: Scope | None, *, large_print: bool, may_write: bool) -> None:
        """Show one; another puts away what was begun for the one before."""
        if self.is_another(scope):
            self.put_away()
        self.scope = scope
        if scope is None:
            self._empty()
            return
        self.title.setText(scope.form.head.title)
        self.state.set_text(*STATES[scope.standing.state])
        self.detail.setText(standing_words(scope.standing, scope.form.head.version))
        self.words.show_form(scope.form, large_print=large_print)
        self._show_records(scope.records)
        for act in (self.sign, self.on_paper):
            reveal(act, may_write)
        # Nothing to take back is no act that waits.
        reveal(self.take_back, may_write and self.standing_record() is not None)
        self._fit_acts()

    def is_another(self, scope: Scope | None) -> bool:
        """Whether what is begun here is not for this one."""
        return self.scope is None or scope is None or self.scope.id != scope.id

    def standing_record(self) -> ConsentRecord | None:
        """The one that stands, be it out of date; a paper from before consent was taken back that
        was entered afterwards stands for nothing."""
        scope = self.scope
        if scope is None or scope.standing.state not in ("current", "outdated"):
            return None
        return next((each for each in scope.records if each.withdrawn_on is None), None)

    def put_away(self) -> None:
        """Forget what was begun."""
        self.paper.put_away()
        self.withdrawing.put_away()

    def _show_records(self, records: tuple[ConsentRecord, ...]) -> None:
        if any(row.hasFocus() for row in self.rows):
            self.keyboard_let_go.emit()
        clear(self._records)
        self.rows = tuple(self._row(each) for each in records)
        for row in self.rows:
            self._records.addWidget(row)
        reveal(self.before, bool(records))

    def _row(self, record: ConsentRecord) -> ChoiceRow:
        title, detail, tag = record_title(record), record_line(record), record_end(record)
        id = record.id
        return ChoiceRow(title, detail, tag=tag, on_choose=lambda: self.signature_wanted.emit(id))

    def _empty(self) -> None:
        self.title.setText("")
        self.detail.setText("")
        self.words.show_form(None)
        self._show_records(())
