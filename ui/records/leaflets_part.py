"""Which leaflets went with the client: what was made out for them, the clinic's, and any other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.kit.choices import CheckField
from ui.kit.fields import ComboField, LineField
from ui.kit.labels import FieldLabel, PlainLabel
from ui.kit.layout import Column, clear, reveal
from ui.records.reading import LeafletOffer


class LeafletsPart(QWidget):
    """A tick for each that was made out for the client or is kept; the rest of the clinic's to
    be added from a list, and one of another house by its name."""

    changed = Signal(object)
    """The names that are ticked now, in order."""
    reshaped = Signal()
    """A line has come or gone."""

    def __init__(self) -> None:
        """None to choose from yet."""
        super().__init__()
        self._offers: tuple[LeafletOffer, ...] = ()
        self._kept: tuple[str, ...] = ()
        self.ticks: dict[str, CheckField] = {}
        self._lines = Column(gap=0.5)
        self.more = ComboField("Add one of the clinic's")
        self.more.combo.setPlaceholderText("Choose a leaflet")
        self.other = LineField("Add another one", "Its name; Enter adds it")
        whole = Column(self, gap=1)
        whole.addWidget(FieldLabel("Leaflets given"))
        whole.addLayout(self._lines)
        whole.addWidget(self.more)
        whole.addWidget(self.other)
        self.more.edited.connect(self._add_chosen)
        self.other.edited.connect(self._tell)
        self.other.line.editingFinished.connect(self._add_typed)

    def offer(self, offers: Sequence[LeafletOffer]) -> None:
        """Offer these; what is ticked stays."""
        self._offers = tuple(offers)
        self._build()

    def show_leaflets(self, kept: Sequence[str]) -> None:
        """Show what the record keeps; `changed` is not emitted."""
        self._kept = tuple(kept)
        self.other.set_text("")
        self._build()

    def value(self) -> tuple[str, ...]:
        """What is ticked, and what is being typed."""
        typed = self.other.text().strip()
        return tuple(dict.fromkeys((*self._kept, typed) if typed else self._kept))

    def _build(self) -> None:
        had = next((name for name, tick in self.ticks.items() if tick.hasFocus()), "")
        clear(self._lines)
        notes = {each.words: each.note for each in self._offers}
        given = [each.words for each in self._offers if each.note]
        self.ticks = {}
        for name in dict.fromkeys((*given, *self._kept)):
            tick = CheckField(name, lambda on, name=name: self._ticked(name, on))  # type: ignore[misc]
            tick.setChecked(name in self._kept)
            self.ticks[name] = tick
            self._lines.addWidget(tick)
            self._note(tick, notes.get(name, ""))
        left = [each.words for each in self._offers if each.words not in self.ticks]
        self.more.set_choices([(words, words) for words in left])
        self.more.set_value(None)
        reveal(self.more, bool(left))
        if had in self.ticks:
            self.ticks[had].setFocus()

    def _note(self, tick: CheckField, words: str) -> None:
        tick.setAccessibleDescription(words)
        if words:
            line = Column(gap=0, margins=(4, 0, 0, 0))
            line.addWidget(PlainLabel(words, size="small", tone="quiet", wrap=True))
            self._lines.addLayout(line)

    def _ticked(self, name: str, on: bool) -> None:
        self._kept = tuple(each for each in self._kept if each != name)
        if on:
            self._kept = (*self._kept, name)
        self._tell()

    def _add_chosen(self) -> None:
        self._add(self.more.value())
        self.more.control.setFocus()

    def _add_typed(self) -> None:
        self._add(self.other.text().strip())

    def _add(self, name: str | None) -> None:
        if name:
            self._kept = tuple(dict.fromkeys((*self._kept, name)))
            self.other.set_text("")
            self._build()
            self.reshaped.emit()
            self._tell()

    def _tell(self) -> None:
        self.changed.emit(self.value())
