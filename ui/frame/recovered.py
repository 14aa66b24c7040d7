"""After the recovery key has opened the clinic: a passphrase for the next time."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from clinic_desk.base.errors import ClinicError
from ui.kit.buttons import PrimaryButton, QuietButton
from ui.kit.fields import show_troubles
from ui.kit.labels import PlainLabel, SectionTitle
from ui.kit.layout import Card, Column, Row
from ui.kit.secrets import SecretField
from ui.kit.surfaces import Scroll, TroubleLine
from ui.kit.tasks import Desk
from ui.kit.theme import theme

if TYPE_CHECKING:
    from clinic_desk.clinic import Clinic

WORDS = (
    "The recovery key has opened the clinic. Choose a passphrase for the next time, so that the "
    "sheet can go back to its place; the present passphrase, if there is one, opens nothing then."
)
RULE = (
    "At least twelve characters. Four or five words that only you would put side by side do well."
)
LEAVE = "Leave the lock as it is"
_WIDTH = "half_sheet"


class Recovered(QWidget):
    """A line for the new passphrase, and the way past it."""

    def __init__(self, desk: Desk, clinic: Clinic, go_in: Callable[[], object]) -> None:
        """`go_in` goes on to the clinic, with a new passphrase or without."""
        super().__init__()
        self.setAccessibleName("A new passphrase")
        self._desk, self._clinic, self._go_in = desk, clinic, go_in
        self.new = SecretField("New passphrase", can_show=True)
        self.trouble = TroubleLine()
        self.leave = QuietButton(LEAVE, on_click=go_in)
        self.use = PrimaryButton("Use this passphrase", on_click=self.keep)
        self._card = Card(gap=1.5, margins=3)
        self._lay_out()
        self._fit()
        self.new.line.returnPressed.connect(self.keep)
        theme().changed.connect(self._fit)

    def focus_first(self) -> None:
        """Where typing begins."""
        self.new.control.setFocus()

    def keep(self) -> None:
        """Lock the clinic by it, and go in."""
        self.trouble.clear()
        self.new.show_trouble("")
        key, new = self._clinic.key, self.new.text()
        self.use.setEnabled(False)
        self._desk.write(lambda: key.recovered(new), self._kept, self._refused, owner=self)

    def _kept(self, _: object) -> None:
        self.new.forget()
        self._go_in()

    def _refused(self, error: ClinicError) -> None:
        self.use.setEnabled(True)
        if not show_troubles({"new": self.new}, error):
            self.trouble.tell(error)

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
        body = self._card.body
        body.addWidget(SectionTitle("A new passphrase", "page"))
        body.addWidget(PlainLabel(WORDS, wrap=True))
        body.addWidget(self.new)
        body.addWidget(PlainLabel(RULE, size="small", tone="quiet", wrap=True))
        body.addWidget(self.trouble)
        acts = Row(gap=1)
        acts.addWidget(self.leave)
        acts.addStretch(1)
        acts.addWidget(self.use)
        body.addLayout(acts)

    def _fit(self) -> None:
        self._card.setMaximumWidth(theme().shape(_WIDTH))
