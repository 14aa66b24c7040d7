"""Making and opening a clinic's database; whatever is wrong with it is one sentence.

Nothing is made or changed by an opening that is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clinic_desk.base.clock import Clock, SystemClock
from clinic_desk.base.words import count
from clinic_desk.db import migrating
from clinic_desk.db.anchor import Anchor, anchors_of
from clinic_desk.db.audit import note
from clinic_desk.db.audit_tables import check_tables
from clinic_desk.db.chain import chain_key_of
from clinic_desk.db.database import Database
from clinic_desk.db.engine import APPLICATION_ID, check_sqlite, connect
from clinic_desk.db.guard import TRIGGERS, apply_guard
from clinic_desk.db.lock import FolderLock
from clinic_desk.db.logs import check_logs
from clinic_desk.db.pages import look, opens
from clinic_desk.db.place import OTHER_FOLDER, check_folder, check_place
from clinic_desk.db.standing import accept_standing, check_standing
from clinic_desk.db.steps import (
    BACKUPS_NAME,
    DATABASE_NAME,
    DiskTrouble,
    ForeignWal,
    OpeningTrouble,
    PartlyDamaged,
    WrongPlace,
)
from clinic_desk.db.suspicion import clear_suspicion, is_suspect
from clinic_desk.db.troubles import EntriesMissing, OtherHistory, newest_copy_words
from clinic_desk.db.unreadable import disk_sentences, sentences
from clinic_desk.db.wal import Wal, keep_wal, look_at_wal, put_log_aside

if TYPE_CHECKING:
    from sqlalchemy import MetaData

__all__ = [
    "BACKUPS_NAME",
    "DATABASE_NAME",
    "check_folder",
    "check_place",
    "create_database",
    "open_database",
    "set_aside",
]


def create_database(
    path: Path,
    key: bytes,
    *,
    chain_key: bytes | None = None,
    clock: Clock | None = None,
    models: Callable[[], MetaData] | None = None,
) -> Database:
    """Make a clinic's database by running every migration, and open it.

    It takes its name only when it is whole. Raises CannotOpen where there is one
    already or the folder cannot be written; nothing is left then.
    """
    check_folder(path.parent)
    if path.exists():
        raise WrongPlace(
            f"There is a clinic in {path.parent} already.",
            next_step="Open that one, or choose another folder.",
        )
    part = path.with_name(f"{path.name}.part")
    try:
        with sentences(path), closing(connect(part, key, create=True)) as connection:
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        migrating.upgrade(part, key)
        with closing(connect(part, key)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
        part.rename(path)
    finally:
        for end in ("", "-journal", "-wal", "-shm"):
            part.with_name(part.name + end).unlink(missing_ok=True)
    return open_database(path, key, chain_key=chain_key, clock=clock, models=models)


def open_database(
    path: Path,
    key: bytes,
    *,
    chain_key: bytes | None = None,
    key_is_right: bool = False,
    alone: bool = True,
    accept_loss: bool = False,
    clock: Clock | None = None,
    models: Callable[[], MetaData] | None = None,
) -> Database:
    """Check a clinic's database, bring it up to date where it is older, and open it.

    `key_is_right` says that the key passed the check that is kept beside the file;
    `chain_key` is derived from it unless given. `alone` takes the folder's lock until the
    database is closed; without it an older database is refused. A file that is behind what
    was saved is refused unless the person chose to `accept_loss`. `models`, where given, reads
    those of all tables: before the first entity, and for what a migration must arrive at. Raises
    OpeningTrouble, which is CannotOpen.
    """
    check_sqlite()
    check_place(path)
    clock, chain_key = clock or SystemClock(), chain_key or chain_key_of(key)
    with ExitStack() as undone:
        let_go = _taken(path.parent, undone) if alone else None
        anchors = () if accept_loss else anchors_of(path, chain_key)
        with _log_kept(path, key, clock) if alone else nullcontext():
            check_logs(path, key, anchors)
            if alone and not accept_loss:
                _look_into_suspicion(path, key)
            is_older = _revision(path, key, key_is_right, anchors) != migrating.REVISIONS[-1]
        if is_older:
            _bring_up_to_date(path, key, clock, models, alone)
        database = Database(
            path, key, clock=clock, chain_key=chain_key, on_close=let_go, models=models
        )
        # From here on it is the database that lets go of the folder.
        undone.pop_all()
        undone.callback(database.close)
        _note_what_was_done(database, is_older, accept_loss)
        undone.pop_all()
        return database


def _taken(folder: Path, undone: ExitStack) -> Callable[[], None]:
    lock = FolderLock(folder)
    undone.callback(lock.release)
    return lock.release


def _note_what_was_done(database: Database, upgraded: bool, accepted: bool) -> None:
    if upgraded:
        with database.writing() as act:
            note(act, "clinic.upgraded", None)
    if accepted:
        accept_standing(database)
        clear_suspicion(database.path)


def _look_into_suspicion(path: Path, key: bytes) -> None:
    """Look at every page of a file in which damage was met; PartlyDamaged where some have it."""
    if not is_suspect(path) or not opens(path, key):
        return
    with disk_sentences(path):
        if look_at_wal(path, key) is not Wal.NONE:
            # What is still to be folded in may mend what a checkpoint that was cut off left.
            return
        found = look(path, key)
    if not found.damaged:
        clear_suspicion(path)
        return
    raise PartlyDamaged(
        f"{len(found.damaged):,} of the {count(found.pages, 'page')} of {path} are damaged.",
        kept="The other pages are whole, and nothing of the damaged ones is shown.",
        next_step=f"{newest_copy_words(path.parent)} Put it in its place; the file as it is now "
        "is kept aside.",
    )


@contextmanager
def _log_kept(path: Path, key: bytes, clock: Clock) -> Iterator[None]:
    """Look at the log that a cut-off program left, and keep a copy of it while it is folded in.

    The copy stays only where saves are found missing, as the database takes the log away.
    Raises ForeignWal.
    """
    kept = None
    with disk_sentences(path):
        found = look_at_wal(path, key)
        if found is Wal.FOREIGN and opens(path, key):
            raise ForeignWal(
                f"Beside {path} lies {path.name}-wal, which belongs to another clinic's file.",
                kept="Neither was changed.",
                next_step="Have it set aside in the same folder; the clinic then opens without.",
            )
        if found is not Wal.NONE:
            kept = keep_wal(path, clock.now())
    try:
        yield
    except (EntriesMissing, OtherHistory):
        raise
    except BaseException:
        _remove(kept)
        raise
    _remove(kept)


def _remove(kept: Path | None) -> None:
    if kept is not None:
        with suppress(OSError):
            kept.unlink(missing_ok=True)


def set_aside(path: Path, clock: Clock) -> Path | None:
    """Put a log that does not belong to the clinic's file aside; gives its new name.

    Raises CannotOpen where the folder cannot be written or another window has it.
    """
    lock = FolderLock(path.parent)
    try:
        with disk_sentences(path):
            return put_log_aside(path, clock.now())
    finally:
        lock.release()


def _revision(path: Path, key: bytes, key_is_right: bool, anchors: Sequence[Anchor]) -> str:
    """The schema's revision, after all else about the file was found in order."""
    with sentences(path, key, key_is_right), closing(connect(path, key)) as connection:
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        if application != APPLICATION_ID:
            raise WrongPlace(f"{path} belongs to another program.", next_step=OTHER_FOLDER)
        revision = _read_revision(connection)
        if revision is None:
            raise WrongPlace(f"{path} holds no clinic.", next_step=OTHER_FOLDER)
        if revision not in migrating.REVISIONS:
            raise WrongPlace(
                f"The clinic in {path.parent} was last used with a newer version of Clinic Desk.",
                kept="Nothing in it was changed.",
                next_step="Open it with that version.",
            )
        check_tables(connection, path)
        check_standing(connection, path.parent, anchors)
        # Asking to write finds a folder or disk that cannot be written before anything is typed.
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("ROLLBACK")
        connection.execute("PRAGMA journal_mode = WAL")
        if revision == migrating.REVISIONS[-1]:
            _see_to_the_guard(connection)
        return revision


def _read_revision(connection: Any) -> str | None:
    known = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'"
    if connection.execute(known).fetchone() is None:
        return None
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return row[0] if row else None


def _see_to_the_guard(connection: Any) -> None:
    """Put the overlap guard back if something has taken it away.

    Not so what guards the audit: that it is gone has to be seen, and told, first.
    """
    found = dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
    if any(found.get(name) != statement for name, statement in TRIGGERS.items()):
        connection.execute("BEGIN IMMEDIATE")
        apply_guard(connection.execute, TRIGGERS)
        connection.execute("COMMIT")


def _bring_up_to_date(
    path: Path, key: bytes, clock: Clock, models: Callable[[], MetaData] | None, alone: bool
) -> None:
    if not alone:
        raise OpeningTrouble(
            f"The clinic in {path.parent} was last used with an older version.",
            next_step="Open it once in the window, which brings it up to date.",
        )
    copy = _copied_before(path, key, clock)
    try:
        migrating.upgrade(path, key, metadata=models() if models is not None else None)
    except Exception as error:
        raise OpeningTrouble(
            f"The clinic in {path.parent} could not be brought up to this version.",
            kept=f"It is as it was, and a copy is in {copy}.",
            next_step="Go on with the version you had, and report this.",
        ) from error


def _copied_before(path: Path, key: bytes, clock: Clock) -> Path:
    # What copying brings is read only where a copy is made.
    from clinic_desk.db.backup import BackupFailed, copy_file
    from clinic_desk.db.generations import free_name, make_folder

    backups = path.parent / BACKUPS_NAME
    try:
        make_folder(backups)
        copy = free_name(backups, clock.now(), f"before-{migrating.REVISIONS[-1]}")
        copy_file(path, key, copy)
    except BackupFailed as error:
        raise DiskTrouble(error.what, kept=error.kept, next_step=error.next_step) from error
    return copy
