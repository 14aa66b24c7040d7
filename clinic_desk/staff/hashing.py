"""Keeping a secret so that it can be recognised and not read: argon2id over 64 MiB."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argon2 import PasswordHasher

_MEMORY_KIB = 64 * 1024
_PASSES = 3
_LANES = 4


def hashed(secret: str) -> str:
    """The secret as it is kept, with a salt of its own; takes a tenth of a second on purpose."""
    return _hasher().hash(_bytes(secret))


def fits(secret: str, kept: str) -> bool:
    """Whether this is the secret that was kept; never where what is kept is no hash."""
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return _hasher().verify(kept, _bytes(secret))
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(kept: str) -> bool:
    """Whether a hash was made with other costs than today's."""
    return _hasher().check_needs_rehash(kept)


def _bytes(secret: str) -> bytes:
    # Half of a character, as a slip of a keyboard leaves it, is a wrong secret and no fault.
    return secret.encode(errors="surrogatepass")


@cache
def _hasher() -> PasswordHasher:
    # Loaded where it is used: the frame is seen before anybody signs in.
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=_PASSES, memory_cost=_MEMORY_KIB, parallelism=_LANES)
