"""What each role may do on the calendar, and what reception is never given."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from clinic_desk.base.errors import ClinicError, NotAllowed
from clinic_desk.calendar.outcomes import NeedsAcknowledgement
from clinic_desk.calendar.records import Acknowledged, Draft, Wish
from clinic_desk.calendar.veiled_visits import ASK_THE_NURSE
from clinic_desk.clients.models import HealthAnswer
from clinic_desk.db.database import Database
from clinic_desk.safety.findings import OF_HEALTH, Finding
from clinic_desk.staff.permissions import May
from tests.core.calendar.desk import Desk, on
from tests.factories import add_person

DESK, CLINICAL, TREAT, MANAGE = May.DESK, May.CLINICAL, May.TREAT, May.MANAGE
BEING = {
    "booking.preview": DESK,
    "booking.assess": DESK,
    "booking.book": DESK,
    "booking.set_status": DESK,
    "booking.accept": TREAT,
    "booking.decline": TREAT,
    "booking.undo": DESK,
    "booking.client_told": DESK,
    "booking.lapsed_overrides": DESK,
    "booking.acknowledgements": DESK,
    "booking.ribbon": CLINICAL,
    "booking.broken": DESK,
    "booking.broken_if_joined": CLINICAL,
    "deaths.still_open": DESK,
    "deaths.note": DESK,
    "deaths.undo": DESK,
    "deaths.take_back": DESK,
    "diary.open_visit": DESK,
    "diary.visit_again": DESK,
    "diary.history": DESK,
    "calls.identity_checked": DESK,
    "calls.refused_under_age": DESK,
    "calls.problem": DESK,
    "calls.promise": DESK,
    "calls.done": DESK,
    "calls.log": DESK,
    "hours.save_room": MANAGE,
    "hours.save_device": MANAGE,
    "hours.remove_room": MANAGE,
    "hours.remove_device": MANAGE,
    "hours.set_weekly": MANAGE,
    "hours.add_absence": DESK,
    "hours.remove_absence": DESK,
    "hours.add_closure": DESK,
    "hours.remove_closure": DESK,
}
"""Every use case of the calendar and what it needs."""

MAY: dict[May, tuple[str, ...]] = {
    DESK: ("maya", "amira", "ruth", "grace"),
    CLINICAL: ("amira", "ruth", "grace"),
    TREAT: ("amira", "ruth"),
    MANAGE: ("grace",),
}


def use_case(desk: Desk, name: str) -> Callable[..., object]:
    room, method = name.split(".")
    return getattr(getattr(desk, room), method)  # type: ignore[no-any-return]


def test_every_use_case_that_asks_who_it_is_says_what_it_needs(desk: Desk) -> None:
    found = {
        f"{room}.{name}"
        for room in ("booking", "deaths", "diary", "calls", "hours")
        for name in dir(getattr(desk, room))
        if hasattr(getattr(getattr(desk, room), name), "needs")
    }
    assert found == set(BEING)


@pytest.mark.parametrize("name", BEING)
@pytest.mark.parametrize("who", ["maya", "amira", "ruth", "grace"])
def test_each_role_does_what_it_may_and_nothing_else(desk: Desk, name: str, who: str) -> None:
    act = use_case(desk, name)
    assert act.needs is BEING[name]  # type: ignore[attr-defined]
    if who not in MAY[BEING[name]]:
        before = desk.tables()
        with pytest.raises(NotAllowed):
            act(*_anything(act), by=getattr(desk, who))
        assert desk.tables() == before


def _anything(act: Callable[..., object]) -> tuple[None, ...]:
    """Arguments that would fail if they were looked at."""
    names = act.__wrapped__.__code__  # type: ignore[attr-defined]
    return (None,) * (names.co_varnames[1 : names.co_argcount].index("by"))


@pytest.mark.parametrize("name", BEING)
def test_who_has_left_does_nothing(desk: Desk, name: str) -> None:
    gone = add_person(desk.database, "Old Hand", "manager", active=False)
    act = use_case(desk, name)
    for by in (gone, 99):
        with pytest.raises(NotAllowed, match="not on the list"):
            act(*_anything(act), by=by)


@pytest.fixture
def pregnant(desk: Desk) -> int:
    """A client who has answered that she is."""
    client = desk.client()
    answer(desk.database, client, "pregnant")
    return client


def answer(database: Database, client: int, question: str) -> None:
    with database.write(audited=False) as session:
        given = {"question": question, "current": True, "answered_on": date(2026, 11, 1)}
        session.add(HealthAnswer(client_id=client, **given))


def told(findings: tuple[Finding, ...]) -> str:
    return repr(findings).casefold()


def toxin(client: int, desk: Desk) -> Draft:
    return Draft("BTX", client, ("glabella",), desk.ruth, starts_at=on(8, 10))


def test_a_health_answer_is_ask_the_nurse_at_the_desk_and_told_to_who_treats(
    desk: Desk, pregnant: int
) -> None:
    draft = toxin(pregnant, desk)
    for by, rule in ((desk.maya, OF_HEALTH), (desk.ruth, "Q-pregnant"), (desk.grace, "Q-pregnant")):
        assessed = desk.booking.assess(draft, by).findings
        previewed = desk.booking.preview(draft, Wish(), by).assessment.findings
        with pytest.raises(NeedsAcknowledgement) as no:
            desk.booking.book(draft, (), by)
        refused = no.value.assessment.findings
        for findings in (assessed, previewed, refused, no.value.unsettled):
            assert [finding.rule for finding in findings] == [rule]
            assert ("pregnan" in told(findings)) is (by != desk.maya)
        assert no.value.__cause__ is None


def test_what_is_ticked_at_the_desk_is_the_same_finding(desk: Desk) -> None:
    client = desk.client()
    answer(desk.database, client, "trying_to_conceive")
    draft = toxin(client, desk)
    (seen,) = desk.booking.assess(draft, desk.maya).ticks
    assert seen.fingerprint == desk.booking.assess(draft, desk.ruth).ticks[0].fingerprint
    booked = desk.booking.book(draft, (Acknowledged(seen.fingerprint),), desk.maya)
    (at_desk,) = desk.booking.acknowledgements(booked.appointment_id, desk.maya)
    (by_ruth,) = desk.booking.acknowledgements(booked.appointment_id, desk.ruth)
    assert (at_desk.rule, by_ruth.rule) == (OF_HEALTH, "Q-trying_to_conceive")
    assert "conceive" not in repr(desk.calls.log(desk.maya))
    assert "Q-trying_to_conceive" in repr(desk.calls.log(desk.ruth))


def test_why_a_clinician_passed_a_rule_is_for_the_nurse_to_tell(desk: Desk) -> None:
    client = desk.client()
    desk.past("MN", client, date(2026, 11, 24))
    pencilled = desk.book("BTX", client, on(26, 10, month=11), zones=("glabella",), pencil=True)
    (left,) = desk.booking.acknowledgements(pencilled.appointment_id, desk.maya)
    assert left.left_to_the_nurse
    desk.booking.accept(pencilled.appointment_id, "Rosacea, cheeks only", desk.ruth)
    reasons = {
        by: desk.booking.acknowledgements(pencilled.appointment_id, by)[0].reason
        for by in (desk.maya, desk.amira, desk.grace)
    }
    assert reasons[desk.maya] == ASK_THE_NURSE
    assert reasons[desk.amira] == reasons[desk.grace] == "Rosacea, cheeks only"


def test_a_squeeze_in_s_reason_is_the_desk_s_own(desk: Desk) -> None:
    desk.book("BTX", desk.client("Priya"), on(8, 10))
    draft = Draft("BTX", desk.client(), (), desk.ruth, starts_at=on(8, 10))
    found = desk.booking.assess(draft, desk.maya).findings
    marks = tuple(Acknowledged(finding.fingerprint, "Ruth agreed") for finding in found)
    booked = desk.booking.book(draft, marks, desk.ruth)
    kept = desk.booking.acknowledgements(booked.appointment_id, desk.maya)
    assert {mark.reason for mark in kept} == {"Ruth agreed"}


def test_an_override_that_lapsed_keeps_its_reason_from_the_desk(desk: Desk, pregnant: int) -> None:
    draft = toxin(pregnant, desk)
    found = desk.booking.assess(draft, desk.ruth).findings
    marks = tuple(Acknowledged(finding.fingerprint, "Test negative") for finding in found)
    desk.booking.book(draft, marks, desk.ruth)
    with desk.database.write(audited=False) as session:
        session.delete(session.get(HealthAnswer, (pregnant, "pregnant")))
    (at_desk,) = desk.booking.lapsed_overrides(desk.maya)
    (by_ruth,) = desk.booking.lapsed_overrides(desk.ruth)
    assert (at_desk.rule, at_desk.reason) == (OF_HEALTH, ASK_THE_NURSE)
    assert (by_ruth.rule, by_ruth.reason) == ("Q-pregnant", "Test negative")


@pytest.mark.parametrize("status", ["not_treated", "partial"])
def test_why_a_visit_was_not_carried_out_is_for_who_treats(desk: Desk, status: str) -> None:
    client = desk.client()
    booked = desk.book("BTX", client, on(24, 10, month=11))
    visit, day = booked.appointment_id, date(2026, 11, 24)
    desk.booking.set_status(visit, status, "Cold sore", booked.version, desk.ruth)
    diary = desk.diary
    for_anyone = (
        *diary.day(day).visits,
        *diary.day(day, "room").visits,
        *diary.week(desk.ruth, date(2026, 11, 23)).visits,
        *diary.visits(day, day),
        *diary.of_client(client),
        *(call.visit for call in diary.list_for_print(day, day)),
        diary.visit(visit),
    )
    assert {each.status_reason for each in for_anyone} == {ASK_THE_NURSE}
    for by, reason in ((desk.maya, ASK_THE_NURSE), (desk.ruth, "Cold sore")):
        read = (
            diary.open_visit(visit, by),
            diary.visit_again(visit, by),
            *diary.history(client, by),
        )
        assert {each.status_reason for each in read} == {reason}


def test_why_a_visit_was_given_up_is_for_whoever_rings(desk: Desk) -> None:
    booked = desk.book("BTX", desk.client(), on(8, 10))
    desk.booking.set_status(booked.appointment_id, "cancelled", "Moved away", 1, desk.maya)
    assert desk.diary.visit(booked.appointment_id).status_reason == "Moved away"


def test_reception_does_not_answer_for_the_nurse(desk: Desk) -> None:
    client = desk.client()
    desk.past("MN", client, date(2026, 11, 24))
    visit = desk.book("BTX", client, on(26, 10, month=11), zones=("glabella",), pencil=True)
    for answer_for in (desk.booking.accept, desk.booking.decline):
        for by in (desk.maya, desk.grace):
            with pytest.raises(ClinicError, match="someone who treats"):
                answer_for(visit.appointment_id, "Fine", by)


def test_what_the_nurse_has_said_only_a_clinician_takes_back(desk: Desk) -> None:
    client = desk.client()
    desk.past("MN", client, date(2026, 11, 24))
    visit = desk.book("BTX", client, on(26, 10, month=11), zones=("glabella",), pencil=True)
    for answer_for in (desk.booking.accept, desk.booking.decline):
        said = answer_for(visit.appointment_id, "Looked at", desk.ruth)
        before = desk.tables()
        for by in (desk.maya, desk.grace):
            with pytest.raises(NotAllowed, match="take back"):
                desk.booking.undo(said.undo, by)
        assert desk.tables() == before
        desk.booking.undo(said.undo, desk.amira)
