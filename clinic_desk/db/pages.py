"""Pages of a clinic's file looked at without opening it: which key they were written by, and
which are damaged.

SQLCipher says one and the same for a wrong key, another program's file and a damaged first
page. Each page carries its own seal, made from the key, so those that are whole answer for
the file. Nothing here may read a file that this process has open in the database: closing it
would give up the database's own locks.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

PAGE = 4096
SALT, _SEAL = 16, 64
_MASK = 0x3A
"""With which SQLCipher changes the salt for the seal's key; its pass count there is 2."""
_FEW = 8
"""Pages that are asked where the first one does not answer."""


class Looked(NamedTuple):
    """What a look at every page found."""

    pages: int
    damaged: tuple[int, ...]
    """Their numbers, from 1."""


def opens(path: Path, key: bytes) -> bool:
    """Whether a file's pages were written by this key, judged by the first few; never raises."""
    try:
        with path.open("rb") as file:
            return any(whole for _, whole in _judged(file, key, _FEW))
    except OSError:
        return False


def belongs(path: Path, key: bytes) -> bool:
    """Whether any page of a file was written by this key, be its beginning spoilt or not.

    The salt at the very beginning goes into every seal, so one wrong bit in it spoils
    all: each of its bits is tried the other way round. Raises OSError.
    """
    with path.open("rb") as file:
        if any(whole for _, whole in _judged(file, key, None)):
            return True
        file.seek(0)
        first, second = file.read(PAGE), file.read(PAGE)
    return any(page_is_whole(seal_key(key, salt), 2, second) for salt in _neighbours(first[:SALT]))


def look(path: Path, key: bytes) -> Looked:
    """Every page of a file, about 12 microseconds each. Raises OSError."""
    with path.open("rb") as file:
        judged = list(_judged(file, key, None))
    return Looked(len(judged), tuple(number for number, whole in judged if not whole))


def _judged(file: BinaryIO, key: bytes, limit: int | None) -> Iterator[tuple[int, bool]]:
    sealed_by, number = b"", 0
    while page := file.read(PAGE):
        number += 1
        if number == 1:
            sealed_by = seal_key(key, page[:SALT])
        yield number, page_is_whole(sealed_by, number, page)
        if number == limit:
            return


def seal_key(key: bytes, salt: bytes) -> bytes:
    """What the pages of a file that begins with this salt are sealed by."""
    mask = bytes(byte ^ _MASK for byte in salt)
    return hashlib.pbkdf2_hmac("sha512", key, mask, 2, len(key))


def page_is_whole(sealed_by: bytes, number: int, page: bytes) -> bool:
    """Whether a page of this number, from 1, carries the seal that it should."""
    body = page[SALT if number == 1 else 0 : PAGE - _SEAL]
    seal = hmac.digest(sealed_by, body + number.to_bytes(4, "little"), "sha512")
    return hmac.compare_digest(seal, page[PAGE - _SEAL :])


def _neighbours(salt: bytes) -> Iterator[bytes]:
    for bit in range(len(salt) * 8):
        changed = bytearray(salt)
        changed[bit // 8] ^= 1 << bit % 8
        yield bytes(changed)
