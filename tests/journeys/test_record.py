"""The nurse's record, by the keyboard alone, and what is in the file after."""

from __future__ import annotations

from sqlalchemy import text

from tests.journeys.conftest import Desk
from ui.tour.trust import take_over

RUTH, AMIRA = 1, 2


def newest(desk: Desk, sql: str) -> tuple[object, ...]:
    """The first row."""
    with desk.clinic.database.read() as session:
        return tuple(session.execute(text(sql)).one())


def test_a_toxin_record_is_written_signed_and_added_to(desk: Desk) -> None:
    desk.play("review")
    desk.play("toxin")
    assert desk.seen[-6:] == ["record", "other-make", "points", "missing", "signed", "amended"]
    signed = newest(
        desk,
        "SELECT r.kind, r.signed_by, length(r.digest) > 0, a.status, n.words"
        " FROM treatment_record r JOIN appointment a ON a.id = r.appointment_id"
        " JOIN amendment n ON n.record_id = r.id ORDER BY n.id DESC LIMIT 1",
    )
    words = "Asked again before leaving: no headache."
    assert signed == ("toxin", RUTH, 1, "completed", words)


def test_the_last_map_is_copied_and_whoever_treated_signs_the_needling(desk: Desk) -> None:
    take_over(desk.hand, "Ruth Holt", None)
    desk.play("copied")
    draft = "SELECT content, signed_by FROM treatment_record ORDER BY id DESC LIMIT 1"
    content, signed_by = newest(desk, draft)
    assert '"points": [{' in str(content)
    assert signed_by is None
    desk.play("needling")
    signed = desk.noted("record.signed")[-1]
    assert signed.person_id == AMIRA


def test_what_was_pencilled_is_declined_and_two_visits_are_compared(desk: Desk) -> None:
    take_over(desk.hand, "Ruth Holt", None)
    desk.play("pencilled")
    assert desk.clinic.booking.pencilled() == ()
    status = newest(desk, "SELECT status, status_reason FROM appointment ORDER BY id DESC LIMIT 1")
    assert status == ("cancelled", "Three months apart for now")
    desk.play("photographs")
    assert desk.seen[-4:] == ["sheet", "marked", "beside", "over"]
    assert len([each for each in desk.noted("photograph.read") if each.subject_id]) == 2


def test_consent_health_and_stock_are_reached_by_keys(desk: Desk) -> None:
    take_over(desk.hand, "Ruth Holt", None)
    for part in ("consent", "health", "stock", "morning"):
        desk.play(part)
    given = newest(desk, "SELECT scope, how, taken_by FROM consent ORDER BY id DESC LIMIT 1")
    assert given == ("MN", "screen", RUTH)
    answered = newest(
        desk,
        "SELECT question, current, recorded_by FROM health_answer_given ORDER BY id DESC LIMIT 1",
    )
    assert answered == ("myasthenia_lems_als", 1, RUTH)
    assert desk.seen[-3:] == ["shelf", "who", "morning"]
