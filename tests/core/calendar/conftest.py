"""What the tests of the calendar may ask for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from clinic_desk.base.clock import FixedClock
from tests.core.calendar.desk import Desk, open_desk


@pytest.fixture
def desk(tmp_path: Path, clock: FixedClock) -> Iterator[Desk]:
    """A clinic at work, on a file of its own."""
    made = open_desk(tmp_path / "desk", clock)
    yield made
    made.database.close()
