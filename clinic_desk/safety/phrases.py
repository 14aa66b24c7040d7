"""The protocol's own words: templates with named gaps, and which gaps each may leave."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from string import Formatter
from typing import NamedTuple

from clinic_desk.treatments.reading import Entry, shown


class Words(NamedTuple):
    """What a finding says on its card, beneath it, and what may be read out.

    The sentence of a spacing rule is left empty: all of them share the same ones.
    """

    title: str
    sentence: str
    say: str


class Wording(NamedTuple):
    """Turns of phrase that all rules share."""

    spacing: Mapping[str, str]
    near: Mapping[str, str]
    question: Mapping[str, Words]
    days_before: str
    days_after: str
    same_day: str
    unknown_place: str
    to_place: str
    also: str
    from_day: str
    from_day_of_two: str
    up_to_day: str
    up_to_or_from: str
    offer_from: str


SPACING_PLACEHOLDERS = ("leaves", "offer")
"""What the words read out for a spacing rule may leave open."""

_PLAIN = {"plain": ("age", "birthday", "treatment", "offer")}

CHECK_WORDS: Mapping[str, Mapping[str, Collection[str]]] = {
    "AGE-18": _PLAIN,
    "AGE-BOOK": {"strict": _PLAIN["plain"], "treatment_day": _PLAIN["plain"]},
    "AGE-MN": _PLAIN,
    "AGE-CONSULT": _PLAIN,
    "AGE-UNKNOWN": {"plain": ()},
    "AGE-ID": _PLAIN,
    "AGE-65": _PLAIN,
    "CONSULT-MISSING": {"none": (), "to_come": ("on", "gap", "offer")},
    "CONSULT-OLD": {"plain": ("n", "on", "gap")},
    "COOLING-OFF": {"plain": ("n", "on", "gap", "offer")},
    "QUESTIONNAIRE": {"missing": ("n",), "old": ("n", "on", "gap")},
    "UNCLOSED": {"plain": ("records",)},
    "DISABLED": {"plain": ("disabled_reason", "treatment")},
    "WINDOW": {
        "nothing_on_file": ("treatment", "earliest_days", "latest_days"),
        "early": ("treatment", "earliest_days", "latest_days", "record", "gap", "offer"),
        "inside": ("treatment", "earliest_days", "latest_days", "record", "gap"),
        "late": ("treatment", "earliest_days", "latest_days", "record", "gap"),
        "repeat": ("treatment", "earliest_days", "latest_days", "record", "gap", "n", "offer"),
    },
}
"""For each check, its variants of words and the gaps that each may leave."""

_SPACING = ("record", "on", "gap", "near", "reason", "leaves", "also", "when")
_GAPS: Mapping[str, Collection[str]] = {
    "days_before": ("days",),
    "days_after": ("days",),
    "same_day": (),
    "unknown_place": (),
    "to_place": ("places",),
    "also": ("records",),
    "from_day": ("first",),
    "from_day_of_two": ("first", "all"),
    "up_to_day": ("last",),
    "up_to_or_from": ("first", "last"),
    "offer_from": ("day",),
}


def read_wording(entry: Entry) -> Wording:
    """The shared phrases. Raises CannotOpen naming the key that is wrong."""
    wording = Wording(
        spacing=_table(entry.table("spacing"), ("after", "ahead", "note", "note_title"), _SPACING),
        near=_table(entry.table("near"), ("same_zone", "same_region", "adjacent", "elsewhere"), ()),
        question=_question_words(entry.table("question")),
        **{key: read_template(entry, key, gaps) for key, gaps in _GAPS.items()},
    )
    entry.close()
    return wording


def _table(entry: Entry, keys: Collection[str], gaps: Collection[str]) -> dict[str, str]:
    texts = {key: read_template(entry, key, gaps) for key in keys}
    entry.close()
    return texts


def _question_words(entry: Entry) -> dict[str, Words]:
    words = {}
    for severity in ("block", "warn", "note"):
        table = entry.table(severity)
        words[severity] = Words(
            *(read_template(table, key, ()) for key in ("title", "sentence", "say"))
        )
        table.close()
    entry.close()
    return words


def read_template(entry: Entry, key: str, gaps: Collection[str]) -> str:
    """A text whose `{gaps}` are all known and plain. Raises CannotOpen naming the key."""
    text = entry.text(key)
    try:
        fields = list(Formatter().parse(text))
    except ValueError:
        entry.fail(key, f"{shown(text)} has a bracket that is not closed")
    for _, name, form, conversion in fields:
        if name is not None and (name not in gaps or form or conversion):
            known = ", ".join(f"{{{gap}}}" for gap in gaps) or "none"
            entry.fail(key, f"{{{name}}} cannot be filled in here (known: {known})")
    return text


def filled(template: str, values: Mapping[str, str]) -> str:
    """The template with its gaps filled, and the spaces that empty ones leave closed up."""
    return " ".join(template.format_map(values).split())
