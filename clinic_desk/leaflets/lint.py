"""What a leaflet may not say, must say, and how easily it must read.

The measures are those of the clinic's leaflet standard, section 4; the figures
here are its targets, not the looser limits behind them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from clinic_desk.leaflets.blocks import MainPoints, spoken
from clinic_desk.leaflets.library import Leaflet
from clinic_desk.leaflets.reading import Reading, read_blocks

MAKES = tuple(
    "botox vistabel azzalure alluzience bocouture letybo nuceiva relfydess xeomin dysport".split()
)
"""Brand names: a leaflet says "botulinum toxin", and the make stands in the personal box alone."""
BANNED = {
    r"\bsafe(?:ly|r|st|ty)?\b": "gives an assurance",
    r"\bpainless\b": "promises",
    r"\bno downtime\b": "promises",
    r"\bguarantee": "promises",
    r"\bbest\b": "praises",
    r"\bmiracle\b": "praises",
    r"\banti-age?ing\b": "praises",
    r"£": "names a price",
    r"%|\bper cent\b": "counts in hundredths where '1 in N' is clearer",
    r"\b(?:special|\d+) off\b|\boffers?\b": "sells",
    r"\bbook now\b": "sells",
    r"\bbefore[- ]and[- ]after\b": "sells",
    r"\b(?:he|she|him|her|his|hers)\b": "takes a client's pronoun for granted",
    r"!": "shouts",
    rf"\b(?:{'|'.join(MAKES)})\b": "names a make",
}
"""Patterns that may stand nowhere in a leaflet, and what each does wrong."""

REQUIRED = ("999", "111", "Yellow Card", "You can change your mind", "no treatment", "chaperone")
"""Words that every leaflet of a treatment carries; the clinic's phone is asked for beside them."""


def reading(leaflet: Leaflet, values: Mapping[str, str]) -> Reading:
    """How hard the leaflet is to read, with its own title words exempt."""
    title = (leaflet.head.title, leaflet.head.subtitle)
    return read_blocks(title, leaflet.filled(values), leaflet.head.exempt)


def faults(leaflet: Leaflet, values: Mapping[str, str]) -> tuple[str, ...]:
    """What the standard would send back, a sentence each; empty for a leaflet fit to print."""
    blocks = leaflet.filled(values)
    texts = [leaflet.head.title, leaflet.head.subtitle]
    texts += [words for block in blocks for words in spoken(block)]
    found = [*_said(texts), *_unsaid(texts, values), *_hard(reading(leaflet, values))]
    if not blocks or not isinstance(blocks[0], MainPoints) or len(blocks[0].items) > 6:
        found.append("It does not begin with a box of at most 6 main points.")
    return tuple(found)


def _said(texts: list[str]) -> list[str]:
    return [
        f"'{match[0]}' {fault}: {text}"
        for pattern, fault in BANNED.items()
        for text in texts
        for match in re.finditer(pattern, text, re.IGNORECASE)
    ]


def _unsaid(texts: list[str], values: Mapping[str, str]) -> list[str]:
    whole = "\n".join(texts)
    wanted = (*REQUIRED, values.get("phone", ""))
    return [f"'{words}' is nowhere said." for words in wanted if words not in whole]


def _hard(measures: Reading) -> list[str]:
    limits = (
        ("Flesch-Kincaid grade", measures.flesch_kincaid, 6.0),
        ("SMOG (UK reading age)", measures.smog_uk, 11.0),
        ("SMOG (UK reading age), no word exempt", measures.smog_uk_all, 13.0),
        ("mean sentence in words", measures.mean_sentence, 12),
        ("longest sentence in words", measures.longest_sentence, 20),
        ("longest paragraph in sentences", measures.longest_paragraph, 3),
        ("share of passive sentences", measures.passive_share, 0.05),
        ("words", measures.words, 1000),
    )
    return [
        f"{what}: {value:.2f}, more than {limit}." for what, value, limit in limits if value > limit
    ]
