"""One client's page: head, tabs, lists, and the ways from it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from clinic_desk.clients.records import AlertDetails, ClientDetails, PhoneDetails
from clinic_desk.clinic import Clinic
from tests.factories import NOW, add_appointment, add_room
from tests.ui.clients.desk import Shown, tab_key

ANNA = ClientDetails(
    title="Ms",
    given="Anna",
    family="Kowalska",
    born_on=date(1985, 4, 3),
    phones=(PhoneDetails("07700 900316", discreet=True),),
    large_print=True,
    interpreter="Polish",
    alerts=(AlertDetails("allergy", "lidocaine"), AlertDetails("flag", "Cold sores")),
)
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def anna(clinic: Clinic) -> int:
    """Someone with everything to know."""
    return clinic.clients.add(ANNA, by=1).id


def visit(clinic: Clinic, client_id: int, days: int, **how: object) -> int:
    """A visit so many days from now, with the nurse."""
    starts_at = NOW + timedelta(days=days, hours=1)
    how.setdefault("status", "booked" if days > 0 else "completed")
    ends_at = starts_at + timedelta(minutes=30)
    return add_appointment(clinic.database, client_id, 2, starts_at, ends_at, **how)  # type: ignore[arg-type]


def open_client(shown: Shown, client_id: int, **how: str) -> None:
    """Ask for a client as another page would, and wait."""
    shown.page.receive(client_id=client_id, **how)
    shown.settle()


def test_the_head_says_who_it_is_and_how_to_reach_them(shown: Shown, anna: int) -> None:
    open_client(shown, anna)
    head = shown.page.record.head
    assert head.name.text() == "Ms Anna Kowalska"
    assert head.facts.text() == "3 April 1985 · 41 years · 07700 900316"
    assert head.avatar.accessibleName() == "AK"


def test_the_desk_is_told_to_ask_the_nurse_and_not_what_about(shown: Shown, anna: int) -> None:
    open_client(shown, anna)
    chips = shown.page.record.head.chips
    quiet = ["Large print", "Interpreter: Polish", "Discreet phone"]
    assert chips.texts() == ["Ask the nurse", *quiet]
    shown.sit(shown.nurse)
    assert chips.texts() == ["Allergy: lidocaine", "Cold sores", *quiet]
    shown.sit(shown.reception)
    assert chips.texts() == ["Ask the nurse", *quiet]


def test_missing_facts_are_said_to_be_missing(shown: Shown) -> None:
    ben = shown.clinic.clients.add(ClientDetails(given="Ben"), by=1).id
    open_client(shown, ben)
    assert shown.page.record.head.facts.text() == "No date of birth on file · no phone on file"
    assert shown.page.record.history.nothing.isVisible()


def test_keys_go_from_tab_to_tab(shown: Shown, anna: int) -> None:
    open_client(shown, anna)
    for tab in ("appointments", "details"):
        shown.bot.keyClick(shown.page, tab_key(tab), CONTROL)
        assert shown.page.record.tabs.now == tab
    shown.bot.keyClick(shown.page, Qt.Key.Key_1, CONTROL)
    assert shown.page.record.history.isVisible()
    tabs = shown.page.record.tabs
    tabs.tabs["history"].setFocus()
    shown.bot.keyClick(tabs.tabs["history"], Qt.Key.Key_Right)
    assert tabs.now == "appointments"


def test_enter_on_an_appointment_shows_it_on_the_calendar(shown: Shown, anna: int) -> None:
    coming = visit(shown.clinic, anna, 7)
    visit(shown.clinic, anna, -7)
    open_client(shown, anna, tab="appointments")
    shown.bot.keyClick(shown.page.record.appointments.list, Qt.Key.Key_Return)
    assert shown.pages == [("calendar", {"visit_id": coming})]


def test_what_was_had_elsewhere_is_no_visit_to_show(shown: Shown, anna: int) -> None:
    shown.clinic.elsewhere.record(anna, "EXT_FILLER", date(2026, 11, 1), (), "", by=1)
    open_client(shown, anna)
    history = shown.page.record.history
    assert [entry.tag for entry in history.list.entries()] == ["elsewhere"]
    assert not history.show_on_calendar.isEnabled()
    shown.bot.keyClick(history.list, Qt.Key.Key_Return)
    assert shown.pages == []


def test_f4_books_for_the_client_and_ctrl_p_prints(shown: Shown, anna: int) -> None:
    open_client(shown, anna)
    shown.bot.keyClick(shown.page, Qt.Key.Key_F4)
    shown.bot.keyClick(shown.page, Qt.Key.Key_P, CONTROL)
    assert shown.pages == [("calendar", {"book_for": anna}), ("leaflets", {"client_id": anna})]


def test_without_a_client_there_is_nobody_to_book_for(shown: Shown) -> None:
    shown.page.receive()
    shown.settle()
    shown.bot.keyClick(shown.page, Qt.Key.Key_F4)
    shown.bot.keyClick(shown.page, Qt.Key.Key_P, CONTROL)
    assert shown.pages == []


def test_hidden_names_leave_nothing_in_sight_and_lose_nothing(shown: Shown, anna: int) -> None:
    open_client(shown, anna, tab="details")
    shown.bot.keyClicks(shown.page.details.form.fields["given"].control, "x")
    shown.work.seat.hide_names(True)
    assert not shown.page.record.isVisible()
    assert shown.page.hidden.isVisible()
    shown.bot.keyClick(shown.page, Qt.Key.Key_F4)
    assert shown.pages == []
    shown.work.seat.hide_names(False)
    assert shown.page.record.isVisible()
    assert shown.page.details.form.typed().given == "Annax"


def test_a_visit_booked_elsewhere_appears(shown: Shown, anna: int, clinic: Clinic) -> None:
    add_room(clinic.database)
    open_client(shown, anna, tab="appointments")
    assert shown.page.record.appointments.nothing.isVisible()

    def book() -> object:
        visit(clinic, anna, 7)
        return clinic.calls.identity_checked(anna, by=1)

    shown.work.write(book)
    shown.settle()
    assert [e.day for e in shown.page.record.appointments.list.entries()] == ["", "Tue 1 Dec"]


def test_a_client_who_is_not_there_any_more_leads_to_the_list(shown: Shown) -> None:
    open_client(shown, 999)
    assert shown.page.finding.isVisible()
    assert shown.said == ["This client is no longer on file. Search again."]


def test_escape_goes_back_to_the_list(shown: Shown, anna: int) -> None:
    open_client(shown, anna)
    shown.bot.keyClick(shown.page, Qt.Key.Key_Escape)
    shown.settle()
    assert shown.page.finding.isVisible()


def test_opened_for_nothing_the_page_shows_what_it_showed(shown: Shown, anna: int) -> None:
    open_client(shown, anna)
    shown.page.leave()
    shown.page.receive()
    assert shown.page.record.isVisible()
    shown.page.receive()
    shown.settle()
    assert shown.page.finding.isVisible()


def test_five_hundred_visits_are_listed_without_a_widget_each(shown: Shown, anna: int) -> None:
    with shown.clinic.database.write(audited=False) as session:
        rows = [
            {
                "client": anna,
                "start": int((NOW - timedelta(days=day)).timestamp()),
                "end": int((NOW - timedelta(days=day, minutes=-30)).timestamp()),
                "now": int(NOW.timestamp()),
            }
            for day in range(1, 501)
        ]
        session.connection().exec_driver_sql(
            "INSERT INTO appointment (client_id, person_id, treatment, zones, starts_at, ends_at,"
            " prep_minutes, cleanup_minutes, numbing_minutes, status, status_reason, desk_note,"
            " booked_by, booked_at, version) VALUES (:client, 2, 'MN', '', :start, :end,"
            " 0, 0, 0, 'completed', '', '', 2, :now, 1)",
            rows,
        )
    before = len(shown.page.findChildren(object))
    open_client(shown, anna)
    assert len(shown.page.record.history.list.entries()) == 500
    assert len(shown.page.findChildren(object)) < before + 100


def test_f6_goes_from_part_to_part_and_back(shown: Shown, anna: int) -> None:
    shown.sit(shown.nurse)
    shown.page.receive(client_id=anna, tab="consent")
    shown.settle()
    record = shown.page.record
    met = []
    for _ in range(5):
        shown.bot.keyClick(QApplication.focusWidget() or shown.page, Qt.Key.Key_F6)
        met.append(QApplication.focusWidget())
    assert record.consent.chosen.isAncestorOf(met[0])
    assert record.head.isAncestorOf(met[1])
    assert met[2] is record.tabs.tabs["consent"]
    assert met[3] is record.consent.scopes.rows["BTX"]
    assert met[4] is met[0]
    shown.bot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6, SHIFT)
    assert QApplication.focusWidget() is met[3]


def test_f6_leads_to_the_ribbon(shown: Shown, anna: int) -> None:
    shown.sit(shown.nurse)
    shown.page.receive(client_id=anna)
    shown.settle()
    shown.page.record.tabs.tabs["history"].setFocus()
    shown.bot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6)
    assert QApplication.focusWidget() is shown.page.record.written.ribbon.canvas
