"""Every act on the calendar is noted with what it changed, in the transaction that does it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from clinic_desk.calendar.calls import CallBackDraft
from clinic_desk.calendar.hours_records import AbsenceDraft, PlaceDraft
from clinic_desk.calendar.opening import WeeklyStretch
from clinic_desk.calendar.outcomes import Booked, NeedsAcknowledgement
from clinic_desk.calendar.records import Acknowledged
from clinic_desk.db.faults import StorageFault
from tests.core.calendar.desk import Desk, on
from tests.core.calendar.trail import Noted, noted

DAY = date(2026, 12, 8)


def visit_of(desk: Desk) -> Booked:
    return desk.book("BTX", desk.client(), on(8, 10), desk_note="Rings first")


def waiting(desk: Desk) -> Booked:
    client = desk.client()
    desk.past("MN", client, date(2026, 11, 24))
    return desk.book("BTX", client, on(26, 10, month=11), zones=("glabella",), pencil=True)


def moved(desk: Desk) -> Booked:
    booked = visit_of(desk)
    return desk.book("BTX", *_of(booked), on(9, 11), appointment_id=booked.appointment_id)


def _of(booked: Booked) -> tuple[int]:
    (client,) = booked.changes.clients
    return (client,)


def lapse(desk: Desk) -> object:
    waiting(desk)
    desk.clock.advance(hours=48)
    return desk.booking.lapse_pencilled()


def room(desk: Desk, **what: object) -> object:
    draft = PlaceDraft("Attic", frozenset({"BTX"}), **what)  # type: ignore[arg-type]
    return desk.hours.save_room(draft, desk.grace)


def away(desk: Desk) -> int:
    draft = AbsenceDraft(desk.ruth, on(8, 9), on(8, 12), "Training")
    return desk.hours.add_absence(draft, desk.maya).id


def shut(desk: Desk) -> int:
    return desk.hours.add_closure(DAY, DAY, "Flood", desk.maya).id


def promise(desk: Desk) -> int:
    draft = CallBackDraft("Nadia Clarke", "07700 900316", on(1, 9), client_id=desk.client())
    return desk.calls.promise(draft, desk.maya).id


def status(desk: Desk, to: str) -> object:
    booked = visit_of(desk)
    return desk.booking.set_status(booked.appointment_id, to, "Ill", 1, desk.maya)


MORNING = (WeeklyStretch(0, 540, 780),)

ACTS: tuple[tuple[str, Callable[[Desk], object]], ...] = (
    ("visit.booked", visit_of),
    ("visit.pencilled", waiting),
    ("visit.moved", moved),
    ("visit.status_changed", lambda desk: status(desk, "cancelled")),
    ("visit.status_changed", lambda desk: status(desk, "confirmed")),
    ("visit.undone", lambda desk: desk.booking.undo(visit_of(desk).undo, desk.maya)),
    ("visit.client_told", lambda desk: desk.booking.client_told(
        moved(desk).appointment_id, desk.maya)),
    ("visit.lapsed call.promised", lapse),
    ("visit.accepted visit.overridden", lambda desk: desk.booking.accept(
        waiting(desk).appointment_id, "Cheeks only", desk.ruth)),
    ("visit.declined call.promised", lambda desk: desk.booking.decline(
        waiting(desk).appointment_id, "Not healed", desk.ruth)),
    ("visit.read", lambda desk: desk.diary.open_visit(
        visit_of(desk).appointment_id, desk.maya)),
    ("call.identity_checked", lambda desk: desk.calls.identity_checked(desk.client(), desk.maya)),
    ("call.refused_under_age", lambda desk: desk.calls.refused_under_age(
        "AGE-18", "Not before 18.", desk.maya)),
    ("call.problem", lambda desk: desk.calls.problem(desk.client(), "Call 999.", desk.maya)),
    ("call.promised", promise),
    ("call.done", lambda desk: desk.calls.done(promise(desk), "Rung", desk.maya)),
    ("call.log_read", lambda desk: desk.calls.log(desk.maya)),
    ("hours.place_changed", room),
    ("hours.place_changed", lambda desk: desk.hours.save_device(
        PlaceDraft("Second pen", frozenset({"MN"})), desk.grace)),
    ("hours.place_removed", lambda desk: desk.hours.remove_room(desk.rooms[2], desk.grace)),
    ("hours.place_removed", lambda desk: desk.hours.remove_device(desk.pen, desk.grace)),
    ("hours.week_changed", lambda desk: desk.hours.set_weekly(desk.ruth, MORNING, desk.grace)),
    ("hours.absence_added", away),
    ("hours.absence_removed", lambda desk: desk.hours.remove_absence(away(desk), desk.maya)),
    ("hours.closure_added", shut),
    ("hours.closure_removed", lambda desk: desk.hours.remove_closure(shut(desk), desk.maya)),
)  # fmt: skip


@pytest.mark.parametrize(("said", "do"), ACTS)
def test_each_act_is_noted_last_and_by_name(
    desk: Desk, said: str, do: Callable[[Desk], object]
) -> None:
    with noted(desk) as events:
        do(desk)
    names = said.split()
    assert [event.act for event in events[-len(names) :]] == names


def test_a_booking_is_one_event_with_visit_and_client(desk: Desk) -> None:
    client = desk.client()
    with noted(desk) as events:
        booked = desk.book("BTX", client, on(8, 10), desk_note="Rings first")
    assert events == [Noted("visit.booked", desk.maya, client, booked.appointment_id, (), {})]


def test_what_was_passed_with_a_reason_is_noted_by_its_rules(desk: Desk) -> None:
    client = desk.client()
    desk.past("MN", client, date(2026, 11, 24))
    with pytest.raises(NeedsAcknowledgement) as no:
        desk.book("BTX", client, on(26, 11, month=11), zones=("glabella",))
    marks = tuple(Acknowledged(f.fingerprint, "Cheeks only") for f in no.value.unsettled)
    with noted(desk) as events:
        desk.book(
            "BTX",
            client,
            on(26, 11, month=11),
            zones=("glabella",),
            acknowledged=marks,
            by=desk.ruth,
        )
    assert [(event.act, event.fields) for event in events] == [
        ("visit.booked", ()),
        ("visit.overridden", ("SP-MN-BTX",)),
    ]


def test_a_move_keeps_the_times_and_the_person_that_stood(desk: Desk) -> None:
    booked = visit_of(desk)
    with noted(desk) as events:
        desk.book(
            "CONSULT",
            *_of(booked),
            on(9, 11),
            appointment_id=booked.appointment_id,
            desk_note="",
        )
    (event,) = events
    assert (event.act, event.subject) == ("visit.moved", booked.appointment_id)
    assert event.before["starts_at"] == on(8, 10).isoformat()
    assert event.before["treatment"] == "BTX"
    assert event.before["desk_note"] == "Rings first"
    assert set(event.fields) == set(event.before)
    assert "status" not in event.fields


def test_a_note_alone_is_a_change_of_the_note(desk: Desk) -> None:
    booked = visit_of(desk)
    with noted(desk) as events:
        desk.book("BTX", *_of(booked), on(8, 10), appointment_id=booked.appointment_id)
    (event,) = events
    assert (event.act, event.before) == ("visit.changed", {"desk_note": "Rings first"})


def test_a_change_of_status_keeps_the_one_before_and_its_reason(desk: Desk) -> None:
    booked = visit_of(desk)
    desk.booking.set_status(booked.appointment_id, "cancelled", "Ill", 1, desk.maya)
    with noted(desk) as events:
        desk.booking.set_status(booked.appointment_id, "booked", "", 2, desk.maya)
    (event,) = events
    assert event.act == "visit.booked"
    assert event.before == {"status": "cancelled", "status_reason": "Ill"}


def test_a_visit_given_to_another_client_is_noted_with_both(desk: Desk) -> None:
    booked, other = visit_of(desk), desk.client("Anna")
    with noted(desk) as events:
        desk.book("BTX", other, on(8, 10), appointment_id=booked.appointment_id)
    assert {event.client for event in events} == {*_of(booked), other}


def test_a_reason_that_falls_with_a_move_is_kept_in_the_audit(desk: Desk) -> None:
    booked = waiting(desk)
    desk.booking.accept(booked.appointment_id, "Cheeks only", desk.ruth)
    with noted(desk) as events:
        desk.book(
            "BTX",
            *_of(booked),
            on(15, 10),
            zones=("glabella",),
            appointment_id=booked.appointment_id,
        )
    (mark,) = events[0].before["acknowledgement"]
    assert (mark["rule"], mark["reason"]) == ("SP-MN-BTX", "Cheeks only")


def test_undoing_a_booking_keeps_all_that_it_took_out(desk: Desk) -> None:
    booked = waiting(desk)
    with noted(desk) as events:
        desk.booking.undo(booked.undo, desk.ruth)
    (event,) = events
    assert (event.act, event.by, event.client) == ("visit.undone", desk.ruth, *_of(booked))
    assert event.before["starts_at"] == on(26, 10, month=11).isoformat()
    assert event.before["status"] == "pencilled"
    assert [mark["rule"] for mark in event.before["acknowledgement"]] == ["SP-MN-BTX"]
    assert event.before["call_log"]["kind"] == "booked"


def test_undoing_a_no_keeps_the_reason_and_the_promise_it_took_out(desk: Desk) -> None:
    gone = desk.booking.decline(waiting(desk).appointment_id, "Not healed", desk.ruth)
    with noted(desk) as events:
        desk.booking.undo(gone.undo, desk.ruth)
    (event,) = events
    assert event.before["status_reason"] == "Not healed"
    assert event.before["call_back"]["who"] == "Nadia Clarke"


def test_what_is_refused_leaves_no_event(desk: Desk) -> None:
    client = desk.client()
    desk.past("MN", client, date(2026, 11, 24))
    with noted(desk) as events, pytest.raises(NeedsAcknowledgement):
        desk.book("BTX", client, on(26, 11, month=11))
    assert events == []


def test_nothing_of_a_child_is_in_the_audit(desk: Desk) -> None:
    with noted(desk) as events:
        desk.calls.refused_under_age("AGE-18", "Not before 18.", desk.maya)
    (event,) = events
    assert (event.client, event.fields, event.before) == (None, ("AGE-18",), {})


def test_the_program_lets_a_visit_lapse_in_nobody_s_name(desk: Desk) -> None:
    with noted(desk) as events:
        lapse(desk)
    assert [(event.act, event.by) for event in events[-2:]] == [
        ("visit.lapsed", None),
        ("call.promised", None),
    ]
    assert events[-2].before["status"] == "pencilled"


def test_a_room_keeps_its_name_and_what_it_suited(desk: Desk) -> None:
    with noted(desk) as events:
        room(desk, id=desk.rooms[0])
    (event,) = events
    assert event.fields == ("room", "name", "treatments")
    assert event.before["name"] == "Room 1"
    assert "MN" in event.before["treatments"]


def test_hours_absences_and_closures_keep_what_they_were(desk: Desk) -> None:
    gone, closed = away(desk), shut(desk)
    with noted(desk) as events:
        desk.hours.set_weekly(desk.ruth, MORNING, desk.grace)
        desk.hours.remove_absence(gone, desk.maya)
        desk.hours.remove_closure(closed, desk.maya)
    week, absence, closure = (event.before for event in events)
    assert week["weekly_hours"][0] == [0, 540, 780]
    assert len(week["weekly_hours"]) == 10
    assert (absence["reason"], absence["ends_at"]) == ("Training", on(8, 12).isoformat())
    assert (closure["reason"], closure["first_day"]) == ("Flood", "2026-12-08")


def test_a_visit_is_shown_where_its_reading_cannot_be_written_and_noted_later(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    booked = visit_of(desk)
    with noted(desk) as events:
        _read_only(desk, True)
        shown = desk.diary.open_visit(booked.appointment_id, desk.maya)
        with pytest.raises(StorageFault):
            desk.booking.client_told(booked.appointment_id, desk.maya)
        _read_only(desk, False)
        desk.clock.advance(minutes=5)
        desk.booking.client_told(booked.appointment_id, desk.maya)
    assert shown.client_name == "Nadia Clarke"
    assert [event.act for event in events] == ["visit.read", "visit.client_told"]


def _read_only(desk: Desk, on_: bool) -> None:
    with desk.database.read() as session:
        session.execute(text(f"PRAGMA query_only = {int(on_)}"))


def test_days_and_lists_are_no_reading_of_a_record(desk: Desk) -> None:
    visit_of(desk)
    with noted(desk) as events:
        desk.diary.day(DAY)
        desk.diary.week(desk.ruth, DAY)
        desk.diary.visits(DAY, DAY + timedelta(days=1))
        desk.booking.pencilled()
        desk.booking.lapsed_overrides(desk.ruth)
    assert events == []
