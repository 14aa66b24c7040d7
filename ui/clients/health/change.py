"""A change in health that was told at the desk: asked about, and settled with what came of it."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Signal

from clinic_desk.base.changes import Changes
from clinic_desk.base.errors import ClinicError
from clinic_desk.health.records import ToldChange
from ui.clients.health.wording import change_words
from ui.kit.buttons import QuietButton
from ui.kit.fields import LineField, show_troubles
from ui.kit.labels import PlainLabel
from ui.kit.layout import Row, reveal
from ui.kit.wash import Wash
from ui.kit.workplace import Workplace

SETTLE_KEY = "Ctrl+Shift+Return"


class ChangeCard(Wash):
    """Hidden while nobody told of a change."""

    edited = Signal()
    settled = Signal()

    def __init__(self, workplace: Workplace) -> None:
        """None yet."""
        super().__init__("warn", gap=1, margins=1.5)
        self._work = workplace
        self.change: ToldChange | None = None
        self.may_settle = False
        self.words = PlainLabel(wrap=True, tone="warn", weight="semibold")
        self.outcome = LineField("What came of it", "Asked: a new medicine, answered below")
        self.settle_act = QuietButton("Settle", SETTLE_KEY, on_click=self.settle)
        line = Row(gap=1)
        line.addWidget(self.outcome, 1)
        self.body.addWidget(self.words)
        self.body.addLayout(line)
        acts = Row(gap=1)
        acts.addWidget(self.settle_act)
        acts.addStretch(1)
        self.body.addLayout(acts)
        self.outcome.edited.connect(self.edited)
        reveal(self, False)

    def show_change(self, change: ToldChange | None, today: date, *, may_settle: bool) -> None:
        """Show the change that waits, if one does."""
        self.change, self.may_settle = change, may_settle
        words = change_words(change, today) if change is not None else ""
        self.words.setText(words)
        self.setAccessibleName(words)
        for part in (self.outcome, self.settle_act):
            reveal(part, may_settle)
        reveal(self, change is not None)

    def can_settle(self) -> bool:
        """Whether a change waits that the person at the desk may settle."""
        return self.change is not None and self.may_settle

    def settle(self) -> None:
        """Keep what came of it."""
        if self.change is None:
            return
        health, by = self._work.clinic.health, self._work.by
        change_id, outcome = self.change.id, self.outcome.text()
        self._work.write(
            lambda: health.settle_change(change_id, outcome, by),
            partial(self._settled, change_id),
            partial(self._refused, change_id),
            initiator=self,
            once=(self, change_id),
        )

    def _settled(self, change_id: int, _done: Changes) -> None:
        self._work.announce("The change in health is settled.")
        if self._shows(change_id):
            self.outcome.set_text("")
            self.show_change(None, date.max, may_settle=False)
            self.settled.emit()

    def _refused(self, change_id: int, error: ClinicError) -> None:
        if not (self._shows(change_id) and show_troubles({"outcome": self.outcome}, error)):
            self._work.announce(str(error))

    def _shows(self, change_id: int) -> bool:
        """Another client may be in sight by now, or another person at the desk."""
        return self.change is not None and self.change.id == change_id
