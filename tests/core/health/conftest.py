"""What the tests of health may ask for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from clinic_desk.base.clock import FixedClock
from clinic_desk.health.health import Health
from tests.core.calendar.desk import open_desk
from tests.core.health.ward import Ward


@pytest.fixture
def ward(tmp_path: Path, clock: FixedClock) -> Iterator[Ward]:
    """Ruth, Amira, Maya and Grace with the protocol as shipped, on a file of their own."""
    desk = open_desk(tmp_path / "desk", clock)
    yield Ward(desk, Health(desk.database, clock, desk.protocol))
    desk.database.close()
