"""Which leaflets went with the client: what was made out for them, the clinic's, and any other."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ui.kit.buttons import LinkButton
from ui.kit.choices import CheckField
from ui.kit.fields import LineField
from ui.kit.labels import PlainLabel
from ui.kit.layout import Column, clear, reveal
from ui.records.reading import LeafletOffer


class LeafletsPart(QWidget):
    """A tick for each that was made out for the client or is kept; the clinic's others one act
    away, and one of another house by its name."""

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
        self._opened = False
        """Whether the clinic's other leaflets are shown."""
        self.more = LinkButton("", on_click=self._open)
        self.other = LineField("Add another one", "Its name; Enter adds it")
        whole = Column(self, gap=1)
        whole.addLayout(self._lines)
        whole.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        whole.addWidget(self.other)
        self.other.edited.connect(self._tell)
        self.other.line.editingFinished.connect(self._add_typed)

    def offer(self, offers: Sequence[LeafletOffer]) -> None:
        """Offer these; what is ticked stays."""
        self._offers = tuple(offers)
        self._build()

    def show_leaflets(self, kept: Sequence[str]) -> None:
        """Show what the record keeps; `changed` is not emitted."""
        self._kept, self._opened = tuple(kept), False
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
        left = [name for name in notes if name not in (*given, *self._kept)]
        for name in dict.fromkeys((*given, *self._kept, *(left if self._opened else ()))):
            tick = CheckField(name, partial(self._ticked, name))
            tick.setChecked(name in self._kept)
            self.ticks[name] = tick
            self._lines.addWidget(tick)
            self._note(tick, notes.get(name, ""))
        self.more.set_words(f"The clinic's other leaflets ({len(left)})")
        reveal(self.more, bool(left) and not self._opened)
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

    def _open(self) -> None:
        """Show the clinic's other leaflets too, with the keyboard on the first of them."""
        before = set(self.ticks)
        self._opened = True
        self._build()
        self.reshaped.emit()
        first = next((tick for name, tick in self.ticks.items() if name not in before), None)
        if first is not None:
            first.setFocus()

    def _add_typed(self) -> None:
        name = self.other.text().strip()
        if name:
            self._kept = tuple(dict.fromkeys((*self._kept, name)))
            self.other.set_text("")
            self._build()
            self.reshaped.emit()
            self._tell()

    def _tell(self) -> None:
        self.changed.emit(self.value())
