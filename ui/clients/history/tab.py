"""The tab of the treatment history: the ribbon, the history, and the marked record beside it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from clinic_desk.base.errors import ClinicError
from clinic_desk.records.record import Record
from clinic_desk.staff.permissions import May, may
from ui.clients.history.beside import BesideCard
from ui.clients.history.card import HistoryCard
from ui.clients.history.lines import has_map, lines_of
from ui.clients.reading import ClientFile, read_more, with_known, with_more
from ui.clients.ribbon.card import RibbonCard
from ui.kit.commands import KeyNote
from ui.kit.layout import Row
from ui.kit.surfaces import Scroll
from ui.kit.theme import theme
from ui.kit.workplace import Workplace

MORE = "clients.more_records"
RIBBON_KEYS = KeyNote(
    "Clients", "↑ ↓ ← →", "On the ribbon, what each mark and stretch means; Enter books or opens"
)
"""Keys that the ribbon reads itself."""
LATEST = 5
"""Lines among which the last map is looked for as a client is opened."""


class HistoryTab(Scroll):
    """Fits one large screen; on a small one, or with large letters, it scrolls as a whole."""

    visit_wanted = Signal(int)
    """A visit to show on the calendar."""
    booking_wanted = Signal(str, object)
    """A treatment to book, and the first local day it may be."""
    record_wanted = Signal(int)
    writing_wanted = Signal(int)

    def __init__(self, workplace: Workplace) -> None:
        """Empty until `show_file`."""
        super().__init__(gap=1.5, margins=0)
        self._work = workplace
        self.file: ClientFile | None = None
        self.ribbon, self.history = RibbonCard(), HistoryCard()
        self.beside = BesideCard(workplace)
        self.halves = _Halves(self.history, self.beside)
        self.body.addWidget(self.ribbon)
        self.body.addWidget(self.halves, 1)
        self._connect()
        theme().changed.connect(self._share_room)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The lists take what the ribbon leaves."""
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        below = self.ribbon.heightForWidth(self.width()) + self.body.spacing()
        self.halves.make_do_with(self.viewport().height() - below)

    def _connect(self) -> None:
        self.ribbon.canvas.visit_wanted.connect(self._mark_visit)
        self.ribbon.canvas.booking_wanted.connect(self.booking_wanted)
        self.history.marked_changed.connect(self._show_marked)
        self.history.opened.connect(self._open)
        self.history.more_wanted.connect(self._read_more)
        self.beside.record_wanted.connect(self.record_wanted)
        self.beside.writing_wanted.connect(self.writing_wanted)
        self.beside.calendar_wanted.connect(self.visit_wanted)
        self.beside.amended.connect(self.history.list.setFocus)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to go to."""
        return self.history.is_empty

    @property
    def holds_more_than_was_typed(self) -> bool:
        """Whether it shows a client, and nobody is in the middle of adding words to a record."""
        return self.file is not None and self.beside.form.isHidden()

    def show_file(self, file: ClientFile) -> None:
        """Show a client's history as far as it has been read."""
        another = self.file is None or self.file.record.id != file.record.id
        self.file = with_known(file, self.file)
        if another:
            self._work.desk.forget(MORE)
            self.history.begin()
            self.verticalScrollBar().setValue(0)
        ribbon = file.clinical.ribbon if file.clinical is not None else None
        if ribbon is not None or another:
            self.ribbon.show_ribbon(ribbon)
            self._share_room()
        self._show_lines()
        if another:
            self._begin_at_map()

    def take_focus(self) -> None:
        """Put the keyboard into the history."""
        self.history.list.setFocus()

    def stops(self) -> tuple[QWidget, ...]:
        """The parts that F6 goes along."""
        return (self.ribbon, self.history.list, self.beside)

    def _show_lines(self) -> None:
        if self.file is not None:
            self.history.show_reckoned(lines_of(self.file, self._work.clinic.clock.now()))
            self._show_marked()

    def _begin_at_map(self) -> None:
        """Who opens a client is shown the last map, if it is among the last few visits."""
        file = self.file
        if file is None or file.clinical is None:
            return
        maps = {record.id for record in file.clinical.records if has_map(record) and record.counts}
        latest = [line for line in self.history.list.lines()[:LATEST] if line.record_id in maps]
        if latest:
            self.history.mark(latest[0].key)

    def _show_marked(self) -> None:
        file, person = self.file, self._work.person
        if file is None or file.clinical is None:
            return
        may_write = person is not None and may(person, May.TREAT)
        clinical = file.clinical
        line = self.history.marked()
        self.beside.show_line(line, clinical.records, clinical.names, may_write=may_write)

    def _mark_visit(self, visit_id: int) -> None:
        """Of a visit pressed on the ribbon: what was written, or else the visit on the calendar."""
        if not self.history.mark_visit(visit_id):
            self.visit_wanted.emit(visit_id)

    def _open(self, _key: str) -> None:
        line = self.history.marked()
        if line is None:
            return
        if line.record_id is not None:
            self.record_wanted.emit(line.record_id)
        elif line.visit_id is not None:
            self.visit_wanted.emit(line.visit_id)

    def _read_more(self) -> None:
        file, person = self.file, self._work.person
        if file is None or file.clinical is None or person is None:
            return
        if file.clinical.records_whole or not file.clinical.records:
            return
        clinic, client_id, by = self._work.clinic, file.record.id, person.id
        last = file.clinical.records[-1]
        after = (last.treated_on, last.id)
        self._work.desk.ask(
            MORE,
            lambda: (client_id, after, read_more(clinic, client_id, by, after)),
            self._take_more,
            self._not_read,
        )

    def _take_more(self, found: tuple[int, tuple[date, int], tuple[Record, ...]]) -> None:
        client_id, after, records = found
        file = self.file
        if file is None or file.clinical is None or file.record.id != client_id:
            return
        last = file.clinical.records[-1]
        if (last.treated_on, last.id) == after:
            self.file = with_more(file, records)
            self._show_lines()

    def _not_read(self, error: ClinicError) -> None:
        self._work.announce(str(error))


class _Halves(QWidget):
    """The history and what stands beside it; below each other where it is narrow."""

    def __init__(self, left: QWidget, right: QWidget) -> None:
        super().__init__()
        self._room = 0
        self._line = Row(self, gap=1.5)
        self._line.addWidget(left, 6)
        self._line.addWidget(right, 5)
        for part in (left, right):
            part.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)

    def make_do_with(self, room: int) -> None:
        """So much is left below the ribbon: a little less than they would have is taken."""
        if room != self._room:
            self._room = room
            self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """High enough to be read in, so that the page scrolls where there is less."""
        look = theme()
        high = look.shape("history")
        if look.shape("history_least") <= self._room < high:
            # On a small screen the lists alone scroll, and not the page around them as well.
            high = self._room
        stacked = self._line.direction() == QBoxLayout.Direction.TopToBottom
        return QSize(0, high * 2 + look.grid(1.5) if stacked else high)

    def sizeHint(self) -> QSize:
        """The same; it takes what there is more."""
        return self.minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside each other where each has room for its words."""
        wide = self.width() >= 2.2 * theme().shape("panel")
        ways = QBoxLayout.Direction
        way = ways.LeftToRight if wide else ways.TopToBottom
        if self._line.direction() != way:
            self._line.setDirection(way)
            self.updateGeometry()
