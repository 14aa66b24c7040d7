"""How hard a text is to read, by the measures of the leaflet standard. Pure.

The counts are estimates: syllables by rule, passives by pattern. Each heading,
point and cell counts as a sentence, as the NHS asks before measuring SMOG.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import sqrt

from clinic_desk.leaflets.blocks import (
    Advice,
    Block,
    Bullets,
    MainPoints,
    Notice,
    Paragraph,
    PersonalBox,
    plain,
    spoken,
)

WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9'’&.,/-]*")
_ENDS = re.compile(r"(?<=[.?!])[\"”']?\s+(?=[A-Z0-9\"“])")
_FORMS_OF_BE = r"(?:am|is|are|was|were|be|been|being|get|gets|got)"
_IRREGULAR = (
    "given|made|seen|known|taken|done|put|kept|shown|told|written|found|left|felt|met|held|paid|"
    "sent|built|bought|brought|chosen|broken|drawn|driven|hurt|cut|set|read|said|worn|used"
)
_PASSIVE = re.compile(
    rf"\b{_FORMS_OF_BE}\s+(?:\w+ly\s+|not\s+)?(?:\w{{2,}}ed|{_IRREGULAR})\b", re.I
)
_ADJECTIVES = re.compile(r"\b(?:infected|tired|worried|swollen|aged|limited|needed)\b", re.I)


_PARTED = re.compile(
    r"i[ao](?!u)(?<!tio)(?<!sio)(?<!cia)|eo(?!u)|ua(?!r)|[aeo]ing$|(?<=[aeiouy][^aeiouy])ea(?=s?$)"
)
"""Two vowels beside each other that are spoken apart, as in "idea" and "being"."""
_SILENT_END = re.compile(r"[^aeiouyl]es?$|[aeiouy]les?$|[^aeiouytd]ed$")
_SPOKEN_END = re.compile(r"(?:[csxz]|sh|ch|ge?|[^aeiouy]l)es$")
_AS_SPOKEN = {
    **dict.fromkeys("people someone something sometimes elsewhere lukewarm soreness".split(), 2),
    **dict.fromkeys("anyone anywhere everyone everywhere".split(), 3),
}
"""Words that the rule counts wrong: two vowels spoken as one, or a silent e within."""


@dataclass(frozen=True)
class Reading:
    """The measures of one text. Grades are US school grades unless they say otherwise."""

    words: int
    sentences: int
    flesch_kincaid: float
    prose_grade: float
    """The same of paragraphs and points alone, without headings, labels and cells."""
    smog_us: float
    """3 plus the root of long words per 30 sentences, exempt words left out."""
    smog_us_all: float
    """The same with no word exempt."""
    mean_sentence: float
    longest_sentence: int
    longest_sentence_is: str
    longest_paragraph: int
    """Sentences."""
    passive_share: float
    """Of all sentences, from 0 to 1."""
    long_words: tuple[str, ...]
    """Words of three syllables or more that are not exempt, each time they occur."""

    @property
    def smog_uk(self) -> float:
        """The UK form, a reading age in years: 5 more than the US grade."""
        return self.smog_us + 5

    @property
    def smog_uk_all(self) -> float:
        """The UK form with no word exempt."""
        return self.smog_us_all + 5


def words_of(text: str) -> list[str]:
    """The words of a text; numbers and "micro-needling" are one word each."""
    return [word.rstrip(".,'’/-") for word in WORD.findall(text)]


def sentences_of(text: str) -> list[str]:
    """The sentences of one paragraph, point, cell or heading."""
    return [each for each in _ENDS.split(text.strip()) if words_of(each)]


def syllables(word: str) -> int:
    """Syllables of an English word, by rule; a number counts as one."""
    if "-" in word:
        return sum(syllables(part) for part in word.split("-") if part)
    letters = re.sub(r"[^a-z]", "", word.lower())
    if letters in _AS_SPOKEN:
        return _AS_SPOKEN[letters]
    if not letters or any(figure.isdigit() for figure in word):
        return 1
    count = len(re.findall(r"[aeiouy]+", letters)) + len(_PARTED.findall(letters))
    if _SILENT_END.search(letters) and not _SPOKEN_END.search(letters):
        count -= 1
    return max(count, 1)


def flesch_kincaid(words: int, sentences: int, syllable_count: int) -> float:
    """The Flesch-Kincaid grade."""
    return 0.39 * words / sentences + 11.8 * syllable_count / words - 15.59


def smog(long_words: int, sentences: int) -> float:
    """The SMOG grade on the US scale."""
    return 3 + sqrt(long_words * 30 / sentences)


def passive(sentence: str) -> bool:
    """Whether a sentence looks passive: a form of "to be" before a past participle."""
    found = _PASSIVE.search(sentence)
    return found is not None and not _ADJECTIVES.search(found[0])


def measured(
    texts: Sequence[str],
    exempt: Collection[str] = (),
    longest_paragraph: int = 1,
    prose: Sequence[str] = (),
) -> Reading:
    """The measures of headings, paragraphs, points and cells, a string each.

    `prose` are the paragraphs and points among them; without it all count as such.
    """
    sentences = [sentence for text in texts for sentence in sentences_of(text)]
    counted = [words_of(sentence) for sentence in sentences]
    words = [word for each in counted for word in each]
    long = [word for word in words if syllables(word) >= 3]
    kept = [word for word in long if word.lower() not in exempt]
    longest = max(range(len(counted)), key=lambda index: len(counted[index]))
    return Reading(
        words=len(words),
        sentences=len(sentences),
        flesch_kincaid=_grade(texts),
        prose_grade=_grade(prose or texts),
        smog_us=smog(len(kept), len(sentences)),
        smog_us_all=smog(len(long), len(sentences)),
        mean_sentence=len(words) / len(sentences),
        longest_sentence=len(counted[longest]),
        longest_sentence_is=sentences[longest],
        longest_paragraph=longest_paragraph,
        passive_share=sum(map(passive, sentences)) / len(sentences),
        long_words=tuple(kept),
    )


def _grade(texts: Sequence[str]) -> float:
    sentences = [sentence for text in texts for sentence in sentences_of(text)]
    words = [word for sentence in sentences for word in words_of(sentence)]
    if not words:
        return 0.0
    return flesch_kincaid(len(words), len(sentences), sum(map(syllables, words)))


def read_blocks(title: Iterable[str], blocks: Sequence[Block], exempt: Collection[str]) -> Reading:
    """The measures of a leaflet: its title lines and all blocks but the form to be filled in."""
    told = [block for block in blocks if not isinstance(block, PersonalBox)]
    texts = [*title, *(words for block in told for words in spoken(block))]
    longest = max(map(_sentences_in_a_paragraph, told), default=1)
    return measured(texts, exempt, longest, [words for block in told for words in _prose(block)])


def _prose(block: Block) -> Iterator[str]:
    """Its paragraphs and points."""
    match block:
        case Paragraph(text=text):
            yield plain(text)
        case Bullets(items=items) | MainPoints(items=items) | Advice(items=items):
            yield from map(plain, items)
        case Notice(body=body):
            for part in body:
                yield from _prose(part)


def _sentences_in_a_paragraph(block: Block) -> int:
    parts = block.body if isinstance(block, Notice) else (block,)
    found = (len(sentences_of(plain(part.text))) for part in parts if isinstance(part, Paragraph))
    return max(found, default=1)
