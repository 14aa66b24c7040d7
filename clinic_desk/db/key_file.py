"""Finding a clinic's keys by what stands in its folder, and the first lock of a new clinic."""

from __future__ import annotations

import secrets
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from clinic_desk.base.errors import BadInput, CannotOpen
from clinic_desk.base.passwords import check_new_secret
from clinic_desk.db.key import Keys, Wrapped, WrongKey, are_marked, key_check, split_keys
from clinic_desk.db.key_store import KeyStore, system_key_store
from clinic_desk.db.key_text import (
    DEMO_KEY_NAME,
    KEY_NAME,
    PUT_BACK,
    KeyFile,
    read_key_file,
    write_key_file,
    write_private,
)
from clinic_desk.db.pages import opens
from clinic_desk.db.recovery_key import (
    check_is_no_sheet,
    new_recovery_key,
    printed,
    read_printed,
)
from clinic_desk.db.steps import WrongPlace


class KeyNeeded(CannotOpen):
    """The clinic opens by a passphrase or its recovery key, and none was given.

    `passphrase` says whether it has a passphrase; else only the recovery key will do.
    """

    def __init__(self, folder: Path, passphrase: bool) -> None:
        """Say what is asked for."""
        wanted = "its passphrase or its recovery key" if passphrase else "its recovery key"
        super().__init__(f"The clinic in {folder} opens with {wanted}.")
        self.passphrase = passphrase


@dataclass(frozen=True)
class KeyChoice:
    """How a clinic's keys are to be found again, beside the recovery key that there always is."""

    passphrase: str | None = field(default=None, repr=False)
    """Wrap them by this passphrase."""
    key_store: bool = True
    """Keep them in the system's key store, where there is one."""
    demo: bool = False
    """A demo: the keys lie in a file that only its owner can read, and nothing else is asked."""


def protect(
    folder: Path,
    keys: Keys,
    choice: KeyChoice,
    store: KeyStore | None = None,
    about: tuple[str, ...] = (),
) -> str:
    """Write `clinic.key` (or `demo.key`) and give the recovery key as it is to be printed.

    A demo has no recovery key: the text is empty. `store` is the system's own unless
    given; `about` are names that no passphrase may consist of. Raises BadInput where
    neither a key store nor a passphrase would keep the keys, or for the passphrase.
    """
    if choice.demo:
        write_private(folder / DEMO_KEY_NAME, f"{keys.joined.hex()}\n")
        return ""
    if choice.passphrase is not None:
        check_new_secret(choice.passphrase, field="passphrase", called="passphrase", about=about)
        check_is_no_sheet(choice.passphrase, "passphrase")
    contents, recovery_key = locked(keys, choice, store)
    write_key_file(folder / KEY_NAME, contents)
    return recovery_key


def locked(keys: Keys, choice: KeyChoice, store: KeyStore | None = None) -> tuple[KeyFile, str]:
    """Keys wrapped as chosen, not written yet, and the new recovery key as it is printed.

    They are in the key store already, where that was chosen. Raises BadInput where
    neither it nor a passphrase would keep them.
    """
    from clinic_desk.db import wrapping

    raw = keys.joined
    store_name = keep(keys, store or system_key_store()) if choice.key_store else None
    if choice.passphrase is None and store_name is None:
        raise BadInput(
            "passphrase",
            "This computer has no key store, so the clinic needs a passphrase.",
            next_step="Choose four or five words.",
        )
    wrapped = None
    if choice.passphrase is not None:
        wrapped = wrapping.wrap_by_passphrase(raw, choice.passphrase)
    recovery = new_recovery_key()
    by_recovery = wrapping.wrap_by_recovery(raw, recovery)
    return KeyFile(key_check(raw), by_recovery, wrapped, store_name), printed(recovery)


def keep(keys: Keys, store: KeyStore | None) -> str | None:
    """The new name under which a key store has the keys now; None where it took none."""
    name = secrets.token_hex(8)
    return name if store is not None and store.keep(name, keys.joined) else None


def find_key(
    folder: Path,
    *,
    passphrase: str | None = None,
    recovery_key: str | None = None,
    store: KeyStore | None = None,
) -> Keys:
    """A clinic's keys, checked against the mark beside them.

    Raises KeyNeeded where neither secret was given and no key store has them, WrongKey
    or BadInput for a secret that does not fit, CannotOpen where the file that wraps
    them is missing or damaged.
    """
    if is_demo(folder):
        return _demo_key(folder / DEMO_KEY_NAME)
    return open_key_file(
        folder / KEY_NAME, passphrase=passphrase, recovery_key=recovery_key, store=store
    )


def open_key_file(
    path: Path,
    *,
    passphrase: str | None = None,
    recovery_key: str | None = None,
    store: KeyStore | None = None,
) -> Keys:
    """The keys in a `.key` file, of a clinic or beside a copy; raises as `find_key` does.

    Where a change of key was cut off, the ones that open the `.db` file beside it.
    """
    found = read_key_file(path)
    if found.before is None:
        return _keys_of(path, found, passphrase, recovery_key, store)
    trouble: CannotOpen | None = None
    for one in (found, found.before):
        try:
            keys = _keys_of(path, one, passphrase, recovery_key, store)
        except (WrongKey, KeyNeeded) as error:
            trouble = trouble or error
            continue
        if opens(path.with_suffix(".db"), keys.data):
            return keys
    raise trouble or WrongKey(
        "That key is not the one that the clinic's file was left with.",
        kept="A change of the key was cut off, and the file is whole.",
        next_step="Use the passphrase, or the recovery sheet from before the change.",
    )


def _keys_of(
    path: Path,
    found: KeyFile,
    passphrase: str | None,
    recovery_key: str | None,
    store: KeyStore | None,
) -> Keys:
    raw = _unwrapped(path.parent, found, passphrase, recovery_key, store)
    with suppress(ValueError):
        keys = split_keys(raw)
        if are_marked(keys, found.check):
            return keys
    raise WrongKey(f"The key in {path} does not pass its check.", next_step=PUT_BACK)


def _unwrapped(
    folder: Path,
    found: KeyFile,
    passphrase: str | None,
    recovery_key: str | None,
    store: KeyStore | None,
) -> bytes:
    if recovery_key is not None:
        return _by_recovery(found.recovery, recovery_key)
    if passphrase is not None and found.passphrase is not None:
        return _by_passphrase(found.passphrase, passphrase)
    if found.store_name is not None:
        store = store or system_key_store()
        kept = store.find(found.store_name) if store is not None else None
        if kept is not None:
            return kept
    raise KeyNeeded(folder, passphrase=found.passphrase is not None)


def _by_recovery(wrapped: Wrapped, typed: str) -> bytes:
    from clinic_desk.db.wrapping import unwrap_by_recovery

    return unwrap_by_recovery(wrapped, read_printed(typed))


def _by_passphrase(wrapped: Wrapped, typed: str) -> bytes:
    from clinic_desk.db.wrapping import unwrap_by_passphrase

    return unwrap_by_passphrase(wrapped, typed)


def is_demo(folder: Path) -> bool:
    """Whether the clinic in a folder is a demo, by its key."""
    return (folder / DEMO_KEY_NAME).exists() and not (folder / KEY_NAME).exists()


def _demo_key(path: Path) -> Keys:
    try:
        raw = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except (OSError, ValueError) as error:
        raise WrongPlace(f"The demo's key {path} cannot be read.", next_step=_NEW_DEMO) from error
    try:
        return split_keys(raw)
    except ValueError as error:
        raise WrongPlace(
            f"The demo's key {path} has been cut short.", next_step=_NEW_DEMO
        ) from error


_NEW_DEMO = "Nobody real is in a demo: make a new one in another folder."
