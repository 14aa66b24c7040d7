"""The recovery key, shown once in large letters, to be printed or written down."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from clinic_desk.base.errors import ClinicError
from ui.kit.buttons import QuietButton
from ui.kit.labels import PlainLabel, SectionTitle
from ui.kit.layout import Column, Row, Surface, clear
from ui.kit.printing import installed_printers, print_pdf, save_pdf, usual_printer
from ui.kit.surfaces import TroubleLine
from ui.kit.tasks import Background
from ui.settings.recovery_sheet import Sheet, key_lines, sheet_pdf

JOB = "Recovery key"
FILE_NAME = "Clinic Desk recovery key.pdf"


class RecoveryCard(QWidget):
    """The key, and what can be done with it."""

    def __init__(self, background: Background) -> None:
        """Without a key."""
        super().__init__()
        self.sheet = Sheet("", "", "")
        self._background = background
        self._dialog: QFileDialog | None = None
        self.trouble = TroubleLine()
        self.done = PlainLabel("", tone="good", wrap=True)
        card = Surface("note")
        inside = Column(card, gap=1.5, margins=3)
        inside.addWidget(SectionTitle("Recovery key"))
        self._lines = Column(gap=1)
        inside.addLayout(self._lines)
        inside.addWidget(PlainLabel(_WORDS, tone="quiet", wrap=True))
        acts = Row(gap=1)
        self.print_button = QuietButton("Print the sheet", icon="printer", on_click=self.print_it)
        self.save_button = QuietButton("Save as PDF", icon="save", on_click=self.save_it)
        acts.addWidget(self.print_button)
        acts.addWidget(self.save_button)
        acts.addWidget(self.done, 1)
        inside.addLayout(acts)
        body = Column(self, gap=1.5)
        body.addWidget(card)
        body.addWidget(self.trouble)

    def show_key(self, sheet: Sheet) -> None:
        """Show a key."""
        self.sheet = sheet
        self._say("")
        clear(self._lines)
        for line in key_lines(sheet.key):
            label = PlainLabel(line, size="display", weight="bold", wrap=True)
            label.setAccessibleName(" ".join(line.replace("-", ",")))
            self._lines.addWidget(label)

    def print_it(self) -> None:
        """Print the sheet on the printer that this computer usually takes."""
        self.trouble.clear()
        pdf = sheet_pdf(self.sheet)
        self._background.run(lambda: _print(pdf), self._printed, self.trouble.tell)

    def save_it(self) -> None:
        """Ask where the PDF goes, and write it."""
        self.trouble.clear()
        pdf = sheet_pdf(self.sheet)
        self._dialog = save_pdf(
            self, FILE_NAME, pdf, self._background, self._saved, self.trouble.tell
        )

    def _printed(self, printer: str) -> None:
        self._say(f"Sent to {printer}.")

    def _saved(self, path: Path) -> None:
        self._say(f"Saved: {path.name}")

    def _say(self, words: str) -> None:
        self.done.setText(words)
        self.done.setAccessibleName(words)


def _print(pdf: bytes) -> str:
    """Print on the usual printer and give its name, on the background lane."""
    printer = usual_printer(installed_printers())
    if printer is None:
        raise ClinicError(
            "No printer is set up on this computer.",
            next_step="Save the sheet as PDF, or write it down.",
        )
    print_pdf(pdf, printer, JOB)
    return printer.name


_WORDS = (
    "It opens the clinic when the passphrase is forgotten or this computer is gone. It is shown "
    "only now. Print it or write it down, and keep it away from the computer."
)
