"""What someone may mean who types in the search box: names, a number, a birth date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from clinic_desk.base.errors import BadInput
from clinic_desk.clients.birth_dates import read_birth_date
from clinic_desk.clients.names import fold_words
from clinic_desk.clients.phones import digits, looks_like_phone, loose_digits

MOST_FRAGMENTS = 6
LONGEST = 200
"""Letters of a search that are looked at."""
_DATE_WORDS = 5
"""`3rd of April 1985` and one more."""


@dataclass(frozen=True)
class Asked:
    """One reading of a search: all that is given must hold."""

    words: tuple[str, ...] = ()
    """Folded fragments of names, the longest first."""
    digits: str = ""
    born_on: date | None = None


def readings(text: str, today: date) -> tuple[Asked, ...]:
    """Every reading of a search, the likelier first; none for an empty one.

    `03041985` may be a birth date or a piece of a phone number, so it has both; a date
    written out, `3/4/85`, is only that. What is left beside a date or a number is a
    name: `anna 3/4/85`, `0316 anna`.
    """
    text = text[:LONGEST].encode(errors="ignore").decode()
    if not any(sign.isdecimal() for sign in text):
        return _by_name(text)
    dated = _with_date(text.split(), today)
    if dated and not text.strip().isdecimal():
        return (dated,)
    possible = (dated, *_with_number(text))
    return tuple(reading for reading in possible if reading) or _by_name(text)


def _by_name(text: str) -> tuple[Asked, ...]:
    words = _fragments(text)
    return (Asked(words),) if words else ()


def _fragments(text: str) -> tuple[str, ...]:
    distinct = dict.fromkeys(fold_words(text))
    return tuple(sorted(distinct, key=len, reverse=True))[:MOST_FRAGMENTS]


def _with_date(words: list[str], today: date) -> Asked | None:
    for length in range(min(len(words), _DATE_WORDS), 0, -1):
        for start in range(len(words) - length + 1):
            born_on = _date(" ".join(words[start : start + length]), today)
            if born_on:
                rest = words[:start] + words[start + length :]
                return Asked(_fragments(" ".join(rest)), born_on=born_on)
    return None


def _date(text: str, today: date) -> date | None:
    if not any(sign.isdecimal() for sign in text):
        return None
    try:
        return read_birth_date(text, today)
    except BadInput:
        return None


def _with_number(text: str) -> tuple[Asked, ...]:
    """A number in one piece or in several that stand together, and what else was typed.

    Its code is read as Britain's first, then as plain digits: `0044…` may be either.
    """
    words = text.split()
    numbers = words if looks_like_phone(text) else list(filter(_is_number, words))
    number = " ".join(numbers)
    if not looks_like_phone(number):
        return ()
    rest = _fragments(" ".join(word for word in words if word not in numbers))
    return tuple(Asked(rest, run) for run in dict.fromkeys((loose_digits(number), digits(number))))


def _is_number(word: str) -> bool:
    return word[-1].isdecimal() and "/" not in word and looks_like_phone(f"000{word}")
