"""What a leaflet may not say, must say, and how easily it must read.

The measures are those of the clinic's leaflet standard, section 4; the figures
here are its targets, not the looser limits behind them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from clinic_desk.leaflets.blocks import (
    Advice,
    Block,
    Bullets,
    Comparison,
    Heading,
    MainPoints,
    Notice,
    Paragraph,
    plain,
    spoken,
)
from clinic_desk.leaflets.elements import KINDS, Content, missing
from clinic_desk.leaflets.filling import gaps
from clinic_desk.leaflets.letters import heard
from clinic_desk.leaflets.library import Leaflet
from clinic_desk.leaflets.printable import unprintable
from clinic_desk.leaflets.reading import Reading, passive, read_blocks, sentences_of, words_of
from clinic_desk.leaflets.where import Where

MAKES = tuple(
    "botox vistabel azzalure alluzience bocouture letybo nuceiva relfydess xeomin dysport "
    "roaccutane emla juvederm restylane dermapen skinpen".split()
)
"""Brand names: a leaflet says "botulinum toxin", and the make stands in the personal box alone."""
MAKE = rf"\b(?:{'|'.join(MAKES)})\b"
BANNED = {
    r"\bsafe(?:ly|r|st|ty)?\b": "gives an assurance",
    r"\bpainless\b": "promises",
    r"\bno downtime\b": "promises",
    r"\bguarantee": "promises",
    r"\bbest\b": "praises",
    r"\bmiracle\b": "praises",
    r"\banti-age?ing\b": "praises",
    r"[£€$]|\b\d+ (?:pounds?|pence)\b|\bprices?\b": "names a price",
    r"%|\bper cent\b": "counts in hundredths where '1 in N' is clearer",
    r"\b(?:special|\d+) off\b|\boffers?\b|\bdiscount|\bvoucher": "sells",
    r"\bbook now\b": "sells",
    r"\bbefore[- ](?:and[- ])?after\b|\bbefore/after\b": "sells",
    r"\b(?:he|she|him|her|his|hers)\b": "takes a client's pronoun for granted",
    r"\bHIV\b": "asks what no clinic may refuse treatment for",
    r"(?<!not )\bstop (?:taking )?(?:your|a|the) (?:prescribed )?(?:blood thinner|medicine)":
    "tells people to stop a medicine",
    r"\d ?[-–—] ?\d": "writes a range with a dash where 'to' is read aloud",
    r"(?-i:\b[A-Z]{5,}\b)": "is in capitals",
    r"!": "shouts",
    MAKE: "names a make",
}  # fmt: skip
"""Patterns that may stand nowhere in a leaflet, and what each does wrong."""

MEDICINES = r"\bbotulin\w*|\btoxins?\b|\binject\w*|\blidocaine\b|\b\w*tretinoin\b|\brelaxing\b"
"""What a sheet that anybody may read does not name, nor hint at."""

EXEMPT = ("botulinum", "micro-needling")
"""Long words that any leaflet may leave out of its measure; its own title words beside them."""
COMMON = re.compile("[\\s!-~\u00a0-\u024f‘’“”–—•·…]+")
"""Letters that need no look at the fonts, which loads ReportLab."""

BALANCE = 0.2
"""By how much of the longer one the two columns of a comparison may differ in words."""


def reading(leaflet: Leaflet, values: Mapping[str, str]) -> Reading:
    """How hard the leaflet is to read, with its own title words exempt."""
    title = (leaflet.head.title, leaflet.head.subtitle)
    return read_blocks(title, leaflet.filled(values), leaflet.head.exempt)


def balance(blocks: Sequence[Block]) -> tuple[int, int] | None:
    """Words in the two columns of a comparison, filled; None for a leaflet without one."""
    found = [block for block in blocks if isinstance(block, Comparison)]
    if not found:
        return None
    sides = ([row[side] for block in found for row in block.rows] for side in (1, 2))
    first, second = (sum(len(words_of(plain(cell))) for cell in side) for side in sides)
    return first, second


def faults(leaflet: Leaflet, values: Mapping[str, str]) -> tuple[str, ...]:
    """What the standard would send back, a sentence each; empty for a leaflet fit to print.

    Each names the file, and the line where it can. Raises ClinicError naming file and
    line of a gap that nothing fills.
    """
    blocks = leaflet.filled(values)
    texts = [leaflet.head.title, leaflet.head.subtitle]
    texts += [words for block in blocks for words in spoken(block)]
    texts = [heard(each) for each in texts]
    named = frozenset(name for _, name in gaps(leaflet.body))
    content = Content(blocks, "\n".join(texts), named, values.get("phone", ""))
    where = Where(leaflet, values)
    measures = reading(leaflet, values)
    paragraphs = [
        plain(part.text)
        for block in blocks
        for part in (block.body if isinstance(block, Notice) else (block,))
        if isinstance(part, Paragraph)
    ]
    return (
        *_said(texts, BANNED, where.named),
        *_medicines(leaflet, texts, where.named),
        *(f"{leaflet.file}: {each}" for each in missing(leaflet.head.kind, content)),
        *_twice(blocks, where.named),
        *_sources(leaflet, where.named),
        *_letters(leaflet),
        *_exempt(leaflet),
        *_long(texts, paragraphs, where.named),
        *(f"{leaflet.file}: {each}" for each in _hard(leaflet.head.kind, blocks, measures)),
        *_passives(texts, measures, where.named),
    )


def _said(
    texts: Sequence[str], banned: Mapping[str, str], named: Callable[[str], str]
) -> Iterator[str]:
    for pattern, fault in banned.items():
        for text in texts:
            for match in re.finditer(pattern, text, re.IGNORECASE):
                yield f"{named(text)}: '{match[0]}' {fault}."


def _medicines(
    leaflet: Leaflet, texts: Sequence[str], named: Callable[[str], str]
) -> Iterator[str]:
    if KINDS[leaflet.head.kind].names_medicine:
        return
    fault = f"is a medicine or hints at one, which a {leaflet.head.kind} sheet may not name"
    yield from _said([*texts, *leaflet.head.sources], {MEDICINES: fault}, named)


def _twice(blocks: Sequence[Block], named: Callable[[str], str]) -> Iterator[str]:
    """Points that begin with all the words of what stands above them: both are read with each."""
    above = ""
    for block in blocks:
        match block:
            case Heading(text=above):
                continue
            case Bullets():
                title, points = above, spoken(block)
            case MainPoints(title=title) | Advice(title=title) | Notice(title=title):
                points = spoken(block)[1:]
            case _:
                continue
        begins = words_of(title.casefold())
        for point in points:
            if begins and words_of(point.casefold())[: len(begins)] == begins:
                yield f"{named(point)}: '{title}' stands above it and is said again."


def _sources(leaflet: Leaflet, named: Callable[[str], str]) -> Iterator[str]:
    for source in leaflet.head.sources:
        if not re.search(r"\b(?:19|20)\d\d\b", source):
            yield f"{named(source)}: the source '{source}' has no year."
    yield from _said(leaflet.head.sources, {MAKE: "names a make"}, named)


def _letters(leaflet: Leaflet) -> Iterator[str]:
    """Letters that would be missing on paper, by line."""
    for number, line in enumerate(leaflet.source.split("\n"), 1):
        rare = COMMON.sub("", line)
        for letter in unprintable(rare) if rare else ():
            yield f"{leaflet.file}, line {number}: no bundled font has {letter}."


def _exempt(leaflet: Leaflet) -> Iterator[str]:
    head = leaflet.head
    title = {each.casefold() for each in (*EXEMPT, *words_of(f"{head.title} {head.subtitle}"))}
    for word in head.exempt:
        if word.casefold() not in title:
            yield (
                f"{leaflet.file}: '{word}' is none of the title's words, so the measure of reading "
                "cannot leave it out."
            )


def _long(
    texts: Sequence[str], paragraphs: Sequence[str], named: Callable[[str], str]
) -> Iterator[str]:
    for sentence in (each for text in texts for each in sentences_of(text)):
        if (words := len(words_of(sentence))) > 20:
            yield f"{named(sentence)}: a sentence of {words} words, more than 20."
    for paragraph in paragraphs:
        if (sentences := len(sentences_of(paragraph))) > 3:
            yield f"{named(paragraph)}: a paragraph of {sentences} sentences, more than 3."


def _hard(kind: str, blocks: Sequence[Block], measures: Reading) -> Iterator[str]:
    fewest, most = KINDS[kind].words
    limits = (
        ("Flesch-Kincaid grade", measures.flesch_kincaid, 6.0),
        ("Flesch-Kincaid grade of its sentences alone", measures.prose_grade, 6.0),
        ("SMOG (UK reading age)", measures.smog_uk, 11.0),
        ("SMOG (UK reading age), no word exempt", measures.smog_uk_all, 13.0),
        ("Mean sentence in words", measures.mean_sentence, 12),
    )
    for what, value, limit in limits:
        if value > limit:
            yield f"{what} {value:.2f}, more than {limit}."
    if not fewest <= measures.words <= most:
        yield f"{measures.words} words, where {fewest} to {most} are asked for."
    if (sides := balance(blocks)) and abs(sides[0] - sides[1]) > BALANCE * max(sides):
        yield f"The columns of the comparison have {sides[0]} and {sides[1]} words: not balanced."


def _passives(
    texts: Sequence[str], measures: Reading, named: Callable[[str], str]
) -> Iterator[str]:
    if measures.passive_share <= 0.05:
        return
    for sentence in (each for text in texts for each in sentences_of(text)):
        if passive(sentence):
            yield f"{named(sentence)}: passive, as more than 1 in 20 sentences are: '{sentence}'"
