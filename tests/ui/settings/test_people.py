"""The people of the clinic, typed and kept."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from tests.factories import add_appointment, add_client, add_person
from tests.ui.settings.conftest import Settings
from ui.settings.people import PeopleSection


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
    assert settings.clinic.staff.check_pin(leila.id, "4711")
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
    assert len(settings.clinic.staff.people()) == 2


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
    assert len(settings.clinic.staff.people()) == 2


def test_those_before_the_refused_one_are_kept_and_it_comes_into_sight(
    settings: Settings, people: PeopleSection
) -> None:
    people.add()
    settings.type_into(people.form.name.control, "Amira Khan")
    people.add()
    settings.type_into(people.form.name.control, " ")
    people.show_at(0)
    settings.save()
    assert people.at == 3
    assert people.form.name.trouble() == "A person needs a name."
    assert [person.name for person in settings.clinic.staff.people()][2:] == ["Amira Khan"]
    settings.type_into(people.form.name.control, "Leila Haddad")
    settings.save()
    names = [person.name for person in settings.clinic.staff.people()]
    assert names == ["Maya Patel", "Ruth Holt", "Amira Khan", "Leila Haddad"]


def test_a_pin_that_is_set_is_changed_only_by_who_knows_it(
    settings: Settings, people: PeopleSection
) -> None:
    people.show_at(1)
    settings.type_into(people.form.pin.control, "1357")
    settings.save()
    ruth = settings.clinic.staff.people()[1]
    assert settings.clinic.staff.check_pin(ruth.id, "2468")
    assert "not the PIN" in people.trouble.words.text()
    settings.type_into(people.form.current_pin.control, "2468")
    settings.save()
    assert settings.clinic.staff.check_pin(ruth.id, "1357")


def test_reception_is_asked_for_neither_treatments_nor_pin(
    settings: Settings, people: PeopleSection
) -> None:
    people.show_at(0)
    assert people.form.treatments.isHidden()
    assert people.form.pin.isHidden()
    people.show_at(1)
    assert not people.form.treatments.isHidden()


def test_someone_with_visits_to_come_stays_until_they_are_moved(
    settings: Settings, people: PeopleSection
) -> None:
    clinic = settings.clinic
    amira = add_person(clinic.database, "Amira Khan", "practitioner", position=2)
    starts = clinic.clock.now() + timedelta(days=3)
    client = add_client(clinic.database)
    add_appointment(clinic.database, client, amira, starts, starts + timedelta(minutes=30))
    people.load()
    settings.settle()
    people.show_at(2)
    people.remove()
    settings.settle()
    assert "1 visit to come, the last on Fri 27 Nov" in people.trouble.words.text()
    assert len(clinic.staff.people()) == 3


def test_someone_without_visits_goes_and_can_be_taken_back(
    settings: Settings, people: PeopleSection
) -> None:
    undos = []
    settings.work.seat.announced.connect(lambda _text, undo: undos.append(undo))
    people.show_at(1)
    people.remove()
    settings.settle()
    assert [person.name for person in settings.clinic.staff.people()] == ["Maya Patel"]
    people.remove()
    settings.settle()
    assert "last person stays" in people.trouble.words.text()
    undos[0]()
    settings.settle()
    assert len(settings.clinic.staff.people()) == 2
    assert len(people.list.rows) == 2
