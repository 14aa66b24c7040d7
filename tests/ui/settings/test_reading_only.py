"""Whoever does not manage reads the settings, and is told who changes them."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget

from tests.ui.settings.conftest import Settings
from ui.kit.buttons import PlainButton
from ui.kit.theme import Theme
from ui.settings.appearance import AppearanceSection
from ui.settings.clinic import ClinicSection
from ui.settings.copies import CopiesSection
from ui.settings.hours import HoursSection
from ui.settings.keeping import KeepingSection
from ui.settings.people import PeopleSection
from ui.settings.places import PlacesSection

MAYA, MANAGER = 1, 3
READ_ONLY = ("clinic", "people", "places", "hours", "treatments", "keeping", "copies")


def sit(settings: Settings, person: int) -> None:
    settings.work.seat.sit_down(settings.clinic.staff.person(person))
    settings.settle()


def visible(*parts: QWidget) -> list[bool]:
    return [part.isVisible() for part in parts]


@pytest.mark.parametrize("name", READ_ONLY)
def test_reception_reads_and_a_manager_changes(settings: Settings, name: str) -> None:
    sit(settings, MAYA)
    section = settings.show(name)
    assert "Only a manager changes" in section.note.text()
    assert section.note.isVisible()
    assert not any(part.isEnabled() for part in section.inputs())
    assert not any(visible(*section.only_acts()))
    assert not settings.page.frame.foot.isVisible()
    sit(settings, MANAGER)
    assert not section.note.isVisible()
    assert all(part.isEnabled() for part in section.inputs())
    assert all(visible(*section.only_acts()))
    assert settings.page.frame.foot.isVisible() is section.saves


@pytest.mark.parametrize("name", ["away", "appearance"])
def test_absences_and_appearance_stay_open_to_reception(settings: Settings, name: str) -> None:
    sit(settings, MAYA)
    assert not settings.show(name).note.isVisible()


def test_what_a_manager_left_typed_is_put_back_but_not_saved_by_reception(
    settings: Settings,
) -> None:
    section = settings.show("clinic")
    section.touch()
    sit(settings, MAYA)
    commands = settings.work.commands
    assert not commands.action("settings.save").isEnabled()
    assert commands.action("settings.put_back").isEnabled()


def test_reception_reads_the_list_of_copies_and_restores_none(settings: Settings) -> None:
    copies = settings.show("copies")
    assert isinstance(copies, CopiesSection)
    copies.make()
    settings.settle()
    settings.settle()
    sit(settings, MAYA)
    assert copies.list.rows
    assert not any(row.isEnabled() for row in copies.list.rows)
    assert not copies.list.file.isVisible()


def test_reception_sees_no_act_on_the_key(settings: Settings) -> None:
    sit(settings, MAYA)
    keeping = settings.show("keeping")
    assert isinstance(keeping, KeepingSection)
    assert not any(button.isVisible() for button in keeping.findChildren(PlainButton))


def test_nobody_who_only_reads_is_asked_for_a_password_or_a_pin(settings: Settings) -> None:
    people = settings.show("people")
    assert isinstance(people, PeopleSection)
    for person, asked in ((MAYA, False), (MANAGER, True)):
        sit(settings, person)
        people.show_at(0)
        assert visible(people.form.password, people.form.pin) == [asked, asked]
    people.show_at(2)
    assert people.form.stays.isVisible()
    sit(settings, MAYA)
    assert not people.form.stays.isVisible()


def test_no_button_stands_there_that_would_do_nothing(settings: Settings) -> None:
    sit(settings, MAYA)
    hours = settings.show("hours")
    assert isinstance(hours, HoursSection)
    assert not hours.form.like_monday.isVisible()
    copies = settings.show("copies")
    assert isinstance(copies, CopiesSection)
    copies.make()
    settings.settle()
    settings.settle()
    assert [("restore" in row.accessibleName()) for row in copies.list.rows] == [False]
    assert copies.list_label.text() == "The copies"


@pytest.mark.parametrize(("person", "able"), [(MAYA, False), (MANAGER, True)])
def test_what_guards_the_desk_is_set_by_a_manager_and_looks_by_anyone(
    settings: Settings, person: int, able: bool
) -> None:
    sit(settings, person)
    looks = settings.show("appearance")
    assert isinstance(looks, AppearanceSection)
    assert (looks.idle.isEnabled(), looks.lock.isEnabled()) == (able, able)
    assert looks.scheme.isEnabled()
    assert looks.larger.isEnabled()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_only_reads_looks_so_and_shows_no_hint_of_what_to_type(
    settings: Settings, theme: Theme, scheme: str
) -> None:
    theme.choose(scheme)
    sit(settings, MAYA)
    section = settings.show("clinic")
    assert isinstance(section, ClinicSection)
    empty = section.form.out_of_hours.control.grab().toImage()
    row, ground = empty.height() // 2, theme.colour("sunken")
    inside = range(8, empty.width() - 8)
    assert all(empty.pixelColor(at, row) == ground for at in inside)
    people = settings.show("people")
    assert isinstance(people, PeopleSection)
    people.show_at(1)
    tick = people.form.prescriber
    assert tick.isChecked()
    picture = tick.grab().toImage()
    pixels = {picture.pixelColor(x, picture.height() // 2).name() for x in range(16)}
    assert theme.colour("accent").name() not in pixels


def test_somebody_not_kept_yet_has_not_stopped_working_here(settings: Settings) -> None:
    people = settings.show("people")
    assert isinstance(people, PeopleSection)
    words = people.remove_button.accessibleName()
    people.add()
    assert people.remove_button.accessibleName() == "Do not add this person" != words
    people.show_at(0)
    assert people.remove_button.accessibleName() == words


def test_a_room_can_be_removed_by_a_manager_alone(settings: Settings) -> None:
    places = settings.show("places")
    assert isinstance(places, PlacesSection)
    places.add()
    assert places.remove_button.isVisible()
    sit(settings, MAYA)
    assert not places.remove_button.isVisible()
