"""Drafts: from the visit, kept while typing, thrown away."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from clinic_desk.base.errors import BadInput, NotAllowed, NotFound, Stale
from clinic_desk.calendar.models import Appointment
from clinic_desk.records.contents import (
    ConsultationContent,
    Lot,
    NeedlingContent,
    NotTreatedContent,
    Point,
    ToxinContent,
    Vial,
)
from clinic_desk.records.record import RecordStale
from tests.core.records.desk import CONSULTED, Desk
from tests.factories import NOW, add_client, events


@pytest.mark.parametrize(
    ("treatment", "status", "kind"),
    [
        ("BTX", "completed", "toxin"),
        ("BTX_TOPUP", "partial", "toxin"),
        ("MN", "arrived", "needling"),
        ("CONSULT", "completed", "consultation"),
        ("BTX_REVIEW", "completed", "review"),
        ("PROBLEM", "completed", "review"),
        ("MN", "not_treated", "not_treated"),
        ("GONE", "completed", "review"),
    ],
)
def test_a_visit_opens_the_record_that_it_calls_for(
    desk: Desk, treatment: str, status: str, kind: str
) -> None:
    visit = desk.visit(treatment, status, status_reason="Cold sore")
    record = desk.records.for_visit(visit, desk.ruth).record
    assert (record.kind, record.signed, record.visit_id) == (kind, False, visit)


@pytest.mark.parametrize("status", ["booked", "confirmed", "cancelled", "no_show", "rescheduled"])
def test_nothing_is_recorded_of_a_visit_to_which_nobody_came(desk: Desk, status: str) -> None:
    visit = desk.visit(status=status, status_reason="Ill")
    with pytest.raises(NotAllowed, match="nothing to record"):
        desk.records.for_visit(visit, desk.ruth)


def test_opening_a_visit_again_gives_the_same_draft_and_writes_nothing_but_that(desk: Desk) -> None:
    visit = desk.visit()
    first = desk.records.for_visit(visit, desk.ruth)
    before = len(events(desk.database))
    assert desk.records.for_visit(visit, desk.amira).record == first.record
    assert desk.records.begin(visit, desk.amira).record == first.record
    assert [each.act for each in events(desk.database)[before:]] == ["record.read"] * 2
    assert first.changes.clients == {desk.anna}
    assert first.changes.days == {NOW.date()}


def test_a_toxin_draft_knows_the_prescriber_and_the_consultation(desk: Desk) -> None:
    own = desk.records.begin(desk.visit(), desk.ruth).record.content
    others = desk.records.begin(desk.visit(person=desk.amira), desk.amira).record.content
    assert own == ToxinContent(prescriber_id=desk.ruth, consulted_on=CONSULTED)
    assert others == ToxinContent(consulted_on=CONSULTED)


def test_a_needling_draft_counts_the_sessions_on(desk: Desk) -> None:
    cartridge = desk.batch("cartridge", "N12")
    for week, (session, sessions) in enumerate([(1, None), (2, 3), (3, 3), (1, 3)]):
        starts_at = NOW - timedelta(weeks=8 - week)
        visit = desk.visit("MN", starts_at=starts_at, device_id=desk.pen)
        begun = desk.records.begin(visit, desk.ruth).record.content
        assert begun == NeedlingContent(device="Needling pen", session=session, sessions=sessions)
        desk.signed(visit, desk.needling(cartridge, session=session, sessions=3))


def test_a_refused_visit_brings_its_reason(desk: Desk) -> None:
    visit = desk.visit(status="not_treated", status_reason="Cold sore")
    record = desk.records.for_visit(visit, desk.ruth).record
    assert record.content == NotTreatedContent("Cold sore")


def test_what_is_typed_is_kept_with_the_stock_s_own_details(desk: Desk) -> None:
    batch = desk.batch(number="A17")
    vial = desk.vial(batch)
    record = desk.drafted(desk.visit(), desk.toxin([vial], note="Brows level"))
    assert isinstance(record.content, ToxinContent)
    (kept,) = record.content.vials
    assert (kept.product, kept.unit, kept.number) == ("Azzalure", "Speywood U", "A17")
    assert (kept.expires_on, kept.strength, kept.diluent_ul) == (date(2027, 6, 30), 125, 630)
    assert [tuple(each) for each in record.batches] == [(batch, vial, 2000)]
    assert desk.records.one(record.id, desk.amira) == record


def test_a_typed_batch_number_gives_way_to_the_stock_s(desk: Desk) -> None:
    vial = desk.vial(desk.batch(number="A17"))
    typed = replace(desk.toxin([vial]), vials=(Vial(vial, number="X"),))
    record = desk.drafted(desk.visit(), typed)
    assert isinstance(record.content, ToxinContent)
    assert record.content.vials[0].number == "A17"


def test_areas_outside_the_label_are_marked_whatever_was_typed(desk: Desk) -> None:
    vial = desk.vial(desk.batch())
    points = (
        Point("face_front", 0.5, 0.2, 100, "forehead"),
        Point("face_front", 0.5, 0.3, 100, "glabella", None, True),
    )
    record = desk.drafted(desk.visit(), desk.toxin([vial], points=points))
    assert isinstance(record.content, ToxinContent)
    assert [each.off_label for each in record.content.points] == [True, False]


def test_saving_what_is_there_already_writes_nothing(desk: Desk) -> None:
    record = desk.drafted(desk.visit(), desk.toxin([desk.vial(desk.batch())]))
    before = len(events(desk.database))
    assert record.content is not None
    again = desk.records.save_draft(record.id, record.version, record.content, desk.amira)
    assert again.record == record
    assert len(events(desk.database)) == before


def test_the_audit_keeps_names_of_fields_and_old_words_but_no_old_maps(desk: Desk) -> None:
    record = desk.drafted(desk.visit(), desk.toxin([desk.vial(desk.batch())], note="One"))
    assert isinstance(record.content, ToxinContent)
    typed = replace(record.content, note="Two", points=())
    desk.records.save_draft(record.id, record.version, typed, desk.ruth)
    last = events(desk.database)[-1]
    assert (last.act, set(last.fields)) == ("record.draft_saved", {"note", "points"})
    assert (last.client_id, last.before) == (desk.anna, {"note": "One"})


def test_two_who_write_at_once_lose_nothing(desk: Desk) -> None:
    draft = desk.records.begin(desk.visit(), desk.ruth).record
    desk.records.save_draft(draft.id, draft.version, ToxinContent(note="Ruth's"), desk.ruth)
    with pytest.raises(RecordStale) as caught:
        desk.records.save_draft(draft.id, draft.version, ToxinContent(note="Amira's"), desk.amira)
    assert caught.value.typed == ToxinContent(note="Amira's")
    assert caught.value.now.content == ToxinContent(note="Ruth's")


def test_a_vial_that_may_not_be_used_cannot_be_chosen(desk: Desk) -> None:
    draft = desk.records.begin(desk.visit(), desk.ruth).record
    expired = desk.vial(desk.batch(number="E", expires_on=date(2026, 11, 23)))
    stale = desk.vial(desk.batch(number="S"), NOW - timedelta(hours=26))
    withdrawn = desk.batch(number="W", withdrawn_on=date(2026, 11, 20), withdrawn_why="Recalled")
    foreign = desk.vial(desk.batch("cartridge", "N12", number="C"))
    for vial in (expired, stale, desk.vial(withdrawn), foreign, 999):
        with pytest.raises(BadInput) as caught:
            desk.records.save_draft(draft.id, draft.version, desk.toxin([vial]), desk.ruth)
        assert caught.value.field == "vials"


def test_a_batch_that_may_not_be_used_cannot_be_chosen(desk: Desk) -> None:
    draft = desk.records.begin(desk.visit("MN"), desk.ruth).record
    expired = desk.batch("cartridge", "N12", expires_on=date(2026, 11, 23))
    for batch in (expired, 999):
        with pytest.raises(BadInput, match=r"expired|not in the stock"):
            desk.records.save_draft(draft.id, draft.version, desk.needling(batch), desk.ruth)


def test_a_late_entry_names_what_was_in_date_at_the_visit(desk: Desk) -> None:
    """The vial is past its hours by now, and the batch was withdrawn since."""
    week_ago = NOW - timedelta(days=7)
    batch = desk.batch(withdrawn_on=date(2026, 11, 20), withdrawn_why="Recalled")
    vial = desk.vial(batch, week_ago)
    record = desk.signed(desk.visit(starts_at=week_ago), desk.toxin([vial]))
    assert record.written_late == "Written on Tue 24 Nov at 09:00, 7 days after the visit."


def test_the_vials_for_a_visit_say_why_some_may_not_be_chosen(desk: Desk) -> None:
    good = desk.vial(desk.batch(number="G"))
    desk.vial(desk.batch(number="E", expires_on=date(2026, 11, 23)))
    used = desk.vial(desk.batch(number="U"))
    other = desk.visit(client=add_client(desk.database, "Eve"))
    desk.drafted(other, desk.toxin([used]))
    first, second, last = desk.records.open_vials(desk.visit(), desk.ruth)
    assert (first.vial.vial_id, first.why_not, first.warning) == (good, "", "")
    assert (second.vial.vial_id, second.why_not) == (used, "")
    assert second.warning == "This vial stands on the record of 1 other client."
    assert "expired" in last.why_not


def test_a_vial_mixed_long_after_a_visit_is_offered_last_and_with_a_warning(desk: Desk) -> None:
    early = NOW - timedelta(hours=5)
    visit = desk.visit(starts_at=early)
    over = early + timedelta(minutes=30)
    later = desk.vial(desk.batch(number="L"), over + timedelta(minutes=61))
    late = desk.vial(desk.batch(number="W"), over + timedelta(minutes=60))
    first, last = desk.records.open_vials(visit, desk.ruth)
    assert (first.vial.vial_id, first.warning) == (late, "")
    assert (last.vial.vial_id, last.why_not) == (later, "")
    assert last.warning == "It was mixed at 05:31; the visit was over at 04:30."
    draft = desk.drafted(visit, desk.toxin([later]))
    (missing,) = desk.records.missing(draft.id, desk.ruth)
    assert (missing.stops, missing.code) == (False, f"vial-later:{later}")


@pytest.mark.parametrize(
    "changed",
    [
        {"points": (Point("face_front", 1.2, 0.3, 100, "glabella"),)},
        {"points": (Point("../x", 0.5, 0.3, 100, "glabella"),)},
        {"points": (Point("face_front", 0.5, 0.3, -1, "glabella"),)},
        {"points": (Point("face_front", 0.5, 0.3, 100, "elbow"),)},
        {"points": (Point("face_front", 0.5, 0.3, 100, "glabella", 77),)},
        {"points": (Point("face_front", 0.5, 0.3, 100, "glabella"),) * 301},
        {"points": (Point("face_front", float("nan"), 0.3, 100, "glabella"),)},
        {"note": "a\0b"},
        {"reaction": "x" * 20_001},
    ],
)
def test_what_cannot_be_meant_is_refused_by_its_field(desk: Desk, changed: dict[str, Any]) -> None:
    draft = desk.records.begin(desk.visit(), desk.ruth).record
    with pytest.raises(BadInput) as caught:
        desk.records.save_draft(draft.id, draft.version, ToxinContent(**changed), desk.ruth)
    assert caught.value.field in changed


def test_a_draft_follows_its_visit_to_another_day(desk: Desk) -> None:
    visit = desk.visit()
    draft = desk.records.begin(visit, desk.ruth).record
    with desk.database.write(audited=False) as session:
        row = session.get_one(Appointment, visit)
        row.starts_at -= timedelta(days=2)
        row.ends_at -= timedelta(days=2)
    typed = ToxinContent(note="x")
    saved = desk.records.save_draft(draft.id, draft.version, typed, desk.ruth)
    assert saved.record.treated_on == date(2026, 11, 22)


def test_a_talk_that_was_no_meeting_is_marked_from_the_draft_on(desk: Desk) -> None:
    visit = desk.visit("CONSULT")
    draft = desk.records.begin(visit, desk.ruth).record
    by_phone = ConsultationContent(face_to_face=False, seen_by=desk.ruth)
    saved = desk.records.save_draft(draft.id, draft.version, by_phone, desk.ruth).record
    assert desk.marks(visit) == {"not_face_to_face"}
    met = replace(by_phone, face_to_face=True)
    saved = desk.records.save_draft(saved.id, saved.version, met, desk.ruth).record
    assert desk.marks(visit) == set()
    with_amira = replace(met, seen_by=desk.amira)
    saved = desk.records.save_draft(saved.id, saved.version, with_amira, desk.ruth).record
    assert desk.marks(visit) == {"not_face_to_face"}
    desk.records.remove_draft(saved.id, saved.version, desk.ruth)
    assert desk.marks(visit) == set()


def test_a_draft_that_is_thrown_away_leaves_its_words_to_the_audit_alone(desk: Desk) -> None:
    record = desk.drafted(desk.visit(), desk.toxin([desk.vial(desk.batch())], note="Wrong"))
    with pytest.raises(Stale):
        desk.records.remove_draft(record.id, record.version - 1, desk.ruth)
    desk.records.remove_draft(record.id, record.version, desk.ruth)
    with pytest.raises(NotFound):
        desk.records.one(record.id, desk.ruth)
    assert events(desk.database)[-1].before["note"] == "Wrong"


def test_the_drafts_that_wait_are_listed_oldest_first(desk: Desk) -> None:
    newer = desk.records.begin(desk.visit(), desk.ruth).record
    older = desk.records.begin(desk.visit("MN", starts_at=NOW - timedelta(days=3)), desk.amira)
    desk.signed_toxin(starts_at=NOW - timedelta(hours=2))
    waiting = desk.records.drafts(desk.ruth)
    assert [each.record_id for each in waiting] == [older.record.id, newer.id]
    assert (waiting[0].client_name, waiting[0].writer, waiting[0].kind) == (
        "Anna Kowalska",
        "Amira Shah",
        "needling",
    )


def test_an_adverse_event_is_laid_to_the_visit_and_its_batches(desk: Desk) -> None:
    batch = desk.batch(number="A17")
    record = desk.signed(desk.visit(), desk.toxin([desk.vial(batch)]))
    desk.clock.advance(days=9)
    event = desk.records.begin_adverse_event(record.visit_id, date(2026, 12, 3), desk.ruth).record
    assert event.content is not None
    assert event.content.lots == (Lot(batch, "Azzalure", "A17", date(2027, 6, 30)),)  # type: ignore[union-attr]
    assert (event.treated_on, event.visit_id) == (date(2026, 12, 3), record.visit_id)
    for day in (date(2026, 11, 23), date(2026, 12, 4)):
        with pytest.raises(BadInput):
            desk.records.begin_adverse_event(record.visit_id, day, desk.ruth)


def test_an_adverse_event_waits_for_no_signature_and_leaves_out_what_is_in_error(
    desk: Desk,
) -> None:
    visit, batch, today = desk.visit(), desk.batch(number="A17"), NOW.date()
    draft = desk.records.begin(visit, desk.ruth).record
    content = desk.toxin([desk.vial(batch)])
    desk.records.save_draft(draft.id, draft.version, content, desk.ruth)
    told = desk.records.begin_adverse_event(visit, today, desk.ruth).record.content
    assert [lot.number for lot in told.lots] == ["A17"]  # type: ignore[union-attr]
    other = desk.visit(starts_at=NOW - timedelta(days=2))
    vial = desk.vial(batch, opened_at=NOW - timedelta(days=2))
    wrong = desk.signed(other, desk.toxin([vial]))
    desk.records.enter_in_error(wrong.id, "Another client's", desk.ruth)
    of_error = desk.records.begin_adverse_event(other, today, desk.ruth).record.content
    assert of_error.lots == ()  # type: ignore[union-attr]


def test_an_adverse_event_that_is_a_draft_is_gone_on_with_and_a_signed_one_has_another_beside_it(
    desk: Desk,
) -> None:
    visit, today = desk.visit(), NOW.date()
    first = desk.records.begin_adverse_event(visit, today, desk.ruth).record
    again = desk.records.begin_adverse_event(visit, today, desk.ruth)
    assert (again.record.id, again.begun) == (first.id, False)
    assert events(desk.database)[-1].act == "record.read"
    content = replace(first.content, what="A droop", severity="mild", advised="Wait")  # type: ignore[type-var]
    saved = desk.records.save_draft(first.id, first.version, content, desk.ruth).record  # type: ignore[arg-type]
    desk.records.sign(saved.id, saved.version, desk.ruth)
    assert desk.records.begin_adverse_event(visit, today, desk.ruth).record.id != first.id
