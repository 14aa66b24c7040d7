"""A consent that was signed on paper, entered from its picture: JPEG or PNG."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from clinic_desk.base.errors import BadInput, ClinicError
from clinic_desk.base.moments import read_past_day
from clinic_desk.base.words import plain_date
from ui.clients.consent.picture import Picture
from ui.clients.photographs.reading import Chosen, read_file
from ui.kit.buttons import QuietButton
from ui.kit.fields import DateField, LineField, show_troubles
from ui.kit.labels import PlainLabel, SectionTitle
from ui.kit.layout import Column, Row, Surface, reveal
from ui.kit.surfaces import TroubleLine
from ui.kit.workplace import Workplace

Choose = Callable[[QWidget, Callable[[str], None]], object]


def choose_file(parent: QWidget, then: Callable[[str], None]) -> QFileDialog:
    """The computer's files; only pictures are shown."""
    dialog = QFileDialog(parent, "The signed form", "", "Pictures (*.jpg *.jpeg *.png)")
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.fileSelected.connect(then)
    dialog.open()
    return dialog


Whose = tuple[int, str]
"""A client, and what the consent is for."""


@dataclass(frozen=True)
class PaperTyped:
    """What stands in the form, letter for letter."""

    whose: Whose
    chosen: Chosen | None
    name: str
    day: str
    version: str


class PaperPart(Surface):
    """Hidden until it is begun."""

    kept = Signal(object)
    """Whose form has been kept; another client may be in sight by now."""
    came_late = Signal(object, object)
    """Whose picture came, and the picture, after another client came into sight."""
    closed = Signal()

    def __init__(self, workplace: Workplace, today: Callable[[], date]) -> None:
        """Put away; `today` gives the local day."""
        super().__init__("sunken")
        self._work, self._today = workplace, today
        self.choose: Choose = choose_file
        self._whose: Whose | None = None
        self._chosen: Chosen | None = None
        self._proposed = ("", "", "")
        self._is_reading = False
        self._dialog: object = None
        self.title = SectionTitle("Signed on paper")
        self.file = PlainLabel("No picture chosen yet.", tone="quiet", wrap=True)
        self.pick = QuietButton("Choose the picture", "Ctrl+O", on_click=self.ask_file)
        self.picture = Picture("The signed form")
        self.name = LineField("Name of whoever signed")
        self.day = DateField("Signed on", self._read_day, show=plain_date)
        self.version = LineField("Version on the paper")
        self.trouble = TroubleLine()
        self.keep = QuietButton("Keep the signed form", "Ctrl+Return", on_click=self.save)
        self.leave = QuietButton("Leave it", "Esc", on_click=self.put_away)
        self._lay_out()
        self.hide()

    def _lay_out(self) -> None:
        body = Column(self, gap=1, margins=1.5)
        body.addWidget(self.title)
        line = Row(gap=1)
        line.addWidget(self.pick)
        line.addWidget(self.file, 1)
        body.addLayout(line)
        body.addWidget(self.picture)
        fields = Row(gap=1.5)
        fields.addWidget(self.name, 3)
        fields.addWidget(self.day, 2)
        fields.addWidget(self.version, 1)
        body.addLayout(fields)
        body.addWidget(self.trouble)
        acts = Row(gap=1)
        acts.addWidget(self.keep)
        acts.addWidget(self.leave)
        acts.addStretch(1)
        body.addLayout(acts)

    def begin(self, client_id: int, scope: str, name: str, version: str) -> None:
        """Ask for the picture of a form that this client signed."""
        self._whose, self._chosen = (client_id, scope), None
        self.name.set_text(name)
        self.day.set_value(self._today())
        self.version.set_text(version)
        self._proposed, self._is_reading = self._texts(), False
        self._show_file()
        reveal(self, True)
        # On the button a space, typed by whoever begins to write, would open the computer's files.
        self.name.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def typed(self) -> PaperTyped | None:
        """What would be lost with it; None where it is put away, or nothing was typed."""
        if self._whose is None:
            return None
        touched = self._chosen or self._is_reading or self._texts() != self._proposed
        return PaperTyped(self._whose, self._chosen, *self._texts()) if touched else None

    def show_typed(self, typed: PaperTyped) -> None:
        """Go on where it was left; the keyboard stays where it is."""
        self._whose, self._chosen, self._is_reading = typed.whose, typed.chosen, False
        self._proposed = ("", "", "")
        self.name.set_text(typed.name)
        self.day.set_text(typed.day)
        self.version.set_text(typed.version)
        self._show_file()
        reveal(self, True)

    def _texts(self) -> tuple[str, str, str]:
        return self.name.text(), self.day.text(), self.version.text()

    @property
    def is_open(self) -> bool:
        """Whether it is being filled in."""
        return self._whose is not None

    def put_away(self) -> None:
        """Forget what was typed and chosen."""
        was_open, self._whose, self._chosen = self.is_open, None, None
        self._is_reading = False
        self._show_file()
        self.name.set_text("")
        self.hide()
        if was_open:
            self.closed.emit()

    def ask_file(self) -> None:
        """Ask for the picture of the signed form."""
        self._dialog = self.choose(self, self.take_file)

    def take_file(self, path: str) -> None:
        """Read a file that was chosen, beside the desk's own work."""
        whose = self._whose
        if whose is None:
            return
        self._is_reading = True
        self.file.setText("Reading…")
        self._work.background.run(
            partial(read_file, Path(path)),
            partial(self._take, whose),
            partial(self._not_read, whose),
            owner=self,
        )

    def _take(self, whose: Whose, chosen: Chosen) -> None:
        if whose != self._whose:
            self.came_late.emit(whose, chosen)
            return
        self._chosen, self._is_reading = chosen, False
        self._show_file()
        # Whoever types elsewhere by now goes on there; only the button's part is done.
        if self.window().focusWidget() in (None, self.pick):
            self.name.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def _not_read(self, whose: Whose, error: ClinicError) -> None:
        if whose != self._whose:
            self._work.announce(str(error))
            return
        self._chosen, self._is_reading = None, False
        self._show_file()
        self.trouble.tell(error)

    def _show_file(self) -> None:
        chosen = self._chosen
        self.trouble.clear()
        self.file.setText(chosen.name if chosen is not None else "No picture chosen yet.")
        self.picture.show_image(chosen.image if chosen is not None else None)

    def save(self) -> None:
        """Keep it, sealed beside the database."""
        if self._whose is None:
            return
        whose = client_id, scope = self._whose
        if self._chosen is None:
            self._refused(
                whose, BadInput("picture", "Choose the picture of the signed form first.")
            )
            return
        try:
            day = self.day.value()
        except BadInput:
            return
        if day is None:
            self.day.show_trouble("Enter the day it was signed.")
            return
        consents, by, made = self._work.clinic.consents, self._work.by, self._chosen.picture
        give = partial(consents.give_scanned, client_id, scope, self.name.text(), made.content)
        version = self.version.text().strip() or None
        self._work.write(
            lambda: give(day, by, version=version),
            lambda _saved: self._kept(whose),
            partial(self._refused, whose),
            initiator=self,
            once=(self, whose),
        )

    def _kept(self, whose: Whose) -> None:
        if whose == self._whose:
            self.put_away()
        self._work.announce("The signed form is kept.")
        self.kept.emit(whose)

    def _refused(self, whose: Whose, error: ClinicError) -> None:
        if whose != self._whose:
            self._work.announce(str(error))
            return
        fields = {"signed_as": self.name, "given_on": self.day, "version": self.version}
        if not show_troubles(dict(fields), error):
            self.trouble.tell(error)

    def _read_day(self, text: str) -> date:
        return read_past_day(text, self._today())
