"""The pages of the window and of the start, made only when they are called for.

A factory imports its page when it is called: behind a page stands the database, and the frame is
to be seen before that is read.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from clinic_desk.staff.permissions import May
from ui.kit.pages import PageEntry
from ui.kit.workplace import Workplace

if TYPE_CHECKING:
    from ui.kit.doorstep import Doorstep


def _calendar(workplace: Workplace) -> QWidget:
    from ui.calendar.page import CalendarPage

    return CalendarPage(workplace)


def _clients(workplace: Workplace) -> QWidget:
    from ui.clients.page import ClientsPage

    return ClientsPage(workplace)


def _leaflets(workplace: Workplace) -> QWidget:
    from ui.leaflets.page import LeafletsPage

    return LeafletsPage(workplace)


def _stock(workplace: Workplace) -> QWidget:
    from ui.stock.page import StockPage

    return StockPage(workplace)


def _settings(workplace: Workplace) -> QWidget:
    from ui.settings.page import SettingsPage

    return SettingsPage(workplace)


def _records(workplace: Workplace) -> QWidget:
    from ui.records.page import RecordPage

    return RecordPage(workplace)


def _start(step: Doorstep) -> QWidget:
    from ui.start.pages import StartPages

    return StartPages(step)


PAGES: tuple[PageEntry, ...] = (
    PageEntry("calendar", "calendar", "Calendar", "F5", _calendar),
    PageEntry("clients", "clients", "Clients", "F10", _clients),
    PageEntry("leaflets", "leaflets", "Leaflets", "F11", _leaflets),
    PageEntry("stock", "stock", "Stock", "Ctrl+B", _stock, needs=May.CLINICAL),
    PageEntry("settings", "settings", "Settings", "F12", _settings),
    PageEntry("records", "pencil", "Record", "", _records, under="clients"),
)
"""The pages in the order of the rail."""

START: Callable[[Doorstep], QWidget] | None = _start
"""Makes the start pages, for a computer that has no clinic yet."""
