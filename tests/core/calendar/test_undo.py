"""Undo puts everything back, or says why it cannot."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clinic_desk.base.errors import Stale
from clinic_desk.calendar.outcomes import Booked, NeedsAcknowledgement
from clinic_desk.calendar.records import Acknowledged, Draft
from clinic_desk.db.guard import Occupied
from tests.core.calendar.desk import Desk, on

few = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
starts = st.builds(on, st.integers(1, 11), st.integers(8, 18), st.sampled_from([0, 15, 20, 55]))
drafts = st.fixed_dictionaries(
    {
        "treatment": st.sampled_from(
            ["BTX", "MN", "CONSULT", "BTX_REVIEW", "BTX_TOPUP", "PROBLEM"]
        ),
        "zones": st.sampled_from([(), ("glabella",), ("full_face",), ("abdomen",)]),
        "starts_at": starts,
        "minutes": st.sampled_from([None, 20, 60]),
        "desk_note": st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20),
    }
).map(lambda parts: Draft(**parts))


def save(desk: Desk, draft: Draft, pencil: bool = False) -> Booked | None:
    """Book as Ruth, having seen everything; None where there is no way past."""
    found = desk.booking.assess(draft, desk.ruth).findings
    seen = tuple(Acknowledged(finding.fingerprint, "Seen") for finding in found)
    try:
        return desk.booking.book(draft, seen, desk.ruth, pencil)
    except NeedsAcknowledgement as refused:
        if all(finding.override != "none" for finding in refused.unsettled):
            raise
        return None


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(drafts, max_size=2), drafts, st.booleans())
def test_booking_and_undoing_leaves_every_table_as_it_was(
    desk: Desk, others: list[Draft], draft: Draft, pencil: bool
) -> None:
    client = desk.client()
    for other in others:
        save(desk, _for(other, client))
    before = desk.tables()
    booked = save(desk, _for(draft, client), pencil)
    if booked is not None:
        assert desk.tables() != before
        changes = desk.booking.undo(booked.undo, desk.ruth)
        assert changes == booked.changes
    assert desk.tables() == before


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(drafts, drafts)
def test_changing_and_undoing_leaves_every_table_as_it_was(
    desk: Desk, first: Draft, second: Draft
) -> None:
    client = desk.client()
    booked = save(desk, _for(first, client))
    if booked is None:
        return
    before = desk.tables()
    changed = save(desk, _for(second, client, booked.appointment_id))
    if changed is not None:
        desk.booking.undo(changed.undo, desk.ruth)
    assert desk.tables() == before
    gone = (
        desk.booking.set_status(booked.appointment_id, "cancelled", "Ill", 1, desk.ruth)
        if not booked.pencilled
        else desk.booking.decline(booked.appointment_id, "No", desk.ruth)
    )
    desk.booking.undo(gone.undo, desk.ruth)
    assert desk.tables() == before
    desk.booking.undo(booked.undo, desk.ruth)


def _for(draft: Draft, client: int, visit: int | None = None) -> Draft:
    return draft._replace(client_id=client, appointment_id=visit)


def test_undo_says_so_when_the_visit_was_changed_since(desk: Desk) -> None:
    client = desk.client()
    booked = desk.book("BTX", client, on(8, 10))
    desk.book("BTX", client, on(9, 10), appointment_id=booked.appointment_id)
    with pytest.raises(Stale):
        desk.booking.undo(booked.undo, desk.maya)


def test_undo_takes_nobody_s_time(desk: Desk) -> None:
    client = desk.client()
    booked = desk.book("BTX", client, on(8, 10))
    moved = desk.book("BTX", client, on(9, 10), appointment_id=booked.appointment_id)
    desk.book("BTX", desk.client("Anna"), on(8, 10))
    before = desk.tables()
    with pytest.raises(Occupied):
        desk.booking.undo(moved.undo, desk.maya)
    assert desk.tables() == before


def test_undo_is_no_way_round_the_rules(desk: Desk) -> None:
    client = desk.client()
    booked = desk.book("BTX", client, on(8, 10), zones=("glabella",))
    gone = desk.booking.set_status(booked.appointment_id, "cancelled", "Ill", 1, desk.maya)
    desk.book("MN", client, on(4, 10), zones=("full_face",))
    with pytest.raises(NeedsAcknowledgement):
        desk.booking.undo(gone.undo, desk.maya)


def test_a_moved_visit_goes_back_where_hours_have_changed_since(desk: Desk) -> None:
    client = desk.client()
    booked = desk.book("BTX", client, on(8, 10))
    desk.hours.add_closure(date(2026, 12, 8), date(2026, 12, 8), "Flood", desk.maya)
    moved = desk.book("BTX", client, on(9, 10), appointment_id=booked.appointment_id)
    assert desk.booking.undo(moved.undo, desk.maya).days == {date(2026, 12, 8), date(2026, 12, 9)}


def test_a_row_s_old_number_given_to_another_visit_does_no_harm(desk: Desk) -> None:
    booked = desk.book("BTX", desk.client(), on(8, 10))
    gone = desk.booking.set_status(booked.appointment_id, "cancelled", "Ill", 1, desk.maya)
    desk.book("BTX", desk.client("Anna"), on(8, 14))
    desk.booking.undo(gone.undo, desk.maya)
    assert len(desk.tables()["occupancy"]) == 10
