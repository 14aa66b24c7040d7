"""The head of a record: whose it is, what to know of them, which visit, how the draft stands."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_desk.base.clock import local_day
from clinic_desk.base.words import clock_time, count, plain_date, short_day
from ui.kit.buttons import IconButton
from ui.kit.client_chips import ChipLine, ChipWords, chip_words
from ui.kit.labels import ElidedLabel, PlainLabel
from ui.kit.layout import Column, Row, reveal
from ui.kit.theme import theme
from ui.records.reading import RecordFile
from ui.records.telling import KIND_COLOURS, title


class RecordHead(QWidget):
    """Name and birth date, chips, the visit; at the right what becomes of what is typed."""

    def __init__(self, back: IconButton) -> None:
        """Nobody yet; `back` leads to where one came from."""
        super().__init__()
        self.back = back
        self.name = ElidedLabel(size="page", weight="bold")
        self.facts = PlainLabel(tone="quiet")
        self.chips = ChipLine()
        self.state = PlainLabel(size="small", tone="quiet")
        whole = Row(self, gap=1.5)
        self._words = words = Column(gap=0.75)
        self._line = Row(gap=1.5)
        self._line.addWidget(self.name)
        self._line.addWidget(self.facts)
        self._line.addStretch(1)
        self._line.addWidget(self.state)
        words.addLayout(self._line)
        words.addWidget(self.chips)
        whole.addWidget(self.back)
        whole.addLayout(words, 1)

    def show_file(self, file: RecordFile) -> None:
        """Show whose record it is and of which visit."""
        client, visit, today = file.client, file.visit, file.record.treated_on
        self.name.setText(client.shown_name)
        born_on, age = client.details.born_on, client.age_on(today)
        born = "No date of birth on file"
        if born_on is not None and age is not None:
            born = f"{plain_date(born_on)} · {count(age, 'year')}"
        self.facts.setText(born)
        day = local_day(visit.starts_at)
        when = f"{short_day(day)} {day.year}, {clock_time(visit.starts_at)}"
        family = KIND_COLOURS[file.record.kind]
        about = (
            ChipWords(title(file.record, file.names), family),
            ChipWords(f"{when} · {visit.person_name}"),
        )
        self.chips.show_words((*about, *chip_words(client, for_clinician=True)))

    def lend_chips(self, to: QVBoxLayout | None) -> None:
        """Let the chips scroll with a form, where the page is too short for both; None takes
        them back."""
        layout = self._words if to is None else to
        if layout.indexOf(self.chips) < 0:
            layout.insertWidget(1 if to is None else 0, self.chips)

    def tell(self, words: str, tone: str = "quiet") -> None:
        """Say how what is typed stands."""
        self.state.setText(words)
        self.state.set_tone(tone)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow the birth date gives way: it stands on the client's page."""
        reveal(self.facts, self.width() >= 2 * theme().shape("panel"))
