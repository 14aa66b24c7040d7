"""What is said when a client has died, or is not to be booked. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from clinic_desk.base.clock import local_day
from clinic_desk.base.words import clock_time, count, listed, short_day
from clinic_desk.calendar.deaths import DeathNoted, StillOpen, TakenBack
from clinic_desk.calendar.records import CallBackRecord, Visit
from clinic_desk.treatments.catalogue import Catalogue

ABOUT_DEATH = (
    "The record stays and can be read as before. Nothing is booked, made out or promised in this"
    " name any more."
)
SAY = "You could say: “I am very sorry. We will not ring or write any more.”"
NOTHING_OPEN = "Nothing is booked, and no call is owed."
ABOUT_PUTTING_RIGHT = (
    "What was cancelled with it is booked again where its time is still free, and calls are owed"
    " again. What cannot be is named here afterwards."
)
ABOUT_NOT_BOOKING = (
    "The desk is told that it is so, and never why. A manager may book all the same, with a reason."
)


def visit_line(visit: Visit, catalogue: Catalogue, today: date) -> str:
    """`Tue 8 Dec, 10:00 · Botulinum toxin with Ruth Holt`, and whether it is only pencilled."""
    known = catalogue.by_code.get(visit.treatment)
    name = known.record_name if known else visit.treatment
    when = f"{short_day(local_day(visit.starts_at), today)}, {clock_time(visit.starts_at)}"
    waits = " · pencilled" if visit.status == "pencilled" else ""
    return f"{when} · {name} with {visit.person_name}{waits}"


def call_line(call: CallBackRecord, today: date) -> str:
    """`Anna Kowalska, 07700 900316, by Tue 24 Nov: about the lump`."""
    about = f": {' '.join(call.about.split())}" if call.about.strip() else ""
    return f"{call.who}, {call.number}, by {short_day(local_day(call.due_at), today)}{about}"


def act_words(open_: StillOpen) -> str:
    """The words of the one act."""
    if not open_.visits:
        return "Note it"
    return f"Note it, and cancel {count(len(open_.visits), 'visit')}"


def noted_words(name: str, noted: DeathNoted) -> str:
    """For the status line, with what ended."""
    ended = [f"{count(noted.visits, 'visit')} cancelled"] if noted.visits else []
    ended += [f"{count(noted.calls, 'call')} let go"] if noted.calls else []
    return f"Noted that {name} has died{': ' if ended else ''}{listed(ended)}"


def put_right_words(name: str, back: TakenBack) -> str:
    """For the status line, with what stands again."""
    again = [f"{count(len(back.again), 'visit')} booked again"] if back.again else []
    again += [f"{count(back.calls, 'call')} owed again"] if back.calls else []
    again += [f"{count(len(back.lost), 'visit')} to be booked anew"] if back.lost else []
    return f"Put right for {name}{': ' if again else ''}{listed(again)}"


def still_booked_words(visits: Sequence[Visit], catalogue: Catalogue, today: date) -> str:
    """What stays booked when somebody is not to be booked any more."""
    if not visits:
        return "Nothing is booked at present."
    lines = (visit_line(visit, catalogue, today) for visit in visits)
    return "\n".join(("Stays booked until somebody cancels it:", *lines))
