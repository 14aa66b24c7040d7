"""Whoever does not manage reads the settings, and is told who changes them."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget

from tests.ui.settings.conftest import Settings
from ui.kit.buttons import PlainButton
from ui.settings.copies import CopiesSection
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
