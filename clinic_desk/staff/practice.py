"""The clinic itself and what it has set: name and phone, looks, treatments, protocol numbers.

Kept as one row a field in `setting`, its value as JSON, under the names below.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, Literal

from clinic_desk.base.changes import Changes
from clinic_desk.base.errors import BadInput
from clinic_desk.base.texts import can_be_kept
from clinic_desk.db.audit import note
from clinic_desk.db.database import Database
from clinic_desk.db.plain import add_rows, all_rows
from clinic_desk.staff.access import Access
from clinic_desk.staff.permissions import May, needs

Theme = Literal["system", "light", "dark"]

THEMES = ("system", "light", "dark")
SMALLEST_TEXT = 80
LARGEST_TEXT = 200
CHANGEABLE_MINUTES: Mapping[str, tuple[int, int]] = {
    "minutes_first": (5, 480),
    "minutes_repeat": (5, 480),
    "prep_minutes": (0, 120),
    "cleanup_minutes": (0, 120),
    "numbing_minutes": (0, 120),
}
"""What a clinic may set of a treatment beside `enabled`, with the least and the most."""

_LONGEST = 2_000
TABLE = "setting"
_SET = f"SELECT key, value FROM {TABLE}"
_SET_ONE = (
    f"INSERT INTO {TABLE} (key, value) VALUES (?, ?) "
    "ON CONFLICT (key) DO UPDATE SET value = excluded.value"
)


@dataclass(frozen=True)
class Practice:
    """What the clinic has set. The first values are those of The Body Work Clinic."""

    name: str = "The Body Work Clinic"
    phone: str = "01223 455144"
    address: str = ""
    out_of_hours: str = ""
    """What a client is told to do when nobody answers; empty leaves it to 111 and 999."""
    contact: str = "Ruth Holt"
    """Who a client may ask for."""
    closed_on_bank_holidays: bool = True
    hide_after_minutes: int = 5
    """Idle minutes after which the calendar hides names by itself; 0 never does."""
    lock_after_minutes: int = 5
    """Idle minutes after which the desk locks by itself."""
    theme: Theme = "system"
    text_percent: int = 100
    second_place: str = ""
    """The folder of another disk, share or stick that each copy is brought to; empty for none."""
    second_place_days: int = 3
    """Days without the newest copy there after which the program warns."""
    demo: bool = False
    """An invented clinic to look round in, marked so throughout."""
    set_up: bool = False
    """Whether the first run has been gone through."""
    sheet_taken: bool = False
    """Whether somebody said in the first run that they have the recovery sheet."""
    treatment_changes: Mapping[str, Mapping[str, int | bool]] = field(default_factory=dict)
    """By code of treatment: `enabled` and any of `CHANGEABLE_MINUTES`, over the protocol's."""
    protocol_settings: Mapping[str, Any] = field(default_factory=dict)
    """Values over those of the protocol's own `[settings]`, by their names there."""


_FIELDS = tuple(item.name for item in fields(Practice))


class PracticeSettings:
    """Reads and keeps what the clinic has set."""

    def __init__(self, database: Database) -> None:
        """Take the clinic's database."""
        self._database = database
        self._access = Access(database)

    def read(self) -> Practice:
        """What is set, with the first values for all that is not."""
        with self._database.reading() as moment:
            return _practice(dict(all_rows(moment, _SET, ())))

    @needs(May.MANAGE)
    def save(self, practice: Practice, by: int) -> Changes:
        """Keep it whole; BadInput names the field that will not do, and nothing is written."""
        return self._keep(practice, by, "practice.changed")

    @needs(May.DESK)
    def save_looks(
        self, by: int, *, theme: Theme | None = None, text_percent: int | None = None
    ) -> Changes:
        """Keep how the window looks, which is anyone's to set; what is not given stays."""
        practice = self.read()
        looks = replace(
            practice,
            theme=practice.theme if theme is None else theme,
            text_percent=practice.text_percent if text_percent is None else text_percent,
        )
        return self._keep(looks, by, "practice.looks_changed")

    def _keep(self, practice: Practice, by: int, act: str) -> Changes:
        """Write what is not kept so already, and note it as this act."""
        check_practice(practice)
        with self._database.writing() as opened:
            rows: dict[str, str] = dict(all_rows(opened, _SET, ()))
            was = _practice(rows)
            changed = [name for name in _FIELDS if getattr(was, name) != getattr(practice, name)]
            if changed:
                values = ((name, _as_json(getattr(practice, name))) for name in changed)
                add_rows(opened, _SET_ONE, tuple(values))
                before = {name: getattr(was, name) for name in changed if name in rows}
                note(opened, act, by, fields=changed, before=before)
        return Changes(setup=True)


def _practice(rows: Mapping[str, str]) -> Practice:
    return Practice(**{key: json.loads(value) for key, value in rows.items() if key in _FIELDS})


def _as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def check_practice(practice: Practice) -> None:
    """BadInput, naming the field, for the first value that cannot be."""
    _check_words(practice)
    if practice.theme not in THEMES:
        raise BadInput("theme", "The look is light, dark or the system's.")
    if not SMALLEST_TEXT <= practice.text_percent <= LARGEST_TEXT:
        what = f"Text is shown at {SMALLEST_TEXT} to {LARGEST_TEXT} per cent."
        raise BadInput("text_percent", what)
    if not 0 <= practice.hide_after_minutes <= 120:
        raise BadInput("hide_after_minutes", "Names are hidden after 1 to 120 minutes, or never.")
    if not 1 <= practice.lock_after_minutes <= 60:
        raise BadInput("lock_after_minutes", "The desk locks by itself after 1 to 60 minutes.")
    if not 1 <= practice.second_place_days <= 60:
        raise BadInput("second_place_days", "A warning comes after 1 to 60 days.")
    for code, changes in practice.treatment_changes.items():
        _check_treatment(code, changes)


def _check_words(practice: Practice) -> None:
    for name in ("name", "phone", "address", "out_of_hours", "contact", "second_place"):
        words = getattr(practice, name)
        if len(words) > _LONGEST or not can_be_kept(words):
            raise BadInput(name, f"That is not a line of at most {_LONGEST:,} letters.")
    if not practice.name.strip():
        raise BadInput("name", "The clinic needs a name.")
    if sum(sign.isdecimal() for sign in practice.phone) < 3:
        raise BadInput("phone", "The clinic needs a phone number for clients to ring.")


def _check_treatment(code: str, changes: Mapping[str, int | bool]) -> None:
    for name, value in changes.items():
        if name == "enabled":
            if not isinstance(value, bool):
                raise BadInput("treatment_changes", f"{code} is either on or off.")
        elif name not in CHANGEABLE_MINUTES:
            raise BadInput("treatment_changes", f"{code} has nothing called {name} to set.")
        else:
            least, most = CHANGEABLE_MINUTES[name]
            if isinstance(value, bool) or not least <= value <= most:
                what = f"{code}: {name.replace('_', ' ')} go from {least} to {most}."
                raise BadInput("treatment_changes", what)
