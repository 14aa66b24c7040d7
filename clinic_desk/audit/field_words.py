"""The fields that an event names, in words, and what they held, in words. Pure.

What stands for somebody or something by its number is given by its name of today.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from clinic_desk.audit.records import OldValue
from clinic_desk.base.clock import local_day
from clinic_desk.base.words import clock_time, plain_date

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
    "prep_minutes": "minutes to prepare",
    "cleanup_minutes": "minutes to clean",
    "numbing_minutes": "minutes to numb",
    "status_reason": "reason of the status",
    "moved_from": "time before the move",
    "acknowledgement": "what was acknowledged",
    "current": "still holds",
    "stopped_on": "when it stopped",
    "first_day": "first day",
    "last_day": "last day",
    "active": "works here or is in use",
    "pin_hash": "PIN",
    "prescriber": "prescribes",
    "treats": "treats",
    "number": "batch number",
    "expires_on": "expiry",
    "received_on": "when it came in",
    "strength": "units in a vial",
    "withdrawn_on": "withdrawn",
    "withdrawn_why": "why it was withdrawn",
    "opened_at": "when it was opened",
    "mixed_at": "when it was mixed",
    "diluent_ul": "microlitres of saline",
    "finished_at": "when it was finished",
    "left": "pieces left",
    "scope": "what it is for",
    "given_on": "when it was given",
    "how": "how it was given",
    "signed_as": "name under it",
    "withdrawn_words": "what was said",
    "taken_on": "day it was taken",
    "view": "side it shows",
    "moment": "before or after",
    "frame": "part that is framed",
    "removed_why": "why it was removed",
    "group": "kind of act",
    "text": "words of the act",
}
"""Where the name of a field is not the word for it."""

Names = Mapping[str, Mapping[int, str]]
"""By the name of a field that holds a number: what the number stands for."""

NO_NAMES: Names = {}
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_ISO_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?\+00:00")
_MOMENTS = ("_at", "_until", "moved_from")


def field_words(name: str) -> str:
    """`date of birth`; of a field without words of its own, its name: `room name`."""
    return WORDS.get(name) or re.sub(r"_(id|on|at)$", "", name).replace("_", " ")


def old_values(before: str, names: Names = NO_NAMES) -> tuple[OldValue, ...]:
    """What an event's fields held, from the JSON that is kept of it; as it lies if it is none."""
    try:
        held = json.loads(before)
    except ValueError:
        held = {"text": before}
    if not isinstance(held, dict):
        held = {"text": held}
    return tuple(
        OldValue(field_words(name), value_words(value, name, names)) for name, value in held.items()
    )


def value_words(value: Any, name: str = "", names: Names = NO_NAMES) -> str:
    """What a field of that name held, in words; what was typed is given exactly as typed."""
    if value is None or value == "" or value == [] or value == {}:
        return NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(value_words(each, name, names) for each in value)
    if isinstance(value, dict):
        said = [_part(each, held, names) for each, held in value.items()]
        return ", ".join(part for part in said if part) or NOTHING
    if isinstance(value, int):
        return _number(value, name, names)
    return _text(value) if isinstance(value, str) else str(value)


def _part(name: str, value: Any, names: Names) -> str:
    """Of a part of something larger, only what says something."""
    if value in (None, "", False, [], {}):
        return ""
    return field_words(name) if value is True else value_words(value, name, names)


def _number(value: int, name: str, names: Names) -> str:
    if name in names:
        return names[name].get(value, f"number {value}")
    return _moment(datetime.fromtimestamp(value, UTC)) if name.endswith(_MOMENTS) else str(value)


def _text(text: str) -> str:
    try:
        if _ISO_MOMENT.fullmatch(text):
            return _moment(datetime.fromisoformat(text))
        return plain_date(date.fromisoformat(text)) if _ISO_DAY.fullmatch(text) else text
    except ValueError:
        return text


def _moment(instant: datetime) -> str:
    return f"{plain_date(local_day(instant))}, {clock_time(instant)}"
