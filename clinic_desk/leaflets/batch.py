"""A day's leaflets in one go: who comes, what each visit calls for, and what is there already. Pure
but for what it is handed to ask with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from clinic_desk.base.clock import local_day
from clinic_desk.base.errors import NotAllowed
from clinic_desk.base.words import short_day
from clinic_desk.calendar.records import Visit
from clinic_desk.calendar.statuses import IN_THE_DIARY
from clinic_desk.leaflets.calling import before_visit
from clinic_desk.leaflets.given import GivenLeaflet
from clinic_desk.leaflets.head import Head
from clinic_desk.leaflets.library import Leaflet
from clinic_desk.leaflets.orders import Order

NOTHING = "calls for no leaflet"
PENCILLED = "pencilled: the nurse has not accepted it yet"


@dataclass(frozen=True)
class BatchLine:
    """One leaflet of one visit, or why there is none."""

    visit: Visit
    title: str
    """The leaflet's; empty where the visit calls for none."""
    order: Order | None
    """None where it is not printed."""
    why_not: str = ""
    """In few words: `has version 3 since Tue 10 Nov`."""


def lines_of_day(
    leaflets: Mapping[str, Leaflet],
    visits: Iterable[Visit],
    given_to: Callable[[int], Sequence[GivenLeaflet]],
    order: Callable[[str, int], Order],
) -> Iterator[BatchLine]:
    """A line for each leaflet of each visit that is in the diary, by the time of the visit."""
    seen: set[tuple[int, str]] = set()
    for visit in sorted(visits, key=lambda each: (each.starts_at, each.client_name)):
        if visit.status not in IN_THE_DIARY:
            continue
        names = before_visit(leaflets, visit)
        if visit.status == "pencilled" or not names:
            why = PENCILLED if visit.status == "pencilled" else NOTHING
            yield BatchLine(visit, "", None, why)
            continue
        given = given_to(visit.client_id)
        for name in names:
            if (visit.client_id, name) not in seen:
                seen.add((visit.client_id, name))
                yield _line(visit, leaflets[name], given, order)


def _line(
    visit: Visit,
    leaflet: Leaflet,
    given: Sequence[GivenLeaflet],
    order: Callable[[str, int], Order],
) -> BatchLine:
    head = leaflet.head
    if has := already_has(head, given):
        return BatchLine(visit, head.title, None, has)
    try:
        return BatchLine(visit, head.title, order(head.name, visit.client_id))
    except NotAllowed as wrong:
        return BatchLine(visit, head.title, None, wrong.what)


def already_has(head: Head, given: Sequence[GivenLeaflet]) -> str:
    """`has version 3 since Tue 10 Nov`, or that it was declined; empty where it is to be given.

    Aftercare goes home after every treatment; the rest is read once.
    """
    this = (head.name, head.language, str(head.version))
    same = (each for each in given if (each.leaflet, each.language, each.version) == this)
    last = next(same, None)
    if last is None or (last.was_had and head.kind == "aftercare"):
        return ""
    day = short_day(local_day(last.given_at))
    return f"has version {head.version} since {day}" if last.was_had else f"declined on {day}"
