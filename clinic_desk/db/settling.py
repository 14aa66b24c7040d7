"""The end of a change of key: which of two locks stays. Asked at every opening.

Apart from `rekeying`, which brings all that copies a file.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from clinic_desk.base.errors import CannotOpen
from clinic_desk.db.key import Keys, are_marked
from clinic_desk.db.key_store import KeyStore, system_key_store
from clinic_desk.db.key_text import KEY_NAME, KeyFile, read_key_file, write_key_file

NEW_NAME = "clinic.db.new"
STANDS = "The clinic, its passphrase and its recovery key are as they were."
_LEAVINGS = ("", "-journal", "-wal", "-shm")


def settle(folder: Path, keys: Keys, store: KeyStore | None = None) -> bool:
    """Finish a change of key that was cut off, given the keys that open the file as it is.

    Whether there was one. The other lock is dropped, with what was left of a file half
    written. The caller holds the folder's lock; CannotOpen where the folder cannot be
    written, and nothing is lost by leaving it for the next time.
    """
    sweep(folder / NEW_NAME)
    path = folder / KEY_NAME
    found = read_key_file(path) if path.exists() else None
    if found is None or found.before is None:
        return False
    after, before = found._replace(before=None), found.before
    right, other = (after, before) if are_marked(keys, after.check) else (before, after)
    if not are_marked(keys, right.check):
        raise CannotOpen("The key given is neither the old one nor the new one.", kept=STANDS)
    write_key_file(path, right)
    forget_dropped(other, right, store)
    return True


def sweep(part: Path) -> None:
    """Remove what was left of a file half written; what cannot be removed stays."""
    for end in _LEAVINGS:
        with suppress(OSError):
            part.with_name(part.name + end).unlink(missing_ok=True)


def forget_dropped(before: KeyFile, now: KeyFile, store: KeyStore | None = None) -> None:
    """Take out of the key store what is not to be found there any more."""
    if before.store_name is not None and before.store_name != now.store_name:
        store = store or system_key_store()
        if store is not None:
            store.forget(before.store_name)
