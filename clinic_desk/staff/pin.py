"""PINs: four to eight digits, kept as argon2id hashes, slow to try one after another."""

from __future__ import annotations

import re

from clinic_desk.base.errors import BadInput
from clinic_desk.staff.hashing import fits, hashed

RULE = (
    "Four to eight figures, and none of the first that anybody would try, such as 1234 or a year. "
    "It takes a desk over while somebody is signed in there."
)
"""What is said before a new one is typed."""

_SHAPE = re.compile(r"[0-9]{4,8}")
_RUNS = ("01234567890", "09876543210")
_OVER_AND_OVER = re.compile(r"(.+?)\1+")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_DOWN_THE_KEYS = ("2580", "0852")


def check_new_pin(pin: str) -> None:
    """BadInput for `pin` unless it is four to eight digits, and takes more than five guesses.

    One that was set before this was asked goes on.
    """
    if not _SHAPE.fullmatch(pin):
        raise BadInput("pin", "A PIN is four to eight digits.", next_step="Choose another.")
    if _is_tried_first(pin):
        raise BadInput(
            "pin",
            "That PIN is among the first that anybody would try.",
            next_step="Choose figures without an order, and no year.",
        )


def _is_tried_first(pin: str) -> bool:
    """A run, figures over and over, a year, or a line down the keys."""
    return (
        any(pin in run for run in _RUNS)
        or any(each.fullmatch(pin) for each in (_OVER_AND_OVER, _YEAR))
        or pin in _DOWN_THE_KEYS
    )


def hash_pin(pin: str) -> str:
    """The PIN as it is kept, with a salt of its own."""
    return hashed(pin)


def is_pin(pin: str, kept: str) -> bool:
    """Whether this is the PIN that was kept; never for a person who has none."""
    return bool(kept and _SHAPE.fullmatch(pin)) and fits(pin, kept)
