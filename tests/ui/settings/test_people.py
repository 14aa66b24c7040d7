"""The people of the clinic, typed and kept."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from clinic_desk.staff.sign_in import PasswordToChoose
from tests.factories import PASSWORD, PIN, add_appointment, add_client, add_person
from tests.ui.settings.conftest import GRACE, Settings
from ui.settings.people import PeopleSection

RUTH = 2
GIVEN = "seven paper lanterns"


@pytest.fixture
def people(settings: Settings) -> PeopleSection:
    section = settings.show("people")
    assert isinstance(section, PeopleSection)
    return section


def test_a_new_person_is_kept_with_role_registration_and_pin(
    settings: Settings, people: PeopleSection
) -> None:
    people.add()
    form = people.form
    settings.type_into(form.name.control, "Leila Haddad")
    settings.type_into(form.job_title.control, "Doctor")
    settings.type_into(form.registration.control, "GMC 1234567")
    form.prescriber.setFocus()
    settings.press(Qt.Key.Key_Space)
    form.treatments.ticks.boxes["BTX"].setFocus()
    settings.press(Qt.Key.Key_Space)
    settings.type_into(form.pin.control, "4711")
    settings.save()
    leila = settings.clinic.staff.people()[-1]
    assert (leila.name, leila.shown_role, leila.prescriber) == ("Leila Haddad", "Doctor", True)
    assert leila.treatments == {"BTX"}
    sign_in = settings.clinic.sign_in
    sign_in.sign_in(GRACE, PASSWORD)
    assert sign_in.switch(leila.id, "4711", GRACE).id == leila.id
    assert not people.waits


def test_a_prescriber_without_a_registration_number_is_refused_and_nothing_is_lost(
    settings: Settings, people: PeopleSection
) -> None:
    people.add()
    settings.type_into(people.form.name.control, "Leila Haddad")
    people.form.prescriber.click()
    settings.save()
    assert "registration number" in people.form.registration.trouble()
    assert people.form.name.text() == "Leila Haddad"
    assert len(settings.clinic.staff.people()) == 3


@pytest.mark.parametrize("pin", ["abcd", "123", "123456789", "12 34"])
def test_a_pin_that_is_not_four_to_eight_figures_is_refused_before_anything_is_written(
    settings: Settings, people: PeopleSection, pin: str
) -> None:
    people.add()
    settings.type_into(people.form.name.control, "Amira Khan")
    settings.type_into(people.form.pin.control, pin)
    settings.save()
    assert "four to eight digits" in people.form.pin.trouble()
    assert people.form.pin.text() == pin
    assert len(settings.clinic.staff.people()) == 3


def test_those_before_the_refused_one_are_kept_and_it_comes_into_sight(
    settings: Settings, people: PeopleSection
) -> None:
    people.add()
    settings.type_into(people.form.name.control, "Amira Khan")
    people.add()
    settings.type_into(people.form.name.control, " ")
    people.show_at(0)
    settings.save()
    assert people.at == 4
    assert people.form.name.trouble() == "A person needs a name."
    assert [person.name for person in settings.clinic.staff.people()][3:] == ["Amira Khan"]
    settings.type_into(people.form.name.control, "Leila Haddad")
    settings.save()
    names = [person.name for person in settings.clinic.staff.people()]
    assert names == ["Maya Patel", "Ruth Holt", "Grace Lam", "Amira Khan", "Leila Haddad"]


def test_reception_is_asked_for_no_treatments_but_signs_in_like_everyone(
    settings: Settings, people: PeopleSection
) -> None:
    people.show_at(0)
    assert people.form.treatments.isHidden()
    assert not people.form.pin.isHidden()
    people.show_at(1)
    assert not people.form.treatments.isHidden()


def test_someone_with_visits_to_come_stays_until_they_are_moved(
    settings: Settings, people: PeopleSection
) -> None:
    clinic = settings.clinic
    amira = add_person(clinic.database, "Amira Khan", "practitioner", position=3)
    starts = clinic.clock.now() + timedelta(days=3)
    client = add_client(clinic.database)
    add_appointment(clinic.database, client, amira, starts, starts + timedelta(minutes=30))
    people.load()
    settings.settle()
    people.show_at(3)
    people.remove()
    settings.settle()
    assert "1 visit to come, the last on Fri 27 Nov" in people.trouble.words.text()
    assert len(clinic.staff.people()) == 4


def test_someone_without_visits_goes_and_can_be_taken_back(
    settings: Settings, people: PeopleSection
) -> None:
    undos = []
    settings.work.seat.announced.connect(lambda _text, undo: undos.append(undo))
    people.show_at(1)
    people.remove()
    settings.settle()
    names = [person.name for person in settings.clinic.staff.people()]
    assert names == ["Maya Patel", "Grace Lam"]
    undos[0]()
    settings.settle()
    assert len(settings.clinic.staff.people()) == 3
    assert len(people.list.rows) == 3


# Signing in.


def told(people: PeopleSection) -> tuple[str, str]:
    form = people.form
    return form.password_words.text(), form.pin_words.text()


def test_a_given_password_opens_the_desk_once_and_that_is_said_before(
    settings: Settings, people: PeopleSection
) -> None:
    people.add()
    settings.type_into(people.form.name.control, "Amira Khan")
    assert "the one you give opens the desk once" in told(people)[0]
    settings.type_into(people.form.password.control, GIVEN)
    settings.save()
    sign_in = settings.clinic.sign_in
    amira = sign_in.names()[-1]
    assert sign_in.standing()[amira.id] == "given"
    with pytest.raises(PasswordToChoose):
        sign_in.sign_in(amira.id, GIVEN)
    assert (people.form.password.text(), people.waits) == ("", False)
    assert "has not been used yet" in told(people)[0]


def test_the_rule_stands_above_the_field_and_what_breaks_it_below_before_anything_is_written(
    settings: Settings, people: PeopleSection
) -> None:
    people.add()
    settings.type_into(people.form.name.control, "Amira Khan")
    assert "At least twelve characters" in told(people)[0]
    for typed, words in (("too short", "fewer than 12"), ("Amira Khan 2026", "among the first")):
        settings.type_into(people.form.password.control, typed)
        settings.save()
        assert words in people.form.password.trouble()
    assert len(settings.clinic.staff.people()) == 3


def test_a_manager_sets_anew_what_somebody_forgot(
    settings: Settings, people: PeopleSection
) -> None:
    people.show_at(1)
    assert people.form.current_pin.isHidden()
    assert people.form.current_password.isHidden()
    settings.type_into(people.form.password.control, GIVEN)
    settings.type_into(people.form.pin.control, "1357")
    settings.press(Qt.Key.Key_Return)
    sign_in = settings.clinic.sign_in
    assert sign_in.standing()[RUTH] == "given"
    sign_in.sign_in(GRACE, PASSWORD)
    assert sign_in.switch(RUTH, "1357", GRACE).id == RUTH


def test_ones_own_secrets_are_changed_only_by_those_there_are(
    settings: Settings, people: PeopleSection
) -> None:
    people.show_at(2)
    form = people.form
    settings.type_into(form.password.control, GIVEN)
    settings.type_into(form.current_password.control, "not that one")
    settings.save()
    assert "not the password" in form.current_password.trouble()
    settings.type_into(form.current_password.control, PASSWORD)
    settings.type_into(form.pin.control, "1357")
    settings.type_into(form.current_pin.control, "0000")
    settings.save()
    assert "not the PIN" in form.current_pin.trouble()
    settings.type_into(form.current_pin.control, PIN)
    settings.save()
    assert not people.waits
    sign_in = settings.clinic.sign_in
    assert sign_in.standing()[GRACE] == "own"
    assert sign_in.sign_in(GRACE, GIVEN)


def test_that_the_last_manager_stays_is_said_before_it_is_tried(
    settings: Settings, people: PeopleSection
) -> None:
    people.show_at(2)
    assert "only manager who can sign in" in people.form.stays.text()
    assert not people.remove_button.isEnabled()
    assert not people.form.role.control.isEnabled()
    people.show_at(1)
    assert people.form.stays.isHidden()
    people.form.role.control.setFocus()
    settings.press(Qt.Key.Key_Down)
    settings.save()
    assert settings.clinic.staff.person(RUTH).role == "manager"
    people.show_at(2)
    assert people.form.role.control.isEnabled()
    assert "Another manager" in people.form.stays.text()
    assert not people.remove_button.isEnabled()
    people.show_at(1)
    assert people.remove_button.isEnabled()


def test_whoever_does_not_manage_reads_the_people_and_is_told_why(
    settings: Settings, people: PeopleSection
) -> None:
    assert people.note.isHidden()
    settings.work.seat.sit_down(settings.clinic.staff.person(RUTH))
    settings.settle()
    assert "Only a manager" in people.note.text()
    assert not people.form.name.control.isEnabled()
    assert people.remove_button.isHidden()


def test_a_password_is_dots_until_it_is_shown_and_dots_again_at_the_next_person(
    settings: Settings, people: PeopleSection
) -> None:
    people.show_at(1)
    settings.type_into(people.form.password.control, GIVEN)
    assert people.form.password.line.displayText() != GIVEN
    settings.press(Qt.Key.Key_Tab)
    settings.press(Qt.Key.Key_Space)
    assert people.form.password.line.displayText() == GIVEN
    people.show_at(0)
    people.show_at(1)
    assert people.form.password.text() == GIVEN
    assert people.form.password.line.displayText() != GIVEN
