"""A batch to choose, those that may not be chosen named below with the reason."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clinic_desk.records.contents import Lot
from clinic_desk.records.record import LotChoice
from ui.kit.fields import ComboField
from ui.kit.labels import PlainLabel
from ui.kit.layout import Column, clear
from ui.records.telling import expiry_words, lot_name, lot_words

MOST_REFUSED = 3


class LotPart(QWidget):
    """A field with the batches that may be chosen, and why the others may not."""

    changed = Signal(object)
    """The Lot, or None."""

    def __init__(self, label: str, none: str, *, optional: bool = False) -> None:
        """`none` is said where there is nothing to choose; `optional` offers to name none."""
        super().__init__()
        self.field = ComboField(label)
        self._none, self._optional = none, optional
        self._lots: dict[int, Lot] = {}
        body = Column(self, gap=0.5)
        body.addWidget(self.field)
        self._refused = Column(gap=0.25)
        body.addLayout(self._refused)
        self.field.edited.connect(lambda: self.changed.emit(self.lot()))

    def show_choices(self, choices: Sequence[LotChoice], chosen: Lot | None) -> None:
        """Offer what may be chosen; what was chosen before stays."""
        offered = [each.lot for each in choices if not each.why_not]
        if chosen is not None and chosen.batch_id not in {each.batch_id for each in offered}:
            offered.insert(0, chosen)
        self._lots = {each.batch_id: each for each in offered}
        words = [(each.batch_id, _words(each)) for each in offered]
        empty = [(0, "Not noted")] if self._optional else []
        self.field.set_choices([*empty, *words])
        self.field.combo.setPlaceholderText("Not chosen yet" if offered else self._none)
        self.field.set_value(chosen.batch_id if chosen is not None else 0)
        clear(self._refused)
        refused = [each for each in choices if each.why_not]
        for each in refused[-MOST_REFUSED:]:
            named = each.lot.product if each.lot.number in each.why_not else lot_words(each.lot)
            sentence = f"{named}: {each.why_not}"
            self._refused.addWidget(PlainLabel(sentence, size="small", tone="quiet", wrap=True))

    def lot(self) -> Lot | None:
        """The batch that is chosen."""
        return self._lots.get(self.field.value() or 0)


def _words(lot: Lot) -> str:
    """Number and expiry first: they are held beside the box, and the field may be narrow."""
    until = f" · expires {expiry_words(lot.expires_on)}" if lot.expires_on is not None else ""
    return f"{lot_name(lot.number)}{until} · {lot.product}"
