"""What stands in a client's lists: the history, and the appointments. Pure; all in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from clinic_desk.base.clock import local_day
from clinic_desk.base.words import clock_time, short_day
from clinic_desk.calendar.records import Visit
from clinic_desk.calendar.statuses import GIVEN_UP, IN_THE_DIARY, SHOWN
from clinic_desk.treatments.catalogue import Catalogue
from clinic_desk.treatments.elsewhere import ElsewhereRecord
from ui.kit.entry_list import Entry

ELSEWHERE = "elsewhere"
ASK_THE_NURSE = "a note: ask the nurse"
NOT_CLOSED = "Not closed yet"


class Telling(NamedTuple):
    """By what the lines are worded, and for whom."""

    catalogue: Catalogue
    now: datetime
    """Aware, in UTC."""
    for_clinician: bool = False
    """Whether the reason why someone was not treated may stand there."""

    @property
    def today(self) -> date:
        """The clinic's present day."""
        return local_day(self.now)


def history(
    visits: Iterable[Visit], elsewhere: Iterable[ElsewhereRecord], telling: Telling
) -> tuple[Entry, ...]:
    """All that has begun, here and elsewhere, newest first."""
    dated = [
        (local_day(visit.starts_at), clock_time(visit.starts_at), _visit(visit, telling))
        for visit in visits
        if visit.starts_at <= telling.now
    ]
    dated += [(record.had_on, "", _elsewhere(record, telling)) for record in elsewhere]
    dated.sort(key=lambda line: line[:2], reverse=True)
    return tuple(entry for _day, _time, entry in dated)


def appointments(visits: Iterable[Visit], telling: Telling) -> tuple[Entry, ...]:
    """What is coming, soonest first, then what has been or was given up, newest first."""
    newest_first = sorted(visits, key=lambda visit: visit.starts_at, reverse=True)
    coming = [visit for visit in newest_first if _is_coming(visit, telling.now)]
    rest = [visit for visit in newest_first if not _is_coming(visit, telling.now)]
    return (
        *_under("Coming", coming[::-1], telling),
        *_under("Past and given up", rest, telling),
    )


def _under(title: str, visits: list[Visit], telling: Telling) -> tuple[Entry, ...]:
    if not visits:
        return ()
    heading = Entry(title, is_heading=True)
    return (heading, *(_visit(visit, telling, with_room=True) for visit in visits))


def _is_coming(visit: Visit, now: datetime) -> bool:
    return visit.ends_at > now and visit.status in IN_THE_DIARY


def _visit(visit: Visit, telling: Telling, with_room: bool = False) -> Entry:
    catalogue = telling.catalogue
    known = catalogue.by_code.get(visit.treatment)
    places = places_words(catalogue, visit.zones)
    room = visit.room_name if with_room else ""
    day = local_day(visit.starts_at)
    return Entry(
        title=known.short_name if known else visit.treatment,
        day=short_day(day, telling.today),
        time=f"{'today ' * (day == telling.today)}{clock_time(visit.starts_at)}",
        family=_family(known.colour) if known else "",
        detail=_joined(places, visit.person_name, room),
        second=_joined(_status(visit, telling), visit.desk_note),
        quiet=visit.status in GIVEN_UP,
        opens=visit.id,
    )


def _status(visit: Visit, telling: Telling) -> str:
    """The status in words; why nothing was done to someone who came is for the nurse alone."""
    words = SHOWN[visit.status]
    if visit.status in IN_THE_DIARY and visit.ends_at <= telling.now:
        return NOT_CLOSED
    if visit.status == "pencilled" and visit.pencilled_until is not None:
        until = short_day(local_day(visit.pencilled_until), telling.today)
        return f"{words} until {until} {clock_time(visit.pencilled_until)}"
    tellable = telling.for_clinician or visit.status in GIVEN_UP
    return f"{words}: {visit.status_reason}" if visit.status_reason and tellable else words


def _elsewhere(record: ElsewhereRecord, telling: Telling) -> Entry:
    catalogue = telling.catalogue
    known, ours = catalogue.elsewhere.get(record.code), catalogue.by_code.get(record.code)
    return Entry(
        title=known.label if known else ours.name if ours else record.code,
        day=short_day(record.had_on, telling.today),
        detail=places_words(catalogue, record.zones),
        second=ASK_THE_NURSE if record.ask_the_nurse else record.note,
        tag=ELSEWHERE,
        hollow=True,
    )


def places_words(catalogue: Catalogue, zones: tuple[str, ...]) -> str:
    """`Frown lines and chin`; empty where no place is kept, codes where the protocol has none."""
    if not set(zones) <= set(catalogue.places.labels):
        return " ".join(zones)
    words = catalogue.places.label(zones) if zones else ""
    return words[:1].upper() + words[1:]


def _family(colour: str) -> str:
    return "" if colour == "neutral" else colour


def _joined(*parts: str) -> str:
    return " · ".join(" ".join(part.split()) for part in parts if part.strip())
