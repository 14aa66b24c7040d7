"""The Settings page: sections, saving, what was typed, going back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from tests.ui.settings.conftest import GRACE, Settings
from ui.kit.theme import Theme
from ui.settings.clinic import ClinicSection
from ui.settings.sections import SECTIONS


def test_the_clinics_name_is_kept_by_ctrl_enter_and_everyone_is_told(settings: Settings) -> None:
    section = settings.section
    assert isinstance(section, ClinicSection)
    settings.type_into(section.form.name.control, "Mill Road Clinic")
    settings.save()
    assert settings.clinic.practice.read().name == "Mill Road Clinic"
    assert settings.changes[-1].setup
    assert settings.said == ["Saved: the clinic"]
    assert not section.waits


def test_an_empty_name_is_refused_below_the_field_and_the_rest_stands(settings: Settings) -> None:
    section = settings.section
    assert isinstance(section, ClinicSection)
    settings.type_into(section.form.phone.control, "01223 000000")
    settings.type_into(section.form.name.control, "   ")
    settings.save()
    assert section.form.name.trouble() == "The clinic needs a name."
    assert section.form.phone.text() == "01223 000000"
    assert settings.clinic.practice.read().phone == "01223 455144"
    assert QApplication.focusWidget() is section.form.name.control


def test_a_phone_of_letters_is_refused(settings: Settings) -> None:
    section = settings.section
    assert isinstance(section, ClinicSection)
    settings.type_into(section.form.phone.control, "ring us")
    settings.save()
    assert "phone number" in section.form.phone.trouble()


def test_what_was_typed_stands_while_another_section_is_looked_at(settings: Settings) -> None:
    section = settings.section
    assert isinstance(section, ClinicSection)
    settings.type_into(section.form.contact.control, "Amira")
    settings.show("people")
    settings.clinic.practice.save(settings.clinic.practice.read(), GRACE)
    settings.show("clinic")
    assert section.form.contact.text() == "Amira"
    assert settings.page.frame.list.rows[0].accessibleName() == "The clinic, Not saved yet"


def test_put_back_shows_what_is_kept(settings: Settings) -> None:
    section = settings.section
    assert isinstance(section, ClinicSection)
    settings.type_into(section.form.contact.control, "Amira")
    settings.page.put_back()
    settings.settle()
    assert section.form.contact.text() == "Ruth Holt"
    assert not section.waits


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_button_with_nothing_to_do_looks_it_and_says_why(
    settings: Settings, theme: Theme, scheme: str
) -> None:
    theme.choose(scheme)
    page = settings.page
    button = page.put_back_button
    idle = button.grab().toImage()
    assert page.state.text() == "Nothing here waits to be saved"
    assert button.accessibleDescription() == page.state.text()
    assert page.state.text() in button.toolTip()
    section = settings.section
    assert isinstance(section, ClinicSection)
    settings.type_into(section.form.contact.control, "Amira")
    assert page.state.text() == "Not saved yet"
    assert button.toolTip() == button.accessibleDescription() == ""
    # The ground of one that does nothing is that of the foot it stands on.
    spot = QPoint(idle.width() // 2, 4)
    assert idle.pixelColor(spot) == theme.colour("sunken")
    assert button.grab().toImage().pixelColor(spot) == theme.colour("surface")


def test_arrow_keys_go_through_the_sections_and_escape_goes_back(settings: Settings) -> None:
    wanted: list[str] = []
    settings.work.seat.page_wanted.connect(lambda name, _: wanted.append(name))
    for kind in SECTIONS[1:]:
        settings.press(Qt.Key.Key_Down)
        assert settings.section.name == kind.name
        assert settings.section.is_filled
    settings.press(Qt.Key.Key_Escape)
    assert wanted == ["calendar"]


def test_escape_in_a_form_goes_to_the_list_first(settings: Settings) -> None:
    section = settings.section
    assert isinstance(section, ClinicSection)
    section.form.name.control.setFocus()
    settings.press(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is settings.page.frame.list.rows[0]


def test_names_of_markup_stand_as_they_were_typed(settings: Settings) -> None:
    section = settings.section
    assert isinstance(section, ClinicSection)
    name = "<b>Body & Work</b> " + "x" * 300
    settings.type_into(section.form.name.control, name)
    settings.save()
    assert settings.clinic.practice.read().name == name
