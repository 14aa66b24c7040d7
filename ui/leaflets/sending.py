"""The password of a leaflet that goes by e-mail: shown, told by phone, kept nowhere."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clinic_desk.base.errors import ClinicError
from clinic_desk.leaflets.encrypted import check_password, spoken_password
from ui.kit.buttons import PrimaryButton, QuietButton
from ui.kit.fields import LineField, show_troubles
from ui.kit.labels import PlainLabel, SectionTitle
from ui.kit.layout import Row
from ui.kit.popover import Popover

SAY = (
    "Tell it by phone, never in an e-mail. It is kept nowhere: write it down until you have told "
    "it. Whoever has it can open, print and hear the leaflet."
)


class SendingCard(Popover):
    """A password to say or to type over, and Save."""

    chosen = Signal(str)
    """The password to encrypt with."""

    def __init__(self, window: QWidget) -> None:
        """Closed."""
        super().__init__(window, "Save for e-mail")
        self.password = LineField("Password of the PDF")
        self.password.line.returnPressed.connect(self._save)
        self.save_button = PrimaryButton("Encrypt and save…", on_click=self._save)
        self.another = QuietButton("Another one", on_click=self.suggest)
        self.body.addWidget(SectionTitle("Save for e-mail"))
        self.body.addWidget(self.password)
        self.body.addWidget(PlainLabel(SAY, size="small", tone="quiet", wrap=True))
        acts = Row(gap=1)
        acts.addWidget(self.another)
        acts.addWidget(self.save_button, 1)
        self.body.addLayout(acts)
        self.closed.connect(self._forget)

    def begin(self, anchor: QWidget) -> None:
        """Open with a new password."""
        self.suggest()
        if anchor.visibleRegion().isEmpty():
            # Scrolled out of sight, as with large letters: a card beside it would be cut off.
            self.open_centred()
        else:
            self.open_below(anchor)

    def suggest(self) -> None:
        """Offer another password."""
        self.password.show_trouble("")
        self.password.set_text(spoken_password())

    def _save(self) -> None:
        password = self.password.text().strip()
        try:
            check_password(password)
        except ClinicError as wrong:
            show_troubles({"password": self.password}, wrong)
            return
        self.dismiss()
        self.chosen.emit(password)

    def _forget(self) -> None:
        self.password.set_text("")
