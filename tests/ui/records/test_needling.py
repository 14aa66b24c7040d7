"""Micro-needling: areas by keys, the allergy that stops the cream, the session."""

from __future__ import annotations

from clinic_desk.records.contents import NeedlingContent
from tests.ui.records.at_work import RUTH, AtWork


def begun(at_work: AtWork) -> int:
    client = at_work.allergic()
    at_work.consent(client, "MN")
    at_work.batch("Dermapen 12-needle", "44812", kind="cartridge")
    visit = at_work.visit(client, "MN", person=RUTH, zones=["forehead", "cheeks"])
    at_work.open(visit)
    return visit


def kept(at_work: AtWork, visit: int) -> NeedlingContent:
    content = at_work.records_of(visit)[0].content
    assert isinstance(content, NeedlingContent)
    return content


def fill(at_work: AtWork) -> None:
    at_work.go_to("Add an area")
    at_work.hand.press("Return")
    at_work.hand.type("1")
    at_work.hand.press("Tab")
    at_work.hand.type("3")
    at_work.go_to("Add an area")
    at_work.hand.press("Return")
    at_work.hand.type("1,5")
    at_work.hand.press("Tab")
    at_work.hand.type("2")
    at_work.type_in("Device", "Dermapen 4")
    at_work.go_to("Cartridge")
    at_work.hand.press("Down")
    at_work.go_to("The cartridge was new")
    at_work.hand.press("Space")
    at_work.type_in("Sessions in all", "3")
    at_work.type_in("End point", "Even redness")


def test_the_places_that_were_booked_are_proposed_in_turn(at_work: AtWork) -> None:
    visit = begun(at_work)
    fill(at_work)
    areas = kept(at_work, visit).areas
    assert [(each.area, each.depth_hundredths_mm, each.passes) for each in areas] == [
        ("forehead", 100, 3),
        ("cheeks", 150, 2),
    ]


def test_a_record_is_written_and_signed(at_work: AtWork) -> None:
    visit = begun(at_work)
    fill(at_work)
    at_work.hand.press("Ctrl+Return")
    assert at_work.lacks() == []
    record = at_work.records_of(visit)[0]
    assert record.signed
    assert at_work.page.signed.shown.headline.text().startswith("Session 1 of 3 · Forehead")


def test_an_allergy_to_lidocaine_stops_the_cream(at_work: AtWork) -> None:
    visit = begun(at_work)
    assert "on file" in at_work.form.cream.stop.words.text()
    fill(at_work)
    at_work.go_to("A numbing cream was used")
    at_work.hand.press("Space")
    assert at_work.focused() == "Cream"
    at_work.hand.type("EMLA")
    at_work.type_in("On at", "8.10")
    at_work.type_in("Off at", "8.40")
    at_work.hand.press("Ctrl+Return")
    assert not at_work.records_of(visit)[0].signed
    assert at_work.lacks() == [
        "An allergy to lidocaine or numbing cream is on file. "
        "This cream is taken to hold lidocaine."
    ]
    assert at_work.form.cream.stop.words.text() == at_work.lacks()[0]
    assert at_work.focused() == "A numbing cream was used"
    at_work.hand.press("Space", "Ctrl+Return")
    assert at_work.records_of(visit)[0].signed
    assert kept(at_work, visit).cream is None


def test_a_depth_that_is_none_stays_typed_and_stops_the_signature(at_work: AtWork) -> None:
    visit = begun(at_work)
    fill(at_work)
    row = at_work.form.areas.lines.rows[0]
    row.deep.line.setFocus()
    at_work.hand.press("Ctrl+A")
    at_work.hand.type("deep")
    at_work.hand.press("Ctrl+Return")
    assert not at_work.records_of(visit)[0].signed
    assert row.deep.text() == "deep"
    assert row.deep.line.hasFocus()
    assert kept(at_work, visit).areas[0].depth_hundredths_mm == 100


def test_a_depth_can_be_marked_on_the_chart(at_work: AtWork) -> None:
    visit = begun(at_work)
    at_work.click_chart(0.5, 0.24)
    at_work.hand.type("1.5")
    (area,) = kept(at_work, visit).areas
    assert (area.area, area.depth_hundredths_mm, area.chart) == ("forehead", 150, "face_front")
    row = at_work.form.areas.lines.rows[0]
    row.passes.line.setFocus()
    at_work.hand.type("3")
    assert kept(at_work, visit).areas[0].passes == 3
    assert at_work.form.map.chart.points()[0].hundredths == 150
    at_work.form.map.chart.setFocus()
    at_work.hand.press("Delete")
    assert kept(at_work, visit).areas == ()
