"""Treatments on or off, their minutes; the protocol and who signs it; looks."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tests.ui.settings.conftest import Settings
from ui.kit.theme import Theme
from ui.settings.appearance import AppearanceSection
from ui.settings.protocol import DRAFT, ProtocolSection
from ui.settings.treatments import TreatmentsSection


@pytest.fixture
def treatments(settings: Settings) -> TreatmentsSection:
    section = settings.show("treatments")
    assert isinstance(section, TreatmentsSection)
    return section


@pytest.fixture
def protocol(settings: Settings) -> ProtocolSection:
    section = settings.show("protocol")
    assert isinstance(section, ProtocolSection)
    return section


def test_minutes_that_were_changed_are_those_of_the_protocol_in_force(
    settings: Settings, treatments: TreatmentsSection
) -> None:
    settings.type_into(treatments.rows["BTX"].cells["minutes_first"].control, "60")
    settings.save()
    assert settings.clinic.protocol.current().catalogue.treatment("BTX").minutes_first == 60
    assert settings.clinic.practice.read().treatment_changes == {"BTX": {"minutes_first": 60}}


def test_a_regulated_treatment_says_so_and_can_be_switched_on(
    settings: Settings, treatments: TreatmentsSection
) -> None:
    row = treatments.rows["BTX_SWEAT"]
    assert "CQC-regulated" in row.note.text()
    assert not row.note.isHidden()
    assert treatments.rows["BTX"].note.isHidden()
    row.tick.setFocus()
    settings.press(Qt.Key.Key_Space)
    settings.save()
    assert settings.clinic.protocol.current().catalogue.treatment("BTX_SWEAT").enabled


@pytest.mark.parametrize("typed", ["", "soon", "-5", "4", "481", "30.5", "³"])
def test_minutes_that_cannot_be_are_told_below_the_row(
    settings: Settings, treatments: TreatmentsSection, typed: str
) -> None:
    cell = treatments.rows["BTX"].cells["minutes_first"]
    settings.type_into(cell.control, typed)
    settings.save()
    assert "5 to 480 whole minutes" in cell.trouble()
    assert cell.text() == typed
    assert settings.clinic.practice.read().treatment_changes == {}


def test_a_cream_that_works_longer_than_the_visit_is_refused(
    settings: Settings, treatments: TreatmentsSection
) -> None:
    cell = treatments.rows["MN"].cells["numbing_minutes"]
    settings.type_into(cell.control, "70")
    settings.save()
    assert "longer than the visit" in cell.trouble()


def test_a_receptionist_reads_the_draft_but_cannot_sign_it(protocol: ProtocolSection) -> None:
    assert protocol.state.text() == DRAFT
    assert not protocol.sign_button.isEnabled()
    protocol.show_text()
    assert "[[treatment]]" in protocol.text.text()


def test_the_prescriber_at_the_desk_signs_it_as_it_stands(
    settings: Settings, protocol: ProtocolSection
) -> None:
    settings.work.seat.sit_down(settings.clinic.staff.people()[1])
    protocol.registration.control.setFocus()
    settings.press(Qt.Key.Key_Return)
    signature = settings.clinic.protocol.signature()
    assert signature is not None
    assert (signature.signed_by, signature.registration) == ("Ruth Holt", "12A3456E")
    assert protocol.state.text() == "Signed"
    assert "24 November 2026" in protocol.words.text()


def test_a_signature_without_a_number_is_refused(
    settings: Settings, protocol: ProtocolSection
) -> None:
    settings.work.seat.sit_down(settings.clinic.staff.people()[1])
    settings.type_into(protocol.registration.control, " ")
    settings.press(Qt.Key.Key_Return)
    assert "registration number" in protocol.registration.trouble()
    assert settings.clinic.protocol.signature() is None


def test_a_treatment_changed_after_signing_asks_for_another_signature(
    settings: Settings, protocol: ProtocolSection
) -> None:
    settings.clinic.protocol.sign("Ruth Holt", "12A3456E", 2)
    section = settings.show("treatments")
    assert isinstance(section, TreatmentsSection)
    settings.type_into(section.rows["BTX"].cells["minutes_first"].control, "60")
    settings.save()
    settings.show("protocol")
    assert protocol.state.text() == "Changed since it was signed"
    assert not protocol.signer.isHidden()


def test_looks_are_taken_and_kept_at_once(settings: Settings, theme: Theme) -> None:
    section = settings.show("appearance")
    assert isinstance(section, AppearanceSection)
    section.scheme.setFocus()
    settings.press(Qt.Key.Key_Right)
    settings.press(Qt.Key.Key_Right)
    assert theme.choice == "dark"
    assert settings.clinic.practice.read().theme == "dark"
    section.idle.combo.setFocus()
    settings.press(Qt.Key.Key_Down)
    assert settings.clinic.practice.read().hide_after_minutes == 10
    section.larger.click()
    assert (theme.percent, section.percent.text()) == (110, "110 %")


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_nothing_is_pushed_out_of_a_small_window(
    settings: Settings, theme: Theme, percent: int
) -> None:
    theme.set_percent(percent)
    settings.page.resize(1290 if percent == 100 else 1214, 600)
    section = settings.show("treatments")
    assert isinstance(section, TreatmentsSection)
    settings.settle()
    assert settings.page.frame.is_folded == (percent > 100)
    last = section.rows["MN"].cells["numbing_minutes"]
    right = last.mapTo(settings.page, last.rect().topRight()).x()
    assert right < settings.page.width()
