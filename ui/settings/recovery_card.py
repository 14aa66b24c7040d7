"""The recovery key, shown once in large letters, to be printed or written down."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from clinic_desk.base.errors import ClinicError
from ui.kit.buttons import QuietButton
from ui.kit.labels import PlainLabel, SectionTitle
from ui.kit.layout import Card, Column, Row, clear
from ui.kit.surfaces import TroubleLine
from ui.settings.recovery_sheet import Sheet, key_lines, print_sheet, printer_names, save_sheet

NO_PRINTER = ClinicError(
    "No printer is set up on this computer.", next_step="Save the sheet as PDF, or write it down."
)
FILE_NAME = "Clinic Desk recovery key.pdf"


class RecoveryCard(QWidget):
    """The key, and what can be done with it."""

    def __init__(self) -> None:
        """Without a key."""
        super().__init__()
        self.sheet = Sheet("", "", "")
        self._printer: QPrinter | None = None
        self.trouble = TroubleLine()
        card = Card(gap=1.5, margins=3)
        card.body.addWidget(SectionTitle("Recovery key"))
        self._lines = Column(gap=1)
        card.body.addLayout(self._lines)
        card.body.addWidget(PlainLabel(_WORDS, tone="quiet", wrap=True))
        acts = Row(gap=1)
        acts.addWidget(QuietButton("Print the sheet", icon="printer", on_click=self.print_it))
        acts.addWidget(QuietButton("Save as PDF", icon="save", on_click=self.ask_file))
        acts.addStretch(1)
        card.body.addLayout(acts)
        body = Column(self, gap=1.5)
        body.addWidget(card)
        body.addWidget(self.trouble)

    def show_key(self, sheet: Sheet) -> None:
        """Show a key."""
        self.sheet = sheet
        clear(self._lines)
        for line in key_lines(sheet.key):
            label = PlainLabel(line, size="display", weight="bold", wrap=True)
            label.setAccessibleName(" ".join(line.replace("-", ",")))
            self._lines.addWidget(label)

    def print_it(self) -> None:
        """Ask which printer, and print."""
        self.trouble.clear()
        if not printer_names():
            self.trouble.tell(NO_PRINTER)
            return
        # Kept until the dialog is done with it: Qt does not.
        printer = self._printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        dialog.accepted.connect(lambda: print_sheet(self.sheet, printer))
        # Its own `open` wants a slot by name; the plain one does not block either.
        QDialog.open(dialog)

    def ask_file(self) -> None:
        """Ask where the PDF goes."""
        self.trouble.clear()
        dialog = QFileDialog(self, "Save the recovery key", FILE_NAME, "PDF (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.fileSelected.connect(self.save_to)
        dialog.open()

    def save_to(self, path: str) -> None:
        """Write the PDF."""
        try:
            save_sheet(self.sheet, Path(path))
        except ClinicError as error:
            self.trouble.tell(error)


_WORDS = (
    "It opens the clinic when the passphrase is forgotten or this computer is gone. It is shown "
    "only now. Print it or write it down, and keep it away from the computer."
)
