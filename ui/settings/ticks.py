"""Which treatments: a tick for each, for what a person gives and what a room suits."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from clinic_desk.treatments.catalogue import Treatment
from ui.kit.choices import CheckField
from ui.kit.fields import Field
from ui.kit.theme import theme

IN_A_ROW = 2
"""Where there is room for the longest name twice."""


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
        self._in_a_row = 0
        self._body = QGridLayout(self)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSizeConstraint(QGridLayout.SizeConstraint.SetNoConstraint)
        self._measure()
        theme().changed.connect(self._measure)

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

    def minimumSizeHint(self) -> QSize:
        """As wide as one name: two in a row stand only where there is room."""
        hint = super().minimumSizeHint()
        return QSize(self._longest(), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One or two in a row."""
        super().resizeEvent(event)
        self._arrange()

    def _draw(self, shown: Sequence[Treatment]) -> None:
        for tick in self.boxes.values():
            tick.hide()
            tick.deleteLater()
        self.boxes = {each.code: CheckField(each.name, self._told) for each in shown}
        for tick in self.boxes.values():
            tick.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._in_a_row = 0
        self._arrange()

    def _arrange(self) -> None:
        room = self.width() >= IN_A_ROW * self._longest() + theme().grid()
        in_a_row = IN_A_ROW if room else 1
        if in_a_row == self._in_a_row:
            return
        self._in_a_row = in_a_row
        for place, tick in enumerate(self.boxes.values()):
            self._body.removeWidget(tick)
            self._body.addWidget(tick, place // in_a_row, place % in_a_row)
        for column in range(IN_A_ROW):
            self._body.setColumnStretch(column, int(column < in_a_row))

    def _longest(self) -> int:
        return max((tick.sizeHint().width() for tick in self.boxes.values()), default=0)

    def _measure(self) -> None:
        self._body.setSpacing(theme().grid(0.5))
        self._arrange()

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
