"""What the tests of the calendar may ask for."""

from __future__ import annotations

import pytest

from clinic_desk.base.clock import FixedClock
from clinic_desk.db.database import Database
from tests.core.calendar.desk import Desk, open_desk


@pytest.fixture
def desk(database: Database, clock: FixedClock) -> Desk:
    """A clinic at work, on a file of its own."""
    return open_desk(database, clock)
