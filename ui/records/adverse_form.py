"""The form of an adverse event: what, when, after which batches, what was advised and reported."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from clinic_desk.base.clock import local_day
from clinic_desk.base.moments import read_past_day
from clinic_desk.base.words import plain_date
from clinic_desk.records.contents import Lot
from ui.kit.answers import AnswerField
from ui.kit.choices import CheckField
from ui.kit.fields import DateField, LineField, TextField
from ui.kit.labels import FieldLabel, PlainLabel
from ui.kit.layout import Column, clear, reveal
from ui.kit.workplace import Workplace
from ui.records.form import RecordForm
from ui.records.reading import RecordFile
from ui.records.section import Section
from ui.records.telling import lot_words
from ui.records.wording import SEVERITY_CHOICES

NO_BATCH = "No record of this visit names a batch."


class AdverseEventForm(RecordForm):
    """Something unwanted after a visit."""

    def __init__(self, workplace: Workplace) -> None:
        """Empty."""
        super().__init__()
        clock = workplace.clinic.clock
        self._offered: dict[int, Lot] = {}
        self._ticks: dict[int, CheckField] = {}
        self.noticed = self._day("Noticed on", clock)
        self.what = TextField("What happened", "What was seen, by whom, since when")
        self.severity = AnswerField("How bad", SEVERITY_CHOICES, empty="")
        self.lots, self._lot_lines = QWidget(), Column(gap=0.5)
        self.no_lot = PlainLabel(NO_BATCH, tone="quiet", wrap=True)
        self.advised = TextField("What was advised")
        self.reported_on = self._day("Yellow Card sent on", clock)
        self.reported_as = LineField("Its number")
        self.outcome = TextField("How it ended")
        self.note = TextField("Note")
        self._arrange()
        self.bind_days(noticed_on=self.noticed, reported_on=self.reported_on)
        self.bind_answers(severity=self.severity)
        self.bind_words(
            what=self.what,
            advised=self.advised,
            reported_as=self.reported_as,
            outcome=self.outcome,
            note=self.note,
        )

    def _day(self, label: str, clock: Any) -> DateField:
        return DateField(
            label,
            lambda text: read_past_day(text, local_day(clock.now())),
            show=plain_date,
            placeholder="today, tue or 1 oct",
        )

    def _arrange(self) -> None:
        what, after, done = Section("What happened"), Section("After"), Section("What was done")
        what.add(self.noticed, self.what, self.severity)
        holder = Column(self.lots, gap=0.5)
        holder.addWidget(FieldLabel("Batches given at that visit"))
        holder.addLayout(self._lot_lines)
        after.add(self.lots, self.no_lot)
        done.add(self.advised)
        done.add_line(self.reported_on, self.reported_as)
        done.add(self.outcome, self.note)
        self._cards: tuple[QWidget, ...] = (what, after, done)
        self.lay_out((what, after), (done,))

    def parts(self) -> tuple[QWidget, ...]:
        """As the columns stand."""
        return self._cards

    def offer(self, file: RecordFile) -> None:
        """The batches that the visit's records name now, and those that were chosen before."""
        kept = file.record.content
        named = (*getattr(kept, "lots", ()), *file.offers.lots)
        same = {each.batch_id for each in named} <= set(self._offered)
        if not same or not self._offered:
            self._offered = {}
        self._offered |= {each.batch_id: each for each in (*named, *self._content.lots)}

    def fill(self, content: Any) -> None:
        """A tick for each batch."""
        clear(self._lot_lines)
        here = {each.batch_id for each in content.lots}
        self._ticks = {}
        for batch_id, lot in self._offered.items():
            tick = CheckField(lot_words(lot), lambda _on: self._lots_changed())
            tick.setChecked(batch_id in here)
            self._lot_lines.addWidget(tick)
            self._ticks[batch_id] = tick
        reveal(self.lots, bool(self._offered))
        reveal(self.no_lot, not self._offered)

    def _lots_changed(self) -> None:
        chosen = (lot for id_, lot in self._offered.items() if self._ticks[id_].isChecked())
        self.set_part(lots=tuple(chosen))
