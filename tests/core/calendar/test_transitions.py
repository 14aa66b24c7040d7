"""Every step of a visit, tried in the running clinic: a table by hand, not the program's own."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from clinic_desk.base.errors import BadInput, NotAllowed
from clinic_desk.calendar.statuses import GIVEN_UP
from clinic_desk.safety.settings import STATUSES
from tests.core.calendar.desk import Desk, on

NOW = on(24, 9, month=11)
LAPSES = int(on(26, 9, month=11).timestamp())

# From the status at the left to the one at the top: x for a step that may be taken by hand.
#                 pencilled    confirmed    in_treatment   partial        cancelled    rescheduled
#                    |  booked    |  arrived    |  completed  |  not_treated  |  no_show  |
TABLE = """
    pencilled        .    .       .     .       .      .      .       .       x      .    x
    booked           .    .       x     x       x      x      x       x       x      x    x
    confirmed        .    x       .     x       x      x      x       x       x      x    x
    arrived          .    x       x     .       x      x      x       x       x      .    x
    in_treatment     .    .       .     x       .      x      x       x       .      .    .
    completed        .    .       .     .       x      .      x       x       .      .    .
    partial          .    .       .     .       x      x      .       x       .      .    .
    not_treated      .    .       .     x       .      x      x       .       .      .    .
    cancelled        .    x       .     .       .      .      .       .       .      .    .
    no_show          .    x       .     .       .      .      .       .       x      .    .
    rescheduled      .    x       .     .       .      .      .       .       .      .    .
"""
AFTER = (
    "pencilled", "booked", "confirmed", "arrived", "in_treatment", "completed", "partial",
    "not_treated", "cancelled", "no_show", "rescheduled",
)  # fmt: skip
STEPS = {line.split()[0]: dict(zip(AFTER, line.split()[1:], strict=True))
         for line in TABLE.strip().splitlines()}  # fmt: skip


def visit_marked(desk: Desk, status: str) -> int:
    """A visit of this hour, put into a status behind the program's back."""
    visit = desk.book("BTX", desk.client(), NOW).appointment_id
    with desk.database.write(audited=False) as session:
        reason = "Ill" if status in ("cancelled", "not_treated") else ""
        until = LAPSES if status == "pencilled" else None
        session.execute(
            text(
                "UPDATE appointment SET status = :s, status_reason = :r, pencilled_until = :until"
                " WHERE id = :id"
            ),
            {"s": status, "r": reason, "id": visit, "until": until},
        )
        if status in GIVEN_UP:
            session.execute(text("DELETE FROM occupancy"))
    return visit


def clear(desk: Desk, visit: int) -> None:
    """The hour is free again."""
    with desk.database.write(audited=False) as session:
        session.execute(text("DELETE FROM occupancy"))
        session.execute(
            text(
                "UPDATE appointment SET status = 'no_show', pencilled_until = NULL WHERE id = :id"
            ),
            {"id": visit},
        )


def row(desk: Desk, visit: int) -> tuple[str, str, int]:
    with desk.database.read() as session:
        found = session.execute(
            text("SELECT status, status_reason, version FROM appointment WHERE id = :id"),
            {"id": visit},
        )
        return tuple(found.one())  # type: ignore[return-value]


def test_the_table_names_every_status_once() -> None:
    assert sorted(STEPS) == sorted(AFTER) == sorted(STATUSES)


@pytest.mark.parametrize("before", AFTER)
def test_every_step_that_may_be_taken_is_taken_and_no_other(desk: Desk, before: str) -> None:
    for after in AFTER:
        visit = visit_marked(desk, before)
        stood, held = row(desk, visit), len(desk.tables()["occupancy"])
        if STEPS[before][after] == "x":
            done = desk.booking.set_status(visit, after, "Why it was", 1, desk.ruth)
            assert (done.status, row(desk, visit)[0]) == (after, after), (before, after)
            assert bool(desk.tables()["occupancy"]) == (after not in GIVEN_UP), (before, after)
        else:
            with pytest.raises(NotAllowed):
                desk.booking.set_status(visit, after, "Why it was", 1, desk.ruth)
            assert row(desk, visit) == stood, (before, after)
            assert len(desk.tables()["occupancy"]) == held, (before, after)
        clear(desk, visit)


@pytest.mark.parametrize("before", AFTER)
def test_only_a_pencilled_visit_is_accepted_or_declined(desk: Desk, before: str) -> None:
    for answer, after in ((desk.booking.accept, "booked"), (desk.booking.decline, "cancelled")):
        visit = visit_marked(desk, before)
        if before == "pencilled":
            assert answer(visit, "Seen", desk.ruth).status == after
        else:
            with pytest.raises(NotAllowed):
                answer(visit, "Seen", desk.ruth)
            assert row(desk, visit)[0] == before
        clear(desk, visit)


@pytest.mark.parametrize("before", AFTER)
def test_only_a_pencilled_visit_lapses(desk: Desk, before: str) -> None:
    visit = visit_marked(desk, before)
    desk.clock.advance(days=9)
    desk.booking.lapse_pencilled()
    assert row(desk, visit)[0] == ("cancelled" if before == "pencilled" else before)


@pytest.mark.parametrize("before", AFTER)
def test_a_step_that_must_say_why_is_refused_without_a_reason(desk: Desk, before: str) -> None:
    for after in ("cancelled", "not_treated"):
        if STEPS[before][after] == "x":
            visit = visit_marked(desk, before)
            with pytest.raises(BadInput) as refused:
                desk.booking.set_status(visit, after, " ", 1, desk.ruth)
            assert refused.value.field == "reason"
            assert row(desk, visit)[0] == before
            clear(desk, visit)
