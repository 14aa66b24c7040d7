"""Restoring where the clinic does not open: its file is damaged or gone, and the copies are there.

Nobody is signed in, so no name of a client or of a person is shown; the key decides.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from clinic_desk.base.clock import Clock
from clinic_desk.base.errors import ClinicError
from ui.kit.buttons import QuietButton
from ui.kit.labels import PlainLabel, SectionTitle
from ui.kit.layout import Card, Row, reveal
from ui.kit.surfaces import TroubleLine
from ui.kit.tasks import Background, Desk
from ui.kit.theme import theme
from ui.settings.copy_list import CopyList
from ui.settings.restore_form import RestoreActs, RestoreForm, Step
from ui.start.entrance import centred

if TYPE_CHECKING:
    from clinic_desk.copies.records import CopyFound
    from clinic_desk.copies.restoring import Restored
    from clinic_desk.copies.staging import Staged

ABOUT = (
    "Each of these was checked when it was made, and is checked again before anything is changed. "
    "The file that does not open is kept aside, so nothing that may still be in it is lost."
)
CARD_STEPS = 100


class RestorePage(QWidget):
    """The copies of a clinic that is not open, and what one of them would bring."""

    def __init__(
        self,
        folder: Path,
        lanes: tuple[Desk, Background],
        clock: Clock,
        restored: Callable[[], object],
        back: Callable[[], object],
    ) -> None:
        """`restored` opens the clinic; `back` is the door."""
        super().__init__()
        self.setAccessibleName("Copies of the clinic")
        self._folder, self._clock, self._restored = folder, clock, restored
        self._desk, self._lane = lanes
        self.list = CopyList(clock)
        self.trouble = TroubleLine()
        acts = RestoreActs(self._look, self._restore, self._give_up)
        self.form = RestoreForm(acts, self._lane, clock, names=False)
        self.back = QuietButton("Back", "Esc", on_click=back)
        self._card = Card(gap=2, margins=3)
        body = self._card.body
        body.addWidget(SectionTitle("Copies of the clinic", "page"))
        body.addWidget(PlainLabel(ABOUT, tone="quiet", wrap=True))
        body.addWidget(self.trouble)
        body.addWidget(self.list)
        body.addWidget(self.form)
        acts_row = Row()
        acts_row.addWidget(self.back)
        acts_row.addStretch(1)
        body.addLayout(acts_row)
        centred(self, self._card)
        reveal(self.form, False)
        self.list.chosen.connect(self.begin)
        self.form.ended.connect(self._ended)
        self._measure()
        theme().changed.connect(self._measure)
        self.load()

    def load(self) -> None:
        """Read which copies there are."""
        folder = self._folder
        self._desk.ask("start.copies", lambda: _copies(folder), self._show)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back: from a copy to the list, from the list to the door."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.back.isHidden():
            self.form.end()
        else:
            self.back.click()

    def _show(self, copies: tuple[CopyFound, ...]) -> None:
        self.list.show_copies(copies)
        self.list.focus_first()

    def begin(self, copy: CopyFound) -> None:
        """Look at a copy."""
        self.trouble.clear()
        reveal(self.list, False)
        reveal(self.back, False)
        reveal(self.form, True)
        self.form.begin(copy)

    def _look(self, copy: Path, typed: str) -> Step:
        from clinic_desk.copies.comparing import compare
        from clinic_desk.copies.staging import stage
        from clinic_desk.db.opening import DATABASE_NAME
        from clinic_desk.db.relocking import read_secret
        from clinic_desk.tables import metadata

        secret = read_secret(typed)
        staged = stage(
            self._folder,
            copy,
            passphrase=secret.passphrase,
            recovery_key=secret.recovery_key,
            metadata=metadata,
        )
        return Step(staged, compare(self._folder / DATABASE_NAME, None, staged))

    def _restore(self, staged: Staged, made_at: datetime) -> None:
        from clinic_desk.copies.restoring import put_in_place

        folder, clock = self._folder, self._clock
        self.form.setEnabled(False)
        self._desk.write(
            lambda: put_in_place(folder, staged, None, clock, made_at=made_at),
            self._is_restored,
            self._refused,
            owner=self,
        )

    def _is_restored(self, _done: Restored) -> None:
        self._restored()

    def _refused(self, error: ClinicError) -> None:
        self.form.setEnabled(True)
        self.form.end()
        self.trouble.tell(error)

    def _give_up(self) -> None:
        from clinic_desk.copies.staging import sweep

        folder = self._folder
        self._lane.run(lambda: sweep(folder))

    def _ended(self) -> None:
        reveal(self.form, False)
        reveal(self.list, True)
        reveal(self.back, True)
        self.list.focus_first()

    def _measure(self) -> None:
        self._card.setMaximumWidth(theme().grid(CARD_STEPS))


def _copies(folder: Path) -> tuple[CopyFound, ...]:
    """On the worker: the database's libraries may be read here for the first time."""
    from clinic_desk.copies.finding import find_copies
    from clinic_desk.copies.memory import recall
    from clinic_desk.db.opening import BACKUPS_NAME

    shelf = recall(folder).second_shelf
    return find_copies(folder / BACKUPS_NAME, Path(shelf) if shelf else None)
