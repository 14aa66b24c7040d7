"""The leaflets, played from the keyboard alone, and every page of every one as a picture."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from clinic_desk.base.clock import local_day
from clinic_desk.clinic import Clinic
from clinic_desk.leaflets.orders import drawn
from clinic_desk.leaflets.pages import each_page
from ui.kit.printing import picture_of
from ui.tour.calls import Show, go_to
from ui.tour.eyes import expect_page, expect_words
from ui.tour.hand import Hand
from ui.tour.trust import Part, take_over

DOTS = 100
"""Dots an inch of the pictures: an A4 page is as wide as half a screen."""


def given(hand: Hand, clinic: Clinic, show: Show) -> None:
    """Reception gives a leaflet: what the visit calls for, looked through, printed, once more."""
    take_over(hand, "Maya Patel", None)
    caller = clinic.clients.get(_coming(clinic), clinic.staff.people()[0].id)
    hand.press("F11")
    expect_page(hand, "leaflets")
    _for_client(hand, caller.shown_name)
    expect_words(hand, "Draft, not approved by a clinician")
    show("called-for", "What the next visit calls for comes first; a draft says that it is one.")
    hand.press("Ctrl+F")
    hand.type("swallow")
    hand.settle()
    expect_words(hand, "1 of ")
    show("found", "Words looked for are marked on the pages; Enter goes from one to the next.")
    hand.press("Esc", "Alt+T")
    show("words", "The whole leaflet in words, to be read out, or by a screen reader.")
    hand.press("Alt+T", "Ctrl+P")
    hand.expect("Sent to")
    show("given", "Printed, and on the record: which words, how, when and by whom.")
    go_to(hand, "Print again")
    hand.press("Space")
    expect_words(hand, "in the words it had on")
    show("again", "The same once more, in the words it had, whatever has changed since.")


def sent(hand: Hand, clinic: Clinic, show: Show) -> None:
    """For e-mail: a password to say on the phone; then all leaflets of the next day."""
    hand.press("F11")
    expect_page(hand, "leaflets")
    hand.press("Ctrl+E")
    expect_words(hand, "Tell it by phone, never in an e-mail.")
    show("email", "A password to say on the phone. It is kept nowhere.")
    hand.press("Esc", "Ctrl+Shift+P")
    expect_words(hand, "to print")
    show("all", "All leaflets of the next day: who comes, and what each is given.")


def save_pages(clinic: Clinic, folder: Path) -> int:
    """Every page of every leaflet, in both sizes, made out for a client who has a visit to come;
    gives how many pictures there are."""
    caller, saved = _coming(clinic), 0
    by = clinic.staff.people()[0].id
    folder.mkdir(parents=True, exist_ok=True)
    for name in clinic.press.shelf(by).editions:
        for large in (False, True):
            printed = drawn(clinic.press.order(name, caller, by=by, large_print=large))
            size = "-large" if large else ""
            for number, page in enumerate(each_page(printed.pdf, dots_per_inch=DOTS), 1):
                picture_of(page).save(str(folder / f"{name}{size}-{number}.png"))
                saved += 1
    return saved


def _coming(clinic: Clinic) -> int:
    """The id of a client who comes for toxin in the next days."""
    today = local_day(clinic.clock.now())
    for visit in clinic.diary.visits(today + timedelta(days=1), today + timedelta(days=14)):
        if visit.treatment == "BTX" and visit.status in ("booked", "confirmed"):
            return visit.client_id
    raise LookupError("nobody comes for toxin in the next two weeks")


def _for_client(hand: Hand, name: str) -> None:
    """Whoever stood on the page before gives way."""
    try:
        go_to(hand, "Client")
    except LookupError:
        go_to(hand, "Print for nobody")
        hand.press("Space")
        go_to(hand, "Client")
    hand.type(name)
    hand.press("Return")
    hand.settle()


LEAFLETS = (
    Part("leaflet", "A leaflet, and proof that it was given.", given),
    Part("leaflets", "For e-mail, and all of the next day.", sent),
)
