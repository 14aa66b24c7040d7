"""The roof: a clinic's folder opened once, with every room under it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from clinic_desk.audit.wholeness import Wholeness
from clinic_desk.base.clock import Clock
from clinic_desk.base.folders import RESOURCES
from clinic_desk.db.audit import note
from clinic_desk.db.database import Database
from clinic_desk.db.door import enter
from clinic_desk.db.faults import StorageFault
from clinic_desk.db.key import new_keys
from clinic_desk.db.key_file import KeyChoice, protect
from clinic_desk.db.opening import BACKUPS_NAME, DATABASE_NAME, create_database
from clinic_desk.db.place import new_place
from clinic_desk.db.remembered import Remembered
from clinic_desk.db.steps import STAGE_NAME
from clinic_desk.db.unfinished import Unfinished
from clinic_desk.db.unreadable import disk_sentences
from clinic_desk.staff.access import FOUNDING
from clinic_desk.staff.people import Staff
from clinic_desk.staff.practice import TABLE as SETTINGS
from clinic_desk.staff.practice import Practice, PracticeSettings, check_practice
from clinic_desk.staff.sign_in import SignIn

if TYPE_CHECKING:
    from sqlalchemy import MetaData

    from clinic_desk.audit.trail import AuditTrail
    from clinic_desk.calendar.booking import Booking
    from clinic_desk.calendar.calls import Calls
    from clinic_desk.calendar.deaths import Deaths
    from clinic_desk.calendar.diary import Diary
    from clinic_desk.calendar.hours import WorkingHours
    from clinic_desk.clients.clients import Clients
    from clinic_desk.clients.merging import Merging
    from clinic_desk.clients.standing import Standings
    from clinic_desk.consent.consents import Consents
    from clinic_desk.copies.copies import Copies
    from clinic_desk.day_rooms import DayRooms
    from clinic_desk.health.health import Health
    from clinic_desk.later_rooms import LaterRooms
    from clinic_desk.leaflets.given import LeafletLog
    from clinic_desk.leaflets.press import Press
    from clinic_desk.paper.log import PaperLog
    from clinic_desk.photographs.photographs import Photographs
    from clinic_desk.records.morning import Morning
    from clinic_desk.records.records import Records
    from clinic_desk.safety.book import ProtocolBook
    from clinic_desk.staff.clinic_key import ClinicKey
    from clinic_desk.stock.stock import Stock
    from clinic_desk.treatments.elsewhere import Elsewhere


@dataclass(frozen=True)
class Clinic:
    """An open clinic. One attribute a room; what is done is done by the rooms.

    Those that somebody needs to come in are there from the beginning; those of the first day
    come while the password is typed and proven. The others bring SQLAlchemy with them, and come
    together: on the worker, by `make_ready`, once the day is in sight; whoever asks for one of
    them before waits for all.
    """

    folder: Path
    resources: Path
    clock: Clock
    settings: Remembered[Practice]
    """What the practice has set, read again only after it changed."""
    database: Database
    practice: PracticeSettings
    staff: Staff
    sign_in: SignIn
    wholeness: Wholeness
    notes: tuple[str, ...] = ()
    """What whoever opened it should read, such as that the clock stands wrong."""
    by_recovery: bool = False
    """Whether the recovery key opened it, so that a new passphrase is to be asked for."""
    # The later rooms ask for those of the day while they are opened.
    _one_at_a_time: threading.RLock = field(default_factory=threading.RLock, repr=False)

    @cached_property
    def day(self) -> DayRooms:
        """The rooms that the first day needs."""
        # Two threads that come at once are to find the same rooms.
        with self._one_at_a_time:
            return self.__dict__.get("day") or self._open_day()

    def _open_day(self) -> DayRooms:
        from clinic_desk.day_rooms import open_day_rooms

        self.__dict__["day"] = rooms = open_day_rooms(
            self.database, self.resources, self.practice, self.settings, self.clock
        )
        return rooms

    @cached_property
    def later(self) -> LaterRooms:
        """The rooms that are not needed for the first day."""
        with self._one_at_a_time:
            return self.__dict__.get("later") or self._open_later()

    def _open_later(self) -> LaterRooms:
        from clinic_desk.later_rooms import open_later_rooms

        self.__dict__["later"] = rooms = open_later_rooms(self)
        return rooms

    def make_ready(self) -> None:
        """Open the later rooms, and read what they bring; for the worker, takes half a second."""
        _ = self.later.clients

    @property
    def protocol(self) -> ProtocolBook:
        """The rules in force."""
        return self.day.protocol

    @property
    def hours(self) -> WorkingHours:
        """When who and what is there."""
        return self.day.hours

    @property
    def diary(self) -> Diary:
        """The visits as they stand."""
        return self.day.diary

    @property
    def clients(self) -> Clients:
        """Who they are."""
        return self.later.clients

    @property
    def standings(self) -> Standings:
        """Who has died, or is not to be booked."""
        return self.later.standings

    @property
    def merging(self) -> Merging:
        """Two records made one."""
        return self.later.merging

    @property
    def elsewhere(self) -> Elsewhere:
        """What was had elsewhere."""
        return self.later.elsewhere

    @property
    def consents(self) -> Consents:
        """Who agreed to what."""
        return self.later.consents

    @property
    def booking(self) -> Booking:
        """Visits booked, moved and given up."""
        return self.later.booking

    @property
    def calls(self) -> Calls:
        """The call log."""
        return self.later.calls

    @property
    def deaths(self) -> Deaths:
        """What noting a death ends."""
        return self.later.deaths

    @property
    def health(self) -> Health:
        """Answers about health."""
        return self.later.health

    @property
    def stock(self) -> Stock:
        """Batches."""
        return self.later.stock

    @property
    def photographs(self) -> Photographs:
        """Pictures."""
        return self.later.photographs

    @property
    def records(self) -> Records:
        """What was done."""
        return self.later.records

    @property
    def morning(self) -> Morning:
        """What each visit of a day still lacks."""
        return self.later.morning

    @property
    def leaflets(self) -> LeafletLog:
        """Which leaflet was given to whom."""
        return self.later.leaflets

    @property
    def press(self) -> Press:
        """Leaflets drawn."""
        return self.later.press

    @property
    def paper(self) -> PaperLog:
        """What was printed."""
        return self.later.paper

    @property
    def copies(self) -> Copies:
        """The copies."""
        return self.later.copies

    @property
    def audit(self) -> AuditTrail:
        """The audit as it is read."""
        return self.later.audit

    @property
    def key(self) -> ClinicKey:
        """How the file is locked."""
        return self.later.key

    @property
    def backups(self) -> Path:
        """The folder of the checked copies; it need not be there yet."""
        return self.folder / BACKUPS_NAME

    @contextmanager
    def one_moment(self) -> Iterator[None]:
        """Within it all that one thread asks of the rooms is of one moment, in one transaction.

        Nothing may be written in it.
        """
        with self.database.reading():
            yield

    def close(self) -> None:
        """Copy what was written since the last copy into the backups folder, and close.

        Raises BackupFailed where no checked copy could be made; the clinic is closed
        all the same, and what was saved is saved.
        """
        try:
            self._write_waiting_events()
            if self.database.commits:
                self.copies.make_at_closing()
        finally:
            self.database.close()

    def _write_waiting_events(self) -> None:
        """What was read while nothing could be written is noted now, or lost with a full disk."""
        if self.database.has_waiting_events:
            with suppress(StorageFault), self.database.write():
                pass


def create_clinic(
    folder: Path,
    *,
    name: str,
    phone: str,
    key_choice: KeyChoice,
    clock: Clock,
    resources: Path | None = None,
) -> tuple[Clinic, str]:
    """Make a clinic in a folder that is new or empty, and open it.

    The text is the recovery key to be printed, empty for a demo. Raises CannotOpen for
    the folder, BadInput for name, phone or passphrase; nothing is left then.
    """
    practice = Practice(name=name, phone=phone, demo=key_choice.demo)
    check_practice(practice)
    with new_place(folder):
        keys = new_keys()
        recovery_key = protect(folder, keys, key_choice, about=(name,))
        database = create_database(
            folder / DATABASE_NAME,
            keys.data,
            chain_key=keys.chain,
            clock=clock,
            models=whole_metadata,
        )
        try:
            clinic = _roofed(folder, database, clock, resources or RESOURCES)
            with database.write() as session:
                note(session, "clinic.made", None, fields=("demo",) if key_choice.demo else ())
            clinic.practice.save(practice, FOUNDING)
        except BaseException:
            database.close()
            raise
    return clinic, recovery_key


def open_clinic(
    folder: Path,
    *,
    clock: Clock,
    passphrase: str | None = None,
    recovery_key: str | None = None,
    alone: bool = True,
    accept_loss: bool = False,
    resources: Path | None = None,
) -> Clinic:
    """Open the clinic in a folder, brought up to date where it is older.

    Raises KeyNeeded where a passphrase or recovery key must be asked for, WrongKey or
    BadInput for one that does not fit, MustWait after too many, OpeningTrouble for anything
    wrong with the folder; nothing is changed then. A window opens `alone`, so that a second
    one is refused; a command that may run beside it does not. A clinic that is behind what
    was saved opens only for whoever has chosen to `accept_loss`.
    """
    _finish_restore(folder)
    database, notes = enter(
        folder,
        clock=clock,
        passphrase=passphrase,
        recovery_key=recovery_key,
        alone=alone,
        accept_loss=accept_loss,
        models=whole_metadata,
    )
    try:
        if alone:
            Unfinished(database.chain_key).clear()
        clinic = _roofed(folder, database, clock, resources or RESOURCES)
        return replace(clinic, notes=notes, by_recovery=recovery_key is not None)
    except BaseException:
        database.close()
        raise


def _finish_restore(folder: Path) -> None:
    """What restoring brings is read only where one was begun."""
    with disk_sentences(folder / DATABASE_NAME):
        was_begun = (folder / STAGE_NAME).exists()
    if was_begun:
        from clinic_desk.copies.restoring import finish

        finish(folder)


def _roofed(folder: Path, database: Database, clock: Clock, resources: Path) -> Clinic:
    practice = PracticeSettings(database)
    settings = Remembered(database, practice.read, of=(SETTINGS,))
    staff = Staff(database, clock)
    return Clinic(
        folder=folder,
        resources=resources,
        clock=clock,
        settings=settings,
        database=database,
        practice=practice,
        staff=staff,
        sign_in=SignIn(database, clock, staff, practice),
        wholeness=Wholeness(database, clock),
    )


def whole_metadata() -> MetaData:
    """All tables of all rooms; read with the first entity."""
    from clinic_desk.tables import metadata

    return metadata
