"""Pictures on their way to the file: chosen, pasted or dropped, made ready, kept."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from clinic_desk.base.changes import Changes, Saved
from clinic_desk.base.errors import ClinicError
from clinic_desk.photographs.records import PhotographRecord
from clinic_desk.staff.permissions import May, may
from ui.clients.photographs.form import FormTyped, PictureForm
from ui.clients.photographs.reading import Chosen, read_file, read_pasted
from ui.kit.workplace import Workplace

NO_PICTURE = "There is no picture on the clipboard."
ADDED, CHANGED = "Added the photograph.", "Changed what is said of the photograph."

ChooseFiles = Callable[[QWidget, Callable[[list[str]], None]], object]
"""Asks for files, and hands their names on."""


def choose_files(parent: QWidget, then: Callable[[list[str]], None]) -> QFileDialog:
    """The computer's files; only pictures are shown."""
    dialog = QFileDialog(parent, "Add photographs", "", "Pictures (*.jpg *.jpeg *.png)")
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.filesSelected.connect(then)
    dialog.open()
    return dialog


@dataclass(frozen=True)
class Begun:
    """What stands in the form and is not kept, and what waits behind it."""

    chosen: Chosen | None = None
    changing: PhotographRecord | None = None
    image: QImage | None = None
    """Of the photograph that is changed."""
    typed: FormTyped | None = None
    waiting: tuple[str, ...] = ()


Whose = tuple[int, int]
"""Who chose it, and the client."""


class Adding(QObject):
    """One picture at a time is in the form; the other files that were chosen wait."""

    asked = Signal()
    """Pictures were chosen, pasted or dropped: what was said of others is over."""
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
        self._image: QImage | None = None
        self._by = 0
        """Who chose what stands in the form or waits."""
        self._left_out: list[str] = []
        """What was said of the files that could not be taken, of those chosen together."""
        self._drafts: dict[Whose, Begun] = {}
        self._reading: set[Whose] = set()
        """Whose picture is being made ready: the next file waits until it is in the form."""
        self.consented = False
        """Whether consent stands for another picture."""

    def show_client(self, client_id: int | None) -> None:
        """Whose pictures come; what was on its way for another, or for somebody else at the desk,
        waits for them."""
        self._put_by()
        self._client_id = client_id
        self._chosen = self._changing = self._image = None
        self._waiting, self._left_out = [], []
        self.consented = False
        self.form.forget()

    def bring_back(self, known: Collection[int]) -> None:
        """Go on where this client's picture was left, if it may be kept; `known` are the
        photographs on file. While consent does not stand it waits."""
        whose = self._whose()
        begun = self._drafts.get(whose) if whose is not None else None
        if whose is None or begun is None or self.may_keep() or not self.consented:
            return
        del self._drafts[whose]
        self._by, self._waiting = whose[0], [*begun.waiting, *self._waiting]
        if begun.changing is not None and begun.changing.id in known:
            self.change(begun.changing, begun.image or QImage())
        if begun.chosen is not None:
            self._begin(whose, begun.chosen)
        if self.may_keep() and begun.typed is not None:
            self.form.show_typed(begun.typed)

    def _put_by(self) -> None:
        if self._client_id is not None and (self.may_keep() or self._waiting):
            typed = self.form.typed() if self.may_keep() else None
            waiting, whose = tuple(self._waiting), (self._by, self._client_id)
            chosen = self._chosen or self._drafts.get(whose, Begun()).chosen
            self._drafts[whose] = Begun(chosen, self._changing, self._image, typed, waiting)

    def _whose(self) -> Whose | None:
        person = self._work.person
        if person is None or self._client_id is None:
            return None
        return person.id, self._client_id

    def may_add(self) -> bool:
        """Whether a picture may be added now."""
        person = self._work.person
        treats = person is not None and may(person, May.TREAT)
        busy = self.may_keep() or self._whose() in self._reading
        return treats and self.consented and not busy

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
        self._by = self._work.by
        self._begin_asking()
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
            self._begin_asking()
            self._make_ready(lambda: read_pasted(image))

    def _begin_asking(self) -> None:
        if not self._waiting:
            self._left_out = []
            self.asked.emit()

    def go_on(self) -> None:
        """Take what was made ready meanwhile, else the next file that waits."""
        whose = self._whose()
        if whose is None or not self.may_add():
            return
        ready = self._drafts.get(whose, Begun()).chosen
        if ready is not None:
            del self._drafts[whose]
            self._begin(whose, ready)
        elif self._waiting:
            path = Path(self._waiting.pop(0))
            self._make_ready(lambda: read_file(path), path.name)

    def change(self, record: PhotographRecord, image: QImage) -> None:
        """Say something else of a photograph on file."""
        self._changing, self._image, self._by = record, image, self._work.by
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
        whose = self._by, client_id or 0
        work: Callable[[], Changes | Saved]
        if changing is not None:
            work, told = partial(room.change, changing.id, *fields), CHANGED
        elif chosen is not None and client_id is not None:
            work, told = partial(room.add, client_id, chosen.picture, *fields), ADDED
        else:
            return
        self._work.write(
            work,
            partial(self._kept, whose, told),
            partial(self._not_kept, whose),
            once=(self, whose),
        )

    def give_up(self) -> None:
        """Keep nothing of what stands in the form."""
        self._chosen = self._changing = self._image = None
        self.ended.emit()
        self.go_on()

    def _make_ready(self, read: Callable[[], Chosen], name: str = "") -> None:
        whose = self._whose()
        if whose is None:
            return
        self._reading.add(whose)
        self.reading.emit()
        self._work.background.run(
            read, partial(self._begin, whose), partial(self._not_ready, whose, name), owner=self
        )

    def _begin(self, whose: Whose, chosen: Chosen) -> None:
        self._reading.discard(whose)
        if whose != self._whose() or self.may_keep():
            # Another client is in sight by now, or somebody else at the desk: it waits for them.
            begun = self._drafts.get(whose, Begun())
            if begun.chosen is None and begun.changing is None:
                self._drafts[whose] = replace(begun, chosen=chosen)
            return
        self._chosen, self._by = chosen, whose[0]
        self.form.begin(chosen.name, chosen.image)
        self.begun.emit()

    def _not_ready(self, whose: Whose, name: str, error: ClinicError) -> None:
        self._reading.discard(whose)
        if whose != self._whose():
            self._work.announce(str(error))
            return
        self.ended.emit()
        self.refused.emit(self._of_several(name, error))
        self.go_on()

    def _of_several(self, name: str, error: ClinicError) -> ClinicError:
        """Of files chosen together each that is left out is named, and all of them are."""
        if not (self._waiting or self._left_out):
            return error
        self._left_out.append(f"“{name}” was left out: {error.what}")
        return ClinicError(" ".join(self._left_out))

    def _not_kept(self, whose: Whose, error: ClinicError) -> None:
        if whose == self._whose():
            self.form.refuse(error)
        else:
            self._work.announce(str(error))

    def _kept(self, whose: Whose, told: str, _done: Changes | Saved) -> None:
        self._work.announce(told)
        if whose != self._whose():
            begun = self._drafts.pop(whose, Begun())
            ready = begun.chosen if begun.changing is not None else None
            if ready is not None or begun.waiting:
                self._drafts[whose] = Begun(ready, waiting=begun.waiting)
            return
        self._chosen = self._changing = self._image = None
        self.kept.emit()
        self.go_on()


def files_in(held: QMimeData | None) -> list[str]:
    """The files of this computer that were copied or are dropped; some systems hand out nothing
    at all where nothing was copied."""
    return [url.toLocalFile() for url in held.urls() if url.isLocalFile()] if held else []
