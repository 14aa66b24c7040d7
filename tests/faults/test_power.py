"""The power goes: whatever the disk has kept of what was unsynced, nothing acknowledged is lost."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from clinic_desk.base.errors import CannotOpen
from clinic_desk.db import migrating
from tests.faults.clinics import Kept
from tests.faults.conftest import HowOften
from tests.faults.cutting import images, recorded
from tests.faults.schemas import later_migrations, revision_of, rows_of
from tests.faults.wholeness import copies_in_trouble, troubles_of
from tests.faults.workers import Copied, open_any, record_bookings, record_migration


def test_no_power_cut_loses_or_tears_what_was_acknowledged(
    clinic: Path, tmp_path: Path, how_often: HowOften
) -> None:
    run = recorded(record_bookings, clinic.parent, clinic, "FULL")
    many, bookings = how_often(30, 900), 0
    for place, said in images(run, tmp_path, many, random.Random(1)):
        kept = [one for one in said if isinstance(one, Kept)]
        copied = [one for one in said if isinstance(one, Copied)]
        assert troubles_of(place / "clinic.db", kept) == []
        assert copies_in_trouble(place, copied) == []
        bookings += len(kept)
    print(f"{many} images of {len(run.events)} operations: {bookings} bookings looked for, 0 lost")
    assert bookings > many


def test_no_power_cut_leaves_a_clinic_between_two_versions(
    clinic: Path, tmp_path: Path, how_often: HowOften, monkeypatch: pytest.MonkeyPatch
) -> None:
    scripts, revisions = later_migrations(tmp_path)
    before = rows_of(clinic)
    run = recorded(record_migration, clinic.parent, clinic, scripts, revisions)
    monkeypatch.setattr(migrating, "MIGRATIONS", scripts)
    monkeypatch.setattr(migrating, "REVISIONS", revisions)
    many = how_often(10, 100)
    for place, said in images(run, tmp_path, many, random.Random(2)):
        path = place / "clinic.db"
        assert revision_of(path) in (revisions[-1:] if "migrated" in said else revisions[-2:])
        open_any(path)
        assert (revision_of(path), rows_of(path)) == (revisions[-1], before)
    print(f"{many} images of {len(run.events)} operations while migrating")


def test_with_fewer_syncs_these_images_would_show_losses(clinic: Path, tmp_path: Path) -> None:
    run = recorded(record_bookings, clinic.parent, clinic, "NORMAL")
    lost = 0
    for place, said in images(run, tmp_path, 40, random.Random(3)):
        kept = [one for one in said if isinstance(one, Kept)]
        try:
            lost += troubles_of(place / "clinic.db", kept) != []
        except CannotOpen:
            lost += 1
    print(f"synchronous=NORMAL: {lost} of 40 images had lost something")
    assert lost > 4
