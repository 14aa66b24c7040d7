"""A program killed at any moment: nothing that was acknowledged is lost, and nothing is torn."""

from __future__ import annotations

import random
import shutil
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from clinic_desk.db import migrating
from clinic_desk.db.generations import keep_generations
from tests.faults.clinics import Kept, make_clinic
from tests.faults.conftest import HowOften
from tests.faults.processes import Child
from tests.faults.schemas import later_migrations, revision_of, rows_of
from tests.faults.wholeness import copies_in_trouble, troubles_of
from tests.faults.workers import Copied, book_on, migrate, open_any

ROUNDS = 25
"""Kills of one clinic, each of which goes on from what the one before left."""
A_BOOKING = 0.006
"""Seconds that one takes, about: a process is killed anywhere within the last."""


def book_and_kill(path: Path, chance: random.Random, **how: int) -> tuple[list[Kept], list[Copied]]:
    """Let a process acknowledge up to `most` bookings and copies, and kill it; gives them all."""
    child = Child(book_on, path, how["checkpoint_at"], bool(how.get("copying")))
    child.wait_for("ready")
    said = child.hear(chance.randrange(int(how["most"])))
    time.sleep(chance.uniform(0, A_BOOKING))
    said += child.kill()
    kept = [one for one in said if isinstance(one, Kept)]
    return kept, [one for one in said if isinstance(one, Copied)]


@pytest.mark.parametrize(
    ("name", "checkpoint_at"),
    [("booking", 1000), ("checkpointing", 3)],
    ids=["booking", "checkpointing"],
)
def test_no_kill_loses_or_tears_a_booking(
    tmp_path: Path, how_often: HowOften, name: str, checkpoint_at: int
) -> None:
    chance = random.Random(name)
    kills = how_often(9, 150, ci=30)
    acknowledged = 0
    for first in range(0, kills, ROUNDS):
        folder = tmp_path / str(first)
        folder.mkdir()
        path, kept = make_clinic(folder), []
        for _ in range(min(ROUNDS, kills - first)):
            kept += book_and_kill(path, chance, checkpoint_at=checkpoint_at, most=30)[0]
            assert troubles_of(path, kept) == []
        acknowledged += len(kept)
    print(f"{name}: {kills} kills, {acknowledged} bookings acknowledged, 0 lost, 0 torn")
    assert acknowledged > kills


def test_no_kill_while_copying_loses_a_booking_or_leaves_half_a_copy(
    tmp_path: Path, how_often: HowOften
) -> None:
    chance = random.Random("copying")
    kills = how_often(6, 100, ci=20)
    bookings = copies = 0
    for first in range(0, kills, ROUNDS):
        folder = tmp_path / str(first)
        folder.mkdir()
        path, kept, copied = make_clinic(folder), [], []
        for _ in range(min(ROUNDS, kills - first)):
            more, made = book_and_kill(path, chance, checkpoint_at=20, copying=1, most=60)
            kept, copied = kept + more, copied + made
            assert troubles_of(path, kept) == []
            assert copies_in_trouble(folder / "backups", copied) == []
        bookings, copies = bookings + len(kept), copies + len(copied)
    print(f"copying: {kills} kills, {bookings} bookings and {copies} copies acknowledged")
    assert bookings > kills


def test_what_a_killed_copy_left_is_gone_a_day_later(tmp_path: Path) -> None:
    left, other = tmp_path / ".clinic-2026-11-24-090000.db.part", tmp_path / ".letter.part"
    for path in (left, other):
        path.write_bytes(bytes(4096))
    made = datetime.fromtimestamp(left.stat().st_mtime, UTC)
    keep_generations(tmp_path, made + timedelta(hours=23))
    assert left.exists()
    keep_generations(tmp_path, made + timedelta(hours=25))
    assert [path.name for path in tmp_path.iterdir()] == [other.name]


def test_no_kill_while_migrating_leaves_a_clinic_between_two_versions(
    clinic: Path, tmp_path: Path, how_often: HowOften, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random("migrating")
    kills = how_often(6, 100, ci=20)
    kept, _ = book_and_kill(clinic, chance, checkpoint_at=1000, most=30)
    assert troubles_of(clinic, kept) == []
    scripts, revisions = later_migrations(tmp_path)
    before, done = rows_of(clinic), 0
    for number in range(kills):
        folder = tmp_path / f"kill-{number}"
        folder.mkdir()
        path = Path(shutil.copy(clinic, folder))
        child = Child(migrate, path, scripts, revisions)
        child.wait_for("ready")
        time.sleep(chance.uniform(0, 0.15))
        done += child.kill() == ["done"]
        with monkeypatch.context() as patched:
            patched.setattr(migrating, "MIGRATIONS", scripts)
            patched.setattr(migrating, "REVISIONS", revisions)
            assert revision_of(path) in revisions[-2:]
            open_any(path)
        assert rows_of(path) == before
    print(f"migrating: {kills} kills, {done} of them after the end")
    assert done < kills
