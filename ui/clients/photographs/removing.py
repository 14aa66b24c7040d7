"""Removing photographs: the one question that is asked is why."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from clinic_desk.base.changes import Changes
from clinic_desk.base.errors import ClinicError
from clinic_desk.photographs.records import PhotographRecord
from ui.kit.buttons import PrimaryButton, QuietButton
from ui.kit.fields import LineField, show_troubles
from ui.kit.labels import PlainLabel, SectionTitle
from ui.kit.layout import Row
from ui.kit.popover import Popover
from ui.kit.surfaces import TroubleLine
from ui.kit.workplace import Workplace

ABOUT = (
    "The picture is destroyed and cannot be brought back from here. Copies made before have it "
    "until they go. That there was one, and why it went, stays on file."
)


class RemoveCard(Popover):
    """A reason, and the act."""

    def __init__(self, window: QWidget, remove: Callable[[str], object]) -> None:
        """`remove` is called with the reason."""
        super().__init__(window, "Remove photographs", "panel", gap=1.5, margins=2)
        self._remove = remove
        self.title = SectionTitle("")
        self.why = LineField("Why", "Asked by the client; of somebody else")
        self.trouble = TroubleLine()
        self.act = PrimaryButton("Remove", on_click=self._go)
        self.leave = QuietButton("Keep it", "Esc", on_click=self.dismiss)
        self.why.line.returnPressed.connect(self._go)
        for part in (self.title, PlainLabel(ABOUT, tone="quiet", wrap=True), self.why):
            self.body.addWidget(part)
        self.body.addWidget(self.trouble)
        acts = Row(gap=1)
        acts.addWidget(self.act)
        acts.addWidget(self.leave)
        acts.addStretch(1)
        self.body.addLayout(acts)

    def ask(self, title: str) -> None:
        """Open it for what the title says."""
        self.title.setText(title)
        self.why.set_text("")
        self.trouble.clear()
        self.act.setEnabled(True)
        self.open_centred()
        self.why.line.setFocus()

    def refuse(self, error: ClinicError) -> None:
        """Tell why it could not be removed."""
        self.act.setEnabled(True)
        if not show_troubles({"why": self.why}, error):
            self.trouble.tell(error)

    def _go(self) -> None:
        self.act.setEnabled(False)
        self._remove(self.why.text())


class Removing(QObject):
    """Asks for the reason, and removes."""

    removed = Signal()

    def __init__(self, workplace: Workplace, parent: QWidget) -> None:
        """The card lies over the window of `parent`, and is made when it is first wanted."""
        super().__init__(parent)
        self._work, self._parent = workplace, parent
        self.card: RemoveCard | None = None

    def ask(self, record: PhotographRecord) -> None:
        """Remove one photograph."""
        room, by = self._work.clinic.photographs, self._work.by
        self._ask("Remove this photograph", lambda why: room.remove(record.id, why, by))

    def ask_all(self, client_id: int) -> None:
        """Remove every photograph of a client, shown or not."""
        room, by = self._work.clinic.photographs, self._work.by
        title = "Remove all photographs of this client"
        self._ask(title, lambda why: room.remove_all(client_id, why, by))

    def dismiss(self) -> None:
        """Another client, or another person at the desk."""
        if self.card is not None:
            self.card.dismiss()

    def _ask(self, title: str, remove: Callable[[str], Changes]) -> None:
        if self.card is not None:
            self.card.deleteLater()
        self.card = RemoveCard(
            self._parent.window(),
            lambda why: self._work.write(lambda: remove(why), self._removed, self._refused),
        )
        self.card.ask(title)

    def _removed(self, _changes: Changes) -> None:
        self._work.announce("Removed for good.")
        self.dismiss()
        self.removed.emit()

    def _refused(self, error: ClinicError) -> None:
        if self.card is not None:
            self.card.refuse(error)
