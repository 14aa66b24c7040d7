"""Handing a leaflet over: printed or saved, then noted as given, then told."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from clinic_desk.base.changes import Changes
from clinic_desk.leaflets.given import How
from clinic_desk.leaflets.orders import PrintedLeaflet
from clinic_desk.leaflets.press import Given
from ui.kit.printing import Printer, print_pdf, save_pdf
from ui.kit.workplace import Workplace
from ui.leaflets.reading import LARGE, ForWhom


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

    def print(
        self, printed: PrintedLeaflet, whom: ForWhom | None, printer: Printer, copies: int
    ) -> None:
        """Send it to the printer."""

        def sent(_nothing: None) -> None:
            self._note(printed, whom, "printed", f"Sent to {printer.name}")

        def work() -> None:
            print_pdf(printed.pdf, printer, _file_name(printed), copies)

        self._work.background.run(work, sent, self.failed.emit, owner=self)

    def save(self, printed: PrintedLeaflet, whom: ForWhom | None) -> None:
        """Ask where it is to be kept, and write it there."""

        def written(file: Path) -> None:
            self._note(printed, whom, "saved", f"Saved {file.name}")

        self.dialog = save_pdf(
            self._above,
            f"{_file_name(printed)}.pdf",
            printed.pdf,
            self._work.background,
            written,
            self.failed.emit,
        )

    def _note(self, printed: PrintedLeaflet, whom: ForWhom | None, how: How, what: str) -> None:
        if whom is None or printed.client_id is None:
            self._note_blank(printed, how, what)
            return
        press, by, client_id = self._work.clinic.press, self._work.by, printed.client_id

        def noted(given: Given) -> None:
            words = f"{what}, noted as given to {whom.short_name.rstrip('.')}."
            if given.now_large:
                words = f"{words} The record now asks for {LARGE}."
                self._work.announce(words, lambda: self._take_back(client_id))
            else:
                self._work.announce(words)
            self.done.emit()

        self._work.write(
            lambda: press.note_given(printed, how, by), noted, self.failed.emit, initiator=self
        )

    def _note_blank(self, printed: PrintedLeaflet, how: How, what: str) -> None:
        """Made out for nobody: that it was made is all there is to note."""
        press, by = self._work.clinic.press, self._work.by

        def noted(_given: Given) -> None:
            self._work.announce(f"{what}: {printed.title}, {printed.pages_in_words}.")
            self.done.emit()

        self._work.write(lambda: press.note_given(printed, how, by), noted, self.failed.emit)

    def _take_back(self, client_id: int) -> None:
        """Standard print again; the leaflet stays given."""
        press, by = self._work.clinic.press, self._work.by

        def taken_back(_changes: Changes) -> None:
            self._work.announce("The record asks for standard print again.")

        self._work.write(
            lambda: press.ask_for_large(client_id, False, by), taken_back, self.failed.emit
        )


def _file_name(printed: PrintedLeaflet) -> str:
    """What a file or a print job is called, which many may read: no treatment beside a client."""
    size = f"-{LARGE.replace(' ', '-')}" if printed.large_print else ""
    return f"{printed.name if printed.client_id is None else 'leaflet'}{size}"
