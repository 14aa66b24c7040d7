"""Saving, moving, refusing: what is written, and what never is."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import text

from clinic_desk.base.changes import Changes
from clinic_desk.base.errors import BadInput, NotFound, Stale
from clinic_desk.calendar.outcomes import NeedsAcknowledgement
from clinic_desk.calendar.records import Acknowledged, Assessment, Draft
from tests.core.calendar.desk import Desk, on


def everything(
    assessment: Assessment, reason: str = "Agreed with Ruth"
) -> tuple[Acknowledged, ...]:
    """All findings seen, with one reason for those that ask for one."""
    return tuple(Acknowledged(finding.fingerprint, reason) for finding in assessment.findings)


def refused(desk: Desk, *args: object, **more: object) -> NeedsAcknowledgement:
    with pytest.raises(NeedsAcknowledgement) as caught:
        desk.book(*args, **more)  # type: ignore[arg-type]
    return caught.value


def test_a_clean_booking_writes_the_visit_its_time_and_a_line_of_the_log(desk: Desk) -> None:
    client = desk.client()
    booked = desk.book("BTX", client, on(8, 9, 30), zones=("glabella",), desk_note="Bring card")
    assert (booked.status, booked.version, booked.also) == ("booked", 1, ())
    assert booked.changes == Changes(frozenset({date(2026, 12, 8)}), frozenset({client}))
    tables = desk.tables()
    assert len(tables["appointment"]) == 1
    assert sorted(row[1] for row in tables["occupancy"]) == [
        "buffer",
        "buffer",
        "client",
        "practitioner",
        "room",
    ]
    line = desk.calls.log(desk.maya)[0]
    assert (line.kind, line.words, line.client_id) == (
        "booked",
        "Botulinum toxin, Tue 8 Dec, 09:30",
        client,
    )


def test_a_booking_with_an_unseen_finding_writes_nothing_and_brings_the_assessment(
    desk: Desk,
) -> None:
    client = desk.client()
    desk.past("MN", client, date(2026, 11, 24))
    before = desk.tables()
    no = refused(desk, "BTX", client, on(26, 11, month=11), zones=("glabella",))
    assert [finding.rule for finding in no.unsettled] == ["SP-MN-BTX"]
    assert no.assessment.earliest == date(2026, 12, 8)
    assert desk.tables() == before


@pytest.mark.parametrize(
    ("who", "reason", "passes"),
    [
        ("maya", "Ruth agreed", False),
        ("ruth", "", False),
        ("ruth", "  ", False),
        ("ruth", "Seen", True),
    ],
)
def test_a_clinical_block_takes_the_role_and_a_written_reason(
    desk: Desk, who: str, reason: str, passes: bool
) -> None:
    client = desk.client()
    desk.past("MN", client, date(2026, 11, 24))
    visit = ("BTX", client, on(26, 11, month=11))
    found = refused(desk, *visit, zones=("glabella",)).assessment
    marks = everything(found, reason)
    if not passes:
        refused(desk, *visit, zones=("glabella",), acknowledged=marks, by=getattr(desk, who))
        return
    booked = desk.book(*visit, zones=("glabella",), acknowledged=marks, by=getattr(desk, who))  # type: ignore[misc]
    (kept,) = desk.booking.acknowledgements(booked.appointment_id, desk.ruth)
    assert (kept.rule, kept.reason, kept.person_id, kept.overrides) == (
        "SP-MN-BTX",
        reason,
        desk.ruth,
        True,
    )


def test_one_written_reason_covers_a_squeeze_in_with_three_problems(desk: Desk) -> None:
    desk.book("BTX", desk.client("Priya", "Nair"), on(26, 12, month=11), minutes=30)
    client = desk.client()
    visit = ("BTX", client, on(26, 12, 20, month=11))
    found = refused(desk, *visit, minutes=45).assessment
    refused(desk, *visit, minutes=45, acknowledged=everything(found, ""))
    reason = "Client travels far, Ruth agreed by phone"
    booked = desk.book(*visit, minutes=45, acknowledged=everything(found, reason))  # type: ignore[misc]
    kept = desk.booking.acknowledgements(booked.appointment_id, desk.ruth)
    assert {row.rule for row in kept} == {
        "TIME-PRACTITIONER",
        "TIME-ROOM",
        "TIME-HOURS",
        "TIME-BUFFER",
    }
    overlapping = {row[1]: row[6] for row in desk.tables()["occupancy"] if row[5] == 2}
    assert overlapping == {
        "client": None,
        "practitioner": reason,
        "room": reason,
        "buffer": None,
    }


def test_a_third_visit_on_top_needs_a_reason_of_its_own(desk: Desk) -> None:
    desk.book("BTX", desk.client("Priya"), on(8, 10))
    second = ("BTX", desk.client("Anna"), on(8, 10))
    desk.book(*second, acknowledged=everything(refused(desk, *second).assessment))  # type: ignore[misc]
    assert "TIME-PRACTITIONER" in desk.asked("BTX", desk.client("Carla"), on(8, 10))


def test_editing_something_else_about_an_overridden_visit_does_not_ask_again(desk: Desk) -> None:
    client = desk.client()
    desk.past("MN", client, date(2026, 11, 24))
    visit = ("BTX", client, on(26, 11, month=11))
    marks = everything(refused(desk, *visit, zones=("glabella",)).assessment)
    booked = desk.book(*visit, zones=("glabella",), acknowledged=marks, by=desk.ruth)  # type: ignore[misc]
    change = {"appointment_id": booked.appointment_id, "zones": ("glabella",)}
    note = desk.book(*visit, **change, version=1, desk_note="Parking")  # type: ignore[arg-type]
    later = on(26, 11, 30, month=11)
    moved = desk.book("BTX", client, later, **change, version=note.version)  # type: ignore[arg-type]
    assert moved.version == 3
    assert len(desk.booking.acknowledgements(booked.appointment_id, desk.ruth)) == 1
    # Another day is another visit to the rule: the old override has lapsed.
    next_day = desk.asked("BTX", client, on(27, 11, month=11), **change, version=3)
    assert next_day == {"SP-MN-BTX"}


def test_a_moved_visit_keeps_its_mark_until_the_client_has_been_told(desk: Desk) -> None:
    client = desk.client()
    booked = desk.book("BTX", client, on(8, 10))
    change = {"appointment_id": booked.appointment_id}
    moved = desk.book("BTX", client, on(9, 11), **change)  # type: ignore[arg-type]
    assert moved.changes.days == {date(2026, 12, 8), date(2026, 12, 9)}
    assert _row(desk, "moved_from") == int(on(8, 10).timestamp())
    desk.book("BTX", client, on(10, 11), **change)  # type: ignore[arg-type]
    assert _row(desk, "moved_from") == int(on(8, 10).timestamp())
    desk.booking.client_told(booked.appointment_id, desk.maya)
    assert _row(desk, "moved_from") is None
    assert [line.kind for line in desk.calls.log(desk.maya)] == ["moved", "moved", "booked"]


def test_moving_back_to_where_it_was_leaves_no_mark(desk: Desk) -> None:
    client = desk.client()
    change = {"appointment_id": desk.book("BTX", client, on(8, 10)).appointment_id}
    desk.book("BTX", client, on(9, 11), **change)  # type: ignore[arg-type]
    desk.book("BTX", client, on(8, 10), **change)  # type: ignore[arg-type]
    assert _row(desk, "moved_from") is None


def _row(desk: Desk, column: str) -> object:
    with desk.database.read() as session:
        return session.scalar(text(f"SELECT {column} FROM appointment"))


def test_whoever_saves_second_is_told_and_nothing_is_written(desk: Desk) -> None:
    client = desk.client()
    booked = desk.book("BTX", client, on(8, 10))
    desk.book("BTX", client, on(9, 10), appointment_id=booked.appointment_id, version=1)
    before = desk.tables()
    with pytest.raises(Stale):
        desk.book("BTX", client, on(10, 10), appointment_id=booked.appointment_id, version=1)
    assert desk.tables() == before


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"client_id": None}, "client_id"),
        ({"starts_at": None}, "starts_at"),
        ({"starts_at": datetime(9999, 12, 31, 23, 50, tzinfo=UTC)}, "starts_at"),
        ({"starts_at": datetime(1, 1, 1, tzinfo=UTC)}, "starts_at"),
        ({"minutes": 0}, "minutes"),
        ({"minutes": 500}, "minutes"),
        ({"treatment": "LEECHES"}, "treatment"),
        ({"treatment": "EXT_TOXIN"}, "treatment"),
        ({"zones": ("moon",)}, "zones"),
        ({"person_id": "amira"}, "person_id"),
        ({"person_id": 99}, "person_id"),
        ({"room_id": 99}, "room_id"),
    ],
)
def test_a_draft_that_cannot_be_names_the_field_and_writes_nothing(
    desk: Desk, more: dict[str, object], field: str
) -> None:
    draft = {
        "treatment": "BTX",
        "client_id": desk.client(),
        "starts_at": on(8, 10),
        "person_id": desk.ruth,
    } | more
    if draft["person_id"] == "amira":
        draft["person_id"] = desk.amira
    before = desk.tables()
    with pytest.raises(BadInput) as bad:
        desk.booking.book(Draft(**draft), (), desk.maya)  # type: ignore[arg-type]
    assert bad.value.field == field
    assert desk.tables() == before


def test_a_client_or_a_visit_that_is_gone_says_so(desk: Desk) -> None:
    with pytest.raises(NotFound):
        desk.book("BTX", 99, on(8, 10))
    with pytest.raises(NotFound):
        desk.book("BTX", desk.client(), on(8, 10), appointment_id=99)


def test_nobody_is_chosen_who_does_not_give_it_and_whoever_is_free_first_is(desk: Desk) -> None:
    ruth_too = desk.client("Anna")
    desk.book("PROBLEM", ruth_too, on(8, 10), person_id=desk.ruth)
    draft = Draft("PROBLEM", desk.client(), starts_at=on(8, 10))
    assert desk.booking.assess(draft, desk.maya).draft.person_id == desk.amira
    alone = Draft("BTX", desk.client(), starts_at=on(8, 10))
    assert desk.booking.assess(alone, desk.maya).draft.person_id == desk.ruth


def test_the_home_room_is_taken_unless_someone_else_is_in_it(desk: Desk) -> None:
    draft = Draft("BTX", desk.client(), starts_at=on(8, 10), person_id=desk.ruth)
    assert desk.booking.assess(draft, desk.maya).draft.room_id == desk.rooms[0]
    desk.book("MN", desk.client("Ellen"), on(8, 10), room_id=desk.rooms[0])
    found = desk.booking.assess(draft, desk.maya)
    assert found.draft.room_id == desk.rooms[1]
    assert not found.blocks


def test_a_first_visit_lasts_longer_than_a_repeat(desk: Desk) -> None:
    client = desk.client()
    draft = Draft("MN", client, starts_at=on(8, 10))
    assert desk.booking.assess(draft, desk.maya).draft.minutes == 75
    desk.past("MN", client, date(2026, 10, 1))
    assert desk.booking.assess(draft, desk.maya).draft.minutes == 60


def test_a_changed_visit_keeps_the_length_it_had(desk: Desk) -> None:
    client = desk.client()
    booked = desk.book("BTX", client, on(8, 10), minutes=60)
    draft = Draft("BTX", client, starts_at=on(9, 10), appointment_id=booked.appointment_id)
    assert desk.booking.assess(draft, desk.maya).draft.minutes == 60


def test_a_move_that_breaks_another_visit_to_come_tells_of_it(desk: Desk) -> None:
    client = desk.client()
    toxin = desk.book("BTX", client, on(1, 10))
    review = desk.book("BTX_REVIEW", client, on(16, 10))
    moved = desk.book("BTX", client, on(8, 10), appointment_id=toxin.appointment_id)
    assert [(also.appointment_id, also.finding.rule) for also in moved.also] == [
        (review.appointment_id, "WINDOW")
    ]


def test_cancelling_tells_what_it_takes_from_under_other_visits(desk: Desk) -> None:
    client = desk.client()
    toxin = desk.book("BTX", client, on(1, 10))
    review = desk.book("BTX_REVIEW", client, on(16, 10))
    gone = desk.booking.set_status(toxin.appointment_id, "cancelled", "Ill", 1, desk.maya)
    assert [(also.appointment_id, also.finding.rule) for also in gone.also] == [
        (review.appointment_id, "WINDOW")
    ]
    # And the other way: what a visit says of a pair is not said twice.
    needling = desk.asked("MN", client, on(10, 10))
    assert needling == set()


def test_nothing_on_file_is_said_until_there_is_something(desk: Desk) -> None:
    client = desk.client(consult_on=None, questionnaire_on=None)
    draft = Draft("CONSULT", client, starts_at=on(8, 10))
    assert desk.booking.assess(draft, desk.maya).nothing_on_file
    desk.book("CONSULT", client, on(8, 10))
    assert not desk.booking.assess(draft, desk.maya).nothing_on_file
    asked = desk.client(consult_on=None, questionnaire_on=None, history_asked_on=date(2026, 11, 24))
    assert not desk.booking.assess(
        Draft("CONSULT", asked, starts_at=on(8, 11)), desk.maya
    ).nothing_on_file


def test_findings_of_the_protocol_and_of_time_come_together_worst_first(desk: Desk) -> None:
    client = desk.client(questionnaire_on=None)
    desk.past("MN", client, date(2026, 11, 24))
    found = desk.booking.assess(
        Draft("BTX", client, ("glabella",), desk.ruth, starts_at=on(26, 13, month=11)), desk.maya
    )
    assert [f.rule for f in found.findings] == ["SP-MN-BTX", "TIME-HOURS", "QUESTIONNAIRE"]
    assert found.verdict == "block"
    assert [f.rule for f in found.before_visit] == ["QUESTIONNAIRE"]
