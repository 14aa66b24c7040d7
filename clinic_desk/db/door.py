"""Coming in: the key is found, the file is looked at and opened, what was cut off is finished."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from clinic_desk.base.clock import Clock
from clinic_desk.db.audit import note
from clinic_desk.db.database import Database
from clinic_desk.db.finding import found_by_anchors, keep_in_mind
from clinic_desk.db.key import Keys, WrongKey
from clinic_desk.db.key_file import find_key, is_demo
from clinic_desk.db.opening import open_database
from clinic_desk.db.place import check_place
from clinic_desk.db.settling import settle
from clinic_desk.db.standing import clock_words
from clinic_desk.db.steps import DATABASE_NAME
from clinic_desk.db.tries import Tries

if TYPE_CHECKING:
    from sqlalchemy import MetaData


class Entered(NamedTuple):
    """An open database, and sentences that the person at the desk should read."""

    database: Database
    notes: tuple[str, ...]


def enter(
    folder: Path,
    *,
    clock: Clock,
    passphrase: str | None = None,
    recovery_key: str | None = None,
    alone: bool = True,
    accept_loss: bool = False,
    models: Callable[[], MetaData] | None = None,
) -> Entered:
    """Open the database in a clinic's folder.

    Raises KeyNeeded, MustWait, WrongKey or BadInput for the secret, OpeningTrouble for
    anything else; nothing is changed then but the number of wrong passphrases.
    """
    path = folder / DATABASE_NAME
    check_place(path)
    keys = find_patiently(folder, clock, passphrase, recovery_key)
    database = open_database(
        path,
        keys.data,
        chain_key=keys.chain,
        key_is_right=not is_demo(folder),
        alone=alone,
        accept_loss=accept_loss,
        clock=clock,
        models=models,
    )
    try:
        notes = _see_to_it(folder, database, keys) if alone else ()
    except BaseException:
        database.close()
        raise
    return Entered(database, notes)


def find_patiently(
    folder: Path, clock: Clock, passphrase: str | None, recovery_key: str | None = None
) -> Keys:
    """The keys, with a wait that grows after five wrong passphrases. Raises as `find_key`."""
    tries = Tries(folder, clock)
    if passphrase is not None:
        tries.check()
    try:
        keys = find_key(folder, passphrase=passphrase, recovery_key=recovery_key)
    except WrongKey:
        if passphrase is not None:
            tries.wrong()
        raise
    if passphrase is not None or recovery_key is not None:
        tries.right()
    return keys


def _see_to_it(folder: Path, database: Database, keys: Keys) -> tuple[str, ...]:
    # Each asks about the last event, so that what is noted comes after what is asked.
    found = found_by_anchors(database)
    words = clock_words(database)
    keep_in_mind(database, found)
    if settle(folder, keys):
        with database.writing() as act:
            note(act, "key.settled", None)
    return (words,) if words else ()
