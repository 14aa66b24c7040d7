"""What few clients need, behind one key: they died, are not to be booked, are on file twice."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from clinic_desk.staff.permissions import May, may
from ui.clients.reading import ClientFile
from ui.clients.standing.death import DeathCard, PutRightCard
from ui.clients.standing.not_booked import NotBookedCard
from ui.kit.commands import Command
from ui.kit.layout import clear
from ui.kit.popover import Popover
from ui.kit.rows import ChoiceRow
from ui.kit.workplace import Workplace

KEY, WORDS = "Ctrl+M", "More about this client"


class StandingActs(QObject):
    """The card of acts for the client in sight; the cards are made when they are asked for."""

    visit_wanted = Signal(int)
    """A visit to be seen on the calendar."""
    merging_wanted = Signal()
    """The client in sight is on file twice."""

    def __init__(
        self, workplace: Workplace, page: QWidget, shown: Callable[[], ClientFile | None]
    ) -> None:
        """`shown` gives the client in sight, if there is one."""
        super().__init__(page)
        self._work, self._page, self._shown = workplace, page, shown
        self.anchor: QWidget = page
        """What the card of acts opens below."""
        self.card: Popover | None = None
        self.rows: list[ChoiceRow] = []
        self.death: DeathCard | None = None
        self.put_right: PutRightCard | None = None
        self.not_booked: NotBookedCard | None = None

    def command(self, group: str, scope: str, when: Callable[[], bool]) -> Command:
        """The key that opens it."""
        return Command("clients.more", WORDS, KEY, group, self.begin, when, scope)

    def begin(self) -> None:
        """Offer what whoever is at the desk may do."""
        file = self._shown()
        if file is None or self._work.private:
            return
        if self.card is None:
            self.card = Popover(self._page.window(), WORDS, "panel", gap=0.5)
            self._work.privacy_changed.connect(self._put_away)
            self._work.person_changed.connect(self._put_away)
        clear(self.card.body)
        self.rows = list(self._offered(file))
        for row in self.rows:
            self.card.body.addWidget(row)
        self.card.open_below(self.anchor)
        self.rows[0].setFocus()

    def _offered(self, file: ClientFile) -> list[ChoiceRow]:
        rows = []
        if file.record.deceased_on is None:
            rows.append(
                self._row(
                    "The client has died",
                    "Ends what is booked, pencilled or promised",
                    self.note_death,
                )
            )
        else:
            rows.append(
                self._row("The client has not died", "Puts right what was noted", self.begin_right)
            )
        person = self._work.person
        if person is not None and may(person, May.CLINICAL):
            known = "Not to be booked: why, or no longer"
            words = known if file.record.do_not_book else "Ask that the client is not booked"
            rows.append(self._row(words, "The desk is told that, not why", self.begin_not_booked))
            about = "Where this client is on file twice"
            rows.append(self._row("Make one record of two", about, self.merging_wanted.emit))
        return rows

    def _row(self, words: str, about: str, act: Callable[[], None]) -> ChoiceRow:
        def choose() -> None:
            self._put_away(None)
            act()

        return ChoiceRow(words, about, on_choose=choose)

    def _put_away(self, _what: object) -> None:
        if self.card is not None:
            self.card.dismiss()

    def note_death(self) -> None:
        """The card that notes a death."""
        file = self._shown()
        if file is not None:
            if self.death is None:
                self.death = DeathCard(self._work, self._page.window(), self._shown)
            self.death.begin(file)

    def begin_right(self) -> None:
        """The card that takes it back."""
        file = self._shown()
        if file is not None:
            if self.put_right is None:
                self.put_right = PutRightCard(self._work, self._page.window())
                self.put_right.visit_wanted.connect(self.visit_wanted)
            self.put_right.begin(file)

    def begin_not_booked(self) -> None:
        """The card that asks not to book, or ends that."""
        file = self._shown()
        if file is not None:
            if self.not_booked is None:
                self.not_booked = NotBookedCard(self._work, self._page.window())
            self.not_booked.begin(file)
