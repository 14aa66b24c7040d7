"""A clinic that did not open: why, what is certain all the same, and what can be done."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from clinic_desk.base.errors import ClinicError
from ui.kit.buttons import PrimaryButton, QuietButton
from ui.kit.fields import LineField
from ui.kit.labels import PlainLabel, SectionTitle
from ui.kit.layout import Card, Column, Row, Surface, reveal
from ui.kit.surfaces import Scroll
from ui.kit.theme import theme

TRY_AGAIN, RESTORE, GO_ON, SET_ASIDE = "try_again", "restore", "go_on", "set_aside"
"""Steps as an opening's trouble names them (`clinic_desk.db.troubles`, which is not read here:
behind it stands the database)."""

SECRET = "Passphrase or recovery key"
_WIDTH = "half_sheet"


class DoorActs(NamedTuple):
    """What the door can do; what is None is not offered."""

    try_again: Callable[[str], object]
    """Takes what was typed, which may be nothing."""
    other_clinics: Callable[[], object] | None = None
    restore: Callable[[], object] | None = None
    go_on: Callable[[str], object] | None = None
    """Open it with what is there; takes what was typed."""
    set_aside: Callable[[str], object] | None = None
    """Put the log that does not belong aside and open it; takes what was typed."""


class LockedDoor(QWidget):
    """The sentences, a field for a passphrase or the recovery key, and what may be tried."""

    def __init__(self, acts: DoorActs) -> None:
        """Nothing is told yet."""
        super().__init__()
        self.setAccessibleName("The clinic is not open")
        self._acts = acts
        self._secret_typed = ""
        self.title = SectionTitle("The clinic did not open", "page")
        self.what = PlainLabel(wrap=True)
        self.kept = PlainLabel(wrap=True, tone="good", weight="medium")
        self.next_step = PlainLabel(wrap=True, tone="quiet")
        self.secret = LineField(SECRET)
        self.secret.line.setEchoMode(self.secret.line.EchoMode.Password)
        self.other = QuietButton("Other clinics", icon="folder", on_click=acts.other_clinics)
        self.restore = PrimaryButton("See the copies", on_click=acts.restore)
        self.aside = QuietButton("Set it aside and open", on_click=self._set_aside)
        self.on = QuietButton("Go on with what is there", on_click=self._ask_to_go_on)
        self.again = PrimaryButton("Try again", on_click=self._try_again)
        self.once_more = QuietButton("Try again", on_click=self._try_again)
        self._asked, self._acts_row = Surface("note"), QWidget()
        self.consequence = PlainLabel(wrap=True)
        self.leave = PrimaryButton("Leave it closed", on_click=self._leave_closed)
        self.sure = QuietButton("Go on all the same", on_click=self._go_on)
        self.secret.line.returnPressed.connect(self._try_again)
        self._card = Card(gap=1.5, margins=3)
        self._lay_out()
        self._fit()
        theme().changed.connect(self._fit)

    def tell(self, error: ClinicError, *, key_may_help: bool) -> None:
        """Say why; the field is there where a passphrase or another key could open it.

        What was typed before stands where a step needs it again, and is gone from the field.
        """
        steps = tuple(str(step) for step in getattr(error, "steps", ()))
        asks = key_may_help and not steps
        self.title.setText("The clinic is locked" if asks else "The clinic did not open")
        for label, words in (
            (self.what, error.what),
            (self.kept, error.kept),
            (self.next_step, error.next_step),
        ):
            label.setText(words)
            reveal(label, bool(words))
        self.setAccessibleDescription(str(error))
        self.consequence.setText(str(getattr(error, "consequence", "")))
        reveal(self.secret, asks)
        reveal(self.other, self._acts.other_clinics is not None)
        may_restore = RESTORE in steps and self._acts.restore is not None
        reveal(self.restore, may_restore)
        reveal(self.again, not may_restore)
        reveal(self.once_more, may_restore and TRY_AGAIN in steps)
        reveal(self.aside, SET_ASIDE in steps and self._acts.set_aside is not None)
        reveal(self.on, GO_ON in steps and self._acts.go_on is not None)
        self.again.set_words("Open" if asks else "Try again")
        self._leave_closed()
        if asks:
            self.secret.set_text("")
            self.secret.setFocus()

    def _try_again(self) -> None:
        self._acts.try_again(self._typed())

    def _set_aside(self) -> None:
        if self._acts.set_aside is not None:
            self._acts.set_aside(self._typed())

    def _ask_to_go_on(self) -> None:
        reveal(self._asked, True)
        reveal(self._acts_row, False)
        self.leave.setFocus()

    def _go_on(self) -> None:
        if self._acts.go_on is not None:
            self._acts.go_on(self._typed())

    def _leave_closed(self) -> None:
        reveal(self._asked, False)
        reveal(self._acts_row, True)
        first = self.restore if not self.restore.isHidden() else self.again
        first.setFocus()

    def _typed(self) -> str:
        """What stands in the field, or what was typed when it last was there."""
        if not self.secret.isHidden():
            self._secret_typed = self.secret.text()
            self.secret.set_text("")
        return self._secret_typed

    def forget(self) -> None:
        """Nothing typed here is needed any more."""
        self._secret_typed = ""
        self.secret.set_text("")

    def _lay_out(self) -> None:
        scroll = Scroll(gap=0, margins=3)
        Column(self).addWidget(scroll)
        scroll.body.addStretch(2)
        # Stretches rather than an alignment, so that the height is reckoned for the card's width.
        line = Row()
        line.addStretch(1)
        line.addWidget(self._card, 100)
        line.addStretch(1)
        scroll.body.addLayout(line)
        scroll.body.addStretch(3)
        for part in (self.title, self.what, self.kept, self.next_step, self.secret):
            self._card.body.addWidget(part)
        acts = Row(self._acts_row, gap=1)
        for button in (self.other, self.aside, self.on, self.once_more):
            acts.addWidget(button)
        acts.addStretch(1)
        acts.addWidget(self.restore)
        acts.addWidget(self.again)
        self._card.body.addWidget(self._acts_row)
        inside = Column(self._asked, gap=1.5, margins=2)
        inside.addWidget(self.consequence)
        answers = Row(gap=1)
        answers.addWidget(self.sure)
        answers.addStretch(1)
        answers.addWidget(self.leave)
        inside.addLayout(answers)
        self._card.body.addWidget(self._asked)

    def _fit(self) -> None:
        self._card.setMaximumWidth(theme().shape(_WIDTH))
