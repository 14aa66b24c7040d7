"""How the clinic's file is locked, and the acts of a manager that change it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlcipher3 import dbapi2  # type: ignore[import-untyped]

from clinic_desk.base.changes import Changes
from clinic_desk.base.clock import Clock
from clinic_desk.base.errors import BadInput, NotAllowed
from clinic_desk.base.passwords import check_new_secret
from clinic_desk.db import rekeying, relocking
from clinic_desk.db.audit import note
from clinic_desk.db.database import Database
from clinic_desk.db.engine import connect
from clinic_desk.db.faults import storage_fault
from clinic_desk.db.generations import free_name, make_folder
from clinic_desk.db.key import Keys
from clinic_desk.db.key_file import is_demo
from clinic_desk.db.key_store import system_key_store
from clinic_desk.db.key_text import read_key_file
from clinic_desk.db.lock import FolderLock
from clinic_desk.db.recovery_key import check_is_no_sheet
from clinic_desk.db.rekeying import NewLock
from clinic_desk.db.relocking import NewSheet, read_secret
from clinic_desk.db.steps import BACKUPS_NAME
from clinic_desk.db.tries import Tries
from clinic_desk.staff.access import FOUNDING, Access
from clinic_desk.staff.permissions import May, needs

_SETUP = Changes(setup=True)


@dataclass(frozen=True)
class LockState:
    """How a clinic opens at present, beside the recovery key that there always is."""

    passphrase: bool
    in_store: bool
    has_store: bool
    """Whether this computer has a key store at all."""
    demo: bool
    """A demo has none of these: its key lies open."""


class ClinicKey:
    """Change passphrase, key store, recovery key and the key itself. No demo has these acts."""

    def __init__(self, database: Database, clock: Clock, name: Callable[[], str]) -> None:
        """`name` gives the clinic's name, of which no passphrase may consist."""
        self._database, self._clock, self._name = database, clock, name
        self._access = Access(database)
        self._folder = database.path.parent

    def state(self) -> LockState:
        """As `clinic.key` says it. Raises CannotOpen where that file is gone or damaged."""
        if is_demo(self._folder):
            return LockState(passphrase=False, in_store=False, has_store=False, demo=True)
        found, has_store = read_key_file(self._folder), system_key_store() is not None
        return LockState(
            found.passphrase is not None, found.store_name is not None, has_store, demo=False
        )

    @needs(May.MANAGE)
    def change_passphrase(self, present: str, new: str, by: int) -> Changes:
        """Lock the clinic by another passphrase; the recovery sheet stays valid.

        `present` is the present passphrase or the recovery key. Raises BadInput for the
        fields `present` and `new`, MustWait after five wrong ones.
        """
        self._confirm(present)
        return self._put_passphrase(new, by)

    @needs(May.MANAGE)
    def remove_passphrase(self, present: str, by: int) -> Changes:
        """Let the key store alone open it; BadInput, field `way`, where it does not yet."""
        self._confirm(present)
        contents = relocking.without_passphrase(self._folder)
        relocking.rewrite(self._database, contents, "key.passphrase_removed", by)
        return _SETUP

    @needs(May.MANAGE)
    def turn_store_on(self, present: str, by: int) -> Changes:
        """Let this computer's key store open it too; BadInput, field `way`, where it will not."""
        self._confirm(present)
        contents = relocking.with_store(self._folder, self._keys)
        relocking.rewrite(self._database, contents, "key.store_on", by)
        return _SETUP

    @needs(May.MANAGE)
    def turn_store_off(self, by: int) -> Changes:
        """Take the key out of the key store; BadInput, field `way`, without a passphrase."""
        contents = relocking.without_store(self._folder)
        relocking.rewrite(self._database, contents, "key.store_off", by)
        return _SETUP

    @needs(May.MANAGE)
    def new_sheet(self, present: str, by: int) -> NewSheet:
        """A new recovery key, to be printed first; the old one opens until it is taken."""
        self._confirm(present)
        return relocking.with_recovery(self._folder, self._keys)

    @needs(May.MANAGE)
    def first_sheet(self, by: int) -> NewSheet:
        """A recovery key for a clinic that was cut off before anybody had its first one in hand.

        Asks for no secret, as nobody is in the clinic yet; NotAllowed once it is founded.
        """
        if by != FOUNDING:
            raise NotAllowed("A first sheet is made only while a clinic is being started.")
        return relocking.with_recovery(self._folder, self._keys)

    @needs(May.MANAGE)
    def take_sheet(self, sheet: NewSheet, by: int) -> Changes:
        """From now on the new recovery key opens the clinic, and the old one does not."""
        relocking.rewrite(self._database, sheet.contents, "key.recovery_made", by)
        return _SETUP

    @needs(May.MANAGE)
    def new_lock(self, present: str, by: int) -> NewLock:
        """A new key with its recovery sheet, to be printed first; nothing is changed yet.

        `present` is the present passphrase, which locks the new key too; empty where there
        is none. Raises BadInput for the field `present`.
        """
        typed = read_secret(present)
        if typed.recovery_key is not None:
            raise BadInput("present", "For a new key the passphrase is needed, not the sheet.")
        self._confirm(present)
        return rekeying.prepare(self._folder, self._keys, typed.passphrase)

    def give_up_lock(self, lock: NewLock) -> None:
        """Leave the key as it is."""
        rekeying.abandon(self._folder, lock)

    @needs(May.MANAGE)
    def begin_change(self, by: int) -> Changes:
        """Note that the key is about to be changed; close the clinic next, then `change_key`."""
        with self._database.write() as session:
            note(session, "key.change_begun", by)
        return Changes()

    def recovered(self, new: str) -> Changes:
        """A new passphrase for whoever has just come in by the recovery key.

        Asks nothing of the seat, which is empty yet: the sheet alone opens everything.
        Raises BadInput for the field `new`.
        """
        return self._put_passphrase(new, None)

    @property
    def keys(self) -> Keys:
        """The keys in use, for `change_key` alone; they never show themselves."""
        return self._keys

    @property
    def _keys(self) -> Keys:
        return Keys(self._database.key, self._database.chain_key)

    def _put_passphrase(self, new: str, by: int | None) -> Changes:
        check_new_secret(new, field="new", called="passphrase", about=(self._name(),))
        check_is_no_sheet(new, "new")
        contents = relocking.with_passphrase(self._folder, self._keys, new)
        relocking.rewrite(self._database, contents, "key.passphrase_changed", by)
        return _SETUP

    def _confirm(self, present: str) -> None:
        tries, typed = Tries(self._folder, self._clock), read_secret(present)
        if typed.passphrase is not None:
            tries.check()
        try:
            keys = relocking.confirm(self._folder, present)
        except BadInput:
            if typed.passphrase is not None:
                tries.wrong()
            raise
        if keys != self._keys:
            raise BadInput("present", "That opens another clinic's key.")
        tries.right()


def change_key(folder: Path, old: Keys, new: NewLock, clock: Clock, by: int) -> None:
    """Write the clinic's file anew under a new key, the clinic being closed, and note it.

    Takes about as long as a copy, twice. A checked copy of the file as it was is made first,
    with its own lock beside it. Raises CannotOpen or BackupFailed; the old key stands then.
    ChangedAllTheSame says that the new one stands, and that the next opening notes it.
    """
    path = folder / "clinic.db"
    lock = FolderLock(folder)
    try:
        make_folder(folder / BACKUPS_NAME)
        copy = free_name(folder / BACKUPS_NAME, clock.now(), "before-new-key")
        rekeying.change_key(path, old, new, copy, lambda: _note_changed(path, new.keys, clock, by))
    finally:
        lock.release()


def _note_changed(path: Path, keys: Keys, clock: Clock, by: int) -> None:
    _log_ahead(path, keys)
    database = Database(path, keys.data, clock=clock, chain_key=keys.chain)
    with closing(database), database.write() as session:
        note(session, "key.changed", by)


def _log_ahead(path: Path, keys: Keys) -> None:
    """Have what is written next go into a log, as it does in an open clinic.

    A journal of several pages, were the program cut off, would not be known for its own.
    """
    try:
        with closing(connect(path, keys.data)) as anew:
            anew.execute("PRAGMA journal_mode = WAL")
    except dbapi2.Error as error:
        raise storage_fault(error) or error from error
