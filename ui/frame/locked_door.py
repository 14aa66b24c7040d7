"""A clinic that did not open: why, and what can be tried."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from clinic_desk.base.errors import ClinicError
from ui.kit.buttons import PrimaryButton, QuietButton
from ui.kit.fields import LineField
from ui.kit.labels import PlainLabel, SectionTitle
from ui.kit.layout import Card, Column, Row, reveal
from ui.kit.theme import theme


class LockedDoor(QWidget):
    """The sentence, a field for a passphrase or the recovery key, and another try."""

    def __init__(
        self,
        try_again: Callable[[str], object],
        start_pages: Callable[[], object] | None,
    ) -> None:
        """`try_again` takes what was typed, which may be nothing."""
        super().__init__()
        outer = Column(self, margins=4)
        outer.addStretch(1)
        card = Card(gap=1.5, margins=3)
        card.setMaximumWidth(theme().shape("search"))
        # Stretches rather than an alignment, so that the height is reckoned for the card's width.
        line = Row()
        line.addStretch(1)
        line.addWidget(card, 100)
        line.addStretch(1)
        outer.addLayout(line)
        outer.addStretch(2)
        card.body.addWidget(SectionTitle("The clinic did not open", "page"))
        self.words = PlainLabel(wrap=True)
        card.body.addWidget(self.words)
        self.secret = LineField("Passphrase or recovery key")
        self.secret.line.setEchoMode(self.secret.line.EchoMode.Password)
        self.secret.line.returnPressed.connect(lambda: try_again(self.secret.text()))
        card.body.addWidget(self.secret)
        acts = Row()
        other = QuietButton("Other clinics", on_click=start_pages)
        reveal(other, start_pages is not None)
        acts.addWidget(other)
        acts.addStretch(1)
        acts.addWidget(PrimaryButton("Open", on_click=lambda: try_again(self.secret.text())))
        card.body.addLayout(acts)

    def tell(self, error: ClinicError, *, key_may_help: bool) -> None:
        """Say why; the field is there where another key could open it."""
        self.words.setText(str(error))
        self.secret.setVisible(key_may_help)
        if key_may_help:
            self.secret.line.selectAll()
            self.secret.setFocus()
