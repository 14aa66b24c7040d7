"""What may be done on the stock page now, and by whom: asked by keys and buttons alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clinic_desk.staff.permissions import May, may
from ui.kit.workplace import Workplace

if TYPE_CHECKING:
    from ui.stock.page import StockPage


class Allowed:
    """Questions of the page as it stands; all are answered no until its parts are made."""

    def __init__(self, workplace: Workplace, page: StockPage) -> None:
        """Take whoever is at the desk from the workplace, and what is in sight from the page."""
        self._work, self._page = workplace, page

    def reading(self) -> bool:
        """Whether the person at the desk may see the stock."""
        person = self._work.person
        return person is not None and may(person, May.CLINICAL)

    def writing(self) -> bool:
        """Whether they may change it, and the shelf is in sight."""
        person = self._work.person
        return person is not None and may(person, May.TREAT) and not self._page.is_tracing

    def looking(self) -> bool:
        """Whether a batch is shown."""
        return self._page.chosen() is not None

    def acting(self) -> bool:
        """Whether something may be done with it."""
        return self.looking() and self.writing()

    def opening(self) -> bool:
        """Whether a piece of it may be opened."""
        batch = self._page.chosen()
        return batch is not None and self.writing() and not self._page.shelf.why_not_opened(batch)

    def mixing(self) -> bool:
        """Whether a vial of it waits to be mixed."""
        batch = self._page.chosen()
        if batch is None or not self.writing():
            return False
        waits = any(vial.mixed_at is None for vial in batch.vials)
        return waits and self._page.shelf.is_mixed_here(batch)

    def finishing(self) -> bool:
        """Whether a vial of it is open."""
        batch = self._page.chosen()
        return batch is not None and bool(batch.vials) and self.writing()

    def withdrawing(self) -> bool:
        """Whether it is in use."""
        batch = self._page.chosen()
        return batch is not None and batch.withdrawn_on is None and self.writing()

    def putting_back(self) -> bool:
        """Whether it was withdrawn."""
        batch = self._page.chosen()
        return batch is not None and batch.withdrawn_on is not None and self.writing()

    def listing(self) -> bool:
        """Whether the list of who had a batch is in sight, with names."""
        return self._page.is_tracing and self._page.trace.may_leave

    def answering(self) -> bool:
        """Whether a form or a question is open."""
        asks = self._page.is_made and self._page.panel.asking.is_open
        return asks or self._page.is_filling
