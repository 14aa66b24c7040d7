"""How often the tests of faults run, and the clinic that they run on."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.clinics import make_clinic

HowOften = Callable[..., int]


@pytest.fixture
def how_often(request: pytest.FixtureRequest) -> HowOften:
    """Which of a test's two lengths is wanted: its short one, or with `--long` its long one.

    `ci` is its length where the variable CI is set and nothing longer was asked for.
    """

    def choose(short: int, long: int, ci: int | None = None) -> int:
        if request.config.getoption("--long"):
            return long
        return ci if ci is not None and os.environ.get("CI") else short

    return choose


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    """The file of a clinic at work, closed, in a folder of its own."""
    folder = tmp_path / "clinic"
    folder.mkdir()
    return make_clinic(folder)
