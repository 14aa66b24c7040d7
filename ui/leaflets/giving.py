"""Handing a leaflet over: printed, saved, sent or read aloud, then noted as given, then told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from clinic_desk.base.changes import Changes
from clinic_desk.base.errors import ClinicError
from clinic_desk.leaflets.encrypted import sealed
from clinic_desk.leaflets.given import Given, How
from clinic_desk.leaflets.orders import Order, PrintedLeaflet
from clinic_desk.leaflets.stacked import stacked
from ui.kit.printing import Printer, print_pdf, save_pdf
from ui.kit.workplace import Workplace
from ui.leaflets.drawing import Drawn
from ui.leaflets.reading import LARGE, ForWhom


@dataclass(frozen=True)
class Handing:
    """What is handed over, to whom, and how many."""

    drawn: Drawn
    whom: ForWhom | None
    by: int
    """Who hands it over, whoever sits at the desk by the time it is printed or saved."""
    carer: str = ""
    """Who takes it along for the client; empty where it is the client."""
    copies: int = 1
    to_sign: bool = False
    """One more copy with a sheet to sign, which stays with the clinic."""

    @property
    def printed(self) -> PrintedLeaflet:
        """The leaflet."""
        return self.drawn.printed


class Giving(QObject):
    """The last steps. What was not printed or written is not noted."""

    done = Signal()
    """Printed or written, and noted where it was for a client."""
    failed = Signal(object)
    """A ClinicError: it was not printed, written or noted."""

    def __init__(self, workplace: Workplace, parent: QWidget) -> None:
        """`parent` is what the file dialog stands above."""
        super().__init__(parent)
        self._work, self._above = workplace, parent
        self.dialog: QFileDialog | None = None

    def print(self, handing: Handing, printer: Printer) -> None:
        """Send it to the printer."""

        def sent(_nothing: None) -> None:
            self._note(handing, "printed", f"Sent to {printer.name}")

        def work() -> None:
            pdf, copies = _job(handing, printer)
            print_pdf(pdf, printer, _file_name(handing.printed), copies)

        self._work.background.run(work, sent, self.failed.emit, owner=self, leaves=True)

    def save(self, handing: Handing) -> None:
        """Ask where it is to be kept, and write it there."""

        def written(file: Path) -> None:
            self._note(handing, "saved", f"Saved {file.name}")

        self._keep(handing, handing.printed.pdf, written)

    def save_sealed(self, handing: Handing, password: str) -> None:
        """Encrypt it with a password that is kept nowhere, and ask where it is to be kept.

        Whoever has taken the desk meanwhile is not asked, and it is given up.
        """
        pdf = handing.printed.pdf

        def ready(made: bytes, digest: str) -> None:
            if not self._work.is_by(handing.by):
                words = "The leaflet was not saved, as somebody else took the desk."
                self.failed.emit(ClinicError(words))
                return

            def written(file: Path) -> None:
                what = f"Saved {file.name}, which opens with the password"
                self._note(handing, "emailed", what, digest)

            self._keep(handing, made, written)

        def encrypted() -> tuple[bytes, str]:
            made = sealed(pdf, password)
            return made.pdf, made.digest

        self._work.background.run(
            encrypted, lambda made: ready(*made), self.failed.emit, owner=self
        )

    def note_read_aloud(self, handing: Handing) -> None:
        """It was read out to the client."""
        self._note(handing, "read_aloud", "Read aloud")

    def note_declined(self, handing: Handing) -> None:
        """The client did not want it."""
        press, by, printed = self._work.clinic.press, handing.by, handing.printed
        whom = handing.whom
        if whom is None:
            return

        def noted(_given: Given) -> None:
            self._work.announce(f"Noted: {whom.short_name.rstrip('.')} did not want it.")
            self.done.emit()

        self._work.write(
            lambda: press.note_declined(printed, by), noted, self.failed.emit, initiator=self
        )

    def _keep(self, handing: Handing, pdf: bytes, written: Callable[[Path], None]) -> None:
        name = f"{_file_name(handing.printed)}.pdf"
        background, failed = self._work.background, self.failed.emit
        self.dialog = save_pdf(self._above, name, pdf, background, written, failed)

    def _note(self, handing: Handing, how: How, what: str, sent_digest: str = "") -> None:
        printed, whom = handing.printed, handing.whom
        if whom is None or printed.client_id is None:
            self._note_blank(handing, how, what)
            return
        press, by, client_id = self._work.clinic.press, handing.by, printed.client_id

        def noted(given: Given) -> None:
            carer = " ".join(handing.carer.split())
            name = whom.short_name.rstrip(".")
            words = f"{what}, noted as given to {f'{carer} for {name}' if carer else name}."
            if given.now_large:
                words = f"{words} The record now asks for {LARGE}."
                self._work.announce(words, partial(self._take_back, client_id))
            else:
                self._work.announce(words)
            self.done.emit()

        self._work.write(
            lambda: press.note_given(
                printed, how, by, to_whom=handing.carer, sent_digest=sent_digest
            ),
            noted,
            self.failed.emit,
            initiator=self,
        )

    def _note_blank(self, handing: Handing, how: How, what: str) -> None:
        """Made out for nobody: that it was made is all there is to note."""
        press, by, printed = self._work.clinic.press, handing.by, handing.printed

        def noted(_given: Given) -> None:
            self._work.announce(f"{what}: {printed.title}, {printed.pages_in_words}.")
            self.done.emit()

        self._work.write(
            lambda: press.note_given(printed, how, by), noted, self.failed.emit, initiator=self
        )

    def _take_back(self, client_id: int) -> None:
        """Standard print again; the leaflet stays given."""
        press, by = self._work.clinic.press, self._work.by

        def taken_back(_changes: Changes) -> None:
            self._work.announce("The record asks for standard print again.")

        self._work.write(
            lambda: press.ask_for_large(client_id, False, by), taken_back, self.failed.emit
        )


def _job(handing: Handing, printer: Printer) -> tuple[bytes, int]:
    """What is sent to the printer, and how often."""
    if not handing.to_sign:
        return handing.printed.pdf, handing.copies
    leaflets = [handing.printed.pdf] * (handing.copies + 1)
    sheet = _to_sign(handing.drawn.order)
    return stacked([*leaflets, sheet], both_sides=printer.both_sides), 1


def _to_sign(order: Order) -> bytes:
    # Imported here: it loads ReportLab, which no start of the program should wait for.
    from clinic_desk.paper.receipt import receipt

    return receipt(order)


def _file_name(printed: PrintedLeaflet) -> str:
    """What a file or a print job is called, which many may read: no treatment beside a client."""
    size = f"-{LARGE.replace(' ', '-')}" if printed.large_print else ""
    return f"{printed.name if printed.client_id is None else 'leaflet'}{size}"
