"""The calm card that tells of a fault of the program."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from ui.kit.buttons import PrimaryButton, QuietButton
from ui.kit.labels import PlainLabel, SectionTitle
from ui.kit.layout import Row
from ui.kit.popover import Popover


class FaultNotice(Popover):
    """What happened, what is kept, where the report lies."""

    def __init__(self, window: QWidget) -> None:
        """Closed."""
        super().__init__(window, "A fault of the program")
        self._folder: Path | None = None
        self.body.addWidget(SectionTitle("The program could not finish that", "panel"))
        self.words = PlainLabel(wrap=True)
        self.body.addWidget(self.words)
        acts = Row()
        self.show_folder = QuietButton("Show the report", on_click=self._show_folder)
        acts.addWidget(self.show_folder)
        acts.addStretch(1)
        acts.addWidget(PrimaryButton("Go on", on_click=self.dismiss))
        self.body.addLayout(acts)

    def tell(self, report: Path | None) -> None:
        """Say what happened, what is kept, and where the report lies."""
        where = (
            f"A report without names lies in {report}."
            if report
            else "A report could not be written to the disk."
        )
        self.words.setText(
            "It is a fault of the program and nothing you did. Whatever was saved is kept, and "
            f"what is typed is still here. {where}"
        )
        self._folder = report.parent if report else None
        self.show_folder.setEnabled(report is not None)
        self.open_centred()

    def _show_folder(self) -> None:
        if self._folder is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))
