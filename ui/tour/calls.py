"""The calls of an ordinary morning, played from the keyboard alone.

Each call is a run of key presses and what is to be seen after them. The tour plays
them for the pictures, the journeys in the tests for what they leave behind.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtWidgets import QApplication

from clinic_desk.base.clock import local, local_day
from clinic_desk.base.words import clock_time, short_day
from clinic_desk.clinic import Clinic
from ui.tour.hand import Hand
from ui.tour.stage import (
    before_lunch,
    days_after_toxin,
    free_for_toxin,
    free_of_rules,
    needled_on,
    weeks_after_toxin,
)

Show = Callable[[str, str], None]
"""Told at each moment worth a look: a name for the picture, and what is seen."""


def call_1(hand: Hand, clinic: Clinic, show: Show) -> None:
    """Needling on Tuesday, toxin wanted on Thursday: refused with the reason and the words."""
    today = local_day(clinic.clock.now())
    caller = needled_on(clinic, today)
    hand.press("F4")
    hand.type(caller.name)
    show("found", "The caller is found while the name is typed.")
    hand.press("Return")
    hand.type("b")
    hand.press("Tab")
    hand.type("f")
    hand.press("Tab", "Tab")
    hand.type(f"{short_day(today + timedelta(days=2))} 11:00")
    hand.press("Return")
    show("refused", "Two days after needling: refused, with the reason, before any words.")
    hand.press("F6")
    show("words", "The caller has said the date of birth: the words may be read out.")
    hand.press("Alt+1")
    show("offer", "The earliest time that fits is one key away.")
    hand.press("Ctrl+Return")
    hand.expect("Booked")
    show("booked", "Booked; Undo stands in the status line.")


def call_2(hand: Hand, clinic: Clinic, show: Show) -> None:
    """A daughter of sixteen: refused, words to read out, one log line, nothing else kept."""
    hand.press("F4")
    hand.type("Ella Vance")
    hand.press("Return", "Tab")
    born = local_day(clinic.clock.now()).replace(year=local(clinic.clock.now()).year - 16)
    hand.type(f"{born.day}/{born.month}/{born.year}")
    go_to(hand, "Treatment")
    hand.type("b")
    show("refused", "Under 18: refused by law, with words to read out.")
    hand.press("Ctrl+Return")
    hand.expect("Logged")
    show("logged", "One line in the call log; no name, no number.")


def call_3(hand: Hand, clinic: Clinic, show: Show) -> None:
    """It is wearing off after nine weeks: the earliest day is offered, or the nurse is asked."""
    caller = weeks_after_toxin(clinic, 9)
    hand.press("F4")
    hand.type(caller.name)
    hand.press("Return", "F6", "Alt+7")
    show("due", "The same again, looked for from three calendar months on.")
    free = free_for_toxin(clinic)
    _type_when(hand, f"{short_day(local_day(free))} {clock_time(free)}")
    show("early", "Asked for sooner: refused, with the first day and Pencil for nurse.")
    hand.press("Ctrl+Shift+Return")
    hand.expect("Pencilled")
    show("pencilled", "Pencilled: it holds its time until the nurse decides.")


def call_4(hand: Hand, clinic: Clinic, show: Show) -> None:
    """A squeeze-in with several problems at once: all shown, one reason covers them."""
    visit = before_lunch(clinic)
    caller = free_of_rules(clinic, local_day(clinic.clock.now()))
    hand.press("F4")
    hand.type(caller.name)
    hand.press("Return", "F6")
    hand.type("b")
    hand.press("Tab")
    hand.type("f")
    hand.press("Tab")
    hand.type("r")
    start = visit.ends_at - timedelta(minutes=10)
    _type_when(hand, f"{short_day(local_day(start))} {clock_time(start)}")
    show("findings", "All problems at once, the worst one open.")
    go_to(hand, "Reason")
    hand.type("Travels far, Ruth agreed by phone")
    hand.press("Alt+S")
    show("reason", "One written reason covers those that allow it.")
    hand.press("Ctrl+Return")
    hand.expect("Booked")
    show("booked", "Booked with its findings, the reason and who wrote it.")


def call_5(hand: Hand, clinic: Clinic, show: Show) -> None:
    """A new free consultation on a poor line: a name and a phone, and it is booked."""
    del clinic
    hand.begin_count()
    hand.press("F4")
    hand.type("Tilda Brightwell")
    hand.press("Return")
    hand.type("07700 900777")
    show("new", "A name and a phone are enough; the soonest times are there already.")
    hand.press("Alt+1", "Ctrl+Return")
    hand.expect("Booked")
    show("booked", f"Booked with {hand.keys} keys beside the text itself.")
    hand.press("F4")
    hand.type("Tilda Brightwel")
    hand.press("Up", "Return")
    hand.type("07700 900777")
    show("duplicate", "The same caller again: a likely duplicate opens with one key.")
    hand.press("Ctrl+D", "Esc")


def call_7(hand: Hand, clinic: Clinic, show: Show) -> None:
    """The leaflet posted in big print: 18-point, addressed, logged, and so from then on."""
    caller = days_after_toxin(clinic, 30)
    hand.press("F11")
    go_to(hand, "Client")
    hand.type(caller.name)
    hand.press("Return")
    show(
        "standard", "What the next visit calls for comes first; the pages as they will be printed."
    )
    hand.press("Alt+L")
    show("large", "18-point, re-flowed and not scaled.")
    hand.press("Ctrl+P")
    hand.expect("Sent")
    show("printed", "Printed, noted as given; the record asks for large print from now on.")
    hand.press("F5")


def call_9(hand: Hand, clinic: Clinic, show: Show) -> None:
    """A drooping eyelid nine days after: the words for 999, 111 and the nurse, then a visit."""
    caller = days_after_toxin(clinic, 9)
    hand.press("F4")
    hand.type(caller.name)
    hand.press("Return", "F8")
    show("words", "One key: the words first, then which number is the one to ring.")
    hand.press("Ctrl+Return", "F6")
    show("today", "A visit today: no rule of age, spacing or window refuses it.")
    hand.press("Ctrl+Return")
    hand.expect("Booked")
    show("booked", "Seen today.")
    hand.press("F8")
    go_to(hand, "Who")
    hand.type("Jo Fielding")
    hand.press("Tab")
    hand.type("07700 900123")
    hand.press("Tab")
    hand.type("Worried, rang from work")
    hand.press("Ctrl+Shift+Return")
    hand.press("F3")
    show("call-backs", "The promised call stands in the list, with its number and its hour.")
    hand.press("Esc")


def _type_when(hand: Hand, text: str) -> None:
    go_to(hand, "When")
    hand.press("Ctrl+A")
    hand.type(text)
    hand.press("Return")


def go_to(hand: Hand, name: str) -> None:
    """Tab on until a field of that name has the keyboard."""
    for _ in range(40):
        focused = QApplication.focusWidget()
        if focused is not None and focused.accessibleName().startswith(name):
            return
        hand.press("Tab")
    here = QApplication.focusWidget()
    named = here.accessibleName() or type(here).__name__ if here is not None else "nowhere"
    raise LookupError(f"no field called {name} can be reached by Tab; the keyboard is in: {named}")


CALLS: dict[str, Callable[[Hand, Clinic, Show], None]] = {
    "1": call_1,
    "2": call_2,
    "3": call_3,
    "4": call_4,
    "5": call_5,
    "7": call_7,
    "9": call_9,
}

TITLES = {
    "1": "Call 1. Needling on Tuesday: may I have botulinum toxin on Thursday?",
    "2": "Call 2. My daughter is sixteen and I give permission.",
    "3": "Call 3. It is wearing off after nine weeks: may I come sooner?",
    "4": "Call 4. A squeeze-in with several problems at once.",
    "5": "Call 5. A new free consultation on a poor line.",
    "7": "Call 7. Could you post me the leaflet in big print?",
    "9": "Call 9. My eyelid is drooping; I was with you nine days ago.",
}
