"""Who else may speak for a client, and on which number."""

from __future__ import annotations

from PySide6.QtCore import Qt

from clinic_desk.clients.records import SpokespersonDetails
from ui.kit.buttons import IconButton
from ui.kit.fields import LineField
from ui.kit.layout import Row
from ui.kit.row_list import ListedRow, RowList


class SpeakerRow(ListedRow):
    """Name, relation and number of one of them."""

    def __init__(self, speaker: SpokespersonDetails | None) -> None:
        """An empty line without one."""
        super().__init__()
        line = Row(self, gap=1)
        self.name = LineField("", "Name", name="Name of who may speak")
        self.first = self.name.line
        self.relation = LineField("", "Relation", name="Relation to the client")
        self.phone = LineField("", "Phone", name="Phone of who may speak")
        for field, share in ((self.name, 3), (self.relation, 2), (self.phone, 2)):
            line.addWidget(field, share)
            field.edited.connect(self.edited)
        drop = IconButton("bin", "Take this person out", bare=True, on_click=self.dropped.emit)
        line.addWidget(drop)
        if speaker is not None:
            self.name.set_text(speaker.name)
            self.relation.set_text(speaker.relation)
            self.phone.set_text(speaker.phone)

    def value(self) -> SpokespersonDetails:
        """As typed."""
        return SpokespersonDetails(self.name.text(), self.relation.text(), self.phone.text())


class SpeakerList(RowList[SpeakerRow, SpokespersonDetails]):
    """All who may speak."""

    def __init__(self) -> None:
        """Nobody yet."""
        super().__init__("Add a person", SpeakerRow, SpeakerRow.value)

    def refuse(self, sentence: str) -> None:
        """Put the sentence under the first line without a name, else under the first number."""
        rows = self.rows
        nameless = next((row for row in rows if not row.name.text().strip()), None)
        field = nameless.name if nameless else rows[0].phone if rows else None
        if field is not None:
            field.show_trouble(sentence)
            field.line.setFocus(Qt.FocusReason.OtherFocusReason)
