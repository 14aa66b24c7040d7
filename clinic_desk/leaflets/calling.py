"""Which leaflets a client's visits call for. Pure.

The visit to come calls for what explains it and for its aftercare. Whoever was treated today needs
the aftercare first; for as long as something may still go wrong it stays near the top.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from clinic_desk.base.clock import local_day
from clinic_desk.calendar.records import Visit
from clinic_desk.calendar.statuses import IN_THE_DIARY
from clinic_desk.leaflets.head import KINDS
from clinic_desk.leaflets.library import Leaflet, leaflets_for

AFTERCARE_DAYS = 28
"""Local days for which the aftercare of a visit is called for: what toxin does where it was not
meant to can begin up to four weeks later (UK Health Security Agency, 2025)."""
TREATED = frozenset({"completed", "partial"})


@dataclass(frozen=True)
class Suggested:
    """The leaflets for a client: what the visits call for, and the visits."""

    visit: Visit | None
    """The next one in the diary."""
    names: tuple[str, ...]
    """Leaflets, the one to print first at the front."""
    had: Visit | None = None
    """The last one that was carried out, while its aftercare is called for."""


def called_for(
    leaflets: Mapping[str, Leaflet], visits: Iterable[Visit], now: datetime
) -> Suggested:
    """What is called for at an aware instant."""
    visits = tuple(visits)
    to_come = (each for each in visits if each.ends_at > now and each.status in IN_THE_DIARY)
    coming = min(to_come, key=lambda each: each.starts_at, default=None)
    had = max(
        (each for each in visits if _has_aftercare(each, now)),
        key=lambda each: each.starts_at,
        default=None,
    )
    before = before_visit(leaflets, coming) if coming is not None else ()
    after = aftercare(leaflets, had) if had is not None else ()
    today = had is not None and local_day(had.starts_at) == local_day(now)
    names = (*after, *before) if today else (*before, *after)
    return Suggested(coming, tuple(dict.fromkeys(names)), had if after else None)


def before_visit(leaflets: Mapping[str, Leaflet], visit: Visit) -> tuple[str, ...]:
    """What a visit to come calls for: what explains it first, its aftercare after that."""
    return called_for_treatment(leaflets, visit.treatment)


def called_for_treatment(leaflets: Mapping[str, Leaflet], treatment: str) -> tuple[str, ...]:
    """The same for the code of a treatment."""
    found = [each.head for each in leaflets_for(leaflets, treatment)]
    found.sort(key=lambda head: KINDS.index(head.kind))
    return tuple(head.name for head in found)


def aftercare(leaflets: Mapping[str, Leaflet], visit: Visit) -> tuple[str, ...]:
    """What goes home after a visit."""
    found = leaflets_for(leaflets, visit.treatment)
    return tuple(each.head.name for each in found if each.head.kind == "aftercare")


def _has_aftercare(visit: Visit, now: datetime) -> bool:
    days = (local_day(now) - local_day(visit.starts_at)).days
    return visit.status in TREATED and 0 <= days <= AFTERCARE_DAYS
