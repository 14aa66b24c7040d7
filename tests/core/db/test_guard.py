"""The overlap guard, against the database itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, insert, select, text, update
from sqlalchemy.orm import Session

from clinic_desk.base.spans import Span
from clinic_desk.calendar.models import Appointment, Occupancy
from clinic_desk.db.database import Database
from clinic_desk.db.guard import GUARDED, LONGEST_SPAN, Occupied, occupied
from tests.factories import NOW, add_appointment, add_client, add_person

HOUR = timedelta(hours=1)


@pytest.fixture
def taken(database: Database) -> tuple[int, int]:
    """A practitioner and a client, together from NOW for an hour."""
    person, client = add_person(database), add_client(database)
    add_appointment(database, client, person, NOW, NOW + HOUR)
    return person, client


def occupancy(kind: str = "room", visit: int = 1, **changed: object) -> dict[str, object]:
    """A row of occupancy from NOW for an hour."""
    row = {"kind": kind, "resource_id": 7, "starts_at": NOW, "ends_at": NOW + HOUR}
    return {**row, "appointment_id": visit, "override_reason": None, **changed}


def two_visits(database: Database) -> tuple[int, int]:
    """Two visits that occupy nothing yet."""
    person, client = add_person(database), add_client(database)
    first, second = (
        add_appointment(database, client, person, NOW, NOW + HOUR, occupies=False) for _ in "12"
    )
    return first, second


def test_an_overlap_is_refused_by_kind_and_id(database: Database, taken: tuple[int, int]) -> None:
    other = add_client(database)
    with pytest.raises(Occupied) as refused:
        add_appointment(database, other, taken[0], NOW + HOUR / 2, NOW + HOUR * 2)
    assert (refused.value.kind, refused.value.resource_id) == ("practitioner", taken[0])


def test_nothing_of_a_refused_visit_is_kept(database: Database, taken: tuple[int, int]) -> None:
    other = add_client(database)
    with pytest.raises(Occupied):
        add_appointment(database, other, taken[0], NOW, NOW + HOUR)
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(Appointment)) == 1
        assert session.scalar(select(func.count()).select_from(Occupancy)) == 2


def test_visits_that_only_touch_are_let_in(database: Database, taken: tuple[int, int]) -> None:
    other = add_client(database)
    assert add_appointment(database, other, taken[0], NOW + HOUR, NOW + HOUR * 2)
    assert add_appointment(database, other, taken[0], NOW - HOUR, NOW)


@pytest.mark.parametrize("kind", GUARDED)
def test_every_guarded_kind_is_refused_twice(database: Database, kind: str) -> None:
    first, second = two_visits(database)
    with database.write(audited=False) as session:
        session.execute(insert(Occupancy), occupancy(kind, first))
    with pytest.raises(Occupied), database.write(audited=False) as session:
        session.execute(insert(Occupancy), occupancy(kind, second))


def test_a_buffer_is_never_refused(database: Database) -> None:
    first, second = two_visits(database)
    with database.write(audited=False) as session:
        session.execute(insert(Occupancy), [occupancy("buffer", v) for v in (first, second)])


def test_one_visit_may_take_the_same_thing_twice(database: Database) -> None:
    visit, _ = two_visits(database)
    with database.write(audited=False) as session:
        session.execute(insert(Occupancy), [occupancy("room", visit), occupancy("room", visit)])


def test_a_written_reason_passes_and_still_holds_the_time(database: Database) -> None:
    first, second = two_visits(database)
    with database.write(audited=False) as session:
        session.execute(insert(Occupancy), occupancy(visit=first))
        squeezed = occupancy(visit=second, ends_at=NOW + HOUR * 2, override_reason="asked")
        session.execute(insert(Occupancy), squeezed)
    third = occupancy(visit=first, starts_at=NOW + HOUR, ends_at=NOW + HOUR * 2)
    with pytest.raises(Occupied), database.write(audited=False) as session:
        session.execute(insert(Occupancy), third)


def test_no_reason_puts_a_client_in_two_places(database: Database) -> None:
    first, second = two_visits(database)
    with database.write(audited=False) as session:
        session.execute(insert(Occupancy), occupancy("client", first))
    with pytest.raises(Occupied), database.write(audited=False) as session:
        session.execute(insert(Occupancy), occupancy("client", second, override_reason="asked"))


@pytest.mark.parametrize("verb", ["INSERT OR IGNORE", "INSERT OR REPLACE", "REPLACE"])
def test_no_way_of_inserting_goes_round_it(database: Database, verb: str) -> None:
    first, second = two_visits(database)
    statement = f"{verb} INTO occupancy (kind, resource_id, starts_at, ends_at, appointment_id)"
    row = "VALUES ('room', 7, 1000, 2000, :visit)"
    with database.write(audited=False) as session:
        session.execute(text(f"{statement} {row}"), {"visit": first})
    with pytest.raises(Occupied), database.write(audited=False) as session:
        session.execute(text(f"{statement} {row}"), {"visit": second})


@pytest.mark.parametrize(
    "change",
    [
        {"starts_at": NOW, "ends_at": NOW + HOUR},
        {"starts_at": NOW + HOUR / 2},
        {"resource_id": 7},
        {"kind": "room"},
        {"override_reason": None},
    ],
)
def test_no_update_goes_round_it(database: Database, change: dict[str, object]) -> None:
    first, second = two_visits(database)
    aside: dict[str, object] = {
        "starts_at": {"starts_at": NOW + HOUR, "ends_at": NOW + HOUR * 2},
        "resource_id": {"resource_id": 8},
        "kind": {"kind": "buffer"},
        "override_reason": {"override_reason": "asked"},
    }[next(iter(change))]
    with database.write(audited=False) as session:
        session.execute(insert(Occupancy), occupancy(visit=first))
        session.execute(insert(Occupancy), occupancy(visit=second, **aside))  # type: ignore[arg-type]
    with pytest.raises(Occupied), database.write(audited=False) as session:
        session.execute(
            update(Occupancy).where(Occupancy.appointment_id == second).values(**change)
        )


def test_a_row_handed_to_another_visit_does_not_meet_itself(database: Database) -> None:
    first, second = two_visits(database)
    with database.write(audited=False) as session:
        session.execute(insert(Occupancy), occupancy(visit=first))
        session.execute(update(Occupancy).values(appointment_id=second))


def test_spans_given_up_can_be_taken_in_the_same_write(database: Database) -> None:
    first, second = two_visits(database)
    with database.write(audited=False) as session:
        session.execute(insert(Occupancy), occupancy(visit=first))
        session.execute(delete(Occupancy).where(Occupancy.appointment_id == first))
        session.execute(insert(Occupancy), occupancy(visit=second))


@pytest.fixture
def scratch(database: Database) -> Iterator[Session]:
    """A session in which two visits stand, given up at the end."""
    two_visits(database)
    with database.read() as session:
        yield session


minutes = st.integers(-LONGEST_SPAN // 60, LONGEST_SPAN // 60)
lengths = st.integers(1, LONGEST_SPAN // 60)


@given(offset=minutes, first_length=lengths, second_length=lengths)
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_python_sql_and_the_guard_agree(
    scratch: Session, offset: int, first_length: int, second_length: int
) -> None:
    start = NOW + timedelta(minutes=offset)
    first = Span(NOW, NOW + timedelta(minutes=first_length))
    second = Span(start, start + timedelta(minutes=second_length))
    mine, other = (
        occupancy(visit=visit, starts_at=span.starts_at, ends_at=span.ends_at)
        for visit, span in ((1, first), (2, second))
    )
    said = select(func.count()).where(
        Occupancy.kind == "room",
        Occupancy.resource_id == 7,
        Occupancy.starts_at < second.ends_at,
        Occupancy.starts_at > datetime.fromtimestamp(start.timestamp() - LONGEST_SPAN, UTC),
        Occupancy.ends_at > second.starts_at,
    )
    # Inside one read transaction that is given up: the guard's refusal leaves what came before.
    scratch.execute(delete(Occupancy))
    scratch.execute(insert(Occupancy), mine)
    by_sql = scratch.scalar(said) == 1
    try:
        scratch.execute(insert(Occupancy), other)
        by_guard = False
    except Occupied:
        by_guard = True
    assert first.overlaps(second) == second.overlaps(first) == by_sql == by_guard


def test_other_errors_are_not_the_guards() -> None:
    assert occupied(None) is None
    assert occupied(ValueError("occupied: no")) is None
