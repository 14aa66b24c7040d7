"""Passwords: any letters in any spelling of Unicode, kept as argon2id hashes."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from clinic_desk.base.errors import BadInput
from clinic_desk.base.passwords import LONGEST, check_new_secret
from clinic_desk.staff.hashing import fits, hashed

RULE = (
    "At least twelve characters. Four or five words that only you would put side by side do well; "
    "signs and figures are not needed."
)
"""What is said before a new one is typed."""


def check_new_password(password: str, about: Iterable[str]) -> None:
    """BadInput for `password` where it is too short, endless or among the first to be tried.

    `about` are the names that anybody near would try: the person's and the clinic's.
    """
    if password != password.strip():
        raise BadInput("password", "A password neither begins nor ends with a space.")
    check_new_secret(password, field="password", about=about)


def hash_password(password: str) -> str:
    """The password as it is kept, with a salt of its own."""
    return hashed(_composed(password))


def is_password(password: str, kept: str) -> bool:
    """Whether this is the password that was kept.

    It takes as long where none is kept, so that nobody learns who has one.
    """
    # No new password is longer: what is typed beyond that is wrong, and is not stretched.
    asked = _composed(password)[: LONGEST + 1]
    if kept:
        return fits(asked, kept)
    hashed(asked)
    return False


def _composed(password: str) -> str:
    """One spelling for what looks the same, whichever keyboard it was typed on."""
    return unicodedata.normalize("NFC", password)
