"""Opening a vial, or mixing one, without leaving the record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clinic_desk.base.changes import Saved
from clinic_desk.base.errors import BadInput, ClinicError
from clinic_desk.records.contents import Vial
from clinic_desk.stock.amounts import read_millilitres
from ui.kit.asking import Asking, Question
from ui.kit.buttons import KeyBadge, LinkButton
from ui.kit.layout import Column, Row, clear, reveal
from ui.kit.surfaces import TroubleLine
from ui.kit.workplace import Workplace
from ui.records.reading import Openable

LATER = ("diluent_ul", "Saline, ml; leave it empty to mix later", "2.5")
SALINE = ("diluent_ul", "Saline, ml", "2.5")


class OpeningPart(QWidget):
    """The batches of which a vial may be opened, soonest to expire first; the saline is asked."""

    opened = Signal(int)
    """The id of a vial that was opened or mixed here."""

    def __init__(self, workplace: Workplace) -> None:
        """Nothing to open yet."""
        super().__init__()
        self._work = workplace
        self._writing = False
        self.links: list[LinkButton] = []
        self.label, self.trouble = LinkButton("Open a vial", on_click=self.begin), TroubleLine()
        self._batches = QWidget()
        self.asking = Asking("Return")
        self._lines = Column(self._batches, gap=0.25, margins=(2, 0, 0, 0))
        whole = Column(self, gap=0.75)
        head = Row(gap=0.5)
        head.addWidget(self.label)
        self.key = KeyBadge("Alt+O")
        head.addWidget(self.key)
        head.addStretch(1)
        whole.addLayout(head)
        whole.addWidget(self._batches)
        whole.addWidget(self.trouble)
        whole.addWidget(self.asking)

    def offer(self, batches: Sequence[Openable], *, is_wanted: bool) -> None:
        """Offer a vial of each of these; folded away until asked for, where none is wanted."""
        had = next((at for at, link in enumerate(self.links) if link.hasFocus()), None)
        clear(self._lines)
        self.links = [LinkButton(each.words, on_click=partial(self.open, each)) for each in batches]
        for link in self.links:
            link.set_words(link.text(), f"Open a vial: {link.text()}")
            self._lines.addWidget(link)
        for part in (self.label, self.key):
            reveal(part, bool(batches))
        reveal(self._batches, bool(batches) and is_wanted)
        if had is not None:
            (self.links[had] if is_wanted and had < len(batches) else self.label).setFocus()

    def begin(self) -> None:
        """Put the keyboard on the first batch; with one alone, open it."""
        reveal(self._batches, bool(self.links))
        if len(self.links) == 1:
            self.links[0].click()
        elif self.links:
            self.links[0].setFocus()

    def open(self, batch: Openable) -> None:
        """Open a vial; the saline is asked where it is mixed here, and may wait."""
        stock, by = self._work.clinic.stock, self._work.by
        if not batch.is_mixed:
            self._write(lambda: stock.open_vial(batch.batch_id, by), _saved_id)
            return

        def take(typed: dict[str, str]) -> None:
            diluent = read_millilitres(typed["diluent_ul"])
            self._write(lambda: stock.open_vial(batch.batch_id, by, diluent), _saved_id)

        self._ask(Question(f"Open a vial: {batch.words}", (LATER,), "Open it", take))

    def mix(self, vial: Vial) -> None:
        """Ask for the saline of a vial that is open and not mixed."""
        stock, by = self._work.clinic.stock, self._work.by

        def take(typed: dict[str, str]) -> None:
            diluent = read_millilitres(typed["diluent_ul"])
            if diluent is None:
                raise BadInput("diluent_ul", "Say how much saline.")
            self._write(lambda: stock.mix(vial.vial_id, diluent, by), lambda _done: vial.vial_id)

        words = f"Mix the vial: {vial.product}, batch {vial.number}"
        self._ask(Question(words, (SALINE,), "Mixed now", take))

    def put_away(self) -> bool:
        """Ask nothing any more; False where nothing was asked."""
        was_open = self.asking.is_open
        self.asking.put_away()
        return was_open

    def _ask(self, question: Question) -> None:
        self.trouble.clear()
        self.asking.ask(question, self.links[0] if self.links else self)

    def _write(self, work: Callable[[], Any], vial_id: Callable[[Any], int]) -> None:
        if self._writing:
            return
        self._writing = True
        self.trouble.clear()

        def written(done: Any) -> None:
            self._writing = False
            self.asking.put_away()
            self.opened.emit(vial_id(done))

        self._work.write(work, written, self._refused, initiator=self)

    def _refused(self, error: ClinicError) -> None:
        self._writing = False
        if self.asking.is_open:
            self.asking.refuse(error)
        else:
            self.trouble.tell(error)


def _saved_id(saved: Saved) -> int:
    return saved.id
