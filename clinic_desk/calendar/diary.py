"""The diary as it is read: days by person or room, one person's week, one client's visits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple

from clinic_desk.base.clock import local_day
from clinic_desk.base.errors import NotFound
from clinic_desk.base.words import LONG_DAYS, listed, short_day
from clinic_desk.calendar.hours import WorkingHours
from clinic_desk.calendar.local_days import midnight
from clinic_desk.calendar.opening import Opening
from clinic_desk.calendar.records import Column, DayView, Visit
from clinic_desk.calendar.visit_rows import (
    VisitToCall,
    visit_by_id,
    visits_between,
    visits_of_client,
    with_phones,
)
from clinic_desk.db.chain import Event
from clinic_desk.db.database import Database
from clinic_desk.db.plain import Where, all_rows
from clinic_desk.db.reading import read_and_noted
from clinic_desk.staff.access import Access
from clinic_desk.staff.permissions import May, needs
from clinic_desk.staff.roles import ROLE_WORDS, Role

_FEW_DAYS = 2
"""Weekdays that are named in a column's head; who works more is taken as there."""

_PEOPLE = (
    "SELECT p.id, p.name, p.role, p.job_title, r.name, p.active AND p.treats "
    "FROM person AS p LEFT JOIN room AS r ON r.id = p.home_room_id ORDER BY p.position, p.id"
)
_ROOMS = "SELECT id, name, active FROM room ORDER BY position, id"


class _Member(NamedTuple):
    """Someone who has, or had, a column."""

    id: int
    name: str
    role: Role
    job_title: str
    room: str | None
    treats: bool


class Diary:
    """What is in the diary. Every read is of one moment.

    What is asked without a `by` is as anyone at the desk may read it: why a visit was not
    carried out as booked is left to the nurse.
    """

    def __init__(self, database: Database, hours: WorkingHours) -> None:
        """Take the database and the hours that its columns show."""
        self._database = database
        self._access = Access(database)
        self._hours = hours

    def day(self, day: date, columns: Literal["person", "room"] = "person") -> DayView:
        """A local day: a column for each person who treats, or each room in use, by position.

        Who has left, and a room out of use, keep a column on days on which they have a
        visit. Visits without a room are in no column by room.
        """
        with self._database.reading() as moment:
            visits = _visits(moment, day, day)
            opening = self._hours.opening(day, day)
            if columns == "room":
                return DayView(_room_columns(moment, day, opening, visits), visits)
            return DayView(_person_columns(moment, day, opening, visits), visits)

    def week(self, person_id: int, first_day: date) -> DayView:
        """Seven local days of one person, a column each, and that person's visits.

        NotFound where there is no such person.
        """
        days = [first_day + timedelta(days=n) for n in range(7)]
        with self._database.reading() as moment:
            if not any(member.id == person_id for member in _members(moment)):
                raise NotFound("This person is not there any more.")
            opening = self._hours.opening(days[0], days[-1])
            visits = _visits(moment, days[0], days[-1], person_id)
        columns = (_person_day(day, person_id, short_day(day), "", opening) for day in days)
        return DayView(tuple(columns), visits)

    def visits(self, first_day: date, last_day: date) -> tuple[Visit, ...]:
        """All that holds time on these local days, both included, by start; one statement."""
        with self._database.reading() as moment:
            return _visits(moment, first_day, last_day)

    def visit(self, appointment_id: int) -> Visit:
        """One visit, whatever its status; NotFound where there is none."""
        with self._database.reading() as moment:
            visit = visit_by_id(moment, appointment_id)
        return _there(visit)

    @needs(May.DESK)
    def open_visit(self, appointment_id: int, by: int) -> Visit:
        """One visit with all that this person may read of it, noted as read.

        NotFound where there is none.
        """
        clinical = self._access.may(by, May.CLINICAL)
        visit, _ = read_and_noted(
            self._database,
            lambda s: _there(visit_by_id(s.connection(), appointment_id, clinical=clinical)),
            lambda visit: Event("visit.read", by, visit.client_id, visit.id),
        )
        return visit

    @needs(May.DESK)
    def visit_again(self, appointment_id: int, by: int) -> Visit:
        """Again what this person may read of a visit that was opened; NotFound if it is gone."""
        clinical = self._access.may(by, May.CLINICAL)
        with self._database.reading() as moment:
            return _there(visit_by_id(moment, appointment_id, clinical=clinical))

    def of_client(self, client_id: int) -> tuple[Visit, ...]:
        """All visits of a client, given-up ones too, newest first; one statement."""
        with self._database.reading() as moment:
            return visits_of_client(moment, client_id)

    @needs(May.DESK)
    def history(self, client_id: int, by: int, limit: int | None = None) -> tuple[Visit, ...]:
        """The same with all that this person may read of them; for a record that was opened.

        `limit` gives the newest so many.
        """
        clinical = self._access.may(by, May.CLINICAL)
        with self._database.reading() as moment:
            return visits_of_client(moment, client_id, clinical=clinical, limit=limit)

    def list_for_print(self, first_day: date, last_day: date) -> tuple[VisitToCall, ...]:
        """What begins on these local days, both included, by start, with phones; two statements."""
        with self._database.reading() as moment:
            visits = _visits(moment, first_day, last_day)
            begun = [visit for visit in visits if local_day(visit.starts_at) >= first_day]
            return with_phones(moment, begun)


def _there(visit: Visit | None) -> Visit:
    if visit is None:
        raise NotFound("This visit is not there any more.")
    return visit


def _visits(
    moment: Where, first_day: date, last_day: date, person_id: int | None = None
) -> tuple[Visit, ...]:
    ends = midnight(last_day + timedelta(days=1))
    return visits_between(moment, midnight(first_day), ends, person_id)


def _members(moment: Where) -> tuple[_Member, ...]:
    return tuple(map(_Member._make, all_rows(moment, _PEOPLE, ())))


def _person_columns(
    moment: Where, day: date, opening: Opening, visits: Sequence[Visit]
) -> tuple[Column, ...]:
    busy = {visit.person_id for visit in visits}
    return tuple(
        _person_day(day, member.id, member.name, _subtitle(member, opening), opening)
        for member in _members(moment)
        if member.treats or member.id in busy
    )


def _person_day(day: date, person_id: int, title: str, subtitle: str, opening: Opening) -> Column:
    return Column(
        kind="person",
        resource_id=person_id,
        day=day,
        title=title,
        subtitle=subtitle,
        open=opening.of(person_id, day),
        closed_because=opening.closed_because(day, person_id),
    )


def _subtitle(member: _Member, opening: Opening) -> str:
    """`Doctor · Room 3 · Thursdays`: the weekdays only where they are few."""
    title = member.job_title or ROLE_WORDS[member.role]
    days = opening.works_on(member.id)
    few = listed([f"{LONG_DAYS[day]}s" for day in days]) if len(days) <= _FEW_DAYS else ""
    return " · ".join(filter(None, (title, member.room, few)))


def _room_columns(
    moment: Where, day: date, opening: Opening, visits: Iterable[Visit]
) -> tuple[Column, ...]:
    busy = {visit.room_id for visit in visits}
    open_, because = opening.clinic(day), opening.closed_because(day)
    return tuple(
        Column(
            kind="room",
            resource_id=room_id,
            day=day,
            title=name,
            subtitle="",
            open=open_,
            closed_because=because,
        )
        for room_id, name, active in all_rows(moment, _ROOMS, ())
        if active or room_id in busy
    )
