"""Rooms and devices."""

from __future__ import annotations

import pytest

from tests.ui.settings.conftest import Settings
from ui.settings.places import PlacesSection


@pytest.fixture
def places(settings: Settings) -> PlacesSection:
    section = settings.show("places")
    assert isinstance(section, PlacesSection)
    return section


def test_a_room_and_a_device_are_kept_with_what_they_suit(
    settings: Settings, places: PlacesSection
) -> None:
    places.add(0)
    settings.type_into(places.form.name.control, "Blue room")
    places.form.treatments.ticks.boxes["MN"].click()
    places.add(1)
    settings.save()
    (room,), (device,) = settings.clinic.hours.rooms(), settings.clinic.hours.devices()
    assert room.name == "Blue room"
    assert "MN" not in room.treatments
    assert "BTX" in room.treatments
    assert (device.name, device.treatments) == ("Device 1", {"MN"})


def test_without_a_room_there_is_a_sentence_and_no_form_that_would_keep_nothing(
    places: PlacesSection,
) -> None:
    assert places.nothing.text() == "There is no room yet, and no device."
    assert (places.nothing.isVisible(), places.form.isVisible()) == (True, False)
    places.add(0)
    assert (places.nothing.isVisible(), places.form.isVisible()) == (False, True)
    assert places.form.name.control.hasFocus()


def test_a_room_that_suits_nothing_is_refused(settings: Settings, places: PlacesSection) -> None:
    places.add(0)
    for tick in places.form.treatments.ticks.boxes.values():
        if tick.isChecked():
            tick.click()
    settings.save()
    assert "suits" in places.form.treatments.trouble()
    assert settings.clinic.hours.rooms() == ()


def test_two_rooms_of_one_name_are_refused(settings: Settings, places: PlacesSection) -> None:
    places.add(0)
    places.add(0)
    settings.type_into(places.form.name.control, "room 1")
    settings.save()
    assert places.form.name.trouble() == "Another room has this name already."
    assert places.form.name.text() == "room 1"
    assert len(settings.clinic.hours.rooms()) == 1


def test_a_room_out_of_use_leaves_the_list(settings: Settings, places: PlacesSection) -> None:
    places.add(0)
    settings.save()
    places.remove()
    settings.settle()
    assert settings.clinic.hours.rooms() == ()
    assert places.edits == []


def test_one_that_was_never_kept_simply_goes(settings: Settings, places: PlacesSection) -> None:
    places.add(0)
    places.remove()
    settings.save()
    assert settings.clinic.hours.rooms(active_only=False) == ()
