"""Where the clinic's data lives, and how it is locked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtWidgets import QWidget

from clinic_desk.base.clock import local_day
from clinic_desk.base.errors import BadInput
from clinic_desk.base.words import clock_time, plain_date, short_day
from clinic_desk.db.key import Keys
from clinic_desk.db.key_file import KeyChoice, is_demo, protect
from clinic_desk.db.key_store import system_key_store
from clinic_desk.db.key_text import read_key_file
from ui.kit.buttons import PrimaryButton, QuietButton
from ui.kit.fields import Field
from ui.kit.labels import FieldLabel, PlainLabel
from ui.kit.layout import Column, Row, reveal
from ui.kit.workplace import Workplace
from ui.settings.lock_form import LockForm, has_key_store
from ui.settings.recovery_card import RecoveryCard
from ui.settings.recovery_sheet import Sheet
from ui.settings.section import Section

DEMO_WORDS = (
    "This is a demo: its key lies beside it, in a file that only you can read. To start a clinic "
    "of your own, close the window and open the program again."
)
LOCK_WORDS = (
    "A new lock comes with a new recovery key, and the old recovery key and passphrase open "
    "nothing any more."
)


@dataclass(frozen=True)
class Found:
    """What the section shows, as it was read."""

    folder: Path
    clinic: str
    demo: bool
    has_store: bool
    in_store: bool
    by_passphrase: bool
    copies: int
    last_copy: datetime | None
    today: str


class KeepingSection(Section):
    """The folder, the copies, the lock, and a new recovery key."""

    name = "keeping"
    title = "Data and recovery key"
    about = "Everything is in one folder on this computer, encrypted."
    saves = False

    def __init__(self, workplace: Workplace) -> None:
        """Nothing until it is read."""
        super().__init__(workplace)
        self._found: Found | None = None
        self.folder, self.copies, self.lock_words = (PlainLabel("", wrap=True) for _ in range(3))
        self.lock = LockForm()
        self.card = RecoveryCard(workplace.background)
        self._change = QWidget()
        self._shown = QWidget()
        self.change_button = QuietButton(
            "Change the lock, with a new recovery key", icon="key", on_click=self.begin_change
        )
        self._lay_out()
        self.lock.entered.connect(self.relock)
        reveal(self._change, False)
        reveal(self._shown, False)

    def read(self) -> Found:
        """Looked up in the folder."""
        clinic = self.clinic
        demo = is_demo(clinic.folder)
        key_file = None if demo else read_key_file(clinic.folder)
        copies = sorted(clinic.backups.glob("*.db"), key=lambda path: path.stat().st_mtime)
        return Found(
            folder=clinic.folder,
            clinic=clinic.practice.read().name,
            demo=demo,
            has_store=has_key_store(),
            in_store=key_file is not None and key_file.store_name is not None,
            by_passphrase=key_file is not None and key_file.passphrase is not None,
            copies=len(copies),
            last_copy=datetime.fromtimestamp(copies[-1].stat().st_mtime, UTC) if copies else None,
            today=plain_date(local_day(clinic.clock.now())),
        )

    def fill(self, found: Found) -> None:
        """Show it."""
        self._found = found
        self.folder.setText(str(found.folder))
        self.copies.setText(_copies(found))
        self.lock_words.setText(_lock(found))
        self.lock.set_store(found.has_store)
        reveal(self.change_button, not found.demo and self._change.isHidden())

    def begin_change(self) -> None:
        """Ask how it is to be locked from now on."""
        reveal(self._change, True)
        reveal(self.change_button, False)
        self.lock.first_control().setFocus()

    def end_change(self) -> None:
        """Leave the lock as it is."""
        self.lock.forget()
        self.clear_troubles()
        reveal(self._change, False)
        reveal(self.change_button, True)

    def relock(self) -> None:
        """Lock it as chosen, and show the new recovery key."""
        self.clear_troubles()
        try:
            choice = self.lock.choice()
        except BadInput as error:
            self.tell(error)
            return
        folder, database = self.clinic.folder, self.clinic.database
        keys = Keys(database.key, database.chain_key)
        self.work.desk.write(lambda: relock(folder, keys, choice), self._relocked, self.tell)

    def fields(self) -> dict[str, Field]:
        """The lock's."""
        return self.lock.fields()

    def first_control(self) -> QWidget:
        """The one act there is."""
        return self.change_button

    def _relocked(self, recovery_key: str) -> None:
        found = self._found
        if found is not None:
            self.card.show_key(Sheet(found.clinic, recovery_key, found.today))
        self.lock.forget()
        reveal(self._change, False)
        reveal(self._shown, True)
        self.work.announce("The clinic has a new lock and a new recovery key.")
        self.load()

    def _written_down(self) -> None:
        self.card.show_key(Sheet("", "", ""))
        reveal(self._shown, False)
        reveal(self.change_button, True)

    def _lay_out(self) -> None:
        facts = (
            ("Folder", self.folder),
            ("Checked copies", self.copies),
            ("Lock", self.lock_words),
        )
        for label, words in facts:
            part = Column(gap=0.5)
            part.addWidget(FieldLabel(label))
            part.addWidget(words)
            self.body.addLayout(part)
        self.body.addLayout(_left(self.change_button))
        change = Column(self._change, gap=2)
        change.addWidget(PlainLabel(LOCK_WORDS, tone="quiet", wrap=True))
        change.addWidget(self.lock)
        change.addLayout(
            _left(
                QuietButton("Leave it as it is", on_click=self.end_change),
                PrimaryButton("Change the lock", on_click=self.relock),
            )
        )
        shown = Column(self._shown, gap=2)
        shown.addWidget(self.card)
        shown.addLayout(_left(PrimaryButton("I have written it down", on_click=self._written_down)))
        self.body.addWidget(self._change)
        self.body.addWidget(self._shown)
        self.body.addStretch(1)


def relock(folder: Path, keys: Keys, choice: KeyChoice) -> str:
    """Wrap the clinic's keys anew and give the new recovery key; what wrapped it before is void.

    Raises BadInput, CannotOpen as `protect` does; the old lock stands then.
    """
    before = read_key_file(folder).store_name
    recovery_key = protect(folder, keys, choice)
    store = system_key_store()
    if before is not None and store is not None:
        store.forget(before)
    return recovery_key


def _copies(found: Found) -> str:
    if found.last_copy is None:
        return "None yet. One is made, reopened and checked whenever the program is closed."
    when = f"{short_day(local_day(found.last_copy))}, {clock_time(found.last_copy)}"
    return f"{found.copies} in the folder “backups”, the newest from {when}."


def _lock(found: Found) -> str:
    if found.demo:
        return DEMO_WORDS
    ways = []
    if found.in_store:
        ways.append("this computer's key store")
    if found.by_passphrase:
        ways.append("a passphrase")
    return f"Opens by {' or '.join([*ways, 'the recovery key'])}."


def _left(*parts: QWidget) -> Row:
    row = Row(gap=1)
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return row
