"""One act on the clinic's lock: what it brings about, what confirms it, and the way back."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clinic_desk.base.errors import BadInput, ClinicError
from clinic_desk.staff.access import FOUNDING
from clinic_desk.staff.clinic_key import LockState
from ui.kit.buttons import PrimaryButton, QuietButton
from ui.kit.fields import Field, show_troubles
from ui.kit.labels import PlainLabel, SectionTitle
from ui.kit.layout import Column, Row, Surface, reveal
from ui.kit.secrets import SecretField
from ui.kit.surfaces import TroubleLine
from ui.kit.workplace import Workplace

COPIES_KEEP = "Copies made before today keep the lock that they were made with."
PRESENT = "The present passphrase, or the recovery key"


class LockAct(Surface):
    """A row with its button; the form below it opens when the button is pressed.

    Nothing is done before the form has said what it means and its own button is pressed.
    """

    opened = Signal()
    """Its form is in sight: the other acts close theirs."""
    done = Signal()
    """The lock is another now."""

    title, about, act = "", "", ""
    consequence = ""
    """What follows from it, said above the form."""
    go = ""
    """The words of the button that does it."""
    back = "Leave it as it is"
    present_label = PRESENT

    def __init__(self, work: Workplace, *inside: QWidget) -> None:
        """Closed. `inside` stands between the present secret and the buttons, for Tab too."""
        super().__init__("note")
        self.work = work
        self.state = LockState(passphrase=False, in_store=False, has_store=False, demo=False)
        self.heading = SectionTitle(self.title)
        self.words = PlainLabel(self.about, tone="quiet", wrap=True)
        self.open_button = QuietButton(self.act, on_click=self.open)
        self.means = PlainLabel(self.consequence, wrap=True)
        self.present = SecretField(self.present_label)
        self.trouble = TroubleLine()
        self.back_button = QuietButton(self.back, on_click=self.close_form)
        self.go_button = PrimaryButton(self.go, on_click=self.do)
        self.form = QWidget()
        self._lay_out(inside)
        self.present.line.returnPressed.connect(self.do)
        reveal(self.form, False)

    @property
    def by(self) -> int:
        """The id of the person at the desk, or nobody's while the clinic is being set up."""
        return FOUNDING if self.work.person is None else self.work.by

    def show_state(self, state: LockState) -> None:
        """Fit to how the clinic opens at present."""
        self.state = state
        reveal(self.present, self.asks_present())

    def asks_present(self) -> bool:
        """Whether a secret confirms it."""
        return self.state.passphrase

    def open(self) -> None:
        """Show the form."""
        self.begin()
        reveal(self.form, True)
        reveal(self.open_button, False)
        self.opened.emit()
        first = self.first_control()
        first.setFocus()

    def close_form(self) -> None:
        """Leave everything as it is, and nothing typed."""
        if self.form.isHidden():
            return
        self.leave()
        self.forget()
        reveal(self.form, False)
        reveal(self.open_button, True)

    def begin(self) -> None:
        """Put the form into its first state."""

    def leave(self) -> None:
        """Give up what was made ready."""

    @abstractmethod
    def do(self) -> None:
        """Do it."""

    def fields(self) -> dict[str, Field]:
        """By the names that a BadInput gives."""
        return {"present": self.present}

    def first_control(self) -> QWidget:
        """Where typing begins."""
        return self.present.control if self.asks_present() else self.go_button

    def forget(self) -> None:
        """Empty every line, and say nothing."""
        self.present.forget()
        self.clear_troubles()

    def clear_troubles(self) -> None:
        """Nothing is known to be wrong."""
        self.trouble.clear()
        for field in self.fields().values():
            field.show_trouble("")

    def tell(self, error: ClinicError) -> None:
        """Say what went wrong; what was typed stands."""
        hidden = (
            isinstance(error, BadInput) and error.field == "present" and not self.asks_present()
        )
        if hidden or not show_troubles(self.fields(), error):
            self.trouble.tell(error)

    def succeed(self, words: str) -> None:
        """Close the form and say so."""
        self.forget()
        reveal(self.form, False)
        reveal(self.open_button, True)
        self.work.announce(words)
        self.done.emit()

    def _lay_out(self, inside: Iterable[QWidget]) -> None:
        whole = Column(self, gap=1.5, margins=2)
        head = Row(gap=2)
        words = Column(gap=0.5)
        words.addWidget(self.heading)
        words.addWidget(self.words)
        head.addLayout(words, 1)
        head.addWidget(self.open_button)
        whole.addLayout(head)
        form = Column(self.form, gap=1.5)
        form.addWidget(self.means)
        for part in (self.present, *inside, self.trouble):
            form.addWidget(part)
        acts = Row(gap=1)
        acts.addWidget(self.back_button)
        acts.addWidget(self.go_button)
        acts.addStretch(1)
        form.addLayout(acts)
        whole.addWidget(self.form)
