"""Finding a client on the page, by keys."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt

from clinic_desk.clients.records import ClientDetails, PhoneDetails
from clinic_desk.clinic import Clinic
from tests.ui.clients.desk import Shown


def add(clinic: Clinic, given: str, family: str = "", number: str = "07700 900316") -> int:
    """A client on file."""
    details = ClientDetails(given=given, family=family, phones=(PhoneDetails(number),))
    return clinic.clients.add(details, by=1).id


def rows(shown: Shown) -> list[str]:
    """The titles of the rows."""
    return [row.words() for row in shown.page.finding.rows]


def test_an_empty_clinic_says_how_to_begin(shown: Shown) -> None:
    shown.page.receive()
    shown.settle()
    assert shown.page.finding.empty.isVisible()
    assert rows(shown) == []


def test_without_a_client_the_last_added_stand_there(shown: Shown) -> None:
    for name in ("Anna", "Ben", "Cleo"):
        add(shown.clinic, name)
    shown.page.receive()
    shown.settle()
    assert rows(shown) == ["Cleo", "Ben", "Anna"]


def test_typing_arrows_and_enter_open_a_client(shown: Shown) -> None:
    add(shown.clinic, "Nadia", "Clarke")
    nadine = add(shown.clinic, "Nadine", "Cole")
    shown.page.receive()
    shown.settle()
    line = shown.page.finding.field.line
    shown.bot.keyClicks(line, "nad")
    shown.settle()
    found = rows(shown)
    shown.bot.keyClick(line, Qt.Key.Key_Down)
    if not found[1].startswith("Nadine"):
        shown.bot.keyClick(line, Qt.Key.Key_Up)
    shown.bot.keyClick(line, Qt.Key.Key_Return)
    shown.settle()
    assert shown.page.record.client_id == nadine


def test_enter_straight_after_typing_waits_for_the_answer(shown: Shown) -> None:
    add(shown.clinic, "Nadia", "Clarke")
    tom = add(shown.clinic, "Tom", "Nash")
    shown.page.receive()
    shown.settle()
    line = shown.page.finding.field.line
    shown.bot.keyClicks(line, "nash")
    shown.bot.keyClick(line, Qt.Key.Key_Return)
    shown.settle()
    assert shown.page.record.client_id == tom


def test_a_new_client_begins_with_what_was_looked_for(shown: Shown) -> None:
    shown.page.receive()
    shown.settle()
    shown.bot.keyClicks(shown.page.finding.field.line, "Ida van den Berg")
    shown.bot.keyClick(shown.page, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    shown.settle()
    typed = shown.page.details.form.typed()
    assert (typed.given, typed.family) == ("Ida van den", "Berg")


def test_a_number_that_was_looked_for_is_the_new_clients_phone(shown: Shown) -> None:
    shown.page.receive()
    shown.settle()
    shown.bot.keyClicks(shown.page.finding.field.line, "07700 900999")
    shown.bot.keyClick(shown.page, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    shown.settle()
    assert shown.page.details.form.typed().phones == (PhoneDetails("07700 900999"),)


def test_hidden_names_are_initials_in_the_list(shown: Shown) -> None:
    add(shown.clinic, "Anna", "Kowalska")
    shown.page.receive()
    shown.settle()
    shown.work.seat.hide_names(True)
    assert rows(shown) == ["AK"]
    assert "07700" not in shown.page.finding.rows[0].accessibleName()


def test_nobody_found_is_a_sentence_with_what_was_typed(shown: Shown) -> None:
    add(shown.clinic, "Anna")
    shown.page.receive()
    shown.settle()
    shown.bot.keyClicks(shown.page.finding.field.line, "<b>zz")
    shown.settle()
    assert rows(shown) == []
    assert not shown.page.finding.empty.isVisible()


def test_a_client_added_elsewhere_joins_the_list(shown: Shown) -> None:
    shown.page.receive()
    shown.settle()
    details = ClientDetails(given="Dora", born_on=date(1980, 1, 1))
    shown.work.write(lambda: shown.clinic.clients.add(details, by=1))
    shown.settle()
    assert rows(shown) == ["Dora"]
