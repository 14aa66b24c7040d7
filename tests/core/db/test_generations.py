"""When a copy is due, what it is called, and which are kept, whatever the clock does."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_desk.base.clock import local, local_day
from clinic_desk.db.generations import (
    DAYS,
    LAST,
    MONTHS,
    WEEKS,
    Made,
    copy_name,
    free_name,
    is_due,
    keep_generations,
    outdated,
    read_name,
    read_names,
)
from tests.factories import NOW

MOMENTS = st.integers(1_580_000_000, 2_180_000_000).map(
    lambda seconds: datetime.fromtimestamp(seconds, UTC)
)


def names_at(moments: Iterable[datetime]) -> list[str]:
    return sorted({copy_name(moment) for moment in moments})


def ago(*hours: float) -> list[str]:
    """Names of copies made that many hours before NOW, oldest first."""
    return names_at(NOW - timedelta(hours=each) for each in hours)


def kept(names: Iterable[str], now: datetime = NOW) -> list[Made]:
    gone = outdated(names, now)
    return [made for made in read_names(names) if made.name not in gone]


@pytest.mark.parametrize(
    ("last", "now", "due"),
    [
        (None, "09:00", True),
        ("09:00", "09:59", False),
        ("09:59", "10:00", True),
        ("09:00", "13:30", True),
        ("09:30", "09:10", False),
        ("09:30", "07:10", True),
    ],
)
def test_a_copy_is_due_once_in_each_hour_of_the_clock(
    last: str | None, now: str, due: bool
) -> None:
    def at(shown: str) -> datetime:
        return datetime.fromisoformat(f"2026-11-24T{shown}+00:00")

    assert is_due(at(last) if last else None, at(now)) == due


def test_the_hour_that_comes_twice_has_a_copy_each_time() -> None:
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    second = first + timedelta(hours=1)
    assert is_due(first, second)
    assert local(first).hour == local(second).hour == 1
    names = [copy_name(first + timedelta(minutes=20)), copy_name(second)]
    assert names[0] != names[1]
    assert [made.at for made in read_names(names)] == [first + timedelta(minutes=20), second]
    assert outdated(names, second) == ()


def test_no_copy_is_lost_on_the_day_that_lacks_an_hour() -> None:
    night = datetime(2026, 3, 28, 22, tzinfo=UTC)
    made = names_at(night + timedelta(hours=hour) for hour in range(6))
    now = night + timedelta(hours=6)
    assert [each.at.hour for each in kept(made, now)] == [23, 0, 1, 2, 3]


@given(MOMENTS, st.sampled_from(["", "before-0002", "copy", "copy-7"]))
def test_a_name_gives_back_its_moment_to_the_second(moment: datetime, note: str) -> None:
    found = read_name(copy_name(moment, note))
    assert found is not None
    assert found.at == moment.replace(microsecond=0)


@pytest.mark.parametrize(
    "name",
    [
        "clinic.db",
        "letter.db",
        "clinic-2026-13-01-000000.db",
        "clinic-2026-02-30-120000.db",
        "clinic-2026.db",
        "before-restore-2026-11-24-153000.db",
        "clinic-2026-11-24-153000.key",
    ],
)
def test_a_file_of_another_name_is_no_copy_and_never_removed(tmp_path: Path, name: str) -> None:
    for made in ago(*(n / 100 for n in range(30))):
        (tmp_path / made).touch()
    (tmp_path / name).touch()
    keep_generations(tmp_path, NOW)
    assert read_name(name) is None
    assert (tmp_path / name).exists()


def test_the_last_three_are_kept_however_close() -> None:
    made = names_at(NOW - timedelta(seconds=second) for second in range(30))
    assert [each.name for each in kept(made)] == made[-LAST:]


def test_the_last_of_each_hour_of_today_is_kept() -> None:
    made = names_at(NOW - timedelta(minutes=10 * n) for n in range(50))
    today = [each for each in kept(made) if local_day(each.at) == local_day(NOW)]
    last_three = [(8, 40), (8, 50), (9, 0)]
    shown = [(each.at.hour, each.at.minute) for each in today]
    assert shown == [*((hour, 50) for hour in range(8)), *last_three]


def test_of_yesterday_the_last_alone_is_kept() -> None:
    made = ago(*range(4, 40))
    yesterday = [each for each in kept(made) if each.at.day == 23]
    assert [each.at.hour for each in yesterday] == [23]


def test_two_years_of_hours_come_down_to_their_generations() -> None:
    made = ago(*(24 * day + hour for day in range(730) for hour in (0, 1, 2, 5, 8)))
    left = kept(made)
    assert len(left) <= LAST + 24 + DAYS + WEEKS + MONTHS
    assert left[-1].name == made[-1]
    assert len({local_day(each.at) for each in left[-40:]}) >= DAYS
    assert len({(each.at.year, each.at.month) for each in left}) == MONTHS
    weeks = {each.at - timedelta(days=each.at.weekday(), hours=each.at.hour) for each in left}
    assert {NOW - timedelta(weeks=n, days=1, hours=9) for n in range(WEEKS)} <= weeks


def test_a_month_shut_loses_no_older_copy() -> None:
    before = ago(*(24 * 40 + 24 * day for day in range(DAYS)))
    assert outdated(before, NOW) == ()
    assert outdated([*before, *ago(0)], NOW)[:1] in ((), (before[0],))


def test_a_clock_set_ten_years_ahead_for_a_day_takes_nothing_from_today() -> None:
    ahead = NOW.replace(year=2036)
    made = [*ago(0, 1, 2, 3, 4), *names_at(ahead + timedelta(hours=n) for n in range(5))]
    for now in (NOW, ahead):
        assert {each.name for each in kept(made, now)} >= set(ago(0, 1, 2, 3, 4)[-1:])
    assert outdated(made, NOW) == ()


@pytest.mark.parametrize("days", [14, 400])
def test_a_clock_that_was_ahead_for_however_long_takes_no_day_of_now(days: int) -> None:
    ahead = names_at(NOW + timedelta(days=90 + day) for day in range(days))
    days_of_now = ago(*(24 * day for day in range(DAYS)))
    assert {each.name for each in kept([*ahead, *days_of_now])} >= set(days_of_now)


def test_a_clock_set_years_back_keeps_what_was_made_before() -> None:
    behind = NOW.replace(year=2001)
    made = [*ago(0, 24, 48), *names_at([behind])]
    assert outdated(made, behind) == ()


@given(st.lists(MOMENTS, unique=True, max_size=60), MOMENTS)
def test_what_was_kept_once_is_kept_when_asked_again(
    moments: list[datetime], now: datetime
) -> None:
    made = names_at(moments)
    left = [each.name for each in kept(made, now)]
    assert outdated(left, now) == ()
    newest = [each.name for each in read_names(made)][-LAST:]
    assert left[-LAST:] == newest


@given(st.lists(st.integers(0, 24 * 60), unique=True, min_size=1, max_size=40), st.integers(0, 48))
def test_the_newest_of_a_day_is_never_the_one_to_go(hours: list[int], later: int) -> None:
    made = ago(*hours)
    days = sorted({local_day(each.at) for each in read_names(made)})[-DAYS:]
    left = kept(made, NOW + timedelta(hours=later))
    for day in days:
        of_day = [each for each in read_names(made) if local_day(each.at) == day]
        assert of_day[-1] in left


def test_copies_within_a_second_are_told_apart_and_stay_in_order(tmp_path: Path) -> None:
    made = []
    for _ in range(12):
        made.append(free_name(tmp_path, NOW).name)
        (tmp_path / made[-1]).touch()
    assert len(set(made)) == 12
    assert [each.name for each in read_names(made)] == made
    assert kept(made)[-1].name == made[-1]


def test_the_key_beside_an_outdated_copy_goes_with_it(tmp_path: Path) -> None:
    for made in names_at(NOW - timedelta(seconds=second) for second in range(11)):
        (tmp_path / made).touch()
        (tmp_path / made).with_suffix(".key").touch()
    keep_generations(tmp_path, NOW)
    assert len(list(tmp_path.iterdir())) == 2 * LAST
