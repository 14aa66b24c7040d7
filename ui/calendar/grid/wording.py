"""What a block says, on the screen and aloud. No Qt here.

In private mode nothing here lets a name, a treatment or a note through.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple

from clinic_desk.base.clock import local_day
from clinic_desk.base.spans import Span
from clinic_desk.base.words import clock_time, count, short_day
from clinic_desk.calendar.records import Column, Visit

HIDDEN = "Booked"
"""All that private mode shows of a visit."""


class Face(NamedTuple):
    """How a treatment looks: its name, a shorter one for narrow columns, and its colour.

    The colour is a family of the token file or `#RRGGBB`; empty is a neutral grey.
    """

    name: str
    short: str
    colour: str


NEUTRAL = Face("", "", "")


class Mark(NamedTuple):
    """A status as a symbol and a word, so that neither has to be told by colour."""

    symbol: str
    word: str


MARKS: Mapping[str, Mark] = {
    "pencilled": Mark("◇", "Pencilled"),
    "confirmed": Mark("✓", "Confirmed"),
    "arrived": Mark("●", "Arrived"),
    "in_treatment": Mark("▶", "In treatment"),
    "completed": Mark("■", "Completed"),
    "partial": Mark("▪", "Partly done"),
    "not_treated": Mark("–", "Not treated"),
}
_UNMARKED = Mark("", "")
_SPOKEN = {
    "pencilled": "pencilled for the nurse",
    "booked": "booked",
    "in_treatment": "in treatment",
    "partial": "partly done",
    "not_treated": "not treated",
}
PAST = frozenset({"completed", "partial", "not_treated"})


class BlockWords(NamedTuple):
    """The words on one block."""

    name: str
    treatment: str
    short: str
    note: str
    mark: Mark
    moved: str
    """`Was 11:00`, or nothing where the client knows the time."""


def mark_of(status: str) -> Mark:
    """The symbol and word of a status; a plain booking has neither."""
    return MARKS.get(status, _UNMARKED)


def block_words(visit: Visit, faces: Mapping[str, Face], private: bool) -> BlockWords:
    """What a visit's block shows."""
    moved = was(visit.moved_from, visit.starts_at) if visit.moved_from else ""
    if private:
        return BlockWords(HIDDEN, "", "", "", mark_of(visit.status), moved)
    note = visit.desk_note or cream_note(visit)
    face = faces.get(visit.treatment, Face(visit.treatment, "", ""))
    mark = mark_of(visit.status)
    return BlockWords(visit.client_name, face.name, face.short or face.name, note, mark, moved)


def cream_note(visit: Visit) -> str:
    """`Cream until 10:20`, where the person is free while a numbing cream works."""
    if not visit.numbing_minutes:
        return ""
    return f"Cream until {clock_time(visit.starts_at + timedelta(minutes=visit.numbing_minutes))}"


def was(before: datetime, now: datetime) -> str:
    """`Was 11:00`, or with the day where that has changed too."""
    time = clock_time(before)
    same_day = local_day(before) == local_day(now)
    return f"Was {time}" if same_day else f"Was {short_day(local_day(before))}, {time}"


def times(span: Span) -> str:
    """`10:00–10:45`, for the screen."""
    return f"{clock_time(span.starts_at)}–{clock_time(span.ends_at)}"


def spoken_times(span: Span) -> str:
    """`10:00 to 10:45`, to be spoken."""
    return f"{clock_time(span.starts_at)} to {clock_time(span.ends_at)}"


def spoken_visit(visit: Visit, faces: Mapping[str, Face], private: bool) -> str:
    """One sentence for a screen reader, or for someone resting on a shortened name."""
    words = block_words(visit, faces, private)
    status = _SPOKEN.get(visit.status) or words.mark.word.lower()
    who = words.name if private else f"{words.name}, {words.treatment.lower()}"
    said = f"{who}, {spoken_times(visit.span)} with {visit.person_name}, {status}"
    return ", ".join(filter(None, [said, words.note, words.moved.lower()]))


def spoken_span(column: Column, span: Span, around: str) -> str:
    """One sentence for the chosen empty time; `around` says what stands there, if anything."""
    where = f"{column.title}, {short_day(column.day)}"
    return f"{where}, {spoken_times(span)}, {count(span.minutes, 'minute')}, {around}"


def spoken_grid(columns: tuple[Column, ...], visits: int) -> str:
    """What the whole grid holds."""
    if not columns:
        return "Nobody works here on this day"
    days: list[date] = sorted({column.day for column in columns})
    when = (
        short_day(days[0]) if len(days) == 1 else f"{short_day(days[0])} to {short_day(days[-1])}"
    )
    return f"{when}, {count(len(columns), 'column')}, {count(visits, 'visit')}"
