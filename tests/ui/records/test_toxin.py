"""Botulinum toxin, from the visit to the signature, with real keys and a real mouse."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from clinic_desk.records.contents import ToxinContent, Vial
from tests.factories import NOW
from tests.ui.records.at_work import RUTH, AtWork


@pytest.fixture
def drafted(at_work: AtWork, nadia: int) -> int:
    """The visit of a draft that lacks nothing but a vial, points and two answers."""
    at_work.vial(at_work.batch())
    visit = at_work.visit(nadia)
    at_work.open(visit)
    return visit


def content(at_work: AtWork, visit: int) -> ToxinContent:
    found = at_work.records_of(visit)[0].content
    assert isinstance(found, ToxinContent)
    return found


def fill(at_work: AtWork) -> None:
    """All but the vial, by keys and two clicks."""
    at_work.click_chart(0.42, 0.24)
    at_work.hand.type("4")
    at_work.hand.press("Ctrl+M")
    at_work.go_to("Lines")
    at_work.hand.press("Right")
    at_work.go_to("Chaperone")
    at_work.hand.press("Right", "Right")


def test_a_record_is_written_from_its_visit_and_signed(at_work: AtWork, drafted: int) -> None:
    assert at_work.now == "records"
    assert at_work.focused().startswith("Bocouture 50 U")
    at_work.hand.press("Space")
    fill(at_work)
    at_work.type_in("Note", "Even on both sides.")
    at_work.hand.press("Ctrl+Return")
    record = at_work.records_of(drafted)[0]
    assert record.signed
    kept = content(at_work, drafted)
    assert [(point.hundredths, point.area) for point in kept.points] == [(400, "forehead")] * 2
    assert kept.note == "Even on both sides."
    assert kept.consulted_on == date(2026, 7, 1)
    assert at_work.page.signed.shown.signature.text() == "Signed by Ruth Holt"
    assert "record locked" in at_work.page.signed.shown.signed_when.text()
    assert at_work.said[-1] == "Botulinum toxin: signed, and locked"
    assert at_work.focused().startswith("Add an amendment")


def test_the_whole_record_needs_few_keys(at_work: AtWork, drafted: int) -> None:
    at_work.hand.begin_count()
    at_work.hand.press("Space")
    fill(at_work)
    at_work.hand.press("Ctrl+Return")
    assert at_work.records_of(drafted)[0].signed
    assert at_work.hand.keys <= 20


def test_the_draft_keeps_itself_while_it_is_typed(at_work: AtWork, drafted: int) -> None:
    at_work.hand.press("Space")
    at_work.click_chart(0.5, 0.36)
    at_work.hand.type("2.5")
    kept = content(at_work, drafted)
    assert [point.hundredths for point in kept.points] == [250]
    assert at_work.page.draft.head.state.text() == "Draft kept"


def test_the_totals_follow_each_point(at_work: AtWork, drafted: int) -> None:
    at_work.hand.press("Space")
    at_work.click_chart(0.42, 0.24)
    at_work.hand.type("4")
    assert at_work.form.table.spoken() == "Forehead, 4; Total, 4 Bocouture U"
    at_work.hand.press("+")
    assert "Total, 5 Bocouture U" in at_work.form.table.spoken()


def test_a_refused_signature_leads_to_the_first_field(at_work: AtWork, drafted: int) -> None:
    at_work.go_to("Note")
    at_work.hand.press("Ctrl+Return")
    assert not at_work.records_of(drafted)[0].signed
    assert at_work.focused().startswith("Bocouture 50 U")
    assert at_work.lacks()[0] == "Choose the vial that it was given from."


def test_each_missing_thing_leads_to_its_field(at_work: AtWork, drafted: int) -> None:
    at_work.hand.press("F7")
    at_work.hand.press("Tab", "Tab")
    assert at_work.focused() == "Say which kind of lines, or that you are unsure."
    at_work.hand.press("Return")
    assert at_work.focused().startswith("Lines")
    row = at_work.page.draft.lacks.rows[1]
    at_work.click(row)
    assert at_work.form.map.chart.hasFocus()


def test_nothing_is_missing_once_all_is_said(at_work: AtWork, drafted: int) -> None:
    at_work.hand.press("Space")
    fill(at_work)
    assert at_work.lacks() == []
    assert not at_work.page.draft.lacks.ready.isHidden()


def test_an_expired_vial_says_why_and_cannot_be_chosen(at_work: AtWork, nadia: int) -> None:
    at_work.vial(at_work.batch(number="GOOD"))
    at_work.vial(at_work.batch(number="OLD", expires_on=date(2026, 10, 31)))
    visit = at_work.visit(nadia)
    at_work.open(visit)
    good, old = at_work.form.vials.rows
    assert not old.tick.isEnabled()
    assert old.tick.accessibleDescription() == "Batch OLD expired on 31 October 2026."
    at_work.click(old.tick)
    assert at_work.form.vials.chosen() == ()
    at_work.click(good.tick)
    assert [each.number for each in at_work.form.vials.chosen()] == ["GOOD"]


def test_a_vial_past_its_hours_cannot_be_chosen(at_work: AtWork, nadia: int) -> None:
    at_work.vial(at_work.batch(), NOW - timedelta(days=2))
    at_work.open(at_work.visit(nadia))
    (row,) = at_work.form.vials.rows
    assert not row.tick.isEnabled()
    assert "may be used for 24 hours" in row.tick.accessibleDescription()
    assert not at_work.form.vials.none.isHidden()


def test_the_last_map_is_copied_under_the_same_product(at_work: AtWork, nadia: int) -> None:
    at_work.had_toxin(nadia)
    at_work.vial(at_work.batch())
    visit = at_work.visit(nadia)
    at_work.open(visit)
    at_work.hand.press("Space", "F6")
    assert [point.hundredths for point in content(at_work, visit).points] == [400] * 4
    at_work.hand.press("Ctrl+Z")
    assert content(at_work, visit).points == ()


def test_the_last_map_stops_under_another_product_and_says_why(at_work: AtWork, nadia: int) -> None:
    at_work.had_toxin(nadia, "Azzalure")
    at_work.vial(at_work.batch())
    visit = at_work.visit(nadia)
    at_work.open(visit)
    at_work.hand.press("Space", "F6")
    assert content(at_work, visit).points == ()
    words = at_work.form.map.notice.words.text()
    assert words.startswith("That map was drawn for Azzalure, and this visit is with Bocouture.")
    assert at_work.form.map.notice.isVisible()
    at_work.click_chart(0.42, 0.24)
    assert not at_work.form.map.notice.isVisible(), "who placed a point has read it"


def test_points_given_under_another_make_are_told_and_can_be_cleared(
    at_work: AtWork, nadia: int
) -> None:
    at_work.vial(at_work.batch("Bocouture", "BOC"))
    at_work.vial(at_work.batch("Letybo", "LET"))
    visit = at_work.visit(nadia)
    at_work.open(visit)
    bocouture, letybo = at_work.form.vials.rows
    at_work.click(bocouture.tick)
    at_work.click_chart(0.42, 0.24)
    at_work.hand.type("4")
    at_work.click(bocouture.tick)
    at_work.click(letybo.tick)
    assert "units of Bocouture" in at_work.form.map.notice.words.text()
    at_work.click(at_work.form.map.clear_units)
    assert [point.hundredths for point in content(at_work, visit).points] == [0]
    assert at_work.form.map.notice.isHidden()


def test_units_of_two_makes_are_never_added(at_work: AtWork, nadia: int) -> None:
    at_work.vial(at_work.batch("Bocouture", "BOC"))
    at_work.vial(at_work.batch("Letybo", "LET"))
    visit = at_work.visit(nadia)
    at_work.open(visit)
    bocouture, letybo = at_work.form.vials.rows
    at_work.click(bocouture.tick)
    at_work.click(letybo.tick)
    at_work.click_chart(0.42, 0.24)
    at_work.hand.type("4")
    at_work.go_to("Given from")
    at_work.hand.press("Right")
    at_work.click_chart(0.58, 0.24)
    at_work.hand.type("5")
    spoken = at_work.form.table.spoken()
    assert "9" not in spoken
    totals = sorted(part for part in spoken.split("; ") if part.startswith("Total"))
    products = {vial.vial_id: vial.product for vial in content(at_work, visit).vials}
    given = {products[p.vial_id or 0]: p.hundredths for p in content(at_work, visit).points}
    assert len(totals) == 2
    assert sorted(given.values()) == [400, 500]


def test_a_vial_of_another_client_is_passed_by_a_tick_with_a_reason(
    at_work: AtWork, nadia: int
) -> None:
    vial = at_work.vial(at_work.batch())
    other = at_work.clinic.records.begin(at_work.visit(at_work.client("Mo", "Ray")), RUTH).record
    at_work.clinic.records.save_draft(
        other.id, other.version, ToxinContent(vials=(Vial(vial),)), RUTH
    )
    visit = at_work.visit(nadia)
    at_work.open(visit)
    assert "1 other client" in at_work.form.vials.rows[0].tick.accessibleDescription()
    at_work.hand.press("Space")
    fill(at_work)
    at_work.hand.press("Ctrl+Return")
    assert not at_work.records_of(visit)[0].signed
    assert at_work.focused().startswith("Seen, and it stands")
    at_work.hand.press("Space")
    at_work.hand.type("The label was not stuck on")
    at_work.hand.press("Ctrl+Return")
    record = at_work.records_of(visit)[0]
    assert record.signed
    assert record.content is not None
    assert [each.reason for each in record.content.passed] == ["The label was not stuck on"]


def test_without_a_consultation_it_is_not_signed(at_work: AtWork) -> None:
    client = at_work.client(consult_on=None)
    at_work.consent(client, "BTX")
    at_work.vial(at_work.batch())
    visit = at_work.visit(client)
    at_work.open(visit)
    at_work.hand.press("Space")
    fill(at_work)
    at_work.hand.press("Ctrl+Return")
    assert not at_work.records_of(visit)[0].signed
    assert at_work.lacks() == ["There is no face-to-face consultation with a prescriber on file."]
    assert at_work.focused() == "Face-to-face consultation"
