"""A file written whole or not at all, where a person chose to have it.

What a program that is killed leaves of it must not lie there unseen: where the system knows
files without a name, what is unfinished has none and goes with the process. Elsewhere it has a
hidden name meanwhile, which is noted before it is made.
"""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext, suppress
from pathlib import Path

from clinic_desk.base.errors import ClinicError

Known = Callable[[Path], AbstractContextManager[None]]
"""Knows, while it is entered and after a kill, that there may be an unfinished file of a name."""

_NAMELESS = getattr(os, "O_TMPFILE", 0)
_OPEN_FILES = "/proc/self/fd"


def write_whole(file: Path, content: bytes, known: Known | None = None) -> None:
    """Put `content` where `file` says, in one step: a fault leaves what was there before.

    Only its owner may read it. `known` is asked to remember a hidden name where one is
    needed. Raises ClinicError naming the file and what the system said.
    """
    try:
        if file.exists() or not _came_to_light(file, content):
            _written_beside(file, content, known or _unknown)
    except (OSError, ValueError) as fault:
        said = getattr(fault, "strerror", None) or "that is no name of a file"
        raise ClinicError(
            f"{file} could not be written ({said}).", kept="Nothing was changed there."
        ) from fault


def _came_to_light(file: Path, content: bytes) -> bool:
    """Whether the disk keeps files without a name, one of which got this one when it was whole."""
    if not _NAMELESS:
        return False
    folder = os.open(file.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        try:
            nameless = os.open(file.parent, _NAMELESS | os.O_WRONLY, 0o600)
        except OSError as fault:
            if fault.errno in (errno.EOPNOTSUPP, errno.EISDIR, errno.EINVAL):
                return False
            raise
        with os.fdopen(nameless, "wb") as stream:
            stream.write(content)
            stream.flush()
            return _named(nameless, folder, file.name)
    finally:
        os.close(folder)


def _named(nameless: int, folder: int, name: str) -> bool:
    """Whether the file took the name; not where somebody else took it meanwhile."""
    try:
        os.link(f"{_OPEN_FILES}/{nameless}", name, dst_dir_fd=folder, follow_symlinks=True)
    except OSError as fault:
        if fault.errno in (errno.EEXIST, errno.ENOENT, errno.EXDEV, errno.EPERM):
            return False
        raise
    return True


def _written_beside(file: Path, content: bytes, known: Known) -> None:
    """Through a hidden name in the same folder, in place of what may be there."""
    part = file.with_name(f".{secrets.token_hex(8)}.part")
    with known(part):
        try:
            handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
            part.replace(file)
        except BaseException:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            raise


_BINARY = getattr(os, "O_BINARY", 0)


def _unknown(_part: Path) -> AbstractContextManager[None]:
    return nullcontext()
