"""Noting that a client has died, with all that this ends; and putting it right if it is not so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clinic_desk.base.errors import BadInput
from clinic_desk.base.moments import read_past_day
from clinic_desk.base.words import plain_date
from clinic_desk.calendar.deaths import DeathNoted, DeathUndo, StillOpen, TakenBack
from clinic_desk.calendar.records import Visit
from ui.clients.reading import ClientFile
from ui.clients.standing import wording
from ui.clients.standing.card import StandingCard, name_of
from ui.kit.buttons import LinkButton, PrimaryButton
from ui.kit.choices import CheckField
from ui.kit.fields import DateField
from ui.kit.labels import FieldLabel, PlainLabel, set_plain_tip
from ui.kit.layout import Column, clear
from ui.kit.workplace import Workplace

TOPIC = "clients.still_open"


class DeathCard(StandingCard):
    """The day, what is still open, and one act for all of it."""

    def __init__(
        self, workplace: Workplace, window: QWidget, shown: Callable[[], ClientFile | None]
    ) -> None:
        """Closed. `shown` gives the client in sight, if there is one."""
        super().__init__(workplace, window, "Note that a client has died")
        self._shown = shown
        self.calls: dict[int, CheckField] = {}
        self.on = DateField(
            "On the day, or when the clinic was told", self._read_day, show=plain_date
        )
        self._fields = {"on": self.on}
        self._asked_for: date | None = None
        self._lines = Column(gap=0.5)
        self.act = PrimaryButton("", on_click=self.note)
        self.middle.addWidget(PlainLabel(wording.ABOUT_DEATH, wrap=True))
        self.middle.addWidget(self.on)
        self.middle.addLayout(self._lines)
        self.middle.addWidget(PlainLabel(wording.SAY, tone="quiet", wrap=True))
        self.foot.addWidget(self.act)
        self.on.line.editingFinished.connect(self._look)

    def begin(self, file: ClientFile) -> None:
        """Read what is still open, and ask."""
        self.take(file, f"{name_of(file)} has died")
        self.on.set_value(self._today())
        self._asked_for = None
        self._look(opening=True)

    def note(self) -> None:
        """Note it, with all that is shown."""
        file = self._file
        try:
            on = self.on.value() or self._today()
        except BadInput:
            self.on.control.setFocus()
            return
        if file is None or self._is_writing:
            return
        self._is_writing = True
        deaths, by, client_id = self._work.clinic.deaths, self._work.by, file.record.id
        keep = tuple(call for call, tick in self.calls.items() if not tick.isChecked())
        self._work.write(
            lambda: deaths.note(client_id, on, by, keep=keep),
            partial(self._noted, name_of(file)),
            self._refused,
            initiator=self,
        )

    def _look(self, *, opening: bool = False) -> None:
        """What is open on the day that is typed: on another one there may be more, a visit since
        that nobody has closed."""
        file = self._file
        try:
            on = self.on.value() or self._today()
        except BadInput:
            return
        if file is None or on == self._asked_for:
            return
        self._asked_for = on
        deaths, by, client_id = self._work.clinic.deaths, self._work.by, file.record.id
        self._work.desk.ask(
            TOPIC,
            lambda: deaths.still_open(client_id, on, by),
            partial(self._show, file, opening),
            None if opening else self._refused,
        )

    def _show(self, file: ClientFile, opening: bool, open_: StillOpen) -> None:
        """Nothing where somebody else is in sight by now, or the card has been closed."""
        here = self._shown()
        if here is None or here.record.id != file.record.id or (self.isHidden() and not opening):
            return
        clear(self._lines)
        self.calls = {}
        if open_.visits:
            self._lines.addWidget(FieldLabel("Cancelled with it"))
        for visit in open_.visits:
            line = wording.visit_line(visit, file.catalogue, self._today())
            self._lines.addWidget(PlainLabel(line, weight="medium", wrap=True))
        if open_.calls:
            self._lines.addWidget(FieldLabel("Calls that are owed: ticked ones are let go"))
        for call in open_.calls:
            words = wording.call_line(call, self._today())
            tick = CheckField(words)
            tick.setChecked(True)
            set_plain_tip(tick, words)
            self.calls[call.id] = tick
            self._lines.addWidget(tick)
        if open_ == StillOpen((), ()):
            self._lines.addWidget(PlainLabel(wording.NOTHING_OPEN, tone="quiet", wrap=True))
        self.act.set_words(wording.act_words(open_))
        if opening:
            self.open_centred()
            self.on.line.selectAll()

    def _noted(self, name: str, noted: DeathNoted) -> None:
        self._is_writing = False
        self.dismiss()
        self._work.announce(
            wording.noted_words(name, noted), partial(take_back_exactly, self._work, noted.undo)
        )

    def _read_day(self, text: str) -> date:
        return read_past_day(text, self._today())


def take_back_exactly(workplace: Workplace, undo: DeathUndo) -> None:
    """What Ctrl Z does right after."""
    deaths, by = workplace.clinic.deaths, workplace.by
    workplace.write(lambda: deaths.undo(undo, by))


class PutRightCard(StandingCard):
    """Takes it back, and names what cannot be put back with it."""

    visit_wanted = Signal(int)
    """A visit that is to be booked anew, to be seen on the calendar."""

    def __init__(self, workplace: Workplace, window: QWidget) -> None:
        """Closed."""
        super().__init__(workplace, window, "Put right that a client has died")
        self.links: tuple[LinkButton, ...] = ()
        self.about = PlainLabel(wrap=True)
        self._lost = Column(gap=0.5)
        self.act = PrimaryButton("Put it right", on_click=self.put_right)
        self.middle.addWidget(self.about)
        self.middle.addLayout(self._lost)
        self.foot.addWidget(self.act)

    def begin(self, file: ClientFile) -> None:
        """Ask."""
        self.take(file, f"{name_of(file)} has not died")
        self.about.setText(wording.ABOUT_PUTTING_RIGHT)
        self.links = ()
        clear(self._lost)
        self.act.show()
        self.open_centred()

    def put_right(self) -> None:
        """Take back what was noted by mistake."""
        file = self._file
        if file is None or self._is_writing:
            return
        self._is_writing = True
        deaths, by, client_id = self._work.clinic.deaths, self._work.by, file.record.id
        self._work.write(
            lambda: deaths.take_back(client_id, by),
            partial(self._is_right, file),
            self._refused,
            initiator=self,
        )

    def _is_right(self, file: ClientFile, back: TakenBack) -> None:
        self._is_writing = False
        self._work.announce(wording.put_right_words(name_of(file), back))
        if not back.lost:
            self.dismiss()
            return
        self.about.setText(
            "Put right. These times are taken, or need a look first: book them anew."
        )
        self.links = tuple(self._add_lost(file, visit) for visit in back.lost)
        self.links[0].setFocus()
        self.act.hide()

    def _add_lost(self, file: ClientFile, visit: Visit) -> LinkButton:
        line = wording.visit_line(visit, file.catalogue, self._today())
        link = LinkButton(line, on_click=partial(self._go, visit.id))
        self._lost.addWidget(link)
        return link

    def _go(self, visit_id: int) -> None:
        self.dismiss()
        self.visit_wanted.emit(visit_id)
