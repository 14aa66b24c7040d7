"""The form of a client's details, by keys: what is typed is kept, whatever fails."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from clinic_desk.clients.records import (
    AlertDetails,
    ClientDetails,
    ClientRecord,
    PhoneDetails,
    SpokespersonDetails,
)
from clinic_desk.clinic import Clinic
from tests.ui.clients.desk import Shown
from ui.clients.details.phones import PhoneRow
from ui.clients.details.tab import NOT_SAVED

NURSE = 2
"""Reads all that is kept."""
CONTROL = Qt.KeyboardModifier.ControlModifier
ANNA = ClientDetails(
    given="Anna",
    family="Kowalska",
    phones=(PhoneDetails("07700 900316", voicemail=True),),
    alerts=(AlertDetails("allergy", "lidocaine"),),
    consult_on=date(2026, 10, 3),
)


@pytest.fixture
def anna(clinic: Clinic) -> int:
    """A client to change."""
    return clinic.clients.add(ANNA, by=NURSE).id


def open_details(shown: Shown, client_id: int) -> None:
    """The client's details, with the cursor in the given names."""
    shown.page.receive(client_id=client_id, tab="details")
    shown.settle()


def control(shown: Shown, name: str) -> QWidget:
    """The control of a field."""
    return shown.page.details.form.fields[name].control


def type_into(shown: Shown, name: str, text: str) -> None:
    """Go to a field and type at its end."""
    field = control(shown, name)
    field.setFocus()
    shown.bot.keyClicks(field, text)


def press(shown: Shown, key: Qt.Key, held: Any = CONTROL) -> None:
    """Press a key in the window, and wait for what it leads to."""
    shown.bot.keyClick(shown.page, key, held)
    shown.settle()


def kept(shown: Shown, client_id: int) -> ClientDetails:
    """What the database holds."""
    return shown.clinic.clients.get(client_id, NURSE).details


def test_a_new_client_is_kept_with_a_name_and_a_phone(shown: Shown) -> None:
    shown.page.receive(new=True)
    shown.settle()
    focus = shown.page.window().focusWidget
    shown.bot.keyClicks(focus(), "Nadia")
    shown.bot.keyClick(focus(), Qt.Key.Key_Tab)
    shown.bot.keyClicks(focus(), "Clarke")
    for _ in range(3):
        shown.bot.keyClick(focus(), Qt.Key.Key_Tab)
    shown.bot.keyClicks(focus(), "07700 900 316")
    press(shown, Qt.Key.Key_S)
    (hit,) = shown.clinic.clients.search("nadia clarke", by=1)
    assert hit.phone == "07700 900 316"
    assert shown.page.record.client_id == hit.id
    assert shown.said == ["Added Nadia Clarke"]
    assert not shown.page.details.unsaved


def test_saving_twice_at_once_keeps_one_client(shown: Shown) -> None:
    shown.page.receive(new=True)
    shown.settle()
    type_into(shown, "given", "Nadia")
    shown.bot.keyClick(shown.page, Qt.Key.Key_S, CONTROL)
    press(shown, Qt.Key.Key_S)
    assert len(shown.clinic.clients.recent(by=1)) == 1


def test_a_change_is_saved_said_and_taken_back(shown: Shown, anna: int) -> None:
    open_details(shown, anna)
    type_into(shown, "desk_note", "Parks behind")
    assert shown.page.details.state.isVisible()
    assert shown.page.details.state.text() == NOT_SAVED
    press(shown, Qt.Key.Key_S)
    assert kept(shown, anna) == replace(ANNA, desk_note="Parks behind")
    assert shown.said == ["Saved Anna Kowalska"]
    assert not shown.page.details.state.isVisible()
    shown.undo[0]()
    shown.settle()
    assert kept(shown, anna) == ANNA
    assert shown.page.details.form.typed().desk_note == ""


def test_a_birth_date_is_read_back_in_words(shown: Shown, anna: int) -> None:
    open_details(shown, anna)
    type_into(shown, "born_on", "3/4/85")
    assert shown.page.details.form.names.age.text() == "3 April 1985: 41 years old"
    shown.bot.keyClick(control(shown, "born_on"), Qt.Key.Key_Tab)
    assert shown.page.details.form.typed().born_on == "3 April 1985"
    assert shown.page.details.form.names.age.text() == "41 years old"


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("born_on", "3/4/2030", "in the future"),
        ("born_on", "31/2/85", "no 31 February"),
        ("email", "anna at home", "not an e-mail address"),
        ("id_seen_on", "1/1/2030", "still to come"),
    ],
)
def test_what_cannot_be_kept_is_told_under_its_field(
    shown: Shown, anna: int, field: str, text: str, sentence: str
) -> None:
    open_details(shown, anna)
    type_into(shown, field, text)
    press(shown, Qt.Key.Key_S)
    assert sentence in shown.page.details.form.fields[field].trouble()
    assert getattr(shown.page.details.form.typed(), field) == text
    assert shown.page.details.unsaved
    assert kept(shown, anna) == ANNA


def test_a_client_without_a_name_is_refused_under_the_name(shown: Shown, anna: int) -> None:
    open_details(shown, anna)
    for name in ("given", "family"):
        shown.bot.keyClick(control(shown, name), Qt.Key.Key_A, CONTROL)
        shown.bot.keyClick(control(shown, name), Qt.Key.Key_Delete)
    press(shown, Qt.Key.Key_S)
    assert "needs a name" in shown.page.details.form.fields["given"].trouble()


def phone_row(shown: Shown, at: int = -1) -> PhoneRow:
    """A line of the phones."""
    row = shown.page.details.form.reach.phones.rows[at]
    assert isinstance(row, PhoneRow)
    return row


def test_letters_in_a_phone_are_refused_under_that_phone(shown: Shown, anna: int) -> None:
    open_details(shown, anna)
    shown.page.details.form.reach.phones.add.click()
    shown.bot.keyClicks(phone_row(shown).number.line, "ask her mother")
    press(shown, Qt.Key.Key_S)
    assert "cannot be kept" in phone_row(shown).number.trouble()
    assert phone_row(shown, 0).number.trouble() == ""
    assert kept(shown, anna) == ANNA


def test_an_odd_number_is_warned_about_and_kept(shown: Shown, anna: int) -> None:
    open_details(shown, anna)
    shown.page.details.form.reach.phones.add.click()
    line = phone_row(shown).number.line
    shown.bot.keyClicks(line, "12345")
    shown.bot.keyClick(line, Qt.Key.Key_Tab)
    shown.settle()
    assert "unusual number" in phone_row(shown).odd.text()
    assert phone_row(shown).odd.isVisible()
    press(shown, Qt.Key.Key_S)
    assert [phone.number for phone in kept(shown, anna).phones] == ["07700 900316", "12345"]


def test_a_phone_can_be_taken_out(shown: Shown, anna: int) -> None:
    open_details(shown, anna)
    phone_row(shown).dropped.emit()
    press(shown, Qt.Key.Key_S)
    assert kept(shown, anna).phones == ()


def test_who_may_speak_is_kept_and_needs_a_name(shown: Shown, anna: int) -> None:
    open_details(shown, anna)
    people = shown.page.details.form.speakers.people
    people.add.click()
    shown.settle()
    focus = shown.page.window().focusWidget
    shown.bot.keyClick(focus(), Qt.Key.Key_Tab)
    shown.bot.keyClicks(focus(), "husband")
    press(shown, Qt.Key.Key_S)
    assert kept(shown, anna) == ANNA
    assert shown.page.details.unsaved
    shown.bot.keyClicks(people.rows[0].name.line, "Tom")  # type: ignore[attr-defined]
    press(shown, Qt.Key.Key_S)
    assert kept(shown, anna).spokespeople == (SpokespersonDetails("Tom", "husband"),)


def test_the_desk_adds_for_the_nurse_and_reads_nothing(shown: Shown, anna: int) -> None:
    open_details(shown, anna)
    alerts = shown.page.details.form.nurse.alerts
    assert alerts.lines.values() == ()
    assert alerts.note.text().startswith("There is something on file: ask the nurse.")
    alerts.lines.add.click()
    shown.bot.keyClicks(shown.page.window().focusWidget(), "Faints")
    press(shown, Qt.Key.Key_S)
    assert kept(shown, anna).alerts == (*ANNA.alerts, AlertDetails("flag", "Faints"))
    assert alerts.lines.values() == ()
    shown.sit(shown.nurse)
    assert [each.text for each in alerts.lines.values()] == ["lidocaine", "Faints"]
    assert not shown.page.details.unsaved


def test_a_nurse_who_takes_the_desk_over_half_typed_details_clears_nothing_for_the_nurse(
    shown: Shown, anna: int
) -> None:
    open_details(shown, anna)
    type_into(shown, "given", "x")
    shown.sit(shown.nurse)
    alerts = shown.page.details.form.nurse.alerts
    assert shown.page.details.form.typed().given == "Annax"
    assert [each.text for each in alerts.lines.values()] == ["lidocaine"]
    press(shown, Qt.Key.Key_S)
    assert (kept(shown, anna).given, kept(shown, anna).alerts) == ("Annax", ANNA.alerts)


def test_what_the_nurse_had_open_is_not_in_memory_for_the_desk(shown: Shown, anna: int) -> None:
    shown.sit(shown.nurse)
    open_details(shown, anna)
    type_into(shown, "given", "x")
    shown.sit(shown.reception)
    assert "lidocaine" not in repr((shown.page.record.file, shown.page.details.draft()))
    assert shown.page.details.form.typed().given == "Annax"


def test_only_a_clinician_enters_the_consultation(shown: Shown, anna: int) -> None:
    open_details(shown, anna)
    type_into(shown, "consult_on", "9")
    assert not shown.page.details.unsaved
    shown.sit(shown.nurse)
    shown.bot.keyClick(control(shown, "consult_on"), Qt.Key.Key_A, CONTROL)
    type_into(shown, "consult_on", "1 nov")
    press(shown, Qt.Key.Key_S)
    assert kept(shown, anna).consult_on == date(2026, 11, 1)


def test_possible_duplicates_stand_beside_and_open_with_one_key(shown: Shown, anna: int) -> None:
    shown.page.receive(new=True)
    shown.settle()
    type_into(shown, "given", "Ana")
    type_into(shown, "family", "Kowalska")
    shown.settle()
    assert shown.page.details.maybe.isVisible()
    press(shown, Qt.Key.Key_D)
    assert shown.page.record.client_id == anna
    shown.page.show_list()
    assert shown.page.finding._drafts[0][1] == "Ana Kowalska"


def test_leaving_keeps_what_was_typed_and_the_list_says_so(shown: Shown, anna: int) -> None:
    ben = shown.clinic.clients.add(ClientDetails(given="Ben"), by=1).id
    open_details(shown, anna)
    type_into(shown, "born_on", "3/4")
    open_details(shown, ben)
    assert shown.page.details.form.typed().given == "Ben"
    press(shown, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    assert shown.page.finding.rows[0].accessibleName() == f"Anna Kowalska, {NOT_SAVED}"
    shown.bot.keyClick(shown.page.finding.field.line, Qt.Key.Key_Return)
    shown.settle()
    assert shown.page.record.client_id == anna
    assert shown.page.details.form.typed().born_on == "3/4"
    assert shown.page.details.unsaved


def test_two_new_clients_begun_are_both_kept(shown: Shown) -> None:
    for name in ("Ida", "Joy"):
        shown.page.receive()
        shown.page.show_list()
        shown.settle()
        shown.bot.keyClicks(shown.page.finding.field.line, name)
        press(shown, Qt.Key.Key_N)
    shown.page.show_list()
    shown.settle()
    assert [name for _key, name in shown.page.finding._drafts] == ["Joy", "Ida"]


def overtake(shown: Shown, client_id: int, **fields: Any) -> ClientRecord:
    """Save a client at another desk, of which this window hears nothing."""
    now = shown.clinic.clients.get(client_id, NURSE)
    shown.clinic.clients.change(client_id, replace(now.details, **fields), now.version, by=2)
    return now


def test_an_overtaken_save_shows_both_versions_and_loses_nothing(shown: Shown, anna: int) -> None:
    open_details(shown, anna)
    type_into(shown, "desk_note", "mine")
    type_into(shown, "given", "x")
    overtake(shown, anna, desk_note="theirs", postcode="CB1 2AB")
    press(shown, Qt.Key.Key_S)
    details = shown.page.details
    assert details.versions.isVisible()
    typed = details.form.typed()
    assert (typed.given, typed.desk_note, typed.postcode) == ("Annax", "mine", "CB1 2AB")
    assert kept(shown, anna).desk_note == "theirs"
    details.versions.theirs_wanted.emit("desk_note")
    press(shown, Qt.Key.Key_S)
    assert not details.versions.isVisible()
    now = kept(shown, anna)
    assert (now.given, now.desk_note, now.postcode) == ("Annax", "theirs", "CB1 2AB")


def test_both_versions_do_not_tell_the_desk_what_is_for_the_nurse(shown: Shown, anna: int) -> None:
    open_details(shown, anna)
    type_into(shown, "given", "x")
    overtake(shown, anna, alerts=(*ANNA.alerts, AlertDetails("flag", "cold sores")))
    press(shown, Qt.Key.Key_S)
    words = [part.text() for part in shown.page.details.versions.findChildren(QWidget)
             if hasattr(part, "text")]  # fmt: skip
    assert "Given names" in words
    assert not any("cold sores" in each or "lidocaine" in each for each in words)
    press(shown, Qt.Key.Key_S)
    assert [alert.text for alert in kept(shown, anna).alerts] == ["lidocaine", "cold sores"]


def test_put_back_is_undone_too(shown: Shown, anna: int) -> None:
    open_details(shown, anna)
    type_into(shown, "given", "x")
    shown.page.details.put_back_button.click()
    assert shown.page.details.form.typed().given == "Anna"
    shown.undo[0]()
    assert shown.page.details.form.typed().given == "Annax"


def test_tab_goes_through_the_form_as_it_is_read(shown: Shown, anna: int) -> None:
    open_details(shown, anna)
    shown.page.details.form.reach.phones.add.click()
    shown.settle()
    focus = shown.page.window().focusWidget
    names = []
    for _ in range(6):
        names.append(focus().accessibleName())
        shown.bot.keyClick(focus(), Qt.Key.Key_Tab)
    assert names == [
        "Phone number",
        "Take this number out",
        "Voicemail is all right",
        "Be discreet",
        "Add a phone",
        "E-mail",
    ]


def test_tab_goes_round_and_leaves_nothing_out(shown: Shown) -> None:
    shown.page.receive(new=True)
    shown.settle()
    focus = shown.page.window().focusWidget
    assert focus().accessibleName() == "Given names"
    names = []
    while "Given names" not in names and len(names) < 60:
        shown.bot.keyClick(focus(), Qt.Key.Key_Tab)
        names.append(focus().accessibleName())
    assert {"Title", "Phone number", "Desk note", "ID seen"} <= set(names)
    assert names[-2:] == ["Title", "Given names"]


def test_a_treatment_elsewhere_is_kept_shown_and_taken_back(shown: Shown, anna: int) -> None:
    open_details(shown, anna)
    box = shown.page.details.form.elsewhere.box
    box.begin()
    box.what.set_value("EXT_FILLER")
    shown.bot.keyClicks(box.when.line, "1 oct")
    box.keep.setFocus()
    shown.bot.keyClick(box.keep, Qt.Key.Key_Return)
    shown.settle()
    assert shown.page.window().focusWidget() is box.add
    (record,) = shown.clinic.elsewhere.of_client(anna, NURSE)
    assert (record.code, record.had_on) == ("EXT_FILLER", date(2026, 10, 1))
    assert [e.title for e in shown.page.record.history.list.entries()] == ["Filler"]
    shown.undo[-1]()
    shown.settle()
    assert shown.clinic.elsewhere.of_client(anna, NURSE) == ()
    assert shown.page.record.history.list.entries() == ()


def test_a_treatment_elsewhere_to_come_is_refused_in_its_form(shown: Shown, anna: int) -> None:
    open_details(shown, anna)
    box = shown.page.details.form.elsewhere.box
    box.begin()
    box.keep.click()
    assert box.what.trouble() == "Choose what was had."
    box.what.set_value("EXT_FILLER")
    shown.bot.keyClicks(box.when.line, "1/1/2030")
    box.keep.click()
    shown.settle()
    assert "still to come" in box.when.trouble()
    assert shown.clinic.elsewhere.of_client(anna, NURSE) == ()


def test_a_refused_field_out_of_sight_is_brought_into_sight(shown: Shown, anna: int) -> None:
    shown.page.resize(1290, 420)
    open_details(shown, anna)
    type_into(shown, "email", "nonsense")
    shown.settle()
    control(shown, "given").setFocus()
    shown.settle()
    email = control(shown, "email")
    assert email.visibleRegion().isEmpty()
    press(shown, Qt.Key.Key_S)
    assert email.hasFocus()
    assert not email.visibleRegion().isEmpty()
