"""Whether the audit is whole, what was found, and what a manager may do about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_desk.audit.wholeness import Standing
from clinic_desk.base.clock import local_day
from clinic_desk.base.words import clock_time, short_day
from clinic_desk.db.found_words import Told
from ui.kit.buttons import PrimaryButton, QuietButton
from ui.kit.labels import Chip, PlainLabel, SectionTitle
from ui.kit.layout import Column, Row, Surface, clear, reveal

WHOLE, LOOK = "Whole", "Look at this"
NOT_YET = "Every entry is checked after each start, and whenever you ask."
CHECKING = "Checking every entry…"


class StandingPart(QWidget):
    """One line while all is well; a note for each thing found, and the way on."""

    def __init__(
        self,
        on_check: Callable[[], object],
        on_copies: Callable[[], object],
        on_accept: Callable[[], object],
    ) -> None:
        """Nothing is known yet."""
        super().__init__()
        self.state = Chip(WHOLE, "good")
        self.words = PlainLabel(NOT_YET, tone="quiet", wrap=True)
        self.check_button = QuietButton("Check every entry", icon="check", on_click=on_check)
        self.notes: QVBoxLayout = Column(gap=1)
        self.copies_button = QuietButton("See the copies", on_click=on_copies)
        self.accept_button = PrimaryButton("Accept and go on", on_click=on_accept)
        self._acts = QWidget()
        self._lay_out()
        reveal(self._acts, False)

    def show_standing(self, standing: Standing) -> None:
        """Say how it stands."""
        self.check_button.setEnabled(True)
        self.state.set_text(
            WHOLE if standing.is_whole else LOOK, "good" if standing.is_whole else "warn"
        )
        self.words.setText(_checked(standing))
        clear(self.notes)
        for at, told in enumerate(standing.told):
            after = [other.next_step for other in standing.told[at + 1 :]]
            self.notes.addWidget(_note(told, with_next_step=told.next_step not in after))
        reveal(self._acts, not standing.is_whole)

    def show_checking(self) -> None:
        """Say that every entry is being read."""
        self.words.setText(CHECKING)
        self.check_button.setEnabled(False)

    def _lay_out(self) -> None:
        whole = Column(self, gap=1.5)
        line = Row(gap=1.5)
        line.addWidget(self.state)
        line.addWidget(self.words, 1)
        line.addWidget(self.check_button)
        whole.addLayout(line)
        whole.addLayout(self.notes)
        acts = Row(self._acts, gap=1)
        acts.addWidget(self.copies_button)
        acts.addWidget(self.accept_button)
        acts.addStretch(1)
        whole.addWidget(self._acts)


def _checked(standing: Standing) -> str:
    if standing.events is None or standing.checked_at is None:
        return NOT_YET
    when = f"{short_day(local_day(standing.checked_at))}, {clock_time(standing.checked_at)}"
    entries = f"{standing.events:,} {'entry' if standing.events == 1 else 'entries'}"
    if standing.is_whole:
        return f"{entries}, each as it was written. Checked {when}."
    return f"{entries} were read. Checked {when}."


def _note(told: Told, *, with_next_step: bool) -> Surface:
    """What is to be done stands once where it is the same for several."""
    note = Surface("note")
    lines = Column(note, gap=0.5, margins=1.5)
    lines.addWidget(SectionTitle(told.title))
    lines.addWidget(PlainLabel(f"{told.what} {told.certain}", wrap=True))
    if with_next_step:
        lines.addWidget(PlainLabel(told.next_step, tone="quiet", wrap=True))
    note.setAccessibleName(told.sentences)
    return note
