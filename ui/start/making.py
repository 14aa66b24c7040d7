"""Making the clinic: folder, lock, first settings; on the worker."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from clinic_desk.base.changes import Changes
from clinic_desk.base.clock import Clock, local_day
from clinic_desk.base.words import plain_date
from clinic_desk.clinic import Clinic, create_clinic
from clinic_desk.db.key_file import KeyChoice
from clinic_desk.db.relocking import NewSheet
from clinic_desk.staff.access import FOUNDING
from clinic_desk.staff.people import PersonRecord
from ui.settings.recovery_sheet import Sheet


@dataclass(frozen=True)
class Made:
    """An open clinic, and the sheet with its recovery key."""

    clinic: Clinic
    sheet: Sheet


def make(folder: Path, texts: dict[str, str], choice: KeyChoice, clock: Clock) -> Made:
    """Make and open it. Raises what `create_clinic` raises; nothing is left then."""
    clinic, key = create_clinic(
        folder, name=texts["name"], phone=texts["phone"], key_choice=choice, clock=clock
    )
    practice = clinic.practice
    practice.save(replace(practice.read(), **texts), FOUNDING)  # type: ignore[arg-type]
    return Made(clinic, Sheet(texts["name"], key, plain_date(local_day(clock.now()))))


def first_sheet(clinic: Clinic) -> tuple[NewSheet, Sheet]:
    """Another recovery key for a clinic whose first one was never in hand, and its sheet."""
    new = clinic.key.first_sheet(FOUNDING)
    day = plain_date(local_day(clinic.clock.now()))
    return new, Sheet(clinic.practice.read().name, new.recovery_key, day)


def take_sheet(clinic: Clinic, new: NewSheet | None, by: int) -> Changes:
    """The sheet is in hand: a `new` one counts from now on, and none is offered again."""
    if new is not None:
        clinic.key.take_sheet(new, by)
    return clinic.practice.save(replace(clinic.practice.read(), sheet_taken=True), by)


def finish(clinic: Clinic, by: int) -> Changes:
    """Note that the first run has been gone through."""
    return clinic.practice.save(replace(clinic.practice.read(), set_up=True), by)


def founder(clinic: Clinic) -> PersonRecord | None:
    """Who goes on setting up: a manager who can sign in, rather one who prescribes."""
    able = clinic.sign_in.standing()
    managers = [
        each for each in clinic.staff.people() if each.role == "manager" and each.id in able
    ]
    return next((each for each in managers if each.prescriber), next(iter(managers), None))


class Beginning(NamedTuple):
    """How far an open clinic has come."""

    people: tuple[PersonRecord, ...]
    is_founded: bool
    """Whether it has a manager who can sign in."""
    has_sheet: bool
    """Whether its recovery sheet is in somebody's hands; a demo needs none."""


def beginning(clinic: Clinic) -> Beginning:
    """Whom a clinic has, for the page that it goes on with."""
    people, is_founded = clinic.staff.people(), clinic.sign_in.is_founded()
    # With people in it, it came past its sheet, or is from before that was asked.
    has_sheet = bool(people) or clinic.practice.read().sheet_taken or clinic.key.state().demo
    return Beginning(people, is_founded, has_sheet)
