"""A client has died, or is not to be booked: noted by keys, plain to see, put right when wrong."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QWidget

from clinic_desk.base.changes import Changes
from clinic_desk.clients.records import ClientDetails
from clinic_desk.clinic import Clinic
from tests.ui.calendar.at_desk import MAYA, RUTH, on
from tests.ui.clients.standing_desk import Hands, anna, clinic, hands
from ui.clients.page import HAS_DIED
from ui.kit.labels import PlainLabel

__all__ = ["anna", "clinic", "hands"]
WHY = "Threatened Ruth on 3 November"


def words_in(card: QWidget) -> list[str]:
    found = card.findChildren(PlainLabel)
    return [label.text() for label in found if not label.isHidden()]


@pytest.fixture
def booked(hands: Hands, anna: int) -> int:
    """Anna, with a visit booked, one pencilled, and a call owed."""
    hands.book("CONSULT", anna, on(1, 10))
    hands.book("CONSULT", anna, on(9, 15), pencil=True)
    hands.promise(anna, "Tom Reed, her husband")
    return anna


def test_the_desk_notes_a_death_by_keys_and_all_that_is_open_ends(
    hands: Hands, booked: int
) -> None:
    hands.open(booked)
    hands.more("The client has died")
    card = hands.acts.death
    assert card is not None
    shown = words_in(card)
    assert "Anna Kowalska has died" in shown
    assert "Tue 1 Dec, 10:00 · Free consultation with Ruth Holt" in shown
    assert "Wed 9 Dec, 15:00 · Free consultation with Ruth Holt · pencilled" in shown
    hands.go_to("Note it, and cancel 2 visits")
    hands.press("Return")
    assert card.isHidden()
    said = "Noted that Anna Kowalska has died: 2 visits cancelled and 1 call let go"
    assert hands.shown.said[-1] == said
    assert hands.chips == ["Died 24 Nov 2026", "Ask the nurse"]
    assert hands.statuses(booked) == ["cancelled", "cancelled"]
    assert hands.clinic.calls.open_call_backs() == ()
    hands.undo()
    assert hands.statuses(booked) == ["booked", "pencilled"]
    assert "Died" not in " ".join(hands.chips)
    assert len(hands.clinic.calls.open_call_backs()) == 1


def test_a_call_that_is_owed_to_the_family_is_kept_by_a_key(hands: Hands, booked: int) -> None:
    hands.open(booked)
    hands.more("The client has died")
    hands.go_to("Tom Reed, her husband, 07700 900111, by Tue 24 Nov: the next visit")
    hands.press("Space")
    hands.go_to("Note it")
    hands.press("Return")
    assert len(hands.clinic.calls.open_call_backs()) == 1


def test_a_day_in_words_is_read_and_one_to_come_is_refused(hands: Hands, anna: int) -> None:
    hands.open(anna)
    hands.more("The client has died")
    hands.press("Ctrl+A")
    hands.type("21 nov")
    hands.go_to("Note it")
    hands.press("Return")
    assert hands.clinic.clients.get(anna, MAYA).deceased_on == date(2026, 11, 21)
    assert hands.chips[0] == "Died 21 Nov 2026"


def test_nothing_that_cannot_be_read_is_noted(hands: Hands, anna: int) -> None:
    hands.open(anna)
    hands.more("The client has died")
    hands.press("Ctrl+A")
    hands.type("the other day")
    card = hands.acts.death
    assert card is not None
    hands.go_to("Note it")
    hands.press("Return")
    assert card.on.trouble()
    assert hands.clinic.clients.get(anna, MAYA).deceased_on is None


def test_a_card_that_was_closed_stays_closed_though_its_day_is_looked_up(
    hands: Hands, anna: int
) -> None:
    hands.open(anna)
    hands.more("The client has died")
    hands.press("Ctrl+A")
    hands.type("21 nov")
    hands.press("Esc")
    card = hands.acts.death
    assert card is not None
    assert card.isHidden()


def test_the_card_of_one_client_does_not_open_over_another(hands: Hands, anna: int) -> None:
    other = hands.clinic.clients.add(ClientDetails(given="Ben", family="Ode"), MAYA).id
    hands.open(anna)
    hands.acts.note_death()
    hands.open(other)
    assert hands.acts.death is not None
    assert hands.acts.death.isHidden()
    hands.acts.note_death()
    hands.shown.work.seat.hide_names(True)
    hands.shown.settle()
    assert hands.acts.death.isHidden()


def test_of_who_has_died_nothing_is_booked_printed_or_asked(hands: Hands, anna: int) -> None:
    hands.clinic.deaths.note(anna, hands.clinic.clock.now().date(), MAYA)
    hands.open(anna)
    head = hands.shown.page.record.head
    assert not any(act.isVisible() for act in (head.book, head.leaflets, head.health))
    for key in ("F4", "Ctrl+P", "Ctrl+H"):
        hands.press(key)
        assert hands.shown.said[-1] == HAS_DIED
    assert hands.shown.pages == []


def test_what_was_a_mistake_is_put_right_and_what_cannot_be_is_named(
    hands: Hands, booked: int
) -> None:
    hands.clinic.deaths.note(booked, hands.clinic.clock.now().date(), MAYA)
    other = hands.clinic.clients.add(hands.clinic.clients.get(booked, RUTH).details, RUTH).id
    hands.book("CONSULT", other, on(1, 10))
    hands.open(booked)
    hands.more("The client has not died")
    hands.press("Return")
    card = hands.acts.put_right
    assert card is not None
    assert [link.words() for link in card.links] == [
        "Tue 1 Dec, 10:00 · Free consultation with Ruth Holt"
    ]
    assert hands.shown.said[-1].startswith("Put right for Anna Kowalska: 1 visit booked again")
    assert "Died" not in " ".join(hands.chips)
    hands.press("Return")
    (name, what) = hands.shown.pages[-1]
    assert (name, set(what)) == ("calendar", {"visit_id"})


def test_the_desk_is_offered_only_what_it_may_do(hands: Hands, anna: int) -> None:
    hands.open(anna)
    hands.press("Ctrl+M")
    assert [row.words() for row in hands.acts.rows] == ["The client has died"]
    hands.press("Esc")
    hands.as_nurse()
    hands.press("Ctrl+M")
    assert [row.words() for row in hands.acts.rows] == [
        "The client has died",
        "Ask that the client is not booked",
        "Make one record of two",
    ]


def test_the_nurse_asks_not_to_book_and_the_desk_is_not_told_why(hands: Hands, anna: int) -> None:
    hands.book("CONSULT", anna, on(1, 10))
    hands.as_nurse()
    hands.open(anna)
    hands.more("Ask that the client is not booked")
    card = hands.acts.not_booked
    assert card is not None
    assert "Tue 1 Dec, 10:00 · Free consultation with Ruth Holt" in card.booked.text()
    hands.go_to("Do not book")
    hands.press("Return")
    assert "Say why" in card.why.trouble()
    card.why.box.setFocus()
    hands.type(WHY)
    hands.go_to("Do not book")
    hands.press("Return")
    assert hands.chips[0] == f"Not to be booked: {WHY}"
    assert "1 booked visit to look at" in hands.chips
    hands.as_reception()
    assert hands.chips[:2] == ["Not to be booked", "1 booked visit to look at"]
    assert hands.shown.page.findChildren(PlainLabel)
    assert all(WHY not in words for words in words_in(hands.shown.page))


def test_a_reason_that_was_being_typed_waits_for_who_typed_it(hands: Hands, anna: int) -> None:
    hands.as_nurse()
    hands.open(anna)
    hands.more("Ask that")
    hands.type(WHY)
    hands.as_reception()
    hands.as_nurse()
    hands.more("Ask that")
    card = hands.acts.not_booked
    assert card is not None
    assert card.why.text() == WHY
    hands.go_to("Do not book")
    hands.press("Return")
    hands.clinic.standings.may_book(anna, RUTH)
    hands.open(anna)
    hands.more("Ask that")
    assert card.why.text() == ""


def test_the_keyboard_stays_on_a_visit_to_look_at_while_the_client_is_read_again(
    hands: Hands, anna: int
) -> None:
    hands.book("CONSULT", anna, on(1, 10))
    hands.clinic.standings.do_not_book(anna, WHY, RUTH)
    hands.as_nurse()
    hands.open(anna, "appointments")
    (link,) = hands.shown.page.record.appointments.against.links
    link.setFocus()
    hands.shown.work.seat.changed.emit(Changes(clients=frozenset({anna})), None)
    hands.shown.settle()
    assert hands.focused().startswith("Refused: Tue 1 Dec 10:00")


def test_it_is_undone_and_ended_by_keys(hands: Hands, anna: int) -> None:
    hands.as_nurse()
    hands.open(anna)
    hands.more("Ask that")
    hands.type(WHY)
    hands.go_to("Do not book")
    hands.press("Return")
    hands.undo()
    assert "Not to be booked" not in " ".join(hands.chips)
    hands.clinic.standings.do_not_book(anna, WHY, RUTH)
    hands.open(anna)
    hands.more("Not to be booked: why, or no longer")
    hands.go_to("May be booked again")
    hands.press("Return")
    assert hands.shown.said[-1] == "Anna Kowalska may be booked again"
    hands.undo()
    assert hands.clinic.clients.get(anna, RUTH).do_not_book_why == WHY


def test_a_card_goes_with_the_names_and_with_whoever_opened_it(hands: Hands, anna: int) -> None:
    hands.as_nurse()
    hands.open(anna)
    for leave in (lambda: hands.shown.work.seat.hide_names(True), hands.as_reception):
        hands.shown.work.seat.hide_names(False)
        hands.as_nurse()
        hands.more("Ask that")
        card = hands.acts.not_booked
        assert card is not None
        assert card.isVisible()
        leave()
        assert card.isHidden()


def test_whoever_is_found_is_marked_in_the_list(hands: Hands, clinic: Clinic, anna: int) -> None:
    clinic.deaths.note(anna, clinic.clock.now().date(), MAYA)
    other = clinic.clients.add(clinic.clients.get(anna, RUTH).details, RUTH).id
    clinic.standings.do_not_book(other, WHY, RUTH)
    hands.shown.page.receive()
    hands.shown.settle()
    hands.type("kowalska")
    told = [row.accessibleName() for row in hands.shown.page.finding.rows]
    assert sorted(name.rsplit(", ", 1)[1] for name in told) == ["Has died", "Not to be booked"]
    hands.shown.work.seat.hide_names(True)
    told = [row.accessibleName() for row in hands.shown.page.finding.rows]
    assert told == ["AK", "AK"]
