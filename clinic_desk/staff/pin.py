"""PINs: four to eight digits, kept as argon2id hashes, slow to try one after another."""

from __future__ import annotations

import re
from datetime import timedelta

from clinic_desk.base.errors import BadInput

MOST_WRONG = 5
WAIT = timedelta(minutes=5)

_SHAPE = re.compile(r"[0-9]{4,8}")
_MEMORY_KIB = 64 * 1024
_PASSES = 3
_LANES = 4


def check_pin_shape(pin: str) -> None:
    """BadInput for `pin` unless it is four to eight digits."""
    if not _SHAPE.fullmatch(pin):
        raise BadInput("pin", "A PIN is four to eight digits.", next_step="Choose another.")


def hash_pin(pin: str) -> str:
    """The PIN as it is kept: argon2id over 64 MiB, with a salt of its own."""
    # Loaded where it is used: most starts of the program check no PIN.
    from argon2 import PasswordHasher

    hasher = PasswordHasher(time_cost=_PASSES, memory_cost=_MEMORY_KIB, parallelism=_LANES)
    return hasher.hash(pin)


def is_pin(pin: str, kept: str) -> bool:
    """Whether this is the PIN that was kept; never for a person who has none."""
    from argon2 import PasswordHasher
    from argon2.exceptions import InvalidHashError, VerificationError

    if not kept or not _SHAPE.fullmatch(pin):
        return False
    try:
        return PasswordHasher().verify(kept, pin)
    except (VerificationError, InvalidHashError):
        return False
