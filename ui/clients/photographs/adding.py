"""Pictures on their way to the file: chosen, pasted or dropped, made ready, kept."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from clinic_desk.base.changes import Changes, Saved
from clinic_desk.base.errors import ClinicError
from clinic_desk.photographs.records import PhotographRecord
from clinic_desk.staff.permissions import May, may
from ui.clients.photographs.form import PictureForm
from ui.clients.photographs.reading import Chosen, read_file, read_pasted
from ui.kit.workplace import Workplace

NO_PICTURE = "There is no picture on the clipboard."

ChooseFiles = Callable[[QWidget, Callable[[list[str]], None]], object]
"""Asks for files, and hands their names on."""


def choose_files(parent: QWidget, then: Callable[[list[str]], None]) -> QFileDialog:
    """The computer's files; only pictures are shown."""
    dialog = QFileDialog(parent, "Add photographs", "", "Pictures (*.jpg *.jpeg *.png)")
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.filesSelected.connect(then)
    dialog.open()
    return dialog


class Adding(QObject):
    """One picture at a time is in the form; the other files that were chosen wait."""

    reading = Signal()
    """A picture is being made ready."""
    begun = Signal()
    """The form has something to keep."""
    kept = Signal()
    """What stood in the form has been kept; another may come."""
    ended = Signal()
    """Nothing of it was kept; another may come."""
    refused = Signal(object)
    """A ClinicError: a picture could not be taken."""

    def __init__(
        self, workplace: Workplace, form: PictureForm, choose: ChooseFiles, parent: QWidget
    ) -> None:
        """Nobody's yet."""
        super().__init__(parent)
        self._work, self.form, self._choose, self._parent = workplace, form, choose, parent
        self._client_id: int | None = None
        self._waiting: list[str] = []
        self._chosen: Chosen | None = None
        self._changing: PhotographRecord | None = None
        self.consented = False
        """Whether consent stands for another picture."""

    def show_client(self, client_id: int | None) -> None:
        """Whose pictures come; what was on its way for another is given up."""
        self._client_id = client_id
        self._chosen = self._changing = None
        self._waiting = []
        self.consented = False
        self.form.forget()

    def may_add(self) -> bool:
        """Whether a picture may be added now."""
        person = self._work.person
        treats = person is not None and may(person, May.TREAT)
        return treats and self.consented and not self.may_keep()

    def may_keep(self) -> bool:
        """Whether the form has something to keep."""
        return self._chosen is not None or self._changing is not None

    @property
    def is_changing(self) -> bool:
        """Whether the form is about a photograph on file."""
        return self._changing is not None

    def ask_file(self) -> None:
        """Ask for files."""
        self._choose(self._parent, self.add_files)

    def add_files(self, names: list[str]) -> None:
        """Take these files one after the other, each with its form."""
        self._waiting += names
        self.go_on()

    def paste(self) -> None:
        """The picture, or the files, that were copied in another program."""
        clipboard = QGuiApplication.clipboard()
        names, image = files_in(clipboard.mimeData()), QImage(clipboard.image())
        if names:
            self.add_files(names)
        elif image.isNull():
            self.refused.emit(ClinicError(NO_PICTURE))
        else:
            self._make_ready(lambda: read_pasted(image))

    def go_on(self) -> None:
        """Take the next file that waits."""
        if self._waiting and self.may_add():
            path = Path(self._waiting.pop(0))
            self._make_ready(lambda: read_file(path))

    def change(self, record: PhotographRecord, image: QImage) -> None:
        """Say something else of a photograph on file."""
        self._changing = record
        self.form.begin_changing(record, image)
        self.begun.emit()

    def keep(self) -> None:
        """Keep what stands in the form."""
        chosen, changing, client_id = self._chosen, self._changing, self._client_id
        try:
            said = self.form.said()
        except ClinicError:
            return
        room, by = self._work.clinic.photographs, self._work.by
        fields = (said.view, said.moment, said.taken_on, said.appointment_id, by, said.note)
        self.form.trouble.clear()
        if changing is not None:
            self._work.write(
                lambda: room.change(changing.id, *fields), self._changed, self.form.refuse
            )
        elif chosen is not None and client_id is not None:
            self._work.write(
                lambda: room.add(client_id, chosen.picture, *fields), self._added, self.form.refuse
            )

    def give_up(self) -> None:
        """Keep nothing of what stands in the form."""
        self._chosen = self._changing = None
        self.ended.emit()
        self.go_on()

    def _make_ready(self, read: Callable[[], Chosen]) -> None:
        self.reading.emit()
        self._work.background.run(
            read, partial(self._begin, self._client_id), self._not_ready, owner=self
        )

    def _begin(self, client_id: int | None, chosen: Chosen) -> None:
        if client_id != self._client_id or self.may_keep():
            return
        self._chosen = chosen
        self.form.begin(chosen.name, chosen.image)
        self.begun.emit()

    def _not_ready(self, error: ClinicError) -> None:
        self.ended.emit()
        self.refused.emit(error)
        self.go_on()

    def _added(self, _saved: Saved) -> None:
        self._work.announce("Added the photograph.")
        self._end()

    def _changed(self, _changes: Changes) -> None:
        self._work.announce("Changed what is said of the photograph.")
        self._end()

    def _end(self) -> None:
        self._chosen = self._changing = None
        self.kept.emit()
        self.go_on()


def files_in(held: QMimeData) -> list[str]:
    """The files of this computer that were copied or are dropped."""
    return [url.toLocalFile() for url in held.urls() if url.isLocalFile()]
