"""What stands in the form of a client's details, letter for letter. Pure.

Kept apart from the details themselves, so that a date nobody can read yet, or a line
half typed, is not lost when another client is looked at.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from clinic_desk.base.errors import BadInput
from clinic_desk.base.moments import read_past_day
from clinic_desk.base.words import plain_date
from clinic_desk.clients.birth_dates import read_birth_date
from clinic_desk.clients.records import (
    AlertDetails,
    ClientDetails,
    PhoneDetails,
    SpokespersonDetails,
)

Reader = Callable[[str, date], date]

DATES: dict[str, Reader] = {
    "born_on": read_birth_date,
    "id_seen_on": read_past_day,
    "consult_on": read_past_day,
    "questionnaire_on": read_past_day,
}
"""The form's dates, and who reads each."""


@dataclass(frozen=True)
class Typed:
    """A form as it stands; the names are those of ClientDetails."""

    title: str = ""
    given: str = ""
    family: str = ""
    known_as: str = ""
    born_on: str = ""
    phones: tuple[PhoneDetails, ...] = ()
    spokespeople: tuple[SpokespersonDetails, ...] = ()
    email: str = ""
    address: str = ""
    postcode: str = ""
    large_print: bool = False
    interpreter: str = ""
    desk_note: str = ""
    alerts: tuple[AlertDetails, ...] = ()
    id_seen_on: str = ""
    consult_on: str = ""
    questionnaire_on: str = ""

    @property
    def name(self) -> str:
        """Given and family name as they stand."""
        return " ".join(f"{self.given} {self.family}".split())


def typed_from(details: ClientDetails) -> Typed:
    """The form of details as they are kept."""
    values = {field.name: getattr(details, field.name) for field in fields(Typed)}
    for name in DATES:
        day = values[name]
        values[name] = "" if day is None else plain_date(day)
    return Typed(**values)


def details_of(typed: Typed, today: date) -> ClientDetails:
    """The details meant by a form; BadInput names the date that cannot be read.

    Lines in which nothing stands are left out.
    """
    values = vars(_tidied(typed)).copy()
    for name, read in DATES.items():
        values[name] = read_day(name, getattr(typed, name), today, read)
    return ClientDetails(**values)


def read_day(field: str, text: str, today: date, read: Reader) -> date | None:
    """The date typed, None for an empty line; BadInput names `field`, whoever reads it."""
    if not text.strip():
        return None
    try:
        return read(text, today)
    except BadInput as trouble:
        raise BadInput(field, trouble.what, next_step=trouble.next_step) from None


def guessed(typed: Typed, today: date) -> ClientDetails:
    """The details as far as they can be read, for finding who it may be."""
    unreadable: dict[str, Any] = {}
    for name, read in DATES.items():
        try:
            read_day(name, getattr(typed, name), today, read)
        except BadInput:
            unreadable[name] = ""
    return details_of(replace(typed, **unreadable), today)


def is_unsaved(typed: Typed, kept: ClientDetails, today: date) -> bool:
    """Whether the form says anything else than what is kept."""
    try:
        return details_of(typed, today) != details_of(typed_from(kept), today)
    except BadInput:
        return True


def rebased(typed: Typed, before: ClientDetails, now: ClientDetails) -> Typed:
    """The form over what someone else has saved: only fields changed in the form stay typed.

    `before` is what was kept when the form was filled, `now` what is kept since. Of
    lists, the lines of both stay but those that one of the two took out.
    """
    old, new = typed_from(before), typed_from(now)
    mine: dict[str, Any] = {}
    for field in fields(Typed):
        was, has = getattr(old, field.name), getattr(typed, field.name)
        if was != has:
            theirs = getattr(new, field.name)
            mine[field.name] = _merged(was, has, theirs) if isinstance(was, tuple) else has
    return replace(new, **mine)


def _merged(was: tuple[Any, ...], mine: tuple[Any, ...], theirs: tuple[Any, ...]) -> Any:
    left = tuple(each for each in theirs if each in mine or each not in was)
    return left + tuple(each for each in mine if each not in was and each not in theirs)


def others_changed(before: ClientDetails, now: ClientDetails) -> tuple[str, ...]:
    """The fields that someone else has changed since the form was filled."""
    return before.differences(now)


def _tidied(typed: Typed) -> Typed:
    return replace(
        typed,
        phones=tuple(phone for phone in typed.phones if phone.number.strip()),
        spokespeople=tuple(
            one for one in typed.spokespeople if (one.name + one.relation + one.phone).strip()
        ),
        alerts=tuple(alert for alert in typed.alerts if alert.text.strip()),
    )
