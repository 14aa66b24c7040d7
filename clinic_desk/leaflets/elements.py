"""Who must carry what: the one table of the kinds of leaflet and the elements of each."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from clinic_desk.leaflets.blocks import (
    Advice,
    Block,
    Comparison,
    MainPoints,
    Notice,
    PersonalBox,
    RiskTable,
    Timeline,
    plain,
    spoken,
)

B = TypeVar("B")


class Content(NamedTuple):
    """A leaflet's text as it is looked through."""

    blocks: Sequence[Block]
    """Filled."""
    said: str
    """All its words, in reading order, a line for each line, point or cell."""
    gaps: frozenset[str]
    """The protocol values that it asks for."""
    phone: str

    def of(self, kind: type[B]) -> list[B]:
        """The blocks of a kind, in order."""
        return [each for each in self.blocks if isinstance(each, kind)]

    def says(self, pattern: str) -> bool:
        """Whether the words match, whatever their case."""
        return re.search(pattern, self.said, re.IGNORECASE) is not None


class Element(NamedTuple):
    """Something that a kind of leaflet must carry."""

    name: str
    """As it stands in a sentence: "It lacks <name>"."""
    carried: Callable[[Content], bool]


@dataclass(frozen=True)
class Kind:
    """What the standard asks of one kind of leaflet."""

    carries: tuple[Element, ...]
    words: tuple[int, int]
    """At least and at most; headings, cells and boxes counted, the personal box not."""
    sides: tuple[int, int]
    """Sides of A4 in 14 point, at least and at most."""
    addressed: bool = True
    """Whether it may say whom it was given to or prepared for."""
    names_medicine: bool = True
    """False where the law on advertising forbids it: it may be read by anybody (CAP code 12.12)."""


SIGNS_OF_999 = ("breath", "swallow", "swell", "collapse", "rash", "sight")


def _says(name: str, pattern: str) -> Element:
    return Element(name, lambda content: content.says(pattern))


def _asks(name: str, *gaps: str) -> Element:
    return Element(name, lambda content: not content.gaps.isdisjoint(gaps))


def _main_points(content: Content) -> bool:
    first = content.blocks[0] if content.blocks else None
    return isinstance(first, MainPoints) and len(first.items) <= 6


def _risks(content: Content) -> bool:
    rows = [row for table in content.of(RiskTable) for row in table.rows]
    return len(rows) >= 3 and all("1 in " in plain(row.how_often) for row in rows)


def _do_and_dont(content: Content) -> bool:
    return {each.kind for each in content.of(Advice)} == {"do", "dont"}


def _personal_first(content: Content) -> bool:
    return bool(content.blocks) and isinstance(content.blocks[0], PersonalBox)


def _notice(kind: str, *words: str) -> Callable[[Content], bool]:
    def carried(content: Content) -> bool:
        found = [" ".join(spoken(each)) for each in content.of(Notice) if each.kind == kind]
        return len(found) == 1 and all(word in found[0].casefold() for word in words)

    return carried


MAIN_POINTS = Element("a box of at most 6 main points as its beginning", _main_points)
PERSONAL_BOX = Element("a personal box", lambda content: len(content.of(PersonalBox)) == 1)
PERSONAL_FIRST = Element("the personal box as its beginning", _personal_first)
TIMELINE = Element("a timeline", lambda content: len(content.of(Timeline)) == 1)
RISKS = Element("a table of risks in three bands or more, each with '1 in'", _risks)
COMPARISON = Element("a comparison", lambda content: len(content.of(Comparison)) == 1)
DO_AND_DONT = Element("a list of what to do and one of what not to do", _do_and_dont)
CALL_999 = Element("a box that says '999' and all its signs", _notice("call-999", *SIGNS_OF_999))
CALL_111 = Element("a box that says '111'", _notice("call-111", "111"))
CALL_US = Element("a box that says when to call the clinic", _notice("call-us"))
PHONE = Element("the clinic's phone", lambda content: content.phone in content.said)
MIND = _says("'You can change your mind'", r"you can change your mind")
NO_TREATMENT = _says("'no treatment' among the choices", r"\bno treatment\b")
TIME_TO_THINK = _says("time to think", r"\btime to think\b|\btime to decide\b")
WHO_SHOULD_WAIT = _says("who should not have it, and what to tell first", r"\btell us first\b")
CHAPERONE = _says("'chaperone'", r"\bchaperone\b")
INTERPRETER = _says("'interpreter'", r"\binterpreter\b")
LARGE_PRINT = _says("'large print'", r"\blarge print\b")
COMPLAINTS = _says("where to complain", r"\bnot happy\b|\bcomplain")
YELLOW_CARD = _says("'Yellow Card'", r"\bYellow Card\b")
LIMITED = _says("that the usual advice rests on limited evidence", r"\bevidence\b")
REPEAT = _asks("the earliest repeat", "toxin_repeat", "needling_gap", "needling_gap_weeks")
SPACING = _asks("the days between the two", "needling_then_toxin", "toxin_then_needling")
CHALLENGE_AGE = _asks("the age below which to bring photo ID", "challenge_age")
FREE = _says("that the talk is free", r"\bfree\b")
MEDICINES = _says("to bring a list of medicines", r"\blist of your medicines\b")
NO_COSTS = _says("that costs are not in it", r"\bcosts are not in this leaflet\b")

_EVERY = (CALL_999, CALL_111, CALL_US, PHONE, MIND)
_RIGHTS = (NO_TREATMENT, CHAPERONE, INTERPRETER, LARGE_PRINT)

KINDS: Mapping[str, Kind] = {
    "information": Kind(
        carries=(
            MAIN_POINTS, TIMELINE, RISKS, WHO_SHOULD_WAIT, TIME_TO_THINK, LIMITED, REPEAT, SPACING,
            *_EVERY, *_RIGHTS, COMPLAINTS, YELLOW_CARD, PERSONAL_BOX,
        ),
        words=(700, 1000),
        sides=(2, 4),
    ),
    "comparison": Kind(
        carries=(
            MAIN_POINTS, COMPARISON, REPEAT, SPACING, NO_COSTS,
            *_EVERY, *_RIGHTS, COMPLAINTS, YELLOW_CARD,
        ),
        words=(400, 600),
        sides=(2, 4),
    ),
    "aftercare": Kind(
        carries=(PERSONAL_FIRST, TIMELINE, DO_AND_DONT, LIMITED, SPACING, *_EVERY, YELLOW_CARD),
        words=(200, 350),
        sides=(1, 1),
    ),
    "consultation": Kind(
        carries=(
            MAIN_POINTS, TIMELINE, FREE, MEDICINES, CHALLENGE_AGE, TIME_TO_THINK,
            *_EVERY, *_RIGHTS, COMPLAINTS, YELLOW_CARD,
        ),
        words=(300, 600),
        sides=(1, 3),
        names_medicine=False,
    ),
    "public": Kind(
        carries=(MAIN_POINTS, DO_AND_DONT, *_EVERY, *_RIGHTS),
        words=(300, 500),
        sides=(1, 3),
        addressed=False,
        names_medicine=False,
    ),
}  # fmt: skip
"""The table. What is not listed for a kind it need not carry, and the public sheet may not:
no personal box, and no Yellow Card line, which would speak of a medicine."""

NEVER: Mapping[str, tuple[Element, ...]] = {"public": (PERSONAL_BOX, YELLOW_CARD)}
"""What a kind may not carry."""


def missing(kind: str, content: Content) -> tuple[str, ...]:
    """What a leaflet of that kind lacks, or carries and may not, a sentence each."""
    lacks = [f"It lacks {each.name}." for each in KINDS[kind].carries if not each.carried(content)]
    extra = [
        f"A {kind} sheet may not carry {each.name}."
        for each in NEVER.get(kind, ())
        if each.carried(content)
    ]
    return (*lacks, *extra)
