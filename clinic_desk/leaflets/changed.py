"""What a leaflet says now that it did not say before, in words. Pure.

Compared is what a reader saw: sentences under their headings, with their gaps filled. A number of
the protocol that has changed is a change of the leaflet, whatever its version.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from clinic_desk.leaflets.blocks import (
    Advice,
    Block,
    Comparison,
    Heading,
    MainPoints,
    Notice,
    PersonalBox,
    RiskTable,
    Timeline,
    plain,
    spoken,
)

LONGEST = 110
"""Letters of a sentence that are quoted; the rest is left to the leaflet."""
_END = re.compile(r"(?<=[.?:])\s+")


@dataclass(frozen=True)
class Change:
    """One place in which two versions differ."""

    heading: str
    """The part of the leaflet that it stands in."""
    before: str
    """What stood there; empty for what is new."""
    now: str
    """What stands there; empty for what is gone."""

    @property
    def words(self) -> str:
        """`now “Stay upright for 3 hours.”, before “Stay upright for 4 hours.”`."""
        if not self.now:
            return f"no longer “{_short(self.before)}”"
        if not self.before:
            return f"new “{_short(self.now)}”"
        return f"now “{_short(self.now)}”, before “{_short(self.before)}”"


def in_words(found: Iterable[Change]) -> tuple[str, ...]:
    """A sentence for each part in which something differs: `After your treatment: now … .`."""
    parts: dict[str, list[str]] = {}
    for change in found:
        parts.setdefault(change.heading, []).append(change.words)
    told = (f"{heading}: {'; '.join(said)}" for heading, said in parts.items())
    return tuple(each if each.endswith(".”") else f"{each}." for each in told)


def changes(title: str, before: Iterable[Block], now: Iterable[Block]) -> tuple[Change, ...]:
    """What differs between two leaflets with their gaps filled, in the order of the newer one.

    `title` is said of what stands above the first heading; a part that is new or gone is a
    change of the "Parts".
    """
    old, new = dict(_parts(title, before)), dict(_parts(title, now))
    found: list[Change] = []
    for heading, sentences in new.items():
        if heading in old:
            found += _within(heading, old[heading], sentences)
        else:
            found.append(Change("Parts", "", heading))
    found += [Change("Parts", heading, "") for heading in old if heading not in new]
    return tuple(found)


def _within(heading: str, before: Sequence[str], now: Sequence[str]) -> Iterator[Change]:
    """Sentences that took another's place stand beside it; the rest is new or gone."""
    from difflib import SequenceMatcher

    for kind, a, b, c, d in SequenceMatcher(None, before, now, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        gone, new = list(before[a:b]), list(now[c:d])
        for at in range(max(len(gone), len(new))):
            yield Change(
                heading,
                gone[at] if at < len(gone) else "",
                new[at] if at < len(new) else "",
            )


def _parts(title: str, blocks: Iterable[Block]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each part of a leaflet: its heading, or a box's own title, and its sentences."""
    gathered: dict[str, list[str]] = {}
    heading = title
    for block in blocks:
        match block:
            case Heading(text=heading):
                gathered.setdefault(heading, [])
            case PersonalBox():
                pass
            case (
                MainPoints(title=own) | Timeline(title=own) | Notice(title=own) | Advice(title=own)
            ):
                gathered.setdefault(own, []).extend(_sentences(_said(block)))
            case _:
                gathered.setdefault(heading, []).extend(_sentences(_said(block)))
    return ((part, tuple(sentences)) for part, sentences in gathered.items())


def _said(block: Block) -> Iterable[str]:
    """The lines of a block below its title: what belongs to each other stays in one."""
    match block:
        case Timeline(moments=moments):
            return (f"{each.when.rstrip('.')}, {plain(each.what)}" for each in moments)
        case RiskTable(rows=rows):
            return (f"{plain(row.how_often)}, {plain(row.effects)}" for row in rows)
        case Comparison(rows=lines):
            return (", ".join(map(plain, line)) for line in lines)
        case MainPoints() | Notice() | Advice():
            return spoken(block)[1:]
    return spoken(block)


def _sentences(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield from (each for each in _END.split(" ".join(line.split())) if each)


def _short(sentence: str) -> str:
    if len(sentence) <= LONGEST:
        return sentence
    return sentence[:LONGEST].rsplit(" ", 1)[0] + "…"
