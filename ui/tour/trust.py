"""Who is at the desk, and nothing lost: played from the keyboard alone, like the calls."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtWidgets import QApplication, QLineEdit

from clinic_desk.base.clock import FixedClock
from clinic_desk.clinic import Clinic
from clinic_desk.demo.cast import DEMO_PASSWORD, DEMO_PIN
from ui.clients.record import TABS
from ui.tour.calls import Show, go_to
from ui.tour.hand import Hand
from ui.tour.stage import days_after_toxin


class Part(NamedTuple):
    """A part of the tour: what its pictures are called, its title, and how it is played."""

    name: str
    title: str
    play: Callable[[Hand, Clinic, Show], None]


HALF_TYPED = "Nadi"
WRONG_BOOKING = "Ines Marlow"


def sign_in(hand: Hand, show: Show) -> None:
    """The receptionist, who mistypes the password once."""
    hand.begin_count()
    show("who", "Who is at the desk? Nothing of a record stands behind this page.")
    hand.type("maya")
    hand.press("Return")
    hand.type("three herons at dawn")
    hand.press("Return")
    show("wrong", "Not the password: after five in a row none is looked at for five minutes.")
    hand.type(DEMO_PASSWORD)
    hand.press("Return")
    _let_in(hand)
    show("today", "Today's calendar, in her name.")


def lock_and_unlock(hand: Hand, clinic: Clinic, show: Show) -> None:
    """Locked with something half-typed, which is there again after the password."""
    del clinic
    hand.press("F4")
    hand.type(HALF_TYPED)
    show("typing", "A booking is begun: half a name is typed.")
    hand.press("Ctrl+L")
    show("locked", "Locked by its key: no text of a record is left in any part of the window.")
    hand.type(DEMO_PASSWORD)
    hand.press("Return")
    hand.until(lambda: not hand.program.window.is_locked)
    hand.settle()
    focused = QApplication.focusWidget()
    typed = focused.text() if isinstance(focused, QLineEdit) else ""
    if typed != HALF_TYPED:
        raise LookupError(f"“{typed}” stands in the field, not “{HALF_TYPED}”")
    show("unlocked", "Unlocked: what was being typed is there, and the keyboard with it.")
    hand.press("Esc", "Esc")


def switch_to_the_nurse(hand: Hand, clinic: Clinic, show: Show) -> None:
    """The nurse takes the desk with a PIN and accepts what waits for her."""
    waiting = clinic.booking.pencilled()[0]
    take_over(hand, "Ruth Holt", show)
    hand.press("F3")
    go_to(hand, waiting.client_name)
    hand.press("Return")
    show("waits", "What was pencilled waits for her, with what it waits for.")
    hand.press("Alt+B")
    hand.type("Seen on Friday, healed well")
    hand.press("Return")
    if any(each.appointment_id == waiting.appointment_id for each in clinic.booking.pencilled()):
        raise LookupError("it still waits for the nurse")
    show("accepted", "Accepted in her name, with her reason.")
    hand.press("Esc", "Esc")


def who_has_looked(hand: Hand, clinic: Clinic, show: Show) -> None:
    """Whoever treats sees who did what with a client's record."""
    caller = days_after_toxin(clinic, 30)
    hand.press("Ctrl+K")
    hand.type(caller.name)
    looked = 1 + [id for id, _words in TABS].index("looked")
    hand.press("Return", f"Ctrl+{looked}")
    show("looked", "All that was done with this record, newest first; this look is the first line.")
    hand.press("F5")


def restore(hand: Hand, clinic: Clinic, show: Show) -> None:
    """The manager brings back the clinic as it was before a booking that should not have been."""
    del clinic
    take_over(hand, "Grace Lam", None)
    _later(hand)
    _to_copies(hand)
    go_to(hand, "Make a copy now")
    hand.press("Return")
    hand.expect("A checked copy was made")
    _later(hand)
    hand.press("F5", "F4")
    hand.type(WRONG_BOOKING)
    hand.press("Return")
    hand.type("07700 900778")
    hand.press("Alt+1", "Ctrl+Return")
    hand.expect("Booked")
    _to_copies(hand)
    show("copies", "Every copy was opened again and checked before it counted.")
    go_to(hand, "Tue 24 Nov")
    hand.press("Return")
    hand.settle()
    show("preview", "What restoring would change, before anything is changed.")
    go_to(hand, "Restore this copy")
    hand.press("Return")
    hand.until(lambda: hand.program.window.door.isVisible())
    hand.settle()
    show("door", "Restored; the file as it was is kept aside, and everyone signs in again.")
    hand.type("grace")
    hand.press("Return")
    hand.type(DEMO_PASSWORD)
    hand.press("Return")
    _let_in(hand)
    show("back", "The booking is gone, and nothing else is.")


def take_over(hand: Hand, name: str, show: Show | None) -> None:
    """Pick somebody at the top right and type the PIN."""
    hand.press("F2")
    go_to(hand, name)
    if show is not None:
        show("people", "At an unlocked desk a PIN is enough to take it over.")
    hand.press("Return")
    hand.type(DEMO_PIN)
    hand.press("Return")


def _later(hand: Hand) -> None:
    """Let a moment go by, so that what follows has a time of its own.

    Not more: after a leap the desk takes it that the computer slept, and locks itself.
    """
    clock = hand.program.clock
    if isinstance(clock, FixedClock):
        clock.advance(seconds=10)


def _let_in(hand: Hand) -> None:
    hand.until(lambda: hand.program.work is not None and hand.program.work.person is not None)
    hand.settle()


def _to_copies(hand: Hand) -> None:
    hand.press("F12")
    for _ in range(20):
        focused = QApplication.focusWidget()
        if focused is not None and focused.accessibleName().startswith("Copies"):
            return
        hand.press("Down")
    raise LookupError("Settings has no copies")


TRUST = (
    Part("lock", "Locked in the middle of a call.", lock_and_unlock),
    Part("nurse", "The nurse takes the desk for a minute.", switch_to_the_nurse),
    Part("looked", "Who has looked at a record?", who_has_looked),
    Part("restore", "The clinic as it was before a mistake.", restore),
)
