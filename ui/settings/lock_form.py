"""How a clinic's key is found again: by this computer's key store, or by a passphrase."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clinic_desk.base.errors import BadInput
from clinic_desk.db.key_file import KeyChoice
from clinic_desk.db.key_store import system_key_store
from ui.kit.choices import Segments
from ui.kit.fields import Field, LineField
from ui.kit.labels import FieldLabel, PlainLabel
from ui.kit.layout import Column, Row, reveal

STORE, PASSPHRASE, BOTH = "store", "passphrase", "both"
WAYS = (
    (STORE, "This computer's key store"),
    (PASSPHRASE, "A passphrase"),
    (BOTH, "Either of the two"),
)
STORE_WORDS = (
    "Whoever is signed in to this computer as you opens the clinic, and nobody else. "
    "On another computer the recovery key opens it."
)
PASSPHRASE_WORDS = "Typed each time the program starts. Four or five words do well."
BOTH_WORDS = (
    "This computer opens the clinic by itself for whoever is signed in to it as you; the "
    "passphrase opens it elsewhere, or when the key store is shut. Four or five words do well."
)
NO_STORE_WORDS = f"This computer has no key store, so a passphrase is needed. {PASSPHRASE_WORDS}"


def has_key_store() -> bool:
    """Whether this computer has a key store; takes a moment, so ask on the worker."""
    return system_key_store() is not None


class LockForm(QWidget):
    """One way or the other, and the passphrase typed twice."""

    edited = Signal()
    entered = Signal()
    """Enter was pressed in a line."""

    def __init__(self) -> None:
        """The key store, until it is known that there is none."""
        super().__init__()
        self._has_store = True
        self.label = FieldLabel("How it is locked")
        self.way = Segments("How it is locked", WAYS)
        self.words = PlainLabel(STORE_WORDS, size="small", tone="quiet", wrap=True)
        self.passphrase = _secret("Passphrase", "At least twelve characters")
        self.again = _secret("The same again", "")
        body = Column(self, gap=1.5)
        body.addWidget(self.label)
        line = Row()
        line.addWidget(self.way)
        line.addStretch(1)
        body.addLayout(line)
        body.addWidget(self.words)
        pair = Row(gap=2)
        pair.addWidget(self.passphrase, 1)
        pair.addWidget(self.again, 1)
        body.addLayout(pair)
        self.way.chosen.connect(self._chosen)
        for field in (self.passphrase, self.again):
            field.edited.connect(self.edited)
            field.line.returnPressed.connect(self.entered)
        self._fit()

    def set_store(self, has_store: bool) -> None:
        """Whether this computer has a key store to choose."""
        self._has_store = has_store
        reveal(self.way, has_store)
        if not has_store:
            self.way.set_value(PASSPHRASE)
        self._fit()

    def by_passphrase(self) -> bool:
        """Whether a passphrase is chosen, alone or beside the key store."""
        return bool(self.way.value() in (PASSPHRASE, BOTH))

    def choice(self) -> KeyChoice:
        """What is chosen; BadInput where the two passphrases differ or there is none."""
        if not self.by_passphrase():
            return KeyChoice()
        if not self.passphrase.text().strip():
            raise BadInput(
                "passphrase", "Choose a passphrase.", next_step="Four or five words do well."
            )
        if self.passphrase.text() != self.again.text():
            raise BadInput("again", "The two passphrases are not the same.")
        return KeyChoice(self.passphrase.text(), key_store=self.way.value() == BOTH)

    def forget(self) -> None:
        """Empty both lines."""
        self.passphrase.set_text("")
        self.again.set_text("")

    def fields(self) -> dict[str, Field]:
        """By the names that a BadInput gives."""
        return {"passphrase": self.passphrase, "again": self.again}

    def first_control(self) -> QWidget:
        """The passphrase where one is needed, else the choice."""
        return self.passphrase.control if self.by_passphrase() else self.way

    def _chosen(self, _way: object) -> None:
        self._fit()
        self.edited.emit()

    def _fit(self) -> None:
        typed = self.by_passphrase()
        reveal(self.passphrase, typed)
        reveal(self.again, typed)
        words = {STORE: STORE_WORDS, PASSPHRASE: PASSPHRASE_WORDS, BOTH: BOTH_WORDS}
        way = self.way.value()
        self.words.setText(words[way] if self._has_store else NO_STORE_WORDS)


def _secret(label: str, placeholder: str) -> LineField:
    field = LineField(label, placeholder)
    field.line.setEchoMode(field.line.EchoMode.Password)
    return field
