"""A vial is opened, or mixed, from within the record, which is not left for it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from clinic_desk.records.contents import ToxinContent
from tests.factories import NOW
from tests.ui.records.at_work import RUTH, AtWork


@pytest.fixture
def draft(at_work: AtWork, nadia: int) -> int:
    """The draft of a toxin record; one batch, none of it open."""
    at_work.batch()
    visit = at_work.visit(nadia)
    at_work.open(visit)
    return visit


def content(at_work: AtWork, visit: int) -> ToxinContent:
    at_work.hand.press("Ctrl+S")
    found = at_work.records_of(visit)[0].content
    assert isinstance(found, ToxinContent)
    return found


def test_a_vial_is_opened_mixed_and_chosen_without_leaving_the_record(
    at_work: AtWork, draft: int
) -> None:
    assert at_work.form.vials.none.text() == "No vial is open."
    at_work.hand.press("Alt+O")
    at_work.hand.type("1.25")
    at_work.hand.press("Return")
    (vial,) = content(at_work, draft).vials
    assert (vial.number, vial.diluent_ul, vial.mixed_at) == ("B81204", 1250, NOW)
    assert at_work.clinic.stock.batch(vial.batch_id, RUTH).left == 9
    assert at_work.focused().startswith("Bocouture 50 U")
    assert at_work.now == "records"


def test_what_was_typed_meanwhile_stays(at_work: AtWork, draft: int) -> None:
    at_work.type_in("Note", "Half a")
    at_work.hand.press("Alt+O", "Return")
    at_work.type_in("Note", " word")
    assert content(at_work, draft).note == "Half a word"


def test_an_open_vial_is_mixed_at_its_row(at_work: AtWork, draft: int) -> None:
    at_work.hand.press("Alt+O", "Return")
    (row,) = at_work.form.vials.rows
    assert not row.tick.isEnabled()
    assert content(at_work, draft).vials == ()
    at_work.click(row.mix)
    at_work.hand.type("2.5")
    at_work.hand.press("Return")
    assert [each.diluent_ul for each in content(at_work, draft).vials] == [2500]


def test_a_slip_in_the_saline_is_said_where_it_was_typed_and_esc_leaves_it(
    at_work: AtWork, draft: int
) -> None:
    at_work.hand.press("Alt+O")
    at_work.hand.type("250")
    at_work.hand.press("Return")
    asking = at_work.form.vials.opening.asking
    assert "0.1 to 20 ml" in asking.fields["diluent_ul"].trouble()
    at_work.hand.press("Esc")
    assert not asking.isVisible()
    assert at_work.now == "records"
    assert at_work.rows("SELECT count(*) FROM opened_vial") == [(0,)]


def test_what_comes_ready_mixed_is_opened_with_one_key(at_work: AtWork, nadia: int) -> None:
    at_work.batch("Alluzience", "R1")
    visit = at_work.visit(nadia)
    at_work.open(visit)
    at_work.hand.press("Alt+O")
    assert [each.product for each in content(at_work, visit).vials] == ["Alluzience"]


def test_for_a_visit_of_another_day_none_is_opened_now(at_work: AtWork, nadia: int) -> None:
    at_work.batch()
    at_work.open(at_work.visit(nadia, starts_at=NOW - timedelta(days=2)))
    assert at_work.form.vials.opening.links == []
    assert at_work.form.vials.none.text() == "No vial was open at this visit."
    assert not at_work.page.allowed.can_open_vial()


def test_a_vial_that_was_opened_elsewhere_is_offered_at_once(at_work: AtWork, draft: int) -> None:
    (batch,) = at_work.clinic.stock.batches(RUTH)
    at_work.program.work.write(  # type: ignore[union-attr]
        lambda: at_work.clinic.stock.open_vial(batch.id, RUTH, 2500), lambda _saved: None
    )
    at_work.hand.settle()
    assert [row.tick.isEnabled() for row in at_work.form.vials.rows] == [True]
