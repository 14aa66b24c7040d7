"""The first five minutes: from an empty folder to today's calendar."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from ui.tour.calls import Show, go_to
from ui.tour.hand import Hand

PASSPHRASE, PASSWORD = "four words on paper", "copper meadow teapot"
PAGES = (
    ("first", "Start a clinic, look round the demo, or open a folder."),
    ("clinic", "The clinic: its name and phone, as they stand on every leaflet."),
    ("data", "Where the data lives, and how it is locked."),
    ("recovery-key", "The recovery key, shown once, to print."),
    ("people", "People: role, registration, what they give, and the manager's password."),
    ("rooms", "Rooms and devices, and what each suits."),
    ("hours", "Hours by weekday, lunch, bank holidays."),
    ("treatments", "Treatments: on or off, minutes, preparation and clean-down."),
    ("protocol", "Who signs the protocol, as it stands or later."),
    ("sign-in", "Who is at the desk? The manager, for a start."),
    ("today", "Today's calendar."),
)


def open_first_time(hand: Hand, show: Show) -> None:
    """Every page of the first run, by Enter and Ctrl Enter; secrets where they are asked for."""
    for name, seen in PAGES:
        _fill(hand, name)
        show(name, seen)
        _go_on(hand, name)


def _fill(hand: Hand, name: str) -> None:
    """Type what the page cannot propose."""
    if _asked() == "Passphrase":
        hand.type(PASSPHRASE)
        hand.press("Tab")
        hand.type(PASSPHRASE)
    elif name == "people":
        go_to(hand, "Password")
        hand.type(PASSWORD)


def _go_on(hand: Hand, name: str) -> None:
    if name == "first":
        hand.press("Return")
    elif name == "sign-in":
        hand.press("Return")
        hand.type(PASSWORD)
        hand.press("Return")
        hand.until(lambda: hand.program.work is not None)
        hand.settle()
    elif name != PAGES[-1][0]:
        hand.press("Ctrl+Return")


def _asked() -> str:
    """The name of the field that has the keyboard."""
    focused = QApplication.focusWidget()
    return focused.accessibleName() if focused is not None else ""
