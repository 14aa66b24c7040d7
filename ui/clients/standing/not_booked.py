"""Asking that a client is not to be booked, with why for those who may read it; and ending that."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from clinic_desk.base.changes import Changes
from clinic_desk.calendar.statuses import IN_THE_DIARY
from clinic_desk.clients.records import ClientRecord
from ui.clients.reading import ClientFile
from ui.clients.standing import wording
from ui.clients.standing.card import StandingCard, name_of
from ui.kit.buttons import PrimaryButton, QuietButton
from ui.kit.fields import TextField
from ui.kit.labels import PlainLabel
from ui.kit.layout import reveal
from ui.kit.workplace import Workplace


class NotBookedCard(StandingCard):
    """The reason, what is booked all the same, and the way back."""

    def __init__(self, workplace: Workplace, window: QWidget) -> None:
        """Closed."""
        super().__init__(workplace, window, "Ask that a client is not booked")
        self.why = TextField("Why: read by those who treat and by the manager alone")
        self._fields = {"why": self.why}
        self._by = 0
        self._begun: dict[tuple[int, int], str] = {}
        """Reasons that were typed and not kept, by who typed them and the client."""
        self.booked = PlainLabel(tone="quiet", wrap=True)
        self.act = PrimaryButton("", on_click=self.ask)
        self.end = QuietButton("May be booked again", on_click=self.let_be_booked)
        self.middle.addWidget(PlainLabel(wording.ABOUT_NOT_BOOKING, wrap=True))
        self.middle.addWidget(self.why)
        self.middle.addWidget(self.booked)
        self.foot.addWidget(self.act)
        self.foot.addWidget(self.end)
        self.closed.connect(self._put_by)

    def begin(self, file: ClientFile) -> None:
        """Ask, with the reason that stands, or was being typed when the card was closed."""
        self.take(file, f"{name_of(file)} is not to be booked")
        stands, now = file.record.do_not_book, self._work.clinic.clock.now()
        self._by = self._work.by
        begun = self._begun.pop((self._by, file.record.id), "")
        self.why.set_text(begun or file.record.do_not_book_why)
        self.why.show_trouble("")
        to_come = [v for v in file.visits if v.status in IN_THE_DIARY and v.ends_at > now]
        to_come.sort(key=lambda visit: visit.starts_at)
        self.booked.setText(wording.still_booked_words(to_come, file.catalogue, self._today()))
        self.act.set_words("Keep this reason" if stands else "Do not book")
        reveal(self.end, stands)
        self.open_centred()

    def ask(self) -> None:
        """Keep it, with the reason."""
        file, why, by = self._file, self.why.text(), self._work.by
        if file is not None:
            standings, client_id = self._work.clinic.standings, file.record.id
            said = f"{name_of(file)} is not to be booked"
            self._write(file, said, lambda: standings.do_not_book(client_id, why, by))

    def let_be_booked(self) -> None:
        """Take it back."""
        file, by = self._file, self._work.by
        if file is not None:
            standings, client_id = self._work.clinic.standings, file.record.id
            said = f"{name_of(file)} may be booked again"
            self._write(file, said, lambda: standings.may_book(client_id, by))

    def _write(self, file: ClientFile, said: str, work: Callable[[], Changes]) -> None:
        if self._is_writing:
            return
        self._is_writing = True
        self._work.write(work, partial(self._written, file, said), self._refused, initiator=self)

    def _written(self, file: ClientFile, said: str, _changes: Changes) -> None:
        self._is_writing, self._file = False, None
        self._begun.pop((self._by, file.record.id), None)
        self.dismiss()
        self._work.announce(said, partial(take_back, self._work, file.record))

    def _put_by(self) -> None:
        """A click beside the card, or somebody else who sits down, loses nobody's words."""
        file, why = self._file, self.why.text()
        if file is not None and why.strip() and why != file.record.do_not_book_why:
            self._begun[self._by, file.record.id] = why


def take_back(workplace: Workplace, before: ClientRecord) -> None:
    """Let it stand again as it did before the act."""
    standings, by = workplace.clinic.standings, workplace.by
    if before.do_not_book:
        why = before.do_not_book_why
        workplace.write(lambda: standings.do_not_book(before.id, why, by))
    else:
        workplace.write(lambda: standings.may_book(before.id, by))
