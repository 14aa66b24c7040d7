"""Where the clinic's data lives, and how it is locked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QWidget

from clinic_desk.staff.clinic_key import LockState
from ui.kit.labels import FieldLabel, PlainLabel
from ui.kit.layout import Column, reveal
from ui.kit.workplace import Workplace
from ui.settings.lock_act import LockAct
from ui.settings.lock_acts import PassphraseAct, StoreAct
from ui.settings.section import Section
from ui.settings.sheet_acts import KeyAct, SheetAct

DEMO_WORDS = (
    "This is a demo: its key lies beside it, in a file that only you can read. To start a clinic "
    "of your own, close the window and open the program again."
)


@dataclass(frozen=True)
class Found:
    """What the section shows, as it was read."""

    folder: Path
    state: LockState


class KeepingSection(Section):
    """The folder, how it opens, and the acts that change that; one form at a time."""

    name = "keeping"
    title = "Data and key"
    about = "Everything is in one folder on this computer, encrypted."
    saves = False

    def __init__(self, workplace: Workplace) -> None:
        """Nothing until it is read."""
        super().__init__(workplace)
        self.folder, self.lock_words = PlainLabel("", wrap=True), PlainLabel("", wrap=True)
        self.passphrase, self.store = PassphraseAct(workplace), StoreAct(workplace)
        self.sheet, self.key = SheetAct(workplace), KeyAct(workplace)
        self.acts: tuple[LockAct, ...] = (self.passphrase, self.store, self.sheet, self.key)
        self._demo = False
        self._lay_out()
        for act in self.acts:
            act.opened.connect(self._close_others)
            act.done.connect(self.load)

    def read(self) -> Found:
        """Looked up in the folder."""
        return Found(self.clinic.folder, self.clinic.key.state())

    def fill(self, found: Found) -> None:
        """Show it."""
        self.folder.setText(str(found.folder))
        self.lock_words.setText(_lock(found.state))
        self._demo = found.state.demo
        for act in self.acts:
            act.show_state(found.state)

    def fit_person(self) -> None:
        """The acts are a manager's, and not for a demo."""
        super().fit_person()
        reveal(self._all_acts, self.may_change and not self._demo)

    def first_control(self) -> QWidget | None:
        """The first act; a demo has none."""
        return None if self._all_acts.isHidden() else self.passphrase.open_button

    def _close_others(self) -> None:
        for act in self.acts:
            if act is not self.sender():
                act.close_form()

    def _lay_out(self) -> None:
        for label, words in (("Folder", self.folder), ("Lock", self.lock_words)):
            part = Column(gap=0.5)
            part.addWidget(FieldLabel(label))
            part.addWidget(words)
            self.body.addLayout(part)
        self._all_acts = QWidget()
        acts = Column(self._all_acts, gap=1)
        for act in self.acts:
            acts.addWidget(act)
        self.body.addWidget(self._all_acts)
        self.body.addStretch(1)


def _lock(state: LockState) -> str:
    if state.demo:
        return DEMO_WORDS
    ways = []
    if state.in_store:
        ways.append("this computer's key store")
    if state.passphrase:
        ways.append("a passphrase")
    return f"Opens by {' or '.join([*ways, 'the recovery key'])}."
