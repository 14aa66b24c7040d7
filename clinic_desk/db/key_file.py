"""`clinic.key` and `demo.key`: what stands in a clinic's folder to find its key by."""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from clinic_desk.base.errors import BadInput, CannotOpen
from clinic_desk.db.key import Keys, Wrapped, WrongKey, fits, key_check, split_keys
from clinic_desk.db.key_store import KeyStore, system_key_store
from clinic_desk.db.recovery_key import new_recovery_key, printed, read_printed

KEY_NAME, DEMO_KEY_NAME = "clinic.key", "demo.key"
_FORMAT, _READ = 2, (1, 2)
"""The first format wraps the data key alone, the second both keys; they look the same."""


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
    """How a clinic's key is to be found again, beside the recovery key that there always is."""

    passphrase: str | None = field(default=None, repr=False)
    """Wrap it by this passphrase."""
    key_store: bool = True
    """Keep it in the system's key store, where there is one."""
    demo: bool = False
    """A demo: the key lies in a file that only its owner can read, and nothing else is asked."""


@dataclass(frozen=True)
class KeyFile:
    """What `clinic.key` holds: the wrapped keys and their check, nothing that is secret."""

    check: str
    recovery: Wrapped
    passphrase: Wrapped | None
    store_name: str | None
    """The name under which the system's key store has it; None if it has not."""


def protect(folder: Path, keys: Keys, choice: KeyChoice, store: KeyStore | None = None) -> str:
    """Write `clinic.key` (or `demo.key`) and give the recovery key as it is to be printed.

    A demo has no recovery key: the text is empty. `store` is the system's own unless
    given. Raises BadInput where neither a key store nor a passphrase would keep the keys.
    Called again for the same keys, it replaces passphrase and recovery key.
    """
    if choice.demo:
        _write_private(folder / DEMO_KEY_NAME, f"{keys.joined.hex()}\n")
        return ""
    from clinic_desk.db import wrapping

    key = keys.joined
    wrapped = None
    if choice.passphrase is not None:
        wrapped = wrapping.wrap_by_passphrase(key, choice.passphrase)
    store_name = _keep(key, store or system_key_store()) if choice.key_store else None
    if wrapped is None and store_name is None:
        raise BadInput(
            "passphrase",
            "This computer has no key store, so the clinic needs a passphrase.",
            next_step="Choose four or five words.",
        )
    recovery = new_recovery_key()
    by_recovery = wrapping.wrap_by_recovery(key, recovery)
    contents = KeyFile(key_check(key), by_recovery, wrapped, store_name)
    _write_private(folder / KEY_NAME, _as_text(contents))
    return printed(recovery)


def _keep(key: bytes, store: KeyStore | None) -> str | None:
    name = secrets.token_hex(8)
    return name if store is not None and store.keep(name, key) else None


def find_key(
    folder: Path,
    *,
    passphrase: str | None = None,
    recovery_key: str | None = None,
    store: KeyStore | None = None,
) -> Keys:
    """A clinic's keys, checked against the mark beside them.

    Raises KeyNeeded where neither secret was given and no key store has it, WrongKey
    or BadInput for a secret that does not fit, CannotOpen where the file that wraps
    it is missing or damaged.
    """
    if not (folder / KEY_NAME).exists() and (folder / DEMO_KEY_NAME).exists():
        return _demo_key(folder / DEMO_KEY_NAME)
    found = read_key_file(folder)
    raw = _unwrapped(folder, found, passphrase, recovery_key, store)
    try:
        if fits(raw, found.check):
            return split_keys(raw)
    except ValueError:
        pass
    raise WrongKey(
        f"The key of the clinic in {folder} does not pass its check.",
        next_step="Put clinic.key back from beside the newest copy.",
    )


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
        raise CannotOpen(f"The demo's key {path} cannot be read.") from error
    try:
        return split_keys(raw)
    except ValueError as error:
        raise CannotOpen(f"The demo's key {path} has been cut short.") from error


def read_key_file(folder: Path) -> KeyFile:
    """What `clinic.key` in a folder says; CannotOpen where it is missing or damaged."""
    path = folder / KEY_NAME
    try:
        return _from_text(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise CannotOpen(
            f"The clinic in {folder} has no {KEY_NAME}, without which it cannot be opened.",
            next_step="Put it back from beside the newest copy.",
        ) from error
    except OSError as error:
        raise CannotOpen(f"{path} cannot be read ({error.strerror}).") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise CannotOpen(
            f"{path} is damaged.", next_step="Put it back from beside the newest copy."
        ) from error


def _as_text(contents: KeyFile) -> str:
    plain = {"format": _FORMAT, **asdict(contents)}
    return json.dumps(plain, default=bytes.hex, indent=1) + "\n"


def _from_text(text: str) -> KeyFile:
    plain = json.loads(text)
    if plain["format"] not in _READ:
        raise CannotOpen("The clinic's key was written by a newer version of Clinic Desk.")
    return KeyFile(
        str(plain["check"]),
        _wrapped(plain["recovery"]),
        None if plain["passphrase"] is None else _wrapped(plain["passphrase"]),
        plain["store_name"],
    )


def _wrapped(plain: dict[str, Any]) -> Wrapped:
    return Wrapped(*(bytes.fromhex(plain[part]) for part in ("salt", "nonce", "sealed")))


def _write_private(path: Path, text: str) -> None:
    """Write a file that only its owner can read, whole or not at all."""
    part = path.with_name(f"{path.name}.part")
    try:
        part.unlink(missing_ok=True)
        file = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(file, "w", encoding="utf-8") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        part.replace(path)
    except OSError as error:
        raise CannotOpen(
            f"The folder {path.parent} cannot be written ({error.strerror})."
        ) from error
    finally:
        part.unlink(missing_ok=True)
