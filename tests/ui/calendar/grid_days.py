"""Days for the grid's tests, with nothing behind them."""

from __future__ import annotations

from datetime import date, datetime, time

from clinic_desk.base.clock import at
from clinic_desk.base.spans import Span
from clinic_desk.calendar.records import Column, DayView, Visit
from ui.calendar.grid.wording import Face

THURSDAY = date(2026, 11, 26)
FACES = {
    "BTX": Face("Botulinum toxin", "Toxin", "toxin"),
    "MN": Face("Micro-needling", "Needling", "needling"),
    "CONSULT": Face("Free consultation", "Consultation", "consultation"),
    "BTX_REVIEW": Face("Review", "Review", "review"),
}
PEOPLE = {1: "Ruth Holt", 2: "Amira Khan", 3: "Leila Haddad"}


def moment(text: str, day: date = THURSDAY) -> datetime:
    """The instant of a clock time like `09:30`."""
    hour, minute = text.split(":")
    return at(day, time(int(hour), int(minute)))


def span(first: str, last: str, day: date = THURSDAY) -> Span:
    """From one clock time to another."""
    return Span(moment(first, day), moment(last, day))


def visit(number: int, name: str, treatment: str, times: str, **changes: object) -> Visit:
    """A booked visit at `09:00-09:30` with person 1, or as `changes` say."""
    first, last = times.split("-")
    day = changes.pop("day", THURSDAY)
    assert isinstance(day, date)
    starts_at, ends_at = span(first, last, day)
    person = changes.get("person_id", 1)
    assert isinstance(person, int)
    usual: dict[str, object] = {
        "id": number,
        "client_id": number,
        "client_name": name,
        "treatment": treatment,
        "places": "",
        "person_id": person,
        "person_name": PEOPLE.get(person, "Ruth Holt"),
        "room_id": person,
        "room_name": f"Room {person}",
        "device_id": None,
        "starts": int(starts_at.timestamp()),
        "ends": int(ends_at.timestamp()),
        "prep_minutes": 0,
        "cleanup_minutes": 0,
        "numbing_minutes": 0,
        "status": "booked",
        "status_reason": "",
        "desk_note": "",
        "moved": None,
        "pencilled": None,
        "version": 1,
    }
    return Visit(**(usual | changes))  # type: ignore[arg-type]


def column(person: int = 1, *times: str, day: date = THURSDAY, subtitle: str = "") -> Column:
    """A person's column, open at the times given or nine to five."""
    opened = tuple(span(*stretch.split("-"), day) for stretch in times or ("09:00-17:00",))
    return Column("person", person, day, PEOPLE.get(person, f"Person {person}"), subtitle, opened)


def drawn_day() -> DayView:
    """The day of the drawing: Thursday 26 November, three people."""
    toxin, needling, free, review = "BTX", "MN", "CONSULT", "BTX_REVIEW"
    return DayView(
        (
            column(1, "09:00-13:00", "14:00-18:30", subtitle="Nurse prescriber · Room 1"),
            column(2, "09:00-12:30", "13:30-18:30", subtitle="Practitioner · Room 2"),
            column(3, "11:00-16:00", subtitle="Doctor · Room 3 · Thursdays"),
        ),
        (
            visit(1, "Helen Marsh", free, "09:00-09:30"),
            visit(2, "Grace Okoro", toxin, "09:45-10:30", desk_note="First visit",
                  cleanup_minutes=10, status="confirmed"),
            visit(3, "Tom Aldous", review, "10:45-11:00"),
            visit(4, "Priya Nair", toxin, "12:00-12:30", cleanup_minutes=10),
            visit(5, "Joanna Reeve", toxin, "14:00-14:45", desk_note="Repeat",
                  cleanup_minutes=10),
            visit(6, "Mark Ives", free, "16:00-16:30"),
            visit(7, "Ellen Brody", needling, "09:15-10:15", person_id=2, cleanup_minutes=15,
                  desk_note="Session 2 of 4"),
            visit(8, "Martin Shaw", needling, "11:00-12:00", person_id=2, cleanup_minutes=15,
                  desk_note="Session 1 of 4"),
            visit(9, "Lucy Adair", needling, "14:00-15:00", person_id=2, cleanup_minutes=15,
                  desk_note="Session 1 of 3"),
            visit(10, "Beth Rowan", needling, "15:30-16:30", person_id=2, cleanup_minutes=15),
            visit(11, "Oliver Pike", free, "11:30-12:00", person_id=3),
            visit(12, "Dana Cole", toxin, "14:00-14:30", person_id=3, cleanup_minutes=10),
        ),
    )  # fmt: skip
