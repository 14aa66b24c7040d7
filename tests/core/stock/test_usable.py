"""May it be used? To the minute after mixing, to the day of expiry, whatever the clocks do."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_desk.base.clock import at
from clinic_desk.stock.records import BatchRecord, VialRecord
from clinic_desk.stock.usable import Usable, expiry_of, left, usable
from clinic_desk.treatments.products import Product

MIXED = Product("Mixed", "ona", "U", 0, "2-8C", 24, False, False, None, "test", "high")
READY = MIXED._replace(name="Ready", discard_after_mixing_hours=0, ready_mixed=True)
DAY = date(2026, 11, 24)


def batch(expires_on: date = date(2027, 6, 30), **more: object) -> BatchRecord:
    plain = BatchRecord(
        1, 1, "toxin", "Mixed", "C1234", expires_on, DAY, 5, 100, "", None, "", 0, 5, (), ""
    )
    return replace(plain, **more)  # type: ignore[arg-type]


def vial(opened: datetime, mixed: datetime | None = None, **more: object) -> VialRecord:
    plain = VialRecord(1, 1, opened, "Ruth Holt", mixed, 2500 if mixed else None, None)
    return replace(plain, **more)  # type: ignore[arg-type]


def on(day: date, hour: int, minute: int = 0, second: int = 0) -> datetime:
    return at(day, time(hour, minute, second))


@pytest.mark.parametrize(
    ("expires_on", "now", "may"),
    [
        (DAY, on(DAY, 0), True),
        (DAY, on(DAY, 23, 59, 59), True),
        (DAY, on(date(2026, 11, 25), 0), False),
        # By the clinic's own midnight, an hour before that of UTC in summer.
        (date(2026, 6, 30), datetime(2026, 6, 30, 22, 59, 59, tzinfo=UTC), True),
        (date(2026, 6, 30), datetime(2026, 6, 30, 23, 0, tzinfo=UTC), False),
        (date(2028, 2, 29), on(date(2028, 2, 29), 23, 59), True),
        (date(2028, 2, 29), on(date(2028, 3, 1), 0), False),
        (date(2026, 10, 25), on(date(2026, 10, 25), 23, 59), True),
        (date(2026, 12, 31), on(date(2027, 1, 1), 0), False),
    ],
)
def test_a_batch_may_be_used_to_the_end_of_its_day(
    expires_on: date, now: datetime, may: bool
) -> None:
    answer = usable(batch(expires_on), None, MIXED, now)
    assert isinstance(answer, Usable) is may
    if not may:
        assert "expired on" in str(answer)


def spring(hour: int, minute: int = 0) -> datetime:
    return datetime(2027, 3, 28, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("mixed", "now", "may"),
    [
        (on(DAY, 9), on(DAY, 9), True),
        (on(DAY, 9), on(date(2026, 11, 25), 8, 59, 59), True),
        (on(DAY, 9), on(date(2026, 11, 25), 9), False),
        # The clocks go forward at 01:00 on 28 March 2027: 24 hours pass by 10:00 on the wall.
        (on(date(2027, 3, 27), 9), spring(8, 59), True),
        (on(date(2027, 3, 27), 9), on(date(2027, 3, 28), 9, 59), True),
        (on(date(2027, 3, 27), 9), on(date(2027, 3, 28), 10), False),
        # And back on 25 October 2026: they have passed by 08:00.
        (on(date(2026, 10, 24), 9), on(date(2026, 10, 25), 7, 59), True),
        (on(date(2026, 10, 24), 9), on(date(2026, 10, 25), 8), False),
        (on(date(2028, 2, 28), 15), on(date(2028, 2, 29), 14, 59), True),
        (on(date(2028, 2, 28), 15), on(date(2028, 2, 29), 15), False),
    ],
)
def test_a_mixed_vial_may_be_used_for_the_hours_of_its_make(
    mixed: datetime, now: datetime, may: bool
) -> None:
    answer = usable(batch(date(2029, 1, 31)), vial(mixed, mixed), MIXED, now)
    assert isinstance(answer, Usable) is may
    if may:
        assert answer == Usable(mixed + timedelta(hours=24))


def test_the_expiry_ends_the_hours_after_mixing() -> None:
    answer = usable(batch(DAY), vial(on(DAY, 20), on(DAY, 20)), MIXED, on(DAY, 21))
    assert answer == Usable(on(date(2026, 11, 25), 0))


def test_a_ready_mixed_vial_is_for_the_day_it_was_opened() -> None:
    opened = vial(on(DAY, 9))
    assert usable(batch(), opened, READY, on(DAY, 23, 59)) == Usable(on(date(2026, 11, 25), 0))
    assert "for one session" in str(usable(batch(), opened, READY, on(date(2026, 11, 25), 0)))


@pytest.mark.parametrize(
    ("of", "one", "product", "said"),
    [
        (batch(withdrawn_on=DAY, withdrawn_why="Recalled."), None, MIXED, "Recalled."),
        (batch(), None, None, "not among the makes"),
        (batch(), vial(on(DAY, 8)), MIXED, "not been mixed"),
        (batch(), vial(on(DAY, 8), on(DAY, 8), finished_at=on(DAY, 9)), MIXED, "was finished"),
        # What is worse is said first.
        (batch(DAY - timedelta(days=1), withdrawn_on=DAY, withdrawn_why="R"), None, None, "withdr"),
    ],
)
def test_what_else_may_not_be_used_says_why(
    of: BatchRecord, one: VialRecord | None, product: Product | None, said: str
) -> None:
    assert said in str(usable(of, one, product, on(DAY, 9)))


def test_a_record_written_later_asks_for_the_moment_of_the_visit() -> None:
    """The vial was thrown away after the visit, and the batch withdrawn the day after."""
    of = batch(withdrawn_on=DAY + timedelta(days=1), withdrawn_why="Recalled")
    used = vial(on(DAY, 9), on(DAY, 9), finished_at=on(DAY, 11))
    assert isinstance(usable(of, used, MIXED, on(DAY, 10)), Usable)
    assert "finished" in str(usable(of, used, MIXED, on(DAY, 11)))


@pytest.mark.parametrize(
    ("expires_on", "said"),
    [
        (date(2026, 11, 23), "expired"),
        (date(2026, 11, 24), "nearly"),
        (date(2026, 12, 24), "nearly"),
        (date(2026, 12, 25), ""),
    ],
)
def test_what_expires_within_thirty_days_is_nearly_expired(expires_on: date, said: str) -> None:
    assert expiry_of(expires_on, DAY) == said


@given(st.integers(0, 50), st.integers(0, 50), st.lists(st.integers(-5, 5)))
def test_what_is_left_is_what_came_less_what_was_opened_put_right_by_counts(
    pieces: int, opened: int, counts: list[int]
) -> None:
    assert left(pieces, opened, counts) == pieces - opened + sum(counts)


@given(st.integers(0, 72 * 3600), st.integers(1, 72))
def test_a_vial_is_usable_just_as_long_as_it_says(seconds: int, hours: int) -> None:
    product = MIXED._replace(discard_after_mixing_hours=hours)
    mixed = on(date(2026, 10, 24), 9)
    answer = usable(batch(), vial(mixed, mixed), product, mixed + timedelta(seconds=seconds))
    assert isinstance(answer, Usable) is (seconds < hours * 3600)
