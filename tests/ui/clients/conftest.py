"""The clients page, on a clinic of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from clinic_desk.base.clock import FixedClock
from clinic_desk.clinic import Clinic
from tests.ui.clients.desk import Shown, open_clinic_with_staff, show_page


@pytest.fixture
def clinic(tmp_path: Path, clock: FixedClock) -> Iterator[Clinic]:
    """A receptionist, a nurse prescriber, and no clients."""
    clinic = open_clinic_with_staff(tmp_path / "clinic", clock)
    yield clinic
    clinic.database.close()


@pytest.fixture
def shown(clinic: Clinic, qtbot: QtBot) -> Iterator[Shown]:
    """The page in sight, with the receptionist at the desk."""
    shown = show_page(clinic, qtbot)
    yield shown
    shown.work.background.close()
    shown.work.desk.close()
