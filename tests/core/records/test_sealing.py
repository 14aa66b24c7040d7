"""Signed means locked: by the use case, by the database, and by the seal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from clinic_desk.base.errors import BadInput, NotAllowed, Stale
from clinic_desk.clients.models import Alert, Client, Standing
from clinic_desk.db.signed_guard import SIGNED, SIGNED_TRIGGERS
from clinic_desk.records.contents import (
    AdverseEventContent,
    ConsultationContent,
    Cream,
    NotTreatedContent,
    Passed,
    ToxinContent,
)
from clinic_desk.records.missing import Missing
from clinic_desk.records.record import ALTERED, CannotSign, Record
from tests.core.records.desk import CONSULTED, Desk
from tests.factories import NOW, add_client, add_receptionist, events


def raw(desk: Desk, *statements: str) -> None:
    with desk.database.write(audited=False) as session:
        for statement in statements:
            session.execute(text(statement))


def unlocked(desk: Desk, *statements: str) -> None:
    """As somebody would who has the key and takes the triggers out first."""
    drops = (f"DROP TRIGGER {name}" for name in SIGNED_TRIGGERS)
    raw(desk, *drops, *statements, *SIGNED_TRIGGERS.values())


def refused(desk: Desk, draft: Record, by: int | None = None) -> tuple[Missing, ...]:
    with pytest.raises(CannotSign) as caught:
        desk.sign(draft, by)
    assert desk.records.missing(draft.id, by or desk.ruth) == caught.value.missing
    assert not desk.records.one(draft.id, desk.ruth).signed
    return caught.value.missing


def test_a_signed_record_says_by_whom_and_when(desk: Desk) -> None:
    record = desk.signed_toxin()
    assert (record.signer, record.signed_at, record.written_late) == ("Ruth Holt", NOW, "")
    assert (record.counts, record.warning) == (True, "")
    assert events(desk.database)[-1].act == "record.signed"


def test_a_signed_record_is_refused_every_change_in_a_sentence(desk: Desk) -> None:
    record = desk.signed_toxin()
    for act in (
        lambda: desk.records.save_draft(
            record.id, record.version, ToxinContent(note="x"), desk.ruth
        ),
        lambda: desk.records.remove_draft(record.id, record.version, desk.ruth),
        lambda: desk.sign(record),
        lambda: desk.records.begin(record.visit_id, desk.ruth),
    ):
        with pytest.raises(NotAllowed, match="was signed on Tue 24 Nov by Ruth Holt"):
            act()
    assert desk.records.one(record.id, desk.ruth) == record


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE treatment_record SET content = '{}'",
        "UPDATE treatment_record SET digest = 'x'",
        "UPDATE treatment_record SET signed_at = NULL, signed_by = NULL, digest = NULL",
        "DELETE FROM record_batch",
        "UPDATE record_batch SET hundredths = 0",
        "INSERT INTO record_batch (record_id, batch_id, hundredths) VALUES (1, 1, 0)",
        "DELETE FROM treatment_record",
        "UPDATE amendment SET words = 'x'",
        "DELETE FROM amendment",
    ],
)
def test_the_database_refuses_to_change_what_was_signed(desk: Desk, statement: str) -> None:
    record = desk.signed_toxin()
    desk.records.amend(record.id, "Rang: all well", desk.ruth)
    with pytest.raises(SQLAlchemyError, match=SIGNED):
        raw(desk, statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE treatment_record SET content = replace(content, '1000', '2000')",
        "UPDATE treatment_record SET content = 'no text'",
        "UPDATE treatment_record SET treated_on = '2026-11-23'",
        "UPDATE treatment_record SET signed_by = 2",
        "UPDATE treatment_record SET signed_at = signed_at - 86400",
        "UPDATE treatment_record SET client_id = 2",
        "UPDATE treatment_record SET digest = 'x'",
        "UPDATE record_batch SET hundredths = 1",
        "DELETE FROM record_batch",
    ],
)
def test_a_record_that_was_altered_behind_the_program_is_told_as_altered(
    desk: Desk, statement: str
) -> None:
    add_client(desk.database, "Eve")
    record = desk.signed_toxin()
    unlocked(desk, statement)
    found = desk.records.one(record.id, desk.ruth)
    assert (found.altered, found.counts, found.warning) == (True, False, ALTERED)
    assert desk.records.map_of_last(desk.anna, date(2027, 1, 1), desk.ruth) is None
    with pytest.raises(NotAllowed, match="not as it was signed"):
        desk.records.copy_map(record.id, "Azzalure", desk.ruth)
    assert desk.records.summary(record.id, desk.ruth).warning == ALTERED


def test_a_record_whose_signer_was_taken_out_is_not_as_it_was_signed(desk: Desk) -> None:
    record = desk.signed_toxin()
    unlocked(
        desk,
        "PRAGMA ignore_check_constraints = ON",
        "UPDATE treatment_record SET signed_by = NULL",
        "PRAGMA ignore_check_constraints = OFF",
    )
    found = desk.records.one(record.id, desk.ruth)
    assert (found.signed, found.altered, found.counts) == (True, True, False)


def test_a_record_goes_along_with_a_client_who_was_on_file_twice(desk: Desk) -> None:
    record = desk.signed_toxin()
    kept, last = add_client(desk.database, "Anna"), add_client(desk.database, "Ann")
    for gone, into in ((desk.anna, kept), (kept, last)):
        desk.put_standing(Standing(client_id=gone, merged_into=into, merged_at=NOW))
        raw(desk, f"UPDATE treatment_record SET client_id = {into}")
    found = desk.records.one(record.id, desk.ruth)
    assert (found.client_id, found.altered) == (last, False)


def test_only_the_person_whose_visit_it_was_or_who_wrote_it_signs(desk: Desk) -> None:
    draft = desk.drafted(desk.visit(), desk.toxin([desk.vial(desk.batch())]))
    assert [each.field for each in refused(desk, draft, desk.amira)] == ["by"]
    assert desk.sign(draft).record.signer == "Ruth Holt"
    stood_in = desk.visit(starts_at=NOW - timedelta(hours=3))
    content = desk.toxin([desk.vial(desk.batch(number="B2"))])
    assert desk.signed(stood_in, content, desk.amira).signer == "Amira Shah"


def test_whoever_may_not_treat_neither_signs_nor_reads(desk: Desk) -> None:
    record, mia = desk.signed_toxin(), add_receptionist(desk.database)
    for act in (desk.records.one, desk.records.missing, desk.records.summary):
        with pytest.raises(NotAllowed):
            act(record.id, mia)


def test_a_vial_that_went_off_since_it_was_chosen_stops_the_signature(desk: Desk) -> None:
    """Mixed at seven; the visit was moved to the next day."""
    visit = desk.visit()
    draft = desk.drafted(visit, desk.toxin([desk.vial(desk.batch())]))
    raw(desk, "UPDATE appointment SET starts_at = starts_at + 90000, ends_at = ends_at + 90000")
    desk.clock.advance(days=2)
    (missing,) = refused(desk, draft)
    assert (missing.field, missing.stops) == ("vials", True)
    assert "may be used for 24 hours" in missing.sentence


def test_nothing_is_signed_without_a_consultation_face_to_face(desk: Desk) -> None:
    """Neither the visit itself counts, nor a talk by phone, nor one entered in error."""
    eve = add_client(desk.database, "Eve")
    talk = desk.visit("CONSULT", client=eve, starts_at=NOW - timedelta(days=5))
    wrong = desk.visit("CONSULT", client=eve, starts_at=NOW - timedelta(days=6))
    later = desk.visit("CONSULT", client=eve, starts_at=NOW)
    with_amira = desk.visit(
        "CONSULT", client=eve, person=desk.amira, starts_at=NOW - timedelta(days=4)
    )
    assert later != with_amira
    desk.mark(talk, "not_face_to_face")
    desk.mark(wrong, "in_error")
    content = desk.toxin([desk.vial(desk.batch())], consulted_on=date(2026, 11, 19))
    draft = desk.drafted(desk.visit(client=eve), content)
    assert desk.records.consultations(draft.visit_id, desk.ruth) == ()
    (missing,) = refused(desk, draft)
    assert missing.sentence == ("There is no face-to-face consultation with a prescriber on file.")
    raw(desk, "DELETE FROM visit_mark WHERE mark = 'not_face_to_face'")
    assert desk.records.consultations(draft.visit_id, desk.ruth) == (date(2026, 11, 19),)
    assert desk.sign(draft).record.signed


def test_a_prescriber_is_somebody_marked_as_one(desk: Desk) -> None:
    content = desk.toxin([desk.vial(desk.batch())], prescriber_id=desk.amira)
    draft = desk.drafted(desk.visit(), content)
    assert [each.field for each in refused(desk, draft)] == ["prescriber_id"]


def test_a_vial_of_two_clients_is_signed_with_a_reason_that_stays(desk: Desk) -> None:
    vial = desk.vial(desk.batch())
    desk.signed(desk.visit(), desk.toxin([vial]))
    eve = add_client(desk.database, "Eve", consult_on=CONSULTED)
    draft = desk.drafted(desk.visit(client=eve), desk.toxin([vial]))
    (missing,) = refused(desk, draft)
    assert not missing.stops
    passed = (Passed(missing.code, "Sisters, one sitting"), Passed("something-else", "x"))
    record = desk.sign(draft, passed=passed).record
    assert record.content is not None
    assert record.content.passed == passed[:1]


def test_one_client_s_own_two_visits_share_a_vial_without_a_word(desk: Desk) -> None:
    vial = desk.vial(desk.batch())
    desk.signed(desk.visit(), desk.toxin([vial]))
    assert desk.signed(desk.visit(), desk.toxin([vial])).counts


def test_a_vial_on_a_record_in_error_is_nobody_else_s(desk: Desk) -> None:
    vial = desk.vial(desk.batch())
    wrong = desk.signed(desk.visit(), desk.toxin([vial]))
    desk.records.enter_in_error(wrong.id, "It was Eve", desk.ruth)
    eve = add_client(desk.database, "Eve", consult_on=CONSULTED)
    assert desk.signed(desk.visit(client=eve), desk.toxin([vial])).counts


@pytest.mark.parametrize("state", ["none", "outdated", "withdrawn"])
def test_a_consent_that_is_not_current_is_passed_by_a_reason(desk: Desk, state: str) -> None:
    desk.consent[desk.anna, "BTX"] = state
    draft = desk.drafted(desk.visit(), desk.toxin([desk.vial(desk.batch())]))
    (missing,) = refused(desk, draft)
    assert (missing.field, missing.stops) == ("consent", False)
    record = desk.sign(draft, passed=(Passed(missing.code, "Signed on paper today"),)).record
    assert ("Consent not on file or not current", "Signed on paper today") in [
        row
        for section in desk.records.summary(record.id, desk.ruth).sections
        for row in section.rows
    ]


def test_a_recorded_lidocaine_allergy_stops_the_cream(desk: Desk) -> None:
    desk.put(Alert(client_id=desk.anna, kind="allergy", text="Lignocaine: hives"))
    cream = Cream("LMX 4", None, NOW - timedelta(hours=1), NOW - timedelta(minutes=30))
    content = desk.needling(desk.batch("cartridge", "N12"), cream=cream)
    draft = desk.drafted(desk.visit("MN"), content)
    (missing,) = refused(desk, draft)
    assert (missing.field, missing.stops) == ("cream", True)
    without = desk.records.save_draft(
        draft.id, draft.version, replace(content, cream=None), desk.ruth
    )
    assert desk.sign(without.record).record.signed


def test_signing_what_somebody_else_has_changed_is_stale(desk: Desk) -> None:
    draft = desk.drafted(desk.visit(), desk.toxin([desk.vial(desk.batch())]))
    assert draft.content is not None
    typed = replace(draft.content, note="Amira's")
    desk.records.save_draft(draft.id, draft.version, typed, desk.amira)
    with pytest.raises(Stale):
        desk.sign(draft)


def test_a_visit_that_is_not_closed_is_not_signed(desk: Desk) -> None:
    content = desk.toxin([desk.vial(desk.batch())])
    draft = desk.drafted(desk.visit(status="in_treatment"), content)
    (missing,) = refused(desk, draft)
    assert missing.sentence == "The visit is marked in treatment. Close it first."


def test_an_amendment_stands_beside_with_who_when_and_why(desk: Desk) -> None:
    record = desk.signed_toxin()
    desk.clock.advance(days=1)
    amended = desk.records.amend(record.id, " She rang: brow heavy ", desk.amira).record
    (added,) = amended.amendments
    assert (added.writer, added.words, added.kind) == (
        "Amira Shah",
        "She rang: brow heavy",
        "amendment",
    )
    assert added.written_at == desk.clock.now()
    assert amended._replace(amendments=()) == record
    assert events(desk.database)[-1].act == "record.amended"


@pytest.mark.parametrize("words", ["", "  "])
def test_an_amendment_needs_words(desk: Desk, words: str) -> None:
    record = desk.signed_toxin()
    for act in (desk.records.amend, desk.records.enter_in_error):
        with pytest.raises(BadInput):
            act(record.id, words, desk.ruth)


def test_a_draft_takes_no_amendment(desk: Desk) -> None:
    draft = desk.records.begin(desk.visit(), desk.ruth).record
    for act in (desk.records.amend, desk.records.enter_in_error):
        with pytest.raises(NotAllowed, match="still a draft"):
            act(draft.id, "x", desk.ruth)


def test_a_record_in_error_stays_and_stops_its_clock(desk: Desk) -> None:
    record = desk.signed_toxin()
    written = desk.records.enter_in_error(record.id, "It was Eve's visit", desk.ruth)
    assert desk.marks(record.visit_id) == {"in_error"}
    assert (written.record.in_error, written.record.counts) == (True, False)
    assert written.record.content == record.content
    assert written.changes.clients == {desk.anna}
    assert written.changes.days == {NOW.date()}
    assert events(desk.database)[-1].act == "record.entered_in_error"
    with pytest.raises(NotAllowed, match="already"):
        desk.records.enter_in_error(record.id, "Twice", desk.ruth)


def test_a_new_record_of_the_same_visit_starts_its_clock_again(desk: Desk) -> None:
    record = desk.signed_toxin()
    desk.records.enter_in_error(record.id, "Wrong map", desk.ruth)
    again = desk.signed(record.visit_id, desk.toxin([desk.vial(desk.batch())]))
    assert desk.marks(record.visit_id) == set()
    assert again.id != record.id
    assert desk.records.for_visit(record.visit_id, desk.ruth).record == again


def test_an_adverse_event_in_error_leaves_the_visit_s_clock_alone(desk: Desk) -> None:
    record = desk.signed_toxin()
    draft = desk.records.begin_adverse_event(record.visit_id, NOW.date(), desk.ruth).record
    typed = AdverseEventContent(NOW.date(), "Bruise", "mild", (), "Arnica")
    saved = desk.records.save_draft(draft.id, draft.version, typed, desk.ruth).record
    event = desk.sign(saved).record
    desk.records.enter_in_error(event.id, "Wrong client", desk.ruth)
    assert desk.marks(record.visit_id) == set()


def test_attended_and_not_treated_is_signed_with_its_reason(desk: Desk) -> None:
    visit = desk.visit(status="not_treated", status_reason="Cold sore")
    record = desk.signed(visit, NotTreatedContent("Cold sore on the lip"))
    assert (record.kind, record.counts) == ("not_treated", True)


def test_a_signed_phone_talk_is_no_consultation_afterwards(desk: Desk) -> None:
    eve = add_client(desk.database, "Eve")
    talk = ConsultationContent("dynamic", False, desk.ruth, "Both", (), "think_it_over")
    desk.signed(desk.visit("CONSULT", client=eve, starts_at=NOW - timedelta(days=3)), talk)
    assert desk.records.consultations(desk.visit(client=eve), desk.ruth) == ()


def test_a_visit_is_signed_once(desk: Desk) -> None:
    """Two drafts cannot stand side by side, but one may lie from before an earlier change."""
    record: Any = desk.signed_toxin()
    raw(
        desk,
        "INSERT INTO treatment_record (client_id, appointment_id, kind, treatment, treated_on,"
        " content, written_by, begun_at, changed_at, version) SELECT client_id, appointment_id,"
        " kind, treatment, treated_on, content, written_by, begun_at, changed_at, 1"
        " FROM treatment_record",
    )
    with pytest.raises(NotAllowed, match="signed record already"):
        desk.records.sign(record.id + 1, 1, desk.ruth)


def test_of_client_whose_name_was_changed_the_record_is_still_as_signed(desk: Desk) -> None:
    record = desk.signed_toxin()
    with desk.database.write(audited=False) as session:
        session.get_one(Client, desk.anna).family = "Nowak"
    assert desk.records.one(record.id, desk.ruth) == record
