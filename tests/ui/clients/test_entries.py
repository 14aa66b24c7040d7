"""The lines of a client's lists, without a window."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from clinic_desk.calendar.records import Visit
from clinic_desk.safety.loading import load_protocol
from clinic_desk.treatments.elsewhere import ElsewhereRecord
from ui.clients.entries import NOT_CLOSED, Telling, appointments, history
from ui.kit.entry_list import Entry

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
PROTOCOL = Path(__file__).resolve().parents[3] / "resources" / "protocol"


@pytest.fixture(scope="module")
def telling() -> Telling:
    """By the shipped protocol, to the desk."""
    return Telling(load_protocol(PROTOCOL).catalogue, NOW)


def visit(number: int, days: int, status: str = "completed", **changes: object) -> Visit:
    """A needling of the face so many days from now."""
    starts = int((NOW + timedelta(days=days)).timestamp())
    usual = Visit(
        number, 1, "Anna K", "MN", "forehead", 2, "Amira Khan", 1, "Room 1", None, starts,
        starts + 3600, 0, 0, 0, status, "", "", None, None, 1,
    )  # fmt: skip
    return usual._replace(**changes)


def elsewhere(day: date, code: str = "EXT_FILLER") -> ElsewhereRecord:
    """Something had elsewhere."""
    return ElsewhereRecord(1, 1, code, day, ("chin",), "In Ely", 1, NOW)


def ids(entries: tuple[Entry, ...]) -> list[int | None]:
    """The visits, in order."""
    return [entry.opens for entry in entries if not entry.is_heading]


def test_history_is_newest_first_with_what_was_had_elsewhere_between(telling: Telling) -> None:
    visits = [visit(1, -60), visit(2, -3), visit(3, 5, "booked")]
    lines = history(visits, [elsewhere(date(2026, 11, 1))], telling)
    assert ids(lines) == [2, None, 1]
    between = lines[1]
    assert (between.title, between.tag, between.detail) == ("Filler", "elsewhere", "Chin")
    assert between.day == "Sun 1 Nov"


def test_a_line_says_what_where_by_whom_and_what_came_of_it(telling: Telling) -> None:
    (line,) = history([visit(1, -60, desk_note="Came early")], [], telling)
    assert line == Entry(
        "Micro-needling", "Fri 25 Sep", "11:00", "needling", "Forehead · Amira Khan",
        "Completed · Came early", opens=1,
    )  # fmt: skip
    assert line.spoken.startswith("Fri 25 Sep, 11:00, Micro-needling")


def test_given_up_visits_are_quiet_and_say_why(telling: Telling) -> None:
    (line,) = history([visit(1, -3, "cancelled", status_reason="Unwell")], [], telling)
    assert line.quiet
    assert line.second == "Cancelled: Unwell"


def test_why_nobody_was_treated_is_for_the_nurse_alone(telling: Telling) -> None:
    seen = [visit(1, -3, "not_treated", status_reason="cold sore")]
    (at_desk,) = history(seen, [], telling)
    (for_nurse,) = history(seen, [], telling._replace(for_clinician=True))
    assert at_desk.second == "Attended, not treated"
    assert for_nurse.second == "Attended, not treated: cold sore"


def test_a_past_visit_that_nobody_closed_says_so(telling: Telling) -> None:
    (line,) = history([visit(1, -3, "booked")], [], telling)
    assert line.second == NOT_CLOSED


def test_appointments_come_soonest_first_then_the_past_newest_first(telling: Telling) -> None:
    visits = [
        visit(1, 9, "booked"),
        visit(2, 2, "confirmed"),
        visit(3, 4, "cancelled"),
        visit(4, -9),
        visit(5, -2),
    ]
    lines = appointments(visits, telling)
    assert ids(lines) == [2, 1, 3, 5, 4]
    assert [line.title for line in lines if line.is_heading] == ["Coming", "Past and given up"]


def test_a_visit_under_way_is_coming_until_it_ends(telling: Telling) -> None:
    lines = appointments([visit(1, 0, "in_treatment")], telling)
    assert lines[0].title == "Coming"


def test_a_treatment_the_protocol_has_lost_is_shown_by_its_code(telling: Telling) -> None:
    strange = visit(1, -3, treatment="LASER", places="elbow")
    (line,) = history([strange], [elsewhere(date(2025, 1, 1), "EXT_OLD")], telling)[:1]
    assert (line.title, line.detail) == ("LASER", "elbow · Amira Khan")


def test_a_visit_of_today_says_so(telling: Telling) -> None:
    (line,) = history([visit(1, 0)], [], telling)
    assert line.time == "today 10:00"


def test_nothing_stands_under_no_heading(telling: Telling) -> None:
    assert history([], [], telling) == ()
    assert appointments([], telling) == ()
