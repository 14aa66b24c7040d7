from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_desk.base.spans import Span
from clinic_desk.calendar.lanes import Lane, lanes

NINE = datetime(2026, 11, 24, 9, tzinfo=UTC)


def span(begins: int, ends: int) -> Span:
    return Span(NINE + timedelta(minutes=begins), NINE + timedelta(minutes=ends))


SPANS = st.lists(
    st.tuples(st.integers(0, 300), st.integers(5, 120)).map(lambda s: span(s[0], s[0] + s[1])),
    max_size=12,
)


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([], []),
        ([(0, 30)], [(0, 1)]),
        ([(0, 30), (30, 60)], [(0, 1), (0, 1)]),
        ([(0, 30), (29, 60)], [(0, 2), (1, 2)]),
        ([(29, 60), (0, 30)], [(1, 2), (0, 2)]),
        ([(0, 30), (0, 60)], [(1, 2), (0, 2)]),
        ([(0, 30), (10, 90), (30, 60)], [(0, 2), (1, 2), (0, 2)]),
        ([(0, 20), (10, 30), (40, 50)], [(0, 2), (1, 2), (0, 1)]),
    ],
)
def test_spans_stand_in_the_lanes_expected(
    spans: list[tuple[int, int]], expected: list[tuple[int, int]]
) -> None:
    assert lanes([span(*each) for each in spans]) == tuple(Lane(*lane) for lane in expected)


@given(SPANS)
def test_overlapping_spans_never_share_a_lane(spans: list[Span]) -> None:
    placed = lanes(spans)
    for i, one in enumerate(spans):
        for j, other in enumerate(spans):
            if i < j and one.overlaps(other):
                assert placed[i].place != placed[j].place
                assert placed[i].of == placed[j].of


@given(SPANS)
def test_a_cluster_is_as_wide_as_its_busiest_moment(spans: list[Span]) -> None:
    placed = lanes(spans)
    assert len(placed) == len(spans)
    for each, lane in zip(spans, placed, strict=True):
        at_once = sum(other.starts_at <= each.starts_at < other.ends_at for other in spans)
        assert at_once <= lane.of <= len(spans)
        assert 0 <= lane.place < lane.of


@given(SPANS)
def test_a_span_that_touches_nothing_changes_no_width(spans: list[Span]) -> None:
    assert lanes([*spans, span(600, 630)])[:-1] == lanes(spans)
