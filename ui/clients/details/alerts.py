"""Allergies and flags: read by clinicians; the desk may add one and does not read the others."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from clinic_desk.clients.records import AlertDetails
from ui.kit.buttons import IconButton
from ui.kit.fields import ComboField, LineField
from ui.kit.labels import PlainLabel
from ui.kit.layout import Column, Row, reveal
from ui.kit.row_list import ListedRow, RowList

TOLD = "What you add here goes to the nurse and is not shown at the desk afterwards."
UNREAD = "There is something on file: ask the nurse. "
KINDS = (("allergy", "Allergy"), ("flag", "Flag"))


class AlertRow(ListedRow):
    """One allergy or flag."""

    def __init__(self, alert: AlertDetails | None) -> None:
        """An empty line is a flag."""
        super().__init__()
        line = Row(self, gap=1)
        self.kind = ComboField("", name="Allergy or flag")
        self.kind.set_choices(KINDS)
        self.kind.set_value(alert.kind if alert else "flag")
        self.words = LineField("", "What the nurse should know", name="Words of it")
        self.first = self.words.line
        self.words.set_text(alert.text if alert else "")
        drop = IconButton("bin", "Take this out", bare=True, on_click=self.dropped.emit)
        line.addWidget(self.kind, 2)
        line.addWidget(self.words, 5)
        line.addWidget(drop)
        self.kind.edited.connect(self.edited)
        self.words.edited.connect(self.edited)

    def value(self) -> AlertDetails:
        """As typed."""
        return AlertDetails(self.kind.value(), self.words.text())


class AlertsBox(QWidget):
    """The lines; for the desk only those added since the form was filled."""

    def __init__(self) -> None:
        """Nothing is known."""
        super().__init__()
        self._unread: tuple[AlertDetails, ...] = ()
        body = Column(self, gap=1)
        self.note = PlainLabel(size="small", tone="quiet", wrap=True)
        self.lines = RowList("Add for the nurse", AlertRow, AlertRow.value)
        body.addWidget(self.note)
        body.addWidget(self.lines)

    def show_alerts(
        self,
        kept: tuple[AlertDetails, ...],
        typed: tuple[AlertDetails, ...],
        *,
        for_clinician: bool,
        ask_the_nurse: bool,
    ) -> None:
        """Show what is typed; to the desk without what was kept before, which it may not even
        have been given: `ask_the_nurse`."""
        self._unread = () if for_clinician else tuple(each for each in typed if each in kept)
        self.lines.set_values([each for each in typed if each not in self._unread])
        unread = ask_the_nurse or bool(self._unread)
        self.note.setText("" if for_clinician else f"{UNREAD if unread else ''}{TOLD}")
        reveal(self.note, bool(self.note.text()))

    def values(self) -> tuple[AlertDetails, ...]:
        """All of them, read or not."""
        return (*self._unread, *self.lines.values())
