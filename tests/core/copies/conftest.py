"""Copies on a machine that has the time."""

from __future__ import annotations

import pytest

A_MINUTE = 60.0


@pytest.fixture(autouse=True)
def time_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test finds its pictures left for the next copy because something else had the processor.

    Those of a slow stick set what they need.
    """
    for name in ("SLICE_SECONDS", "CLOSING_SECONDS"):
        monkeypatch.setattr(f"clinic_desk.copies.copies.{name}", A_MINUTE)
