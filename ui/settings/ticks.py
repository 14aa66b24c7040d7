"""Which treatments: a tick for each, for what a person gives and what a room suits."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clinic_desk.treatments.catalogue import Treatment
from ui.kit.choices import CheckField
from ui.kit.fields import Field
from ui.kit.layout import Column, Row, clear

IN_A_ROW = 2


class Ticks(QWidget):
    """Ticks by code of treatment. One that is switched off shows only while it is ticked."""

    changed = Signal()

    def __init__(self, name: str) -> None:
        """`name` is spoken."""
        super().__init__()
        self.setAccessibleName(name)
        self.boxes: dict[str, CheckField] = {}
        self._treatments: tuple[Treatment, ...] = ()
        self._unknown: frozenset[str] = frozenset()
        self._body = Column(self, gap=0.5)

    def offer(self, treatments: Sequence[Treatment]) -> None:
        """The treatments that there are; `show_codes` draws them."""
        self._treatments = tuple(treatments)

    def show_codes(self, codes: Collection[str]) -> None:
        """Tick these and no others; a code that the protocol does not know is kept as it is."""
        self._unknown = frozenset(codes) - {each.code for each in self._treatments}
        shown = [each for each in self._treatments if each.enabled or each.code in codes]
        if [each.code for each in shown] != list(self.boxes):
            self._draw(shown)
        for code, tick in self.boxes.items():
            tick.setChecked(code in codes)

    def codes(self) -> frozenset[str]:
        """What is ticked."""
        ticked = (code for code, tick in self.boxes.items() if tick.isChecked())
        return self._unknown | frozenset(ticked)

    def _draw(self, shown: Sequence[Treatment]) -> None:
        clear(self._body)
        self.boxes = {each.code: CheckField(each.name, self._told) for each in shown}
        ticks = list(self.boxes.values())
        for first in range(0, len(ticks), IN_A_ROW):
            row = Row(gap=1)
            for tick in ticks[first : first + IN_A_ROW]:
                row.addWidget(tick, 1)
            if first + 1 == len(ticks):
                row.addStretch(1)
            self._body.addLayout(row)

    def _told(self, _ticked: bool) -> None:
        self.changed.emit()


class TicksField(Field):
    """Ticks below a label, with a sentence where they cannot be so."""

    def __init__(self, label: str) -> None:
        """No treatments yet."""
        self.ticks = Ticks(label)
        super().__init__(label, self.ticks)
        self.ticks.changed.connect(self._was_edited)

    def _was_edited(self) -> None:
        self.show_trouble("")
        self.edited.emit()
