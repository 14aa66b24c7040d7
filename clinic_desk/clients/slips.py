"""One slip of the finger: a letter left out, doubled or put in, mistyped, or two swapped.

Two words that lie one slip apart have a trace in common: the word itself, or what is
left of its beginning when one letter is taken out. The traces of every known word are
kept in an index; those of what was typed are looked up in it, and `slip` then tells a
true slip from a chance meeting.
"""

from __future__ import annotations

SHORTEST = 3
"""Letters below which a slip is not forgiven: it could be anything."""
SHORTEST_BEGINNING = 4
LONGEST_BEGINNING = 7

WHOLE, BEGINNING = 0, 1
"""What was typed is a slip from all of a word, or from its beginning."""


def traces_kept(word: str) -> frozenset[str]:
    """The traces by which a known word is found: those of its 4 to 7-letter beginnings.

    A beginning for each length, since a slip is forgiven before the word is typed out.
    A word of three letters has only those of the whole.
    """
    lengths = range(SHORTEST_BEGINNING, min(len(word), LONGEST_BEGINNING) + 1)
    beginnings = [word[:length] for length in lengths] or [word]
    whole = {word} if len(word) < LONGEST_BEGINNING else set()
    if len(word) < SHORTEST:
        return frozenset(whole)
    return frozenset(whole.union(*map(_deletions, beginnings)))


def traces_typed(fragment: str) -> frozenset[str]:
    """The traces to look up for what was typed; none where it is too short to forgive."""
    if len(fragment) < SHORTEST:
        return frozenset()
    beginning = fragment[:LONGEST_BEGINNING]
    return _deletions(beginning) | {beginning}


def _deletions(text: str) -> frozenset[str]:
    return frozenset(text[:place] + text[place + 1 :] for place in range(len(text)))


def slip(typed: str, word: str) -> int | None:
    """WHOLE if `typed` is the word but for one slip, BEGINNING if it begins it so.

    None where more than a slip parts them. Three letters must be the whole word.
    """
    if one_slip(typed, word):
        return WHOLE
    if len(typed) < SHORTEST_BEGINNING:
        return None
    lengths = (len(typed), len(typed) + 1, len(typed) - 1)
    return BEGINNING if any(one_slip(typed, word[:length]) for length in lengths) else None


def one_slip(typed: str, word: str) -> bool:
    """Whether one letter put in, left out or mistyped, or two neighbours swapped, part them.

    Equal words are not a slip apart.
    """
    if abs(len(typed) - len(word)) > 1:
        return False
    same = 0
    while same < min(len(typed), len(word)) and typed[same] == word[same]:
        same += 1
    left, right = typed[same:], word[same:]
    if len(left) > len(right):
        return left[1:] == right
    if len(right) > len(left):
        return right[1:] == left
    swapped = left[1:2] + left[:1] + left[2:]
    return left != right and (left[1:] == right[1:] or swapped == right)
