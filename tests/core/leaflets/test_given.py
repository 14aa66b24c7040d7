"""The log of leaflets given."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import IntegrityError

from clinic_desk.base.clock import FixedClock
from clinic_desk.db.database import Database
from clinic_desk.leaflets.given import LeafletLog
from tests.factories import NOW, add_client, add_receptionist


def test_what_was_given_is_told_newest_first(database: Database, clock: FixedClock) -> None:
    log, by = LeafletLog(database, clock), add_receptionist(database)
    anna, ben = add_client(database), add_client(database, "Ben")
    assert log.note(anna, "botulinum-toxin", "1.0", False, "printed", "a" * 64, by).clients == {
        anna
    }
    clock.advance(days=1)
    log.note(anna, "micro-needling", "1.2", True, "saved", "b" * 64, by)
    log.note(ben, "micro-needling", "1.2", False, "printed", "c" * 64, by)
    newer, older = log.of_client(anna, by)
    assert (newer.leaflet, newer.large_print, newer.how, newer.given_by) == (
        "micro-needling",
        True,
        "saved",
        "Mia Lane",
    )
    assert (older.leaflet, older.given_by, older.given_at) == ("botulinum-toxin", "Mia Lane", NOW)
    assert log.of_client(999, by) == ()


def test_a_leaflet_for_nobody_is_refused(database: Database, clock: FixedClock) -> None:
    by = add_receptionist(database)
    with pytest.raises(IntegrityError):
        LeafletLog(database, clock).note(999, "x", "1", False, "printed", "d" * 64, by)
