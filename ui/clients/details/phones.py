"""The phones of a client: number, voicemail, discreet; a word about an odd one."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from clinic_desk.base.errors import BadInput
from clinic_desk.clients.phones import phone_digits, phone_warning
from clinic_desk.clients.records import PhoneDetails
from ui.kit.buttons import IconButton
from ui.kit.choices import CheckField
from ui.kit.fields import LineField
from ui.kit.labels import PlainLabel
from ui.kit.layout import Column, Row, reveal
from ui.kit.row_list import ListedRow, RowList
from ui.kit.tasks import Desk


class Remark(NamedTuple):
    """What is to be said of a number: it cannot be kept, or it is unusual."""

    trouble: str = ""
    warning: str = ""


def remark_on(number: str) -> Remark:
    """The remark on a number as typed; none on an empty line."""
    if not number.strip():
        return Remark()
    try:
        return Remark(warning=phone_warning(number))
    except BadInput as trouble:
        return Remark(trouble=str(trouble))


class PhoneRow(ListedRow):
    """One number."""

    def __init__(self, desk: Desk, phone: PhoneDetails | None) -> None:
        """`desk` looks at the number: the tables behind that are slow to load."""
        super().__init__()
        self._desk = desk
        body = Column(self, gap=0.5)
        line = Row(gap=1)
        self.number = LineField("", "07700 900316", name="Phone number")
        self.first = self.number.line
        self.voicemail = CheckField("Voicemail is all right", lambda _on: self.edited.emit())
        self.discreet = CheckField("Be discreet", lambda _on: self.edited.emit())
        self.odd = PlainLabel(size="small", tone="warn", wrap=True)
        drop = IconButton("bin", "Take this number out", bare=True, on_click=self.dropped.emit)
        line.addWidget(self.number, 1)
        line.addWidget(drop)
        ticks = Row(gap=2)
        ticks.addWidget(self.voicemail)
        ticks.addWidget(self.discreet)
        ticks.addStretch(1)
        body.addLayout(line)
        body.addLayout(ticks)
        body.addWidget(self.odd)
        reveal(self.odd, False)
        if phone is not None:
            self.number.set_text(phone.number)
            self.voicemail.setChecked(phone.voicemail)
            self.discreet.setChecked(phone.discreet)
        self.number.edited.connect(self._typed)
        self.number.line.editingFinished.connect(self._look)

    def value(self) -> PhoneDetails:
        """The number as typed."""
        return PhoneDetails(
            self.number.text(), self.voicemail.isChecked(), self.discreet.isChecked()
        )

    def refuse(self, sentence: str) -> None:
        """Say that the number cannot be kept."""
        self.number.show_trouble(sentence)
        self.take_focus()

    def _typed(self) -> None:
        reveal(self.odd, False)
        self.edited.emit()

    def _look(self) -> None:
        work = partial(remark_on, self.number.text())
        self._desk.ask(f"clients.phone.{id(self)}", work, self._remark)

    def _remark(self, remark: Remark) -> None:
        self.number.show_trouble(remark.trouble)
        self.odd.setText(remark.warning)
        reveal(self.odd, bool(remark.warning))


class PhoneList(RowList[PhoneRow, PhoneDetails]):
    """All numbers; the first is the one to ring."""

    def __init__(self, desk: Desk) -> None:
        """No numbers yet."""
        super().__init__("Add a phone", partial(PhoneRow, desk), PhoneRow.value)

    def refuse(self, sentence: str) -> None:
        """Put the sentence under the first number that cannot be kept."""
        for row in self.rows:
            if _is_refused(row.number.text()):
                row.refuse(sentence)
                return


def _is_refused(number: str) -> bool:
    try:
        phone_digits(number)
    except BadInput:
        return bool(number.strip())
    return False
