"""The personal box of a leaflet, from what was done at a visit: its words by key. Pure.

What reception knows, the visit, and what only those read who may read what is clinical, the
signed record, are told apart; see `docs/decisions/leaflets-personal-box.md`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from clinic_desk.base.clock import local, local_day
from clinic_desk.base.words import LONG_MONTHS, listed, paper_time, plain_date
from clinic_desk.calendar.records import Visit
from clinic_desk.calendar.ribboning import Ribbon
from clinic_desk.calendar.statuses import IN_THE_DIARY
from clinic_desk.leaflets.addressed import paper_moment
from clinic_desk.leaflets.calling import AFTERCARE_DAYS, TREATED
from clinic_desk.leaflets.head import Head
from clinic_desk.leaflets.values import NEEDLING, TOXIN
from clinic_desk.records.contents import NeedlingContent, ToxinContent
from clinic_desk.records.record import Record
from clinic_desk.records.totals import by_product, units
from clinic_desk.treatments.catalogue import Catalogue

OF_THE_RECORD = frozenset(
    "prescriber areas product units batch expiry device depth cartridge numbing photographs "
    "repeat_from other_from".split()
)
"""The lines that are clinical: filled for, and repeated to, those who may read a record."""


@dataclass(frozen=True)
class Named:
    """What the numbers and codes of a record stand for."""

    catalogue: Catalogue
    people: Mapping[int, str]
    registrations: Mapping[int, str]


def visit_of(head: Head, visits: Iterable[Visit], now: datetime) -> Visit | None:
    """The visit that the box is about, once it took place: the last of the leaflet's treatments.

    Where another such visit is to come, the nearer of the two counts, so that the leaflet of
    tomorrow's visit does not tell of last month's; None then.
    """
    ours = [each for each in visits if each.treatment in head.treatments]
    today = local_day(now)
    had = max(
        (each for each in ours if each.status in TREATED and each.starts_at <= now),
        key=lambda each: each.starts_at,
        default=None,
    )
    if had is None or (ago := (today - local_day(had.starts_at)).days) > AFTERCARE_DAYS:
        return None
    coming = (each for each in ours if each.status in IN_THE_DIARY and each.ends_at > now)
    ahead = min(((local_day(each.starts_at) - today).days for each in coming), default=ago)
    return had if ago <= ahead else None


def of_visit(
    visit: Visit, visits: Iterable[Visit], named: Named, now: datetime
) -> Mapping[str, str]:
    """What anybody at the desk knows of a visit that took place."""
    return _said(
        {
            "when": paper_moment(visit.starts_at),
            "practitioner": visit.person_name,
            "registration": named.registrations.get(visit.person_id, ""),
            "review": _review(visit, visits, named.catalogue, now),
        }
    )


def of_record(record: Record, named: Named) -> Mapping[str, str]:
    """What a signed record says was given; nothing of one that may not be relied on."""
    content = record.content if record.counts else None
    if isinstance(content, ToxinContent):
        return _said(_of_toxin(content, named))
    if isinstance(content, NeedlingContent):
        return _said(_of_needling(content, named))
    return {}


def next_days(treatment: str, ribbon: Ribbon, visits: Iterable[Visit]) -> Mapping[str, str]:
    """From when the same and the other treatment may be had: the first day on the client's
    ribbon that nothing refuses and that no nurse must look at, or one that is booked before it;
    nothing where there is none."""
    visits = tuple(visits)
    same, other = (NEEDLING, TOXIN) if treatment == NEEDLING else (TOXIN, NEEDLING)
    return _said(
        {
            "repeat_from": _first(same, ribbon, visits),
            "other_from": _first(other, ribbon, visits),
        }
    )


def photographs_taken(days: Sequence[date], visit: Visit) -> str:
    """Whether any photograph is of the visit's local day."""
    return "Yes" if local_day(visit.starts_at) in days else "No"


def _of_toxin(content: ToxinContent, named: Named) -> Mapping[str, str]:
    places = named.catalogue.places.labels
    areas = dict.fromkeys(point.area for point in content.points)
    totals = by_product(content)
    return {
        "prescriber": named.people.get(content.prescriber_id or 0, ""),
        "areas": listed([places.get(area, area) for area in areas]),
        "product": listed(list(dict.fromkeys(vial.product for vial in content.vials))),
        "units": listed([f"{units(each.hundredths)} {_unit(each.unit)}" for each in totals]),
        "batch": listed(list(dict.fromkeys(vial.number for vial in content.vials))),
        "expiry": _dates(vial.expires_on for vial in content.vials),
    }


def _of_needling(content: NeedlingContent, named: Named) -> Mapping[str, str]:
    places = named.catalogue.places.labels
    depths = [area.depth_hundredths_mm for area in content.areas]
    cream = content.cream
    numbing = "None"
    if cream is not None:
        numbing = ", ".join(filter(None, (cream.product, cream.lot.number if cream.lot else "")))
    return {
        "areas": listed(
            [*dict.fromkeys(places.get(each.area, each.area) for each in content.areas)]
        ),
        "device": content.device,
        "depth": _depth(min(depths), max(depths)) if depths else "",
        "cartridge": content.cartridge.number if content.cartridge is not None else "",
        "numbing": numbing,
    }


def _unit(unit: str) -> str:
    """`Speywood units`: on paper without the clinic's short form."""
    return re.sub(r"\bU$", "units", unit)


def _depth(low: int, high: int) -> str:
    shallow = "" if low == high else f"{low / 100:g} to "
    return f"{shallow}{high / 100:g} mm"


def _review(visit: Visit, visits: Iterable[Visit], catalogue: Catalogue, now: datetime) -> str:
    """When the review is booked; else the days that the protocol has for it."""
    treatment = catalogue.by_code.get(visit.treatment)
    if treatment is None:
        return ""
    reviews = {
        each.code
        for each in catalogue.treatments
        if each.colour == "review" and each.family == treatment.family
    }
    booked = (
        each.starts_at
        for each in visits
        if each.treatment in reviews and each.status in IN_THE_DIARY and each.ends_at > now
    )
    if (soonest := min(booked, default=None)) is not None:
        return f"{plain_date(local_day(soonest))}, {paper_time(local(soonest).time())}"
    after, until = treatment.review_after_days, treatment.review_until_days
    if after is None or until is None:
        return ""
    day = local_day(visit.starts_at)
    return _days(day + timedelta(days=after), day + timedelta(days=until))


def _days(first: date, last: date) -> str:
    """`8 to 22 December 2026`, with month and year of both where they differ."""
    if first == last:
        return plain_date(first)
    begins = str(first.day)
    if (first.year, first.month) != (last.year, last.month):
        begins += f" {LONG_MONTHS[first.month - 1]}"
    if first.year != last.year:
        begins += f" {first.year}"
    return f"{begins} to {plain_date(last)}"


def _first(code: str, ribbon: Ribbon, visits: Iterable[Visit]) -> str:
    opens = [
        span.first
        for lane in ribbon.lanes
        if lane.code == code
        for span in lane.lane.spans
        if span.kind == "open"
    ]
    # What is booked keeps a further visit away on the ribbon, and is itself the next one.
    booked = [
        day
        for each in visits
        if each.treatment == code and each.status in IN_THE_DIARY and each.status != "pencilled"
        if (day := local_day(each.starts_at)) > ribbon.today
    ]
    first = min([*opens, *booked], default=None)
    return plain_date(first) if first is not None else ""


def _dates(days: Iterable[date | None]) -> str:
    return listed([plain_date(day) for day in dict.fromkeys(days) if day is not None])


def _said(words: Mapping[str, str]) -> Mapping[str, str]:
    return {key: value for key, value in words.items() if value.strip()}
