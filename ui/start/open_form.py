"""Opening a folder: its name, and a passphrase or the recovery key where one is needed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from clinic_desk.base.errors import ClinicError
from ui.kit.buttons import KeyButton, QuietButton
from ui.kit.choices import Segments
from ui.kit.doorstep import Doorstep
from ui.kit.fields import LineField, show_troubles
from ui.kit.labels import PlainLabel, SectionTitle
from ui.kit.layout import Card, Column, Row, reveal
from ui.kit.surfaces import TroubleLine
from ui.kit.theme import theme
from ui.start.entrance import CARD_STEPS, centred
from ui.start.folders import holds_clinic, open_folder, read_folder

if TYPE_CHECKING:
    from clinic_desk.clinic import Clinic

PASSPHRASE, RECOVERY = "passphrase", "recovery_key"
AT_THE_DOOR = {"restore", "go_on", "set_aside"}
"""Steps that only the door of a clinic offers."""


class FolderField(QWidget):
    """A line for a folder's name, and a button that shows the computer's folders."""

    def __init__(self, label: str) -> None:
        """An empty line."""
        super().__init__()
        self.field = LineField(label)
        self.choose = QuietButton("Choose", icon="folder", on_click=self.ask)
        body = Column(self, gap=0.75)
        body.addWidget(self.field)
        acts = Row()
        acts.addWidget(self.choose)
        acts.addStretch(1)
        body.addLayout(acts)

    def ask(self) -> None:
        """Show the folders, from the one that is typed."""
        dialog = QFileDialog(self, self.field.label.text(), self.field.text())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self._chosen)
        dialog.open()

    def _chosen(self, folder: str) -> None:
        self.field.set_text(folder)
        self.field.edited.emit()


class OpenForm(QWidget):
    """Whatever is wrong is said here, and what was typed stands."""

    def __init__(
        self, step: Doorstep, opened: Callable[[Clinic], None], back: Callable[[], object]
    ) -> None:
        """`opened` takes the clinic; `back` is the way to the first page."""
        super().__init__()
        self.setAccessibleName("Open a folder")
        self._step, self._opened = step, opened
        self._tried = step.folder
        self.folder = FolderField("The clinic's folder")
        self.way = Segments("Opens by", ((PASSPHRASE, "Passphrase"), (RECOVERY, "Recovery key")))
        self.passphrase = LineField("Passphrase")
        self.passphrase.line.setEchoMode(self.passphrase.line.EchoMode.Password)
        self.recovery_key = LineField("Recovery key", "Eight groups of five letters and figures")
        self.trouble = TroubleLine()
        self.busy = PlainLabel("Opening the clinic…", tone="quiet")
        self.open_button = KeyButton("Open", "Ctrl+Return", primary=True, on_click=self.open)
        self._secret = QWidget()
        self._card = Card(gap=2, margins=3)
        self._lay_out(back)
        if holds_clinic(step.folder):
            self.folder.field.set_text(str(step.folder))
        for field in (self.folder.field, self.passphrase, self.recovery_key):
            field.line.returnPressed.connect(self.open)
        self.folder.field.edited.connect(self._another_folder)
        self.way.chosen.connect(self._fit)
        self._another_folder()
        self._measure()
        theme().changed.connect(self._measure)

    @property
    def asks_secret(self) -> bool:
        """Whether a passphrase or recovery key is asked for."""
        return not self._secret.isHidden()

    def open(self) -> None:
        """Open what is typed."""
        if not self.open_button.isEnabled():
            return
        self.trouble.clear()
        try:
            folder = read_folder(self.folder.field.text())
        except ClinicError as error:
            self._refused(error)
            return
        self._tried = folder
        passphrase, recovery_key = self._secrets()
        clock = self._step.clock
        self._wait(True)
        self._step.desk.write(
            lambda: open_folder(folder, clock, passphrase, recovery_key),
            self._is_open,
            self._refused,
            owner=self,
        )

    def focus_first(self) -> None:
        """The folder."""
        self.folder.field.control.setFocus()

    def _secrets(self) -> tuple[str | None, str | None]:
        if not self.asks_secret:
            return None, None
        if self.way.value() == PASSPHRASE:
            return self.passphrase.text() or None, None
        return None, self.recovery_key.text() or None

    def _is_open(self, clinic: Clinic) -> None:
        self._wait(False)
        self.passphrase.set_text("")
        self.recovery_key.set_text("")
        self._opened(clinic)

    def _refused(self, error: ClinicError) -> None:
        from clinic_desk.db.key_file import KeyNeeded

        self._wait(False)
        if AT_THE_DOOR & {str(step) for step in getattr(error, "steps", ())}:
            # More can be done there than said here: the copies, a file set aside.
            self._step.open_folder(self._tried)
            return
        if isinstance(error, KeyNeeded):
            self._ask_secret(error.passphrase)
        fields = {"folder": self.folder.field, RECOVERY: self.recovery_key}
        if not show_troubles(dict(fields), error):
            self.trouble.tell(error)

    def _ask_secret(self, has_passphrase: bool) -> None:
        reveal(self._secret, True)
        reveal(self.way, has_passphrase)
        if not has_passphrase:
            self.way.set_value(RECOVERY)
        self._fit()

    def _another_folder(self) -> None:
        """Nothing is known of it yet."""
        reveal(self._secret, False)
        self.trouble.clear()

    def _fit(self, _way: object = None) -> None:
        by_passphrase = self.way.value() == PASSPHRASE
        reveal(self.passphrase, by_passphrase)
        reveal(self.recovery_key, not by_passphrase)
        field = self.passphrase if by_passphrase else self.recovery_key
        field.control.setFocus()

    def _wait(self, waits: bool) -> None:
        self.open_button.setEnabled(not waits)
        reveal(self.busy, waits)

    def _lay_out(self, back: Callable[[], object]) -> None:
        body = self._card.body
        body.addWidget(SectionTitle("Open a folder", "page"))
        body.addWidget(PlainLabel(_WORDS, tone="quiet", wrap=True))
        body.addWidget(self.folder)
        secret = Column(self._secret, gap=1.5)
        way = Row()
        way.addWidget(self.way)
        way.addStretch(1)
        secret.addLayout(way)
        secret.addWidget(self.passphrase)
        secret.addWidget(self.recovery_key)
        body.addWidget(self._secret)
        body.addWidget(self.trouble)
        acts = Row(gap=1)
        acts.addWidget(QuietButton("Back", "Esc", on_click=back))
        acts.addWidget(self.busy)
        acts.addStretch(1)
        acts.addWidget(self.open_button)
        body.addLayout(acts)
        reveal(self.busy, False)
        centred(self, self._card)

    def _measure(self) -> None:
        self._card.setMaximumWidth(theme().grid(CARD_STEPS))


_WORDS = "The folder in which a clinic was made. Nothing in it is changed by an opening that fails."
