"""Letters of a name before they reach a font: what is dropped, what joins, what turns round. Pure.

A name is text whatever it holds: control characters become spaces, marks that
steer direction are dropped so that no name can turn its neighbours round, and a
letter that no bundled font has is left out, never a box.
"""

from __future__ import annotations

import re
import unicodedata

STEERING = re.compile(
    r"[\x00-\x1f\x7f-\x9f\xad\u061c\u200b\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffc"
    r"\U000e0000-\U000e007f]"
)
"""What steers a terminal, a line or its direction, or hides within a word: no part of a text that
somebody writes for a page. Joiners and marks of direction shape Persian and Arabic, and may."""
JOINERS = "\u200c\u200d"
"""Shape the letters beside them in Persian and Arabic; drawn by no font themselves."""
DIRECTION_MARKS = "\u200e\u200f"
_SELECTORS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))


def tidied(text: str) -> str:
    """The text composed, on one line, without control and formatting characters."""
    if text.isascii() and text.isprintable():
        return text
    composed = unicodedata.normalize("NFC", text)
    return "".join(" " if _blank(letter) else letter for letter in composed if not _unseen(letter))


def heard(text: str) -> str:
    """The text without what is not said: a word is found however it is cut by unseen marks."""
    return "".join(each for each in tidied(text) if each not in JOINERS + DIRECTION_MARKS)


def is_mark(letter: str) -> bool:
    """Whether a character belongs to the letter before it."""
    return unicodedata.combining(letter) > 0 or unicodedata.category(letter) in ("Mn", "Me", "Mc")


def right_to_left(letter: str) -> bool:
    """Whether a character is written from right to left, or is an Arabic figure."""
    return unicodedata.bidirectional(letter) in ("R", "AL", "AN")


def _blank(letter: str) -> bool:
    return letter.isspace() or unicodedata.category(letter) == "Cc"


def _unseen(letter: str) -> bool:
    if letter in JOINERS or letter in DIRECTION_MARKS:
        return False
    if any(ord(letter) in selectors for selectors in _SELECTORS):
        return True
    return unicodedata.category(letter) == "Cf"
