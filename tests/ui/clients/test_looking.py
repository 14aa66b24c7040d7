"""The tab "Who has looked": by keys, for whoever may see it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from clinic_desk.clients.records import ClientDetails
from clinic_desk.clinic import Clinic
from clinic_desk.db.audit import note
from tests.ui.clients.desk import Shown, tab_key
from ui.clients.looking import LookedCard

CONTROL = Qt.KeyboardModifier.ControlModifier
NURSE, RECEPTION = 2, 1


@pytest.fixture
def anna(clinic: Clinic) -> int:
    """A client who was looked at by the nurse three times, and changed by reception before."""
    id = clinic.clients.add(ClientDetails(given="Anna", family="Kowalska"), by=RECEPTION).id
    act(clinic, id, "client.changed", RECEPTION, ("given", "born_on"), {"given": "Ana"})
    for _ in range(3):
        act(clinic, id, "leaflet.printed", NURSE)
    return id


def act(
    clinic: Clinic,
    client_id: int,
    act: str,
    by: int,
    fields: tuple[str, ...] = (),
    before: dict[str, str] | None = None,
) -> None:
    with clinic.database.write() as session:
        note(session, act, by, client=client_id, fields=fields, before=before)


def look(shown: Shown, client_id: int) -> LookedCard:
    """Open a client and go to the tab with its key."""
    shown.page.receive(client_id=client_id)
    shown.settle()
    shown.bot.keyClick(shown.page, tab_key("looked"), CONTROL)
    shown.settle()
    return shown.page.record.looked


def lines(card: LookedCard) -> list[tuple[str, str, str]]:
    return [(entry.title, entry.detail, entry.second) for entry in card.list.entries()]


def test_the_tab_says_who_did_what_and_has_the_keyboard(shown: Shown, anna: int) -> None:
    shown.sit(shown.nurse)
    card = look(shown, anna)
    assert (
        "Changed the details",
        "Maya Patel · Receptionist",
        "first name and date of birth",
    ) in lines(card)
    assert lines(card)[0][:2] == ("Opened the record", "Ruth Holt · Nurse prescriber")
    assert card.list.hasFocus()
    assert not card.about.isVisible()


def test_opened_again_within_minutes_is_one_line(shown: Shown, anna: int) -> None:
    shown.sit(shown.nurse)
    for _ in range(3):
        act(shown.clinic, anna, "client.read", NURSE)
    card = look(shown, anna)
    assert card.list.entries()[0].tag == "4 times"
    assert sum(title == "Opened the record" for title, _, _ in lines(card)) == 1


def test_reception_sees_its_own_and_is_told_so(shown: Shown, anna: int) -> None:
    card = look(shown, anna)
    assert {detail for _, detail, _ in lines(card)} == {"Maya Patel · Receptionist"}
    assert card.about.isVisible()
    assert not card.before_link.isVisible()


def test_whoever_sits_down_next_sees_what_they_may(shown: Shown, anna: int) -> None:
    shown.sit(shown.nurse)
    card = look(shown, anna)
    assert len({detail for _, detail, _ in lines(card)}) == 2
    shown.sit(shown.reception)
    shown.settle()
    assert {detail for _, detail, _ in lines(card)} == {"Maya Patel · Receptionist"}


def test_enter_shows_what_was_there_before_and_escape_closes_it(shown: Shown, anna: int) -> None:
    shown.sit(shown.nurse)
    card = look(shown, anna)
    at = [entry.opens is not None for entry in card.list.entries()].index(True)
    for _ in range(at):
        shown.bot.keyClick(card.list, Qt.Key.Key_Down)
    shown.bot.keyClick(card.list, Qt.Key.Key_Return)
    shown.settle()
    assert card.before is not None
    assert card.before.isVisible()
    assert "Ana" in card.before.values()
    shown.bot.keyClick(shown.page.window().focusWidget(), Qt.Key.Key_Escape)
    assert not card.before.isVisible()
    assert card.before.values() == ()
    assert card.list.hasFocus()


def test_older_entries_are_shown_when_asked_for(shown: Shown, anna: int) -> None:
    shown.sit(shown.nurse)
    for _ in range(60):
        act(shown.clinic, anna, "leaflet.printed", NURSE)
    card = look(shown, anna)
    assert len(card.list.entries()) == 50
    shown.bot.keyClick(card.older_button, Qt.Key.Key_Space)
    shown.settle()
    assert len(card.list.entries()) > 60
    assert not card.older_button.isVisible()


def test_another_client_is_never_seen_under_this_ones_name(shown: Shown, anna: int) -> None:
    shown.sit(shown.nurse)
    card = look(shown, anna)
    ben = shown.clinic.clients.add(ClientDetails(given="Ben"), by=RECEPTION).id
    shown.page.receive(client_id=ben)
    shown.page.record.looked.show_client(ben)
    assert lines(card) == []
    shown.settle()
    shown.page.receive(client_id=ben, tab="looked")
    shown.settle()
    assert all(title != "Printed a leaflet" for title, _, _ in lines(card))
