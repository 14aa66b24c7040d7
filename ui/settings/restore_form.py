"""Restoring a copy: it is checked, what it would change is shown, and only then is it put in place.

Shown in Settings and at a door that does not open: who shows it says how each step is done.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clinic_desk.base.clock import Clock
from clinic_desk.base.errors import ClinicError
from ui.kit.buttons import PrimaryButton, QuietButton
from ui.kit.fields import LineField
from ui.kit.labels import PlainLabel, SectionTitle
from ui.kit.layout import Column, Row, Surface, clear, reveal
from ui.kit.surfaces import TroubleLine
from ui.kit.tasks import Background
from ui.settings.grid import Grid

if TYPE_CHECKING:
    from clinic_desk.copies.comparing import Preview
    from clinic_desk.copies.records import CopyFound
    from clinic_desk.copies.staging import Staged

CHECKING = "Checking the copy: every page, row and seal…"
SECRET = "Passphrase or recovery key of the day of the copy"
HEADS = ("", "Now", "In the copy", "Restoring it")
WIDTHS = (26, 9, 11, 0)
ALONE_HEADS, ALONE_WIDTHS = ("", "In the copy"), (26, 0)
"""Where there is no clinic that it could be held against."""
KEPT_ASIDE = "The clinic as it is now is kept aside, in the folder “backups”, and can be put back."
ALONE = (
    "The clinic's file cannot be read, so what has been written since cannot be told. It is kept "
    "aside, in the folder “backups”."
)
BRINGS_KEY = (
    "The clinic will open by the passphrase and the recovery key of the day of the copy, not by "
    "those of today."
)
OLDER = "It was made by an older version and has been brought up to this one."
BROKEN = "The audit in this copy does not hold together. Ask why before it is restored."
SAME = "Nothing that is compared differs from the clinic as it is now."


class Step(NamedTuple):
    """A staged copy, and what it would change."""

    staged: Staged
    preview: Preview


class RestoreActs(NamedTuple):
    """How the steps are done. The first runs off the GUI thread, the others on it."""

    look: Callable[[Path, str], Step]
    """Stage a copy with a secret, which may be empty, and hold it against the clinic."""
    restore: Callable[[Staged, datetime], object]
    """Put it in place; the clinic is closed for it."""
    give_up: Callable[[], object]


class RestoreForm(QWidget):
    """One copy: whether it passes, what would change, and the decision."""

    ended = Signal()
    """It was left as it is."""

    def __init__(self, acts: RestoreActs, lane: Background, clock: Clock, *, names: bool) -> None:
        """No copy yet. With `names` the visits booked last are told with the client's."""
        super().__init__()
        self._acts, self._lane, self._clock, self._names = acts, lane, clock, names
        self._copy: CopyFound | None = None
        self._staged: Staged | None = None
        self.title = SectionTitle("", "card")
        self.busy = PlainLabel(CHECKING, tone="quiet", wrap=True)
        self.trouble = TroubleLine()
        self.secret = LineField(SECRET)
        self.secret.line.setEchoMode(self.secret.line.EchoMode.Password)
        self.words_ground = QWidget()
        self.words = Column(self.words_ground, gap=1)
        self.table = QWidget()
        self.leave = QuietButton("Leave the clinic as it is", on_click=self.end)
        self.again = PrimaryButton("Open the copy", on_click=self.look)
        self.restore = PrimaryButton("Restore this copy", on_click=self._restore)
        self.secret.line.returnPressed.connect(self.look)
        self._lay_out()

    def begin(self, copy: CopyFound) -> None:
        """Check a copy and show what it would change."""
        from clinic_desk.copies.words import size_words, when

        self._copy = copy
        made = when(copy.made_at, self._clock.now(), seconds=True)
        self.title.setText(f"The copy of {made}, {size_words(copy.size)}")
        self.secret.set_text("")
        reveal(self.secret, False)
        self.look()

    def look(self) -> None:
        """Check it again, with what is typed."""
        copy, secret, look = self._copy, self.secret.text(), self._acts.look
        if copy is None:
            return
        self._show_nothing()
        reveal(self.busy, True)
        self._lane.run(lambda: look(copy.path, secret), self._looked, self._refused, owner=self)

    def end(self) -> None:
        """Leave the clinic as it is."""
        self._copy = self._staged = None
        self.secret.set_text("")
        self._show_nothing()
        self._acts.give_up()
        self.ended.emit()

    def _looked(self, step: Step) -> None:
        if self._copy is None:
            return
        self._staged = step.staged
        self.secret.set_text("")
        reveal(self.busy, False)
        reveal(self.secret, False)
        self._tell(step)
        self._fill_table(step.preview)
        reveal(self.table, True)
        reveal(self.restore, True)
        self.leave.setFocus()

    def _refused(self, error: ClinicError) -> None:
        from clinic_desk.db.key import WrongKey
        from clinic_desk.db.key_file import KeyNeeded

        reveal(self.busy, False)
        asks = isinstance(error, KeyNeeded | WrongKey) or not self.secret.isHidden()
        if not isinstance(error, KeyNeeded) or self.secret.text():
            self.trouble.tell(error)
        reveal(self.secret, asks)
        reveal(self.again, asks)
        (self.secret.line if asks else self.leave).setFocus()

    def _restore(self) -> None:
        if self._staged is not None and self._copy is not None:
            self._acts.restore(self._staged, self._copy.made_at)

    def _tell(self, step: Step) -> None:
        from clinic_desk.copies.words import OF_ANOTHER, staged_pictures_words

        staged, preview = step.staged, step.preview
        passed = "Its pages, rows, indexes, seals and foreign keys passed every check."
        self._say(passed, "good")
        for said, words in (
            (staged.is_of_another, OF_ANOTHER),
            (not staged.chain_whole, BROKEN),
            (staged.brings_key, BRINGS_KEY),
        ):
            if said:
                self._say(words, "warn")
        if lost := staged_pictures_words(staged.pictures, staged.pictures_lost):
            self._say(lost, "warn")
        if staged.was_older:
            self._say(OLDER, "quiet")
        if preview.is_same and not preview.is_alone:
            self._say(SAME, "quiet")
        for words in self._of_visits_and_people(preview):
            self._say(words, "ink")
        self._say(ALONE if preview.is_alone else KEPT_ASIDE, "quiet")

    def _of_visits_and_people(self, preview: Preview) -> list[str]:
        from clinic_desk.base.words import listed
        from clinic_desk.copies.words import booked_words

        now, names = self._clock.now(), self._names
        told = []
        if preview.booked_now is not None and preview.booked_now != preview.booked_then:
            told.append(f"Booked last now: {booked_words(preview.booked_now, now, names=names)}.")
        told.append(
            f"Booked last in the copy: {booked_words(preview.booked_then, now, names=names)}."
        )
        if names and preview.joined:
            told.append(f"Entered since, and unknown after it: {listed(preview.joined)}.")
        if names and preview.left:
            told.append(f"At work again after it: {listed(preview.left)}.")
        return told

    def _say(self, words: str, tone: str) -> None:
        self.words.addWidget(PlainLabel(words, tone=tone, wrap=True))

    def _fill_table(self, preview: Preview) -> None:
        from clinic_desk.copies.words import difference_words

        layout = self.table.layout()
        if layout is not None:
            clear(layout)
        alone = preview.is_alone
        heads, widths = (ALONE_HEADS, ALONE_WIDTHS) if alone else (HEADS, WIDTHS)
        grid = Grid(heads, widths=widths)
        for each in preview.differences:
            what, then = PlainLabel(each.what, weight="medium", wrap=True), f"{each.then:,}"
            if alone:
                grid.add_row((what, PlainLabel(then)))
                continue
            does = PlainLabel(
                difference_words(each), tone="warn" if each.added else "ink", wrap=True
            )
            grid.add_row((what, PlainLabel(f"{each.now:,}"), PlainLabel(then), does))
        if isinstance(layout, Column):
            layout.addLayout(grid)

    def _show_nothing(self) -> None:
        clear(self.words)
        self.trouble.clear()
        for part in (self.busy, self.table, self.again, self.restore):
            reveal(part, False)

    def _lay_out(self) -> None:
        ground = Surface("note")
        Column(self, gap=0).addWidget(ground)
        body = Column(ground, gap=1.5, margins=2)
        body.addWidget(self.title)
        body.addWidget(self.busy)
        body.addWidget(self.trouble)
        body.addWidget(self.secret)
        body.addWidget(self.words_ground)
        Column(self.table, gap=0)
        body.addWidget(self.table)
        acts = Row(gap=1)
        acts.addWidget(self.leave)
        acts.addStretch(1)
        acts.addWidget(self.again)
        acts.addWidget(self.restore)
        body.addLayout(acts)
        self._show_nothing()
        reveal(self.secret, False)
