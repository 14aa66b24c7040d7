"""Names folded for finding: what two spellings of one name have in common."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

LONGEST_WORD = 32
"""Letters of a word that finding knows; nobody types more, and a name may have 5,000."""
MOST_WORDS = 16

_APOSTROPHES = "'’‘‛`´′ʹʻʼʽʾʿˈ＇׳״"
_PLAIN = str.maketrans(
    {
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ħ": "h",
        "ı": "i",
        "ŋ": "n",
        "ŧ": "t",
        "ə": "e",
        "ـ": "",
    }
)
_GONE = dict.fromkeys(map(ord, _APOSTROPHES))


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """The words of a text as finding sees them, with single spaces between.

    Lower case, without accents, apostrophes and invisible marks; hyphens and other
    punctuation part words. Letters of every script stay letters, and emoji stay.
    A text of punctuation only keeps it, so that such a name can still be found.
    """
    loose = unicodedata.normalize("NFKD", text.translate(_GONE)).casefold().translate(_PLAIN)
    spaced = "".join(map(_kept, unicodedata.normalize("NFKD", loose)))
    return " ".join(spaced.split()) or "".join(text.casefold().split())


def _kept(character: str) -> str:
    category = unicodedata.category(character)
    if category in {"Mn", "Me", "Cf"}:
        return ""
    return character if category[0] in "LN" or category in {"So", "Mc"} else " "


def fold_words(text: str) -> tuple[str, ...]:
    """The folded words of a text in order, each cut at `LONGEST_WORD` letters."""
    return tuple(word[:LONGEST_WORD] for word in fold(text).split())


def name_words(given: str, family: str, known_as: str) -> tuple[str, ...]:
    """All that a client may be found by, each once, the family name first.

    A name of several words is there in one piece too, so that `annemarie` finds
    Anne-Marie and `delacruz` finds de la Cruz.
    """
    fields = [fold_words(field) for field in (family, given, known_as)]
    apart = [word for words in fields for word in words]
    joined = ["".join(words)[:LONGEST_WORD] for words in fields if len(words) > 1]
    return tuple(dict.fromkeys(apart[:MOST_WORDS] + joined))


def name_line(words: tuple[str, ...]) -> str:
    """The words behind a space each, so that ` ann` is found only where a word begins."""
    return "".join(f" {word}" for word in words)
