"""What could be offered instead: the next times that fit, and the days that would be refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from clinic_desk.base.clock import local, local_day
from clinic_desk.calendar.assessment import Considered, proposed
from clinic_desk.calendar.choosing import devices_for, people_for, rooms_for
from clinic_desk.calendar.free_times import next_times, window
from clinic_desk.calendar.free_times_data import loader
from clinic_desk.calendar.gather import on_file
from clinic_desk.calendar.hours_records import PlaceRecord
from clinic_desk.calendar.records import Draft, Offer, Refusals, Wish
from clinic_desk.calendar.search import Needs, Place, Practitioner, Search
from clinic_desk.calendar.surroundings import Reading
from clinic_desk.safety.facts import Facts
from clinic_desk.safety.judge import OpenDays, judge, open_days, turns_away
from clinic_desk.staff.people import PersonRecord

_FURTHEST = timedelta(days=800)
"""How far ahead the first day that the rules leave open is looked for."""


def next_offers(reading: Reading, considered: Considered, wish: Wish) -> tuple[Offer, ...]:
    """The next times that fit a draft that was considered, from its day or the wished one.

    Each is free for practitioner, room, device and client, inside the hours, and
    refused by no finding that another day could clear. The days that the rules
    refuse at the beginning do not count against `wish.days`.
    """
    search = _search(reading, considered, wish)
    if considered.facts is not None:
        found = _by_the_rules(reading, considered.facts, search)
        if found is None:
            return ()
        search = found
    opening = reading.opening(*window(search))
    moved = considered.assessment.draft.appointment_id
    return next_times(search, loader(reading.connection, search, opening, moved))


def _search(reading: Reading, considered: Considered, wish: Wish) -> Search:
    draft, treatment = considered.assessment.draft, considered.treatment
    people = _people(reading, considered, wish)
    anywhere = draft._replace(room_id=None, device_id=None)
    here = reading.here
    rooms = rooms_for(anywhere, treatment, people[0], here.rooms, None)
    devices = devices_for(anywhere, treatment, here.devices, None)
    asked = local_day(draft.starts_at) if draft.starts_at else None
    return Search(
        needs=_needs(reading, considered),
        people=tuple(Practitioner(p.id, p.name, p.home_room_id) for p in people),
        rooms=_places(rooms),
        devices=_places(devices),
        client_id=draft.client_id,
        wish=wish._replace(from_day=wish.from_day or asked),
        now=reading.now,
    )


def _people(reading: Reading, considered: Considered, wish: Wish) -> Sequence[PersonRecord]:
    """Whoever may be offered, the one asked for first."""
    draft, treatment = considered.assessment.draft, considered.treatment
    if not wish.anyone:
        return people_for(draft, treatment, reading.here.people, None)
    anyone = people_for(draft._replace(person_id=None), treatment, reading.here.people, None)
    return sorted(anyone, key=lambda person: person.id != draft.person_id)


def _needs(reading: Reading, considered: Considered) -> Needs:
    treatment, plan = considered.treatment, considered.plan
    spans = plan or treatment
    bookable = reading.here.protocol.catalogue.bookable
    return Needs(
        minutes=considered.minutes,
        prep=spans.prep_minutes,
        cleanup=spans.cleanup_minutes,
        numbing=spans.numbing_minutes,
        room=treatment.needs_room,
        device=treatment.needs_device,
        shortest=min((each.minutes_repeat for each in bookable), default=15),
    )


def _places(places: Sequence[PlaceRecord | None]) -> tuple[Place, ...]:
    return tuple(Place(place.id, place.name) for place in places if place is not None)


def _by_the_rules(reading: Reading, facts: Facts, search: Search) -> Search | None:
    """The search without the days that the rules refuse; None if they refuse all of them."""
    protocol = reading.here.protocol
    first, _ = window(search)
    opened = _first_open(open_days(protocol, facts, first, first + _FURTHEST))
    if opened is None:
        return None
    days = open_days(protocol, facts, opened, opened + timedelta(days=search.wish.days))

    def refused(day: date) -> bool:
        return day in days.turned_away and day not in days.by_time

    def refused_at(starts_at: datetime) -> bool:
        shown = local(starts_at)
        if shown.date() not in days.by_time:
            return False
        proposal = replace(facts.proposed, day=shown.date(), time=shown.time())
        return any(map(turns_away, judge(protocol, replace(facts, proposed=proposal))))

    wish = search.wish._replace(from_day=opened)
    return replace(search, wish=wish, refused=refused, refused_at=refused_at)


def _first_open(days: OpenDays) -> date | None:
    day = days.first
    while day <= days.last:
        if days.is_open(day) or day in days.by_time:
            return day
        day += timedelta(days=1)
    return None


def refused_days(reading: Reading, draft: Draft, first: date, last: date) -> Refusals:
    """Which local days, both included, the rules refuse a draft's client, and the first reason.

    Only what another day could clear: what every day carries is said elsewhere. Days
    on which the time decides are not among them. None are for a caller not on file.
    """
    protocol = reading.here.protocol
    protocol.catalogue.treatment(draft.treatment)
    if draft.client_id is None:
        return Refusals()
    file = on_file(reading.connection, draft.client_id, reading.today)
    facts = reading.here.known(file.asking(proposed(draft, first)))
    days = open_days(protocol, facts, first, last)
    refused = sorted(days.turned_away - days.by_time)
    return Refusals({day: days.findings(day)[0].title for day in refused})
