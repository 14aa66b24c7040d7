"""Where a new clinic's data is to live, and how it is locked."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from clinic_desk.db.key_file import KeyChoice
from ui.kit.fields import Field
from ui.kit.labels import PlainLabel
from ui.kit.layout import Column, Divider
from ui.settings.lock_form import LockForm
from ui.start.folders import read_folder
from ui.start.open_form import FolderField

_WORDS = "A folder that is new or empty, on this computer and not on a network."


class PlaceForm(QWidget):
    """The folder and the lock of a clinic that is not made yet."""

    def __init__(self, folder: Path) -> None:
        """`folder` is what is proposed."""
        super().__init__()
        self.folder = FolderField("Folder")
        self.folder.field.set_text(str(folder))
        self.lock = LockForm()
        body = Column(self, gap=2)
        body.addWidget(self.folder)
        body.addWidget(PlainLabel(_WORDS, size="small", tone="quiet", wrap=True))
        body.addWidget(Divider())
        body.addWidget(self.lock)

    def read(self) -> tuple[Path, KeyChoice]:
        """What is typed and chosen; BadInput for what will not do."""
        return read_folder(self.folder.field.text()), self.lock.choice()

    def fields(self) -> dict[str, Field]:
        """By the names that a BadInput gives."""
        return {"folder": self.folder.field, **self.lock.fields()}

    def first_control(self) -> QWidget:
        """The passphrase where one must be typed, else the folder."""
        if self.lock.by_passphrase():
            return self.lock.passphrase.control
        return self.folder.field.control
