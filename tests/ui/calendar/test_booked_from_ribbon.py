"""A booking that begins on a client's ribbon: who, what and from when are in the panel already."""

from __future__ import annotations

from datetime import date

from clinic_desk.base.clock import local_day
from tests.ui.calendar.at_desk import AtDesk


def test_the_panel_begins_with_the_treatment_and_offers_from_the_day(
    at_desk: AtDesk, nadia: int
) -> None:
    day = date(2026, 12, 14)
    assert at_desk.program.work is not None
    at_desk.program.work.show_page("calendar", book_for=nadia, treatment="BTX", day=day)
    at_desk.hand.settle()
    call = at_desk.panel.call
    assert call.client is not None
    assert (call.client.id, call.treatment, call.wish.from_day) == (nadia, "BTX", day)
    preview = at_desk.panel.current.preview
    assert preview is not None
    assert preview.offers
    assert all(local_day(offer.span.starts_at) >= day for offer in preview.offers)
    assert local_day(preview.offers[0].span.starts_at) == day
