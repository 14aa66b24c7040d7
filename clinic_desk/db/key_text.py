"""What `clinic.key` says, and how it is written: whole or not at all, for its owner alone."""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from clinic_desk.base.errors import CannotOpen
from clinic_desk.db.key import Wrapped
from clinic_desk.db.steps import KeyFileTrouble

KEY_NAME, DEMO_KEY_NAME = "clinic.key", "demo.key"
_FORMAT, _READ = 2, (1, 2)
"""The first format wraps the data key alone, the second both keys; they look the same."""

PUT_BACK = "Put it back from beside the newest copy in the backups folder."


class KeyFile(NamedTuple):
    """What `clinic.key` holds: the wrapped keys and their check, nothing that is secret."""

    check: str
    recovery: Wrapped
    passphrase: Wrapped | None
    store_name: str | None
    """The name under which the system's key store has the keys; None if it has not."""
    before: KeyFile | None = None
    """While the clinic's file is being encrypted anew: what the key was until then. Whichever
    of the two opens the file is the right one."""


def read_key_file(path: Path) -> KeyFile:
    """What a `.key` file says; `path` may be the folder that holds a `clinic.key`.

    Raises KeyFileTrouble where it is missing or damaged.
    """
    if path.suffix != ".key":
        path = path / KEY_NAME
    try:
        return _from_text(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise KeyFileTrouble(
            f"{path.parent} has no {path.name}, without which its clinic cannot be opened.",
            kept="What is in the clinic's file is as it was.",
            next_step=PUT_BACK,
        ) from error
    except OSError as error:
        raise KeyFileTrouble(
            f"{path} cannot be read ({error.strerror}).",
            next_step="Check the rights to it, and that its disk is connected.",
        ) from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise KeyFileTrouble(
            f"{path} is damaged.",
            kept="What is in the clinic's file is as it was.",
            next_step=PUT_BACK,
        ) from error


def write_key_file(path: Path, contents: KeyFile) -> None:
    """Put it there in one step and on the disk. Raises CannotOpen; what was there stands then."""
    write_private(path, as_text(contents))


def as_text(contents: KeyFile) -> str:
    """The file's text."""
    return json.dumps({"format": _FORMAT, **_plain(contents)}, indent=1) + "\n"


def write_private(path: Path, text: str) -> None:
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
        flush_folder(path.parent)
    except OSError as error:
        raise CannotOpen(
            f"The folder {path.parent} cannot be written ({error.strerror})."
        ) from error
    finally:
        # What is left of it on a disk that can no longer be written goes with the next writing.
        with suppress(OSError):
            part.unlink(missing_ok=True)


def flush_folder(folder: Path) -> None:
    """Have the disk keep the folder's list of names; Windows does so by itself."""
    if sys.platform == "win32":
        return
    file = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)


def _plain(contents: KeyFile) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "check": contents.check,
        "recovery": _hex(contents.recovery),
        "passphrase": None if contents.passphrase is None else _hex(contents.passphrase),
        "store_name": contents.store_name,
    }
    if contents.before is not None:
        plain["before"] = _plain(contents.before)
    return plain


def _hex(wrapped: Wrapped) -> dict[str, str]:
    return {
        "salt": wrapped.salt.hex(),
        "nonce": wrapped.nonce.hex(),
        "sealed": wrapped.sealed.hex(),
    }


def _from_text(text: str) -> KeyFile:
    plain = json.loads(text)
    if plain["format"] not in _READ:
        raise KeyFileTrouble(
            "The clinic's key was written by a newer version of Clinic Desk.",
            next_step="Open it with that version.",
        )
    return _read(plain)


def _read(plain: dict[str, Any]) -> KeyFile:
    before = plain.get("before")
    return KeyFile(
        str(plain["check"]),
        _wrapped(plain["recovery"]),
        None if plain["passphrase"] is None else _wrapped(plain["passphrase"]),
        plain["store_name"],
        None if before is None else _read(before),
    )


def _wrapped(plain: dict[str, Any]) -> Wrapped:
    return Wrapped(*(bytes.fromhex(plain[part]) for part in ("salt", "nonce", "sealed")))
