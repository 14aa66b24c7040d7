"""What makes a password or passphrase too easily guessed: one rule for sign-in and for the key.

Length counts and tricks do not. What whoever guesses tries first, a common word or phrase, a
run on the keyboard, a year, the clinic's or the person's own name, counts for very little
however long it is, so that it may stand in a passphrase but cannot be the whole of one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache

from clinic_desk.base.errors import BadInput
from clinic_desk.base.folders import RESOURCES

SHORTEST, LONGEST = 12, 200
"""Characters. A longer one is refused only so that nothing endless is ever stretched."""

_KNOWN_COUNTS, _ENOUGH = 2, 9
_RUN = 4
_ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiop",
    "qwertzuiop",
    "azertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
    "1q2w3e4r5t6y7u8i9o0p",
)
_RUNS = _ROWS + tuple(row[::-1] for row in _ROWS)
_YEAR = re.compile(r"(?:19|20)\d\d")
_AGAIN = re.compile(r"(.{1,20}?)\1+")
_TRICKS = str.maketrans("013457@$!", "oieastasi")
_LITTLE = str.maketrans("1", "l")


def check_new_secret(
    text: str, *, field: str, called: str = "password", about: Iterable[str] = ()
) -> None:
    """BadInput for `field` where a new secret is too short, endless or easily guessed.

    `called` is what it is to the person, such as "passphrase"; `about` are names that
    anybody near would try: the clinic's, the person's. Old secrets are never judged.
    """
    trouble = weakness(text, called=called, about=about)
    if trouble:
        raise BadInput(
            field,
            trouble,
            next_step="Four or five words that only you would put side by side do well.",
        )


def weakness(text: str, *, called: str = "password", about: Iterable[str] = ()) -> str:
    """The sentence that says why a secret will not do; empty where it will."""
    plain = unicodedata.normalize("NFC", text.strip())
    if len(plain) < SHORTEST:
        return f"The {called} has fewer than {SHORTEST} characters."
    if len(plain) > LONGEST:
        return f"The {called} has more than {LONGEST} characters."
    if own_length(plain, about) < _ENOUGH:
        return f"That {called} is among the first that anybody would try."
    return ""


def own_length(text: str, about: Iterable[str] = ()) -> int:
    """How many characters are left when all that is known beforehand counts for little."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    kept = "".join(letter for letter in plain if letter.isalnum() or letter in "@$!")
    return _own_length(kept, tuple(about))


def _own_length(plain: str, about: tuple[str, ...]) -> int:
    again = _AGAIN.fullmatch(plain)
    if again is not None and len(again[1]) < len(plain):
        return _own_length(again[1], about) if len(again[1]) > 1 else 1
    known = bytearray(len(plain))
    count = 0
    for start, end in sorted(_known(plain, about), key=lambda span: span[0] - span[1]):
        if not any(known[start:end]):
            known[start:end] = b"\1" * (end - start)
            count += _KNOWN_COUNTS
    return count + len(set(_rest(plain, known)))


def _rest(plain: str, known: bytearray) -> Iterator[str]:
    # Letters by their place would make `aaaa` long, so each counts once for each neighbour.
    for at, letter in enumerate(plain):
        if not known[at]:
            yield plain[at - 1 : at + 1] if at and not known[at - 1] else f" {letter}"


def _known(plain: str, about: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Where what is known stands; the spans may overlap."""
    forms = {plain, plain.translate(_TRICKS), plain.translate(_LITTLE).translate(_TRICKS)}
    for word in common() | _names(about):
        for form in forms:
            yield from _places(form, word)
    yield from (found.span() for found in _YEAR.finditer(plain))
    yield from (found.span() for found in _AGAIN.finditer(plain) if len(found[0]) >= _RUN)
    yield from _runs(plain)


def _places(text: str, word: str) -> Iterator[tuple[int, int]]:
    at = text.find(word)
    while at >= 0:
        yield at, at + len(word)
        at = text.find(word, at + 1)


def _runs(plain: str) -> Iterator[tuple[int, int]]:
    for start in range(len(plain) - _RUN + 1):
        end = start + _RUN
        while any(plain[start:end] in row for row in _RUNS):
            yield start, end
            if end == len(plain):
                break
            end += 1


def _names(about: tuple[str, ...]) -> frozenset[str]:
    words = [word for name in about for word in re.findall(r"\w+", name.casefold())]
    whole = ["".join(re.findall(r"\w+", name.casefold())) for name in about]
    return frozenset(word for word in (*words, *whole) if len(word) > 2)


@cache
def common() -> frozenset[str]:
    """The words and phrases that are tried first, from `resources/common_passwords.txt`."""
    lines = (RESOURCES / "common_passwords.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))
