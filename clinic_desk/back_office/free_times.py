"""`main.py free-times TREATMENT`."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from clinic_desk.back_office.asking import at_the_desk, signed_in
from clinic_desk.back_office.opening import opened
from clinic_desk.base.clock import local_day
from clinic_desk.base.errors import BadInput
from clinic_desk.base.printing import one_line, print_lines
from clinic_desk.base.words import clock_time, short_day
from clinic_desk.calendar.records import Draft, Offer, Preview, Wish
from clinic_desk.clinic import Clinic

NONE_FIT = 1


def list_free_times(folder: Path, asked: Namespace) -> int:
    """Print the next times that fit, a line each; exit code 1 where none does."""
    if asked.days < 1 or asked.limit < 1:
        raise BadInput("days", "At least one day and one time must be asked for.")
    with opened(folder) as clinic:
        draft = Draft(
            treatment=asked.treatment,
            client_id=asked.client,
            zones=tuple(asked.place),
            person_id=asked.person,
        )
        wish = Wish(
            part=asked.part, anyone=asked.person is None, limit=asked.limit, days=asked.days
        )
        preview = _preview(clinic, draft, wish, asked)
    carried = [
        one_line(f"# {finding.title}: {finding.sentence}")
        for finding in preview.assessment.findings
        if finding.severity != "note" and not finding.another_day and finding.clinical
    ]
    times = [_line(offer) for offer in preview.offers]
    print_lines(carried + (times or [f"No time fits in the next {asked.days} days."]), sys.stdout)
    return 0 if times else NONE_FIT


def _preview(clinic: Clinic, draft: Draft, wish: Wish, asked: Namespace) -> Preview:
    """For a client, somebody signs in and their record is read; else nobody need."""
    if draft.client_id is None:
        return clinic.booking.preview(draft, wish, at_the_desk(clinic).id)
    with signed_in(clinic, asked.named) as person:
        preview = clinic.booking.preview(draft, wish, person.id)
        clinic.clients.open(draft.client_id, person.id)
        return preview


def _line(offer: Offer) -> str:
    start, end = offer.span
    day = short_day(local_day(start))
    where = f"  {one_line(offer.room_name)}" if offer.room_name else ""
    return f"{day}  {clock_time(start)} to {clock_time(end)}  {one_line(offer.person_name)}{where}"
