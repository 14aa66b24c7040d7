"""Reads what a search for free times runs over: one statement for some days, whoever is asked."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import (
    Integer,
    Select,
    bindparam,
    literal_column,
    select,
    type_coerce,
    union_all,
)

from clinic_desk.calendar.free_times import Load
from clinic_desk.calendar.free_weeks import Week, loaded_span, week
from clinic_desk.calendar.limits import LONGEST_VISIT
from clinic_desk.calendar.models import Occupancy
from clinic_desk.calendar.opening import Opening
from clinic_desk.calendar.plain_rows import plain_rows
from clinic_desk.calendar.search import Search
from clinic_desk.db.transaction import Transaction

_o = Occupancy.__table__.c
_starts = type_coerce(_o.starts_at, Integer)
_ends = type_coerce(_o.ends_at, Integer)
_begin = bindparam("begins", type_=Integer)


def _rows(*who: Any) -> Select[Any]:
    """Rows that overlap the window. No row is longer than eight hours, so no more past is read."""
    return select(_o.kind, _o.resource_id, _starts, _ends).where(
        *who,
        _starts > _begin - LONGEST_VISIT * 60,
        _starts < bindparam("ends", type_=Integer),
        _ends > _begin,
        _o.appointment_id != bindparam("moved", type_=Integer),
    )


# People and rooms share their numbers, so each list reads a few rows too many: that is
# quicker than asking for each kind by itself.
_TAKEN = union_all(
    _rows(
        _o.kind.in_(
            [literal_column(f"'{kind}'") for kind in ("practitioner", "room", "buffer", "device")]
        ),
        _o.resource_id.in_(bindparam("resources", expanding=True, type_=Integer)),
    ),
    _rows(
        _o.kind == literal_column("'client'"), _o.resource_id == bindparam("client", type_=Integer)
    ),
)


def loader(
    connection: Transaction, search: Search, opening: Opening, moved: int | None = None
) -> Load:
    """What `next_times` and `all_times` load from, by one statement for each seven days.

    `opening` covers the search's `window`. `moved` is the visit that would be moved:
    it stands in nobody's way.
    """
    people = {person.id for person in search.people}
    resources = people | {place.id for place in (*search.rooms, *search.devices)}
    asked = {
        "resources": sorted(resources),
        "client": search.client_id,
        "moved": moved or 0,
    }

    def load(first_day: date, last_day: date) -> Week:
        begins, ends = loaded_span(first_day, last_day)
        found = connection.execute(_TAKEN, {**asked, "begins": begins, "ends": ends})
        return week(search, plain_rows(found), opening, first_day, last_day)

    return load
