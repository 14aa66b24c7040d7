"""All leaflets of the next day: who comes, what each is given, and one job for the printer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from clinic_desk.base.errors import ClinicError
from clinic_desk.base.words import clock_time, count, short_day
from clinic_desk.leaflets.batch import BatchLine
from clinic_desk.leaflets.given import Given, How
from clinic_desk.leaflets.orders import Order, PrintedLeaflet, drawn
from clinic_desk.leaflets.printable import unprintable
from clinic_desk.leaflets.stacked import stacked
from ui.kit.buttons import PrimaryButton, QuietButton
from ui.kit.labels import PlainLabel, SectionTitle, initials_of
from ui.kit.layout import Column, Row, clear, reveal
from ui.kit.popover import Popover
from ui.kit.printing import Printer, Stopped, left_out_words, print_pdf, save_pdf
from ui.kit.surfaces import Scroll, TroubleLine
from ui.kit.theme import theme
from ui.kit.workplace import Workplace
from ui.leaflets.reading import LARGE
from ui.leaflets.under_way import Progress, UnderWay

DRAWING = 20
"""Percent of a job that drawing takes; the rest is the way to the printer."""
STOPPED = "Stopped. Nothing is noted as given."


@dataclass(frozen=True)
class _Made:
    """All leaflets of a local day drawn, and the one file that holds their pages."""

    day: date
    printed: tuple[PrintedLeaflet, ...]
    pdf: bytes
    pages: int
    """With the empty backs that keep two clients' leaflets apart."""


class AllOfDay(Popover):
    """A list of visits with their leaflets; Print sends them all, and notes each as given."""

    done = Signal()
    """All of them were printed or saved, and noted."""

    def __init__(self, workplace: Workplace, window: QWidget) -> None:
        """Closed."""
        super().__init__(window, "Leaflets of the next day", "half_sheet")
        self._work = workplace
        self._day: date | None = None
        self._printer: Printer | None = None
        self._asked: tuple[date, Printer | None] | None = None
        self.lines: tuple[BatchLine, ...] = ()
        self.dialog: QFileDialog | None = None
        self.title = SectionTitle("", "panel")
        self.about = PlainLabel(size="small", tone="quiet", wrap=True)
        self.missing = PlainLabel(size="small", tone="warn", wrap=True)
        self.trouble, self.under_way = TroubleLine(), UnderWay()
        self._scroll = Scroll(gap=0.75, margins=0, snug=True)
        self._scroll.setAccessibleName("Visits and their leaflets")
        self.print_button = PrimaryButton("Print all", "Ctrl+Return", on_click=self.print)
        self.save_button = QuietButton("Save as one PDF…", on_click=self.save)
        for part in (self.title, self.about, self.under_way, self.missing, self._scroll):
            self.body.addWidget(part)
        self.body.addWidget(self.trouble)
        self.under_way.told.connect(self.about.setText)
        acts = Row(gap=1)
        acts.addWidget(self.save_button)
        acts.addWidget(self.print_button, 1)
        self.body.addLayout(acts)
        workplace.privacy_changed.connect(self._privacy)

    @property
    def orders(self) -> tuple[Order, ...]:
        """What is printed, in the order of the visits."""
        return tuple(line.order for line in self.lines if line.order is not None)

    def begin(self, day: date, printer: Printer | None) -> None:
        """Open for a local day; `printer` is the one that is chosen, None without any. While a
        job is under way that is shown, and the day that was asked for after it."""
        if self.under_way.is_on:
            is_of_job = day == self._day and bool(self.lines)
            self._asked = None if is_of_job else (day, printer)
            self.open_centred()
            return
        self._day, self._printer, self.lines = day, printer, ()
        self.title.setText(f"Leaflets of {short_day(day)}")
        self.about.setText("Looking who comes…")
        self.trouble.clear()
        self._show_lines()
        self.open_centred()
        press, by = self._work.clinic.press, self._work.by
        self._work.desk.ask(
            "leaflets.batch", lambda: press.batch(day, by), self._found, self._failed, owner=self
        )

    def forget(self) -> None:
        """Close, with nothing left of what was read for whoever had it open."""
        self._work.desk.forget("leaflets.batch")
        self.lines, self._asked = (), None
        self._show_lines()
        self.dismiss()

    def print(self) -> None:
        """Draw all of them, and send them as one job."""
        printer, day = self._printer, self._day
        if printer is None or day is None or not self.print_button.isEnabled():
            return

        def work() -> _Made:
            made = _made(day, orders, printer.both_sides, progress, DRAWING)
            print_pdf(made.pdf, printer, "leaflets", sent=_sending(made, printer, progress))
            return made

        orders, progress = self.orders, self._wait()
        self._work.background.run(
            work,
            partial(self._note, "printed", f"sent to {printer.name}", self._work.by),
            partial(self._not_done, day),
            owner=self,
            leaves=True,
        )

    def save(self) -> None:
        """Draw all of them, and keep them as one file for the printer."""
        orders, day = self.orders, self._day
        if not orders or day is None:
            return
        progress = self._wait()
        self._work.background.run(
            lambda: _made(day, orders, True, progress, 100),
            partial(self._keep, self._work.by),
            partial(self._not_done, day),
            owner=self,
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl Enter prints, from wherever the keyboard is in the card; Escape stops a job."""
        if event.key() == Qt.Key.Key_Escape and self.under_way.is_on:
            self.under_way.stop()
            return
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if ctrl and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.print()
        else:
            super().keyPressEvent(event)

    def _keep(self, by: int, made: _Made) -> None:
        """Ask where they are to be saved, but not whoever has taken the desk meanwhile."""
        if not self._work.is_by(by):
            self._work.announce("The leaflets were not saved, as somebody else took the desk.")
            self._ready()
            self._go_on(made.day)
            return

        def written(file: Path) -> None:
            self._note("saved", f"saved as {file.name}", by, made)

        name, background = f"leaflets-{made.day.isoformat()}.pdf", self._work.background
        self._ready()
        failed = partial(self._not_done, made.day)
        self.dialog = save_pdf(self._window, name, made.pdf, background, written, failed)
        self.dialog.finished.connect(lambda _result: self._go_on(made.day))

    def _note(self, how: How, what: str, by: int, made: _Made) -> None:
        """`by` is who printed it, whoever sits at the desk by now."""
        press = self._work.clinic.press

        def noted(_given: Given) -> None:
            leaflets = count(len(made.printed), "leaflet")
            of = short_day(made.day)
            self._work.announce(f"{leaflets} of {of} {what}, each noted as given.")
            if made.day == self._day:
                if self._asked is None:
                    self.dismiss()
                self._ready()
                self._go_on(made.day)
            self.done.emit()

        self._work.write(
            lambda: press.note_all_given(made.printed, how, by),
            noted,
            partial(self._not_done, made.day),
            initiator=self,
        )

    def _not_done(self, day: date, error: ClinicError) -> None:
        """The job of a local day came to nothing: said on its card, or in the status line where
        the card is another day's by now."""
        if day == self._day and self._asked is None:
            self._failed(error)
            return
        self._work.announce(str(error))
        if day == self._day:
            self._ready()
            self._go_on(day)

    def _go_on(self, day: date) -> None:
        """The job of `day` is over: show the day that was asked for meanwhile."""
        asked, self._asked = self._asked, None
        if asked is not None and day == self._day and not self.isHidden():
            self.begin(*asked)

    def _found(self, lines: Sequence[BatchLine]) -> None:
        self.lines = tuple(lines)
        names = "\n".join(dict.fromkeys(each.typed for each in self.orders))
        self._work.background.run(lambda: unprintable(names), self._tell_missing, owner=self)
        self._show_lines()
        self._ready()
        self.print_button.setFocus()

    def _tell_missing(self, letters: tuple[str, ...]) -> None:
        self.missing.setText(left_out_words(letters))
        reveal(self.missing, bool(letters))

    def _show_lines(self) -> None:
        body = self._scroll.body
        clear(body)
        visit, private = None, self._work.private
        for line in self.lines:
            part = Column(gap=0)
            if line.visit.id != visit:
                visit = line.visit.id
                who = f"{clock_time(line.visit.starts_at)}  {_who(line, private)}"
                part.addWidget(PlainLabel(who, weight="medium", wrap=True))
            tone = "ink" if line.order is not None else "quiet"
            words = _leaflet_words(line, private)
            part.addWidget(PlainLabel(words, size="small", tone=tone, wrap=True))
            body.addLayout(part)
        body.addStretch(1)
        # A list that is filled while the card stands open would be given no room.
        wanted = (len(self.lines) + 1) * theme().shape("row") if self.lines else 0
        most = min(theme().shape("largest_chart"), self._window.height() // 2)
        self._scroll.setMinimumHeight(min(wanted, most))
        reveal(self.missing, False)
        for button in (self.print_button, self.save_button):
            button.setEnabled(False)

    def _wait(self) -> Progress:
        """A job begins: Stop takes the keyboard before the buttons go."""
        self.trouble.clear()
        progress = self.under_way.begin()
        for button in (self.print_button, self.save_button):
            button.setEnabled(False)
        return progress

    def _ready(self) -> None:
        made, left = len(self.orders), len(self.lines) - len(self.orders)
        rest = f", {left} left out: see below" if left else ""
        self.about.setText(f"{count(made, 'leaflet')} to print{rest}.")
        self.print_button.set_words(f"Print {count(made, 'leaflet')}")
        self.print_button.setEnabled(bool(made) and self._printer is not None)
        self.save_button.setEnabled(bool(made))
        if self.under_way.is_on:
            if self.under_way.stop_button.hasFocus():
                can_print = self.print_button.isEnabled()
                (self.print_button if can_print else self.save_button).setFocus()
            self.under_way.end()

    def _failed(self, error: ClinicError) -> None:
        self._ready()
        if isinstance(error, Stopped):
            self.about.setText(STOPPED)
        else:
            self.trouble.tell(error)

    def _privacy(self, hidden: bool) -> None:
        if hidden:
            self.dismiss()


def _made(
    day: date, orders: Sequence[Order], both_sides: bool, progress: Progress, percent: int
) -> _Made:
    """All drawn and put together, which is so many percent of the job. Raises Stopped."""
    printed: list[PrintedLeaflet] = []
    for order in orders:
        done = len(printed)
        if not progress.step(percent * done / len(orders), f"Drawing {done + 1} of {len(orders)}…"):
            raise Stopped(STOPPED)
        printed.append(drawn(order))
    pages = sum(each.pages + (each.pages % 2 if both_sides else 0) for each in printed)
    pdf = stacked((each.pdf for each in printed), both_sides=both_sides)
    return _Made(day, tuple(printed), pdf, pages)


def _sending(made: _Made, printer: Printer, progress: Progress) -> Callable[[int], bool]:
    """What tells of each page on its way to the printer."""

    def sent(page: int) -> bool:
        done = DRAWING + (100 - DRAWING) * page / made.pages
        return progress.step(done, f"Sending page {page + 1} of {made.pages} to {printer.name}…")

    return sent


def _who(line: BatchLine, private: bool) -> str:
    name = line.visit.client_name
    return initials_of(name) if private else name[:80]


def _leaflet_words(line: BatchLine, private: bool) -> str:
    """`Botulinum toxin: what to expect, version 3, large print`, or why there is none; while
    names are hidden nothing that tells of a treatment."""
    if private:
        return "One to print" if line.order is not None else "None to print"
    if line.order is None:
        return ": ".join(part for part in (line.title, line.why_not) if part)
    size = f", {LARGE}" if line.order.large_print else ""
    return f"{line.title}, version {line.order.leaflet.head.version}{size}"
