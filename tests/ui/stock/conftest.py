"""The stock page in its window on a small shelf, with a hand at the keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from clinic_desk.base.clock import FixedClock
from clinic_desk.clinic import Clinic
from clinic_desk.stock.records import BatchDraft
from tests.factories import PASSWORD
from tests.ui.calendar.at_desk import QuickHand
from ui.application import ClinicDesk
from ui.doorkeeper import Credentials
from ui.stock.page import StockPage

MAYA, RUTH, GRACE = 1, 2, 3
CAME = date(2026, 11, 2)


@dataclass
class AtShelf:
    """The running program, its stock page, and a hand."""

    program: ClinicDesk
    clinic: Clinic
    hand: QuickHand

    @property
    def page(self) -> StockPage:
        """The stock page."""
        page = self.program.window.stack.page("stock")
        assert isinstance(page, StockPage)
        return page

    @property
    def said(self) -> str:
        """What the status line says."""
        return self.program.window.status.said.text()

    def batch(
        self,
        number: str,
        expires_on: date = date(2027, 9, 30),
        product: str = "Bocouture",
        pieces: int = 10,
    ) -> int:
        """A batch of toxin on the shelf."""
        draft = BatchDraft("toxin", product, number, expires_on, CAME, pieces, 50)
        return self.clinic.stock.add_batch(draft, RUTH).id

    def come(self) -> None:
        """To the stock page by its key."""
        self.hand.press("Ctrl+B")

    def press(self, *keys: str) -> None:
        """Press, and wait."""
        self.hand.press(*keys)

    def rows(self) -> list[str]:
        """What is spoken of each line of the shelf."""
        return [line.spoken for line in self.page.table.lines() if not line.is_heading]


def seated(qapp: object, qtbot: QtBot, clinic: Clinic, person_id: int) -> Iterator[AtShelf]:
    """The program with somebody at the desk."""
    program = ClinicDesk(qapp, clinic.folder, clinic.clock, who=Credentials(person_id, PASSWORD))  # type: ignore[arg-type]
    qtbot.addWidget(program.window)
    with qtbot.waitActive(program.window):
        program.window.show()
    with qtbot.waitSignal(program.entered):
        program.enter(clinic)
    made = AtShelf(program, clinic, QuickHand(program))
    made.hand.settle()
    yield made
    program.close()


@pytest.fixture
def shelf(qapp: object, qtbot: QtBot, clinic: Clinic, clock: FixedClock) -> Iterator[AtShelf]:
    """With the nurse at the desk."""
    yield from seated(qapp, qtbot, clinic, RUTH)


@pytest.fixture
def at_reception(
    qapp: object, qtbot: QtBot, clinic: Clinic, clock: FixedClock
) -> Iterator[AtShelf]:
    """With the receptionist at the desk."""
    yield from seated(qapp, qtbot, clinic, MAYA)
