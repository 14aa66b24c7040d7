"""What every test may ask for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from clinic_desk.base.clock import FixedClock
from clinic_desk.db.database import Database
from tests.factories import fixed_clock, memory_like_database


@pytest.fixture
def clock() -> FixedClock:
    """Tuesday 24 November 2026, nine in the morning, until moved."""
    return fixed_clock()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A new, empty clinic database: a real encrypted file."""
    database = memory_like_database(tmp_path)
    yield database
    database.close()
