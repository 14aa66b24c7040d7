"""What the door finds about the audit waits for a manager, whoever opened the clinic."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from clinic_desk.base.clock import FixedClock
from clinic_desk.clinic import Clinic, create_clinic, open_clinic
from clinic_desk.db.engine import connect
from clinic_desk.db.key_file import KeyChoice
from clinic_desk.db.troubles import EntriesMissing
from clinic_desk.staff.access import FOUNDING
from clinic_desk.staff.people import PersonDraft

MANAGER = 1


@pytest.fixture
def folder(tmp_path: Path, clock: FixedClock) -> Path:
    """A clinic with a manager, closed."""
    clinic, _ = create_clinic(
        tmp_path / "clinic",
        name="The Body Work Clinic",
        phone="01223 455144",
        key_choice=KeyChoice(demo=True),
        clock=clock,
    )
    clinic.staff.save(PersonDraft("Grace Lam", "manager"), by=FOUNDING)
    clinic.close()
    return clinic.folder


def save(clinic: Clinic, phone: str) -> None:
    clinic.practice.save(replace(clinic.practice.read(), phone=phone), MANAGER)


def test_anchors_taken_away_are_missed_though_the_clock_was_set_back_too(
    folder: Path, clock: FixedClock
) -> None:
    clinic = open_clinic(folder, clock=clock)
    for anchor in clinic.database.anchors:
        anchor.path.unlink()
    clinic.database.close()
    clock.advance(days=-3)
    clinic = open_clinic(folder, clock=clock)
    assert clinic.notes
    assert [each.kind for each in clinic.wholeness.standing().findings] == ["anchor_missing"]
    clinic.database.close()


def test_a_loss_that_somebody_accepted_at_the_door_waits_for_the_manager(
    folder: Path, clock: FixedClock
) -> None:
    clinic = open_clinic(folder, clock=clock)
    path, key = clinic.database.path, clinic.database.key
    connect(path, key).execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = path.read_bytes()
    save(clinic, "01223 455145")
    clinic.database.close()
    path.write_bytes(before)
    with pytest.raises(EntriesMissing):
        open_clinic(folder, clock=clock)
    clinic = open_clinic(folder, clock=clock, accept_loss=True)
    standing = clinic.wholeness.standing()
    assert [each.kind for each in standing.findings] == ["went_on"]
    clinic.wholeness.accept(MANAGER, standing.up_to)
    clinic.database.close()
    clinic = open_clinic(folder, clock=clock)
    assert clinic.wholeness.look_through().is_whole
    clinic.database.close()


def test_a_clinic_opened_again_and_again_has_nothing_to_tell(
    folder: Path, clock: FixedClock
) -> None:
    for phone in ("01223 455146", "01223 455147"):
        clinic = open_clinic(folder, clock=clock)
        save(clinic, phone)
        assert clinic.wholeness.look_through().is_whole
        clinic.close()
