"""Who had a batch: a line a client, with the phones to ring; to paper, or to a file for a sheet."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QStackedWidget

from clinic_desk.leaflets.printable import unprintable
from clinic_desk.records.tracing import BatchTrace, csv_text
from ui.kit.buttons import QuietButton, command_button
from ui.kit.desk_paper import Sheet, draw_and_send
from ui.kit.labels import PlainLabel, SectionTitle
from ui.kit.layout import Card, Column, Row, Surface
from ui.kit.printing import installed_printers, save_file, usual_printer
from ui.kit.surfaces import EmptyState
from ui.kit.table import Table
from ui.kit.workplace import Workplace
from ui.stock.wording import trace_columns, trace_count, trace_lines, trace_title

HIDDEN = "Names are hidden. F9 shows them again."
NOBODY = "No record names this batch."
MOST_BESIDE = 5
"""Columns of clients: a batch of some fifty is seen in one screen."""
MARK_OF_UTF8 = b"\xef\xbb\xbf"
"""What tells Excel that the letters are UTF-8."""


class TraceView(Surface):
    """In place of the shelf; Enter on a line opens the client, Esc goes back."""

    def __init__(self, workplace: Workplace, back: Callable[[], None]) -> None:
        """Without a batch."""
        super().__init__("canvas")
        self.setAccessibleName("Who had this batch")
        self._work = workplace
        self.trace: BatchTrace | None = None
        self.title = SectionTitle("", "page")
        self.title.setWordWrap(True)
        self.about = PlainLabel(tone="quiet")
        self.table = Table("Who had this batch", (), most_beside=MOST_BESIDE)
        self.nobody = EmptyState(NOBODY)
        self.hidden = EmptyState(
            HIDDEN, "Show them", lambda: workplace.seat.hide_names(False), "F9"
        )
        self._stack = QStackedWidget()
        self.back = QuietButton("Back to the stock", "Esc", on_click=back)
        self.print_button = command_button(workplace.commands, "stock.print", primary=True)
        self.save_button = command_button(workplace.commands, "stock.csv")
        self._lay_out()
        self.table.opened.connect(
            lambda client_id: workplace.show_page("clients", client_id=client_id)
        )
        workplace.privacy_changed.connect(self._show)

    def _lay_out(self) -> None:
        whole = Column(self, gap=1.5)
        head = Row(gap=1)
        words = Column(gap=0.25)
        words.addWidget(self.title)
        words.addWidget(self.about)
        head.addLayout(words, 1)
        for button in (self.back, self.save_button, self.print_button):
            head.addWidget(button)
        whole.addLayout(head)
        card = Card(gap=0, margins=1)
        for part in (self.table, self.nobody, self.hidden):
            self._stack.addWidget(part)
        card.body.addWidget(self._stack)
        whole.addWidget(card, 1)

    @property
    def may_leave(self) -> bool:
        """Whether there is a list that may go to paper: names are in sight."""
        return self.trace is not None and not self._work.private

    def show_trace(self, trace: BatchTrace) -> None:
        """Show who had a batch; the keyboard goes to the list."""
        self.trace = trace
        self.title.setText(trace_title(trace))
        self.about.setText(trace_count(trace))
        self.table.set_columns(trace_columns(trace))
        self.table.show_lines(trace_lines(trace))
        self._show()
        (self.table if trace.rows and not self._work.private else self.back).setFocus()

    def forget(self) -> None:
        """Another person is at the desk, or it is put away: no name stays."""
        self.trace = None
        self.table.show_lines(())

    def _show(self) -> None:
        listed = self.table if self.trace is not None and self.trace.rows else self.nobody
        self._stack.setCurrentWidget(self.hidden if self._work.private else listed)
        self._work.commands.refresh()

    def print(self) -> None:
        """To the printer chosen last; where there is none it is saved as a PDF."""
        trace, clinic = self.trace, self._work.clinic
        if trace is None or not self.may_leave:
            return

        def read() -> Callable[[], Sheet]:
            title, now = clinic.practice.read().name, clinic.clock.now()

            def draw() -> Sheet:
                # Imported here: ReportLab is not loaded before something is printed.
                from clinic_desk.paper.batch_list import batch_list

                left_out = unprintable("".join(row.name for row in trace.rows))
                pdf = batch_list(trace, title, now)
                return Sheet(pdf, left_out, usual_printer(installed_printers()))

            return draw

        left = partial(clinic.paper.batch_listed, trace.batch_id)
        draw_and_send(self._work, read, left, "batch-list", trace_title(trace), self)

    def save(self) -> None:
        """Ask where the list is to be kept as CSV."""
        trace, clinic, by = self.trace, self._work.clinic, self._work.by
        if trace is None or not self.may_leave:
            return

        def written(file: Path) -> None:
            self._work.desk.write(lambda: clinic.paper.batch_listed(trace.batch_id, "saved", by))
            self._work.announce(f"{trace_title(trace)}: saved as {file.name}.")

        content = MARK_OF_UTF8 + csv_text(trace).encode()
        save_file(self, "CSV", "batch-list.csv", content, self._work.background, written)
