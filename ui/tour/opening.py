"""The first five minutes: from an empty folder to today's calendar."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from ui.tour.calls import Show
from ui.tour.hand import Hand

PASSPHRASE = "four words on paper"
PAGES = (
    ("first", "Start a clinic, look round the demo, or open a folder."),
    ("clinic", "The clinic: its name and phone, as they stand on every leaflet."),
    ("data", "Where the data lives, and how it is locked."),
    ("recovery-key", "The recovery key, shown once, to print."),
    ("people", "People: role, registration, what they give."),
    ("rooms", "Rooms and devices, and what each suits."),
    ("hours", "Hours by weekday, lunch, bank holidays."),
    ("treatments", "Treatments: on or off, minutes, preparation and clean-down."),
    ("protocol", "Who signs the protocol, as it stands or later."),
    ("today", "Today's calendar."),
)


def open_first_time(hand: Hand, show: Show) -> None:
    """Every page of the first run, by Enter and Ctrl Enter; a passphrase where one is asked."""
    for name, seen in PAGES:
        if _asked() == "Passphrase":
            hand.type(PASSPHRASE)
            hand.press("Tab")
            hand.type(PASSPHRASE)
        show(name, seen)
        if name != PAGES[-1][0]:
            hand.press("Return" if name == PAGES[0][0] else "Ctrl+Return")


def _asked() -> str:
    """The name of the field that has the keyboard."""
    focused = QApplication.focusWidget()
    return focused.accessibleName() if focused is not None else ""
