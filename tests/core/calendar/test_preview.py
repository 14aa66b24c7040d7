"""The preview says what the commit does, offers what it would take, and asks little of the file."""

from __future__ import annotations

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from clinic_desk.calendar.assessment import assess
from clinic_desk.calendar.opening import Opening
from clinic_desk.calendar.outcomes import NeedsAcknowledgement
from clinic_desk.calendar.records import Draft, Wish
from clinic_desk.calendar.surroundings import Surroundings
from clinic_desk.safety.judge import turns_away
from clinic_desk.staff.people import Staff
from tests.core.calendar.desk import Desk, on, shipped, shipped_forms
from tests.factories import add_consent, add_mark

DECEMBER = date(2026, 12, 1)


def test_without_a_start_it_stands_at_the_soonest_time_that_fits(desk: Desk) -> None:
    client = desk.client()
    desk.past("MN", client, date(2026, 11, 24))
    draft = Draft("BTX", client, ("glabella",))
    preview = desk.booking.preview(draft, Wish(), desk.maya)
    assert preview.assessment.span == preview.offers[0].span
    assert preview.assessment.span.starts_at == on(8, 9)
    assert preview.assessment.verdict == "ok"


def test_the_next_times_begin_with_the_first_day_that_the_rules_leave_open(desk: Desk) -> None:
    client = desk.client()
    desk.past("BTX", client, date(2026, 11, 20), zones="glabella")
    draft = Draft("BTX", client, ("glabella",), desk.ruth, starts_at=on(8, 10))
    preview = desk.booking.preview(draft, Wish(limit=2, days=7), desk.maya)
    assert [f.rule for f in preview.assessment.blocks] == ["SP-BTX-BTX"]
    # Three calendar months from 20 November is a Saturday: the Monday after.
    assert preview.offers[0].span.starts_at == on(22, 9, month=2, year=2027)


def test_what_every_day_carries_does_not_empty_the_list(desk: Desk) -> None:
    client = desk.client(born_on=date(1950, 1, 1), questionnaire_on=None)
    preview = desk.booking.preview(Draft("BTX", client), Wish(), desk.maya)
    assert {f.rule for f in preview.assessment.findings} == {"AGE-65", "QUESTIONNAIRE"}
    assert len(preview.offers) == 10


def test_a_visit_that_is_moved_does_not_stand_in_its_own_way(desk: Desk) -> None:
    client = desk.client()
    booked = desk.book("BTX", client, on(8, 9))
    draft = Draft("BTX", client, appointment_id=booked.appointment_id)
    preview = desk.booking.preview(draft, Wish(from_day=date(2026, 12, 8)), desk.maya)
    assert preview.offers[0].span.starts_at == on(8, 9)


def test_days_that_would_be_refused_are_told_for_shading(desk: Desk) -> None:
    client = desk.client()
    desk.past("MN", client, date(2026, 11, 24))
    draft = Draft("BTX", client, ("glabella",))
    told = desk.booking.refusals(draft, date(2026, 12, 5), date(2026, 12, 10)).by_day
    assert dict(told) == dict.fromkeys(
        (date(2026, 12, 5), date(2026, 12, 6), date(2026, 12, 7)), "Too soon after micro-needling"
    )
    assert desk.booking.refusals(Draft("BTX"), DECEMBER, DECEMBER).by_day == {}


def test_the_facts_take_three_statements_whatever_the_history(desk: Desk) -> None:
    client = desk.client()
    for month in range(1, 11):
        visit = desk.past("MN", client, date(2026, month, 3))
        add_consent(desk.database, client, "MN", desk.ruth, given_on=date(2026, month, 1))
    add_mark(desk.database, visit, "in_error")
    here = Surroundings(
        desk.clock.now(),
        shipped(),
        Staff(desk.database, desk.clock).people(),
        desk.hours.rooms(),
        desk.hours.devices(),
        desk.hours.opening(DECEMBER, DECEMBER),
        shipped_forms(),
    )
    asked: list[str] = []

    def note(*call: object) -> None:
        asked.append(str(call[2]))

    draft = Draft("BTX", client, ("glabella",), desk.ruth, starts_at=on(1, 10))
    with desk.database.reading() as moment:
        event.listen(desk.database.engine, "before_cursor_execute", note)
        assess(moment, here, draft)
        event.remove(desk.database.engine, "before_cursor_execute", note)
    assert len(asked) == 3
    assert isinstance(here.opening, Opening)


def test_a_booking_is_judged_and_written_without_sqlalchemy(desk: Desk) -> None:
    asked: list[object] = []
    client = desk.client()
    event.listen(desk.database.engine, "engine_connect", asked.append)
    assert desk.book("CONSULT", client, on(1, 10)).appointment_id
    assert asked == []
    with desk.database.read() as session:
        session.connection()
    assert len(asked) == 1


few = settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
drafts = st.fixed_dictionaries(
    {
        "treatment": st.sampled_from(["BTX", "MN", "CONSULT", "BTX_REVIEW", "PROBLEM"]),
        "zones": st.sampled_from([(), ("glabella",), ("full_face",)]),
        "starts_at": st.builds(
            on, st.integers(1, 20), st.integers(8, 18), st.sampled_from([0, 20, 45])
        ),
    }
).map(lambda parts: Draft(**parts))


@few
@given(st.lists(drafts, max_size=3), drafts)
def test_the_commit_refuses_just_what_the_preview_shows(
    desk: Desk, others: list[Draft], asked: Draft
) -> None:
    client = desk.client()
    for other in others:
        _try(desk, other, client)
    shown = desk.booking.preview(_for(asked, client), Wish(limit=1), desk.maya).assessment
    refused = _try(desk, asked, client)
    must = {f.fingerprint for f in (*shown.blocks, *shown.ticks)}
    assert refused == must


@few
@given(st.lists(drafts, max_size=3), drafts)
def test_no_offered_time_raises_what_another_day_could_clear(
    desk: Desk, others: list[Draft], asked: Draft
) -> None:
    client = desk.client()
    for other in others:
        _try(desk, other, client)
    draft = Draft(asked.treatment, client, asked.zones)
    for offer in desk.booking.preview(draft, Wish(limit=5), desk.maya).offers:
        taken = Draft(
            asked.treatment,
            client,
            asked.zones,
            offer.person_id,
            offer.room_id,
            offer.device_id,
            offer.span.starts_at,
        )
        found = desk.booking.assess(taken, desk.maya)
        assert found.span == offer.span
        assert [f.rule for f in found.findings if turns_away(f)] == []


def _for(draft: Draft, client: int) -> Draft:
    return Draft(draft.treatment, client, draft.zones, starts_at=draft.starts_at)


def _try(desk: Desk, draft: Draft, client: int) -> set[str]:
    try:
        desk.booking.book(_for(draft, client), (), desk.maya)
    except NeedsAcknowledgement as refused:
        return {finding.fingerprint for finding in refused.unsettled}
    return set()


@given(
    treatment=st.sampled_from(["CONSULT", "BTX", "BTX_REVIEW", "MN", "PROBLEM"]),
    born_on=st.none() | st.dates(date(1930, 1, 1), date(2026, 1, 1)),
)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_newcomer_is_judged_as_the_empty_record_that_saving_makes(
    desk: Desk, treatment: str, born_on: date | None
) -> None:
    told = Draft(treatment, None, starts_at=on(8, 10), born_on=born_on, newcomer=True)
    nothing = {"consult_on": None, "questionnaire_on": None, "id_seen_on": None}
    client = desk.client(born_on=born_on, consents=(), **nothing)
    kept = Draft(treatment, client, starts_at=on(8, 10))
    before, after = (desk.booking.assess(draft, desk.maya) for draft in (told, kept))
    assert before.findings == after.findings
    assert {f.fingerprint for f in before.findings} == {f.fingerprint for f in after.findings}
