"""The stock: batches with what is left of each, and beside them the one that is chosen."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget

from clinic_desk.base.changes import Changes, Saved
from clinic_desk.base.clock import local_day
from clinic_desk.base.errors import BadInput, ClinicError
from clinic_desk.records.tracing import BatchTrace
from clinic_desk.stock.records import BatchRecord
from ui.kit.buttons import command_button
from ui.kit.choices import CheckField, Segments
from ui.kit.layout import Card, Column, Row, Surface
from ui.kit.surfaces import EmptyState, PageHead, TroubleLine
from ui.kit.table import Table
from ui.kit.theme import theme
from ui.kit.workplace import Workplace
from ui.stock.acts import StockActs
from ui.stock.allowed import Allowed
from ui.stock.batch_form import BatchForm
from ui.stock.batch_panel import BatchPanel
from ui.stock.keys import add_commands
from ui.stock.trace import TraceView
from ui.stock.wording import KINDS, SHELF, Shelf, shelf_lines

EMPTY = "There is nothing on the shelf. Enter the batches that came in, with number and expiry."
NONE_OF_KIND = "There is none of these on the shelf."
NOTHING_READ = Shelf((), {}, ())


class StockPage(Surface):
    """For those who treat; nothing is read for anybody else."""

    def __init__(self, workplace: Workplace) -> None:
        """Reads the shelf as soon as it is made, where it may."""
        super().__init__("canvas")
        self._work = workplace
        self.shelf = NOTHING_READ
        self.is_made = False
        """Whether its parts are there."""
        self.allowed = Allowed(workplace, self)
        self._to_mark: int | None = None
        self._comes = False
        """It was just shown: the keyboard goes to the shelf as soon as that is read."""
        self.kind = Segments("Which batches", [("", "All"), *KINDS])
        self.all = CheckField("Used up too", lambda _on: self._read())
        self.trouble = TroubleLine()
        self.table = Table("Batches", SHELF)
        self.empty = EmptyState(EMPTY, "Enter a batch", self.begin_new, "Ctrl+N")
        self._lists, self.side, self._stack = QStackedWidget(), QStackedWidget(), QStackedWidget()
        self._make_parts()
        self._lay_out()
        self.is_made = True
        self._listen()
        self._read()

    def _make_parts(self) -> None:
        """The commands come first: the buttons of the parts are theirs."""
        add_commands(self, self._work.commands)
        self.panel = BatchPanel(self._work.commands)
        self.form = BatchForm(self._work.clinic.clock)
        self.trace = TraceView(self._work, self.back)
        self.acts = StockActs(self._work, self)
        self.panel.acts = self.acts

    def _lay_out(self) -> None:
        whole = Column(self, gap=0)
        self._traced = Surface("canvas")
        self._shelf_view = Surface("canvas")
        beside = Row(self._shelf_view, gap=0)
        left = Column(gap=1.5, margins=(2, 1.75, 2, 1.75))
        head = PageHead("Stock")
        head.acts.addWidget(command_button(self._work.commands, "stock.new", primary=True))
        left.addWidget(head)
        line = Row(gap=2)
        line.addWidget(self.kind)
        line.addWidget(self.all)
        line.addStretch(1)
        left.addLayout(line)
        left.addWidget(self.trouble)
        card = Card(gap=0, margins=1)
        self._lists.addWidget(self.table)
        self._lists.addWidget(self.empty)
        card.body.addWidget(self._lists)
        left.addWidget(card, 1)
        beside.addLayout(left, 1)
        self.side.addWidget(self.panel)
        self.side.addWidget(self.form)
        beside.addWidget(self.side)
        self._stack.addWidget(self._shelf_view)
        Column(self._traced, margins=(2, 1.75, 2, 1.75)).addWidget(self.trace)
        self._stack.addWidget(self._traced)
        whole.addWidget(self._stack)

    def _listen(self) -> None:
        self.kind.chosen.connect(lambda _kind: self._show_lines())
        self.table.went_to.connect(lambda _id: self._show_batch())
        self.table.opened.connect(lambda _id: self._enter_panel())
        self.form.saved_wanted.connect(self.save_form)
        self._work.changed.connect(self._changed)
        self._work.person_changed.connect(self._another_person)
        theme().changed.connect(self._fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The panel keeps its share."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.side.setFixedWidth(min(theme().shape("panel"), self.width() // 2))

    # ---- reading

    def receive(self, **what: Any) -> None:
        """Asked for by another page: a batch to show, and to list who had it."""
        if "batch_id" in what:
            self._to_mark = what["batch_id"]
            self.back()
            self._read()

    def arrive(self) -> None:
        """The page is shown: hours have passed since it was read, perhaps."""
        self._comes = True
        self._read()
        if self.is_tracing:
            self.trace.table.setFocus()

    def _read(self) -> None:
        if not self.allowed.reading():
            return
        clinic, by, everything = self._work.clinic, self._work.by, self.all.isChecked()

        def read() -> Shelf:
            choices = (choice for kind, _ in KINDS for choice in clinic.stock.choices(kind, by))
            by_vial = {
                (each.batch.id, each.vial.id if each.vial else None): each for each in choices
            }
            batches = clinic.stock.batches(by, all=everything)
            return Shelf(batches, by_vial, clinic.protocol.current().catalogue.products)

        self._work.desk.ask("stock.shelf", read, self._show, self.trouble.tell)

    def _show(self, shelf: Shelf) -> None:
        self.trouble.clear()
        self.shelf = shelf
        self._show_lines()

    def _show_lines(self) -> None:
        lines = shelf_lines(self.shelf.batches, self.kind.value())
        mark, self._to_mark = self._to_mark, None
        self.table.show_lines(lines, mark)
        self.empty.say(NONE_OF_KIND if self.shelf.batches else EMPTY)
        self._lists.setCurrentWidget(self.table if lines else self.empty)
        if self._comes and self.isVisible() and self.chosen() is not None:
            self.table.setFocus()
        self._comes = False

    def _show_batch(self) -> None:
        today = local_day(self._work.clinic.clock.now())
        self.panel.show_batch(self.shelf.batch(self.table.marked()), self.shelf, today)
        self._work.commands.refresh()

    def _enter_panel(self) -> None:
        if self.panel.opens.isEnabled():
            self.panel.opens.setFocus()

    def _changed(self, changes: Changes, _initiator: object) -> None:
        if changes.stock or changes.setup:
            self._read()

    def _another_person(self) -> None:
        """Nothing that was read for somebody else stays."""
        self.shelf = NOTHING_READ
        self.trace.forget()
        self._show_lines()
        self._put_away()
        self._read()
        self._work.commands.refresh()

    # ---- what is open

    def chosen(self) -> BatchRecord | None:
        """The batch that is in sight; None while a form or a list is."""
        shown = self.is_made and self.side.currentWidget() is self.panel and not self.is_tracing
        return self.panel.batch if shown else None

    @property
    def is_tracing(self) -> bool:
        """Whether the list of who had a batch is in sight."""
        return self.is_made and self._stack.currentWidget() is self._traced

    @property
    def is_filling(self) -> bool:
        """Whether the form of a batch is in sight."""
        return self.is_made and self.side.currentWidget() is self.form

    def begin_new(self) -> None:
        """The form of a batch that came in."""
        if self.allowed.writing():
            self._open_form(None)

    def begin_change(self) -> None:
        """The same form for the batch that is shown."""
        self._open_form(self.chosen())

    def _open_form(self, changing: BatchRecord | None) -> None:
        self.side.setCurrentWidget(self.form)
        self.form.begin(self.shelf.products, self.kind.value(), changing)
        self._work.commands.refresh()

    def main(self) -> None:
        """Ctrl Enter: what the form or the question offers."""
        if self.is_filling:
            self.save_form()
        else:
            self.panel.asking.answer()

    def save_form(self) -> None:
        """Keep the batch that was typed."""
        stock, by, changing = self._work.clinic.stock, self._work.by, self.form.changing
        try:
            draft = self.form.draft()
        except BadInput as error:
            self.form.refuse(error)
            return
        if changing is None:
            self._work.write(
                lambda: stock.add_batch(draft, by),
                self._kept,
                self.form.refuse,
                initiator=self,
                once=self,
            )
        else:
            self._work.write(
                lambda: stock.change_batch(changing.id, draft, changing.version, by),
                self._kept,
                self.form.refuse,
                initiator=self,
            )

    def _kept(self, saved: Saved) -> None:
        self._to_mark = saved.id
        self._put_away()
        self.kind.set_value("")
        self._work.announce("The batch is kept.")
        self.table.setFocus()
        self._read()

    def trace_batch(self) -> None:
        """Who had it; that it was asked is noted."""
        batch, clinic, by = self.chosen(), self._work.clinic, self._work.by
        if batch is not None:
            self._work.desk.ask(
                "stock.trace",
                lambda: clinic.records.had_batch(batch.id, by),
                self._show_trace,
                self._trace_failed,
            )

    def _show_trace(self, trace: BatchTrace) -> None:
        self._stack.setCurrentWidget(self._traced)
        self.trace.show_trace(trace)
        self._work.commands.refresh()

    def _trace_failed(self, error: ClinicError) -> None:
        self.panel.trouble.tell(error)

    def back(self) -> None:
        """Esc: the list, the question or the form goes; the keyboard returns to the shelf."""
        if self.is_tracing:
            self.trace.forget()
        if self.side.currentWidget() is self.panel and self.panel.asking.is_open:
            self.panel.asking.put_away()
            return
        self._put_away()
        if self.isVisible():
            (self.table if self.table.lines() else self.empty).setFocus()

    def _put_away(self) -> None:
        self._stack.setCurrentWidget(self._shelf_view)
        self.side.setCurrentWidget(self.panel)
        self.panel.asking.put_away()
        self._work.commands.refresh()
