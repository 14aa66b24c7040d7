"""PINs: four to eight digits, kept as argon2id hashes, slow to try one after another."""

from __future__ import annotations

import re

from clinic_desk.base.errors import BadInput
from clinic_desk.staff.hashing import fits, hashed

RULE = "Four to eight figures. It takes a desk over while somebody is signed in there."
"""What is said before a new one is typed."""

_SHAPE = re.compile(r"[0-9]{4,8}")


def check_pin_shape(pin: str) -> None:
    """BadInput for `pin` unless it is four to eight digits."""
    if not _SHAPE.fullmatch(pin):
        raise BadInput("pin", "A PIN is four to eight digits.", next_step="Choose another.")


def hash_pin(pin: str) -> str:
    """The PIN as it is kept, with a salt of its own."""
    return hashed(pin)


def is_pin(pin: str, kept: str) -> bool:
    """Whether this is the PIN that was kept; never for a person who has none."""
    return bool(kept and _SHAPE.fullmatch(pin)) and fits(pin, kept)
