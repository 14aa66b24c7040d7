"""The line at the bottom: saved or not, the last backup, what was just done, date and time."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinic_desk.base.clock import Clock, local_day
from clinic_desk.base.errors import ClinicError
from clinic_desk.base.words import clock_time, long_day, short_day
from ui.kit.buttons import LinkButton
from ui.kit.labels import ElidedLabel, PlainLabel, set_plain_tip
from ui.kit.layout import Row, Surface
from ui.kit.paint import box
from ui.kit.theme import theme
from ui.kit.workplace import Undo

if TYPE_CHECKING:
    from clinic_desk.copies.records import Standing

TICK_MS = 5_000
HIDDEN, HIDDEN_SHORT = "Names are hidden. F9 shows them", "F9 shows names"
DONE_HIDDEN = "Done; F9 shows what"
STANDS_MS = 60_000
"""How long an announcement stands before the line is quiet again."""


class StatusLine(Surface):
    """Quiet facts, and one sentence at a time with its Undo."""

    def __init__(self) -> None:
        """Nothing to say yet."""
        super().__init__("surface", "top")
        self.setAccessibleName("Status")
        self._clock: Clock | None = None
        self._undo: Undo | None = None
        self._undoes = ""
        self._person_id: int | None = None
        self._told = ""
        self._private = False
        self._short = self._copies_warn = self._saving = False
        self._unsaved = ""
        self._dot = _Dot()
        self.saved = PlainLabel("", size="label", tone="quiet")
        self.backup = ElidedLabel("", size="label", tone="quiet")
        self.said = ElidedLabel("", size="label", weight="semibold")
        self.undo_button = LinkButton("Undo", on_click=self.undo)
        set_plain_tip(self.undo_button, "Undo (Ctrl Z)")
        self.privacy_button = LinkButton(HIDDEN)
        self.time = PlainLabel("", size="label", tone="quiet")
        line = Row(self, gap=1, margins=(2.25, 0, 2.25, 0))
        line.addWidget(self._dot)
        line.addWidget(self.saved)
        line.addSpacing(theme().grid())
        line.addWidget(self.backup)
        line.addStretch(1)
        line.addWidget(self.said)
        line.addWidget(self.undo_button)
        line.addStretch(1)
        line.addWidget(self.privacy_button)
        line.addWidget(self.time)
        for quiet in (self._dot, self.undo_button, self.privacy_button):
            quiet.hide()
        self._ticking = QTimer(self)
        self._ticking.timeout.connect(self._show_time)
        self._standing = QTimer(self)
        self._standing.setSingleShot(True)
        self._standing.timeout.connect(self._be_quiet)
        self._measure()
        theme().changed.connect(self._measure)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold what does not fit."""
        super().resizeEvent(event)
        self._fold()

    def start(self, clock: Clock) -> None:
        """Show the clinic's date and time, and that all is saved."""
        self._clock = clock
        self._show_time()
        self._ticking.start(TICK_MS)
        self._unsaved = ""
        self.show_saving(False)
        self._dot.show()

    def show_saving(self, saving: bool) -> None:
        """Whether a write is under way."""
        self._saving = saving
        self._show_saved()

    def show_unsaved(self, what: str) -> None:
        """What was refused, until it is saved or given up; what was saved before is not said."""
        self._unsaved = what
        if what and self._undo is None:
            self._be_quiet()
        self.saved.set_tone("warn" if what else "quiet")
        self._show_saved()
        self._fold()

    def _show_saved(self) -> None:
        unsaved = f"Not saved: {self._unsaved}" if self._unsaved else ""
        words = "Saving…" if self._saving else unsaved or "All changes saved"
        self.saved.setText(words)
        self.saved.setAccessibleName(words)
        self._dot.show_colour("warn" if self._saving or unsaved else "saved")

    def show_copies(self, standing: Standing) -> None:
        """When the last checked copy was made, and what is wrong with the copies, in few words."""
        words = [self._last_backup(standing.made_at), _few_words(standing)]
        self._copies_warn = bool(words[1])
        self.backup.set_tone("warn" if self._copies_warn else "quiet")
        self.backup.setText(", ".join(filter(None, words)))
        self.backup.setAccessibleName(self.backup.text())
        self.backup.set_tip("\n".join(standing.warnings))
        self._fold()

    def _last_backup(self, made_at: datetime | None) -> str:
        if made_at is None or self._clock is None:
            return ""
        today, day = local_day(self._clock.now()), local_day(made_at)
        when = "" if day == today else f" {short_day(day, today)}"
        return f"Last backup {clock_time(made_at)}{when}"

    def announce(self, text: str, undo: Undo | None) -> None:
        """Say a sentence, and offer to take back what it tells of."""
        self._undo, self._undoes = undo, text
        self._told = text
        self._say(DONE_HIDDEN if self._private else text, "ink")

    def warn(self, error: ClinicError) -> None:
        """Say what went wrong; what could be undone before still can, by Ctrl Z."""
        self._told = ""
        self._say(str(error), "block")

    def sit_down(self, person_id: int) -> None:
        """Who is at the desk: what another did is not taken back here, as it would be in their
        name."""
        if self._person_id not in (None, person_id):
            self._undo, self._undoes = None, ""
            self._be_quiet()
        self._person_id = person_id

    def can_undo(self) -> bool:
        """Whether there is an act to take back."""
        return self._undo is not None

    def undo(self) -> None:
        """Take back the last announced act, once, and say so.

        Where its words do not stand any more they are said again first, with their Undo: nothing
        is taken back unseen, and nothing is past taking back for having been looked away from.
        """
        undo, words = self._undo, self._undoes
        if undo is None:
            self._be_quiet()
        elif not self._offers:
            self.announce(words, undo)
        else:
            self.announce(f"Taken back: {words}", None)
            undo()

    def show_private(self, hidden: bool) -> None:
        """Say that names are hidden while they are; a sentence that stands may hold one."""
        self._private = hidden
        self.privacy_button.setVisible(hidden)
        if self._told:
            self._write(DONE_HIDDEN if hidden else self._told)
        self._fold()

    def _say(self, text: str, tone: str) -> None:
        self.said.set_tone(tone)
        self._write(text)
        self.undo_button.setVisible(self._offers)
        self._fold()
        self._standing.start(STANDS_MS)

    @property
    def _offers(self) -> bool:
        """Whether what could be taken back stands in the line."""
        return self._undo is not None and self._told == self._undoes

    def _write(self, text: str) -> None:
        self.said.setText(text)
        self.said.setAccessibleName(text)

    def _be_quiet(self) -> None:
        self._standing.stop()
        self._told = ""
        self._write("")
        self.undo_button.hide()
        self._fold()

    def _fold(self) -> None:
        """Where there is little room the date is short, and then the words that say least go."""
        self._short = False
        for quiet in (self.backup, self.saved):
            quiet.show()
        self._show_time()
        self.privacy_button.set_words(HIDDEN)
        if self._crowded():
            self._short = True
            self._show_time()
            self.privacy_button.set_words(HIDDEN_SHORT, HIDDEN)
        first_gone = self._copies_warn and not self._unsaved
        least_first = (self.saved, self.backup) if first_gone else (self.backup, self.saved)
        for quiet in least_first:
            quiet.setVisible(not self._crowded())

    def _crowded(self) -> bool:
        line = self.layout()
        return line is not None and line.sizeHint().width() > self.width()

    def _show_time(self) -> None:
        if self._clock is not None:
            now = self._clock.now()
            day = local_day(now)
            shown = short_day(day) if self._short else long_day(day)
            self.time.setText(f"{shown}, {clock_time(now)}")

    def _measure(self) -> None:
        self.setFixedHeight(theme().shape("status_line"))
        self._fold()


def _few_words(standing: Standing) -> str:
    """The gravest of what is wrong; the whole sentence stands in Settings."""
    if standing.trouble:
        return "no backup since: see Settings"
    if standing.stopped:
        return "older backups stay: see Settings"
    if standing.second_trouble:
        return "second place: see Settings"
    if standing.away_too_long:
        days = standing.days_away
        return f"second place away {days} day{'' if days == 1 else 's'}"
    return ""


class _Dot(QWidget):
    """A small disc beside the saved state."""

    def __init__(self) -> None:
        super().__init__()
        self._colour = "saved"
        self.setAccessibleName("Saved state")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_colour(self, colour: str) -> None:
        """A colour of the token file."""
        self._colour = colour
        self.update()

    def sizeHint(self) -> QSize:
        """8 px across."""
        return QSize(theme().grid(), theme().grid())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The disc."""
        place = QRectF(self.rect())
        box(QPainter(self), place, place.height() / 2, theme().colour(self._colour))
