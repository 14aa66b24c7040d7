"""Phone numbers: one form of digits for every spelling, and a word about odd ones."""

from __future__ import annotations

import re

from clinic_desk.base.errors import BadInput

SHORTEST_FRAGMENT = 3
"""Digits below which a number is not looked for."""
LONGEST = 20
"""Digits. The world's plan stops at 15."""

_ALLOWED = re.compile(r"[\d\s+()\-‐‑‒–./,\u2066-\u2069\u200e\u200f\u202a-\u202e]*")
_NO_DIGIT = re.compile(r"[^0-9]")
_DRAMA = (
    "07700900",
    "02079460",
    "02920180",
    "02896496",
    "01914980",
    "01632960",
    "03069990",
    "08081570",
    "09098790",
)
_DRAMA_TOWNS = (
    "0113",
    "0114",
    "0115",
    "0116",
    "0117",
    "0118",
    "0121",
    "0131",
    "0141",
    "0151",
    "0161",
)
_ODD = "is an unusual number: read it back to the caller."


def phone_digits(text: str, field: str = "phone") -> str:
    """The one form of a number: `07700900316` for `+44 (0)7700 900 316` and its like.

    A number from elsewhere begins with its country's code, without plus or zeros.
    Raises BadInput for `field` where letters stand in it, or far too few or many digits.
    """
    if not _ALLOWED.fullmatch(text):
        raise BadInput(
            field,
            "A phone number is digits, spaces and +, so this one cannot be kept.",
            next_step="Other words go in the desk note.",
        )
    run = loose_digits(text)
    if not SHORTEST_FRAGMENT <= len(run) <= LONGEST:
        raise BadInput(
            field,
            f"A phone number has {SHORTEST_FRAGMENT} to {LONGEST} digits, not {len(run)}.",
            next_step="Ask for it again.",
        )
    return run


def loose_digits(text: str) -> str:
    """The digits of a number or of part of one, Britain's code turned into the leading 0."""
    run = digits(text)
    abroad = "+" in text and _begins_with_plus(text)
    if not abroad and run.startswith("00"):
        abroad, run = True, run[2:]
    if run.startswith("44") and (abroad or len(run) == 12):
        return "0" + run[2:].removeprefix("0")
    if not abroad and len(run) == 10 and run[0] == "7":
        return "0" + run
    return run


def _begins_with_plus(text: str) -> bool:
    return next(sign for sign in text if sign == "+" or sign.isdecimal()) == "+"


def digits(text: str) -> str:
    """The digits of a text as they stand, in 0 to 9."""
    if text.isascii():
        return _NO_DIGIT.sub("", text)
    return "".join(str(int(sign)) for sign in text if sign.isdecimal())


def looks_like_phone(text: str) -> bool:
    """Whether a search can only mean a number: signs of one, and at least three digits."""
    return bool(_ALLOWED.fullmatch(text)) and len(loose_digits(text)) >= SHORTEST_FRAGMENT


def phone_warning(text: str) -> str:
    """A sentence where the number is not one that the phone networks know, else nothing.

    It is a word to the desk, never a reason to refuse: numbers kept for drama, which
    examples use, raise none.
    """
    run = phone_digits(text)
    return "" if _is_drama(run) or _is_known(run) else f"{text.strip()} {_ODD}"


def _is_drama(run: str) -> bool:
    town = run[:4] in _DRAMA_TOWNS and run[4:8] == "4960"
    return len(run) == 11 and (town or run.startswith(_DRAMA))


def _is_known(run: str) -> bool:
    # Its tables take a tenth of a second to load, which only typing a number should cost.
    import phonenumbers

    international = run if run.startswith("0") else f"+{run}"
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(international, "GB"))
    except phonenumbers.NumberParseException:
        return False
