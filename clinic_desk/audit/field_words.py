"""The fields that an event names, in words, and what they held, in words. Pure.

What stands for somebody or something by its number is given by its name of today.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from clinic_desk.audit.record_words import (
    BY_ACT,
    COUNTED,
    OF_THE_MACHINE,
    RECORD_CHOICES,
    RECORD_WORDS,
    SCALED,
)
from clinic_desk.audit.records import OldValue
from clinic_desk.base.clock import local_day
from clinic_desk.base.words import clock_time, plain_date
from clinic_desk.staff.roles import ROLE_WORDS

NOTHING = "nothing"
WORDS: Mapping[str, str] = {
    # a person of the clinic
    "name": "name",
    "role": "role",
    "job_title": "job title",
    "registration": "registration number",
    "prescriber": "may prescribe",
    "treats": "treats clients",
    "home_room_id": "own room",
    "active": "works here",
    "position": "place in the list",
    "treatments": "treatments",
    "wait": "five wrong in a row: five minutes' wait",
    "key": "by key",
    "idle": "nobody was at work",
    "system": "with the computer",
    # the clinic
    "phone": "phone",
    "address": "address",
    "out_of_hours": "what clients do out of hours",
    "contact": "who clients may ask for",
    "closed_on_bank_holidays": "closed on bank holidays",
    "hide_after_minutes": "idle minutes until names are hidden",
    "lock_after_minutes": "idle minutes until the desk locks",
    "theme": "light or dark",
    "text_percent": "size of the letters",
    "second_place": "second place for copies",
    "second_place_days": "days until a warning about the second place",
    "demo": "a demo",
    "set_up": "setting up",
    "sheet_taken": "recovery sheet in hand",
    "treatment_changes": "treatments and their minutes",
    "protocol_settings": "figures of the protocol",
    "enabled": "offered",
    "minutes_first": "minutes of a first visit",
    "minutes_repeat": "minutes of later visits",
    "events": "entries of the audit",
    # a client
    "given": "first name",
    "family": "family name",
    "title": "title",
    "known_as": "known as",
    "born_on": "date of birth",
    "phones": "phone numbers",
    "spokespeople": "who may speak for the client",
    "email": "e-mail",
    "postcode": "postcode",
    "large_print": "large print",
    "interpreter": "interpreter",
    "desk_note": "desk note",
    "alerts": "allergies and flags",
    "id_seen_on": "identity seen",
    "consult_on": "consultation",
    "questionnaire_on": "questionnaire",
    "history_asked_on": "when it was asked what was had elsewhere",
    "voicemail": "voicemail may be left",
    "discreet": "discreet",
    "question": "question",
    "current": "still holds",
    "stopped_on": "when it stopped",
    "value": "answer",
    "code": "treatment",
    "had_on": "when it was had",
    "zones": "where on the body",
    "note": "note",
    # a visit, a call
    "client_id": "client",
    "treatment": "treatment",
    "person_id": "person",
    "room_id": "room",
    "device_id": "device",
    "starts_at": "start",
    "ends_at": "end",
    "prep_minutes": "minutes to prepare",
    "cleanup_minutes": "minutes to clean",
    "numbing_minutes": "minutes to numb",
    "status": "status",
    "status_reason": "reason of the status",
    "pencilled_until": "pencilled until",
    "moved_from": "time before the move",
    "acknowledgement": "what was acknowledged",
    "call_log": "line of the call log",
    "call_back": "promised call",
    "done_by": "who rang",
    "done_at": "when it was made",
    "outcome": "what came of it",
    "urgent": "urgent",
    # hours and places
    "room": "a room",
    "device": "a device",
    "reason": "reason",
    "first_day": "first day",
    "last_day": "last day",
    "weekly_hours": "working hours",
    # on paper
    "printed": "on paper",
    "saved": "as a file",
    "carer": "taken along by a carer",
    "again": "again in the same words",
    # what a search of the audit was narrowed by
    "group": "kind of act",
    "from_day": "from",
    "to_day": "until",
    "text": "words of the act",
    **RECORD_WORDS,
}
"""Every field that an event may name, in words that need no column's name to be read."""

OF_PLACES: Mapping[str, str] = {"active": "in use"}
"""Of a room or a device, where the words differ from those of a person."""

SAID_BY_THE_ACT: Mapping[str, frozenset[str]] = {
    "staff.removed": frozenset({"active"}),
    "staff.pin_set": frozenset({"pin"}),
    "staff.password_set": frozenset({"password"}),
    "hours.place_removed": frozenset({"active"}),
    "hours.week_changed": frozenset({"weekly_hours"}),
    "clinic.restored": frozenset({"events"}),
}
"""Fields of which the words of the act tell already."""

RULES: Mapping[str, str] = {
    "AGE-": "age",
    "CONSULT-": "consultation",
    "COOLING-OFF": "time to think it over",
    "DISABLED": "a treatment that is not offered",
    "HEALTH": "a health answer",
    "Q-": "a health answer",
    "QUESTIONNAIRE": "questionnaire",
    "SP-": "time between treatments",
    "TIME-BUFFER": "time to clean and prepare",
    "TIME-CLIENT": "the client's other visit",
    "TIME-CLOSED": "the clinic is closed",
    "TIME-DEVICE": "device taken",
    "TIME-HOURS": "outside working hours",
    "TIME-PAST": "a time that has passed",
    "TIME-PRACTITIONER": "practitioner taken",
    "TIME-ROOM": "room taken",
    "UNCLOSED": "a visit not closed",
    "WINDOW": "days on which it is due",
}
"""By how the id of a rule begins: what it is about."""

Names = Mapping[str, Mapping[int, str]]
"""By the name of a field that holds a number: what the number stands for."""

NO_NAMES: Names = {}
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
CHOICES: Mapping[str, Mapping[str, str]] = {
    "role": ROLE_WORDS,
    "status": {"no_show": "did not come", "not_treated": "not treated"},
    "theme": {"system": "as the computer has it"},
    **RECORD_CHOICES,
}
"""By field, of those that hold one of a few: the choices whose words differ from what is kept."""
BOOKKEEPING = OF_THE_MACHINE | frozenset(
    {"id", "appointment_id", "client_id", "fingerprint", "severity", "rule", "version", "kind"}
)
"""Parts of a row that tell a reader nothing which the rest of it does not."""
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_ISO_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?\+00:00")
_MOMENTS = ("_at", "_until", "moved_from")


def field_words(name: str, act: str = "") -> str:
    """`date of birth`; of a rule what it is about with its id; nothing where the act says it."""
    if name in SAID_BY_THE_ACT.get(act, ()):
        return ""
    if name[:1].isupper():
        return _rule_words(name)
    of_places = OF_PLACES.get(name) if act.startswith("hours.") else None
    plain = re.sub(r"_(id|on|at)$", "", name).replace("_", " ")
    return of_places or BY_ACT.get(act, {}).get(name) or WORDS.get(name) or plain


def _rule_words(rule: str) -> str:
    """`time between treatments (SP-MN-BTX)`, as the protocol names it."""
    about = next((words for start, words in RULES.items() if rule.startswith(start)), "a rule")
    if rule.startswith("Q-"):
        return f"{about}: {rule.removeprefix('Q-').replace('_', ' ')}"
    return f"{about} ({rule})"


def old_values(
    before: str, names: Names = NO_NAMES, act: str = "", *earlier: str
) -> tuple[OldValue, ...]:
    """What an event's fields held, from the JSON that is kept of it; as it lies if it is none.

    With what is kept of `earlier` events of the same act, newest first, what each field held
    before the first of them that names it.
    """
    held: dict[str, Any] = {}
    for each in (before, *earlier):
        held |= _held(each)
    return tuple(
        OldValue(field_words(name, act) or field_words(name), value_words(value, name, names))
        for name, value in held.items()
    )


def _held(before: str) -> dict[str, Any]:
    try:
        held = json.loads(before)
    except ValueError:
        held = before
    return held if isinstance(held, dict) else {"text": held}


def value_words(value: Any, name: str = "", names: Names = NO_NAMES) -> str:
    """What a field of that name held, in words; what was typed is given exactly as typed."""
    if value is None or value == "" or value == [] or value == {}:
        return NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        if name == "weekly_hours" and all(map(_is_stretch, value)):
            return "; ".join(_stretch(*each) for each in value)
        return "; ".join(value_words(each, name, names) for each in value)
    if isinstance(value, dict):
        said = [_part(each, held, names) for each, held in value.items()]
        return ", ".join(part for part in said if part).replace("., ", ". ") or NOTHING
    if isinstance(value, int):
        return _number(value, name, names)
    if not isinstance(value, str):
        return str(value)
    return CHOICES.get(name, {}).get(value) or _text(value)


def _part(name: str, value: Any, names: Names) -> str:
    """Of a part of something larger, only what says something."""
    if name == "current":
        return "yes" if value else "no"
    if name in BOOKKEEPING or value in (None, "", False, [], {}):
        return ""
    if value is True:
        return field_words(name)
    words = value_words(value, name, names)
    if isinstance(value, dict):
        return f"{WORDS.get(name, name)}: {words}"
    bare = name in COUNTED or name.endswith("_minutes") or "minutes_" in name
    return f"{field_words(name)} {words}" if bare else words


def _is_stretch(value: Any) -> bool:
    return (
        isinstance(value, list)
        and len(value) == 3
        and all(type(each) is int for each in value)
        and 0 <= value[0] < len(WEEKDAYS)
    )


def _stretch(weekday: int, starts: int, ends: int) -> str:
    """`Mon 09:00 to 13:00`."""
    hours = (f"{minute // 60:02}:{minute % 60:02}" for minute in (starts, ends))
    return f"{WEEKDAYS[weekday]} {' to '.join(hours)}"


def _number(value: int, name: str, names: Names) -> str:
    if name in names:
        return names[name].get(value, f"number {value}")
    if name in SCALED:
        parts, unit = SCALED[name]
        return f"{value / parts:g} {unit}"
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
