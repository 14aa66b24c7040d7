"""What the tests of health may ask for."""

from __future__ import annotations

import pytest

from clinic_desk.base.clock import FixedClock
from clinic_desk.db.database import Database
from clinic_desk.health.health import Health
from tests.core.calendar.desk import open_desk
from tests.core.health.ward import Ward


@pytest.fixture
def ward(database: Database, clock: FixedClock) -> Ward:
    """Ruth, Amira, Maya and Grace with the protocol as shipped."""
    desk = open_desk(database, clock)
    return Ward(desk, Health(database, clock, desk.protocol))
