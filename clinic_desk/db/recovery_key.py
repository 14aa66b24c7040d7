"""The recovery key as it is printed: eight groups of four and a check letter each.

160 random bits in the 32 signs below, which leave out I, L, O and U; a reader who
takes a 0 for an O or a 1 for an I or L is understood all the same. The fifth sign
of a group depends on its four and on where it stands, so that a slip is named by
its group before anything is tried.
"""

from __future__ import annotations

import re
import secrets
import unicodedata

from clinic_desk.base.errors import BadInput

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS, SIGNS_IN_GROUP = 8, 5
RECOVERY_BYTES = GROUPS * (SIGNS_IN_GROUP - 1) * 5 // 8
_WEIGHTS = (1, 3, 5, 7)
_ENOUGH_RIGHT = 5
"""Groups with their check signs that nobody types by chance."""
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

    Nor do signs of other widths, or whatever else stands between the groups. Raises BadInput
    for the field `recovery_key`, naming the group that has a slip.
    """
    signs = _signs(text)
    if len(signs) != GROUPS * SIGNS_IN_GROUP:
        raise _slip(f"A recovery key has 40 letters and digits; this has {len(signs)}.")
    number = 0
    for place in range(1, GROUPS + 1):
        group = signs[(place - 1) * SIGNS_IN_GROUP : place * SIGNS_IN_GROUP]
        if not _is_right(place, group):
            raise _slip(f"Group {place} of the recovery key, {group}, has a slip in it.")
        for sign in group[:-1]:
            number = number << 5 | SIGNS.index(sign)
    return number.to_bytes(RECOVERY_BYTES, "big")


def _signs(text: str) -> str:
    """What is read of a text: capitals and figures, whatever stands between them."""
    plain = unicodedata.normalize("NFKC", text)
    return re.sub(r"[\W_]", "", plain).upper().translate(_TAKEN_FOR)


def _is_right(place: int, group: str) -> bool:
    values = [SIGNS.find(sign) for sign in group]
    if len(values) != SIGNS_IN_GROUP or -1 in values:
        return False
    return _shown(place, values[:-1]) == group


def means_a_sheet(text: str) -> bool:
    """Whether somebody who typed this meant a recovery key, be there slips in it or not.

    Told by the groups that are right, as a passphrase may well be seven or eight short words.
    """
    groups = [_signs(group) for group in re.split(r"[\W_]+", text.strip())]
    if len(groups) == 1:
        (whole,) = groups
        starts = range(0, len(whole), SIGNS_IN_GROUP)
        groups = [whole[at : at + SIGNS_IN_GROUP] for at in starts]
    right = sum(_is_right(place, group) for place, group in enumerate(groups[:GROUPS], 1))
    return right >= _ENOUGH_RIGHT


def check_is_no_sheet(passphrase: str, field: str) -> None:
    """BadInput for `field` where a new passphrase would be taken for a recovery key."""
    if means_a_sheet(passphrase):
        raise BadInput(field, "That is a recovery key.", next_step="Choose four or five words.")


def _shown(place: int, values: list[int]) -> str:
    # Odd weights are coprime to 32, so that any one wrong sign shows.
    check = place * 9 + sum(w * v for w, v in zip(_WEIGHTS, values, strict=True))
    return "".join(SIGNS[value] for value in (*values, check % 32))


def _slip(what: str) -> BadInput:
    return BadInput("recovery_key", what, next_step="Compare it with the printed sheet.")
