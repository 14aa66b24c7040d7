"""The recovery key as it is printed: eight groups of four and a check letter each.

160 random bits in the 32 signs below, which leave out I, L, O and U; a reader who
takes a 0 for an O or a 1 for an I or L is understood all the same. The fifth sign
of a group depends on its four and on where it stands, so that a slip is named by
its group before anything is tried.
"""

from __future__ import annotations

import re
import secrets

from clinic_desk.base.errors import BadInput

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS, SIGNS_IN_GROUP = 8, 5
RECOVERY_BYTES = GROUPS * (SIGNS_IN_GROUP - 1) * 5 // 8
_WEIGHTS = (1, 3, 5, 7)
_GROUPED = re.compile(r"(?:[A-Za-z\d]{4,6}[\s\-–—.]+){6,8}[A-Za-z\d]{4,6}")
_TAKEN_FOR = str.maketrans({"O": "0", "I": "1", "L": "1"})


def new_recovery_key() -> bytes:
    """Twenty random bytes."""
    return secrets.token_bytes(RECOVERY_BYTES)


def printed(recovery: bytes) -> str:
    """`7K2QF-…`: eight groups of five signs with dashes between."""
    number = int.from_bytes(recovery, "big")
    values = [number >> shift & 31 for shift in range(8 * RECOVERY_BYTES - 5, -1, -5)]
    groups = [values[first : first + 4] for first in range(0, len(values), 4)]
    return "-".join(_shown(place, group) for place, group in enumerate(groups, 1))


def read_printed(text: str) -> bytes:
    """The bytes of a typed recovery key; spaces, dashes and small letters make no difference.

    Raises BadInput for the field `recovery_key`, naming the group that has a slip.
    """
    signs = re.sub(r"[\s\-–—.]", "", text).upper().translate(_TAKEN_FOR)
    if len(signs) != GROUPS * SIGNS_IN_GROUP:
        raise _slip(f"A recovery key has 40 letters and digits; this has {len(signs)}.")
    number = 0
    for place in range(1, GROUPS + 1):
        group = signs[(place - 1) * SIGNS_IN_GROUP : place * SIGNS_IN_GROUP]
        values = [SIGNS.find(sign) for sign in group]
        if -1 in values or _shown(place, values[:-1]) != group:
            raise _slip(f"Group {place} of the recovery key, {group}, has a slip in it.")
        for value in values[:-1]:
            number = number << 5 | value
    return number.to_bytes(RECOVERY_BYTES, "big")


def looks_like_recovery_key(text: str) -> bool:
    """Whether somebody who typed this meant a recovery key, be there a slip in it or not."""
    try:
        read_printed(text)
    except BadInput:
        return _GROUPED.fullmatch(text.strip()) is not None and bool(re.search(r"\d", text))
    return True


def _shown(place: int, values: list[int]) -> str:
    # Odd weights are coprime to 32, so that any one wrong sign shows.
    check = place * 9 + sum(w * v for w, v in zip(_WEIGHTS, values, strict=True))
    return "".join(SIGNS[value] for value in (*values, check % 32))


def _slip(what: str) -> BadInput:
    return BadInput("recovery_key", what, next_step="Compare it with the printed sheet.")
