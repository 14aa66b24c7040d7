"""What is done with the batch that is shown: one act at a time, each from a key or a button."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from clinic_desk.base.errors import BadInput, ClinicError
from clinic_desk.stock.amounts import read_millilitres
from clinic_desk.stock.records import BatchRecord, VialRecord
from ui.kit.asking import Question
from ui.kit.workplace import Workplace
from ui.stock.wording import ONE_PIECE, OPENING, read_pieces

if TYPE_CHECKING:
    from ui.stock.page import StockPage

SALINE = ("diluent_ul", "Saline, ml", "2.5")


class StockActs(QObject):
    """The acts of the page on one batch; what is refused is said where it was asked."""

    def __init__(self, workplace: Workplace, page: StockPage) -> None:
        """`page` shows the batch."""
        super().__init__(page)
        self._work, self._page = workplace, page
        self._panel = page.panel
        self._writing = False

    @property
    def batch(self) -> BatchRecord | None:
        """The one that is shown."""
        return self._panel.batch

    def open(self) -> None:
        """Open a piece; a vial that is mixed here is asked for its saline, which may wait."""
        batch, stock, by = self.batch, self._work.clinic.stock, self._work.by
        if batch is None:
            return
        if not self._page.shelf.is_mixed_here(batch):
            self._write(lambda: stock.open_vial(batch.id, by), self._opened_words(batch))
            return

        def take(typed: dict[str, str]) -> None:
            diluent = read_millilitres(typed["diluent_ul"])
            self._write(lambda: stock.open_vial(batch.id, by, diluent), self._opened_words(batch))

        label = ("diluent_ul", "Saline, ml; leave it empty to mix later", "2.5")
        self._ask(Question(OPENING[batch.kind], (label,), OPENING[batch.kind], take))

    def mix_first(self) -> None:
        """Mix the vial that was opened first of those that are not mixed."""
        batch = self.batch
        vials = batch.vials if batch is not None else ()
        unmixed = next((vial for vial in vials if vial.mixed_at is None), None)
        if unmixed is not None:
            self.mix(unmixed)

    def mix(self, vial: VialRecord) -> None:
        """Ask for the saline."""
        stock, by = self._work.clinic.stock, self._work.by

        def take(typed: dict[str, str]) -> None:
            diluent = read_millilitres(typed["diluent_ul"])
            if diluent is None:
                raise BadInput("diluent_ul", "Say how much saline.")
            self._write(lambda: stock.mix(vial.id, diluent, by), "Mixed.")

        self._ask(Question("Mix the vial", (SALINE,), "Mixed now", take))

    def finish_first(self) -> None:
        """Finish the one that is open; with several the keyboard goes to the first."""
        batch = self.batch
        if batch is not None and len(batch.vials) == 1:
            self.finish(batch.vials[0])
        elif self._panel.finish_links:
            self._panel.finish_links[0].setFocus()

    def finish(self, vial: VialRecord) -> None:
        """It is empty or thrown away."""
        stock, by = self._work.clinic.stock, self._work.by
        self._write(lambda: stock.finish(vial.id, by), "Finished.", lambda: self._open_again(vial))

    def _open_again(self, vial: VialRecord) -> None:
        stock, by = self._work.clinic.stock, self._work.by
        self._write(lambda: stock.unfinish(vial.id, by), "It is open again.")

    def count(self) -> None:
        """Ask how many there are, and why that differs."""
        batch, stock, by = self.batch, self._work.clinic.stock, self._work.by
        if batch is None:
            return

        def take(typed: dict[str, str]) -> None:
            more = read_pieces(typed["pieces"]) - batch.left
            self._write(lambda: stock.count(batch.id, more, typed["why"], by), "Counted.")

        piece = ONE_PIECE[batch.kind]
        fields = (
            ("pieces", f"Unopened {piece}s there are; by the count {batch.left}", str(batch.left)),
            ("why", "Why", "Counted, broken, more came in"),
        )
        self._ask(Question("Count", fields, "Keep the count", take))

    def withdraw(self) -> None:
        """Ask why, and take it out of use."""
        batch, stock, by = self.batch, self._work.clinic.stock, self._work.by
        if batch is None:
            return

        def take(typed: dict[str, str]) -> None:
            words = f"Batch {batch.number} is withdrawn from use."
            self._write(
                lambda: stock.withdraw(batch.id, typed["why"], by), words, lambda: self._back(batch)
            )

        fields = (("why", "Why", "Recalled, kept too warm"),)
        self._ask(Question("Withdraw from use", fields, "Withdraw it", take))

    def put_back(self) -> None:
        """Let it be used again."""
        if (batch := self.batch) is not None:
            self._back(batch)

    def _back(self, batch: BatchRecord) -> None:
        stock, by = self._work.clinic.stock, self._work.by
        words = f"Batch {batch.number} may be used again."
        self._write(lambda: stock.put_back(batch.id, by), words)

    def _opened_words(self, batch: BatchRecord) -> str:
        return f"A {ONE_PIECE[batch.kind]} of batch {batch.number} was opened."

    def _ask(self, question: Question) -> None:
        self._panel.trouble.clear()
        self._panel.asking.ask(question, self._page.table)
        self._panel.middle.ensureWidgetVisible(self._panel.asking)

    def _write(
        self, work: Callable[[], Any], words: str, undo: Callable[[], None] | None = None
    ) -> None:
        if self._writing:
            return
        self._writing = True
        self._panel.trouble.clear()

        def written(_result: Any) -> None:
            self._writing = False
            self._panel.asking.put_away()
            self._work.announce(words, undo)

        self._work.write(work, written, self._refused, initiator=self)

    def _refused(self, error: ClinicError) -> None:
        self._writing = False
        if self._panel.asking.is_open:
            self._panel.asking.refuse(error)
        else:
            self._panel.trouble.tell(error)
