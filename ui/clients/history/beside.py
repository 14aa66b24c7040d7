"""Beside the history: the marked record with its map, or two maps; and what is added to it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from clinic_desk.base.words import plain_date
from clinic_desk.records.contents import ToxinContent
from clinic_desk.records.record import Record
from clinic_desk.records.summary import Names
from clinic_desk.records.totals import by_product
from ui.clients.history.amending import AmendmentForm
from ui.clients.history.lines import Line, day_words, has_map, map_title
from ui.clients.history.map_side import MapSide
from ui.kit.body_chart.views import Shown, TwoMaps
from ui.kit.buttons import QuietButton
from ui.kit.combo import PlainCombo
from ui.kit.labels import ElidedLabel, PlainLabel
from ui.kit.layout import Card, Row, reveal
from ui.kit.surfaces import EmptyState, Scroll
from ui.kit.wash import Notice
from ui.kit.workplace import Workplace
from ui.records.shown import ShownRecord

NOTHING = "Choose a visit at the left: what was written of it stands here."
ALONE = 0
"""Stands for no other map beside."""


class BesideCard(Card):
    """One record, read only, with the acts on it."""

    record_wanted = Signal(int)
    """A record to open on its own page."""
    writing_wanted = Signal(int)
    """A visit whose record is to be written."""
    calendar_wanted = Signal(int)
    """A visit to show on the calendar."""
    amended = Signal()

    def __init__(self, workplace: Workplace) -> None:
        """Nothing yet."""
        super().__init__(gap=1, margins=(2, 1.5, 0, 1.5))
        self._line: Line | None = None
        self._record: Record | None = None
        self._names: Names | None = None
        self._maps: tuple[Record, ...] = ()
        self._may_write = False
        self.title = ElidedLabel(size="card", weight="semibold")
        self.compare = PlainCombo("Compare with")
        self.shown, self.two = ShownRecord(with_map=False), TwoMaps()
        self.map = MapSide()
        self.warning, self.late = Notice("block", tone="block"), Notice("warn", tone="warn")
        self.words = PlainLabel(tone="quiet", wrap=True)
        self.nothing = EmptyState(NOTHING)
        self.form = AmendmentForm(workplace)
        self.amend = QuietButton("Add an amendment", on_click=self._begin_amendment)
        self.open = QuietButton("Open the record", on_click=self._open)
        self.calendar = QuietButton("Show on the calendar", on_click=self._calendar)
        self._lay_out()
        self.compare.activated.connect(self._compared)
        self.form.closed.connect(self._offer)
        self.form.kept.connect(self.amended)

    def _lay_out(self) -> None:
        head = Row(gap=1, margins=(0, 0, 2, 0))
        head.addWidget(self.title, 1)
        head.addWidget(self.compare)
        self.body.addLayout(head)
        self.middle = Scroll(gap=1.5, margins=(0, 0, 2, 0.5))
        for part in (self.warning, self.late, self.words, self.two, self.map, self.form):
            self.middle.body.addWidget(part)
        self.middle.body.addWidget(self.shown)
        self._acts = Row(gap=1)
        for act in (self.amend, self.open, self.calendar):
            self._acts.addWidget(act)
        self._acts.addStretch(1)
        self.middle.body.addLayout(self._acts)
        self.map.acts.addStretch(1)
        self.middle.body.addStretch(1)
        self.body.addWidget(self.middle, 1)
        self.body.addWidget(self.nothing, 1)

    def show_line(
        self,
        line: Line | None,
        records: Sequence[Record],
        names: Names | None,
        *,
        may_write: bool,
    ) -> None:
        """Show what a line of the history tells of; `records` are all that have been read."""
        before = _seen(self._record)
        found = {record.id: record for record in records}
        self._line, self._names, self._may_write = line, names, may_write
        self._record = found.get(line.record_id) if line and line.record_id else None
        self._maps = tuple(record for record in records if has_map(record))
        if self._record is None or self._record.id != before[0]:
            self.form.put_away()
            self.compare.set_value(ALONE)
        if _seen(self._record) != before:
            # What warns of it stands at the top.
            self.middle.verticalScrollBar().setValue(0)
        self._offer_maps()
        self._show()

    def _show(self) -> None:
        record, line = self._record, self._line
        reveal(self.middle, line is not None)
        reveal(self.nothing, line is None)
        if line is None:
            self.title.setText("")
        elif record is None:
            self.title.setText(f"{line.when} · {line.title}")
            self.words.setText(_unwritten_words(line))
        else:
            self.title.setText(map_title(record))
        reveal(self.words, record is None)
        self._show_record(record)
        self._show_maps()
        self._offer()

    def _show_record(self, record: Record | None) -> None:
        """What must be said of it above all else; below the map what the table does not say."""
        self.warning.say(record.warning if record is not None else "")
        self.late.say(record.written_late if record is not None else "")
        if record is None or self._names is None:
            return
        self.shown.show_record(record, self._names)
        for notice in (self.shown.warning, self.shown.late):
            reveal(notice, False)
        if has_map(record):
            self.map.show_record(record)
            signed = (self.shown.signature, self.shown.signed_when)
            for part in (self.shown.table, self.shown.units, *signed):
                reveal(part, False)
        else:
            reveal(self.shown.signature, True)

    def _offer_maps(self) -> None:
        """The other maps, the newest first; the one before this visit at the top."""
        record = self._record
        others = [each for each in self._maps if record is None or each.id != record.id]
        if record is not None:
            others.sort(key=lambda each: (each.treated_on > record.treated_on, -_number(each)))
        choices = [(ALONE, "Compare with…")]
        choices += [(each.id, f"With {day_words(each.treated_on)}") for each in others]
        self.compare.set_choices(choices)
        self.compare.setMinimumContentsLength(len("Compare with…"))
        if self.compare.currentData() is None:
            self.compare.set_value(ALONE)
        reveal(self.compare, record is not None and has_map(record) and bool(others))

    def _compared(self, _at: int) -> None:
        self._show_maps()
        self._offer()

    def _show_maps(self) -> None:
        """Two maps, the older one at the left; or the record alone."""
        record, other = self._record, self._other()
        if record is not None and other is not None:
            older, newer = sorted((record, other), key=lambda each: (each.treated_on, each.id))
            self.two.set_maps(_as_shown(older), _as_shown(newer))
            self.title.setText(f"{day_words(older.treated_on)} and {day_words(newer.treated_on)}")
        elif record is not None:
            self.title.setText(map_title(record))
        alone = record is not None and other is None
        reveal(self.two, other is not None)
        with_map = alone and record is not None and has_map(record)
        self._put_amend(self.map.acts if with_map else self._acts)
        reveal(self.map, with_map)
        reveal(self.shown, alone)

    def _put_amend(self, there: Row) -> None:
        """Below the signature where that stands beside a map, else before the other acts."""
        if there.indexOf(self.amend) < 0:
            for each in (self._acts, self.map.acts):
                each.removeWidget(self.amend)
            there.insertWidget(0, self.amend)

    def _other(self) -> Record | None:
        if self._record is None or not has_map(self._record):
            return None
        wanted = self.compare.currentData()
        return next((each for each in self._maps if each.id == wanted), None)

    # ---- acts

    def _offer(self) -> None:
        record, line = self._record, self._line
        writing = self.form.isVisibleTo(self)
        signed = record is not None and record.signed
        may_amend = signed and self._may_write and not writing and self._other() is None
        reveal(self.amend, may_amend)
        draft = record is not None and not record.signed
        unwritten = record is None and line is not None and line.visit_id is not None
        to_write = self._may_write and (
            draft or (unwritten and line is not None and not line.quiet)
        )
        self.open.set_words("Write the record" if to_write else "Open the record")
        reveal(self.open, record is not None or to_write)
        reveal(self.calendar, line is not None and line.visit_id is not None)

    def _begin_amendment(self) -> None:
        if self._record is not None:
            self.form.begin(self._record)
            self._offer()

    def _open(self) -> None:
        if self._record is not None:
            self.record_wanted.emit(self._record.id)
        elif self._line is not None and self._line.visit_id is not None:
            self.writing_wanted.emit(self._line.visit_id)

    def _calendar(self) -> None:
        if self._line is not None and self._line.visit_id is not None:
            self.calendar_wanted.emit(self._line.visit_id)


def _seen(record: Record | None) -> tuple[int, str]:
    """Which record it is, and what must be said of it above all else."""
    return (0, "") if record is None else (record.id, record.warning)


def _number(record: Record) -> int:
    return record.treated_on.toordinal()


def _as_shown(record: Record) -> Shown:
    content = record.content
    points = content.points if isinstance(content, ToxinContent) else ()
    given = by_product(content) if isinstance(content, ToxinContent) else ()
    products = " and ".join(dict.fromkeys(each.product for each in given if each.product))
    return Shown(" · ".join(filter(None, (plain_date(record.treated_on), products))), points)


def _unwritten_words(line: Line) -> str:
    tags = ", ".join(tag.words for tag in line.tags)
    told = [part for part in (line.detail, tags, line.said) if part]
    return " · ".join(part[:1].upper() + part[1:] for part in told) or "Nothing is written of it."
