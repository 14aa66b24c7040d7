"""One page of Settings, which is a page of the first run as well: read, changed, kept."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_desk.base.changes import Changes
from clinic_desk.base.errors import BadInput, ClinicError
from clinic_desk.staff.permissions import May, may
from ui.kit.fields import Field, LineField, show_troubles
from ui.kit.labels import PlainLabel
from ui.kit.layout import Column, reveal
from ui.kit.surfaces import TroubleLine
from ui.kit.workplace import Workplace

if TYPE_CHECKING:
    from clinic_desk.clinic import Clinic

NOBODY_YET = 0
"""Who does what is done before the first person is entered."""


class Section(QWidget):
    """A form over one part of the clinic's set-up.

    Whoever holds it calls `load` and `save`. What was typed is never overwritten:
    what comes from the database fills a section only while nothing in it waits to
    be kept. A section says how it is read (on the worker), filled and kept.
    """

    name = ""
    title = ""
    about = ""
    """A sentence below the title."""
    saves = True
    """Whether it has anything to keep by Save; else its acts are done at once."""
    fills = False
    """Whether it takes the whole height that is there: a list rather than a form."""
    needs = May.DESK
    """What someone must be allowed for it to stand in Settings."""
    writes = May.MANAGE
    """What someone must be allowed to change it; whoever is not reads."""
    not_yours = "Only a manager changes this."
    """What is said to whoever reads."""

    kept = Signal()
    """What was to be kept is kept; also when there was nothing to keep."""
    refused = Signal()
    """It could not be kept; the section says why, and what was typed stands."""
    wants_save = Signal()
    """Enter was pressed in a line."""
    waiting_changed = Signal(bool)
    """Whether something waits to be kept."""
    filled = Signal()
    """What is kept stands in the form."""

    def __init__(self, workplace: Workplace) -> None:
        """An empty form; `load` fills it."""
        super().__init__()
        self.work = workplace
        self.waits = False
        self.is_filled = False
        self._touches = 0
        self.setAccessibleName(self.title)
        self.trouble = TroubleLine()
        self.body: QVBoxLayout = Column(self, gap=2)
        self.note = PlainLabel(self.not_yours, tone="quiet", wrap=True)
        self.body.addWidget(self.note)
        self.body.addWidget(self.trouble)
        reveal(self.note, not self.may_change)
        workplace.changed.connect(self._changed)
        workplace.person_changed.connect(self._somebody_else_reads)

    @property
    def clinic(self) -> Clinic:
        """The clinic that is open."""
        return self.work.clinic

    @property
    def by(self) -> int:
        """The id of the person at the desk, or nobody's while the clinic has no people."""
        person = self.work.person
        return NOBODY_YET if person is None else person.id

    @property
    def may_change(self) -> bool:
        """Whether the person at the desk may change it; while there is nobody yet, anyone."""
        person = self.work.person
        return person is None or may(person, self.writes)

    def inputs(self) -> tuple[QWidget, ...]:
        """What is typed or ticked in: greyed for whoever reads."""
        return ()

    def only_acts(self) -> tuple[QWidget, ...]:
        """The buttons that are there for nobody but whoever may change it."""
        return ()

    def fit_person(self) -> None:
        """Let whoever sits here change it, or read it only."""
        open_to = self.may_change
        reveal(self.note, not open_to)
        for part in self.inputs():
            part.setEnabled(open_to)
        for act in self.only_acts():
            reveal(act, open_to)

    @abstractmethod
    def read(self) -> Any:
        """What is kept. Runs on the worker, so it touches nothing but the clinic."""

    @abstractmethod
    def fill(self, found: Any) -> None:
        """Show what was read."""

    def draft(self) -> Any:
        """What stands in the form; BadInput, naming its field, for what cannot be read. Nothing
        where nothing waits to be kept, as every act is done at once."""
        return None

    def keep(self, draft: Any, by: int) -> Any:
        """Write a draft, on the worker: Changes, or what has `.changes`."""
        return Changes()

    def fields(self) -> dict[str, Field]:
        """The fields that a BadInput may name."""
        return {}

    def show_around(self, found: Any) -> None:
        """Show what is no part of the form: also while something in the form waits."""

    def propose(self) -> None:
        """Write a beginning into the form where the clinic has nothing of this yet."""

    def first_control(self) -> QWidget | None:
        """Where typing begins; None where the act below is what comes next."""
        return None

    def done_words(self) -> str:
        """The sentence for the status line once it is kept."""
        return f"Saved: {self.title.lower()}"

    def load(self) -> None:
        """Read what is kept and fill the form with it, unless something in it waits."""
        self.work.desk.ask(f"settings.{self.name}", self.read, self._take)

    def put_back(self) -> None:
        """Give up what waits, and show what is kept."""
        self._set_waiting(False)
        self.clear_troubles()
        self.load()

    def save(self) -> None:
        """Keep what waits; `kept` or `refused` follows."""
        self.clear_troubles()
        if not self.waits:
            self.kept.emit()
            return
        try:
            draft = self.draft()
        except BadInput as error:
            self.tell(error)
            return
        by, touches = self.by, self._touches
        self.work.write(
            lambda: self.keep(draft, by),
            lambda result: self._was_kept(result, touches),
            self.tell,
            initiator=self,
        )

    def touch(self) -> None:
        """Note that something waits to be kept."""
        self._touches += 1
        self._set_waiting(True)

    def tell(self, error: ClinicError) -> None:
        """Say what went wrong, below the field that is named or at the top."""
        if not show_troubles(self.fields(), error):
            self.trouble.tell(error)
        if self.waits:
            self.work.seat.tell_unsaved(self, self.title.lower())
        self.refused.emit()

    def clear_troubles(self) -> None:
        """Nothing is known to be wrong."""
        self.trouble.clear()
        for field in self.fields().values():
            field.show_trouble("")

    def listen_to(self, *fields: Field) -> None:
        """Take these fields' changes for something to keep, and Enter in a line for Save."""
        for field in fields:
            field.edited.connect(self.touch)
            if isinstance(field, LineField):
                field.line.returnPressed.connect(self.wants_save)

    def _was_kept(self, result: Any, touches: int) -> None:
        # What was typed while it was being written waits on.
        self.work.seat.tell_unsaved(self, "")
        self._set_waiting(touches != self._touches)
        self.after_keeping(result)
        self.work.announce(self.done_words())
        self.kept.emit()

    def after_keeping(self, result: Any) -> None:
        """Take over what the write gave back, such as the id of something new."""

    def _take(self, found: Any) -> None:
        self.show_around(found)
        if not self.waits:
            self.fill(found)
            self.fit_person()
            self.is_filled = True
            self.filled.emit()

    def _somebody_else_reads(self, _person: object) -> None:
        self.fit_person()
        if self.is_filled:
            self.load()

    def _changed(self, changes: Changes, _initiator: object) -> None:
        if changes.setup and self.is_filled:
            self.load()

    def _set_waiting(self, waits: bool) -> None:
        if waits != self.waits:
            self.waits = waits
            if not waits:
                self.work.seat.tell_unsaved(self, "")
            self.waiting_changed.emit(waits)


def focus(widget: QWidget) -> None:
    """Give a control the keyboard."""
    widget.setFocus(Qt.FocusReason.OtherFocusReason)
