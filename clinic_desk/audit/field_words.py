"""The fields that an event names, in words, and what they held, in words. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from clinic_desk.audit.records import OldValue
from clinic_desk.base.words import plain_date

NOTHING = "nothing"
WORDS: Mapping[str, str] = {
    "given": "first name",
    "family": "family name",
    "known_as": "known as",
    "born_on": "date of birth",
    "email": "e-mail",
    "alerts": "allergies and flags",
    "id_seen_on": "identity seen",
    "consult_on": "consultation",
    "questionnaire_on": "questionnaire",
    "spokespeople": "who may speak for the client",
    "desk_note": "desk note",
    "large_print": "large print",
    "person_id": "person",
    "client_id": "client",
    "room_id": "room",
    "device_id": "device",
    "home_room_id": "own room",
    "from_day": "from",
    "to_day": "until",
    "had_on": "when it was had",
    "zones": "where on the body",
    "starts_at": "start",
    "ends_at": "end",
    "pin_hash": "PIN",
    "prescriber": "prescribes",
    "treats": "treats",
    "group": "kind of act",
    "text": "words of the act",
}
"""Where the name of a field is not the word for it."""

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def field_words(name: str) -> str:
    """`date of birth`; of a field without words of its own, its name: `room name`."""
    return WORDS.get(name) or re.sub(r"_(id|on|at)$", "", name).replace("_", " ")


def old_values(before: str) -> tuple[OldValue, ...]:
    """What an event's fields held, from the JSON that is kept of it; as it lies if it is none."""
    try:
        held = json.loads(before)
    except ValueError:
        held = {"text": before}
    if not isinstance(held, dict):
        held = {"text": held}
    return tuple(OldValue(field_words(name), value_words(value)) for name, value in held.items())


def value_words(value: Any) -> str:
    """A value that was kept, in words; what was typed is given exactly as typed."""
    if value is None or value == "" or value == [] or value == {}:
        return NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(value_words(each) for each in value)
    if isinstance(value, dict):
        said = [_part(name, each) for name, each in value.items()]
        return ", ".join(part for part in said if part) or NOTHING
    return _day(value) if isinstance(value, str) else str(value)


def _part(name: str, value: Any) -> str:
    """Of a part of something larger, only what says something."""
    if value in (None, "", False, [], {}):
        return ""
    return field_words(name) if value is True else value_words(value)


def _day(text: str) -> str:
    if not _ISO_DAY.fullmatch(text):
        return text
    try:
        return plain_date(date.fromisoformat(text))
    except ValueError:
        return text
