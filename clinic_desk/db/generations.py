"""When a copy is due, what it is called, and which of the copies are kept. Pure but for the end.

Kept: the last of each hour of today, the last of each day, of each week and of each month,
counted by those that have a copy: a clinic that was shut for a month loses none by it, and a
clock set wrong loses none either.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from clinic_desk.base.clock import CLINIC_ZONE, local, local_day
from clinic_desk.db.backup import BackupFailed

LAST, DAYS, WEEKS, MONTHS = 3, 14, 8, 12
"""Kept at the least: the last three copies whatever their time, and so many days, weeks, months
that have a copy."""

WINTER = "winter-time"
"""Said in the name of a copy of the hour that comes twice, the second time."""

_NAME = re.compile(r"clinic-(\d{4}-\d{2}-\d{2})-(\d{6})(?:-([a-z][\w-]*?))??(?:-(\d{1,6}))?\.db")


class Made(NamedTuple):
    """A copy as its name tells it; they sort in the order in which they were made."""

    at: datetime
    """When, in UTC."""
    number: int
    """Which of several within a second."""
    name: str


def is_due(last: datetime | None, now: datetime) -> bool:
    """Whether another clock hour has begun since the last copy, or the clock has been set back."""
    return last is None or _hour(last) != _hour(now)


def copy_name(instant: datetime, note: str = "") -> str:
    """`clinic-2026-11-24-153000.db`, by the clinic's local time, with a note before the ending."""
    shown = local(instant)
    notes = "-".join(part for part in (WINTER if shown.fold else "", note) if part)
    return f"clinic-{shown:%Y-%m-%d-%H%M%S}{'-' if notes else ''}{notes}.db"


def read_name(name: str) -> Made | None:
    """What the name of a copy says; None for a file of any other name."""
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    try:
        day, fold = found[1], int((found[3] or "").startswith(WINTER))
        shown = datetime.fromisoformat(f"{day}T{found[2]}").replace(tzinfo=CLINIC_ZONE, fold=fold)
        at = shown.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return Made(at, int(found[4] or 0), name)


def read_names(names: Iterable[str]) -> tuple[Made, ...]:
    """The copies among some names, oldest first."""
    return tuple(sorted(made for name in names if (made := read_name(name)) is not None))


def outdated(names: Iterable[str], now: datetime) -> tuple[str, ...]:
    """Those of the names that no rule keeps, oldest first; never a name of another form.

    Those that a clock made which was ahead, or which the clock is behind now, stand apart:
    neither they nor the others count as newer days of the other.
    """
    made = read_names(names)
    ahead = [one for one in made if one.at - now > _AHEAD]
    kept = {*_kept(made[: len(made) - len(ahead)], now), *_kept(ahead, now)}
    return tuple(one.name for one in made if one not in kept)


def newest_of(names: Iterable[str], now: datetime) -> Made | None:
    """The last copy among some names. One that a clock made which was ahead is it only where
    there is no other: what was written since is not in it."""
    made = read_names(names)
    of_now = [one for one in made if one.at - now <= _AHEAD]
    return max(of_now or made, default=None)


_AHEAD = timedelta(days=1)
"""By so much a copy may be of after now, as somewhere else it is another hour."""


def _kept(made: Sequence[Made], now: datetime) -> set[Made]:
    if not made:
        return set()
    # A clock that stands wrong makes another day the last one: the hours of both are kept.
    hours_of = {local_day(now), local_day(made[-1].at)}
    today = [one for one in made if local_day(one.at) in hours_of]
    return {
        *made[-LAST:],
        *_newest(today, lambda one: _hour(one.at), len(today)),
        *_newest(made, lambda one: local_day(one.at), DAYS),
        *_newest(made, lambda one: _monday(local_day(one.at)), WEEKS),
        *_newest(made, lambda one: local_day(one.at).replace(day=1), MONTHS),
    }


def _newest(
    made: Iterable[Made], part: Callable[[Made], datetime | date], how_many: int
) -> list[Made]:
    """The last copy of each of the last so many parts of time that have one."""
    latest = {part(one): one for one in made}
    return [latest[each] for each in sorted(latest)[-how_many:]] if how_many else []


def _hour(instant: datetime) -> datetime:
    return instant.astimezone(UTC).replace(minute=0, second=0, microsecond=0)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def keep_generations(folder: Path, now: datetime) -> tuple[Path, ...]:
    """Remove the copies in a backups folder that are outdated; gives those removed.

    So too what copies that were cut off have left. What cannot be removed stays.
    """
    gone = [folder / name for name in outdated((each.name for each in folder.iterdir()), now)]
    for left in folder.glob(_LEFT):
        if _is_old(left, now):
            _remove(left)
    return tuple(path for path in gone if _remove(path) and _remove(path.with_suffix(".key")))


_LEFT = ".clinic-*.db.part*"


def _is_old(left: Path, now: datetime) -> bool:
    """Whether nobody can be at it any more: a copy takes minutes at the most."""
    try:
        return now - datetime.fromtimestamp(left.stat().st_mtime, UTC) > timedelta(days=1)
    except OSError:
        return False


def _remove(path: Path) -> bool:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return False
    return True


def make_folder(folder: Path) -> None:
    """Make a backups folder where there is none; BackupFailed where that cannot be."""
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise BackupFailed(
            f"The folder {folder} for copies cannot be made ({error.strerror}).",
            kept="The clinic itself is as it was.",
        ) from error


def free_name(folder: Path, instant: datetime, note: str = "") -> Path:
    """A name in the folder that is not taken; two copies within a second are told apart."""
    path, number = folder / copy_name(instant, note), 2
    while path.exists():
        path, number = folder / copy_name(instant, f"{note or 'copy'}-{number}"), number + 1
    return path
