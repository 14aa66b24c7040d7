"""The numbing cream: which, from when to when, and that it was stopped by an allergy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clinic_desk.base.errors import BadInput
from clinic_desk.base.words import clock_time
from clinic_desk.records.contents import Cream, Lot
from clinic_desk.records.record import LotChoice
from ui.kit.choices import CheckField
from ui.kit.fields import LineField
from ui.kit.layout import Column, Row, reveal
from ui.kit.wash import Notice
from ui.records.lots import LotPart
from ui.records.section import Section
from ui.records.wording import read_time

NO_LIDOCAINE = "The box was read: it names no lidocaine"


class CreamPart(Section):
    """None, or one with its times."""

    changed = Signal()

    def __init__(self) -> None:
        """None was used."""
        super().__init__("Numbing cream")
        self._cream: Cream | None = None
        self._day = date.min
        self.troubles: dict[str, str] = {}
        self.stop = Notice("block", tone="block")
        self.used = CheckField("A numbing cream was used", self._used)
        self.lot = LotPart("Batch", "No batch of cream may be used", optional=True)
        self.product = LineField("Cream", "As the tube names it")
        self.on_at, self.off_at = LineField("On at", "9.10"), LineField("Off at", "9.40")
        self.without = CheckField(NO_LIDOCAINE, self._without)
        self.add(self.stop, self.used)
        self._rest = QWidget()
        rest = Column(self._rest, gap=1.25)
        times = Row(gap=1.5)
        times.addWidget(self.on_at, 1)
        times.addWidget(self.off_at, 1)
        rest.addWidget(self.product)
        # A line of its own: the lot and its expiry are to be read whole.
        rest.addWidget(self.lot)
        rest.addLayout(times)
        rest.addWidget(self.without)
        self.add(self._rest)
        self.product.edited.connect(lambda: self._set(product=self.product.text()))
        self.lot.changed.connect(self._lot_chosen)
        for name, field in (("on_at", self.on_at), ("off_at", self.off_at)):
            field.edited.connect(lambda name=name, field=field: self._time(name, field))
            field.line.editingFinished.connect(
                lambda name=name, field=field: self._read_back(name, field)
            )

    def show_cream(self, cream: Cream | None, day: date, choices: Sequence[LotChoice]) -> None:
        """Show this one; `day` is the visit's, on which its times are."""
        self._cream, self._day, self.troubles = cream, day, {}
        self.used.setChecked(cream is not None)
        shown = cream or Cream("")
        self.product.set_text(shown.product)
        self.lot.show_choices(choices, shown.lot)
        for field, at in ((self.on_at, shown.on_at), (self.off_at, shown.off_at)):
            field.set_text(clock_time(at) if at is not None else "")
        self.without.setChecked(shown.without_lidocaine)
        reveal(self._rest, cream is not None)

    def cream(self) -> Cream | None:
        """What is said of it."""
        return self._cream

    def tell_stop(self, words: str) -> None:
        """Say what stands against it; nothing takes it away."""
        self.stop.say(words)

    def _used(self, used: bool) -> None:
        self._cream = (self._cream or Cream(self.product.text())) if used else None
        self.troubles = {}
        reveal(self._rest, used)
        if used:
            self.product.control.setFocus()
        self.changed.emit()

    def _without(self, without: bool) -> None:
        self._set(without_lidocaine=without)

    def _lot_chosen(self, lot: Lot | None) -> None:
        if lot is not None and not self.product.text().strip():
            self.product.set_text(lot.product)
        self._set(lot=lot, product=self.product.text())

    def _time(self, name: str, field: LineField) -> None:
        at: datetime | None = None
        self.troubles.pop(name, None)
        if field.text().strip():
            try:
                at = read_time(field.text(), self._day)
            except BadInput as error:
                self.troubles[name] = str(error)
        self._set(**{name: at})

    def _read_back(self, name: str, field: LineField) -> None:
        field.show_trouble(self.troubles.get(name, ""))
        at = getattr(self._cream, name, None)
        if at is not None and name not in self.troubles:
            field.set_text(clock_time(at))

    def _set(self, **parts: Any) -> None:
        self._cream = replace(self._cream or Cream(""), **parts)
        self.changed.emit()
