"""Taking a consent back: the day, and words only where the client wants some kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Signal

from clinic_desk.base.errors import BadInput, ClinicError
from clinic_desk.base.moments import read_past_day
from clinic_desk.base.words import plain_date
from clinic_desk.consent.records import ConsentRecord
from ui.kit.buttons import QuietButton
from ui.kit.fields import DateField, LineField, show_troubles
from ui.kit.labels import PlainLabel, SectionTitle
from ui.kit.layout import Column, Row, Surface, reveal
from ui.kit.surfaces import TroubleLine
from ui.kit.workplace import Workplace

KINDLY = (
    "Anybody may change their mind, and need not say why. What was done until then stays as it is;"
    " nothing more is done under this consent."
)


@dataclass(frozen=True)
class WithdrawTyped:
    """What stands in the form, letter for letter."""

    record: ConsentRecord
    day: str
    words: str

    @property
    def whose(self) -> tuple[int, str]:
        """The client, and what the consent is for."""
        return self.record.client_id, self.record.scope


class WithdrawPart(Surface):
    """Hidden until it is begun."""

    kept = Signal(object)
    """Whose consent was taken back; another client may be in sight by now."""
    closed = Signal()

    def __init__(self, workplace: Workplace, today: Callable[[], date]) -> None:
        """Put away; `today` gives the local day."""
        super().__init__("sunken")
        self._work, self._today = workplace, today
        self._record: ConsentRecord | None = None
        self._proposed = ""
        self.title = SectionTitle("The client takes the consent back")
        self.day = DateField("Taken back on", self._read_day, show=plain_date)
        self.words = LineField("In the client's words, if they want", "May stay empty")
        self.trouble = TroubleLine()
        self.keep = QuietButton("Note that it is taken back", "Ctrl+Return", on_click=self.save)
        self.leave = QuietButton("Leave it", "Esc", on_click=self.put_away)
        body = Column(self, gap=1, margins=1.5)
        body.addWidget(self.title)
        body.addWidget(PlainLabel(KINDLY, size="small", tone="quiet", wrap=True))
        fields = Row(gap=1.5)
        fields.addWidget(self.day, 1)
        fields.addWidget(self.words, 2)
        body.addLayout(fields)
        body.addWidget(self.trouble)
        acts = Row(gap=1)
        acts.addWidget(self.keep)
        acts.addWidget(self.leave)
        acts.addStretch(1)
        body.addLayout(acts)
        self.hide()

    @property
    def is_open(self) -> bool:
        """Whether it is being filled in."""
        return self._record is not None

    def begin(self, record: ConsentRecord) -> None:
        """Ask on which day this one was taken back."""
        self._record = record
        self.day.set_value(self._today())
        self._proposed = self.day.text()
        self.words.set_text("")
        self.trouble.clear()
        reveal(self, True)
        self.day.control.setFocus()

    def typed(self) -> WithdrawTyped | None:
        """What would be lost with it; None where it is put away, or nothing was typed."""
        day, words = self.day.text(), self.words.text()
        if self._record is None or (day == self._proposed and not words.strip()):
            return None
        return WithdrawTyped(self._record, day, words)

    def show_typed(self, typed: WithdrawTyped) -> None:
        """Go on where it was left; the keyboard stays where it is."""
        self._record, self._proposed = typed.record, ""
        self.day.set_text(typed.day)
        self.words.set_text(typed.words)
        self.trouble.clear()
        reveal(self, True)

    def put_away(self) -> None:
        """Forget what was typed."""
        was_open, self._record = self.is_open, None
        self.words.set_text("")
        self.hide()
        if was_open:
            self.closed.emit()

    def save(self) -> None:
        """Note it."""
        record = self._record
        if record is None:
            return
        try:
            day = self.day.value() or self._today()
        except BadInput:
            return
        consents, by, words = self._work.clinic.consents, self._work.by, self.words.text()
        self._work.write(
            lambda: consents.withdraw(record.id, day, words, by),
            lambda _changes: self._kept(record),
            partial(self._refused, record),
            initiator=self,
            once=(self, record.id),
        )

    def _kept(self, record: ConsentRecord) -> None:
        if record == self._record:
            self.put_away()
        self._work.announce("Noted: the consent is taken back.")
        self.kept.emit((record.client_id, record.scope))

    def _refused(self, record: ConsentRecord, error: ClinicError) -> None:
        if record != self._record:
            self._work.announce(str(error))
            return
        if not show_troubles({"on": self.day, "words": self.words}, error):
            self.trouble.tell(error)

    def _read_day(self, text: str) -> date:
        return read_past_day(text, self._today())
