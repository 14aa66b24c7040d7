"""What the tests of the records may ask for."""

from __future__ import annotations

import pytest

from clinic_desk.base.clock import FixedClock
from clinic_desk.db.database import Database
from tests.core.records.desk import Desk


@pytest.fixture
def desk(database: Database, clock: FixedClock) -> Desk:
    """A small clinic to write records in."""
    return Desk(database, clock)
