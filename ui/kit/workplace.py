"""What a page is handed: the clinic, the lanes, the person at the desk, the way to the frame."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal, SignalInstance
from shiboken6 import isValid

from clinic_desk.base.changes import Changes
from clinic_desk.base.errors import ClinicError
from ui.kit.commands import Commands
from ui.kit.tasks import Background, Desk, Failed, owner_of
from ui.kit.theme import Theme

if TYPE_CHECKING:
    from clinic_desk.clinic import Clinic
    from clinic_desk.staff.people import PersonRecord

Result = TypeVar("Result")
Undo = Callable[[], None]


class Seat(QObject):
    """Who sits at the desk, what may be seen, and what the pages tell the frame."""

    person_changed = Signal(object)
    """The PersonRecord now at the desk, or None."""
    privacy_changed = Signal(bool)
    """True when names and treatments are to be hidden."""
    changed = Signal(object, object)
    """Changes, and the object that made them (or None): each view asks itself whether it cares."""
    announced = Signal(str, object)
    """A sentence for the status line, and what undoes it (or None)."""
    unsaved_changed = Signal(str)
    """What was refused and is not saved, in few words; nothing once all of it is."""
    page_wanted = Signal(str, dict)
    """The name of a page to show, and what to show there."""
    back_wanted = Signal()
    """The page that was shown before this one is wanted again, as it was left."""
    day_shown = Signal()
    """The first day is in sight."""
    ready = Signal()
    """Every room is there: what was left until the first day was in sight may be done."""
    closing_wanted = Signal(str, object)
    """What to say meanwhile, and what is done on the worker while the clinic is closed."""

    def __init__(self) -> None:
        """An empty desk, with names shown."""
        super().__init__()
        self.person: PersonRecord | None = None
        self.private = False
        self.is_ready = False
        """Whether every room is there."""
        self._unsaved: dict[QObject, str] = {}
        self.under_way: set[Hashable] = set()
        """Acts, each with who does it, that are written and not answered yet."""

    def sit_down(self, person: PersonRecord | None) -> None:
        """Put someone at the desk; nobody when None."""
        self.person = person
        self.person_changed.emit(person)

    def make_ready(self) -> None:
        """Every room is there now: whoever waited for that goes on."""
        self.is_ready = True
        self.ready.emit()

    def tell_unsaved(self, owner: QObject, what: str) -> None:
        """Say that what `owner` was to save was refused, in few words; nothing ends that."""
        told = {**self._unsaved, owner: what}
        self._unsaved = {each: said for each, said in told.items() if said and isValid(each)}
        self.unsaved_changed.emit(", ".join(dict.fromkeys(self._unsaved.values())))

    def hide_names(self, hidden: bool) -> None:
        """Hide or show names and treatments everywhere."""
        if hidden != self.private:
            self.private = hidden
            self.privacy_changed.emit(hidden)


@dataclass(frozen=True)
class Workplace:
    """Everything a page may use. Pages never import pages: they ask for one by name."""

    clinic: Clinic
    desk: Desk
    background: Background
    theme: Theme
    commands: Commands
    seat: Seat = field(default_factory=Seat)

    @property
    def person(self) -> PersonRecord | None:
        """The person at the desk; None until someone is picked."""
        return self.seat.person

    @property
    def by(self) -> int:
        """The id of the person at the desk, which every write is signed with.

        LookupError while there is nobody: the frame lets no page act until then.
        """
        if self.seat.person is None:
            raise LookupError("nobody is at the desk")
        person_id: int = self.seat.person.id
        return person_id

    def is_by(self, person_id: int) -> bool:
        """Whether this person is still the one at the desk."""
        return self.seat.person is not None and self.seat.person.id == person_id

    @property
    def private(self) -> bool:
        """Whether names and treatments are hidden now."""
        return self.seat.private

    @property
    def person_changed(self) -> SignalInstance:
        """Signal(PersonRecord or None)."""
        return self.seat.person_changed

    @property
    def privacy_changed(self) -> SignalInstance:
        """Signal(bool)."""
        return self.seat.privacy_changed

    @property
    def changed(self) -> SignalInstance:
        """Signal(Changes, initiator)."""
        return self.seat.changed

    def announce(self, text: str, undo: Undo | None = None) -> None:
        """Say a sentence in the status line; `undo` is what Ctrl Z and a button there then do."""
        if isValid(self.seat):
            self.seat.announced.emit(text, undo)

    def show_page(self, name: str, **what: Any) -> None:
        """Show a page; it receives `what` in its `receive` method."""
        if isValid(self.seat):
            self.seat.page_wanted.emit(name, what)

    def show_back(self) -> None:
        """Show the page that was shown before this one, as it was left."""
        self.seat.back_wanted.emit()

    def while_closed(self, words: str, work: Callable[[], object]) -> None:
        """Have the clinic closed, `work` done on the worker, and the clinic opened again.

        For what can only be done to a file that nothing has open. Every page goes; whoever
        was here signs in anew, and is told there where `work` raised a ClinicError.
        """
        self.seat.closing_wanted.emit(words, work)

    def write(
        self,
        work: Callable[[], Result],
        then: Callable[[Result], None] | None = None,
        failed: Failed | None = None,
        *,
        initiator: QObject | None = None,
        once: Hashable | None = None,
    ) -> None:
        """Run a write on the worker, then tell every view what it touched.

        `work` returns Changes, or something with `.changes`. `then` runs first, so
        that the page that wrote is up to date when the others are told. What was refused
        after whoever asked has gone is told by the window. An act that `once` names is done
        once, however often its key is pressed before the answer is there.
        """
        under_way = self.seat.under_way
        act = (once, self.by if once is not None else None)
        if once is not None:
            if act in under_way:
                return
            under_way.add(act)

        def written(result: Result) -> None:
            under_way.discard(act)
            if then is not None and _is_there(initiator, then):
                then(result)
            changes = result if isinstance(result, Changes) else getattr(result, "changes", None)
            # A write may end after its window: there is nobody left to be told.
            if isinstance(changes, Changes) and isValid(self.seat):
                self.seat.changed.emit(changes, initiator)

        def refused(error: ClinicError) -> None:
            under_way.discard(act)
            if failed is not None and _is_there(initiator, failed):
                failed(error)
            else:
                self.desk.unheard.emit(error)

        self.desk.write(work, written, refused)


def _is_there(initiator: QObject | None, told: Callable[..., None]) -> bool:
    """Whether there is still somebody to be told: who asked, or whose method it is."""
    owner = initiator if initiator is not None else owner_of(told)
    return owner is None or isValid(owner)
