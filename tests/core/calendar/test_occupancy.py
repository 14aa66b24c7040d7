"""What a visit takes up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_desk.base.errors import BadInput
from clinic_desk.base.spans import Span
from clinic_desk.calendar.occupancy import occupied
from clinic_desk.calendar.plan import Plan, visit_span
from tests.core.calendar.desk import on


def plan(**more: object) -> Plan:
    values: dict[str, object] = {
        "treatment": "MN",
        "span": visit_span(on(8, 10), 75),
        "person_id": 1,
        "client_id": 2,
        "room_id": 3,
        "device_id": 4,
        "prep_minutes": 10,
        "cleanup_minutes": 15,
        "numbing_minutes": 30,
    }
    return Plan(**(values | more))  # type: ignore[arg-type]


def test_needling_takes_the_room_longer_and_the_practitioner_shorter_than_the_client() -> None:
    assert [(t.kind, t.resource_id, *t.span) for t in occupied(plan())] == [
        ("client", 2, on(8, 10), on(8, 11, 15)),
        ("practitioner", 1, on(8, 10, 30), on(8, 11, 15)),
        ("room", 3, on(8, 10), on(8, 11, 15)),
        ("buffer", 3, on(8, 9, 50), on(8, 10)),
        ("buffer", 3, on(8, 11, 15), on(8, 11, 30)),
        ("device", 4, on(8, 10), on(8, 11, 15)),
    ]


def test_parts_of_no_length_and_things_not_needed_are_left_out() -> None:
    bare = plan(room_id=None, device_id=None, prep_minutes=0, cleanup_minutes=0, numbing_minutes=0)
    assert [taken.kind for taken in occupied(bare)] == ["client", "practitioner"]


def test_a_cream_that_works_all_visit_long_leaves_the_practitioner_the_last_minute() -> None:
    assert plan(numbing_minutes=90).hands_on == Span(on(8, 11, 14), on(8, 11, 15))


@pytest.mark.parametrize(
    ("minutes", "says"),
    [
        (0, "The visit ends before it starts."),
        (-15, "The visit ends before it starts."),
        (481, "A visit lasts 8 hours at most."),
    ],
)
def test_a_length_that_cannot_be_is_refused_in_words(minutes: int, says: str) -> None:
    with pytest.raises(BadInput, match=says) as refused:
        visit_span(on(8, 10), minutes)
    assert refused.value.field == "minutes"


def test_a_visit_over_the_change_of_clocks_lasts_as_long_as_it_lasts() -> None:
    starts = on(25, 0, 30, month=10)
    assert visit_span(starts, 120).ends_at == on(25, 1, 30, month=10) + (on(1, 2) - on(1, 1))


@given(st.integers(1, 480), st.integers(0, 60), st.integers(0, 60), st.integers(0, 120))
def test_every_row_has_length_and_none_leaves_the_room_span(
    minutes: int, prep: int, cleanup: int, numbing: int
) -> None:
    whole = plan(
        span=visit_span(on(8, 10), minutes),
        prep_minutes=prep,
        cleanup_minutes=cleanup,
        numbing_minutes=numbing,
    )
    for taken in occupied(whole):
        assert taken.span.minutes > 0
        assert whole.room_span.contains(taken.span)
