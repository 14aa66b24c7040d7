"""Which leaflets visits call for."""

from __future__ import annotations

from datetime import timedelta

import pytest

from clinic_desk.calendar.records import Visit
from clinic_desk.leaflets.calling import called_for
from clinic_desk.leaflets.library import Leaflet
from tests.factories import NOW


def visit(days: float, treatment: str = "BTX", status: str = "booked") -> Visit:
    starts = int((NOW + timedelta(days=days)).timestamp())
    return Visit(
        id=1, client_id=1, client_name="Grace Okoro", treatment=treatment, places="", person_id=1,
        person_name="Ruth Holt", room_id=None, room_name="", device_id=None, starts=starts,
        ends=starts + 1800, prep_minutes=0, cleanup_minutes=0, numbing_minutes=0, status=status,
        status_reason="", desk_note="", moved=None, pencilled=None, version=1,
    )  # fmt: skip


def kinds(leaflets: dict[str, Leaflet], *visits: Visit) -> list[str]:
    names = called_for(leaflets, visits, NOW).names
    return [leaflets[name].head.kind for name in names]


def test_a_visit_to_come_calls_for_what_explains_it_and_then_for_its_aftercare(
    leaflets: dict[str, Leaflet],
) -> None:
    found = kinds(leaflets, visit(2), visit(9, "MN"))
    assert found[0] == "information"
    assert found == sorted(found, key=["information", "comparison", "aftercare"].index)
    assert called_for(leaflets, [visit(2), visit(9, "MN")], NOW).visit == visit(2)


def test_whoever_was_treated_today_needs_the_aftercare_first(leaflets: dict[str, Leaflet]) -> None:
    today = visit(-1 / 24, status="completed")
    found = called_for(leaflets, [today, visit(14, "MN")], NOW)
    assert found.had == (today if _has_aftercare(leaflets) else None)
    if found.had is not None:
        assert leaflets[found.names[0]].head.kind == "aftercare"


@pytest.mark.parametrize(
    ("days", "status", "called"),
    [
        (-1, "completed", True),
        (-28, "completed", True),
        (-29, "completed", False),
        (-1, "partial", True),
        (-1, "not_treated", False),
        (-1, "cancelled", False),
        (-1, "no_show", False),
    ],
)
def test_aftercare_is_called_for_as_long_as_something_may_go_wrong(
    leaflets: dict[str, Leaflet], days: int, status: str, called: bool
) -> None:
    found = called_for(leaflets, [visit(days, status=status)], NOW)
    assert (found.had is not None) == (called and _has_aftercare(leaflets))


def test_no_visit_calls_for_nothing(leaflets: dict[str, Leaflet]) -> None:
    assert called_for(leaflets, [], NOW).names == ()


def _has_aftercare(leaflets: dict[str, Leaflet]) -> bool:
    return any(
        each.head.kind == "aftercare" and "BTX" in each.head.treatments
        for each in leaflets.values()
    )
