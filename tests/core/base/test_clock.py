"""The clinic's wall clock, whatever the computer's own says of its place on earth."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
ASKED = """
from datetime import UTC, date, datetime, time
from clinic_desk.base.clock import SystemClock, at, local, local_day
summer, night = datetime(2026, 7, 1, 8, 0, tzinfo=UTC), datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
print(local(summer).time(), local_day(night), at(date(2026, 12, 8), time(9)))
print(SystemClock().now().utcoffset())
"""


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "America/Los_Angeles"])
def test_the_computers_own_zone_changes_no_time(zone: str) -> None:
    said = subprocess.run(
        [sys.executable, "-c", ASKED],
        cwd=ROOT,
        env=os.environ | {"TZ": zone},
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.splitlines() == ["09:00:00 2026-07-02 2026-12-08 09:00:00+00:00", "0:00:00"]
