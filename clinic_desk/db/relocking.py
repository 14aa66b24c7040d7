"""Another passphrase, recovery key or place in the key store for keys that stay as they are.

Each gives what `clinic.key` is to say next; whoever asks writes it. What is not spoken of
stays as it was: a new passphrase leaves the recovery sheet valid.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from clinic_desk.base.errors import BadInput, ClinicError
from clinic_desk.db.audit import note
from clinic_desk.db.database import Database
from clinic_desk.db.key import Keys
from clinic_desk.db.key_file import keep, open_key_file
from clinic_desk.db.key_store import KeyStore, system_key_store
from clinic_desk.db.key_text import KEY_NAME, KeyFile, read_key_file, write_key_file
from clinic_desk.db.recovery_key import means_a_sheet, new_recovery_key, printed
from clinic_desk.db.settling import forget_dropped


@dataclass(frozen=True)
class NewSheet:
    """A recovery key that is printed first and opens the clinic once it is taken into use."""

    contents: KeyFile
    recovery_key: str = field(repr=False)
    """As it is printed."""


@dataclass(frozen=True)
class Secret:
    """What was typed at the door or to confirm: a passphrase or a recovery key."""

    passphrase: str | None = field(default=None, repr=False)
    recovery_key: str | None = field(default=None, repr=False)


def read_secret(typed: str) -> Secret:
    """What was typed, told by its form: groups with their check signs are a recovery key."""
    if not typed.strip():
        return Secret()
    if means_a_sheet(typed):
        return Secret(recovery_key=typed)
    return Secret(passphrase=typed)


def confirm(folder: Path, typed: str, store: KeyStore | None = None) -> Keys:
    """The keys, opened once more by what was typed.

    With nothing typed the key store alone may answer, where there is no passphrase. Raises
    BadInput for the field `present`, WrongKey.
    """
    found, secret = read_key_file(folder), read_secret(typed)
    if secret == Secret() and found.passphrase is not None:
        raise BadInput("present", "Type the present passphrase, or the recovery key.")
    try:
        return open_key_file(
            folder / KEY_NAME,
            passphrase=secret.passphrase,
            recovery_key=secret.recovery_key,
            store=store,
        )
    except ClinicError as error:
        raise BadInput("present", error.what, next_step=error.next_step) from error


def with_passphrase(folder: Path, keys: Keys, passphrase: str) -> KeyFile:
    """Wrapped by another passphrase, that was judged before."""
    from clinic_desk.db.wrapping import wrap_by_passphrase

    return read_key_file(folder)._replace(passphrase=wrap_by_passphrase(keys.joined, passphrase))


def without_passphrase(folder: Path) -> KeyFile:
    """Wrapped by no passphrase; BadInput where the key store does not have the keys."""
    now = read_key_file(folder)
    if now.store_name is None:
        raise BadInput(
            "way",
            "Without a passphrase only the recovery key would open the clinic.",
            next_step="Let this computer's key store open it first.",
        )
    return now._replace(passphrase=None)


def with_store(folder: Path, keys: Keys, store: KeyStore | None = None) -> KeyFile:
    """Kept in the system's key store; BadInput where there is none that takes them."""
    name = keep(keys, store or system_key_store())
    if name is None:
        raise BadInput(
            "way",
            "This computer's key store did not take the key.",
            next_step="Sign in to the computer anew, or go on with the passphrase.",
        )
    return read_key_file(folder)._replace(store_name=name)


def without_store(folder: Path) -> KeyFile:
    """Not kept in the key store; BadInput where no passphrase would open it then."""
    now = read_key_file(folder)
    if now.passphrase is None:
        raise BadInput(
            "way",
            "Without the key store only the recovery key would open the clinic.",
            next_step="Choose a passphrase first.",
        )
    return now._replace(store_name=None)


def with_recovery(folder: Path, keys: Keys) -> NewSheet:
    """Wrapped by a new recovery key; the old one opens until the new one is written."""
    from clinic_desk.db.wrapping import wrap_by_recovery

    recovery = new_recovery_key()
    by_recovery = wrap_by_recovery(keys.joined, recovery)
    return NewSheet(read_key_file(folder)._replace(recovery=by_recovery), printed(recovery))


def rewrite(
    database: Database, contents: KeyFile, act: str, by: int | None, fields: Iterable[str] = ()
) -> None:
    """Put what `clinic.key` is to say in its place, noted in the audit in the same breath.

    Raises CannotOpen or StorageFault; what it said before stands then.
    """
    path = database.path.with_name(KEY_NAME)
    before = read_key_file(path)
    try:
        with database.write() as session:
            note(session, act, by, fields=fields)
            write_key_file(path, contents)
    except BaseException:
        if read_key_file(path) != before:
            write_key_file(path, before)
        raise
    forget_dropped(before, contents)
