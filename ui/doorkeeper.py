"""Who is at the desk: asks for the password, locks, and keeps what a person was doing for them.

Each person has a window of their own once they have signed in, with their own pages. One is in
sight; the others wait under their veils. A PIN at an unlocked desk only changes who sits before
the window in sight.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

from PySide6.QtCore import QObject, QTimer

from clinic_desk.base.changes import Changes
from clinic_desk.base.errors import ClinicError
from ui.kit.tasks import Background, Desk, Held
from ui.main_window import MainWindow

if TYPE_CHECKING:
    from clinic_desk.clinic import Clinic
    from clinic_desk.staff.people import PersonRecord
    from clinic_desk.staff.sign_in import WhyLocked
    from ui.frame.sign_in_page import Asked

TYPING_MS = 1000
"""Whoever has not come in by then types for longer than the rooms take to be read."""


class Credentials(NamedTuple):
    """A person's id and password."""

    person_id: int
    password: str


class Program(Protocol):
    """What the doorkeeper has the program do."""

    def new_window(self) -> MainWindow:
        """A window without pages, as large as the one in sight and not shown yet."""

    def bring(self, window: MainWindow) -> None:
        """This is the window in sight from now on; the one before is hidden."""

    def prepare(self) -> None:
        """Make what can be made before anybody has come in: nothing of a record is in it."""

    def seat(self, person: PersonRecord) -> None:
        """Give the window in sight pages of its own, with this person before it."""

    def give_up(self, error: ClinicError) -> None:
        """Nobody can be asked who they are: close the clinic, and tell why."""


@dataclass
class Waiting:
    """A window under its veil, whose it is, and what it has not heard of."""

    window: MainWindow
    person: PersonRecord
    held: tuple[Held, ...]
    missed: Changes
    is_out: bool = False
    """Signed out rather than locked."""


def read_asked(clinic: Clinic) -> Asked:
    """On the worker: what the sign-in page asks with, and the page's modules."""
    from ui.frame.sign_in_page import Asked

    practice, people = clinic.practice.read(), clinic.sign_in.names()
    standing = clinic.sign_in.standing()
    password = ""
    if practice.demo:
        from clinic_desk.demo.cast import DEMO_PASSWORD as password
    without = frozenset(person.id for person in people if person.id not in standing)
    return Asked(practice.name, practice.phone, people, without, password)


class Doorkeeper(QObject):
    """Stands at the door of one open clinic."""

    def __init__(
        self,
        program: Program,
        clinic: Clinic,
        lanes: tuple[Desk, Background],
        window: MainWindow,
        who: Credentials | None = None,
    ) -> None:
        """`who` is signed in at once, by the same way as through the page."""
        from ui.frame.clipboard import OwnCopies
        from ui.frame.system_lock import SystemLock

        super().__init__()
        self._program, self.clinic, self._lanes = program, clinic, lanes
        self._who = who
        self._asked: Asked | None = None
        self._waiting: dict[int, Waiting] = {}
        self.window = window
        self.locked: Waiting | None = None
        """The window in sight where it is locked."""
        self._is_proving = False
        """Whether a password is being proven: until it is, nobody else's is looked at."""
        self._lock_after: WhyLocked | None = None
        """Why the desk is to be locked again as soon as whoever is being proven is in."""
        self.copies = OwnCopies(self)
        self.system = SystemLock(clinic.clock, self)
        self.system.locked.connect(lambda: self.lock("system"))
        self._serve(window)

    @property
    def person(self) -> PersonRecord | None:
        """Who is signed in, also while the desk is locked."""
        return self.window.work.person if self.window.work is not None else None

    def begin(self) -> None:
        """Ask who it is."""
        clinic = self.clinic
        give_up = self._program.give_up
        self._desk.ask("door.asked", lambda: read_asked(clinic), self._ask, give_up, owner=self)

    def lock(self, why: str) -> None:
        """Lock the desk for one of the reasons that the audit knows; nothing where nobody is at
        it or it is locked. Whoever is about to come in finds it locked.
        """
        reason = cast("WhyLocked", why)
        if self._is_proving:
            self._lock_after = reason
        elif (waiting := self._close_up()) is not None:
            sign_in, by = self.clinic.sign_in, waiting.person.id
            self._desk.write(lambda: sign_in.locked(by, reason))
            self._read_again()

    def sign_out(self) -> None:
        """Leave the desk to somebody else; what was being done waits as it does when locked."""
        if (waiting := self._close_up()) is not None and self._asked is not None:
            waiting.is_out = True
            sign_in, by = self.clinic.sign_in, waiting.person.id
            self._desk.write(lambda: sign_in.signed_out(by))
            self.window.show_door(self._asked)
            self._read_again()

    def _close_up(self) -> Waiting | None:
        """Veil the window in sight and hold its answers; None where there is nothing to close."""
        person = self.person
        if self.locked is not None or person is None or self._asked is None:
            return None
        held = tuple(lane.hold() for lane in self._lanes)
        self.locked = Waiting(self.window, person, held, Changes())
        self.window.lock(self._asked, person)
        self.copies.clear()
        return self.locked

    def close(self) -> None:
        """The program ends: note who leaves, and leave nothing on the clipboard."""
        self.copies.clear()
        self.system.stop()
        person, sign_in = self.person, self.clinic.sign_in
        is_out = self.locked is not None and self.locked.is_out
        if person is not None and not is_out:
            self._desk.write(lambda: sign_in.signed_out(person.id))
        for waiting in self._waiting.values():
            waiting.window.close()
            waiting.window.deleteLater()
        self._waiting.clear()

    def somebody_sat_down(self, _person: PersonRecord | None) -> None:
        """Whoever takes an unlocked desk over may not read what was copied before."""
        self.copies.clear()

    def missed(self, changes: Changes, _initiator: object = None) -> None:
        """Something was written at this desk: those who wait are told when they are back."""
        for waiting in self._waiting.values():
            waiting.missed = waiting.missed | changes
        if changes.setup:
            self._read_again()

    @property
    def _desk(self) -> Desk:
        return self._lanes[0]

    def _serve(self, window: MainWindow) -> None:
        window.entered.connect(self._enter)
        window.lock_wanted.connect(self.lock)
        window.sign_out_wanted.connect(self.sign_out)

    def _read_again(self) -> None:
        clinic = self.clinic
        self._desk.ask("door.asked", lambda: read_asked(clinic), self._keep_asked)

    def _keep_asked(self, asked: Asked) -> None:
        if self.locked is not None and self._asked != asked and not self.locked.is_out:
            self.window.lock(asked, self.locked.person)
        self._asked = asked

    def _ask(self, asked: Asked) -> None:
        self._asked = asked
        who, self._who = self._who, None
        if who is not None:
            self._enter(who.person_id, who.password, "")
        self.window.show_door(asked)
        # While the password is typed, and while it is proven, which leaves the interpreter free.
        self._lanes[1].run(partial(read_ahead, self.clinic), self._prepare, owner=self)
        QTimer.singleShot(TYPING_MS, self, self._make_ready)

    def _prepare(self, _: None) -> None:
        with self._or_a_new_window():
            self._program.prepare()

    @contextmanager
    def _or_a_new_window(self) -> Iterator[None]:
        """A fault leaves half a window, which is never made whole: the door of a new one."""
        try:
            yield
        except Exception:
            half = self.window
            self._bring(self._new_window())
            half.close()
            half.deleteLater()
            if self._asked is not None:
                self.window.show_door(self._asked)
            raise

    def _make_ready(self) -> None:
        """Somebody takes their time to type: the rooms behind the first day are read meanwhile."""
        if self.window.work is None and not self._desk.pending:
            self._lanes[1].run(self.clinic.make_ready)

    def _enter(self, person_id: int, password: str, chosen: str) -> None:
        if self._is_proving:
            return
        self._is_proving = True
        sign_in = self.clinic.sign_in
        prove = sign_in.unlock if self.locked is not None else sign_in.sign_in
        self._desk.write(
            lambda: prove(person_id, password, chosen), self._let_in, self._refuse, owner=self
        )

    def _refuse(self, error: ClinicError) -> None:
        from clinic_desk.staff.sign_in import PasswordToChoose

        self._is_proving, self._lock_after = False, None
        if isinstance(error, PasswordToChoose):
            self.window.door.ask_for_own()
        else:
            self.window.door.refuse(error)

    def _let_in(self, person: PersonRecord) -> None:
        self._is_proving, lock_after = False, self._lock_after
        self._lock_after = None
        self._open_to(person)
        if lock_after is not None:
            self.lock(lock_after)

    def _open_to(self, person: PersonRecord) -> None:
        """Their own window, as they left it where they were here before."""
        self.window.door.forget()
        before, self.locked = self.locked, None
        back = before if before is not None and before.person.id == person.id else None
        if before is not None and back is None:
            self._waiting[before.person.id] = before
            back = self._waiting.pop(person.id, None)
            self._bring(back.window if back is not None else self._new_window())
        if back is None:
            self._seat(person)
        else:
            self._give_back(back, person)

    def _seat(self, person: PersonRecord) -> None:
        try:
            with self._or_a_new_window():
                self.window.hide_door()
                self._program.seat(person)
        except Exception:
            sign_in = self.clinic.sign_in
            self._desk.write(lambda: sign_in.signed_out(person.id))
            raise

    def _new_window(self) -> MainWindow:
        window = self._program.new_window()
        self._serve(window)
        return window

    def _bring(self, window: MainWindow) -> None:
        self.window = window
        self._program.bring(window)

    def _give_back(self, back: Waiting, person: PersonRecord) -> None:
        """Everything as it was; then what has come in since."""
        back.window.unlock()
        for held in back.held:
            held.let_go()
        work = back.window.work
        if work is None:
            return
        if work.person != person:
            work.seat.sit_down(person)
        if back.missed != Changes():
            work.seat.changed.emit(back.missed, None)


def read_ahead(clinic: Clinic) -> None:
    """In the background: the modules of the first page and its protocol, before it is made."""
    import ui.calendar.page  # noqa: F401

    clinic.protocol.read_ahead()
