"""One client from two records to none: found twice, made one, looked at, and gone, by keys."""

from __future__ import annotations

from datetime import date

from clinic_desk.clients.records import ClientDetails, PhoneDetails
from tests.journeys.conftest import MAYA, Desk
from ui.clients.page import ClientsPage
from ui.tour.stage import RUTH
from ui.tour.trust import take_over

PHONE = PhoneDetails("07700 900996")


def page_of(desk: Desk) -> ClientsPage:
    page = desk.hand.program.window.stack.page("clients")
    assert isinstance(page, ClientsPage)
    return page


def go_to(desk: Desk, name: str) -> None:
    """Tab on to a control whose name begins so."""
    for _ in range(40):
        focus = desk.hand.window.focusWidget()
        if focus is not None and focus.accessibleName().startswith(name):
            return
        desk.hand.press("Tab")
    raise LookupError(name)


def test_a_client_on_file_twice_is_made_one_and_when_she_has_died_nothing_goes_on(
    desk: Desk,
) -> None:
    hand, clinic = desk.hand, desk.clinic
    for family in ("Quillfeather", "Quillfeather-Hope"):
        details = ClientDetails("Zinnia", family, born_on=date(1970, 2, 3), phones=(PHONE,))
        clinic.clients.add(details, MAYA)
    take_over(hand, "Ruth Holt", None)
    hand.press("Ctrl+K")
    hand.type("quillfeather")
    hand.press("Return", "Ctrl+6", "Ctrl+D")
    page = page_of(desk)
    assert page.merging.isVisible()
    hand.press("Ctrl+Return")
    hand.expect("The two records are one now.")
    (hit,) = clinic.clients.search("quillfeather", RUTH)
    hand.press("F4")
    hand.type("free")
    hand.press("Ctrl+Return")
    (visit,) = clinic.diary.of_client(hit.id)
    assert visit.status in ("booked", "pencilled")
    take_over(hand, "Maya Patel", None)
    hand.press("Ctrl+K")
    hand.type("quillfeather")
    hand.press("Return", "Ctrl+M", "Return")
    go_to(desk, "Note it, and cancel 1 visit")
    hand.press("Return")
    hand.expect("Noted that Zinnia Quillfeather")
    (visit,) = clinic.diary.of_client(hit.id)
    assert (visit.status, visit.status_reason) == ("cancelled", "The client has died")
    assert [event.act for event in desk.noted("client.merged", "client.deceased")] == [
        "client.merged",
        "client.merged",
        "client.deceased",
    ]
    hand.press("Ctrl+Z")
    (visit,) = clinic.diary.of_client(hit.id)
    assert visit.status != "cancelled"
