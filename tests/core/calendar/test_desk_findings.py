"""What a client's standing, consents and a told change say to a visit, and what does not count."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from clinic_desk.calendar.desk_findings import ClientStanding, desk_findings
from clinic_desk.calendar.outcomes import NeedsAcknowledgement
from clinic_desk.calendar.records import Acknowledged, Draft, Wish
from clinic_desk.clients.models import HealthChange, Standing
from clinic_desk.consent.standing import GivenConsent
from clinic_desk.safety.facts import Proposal
from clinic_desk.safety.findings import Finding
from tests.core.calendar.desk import TODAY, Desk, on, shipped, shipped_forms
from tests.factories import NOW, add_consent, add_mark

VISIT = date(2026, 12, 8)


def found(client: ClientStanding, treatment: str = "BTX", day: date = VISIT) -> list[Finding]:
    proposal = Proposal(treatment, day, ("glabella",))
    kind = shipped().catalogue.treatment(treatment)
    return list(desk_findings(client, kind, shipped_forms(), proposal, TODAY))


def consented(on: date, *, version: str = "1", back: date | None = None) -> ClientStanding:
    return ClientStanding((GivenConsent("BTX", version, on, back),))


@pytest.mark.parametrize(
    ("client", "rule", "said"),
    [
        (ClientStanding(), "CONSENT-MISSING", "Consent to botulinum toxin is not on file."),
        (consented(date(2025, 12, 7)), "CONSENT-OLD", "on Sun 7 Dec 2025, over 365 days before"),
        (consented(date(2025, 12, 8)), None, ""),
        (consented(TODAY, version="0"), "CONSENT-OLD", "in older words"),
        (consented(TODAY, back=TODAY), "CONSENT-MISSING", "taken back on Tue 24 Nov"),
        (consented(date(2026, 12, 9)), "CONSENT-MISSING", "not on file"),
    ],
)
def test_consent_that_will_not_stand_on_the_day_of_the_visit_is_a_line_before_it(
    client: ClientStanding, rule: str | None, said: str
) -> None:
    findings = found(client)
    assert [each.rule for each in findings] == ([rule] if rule else [])
    for each in findings:
        assert said in each.sentence
        assert (each.severity, each.ask, each.clinical) == ("warn", "before_visit", False)


@pytest.mark.parametrize("treatment", ["CONSULT", "BTX_REVIEW", "PROBLEM"])
def test_a_talk_and_a_review_need_no_consent(treatment: str) -> None:
    assert found(ClientStanding(), treatment) == []


def test_the_mark_of_a_finding_follows_its_figures_and_never_its_words() -> None:
    first, again, other = found(ClientStanding()), found(ClientStanding()), found(consented(TODAY))
    assert first[0].fingerprint == again[0].fingerprint
    assert other == []
    later = found(ClientStanding(), day=date(2026, 12, 9))
    old = found(consented(TODAY, version="0"))
    marks = {each[0].fingerprint for each in (first, later, old)}
    assert len(marks) == 3
    assert replace(first[0], sentence="Other words").fingerprint == first[0].fingerprint


def test_of_a_client_who_has_died_nothing_else_is_said() -> None:
    (only,) = found(ClientStanding(deceased_on=TODAY, do_not_book="Rude", health_told_on=TODAY))
    assert (only.rule, only.severity, only.override) == ("CLIENT-DECEASED", "block", "none")
    assert only.say == ""


def keep(desk: Desk, row: Any) -> None:
    with desk.database.write(audited=False) as session:
        session.add(row)


def rules(desk: Desk, client: int, treatment: str = "BTX") -> list[str]:
    draft = Draft(treatment, client, ("glabella",), desk.ruth, starts_at=on(8, 10))
    return [each.rule for each in desk.booking.assess(draft, desk.maya).findings]


def test_a_client_who_has_died_cannot_be_booked_and_is_offered_no_time(desk: Desk) -> None:
    client = desk.client()
    keep(desk, Standing(client_id=client, deceased_on=TODAY))
    preview = desk.booking.preview(Draft("BTX", client), Wish(), desk.maya)
    assert (preview.offers, preview.assessment.earliest) == ((), None)
    mark = Acknowledged(preview.assessment.blocks[0].fingerprint, "All the same")
    for by in (desk.maya, desk.ruth, desk.grace):
        with pytest.raises(NeedsAcknowledgement):
            desk.book("BTX", client, on(8, 10), acknowledged=(mark,), by=by, pencil=True)


def test_nothing_is_booked_on_a_record_that_is_kept_under_another(desk: Desk) -> None:
    """A panel that was open while the two became one holds the old one still."""
    gone, kept = desk.client(), desk.client()
    keep(desk, Standing(client_id=gone, merged_into=kept, merged_at=NOW))
    preview = desk.booking.preview(Draft("BTX", gone), Wish(), desk.maya)
    assert [each.rule for each in preview.assessment.blocks] == ["CLIENT-MERGED"]
    assert (preview.offers, preview.assessment.earliest) == ((), None)
    assert rules(desk, kept) == []


def not_to_be_booked(desk: Desk, client: int, why: str, at: datetime = NOW) -> None:
    row = Standing(client_id=client, do_not_book=why, do_not_book_by=desk.ruth, do_not_book_at=at)
    with desk.database.write(audited=False) as session:
        session.merge(row)


def test_only_a_manager_books_a_client_who_is_not_to_be_booked(desk: Desk) -> None:
    client = desk.client()
    not_to_be_booked(desk, client, "Threatened the nurse")
    draft = Draft("BTX", client, ("glabella",), desk.ruth, starts_at=on(8, 10))
    (shown,) = desk.booking.assess(draft, desk.maya).blocks
    (whole,) = desk.booking.assess(draft, desk.ruth).blocks
    assert (shown.rule, whole.for_clinician) == ("CLIENT-DO-NOT-BOOK", "Threatened the nurse")
    assert "Threatened" not in repr(shown)
    assert shown.fingerprint == whole.fingerprint
    visit = ("BTX", client, on(8, 10))
    mark = (Acknowledged(shown.fingerprint, "Settled with her"),)
    for by in (desk.maya, desk.ruth):
        for pencil in (False, True):
            with pytest.raises(NeedsAcknowledgement) as refused:
                desk.book(*visit, zones=("glabella",), acknowledged=mark, by=by, pencil=pencil)
            assert ("Threatened" in repr(refused.value.unsettled)) is (by == desk.ruth)
    booked = desk.book(*visit, zones=("glabella",), acknowledged=mark, by=desk.grace)
    assert booked.status == "booked"
    assert desk.booking.lapsed_overrides(desk.grace) == ()
    not_to_be_booked(desk, client, "Again", on(1, 9))
    (lapsed,) = desk.booking.lapsed_overrides(desk.grace)
    assert lapsed.rule == "CLIENT-DO-NOT-BOOK"


def test_a_change_in_health_is_told_until_the_nurse_has_looked(desk: Desk) -> None:
    client = desk.client()
    change = HealthChange(client_id=client, told_by=desk.maya, told_at=NOW)
    keep(desk, change)
    draft = Draft("CONSULT", client, person_id=desk.ruth, starts_at=on(8, 10))
    (told,) = desk.booking.assess(draft, desk.maya).before_visit
    assert (told.rule, told.for_clinician) == ("HEALTH-CHANGED", "")
    assert "Tue 24 Nov" in told.sentence
    keep(desk, HealthChange(client_id=client, told_by=desk.maya, told_at=NOW, ring_back=True))
    with desk.database.write(audited=False) as session:
        for row in session.query(HealthChange):
            row.settled_at, row.settled_by = NOW, desk.ruth
    assert rules(desk, client, "CONSULT") == []


def test_consents_are_read_with_the_facts_and_ask_for_no_tick(desk: Desk) -> None:
    client = desk.client(consents=())
    add_consent(desk.database, client, "MN", desk.ruth)
    assert rules(desk, client) == ["CONSENT-MISSING"]
    assert desk.book("BTX", client, on(8, 10), zones=("glabella",)).status == "booked"
    add_consent(desk.database, client, "BTX", desk.ruth)
    assert "CONSENT-MISSING" not in rules(desk, client)


def test_a_visit_entered_in_error_starts_no_clock_and_is_no_consultation(desk: Desk) -> None:
    client = desk.client(consult_on=None)
    needled = desk.past("MN", client, date(2026, 12, 1))
    talk = desk.past("CONSULT", client, date(2026, 11, 2))
    assert rules(desk, client) == ["SP-MN-BTX"]
    add_mark(desk.database, needled, "in_error")
    assert rules(desk, client) == []
    add_mark(desk.database, talk, "in_error")
    assert rules(desk, client) == ["CONSULT-MISSING"]


def test_a_talk_that_was_not_face_to_face_is_no_consultation(desk: Desk) -> None:
    client = desk.client(consult_on=None)
    talk = desk.past("CONSULT", client, date(2026, 11, 2))
    assert rules(desk, client) == []
    add_mark(desk.database, talk, "not_face_to_face")
    assert "CONSULT-MISSING" in rules(desk, client)
    met = desk.past("CONSULT", client, date(2026, 11, 9))
    assert rules(desk, client) == []
    for mark in ("not_face_to_face", "in_error"):
        add_mark(desk.database, met, mark)
    assert "CONSULT-MISSING" in rules(desk, client)
