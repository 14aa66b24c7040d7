"""What was found wrong with the audit, in words for whoever runs the clinic. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from clinic_desk.base.clock import local_day
from clinic_desk.base.words import clock_time, count, short_day
from clinic_desk.db.found import Finding

_FROM_A_COPY = (
    "If an older copy was put back on purpose, accept this and go on. If not, restore the "
    "newest copy, then enter again what was saved after it."
)
_COMPARE = (
    "Whoever wrote into the file could have changed records too. Find out who had the computer, "
    "keep the copies from before, and compare the clients concerned with the newest of them."
)
_APART = "Clients, visits and notes are kept apart from the audit and open as before."
_SEALED = "Each entry carries a seal of its own; any that was touched is told of by itself."
_WHO_AND_WHEN = "Who did what, and when, still stands."
_BY_ANOTHER_PROGRAM = "The audit was changed by another program"
_NEWEST_ENTRIES = (
    "Look at the newest entries. If they are the last thing that was done, accept this: "
)


class _Words(NamedTuple):
    """What is told of one kind; `_facts` says what stands in the braces."""

    title: str
    what: str
    certain: str
    next_step: str


TEXTS: Mapping[str, _Words] = {
    "lost": _Words(
        "The newest entries are missing from the clinic's file",
        "An older file lies here than the one this computer wrote last, or its newest part "
        "(clinic.db-wal) was lost.",
        "Everything up to {when} is there. {Later}.",
        _FROM_A_COPY,
    ),
    "went_on": _Words(
        "The clinic was opened although entries were missing",
        "Its file was behind what this computer had saved, and whoever opened it chose to go on, "
        "before signing in.",
        "Everything up to {when} is there.",
        "Find out who it was and why. If saves are missing that you need, restore a newer copy; "
        "if not, accept this.",
    ),
    "other_file": _Words(
        "This is not the file that was here before",
        "It has as many entries as the one this computer wrote last, and other ones.",
        "Every entry in it is whole in itself.",
        "If another computer has worked on this clinic from an older copy, accept this and go on. "
        "If not, restore the newest copy.",
    ),
    "missing": _Words(
        "Entries are missing from the audit",
        "{gaps} Somebody took them out with another program.",
        "{until}" + _APART,
        _COMPARE,
    ),
    "altered": _Words(
        _BY_ANOTHER_PROGRAM,
        "{Entries} {is_} not as the program wrote {it}: {numbers}.",
        "{until}" + _APART,
        _COMPARE,
    ),
    "added": _Words(
        _BY_ANOTHER_PROGRAM,
        "{Entries} {is_} there that the program never wrote.",
        _APART,
        _COMPARE,
    ),
    "value_missing": _Words(
        "Old values are missing from the audit",
        "What {entries} say was there before a change is gone: {numbers}.",
        _WHO_AND_WHEN,
        _COMPARE,
    ),
    "value_altered": _Words(
        "Old values in the audit were changed",
        "What {entries} say was there before a change is not as it was written: {numbers}.",
        _WHO_AND_WHEN,
        _COMPARE,
    ),
    "unguarded": _Words(
        "The audit's guard was taken away",
        "The part of the file that refuses changes to the audit was missing.",
        "Accepting puts it back. " + _SEALED,
        _COMPARE,
    ),
    "anchor_missing": _Words(
        "Nothing is left to hold the audit against",
        "The two small files that remember how far the audit had come are gone, one beside the "
        "clinic's file and one in this computer's own folder.",
        "Every entry in the file is whole in itself; whether newer ones were lost nobody can tell.",
        _NEWEST_ENTRIES + "the files are made anew.",
    ),
    "anchor_altered": _Words(
        "What the audit is held against was changed",
        "A small file that remembers how far the audit had come was changed or is damaged.",
        _SEALED,
        _NEWEST_ENTRIES + "the file is made anew.",
    ),
}
"""By kind, the gravest first."""


class Told(NamedTuple):
    """One finding, or several of a kind, for a person to read."""

    title: str
    what: str
    """What happened."""
    certain: str
    """What is certain all the same."""
    next_step: str

    @property
    def sentences(self) -> str:
        """All of it in one line, for a command's output and for a log of copies."""
        return f"{self.title}. {self.what} {self.certain} {self.next_step}"


def told(findings: Sequence[Finding], today: date) -> tuple[Told, ...]:
    """What to tell, the gravest first; nothing for nothing. `today` is a local day."""
    kinds = sorted({each.kind for each in findings}, key=list(TEXTS).index)
    return tuple(
        _told(kind, [each for each in findings if each.kind == kind], today) for kind in kinds
    )


def _told(kind: str, findings: Sequence[Finding], today: date) -> Told:
    facts = _facts(findings, today)
    return Told(*(words.format_map(facts) for words in TEXTS[kind]))


def _facts(findings: Sequence[Finding], today: date) -> Mapping[str, str]:
    number, since = sum(each.events for each in findings), findings[0].at
    entries, when = count(number, "entry", "entries"), _when(since, today)
    return {
        "entries": entries,
        "Entries": _upper(entries),
        "is_": "is" if number == 1 else "are",
        "it": "it" if number == 1 else "them",
        "Later": _upper(_later(number)),
        "numbers": _numbers(findings),
        "gaps": _gaps(findings),
        "when": when,
        "until": f"Every entry up to {when} is as it was written. " if since is not None else "",
    }


def _when(instant: datetime | None, today: date) -> str:
    if instant is None:
        return "the first entry"
    return f"{short_day(local_day(instant), today)}, {clock_time(instant)}"


def _later(number: int) -> str:
    return f"{_words(number)} later {'entry is' if number == 1 else 'entries are'} missing"


def _gaps(findings: Sequence[Finding]) -> str:
    before = ", ".join(str(each.first) for each in findings[:_SHOWN])
    return f"The numbers of the entries leave a gap before {before}{_more(findings)}."


_SHOWN = 5


def _numbers(findings: Sequence[Finding]) -> str:
    spans = [
        str(each.first) if each.events == 1 else f"{each.first} to {each.last}"
        for each in findings[:_SHOWN]
    ]
    return f"number {', '.join(spans)}{_more(findings)}"


def _more(findings: Sequence[Finding]) -> str:
    return f" and {len(findings) - _SHOWN} more" if len(findings) > _SHOWN else ""


def _words(number: int) -> str:
    few = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    return few[number] if number < len(few) else str(number)


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]
