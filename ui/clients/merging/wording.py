"""The two records and the joined one in words: what each field is called and holds. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from clinic_desk.base.clock import local_day
from clinic_desk.base.words import listed, plain_date
from clinic_desk.clients.joining import Difference
from clinic_desk.clients.merging import MergePreview
from clinic_desk.clients.records import (
    AlertDetails,
    ClientRecord,
    PhoneDetails,
    SpokespersonDetails,
)

LABELS: Mapping[str, str] = {
    "given": "Given names",
    "family": "Family name",
    "title": "Title",
    "known_as": "Known as",
    "born_on": "Date of birth",
    "phones": "Phones",
    "spokespeople": "Who may speak for them",
    "email": "E-mail",
    "address": "Address",
    "postcode": "Postcode",
    "large_print": "Large print",
    "interpreter": "Interpreter for",
    "desk_note": "Desk note",
    "alerts": "Allergies and flags",
    "id_seen_on": "ID seen",
    "consult_on": "Consultation face to face, not booked here",
    "questionnaire_on": "Health answers given",
}
NOTHING = "—"
NEWER_STAND = "newer answers stand"
LONGEST = 600
"""Letters of a value that are shown: a note of pages would bury the rest."""


class CountLine(NamedTuple):
    """How much of one kind each has, and the joined record."""

    what: str
    keep: str
    other: str
    joined: str


def value_words(value: Any) -> str:
    """What a field holds, each part of a list on a line of its own."""
    if isinstance(value, tuple):
        return "\n".join(map(_part, value)) or NOTHING
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date):
        return plain_date(value)
    words = str(value or "").strip()
    return (words if len(words) <= LONGEST else f"{words[:LONGEST]}…") or NOTHING


def _part(part: object) -> str:
    if isinstance(part, PhoneDetails):
        extra = ["voicemail ok"] * part.voicemail + ["discreet"] * part.discreet
        return " · ".join((part.number, *extra))
    if isinstance(part, SpokespersonDetails):
        return ", ".join(filter(None, (part.name, part.relation, part.phone)))
    if isinstance(part, AlertDetails):
        return f"Allergy: {part.text}" if part.kind == "allergy" else part.text
    return str(part)


def taken_words(difference: Difference) -> str:
    """Why the joined record has what it has, where nobody chooses."""
    if difference.field == "large_print":
        return "as one of them asks"
    if not (difference.keep and difference.other):
        return "from the one that has it"
    return "both stay" if difference.taken == "both" else "the later day stands"


def count_lines(preview: MergePreview) -> Iterator[CountLine]:
    """What each has; nothing of which neither has any."""
    for what, mine in preview.keep_has.items():
        theirs = preview.other_has.get(what, 0)
        if mine or theirs:
            whole = NEWER_STAND if what == "health answers" and mine and theirs else mine + theirs
            yield CountLine(what[:1].upper() + what[1:], str(mine), str(theirs), str(whole))


def born_words(preview: MergePreview) -> str:
    """That two dates of birth speak against one person, and what to do about it."""
    days = [value_words(each.details.born_on) for each in (preview.keep, preview.other)]
    return (
        f"Their dates of birth differ: {listed(days)}. Two people may share a name and a phone."
        " Ask the client, or look at their papers, before these become one record."
    )


def doubt_words(preview: MergePreview) -> str:
    """All that speaks against one person, a line each; nothing where nothing does."""
    lines = [born_words(preview)] if preview.born_differently else []
    if preview.said_apart is not None:
        day = plain_date(local_day(preview.said_apart.at))
        lines.append(f"{preview.said_apart.by} said on {day} that they are two people.")
    return "\n".join(lines)


def who_words(record: ClientRecord) -> str:
    """Birth date and phone, to tell the two apart."""
    born = value_words(record.details.born_on) if record.details.born_on else "no date of birth"
    return " · ".join((born, record.phone or "no phone"))
