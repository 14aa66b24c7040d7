"""What each visit of a day still lacks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from clinic_desk.base.folders import RESOURCES
from clinic_desk.calendar.acknowledging import LEFT_TO_THE_NURSE
from clinic_desk.calendar.models import Acknowledgement
from clinic_desk.calendar.unseen import bare_surroundings, unseen
from clinic_desk.clients.models import Client, HealthAnswer, HealthChange, Standing
from clinic_desk.consent.forms import Forms
from clinic_desk.consent.models import Consent
from clinic_desk.records.consenting import consent_looked_up
from clinic_desk.records.contents import ToxinContent
from clinic_desk.records.morning import Morning
from clinic_desk.safety.findings import Finding
from tests.core.records.desk import Desk
from tests.factories import NOW, add_client

TODAY, ANSWERED = NOW.date(), date(2026, 11, 3)
FORMS = Forms(RESOURCES / "consent" / "en", dict)
AT_TWO = NOW + timedelta(hours=5)


def consented(desk: Desk, scope: str, given_on: date = ANSWERED) -> None:
    desk.put(
        Consent(
            client_id=desk.anna,
            scope=scope,
            version=FORMS.heads[scope].version,
            digest="",
            given_on=given_on,
            how="screen",
            signed_as="Anna",
            strokes="[]",
            taken_by=desk.ruth,
            taken_at=datetime.combine(given_on, NOW.timetz()),
        )
    )


@pytest.fixture
def morning(desk: Desk) -> Morning:
    """Anna has all that she needs."""
    with desk.database.write(audited=False) as session:
        session.get_one(Client, desk.anna).questionnaire_on = ANSWERED
    desk.batch()
    desk.batch("cartridge", "N12")
    for scope in ("BTX", "MN"):
        consented(desk, scope)
    return Morning(desk.database, desk.clock, desk.protocol, FORMS.heads)


def kinds(desk: Desk, morning: Morning, day: date = TODAY) -> list[str]:
    (found,) = morning.of_day(day, desk.ruth)
    return [each.kind for each in found.lacks]


def booked(desk: Desk, treatment: str = "BTX", **where: Any) -> int:
    where.setdefault("starts_at", AT_TWO)
    return desk.visit(treatment, "booked", **where)


@pytest.mark.parametrize("treatment", ["BTX", "MN", "CONSULT", "GONE"])
def test_a_visit_that_has_all_lacks_nothing(desk: Desk, morning: Morning, treatment: str) -> None:
    booked(desk, treatment)
    assert kinds(desk, morning) == []


def told(desk: Desk) -> None:
    change = HealthChange(client_id=desk.anna, told_by=desk.amira, told_at=NOW, outcome="")
    desk.put(change)


def client(**columns: Any) -> Callable[[Desk], None]:
    def change(desk: Desk) -> None:
        with desk.database.write(audited=False) as session:
            for name, value in columns.items():
                setattr(session.get_one(Client, desk.anna), name, value)

    return change


def without_stock(desk: Desk) -> None:
    with desk.database.write(audited=False) as session:
        session.execute(text("UPDATE batch SET expires_on = '2026-11-23'"))


def no_consent(desk: Desk) -> None:
    with desk.database.write(audited=False) as session:
        session.execute(text("DELETE FROM consent"))


def died(desk: Desk) -> None:
    desk.put_standing(Standing(client_id=desk.anna, deceased_on=TODAY))


@pytest.mark.parametrize(
    ("lacking", "kind"),
    [
        (died, "client"),
        (told, "health_changed"),
        (client(consult_on=None), "consultation"),
        (client(consult_on=date(2025, 11, 1)), "consultation"),
        (client(questionnaire_on=None), "health"),
        (client(questionnaire_on=date(2026, 1, 1)), "health"),
        (client(born_on=date(2003, 1, 1)), "age"),
        (client(born_on=None), "age"),
        (no_consent, "consent"),
        (without_stock, "batch"),
    ],
)
def test_what_a_toxin_visit_lacks_is_told(
    desk: Desk, morning: Morning, lacking: Callable[[Desk], None], kind: str
) -> None:
    booked(desk)
    lacking(desk)
    assert kinds(desk, morning) == [kind]


def says(desk: Desk, question: str) -> None:
    desk.put_answer(
        HealthAnswer(client_id=desk.anna, question=question, current=True, answered_on=TODAY)
    )


@pytest.mark.parametrize(
    ("question", "kind", "sentence"),
    [
        ("myasthenia_lems_als", "refused", "Refused by a health answer: "),
        ("blood_thinner", "look", "A health answer to look at: "),
    ],
)
def test_what_a_new_health_answer_says_to_a_visit_is_told(
    desk: Desk, morning: Morning, question: str, kind: str, sentence: str
) -> None:
    booked(desk)
    says(desk, question)
    (found,) = morning.of_day(TODAY, desk.ruth)
    (lack,) = found.lacks
    assert lack.kind == kind
    asked = desk.protocol.current().question_by_id[question].ask
    assert lack.sentence.startswith(sentence + asked)


def test_every_rule_that_refuses_is_told_and_the_heaviest_comes_first(
    desk: Desk, morning: Morning
) -> None:
    desk.visit("MN", starts_at=NOW - timedelta(days=3))
    booked(desk)
    says(desk, "blood_thinner")
    no_consent(desk)
    assert kinds(desk, morning) == ["refused", "consent", "look"]


@pytest.mark.parametrize(
    ("reason", "passed"),
    [
        ("Seen, may go ahead", "(passed by Ruth Holt: “Seen, may go ahead”)"),
        (LEFT_TO_THE_NURSE, ""),
    ],
)
def test_what_was_passed_is_not_lacking_and_what_was_left_to_the_nurse_is(
    desk: Desk, morning: Morning, reason: str, passed: str
) -> None:
    visit = booked(desk)
    says(desk, "myasthenia_lems_als")
    (finding,) = against(desk, visit)
    desk.put(
        Acknowledgement(
            appointment_id=visit,
            rule=finding.rule,
            fingerprint=finding.fingerprint,
            severity=finding.severity,
            sentence=finding.sentence,
            reason=reason,
            person_id=desk.ruth,
            acknowledged_at=NOW,
        )
    )
    (found,) = morning.of_day(TODAY, desk.ruth)
    assert [each.kind for each in found.lacks] == ([] if passed else ["refused"])
    assert [each.endswith(passed) for each in found.passed] == ([True] if passed else [])


def against(desk: Desk, visit: int) -> list[Finding]:
    around = bare_surroundings(desk.protocol.current(), NOW)
    with desk.database.read() as session:
        found = unseen(session.connection(), around, desk.anna)
        return [each.finding for each in found if each.appointment_id == visit]


def test_a_visit_with_no_prescriber_lacks_a_prescription_until_one_is_named(
    desk: Desk, morning: Morning
) -> None:
    visit = booked(desk, person=desk.amira)
    assert kinds(desk, morning) == ["prescriber"]
    desk.set_status(visit, "arrived")
    draft = desk.records.begin(visit, desk.amira).record
    named = ToxinContent(prescriber_id=desk.ruth)
    desk.records.save_draft(draft.id, draft.version, named, desk.amira)
    assert kinds(desk, morning) == []


def test_an_earlier_draft_is_told_at_the_next_visit(desk: Desk, morning: Morning) -> None:
    earlier = desk.visit("CONSULT", starts_at=NOW - timedelta(days=7))
    desk.records.begin(earlier, desk.ruth)
    booked(desk)
    (found,) = morning.of_day(TODAY, desk.ruth)
    assert [tuple(each) for each in found.lacks] == [
        ("draft", "The record of Tue 17 Nov is not signed yet.")
    ]


def test_a_visit_that_is_over_lacks_its_record_alone(desk: Desk, morning: Morning) -> None:
    visit = desk.visit()
    no_consent(desk)
    (before,) = morning.of_day(TODAY, desk.ruth)
    assert [each.sentence for each in before.lacks] == ["Its record is not written yet."]
    draft = desk.drafted(visit, desk.toxin([desk.vial(desk.batch(number="A2"))]))
    (begun,) = morning.of_day(TODAY, desk.ruth)
    assert [each.sentence for each in begun.lacks] == ["Its record is not signed yet."]
    desk.sign(draft)
    assert kinds(desk, morning) == []


def test_the_day_is_told_by_start_without_what_was_given_up(desk: Desk, morning: Morning) -> None:
    later, first = booked(desk), booked(desk, "CONSULT", starts_at=NOW)
    desk.visit(status="cancelled", status_reason="Ill")
    booked(desk, starts_at=AT_TWO + timedelta(days=1))
    assert [each.visit.id for each in morning.of_day(TODAY, desk.ruth)] == [first, later]


def test_a_visit_that_the_protocol_cannot_judge_does_not_hide_the_day(
    desk: Desk, morning: Morning
) -> None:
    booked(desk, zones=("gone",))
    booked(desk, client=add_client(desk.database, "Eve"), starts_at=NOW)
    eve, anna = morning.of_day(TODAY, desk.ruth)
    assert "cannot judge this visit" in anna.lacks[0].sentence
    assert "consultation" in [each.kind for each in eve.lacks]


def test_what_the_protocol_no_longer_knows_keeps_no_visit_from_being_judged(
    desk: Desk, morning: Morning
) -> None:
    desk.put_answer(
        HealthAnswer(client_id=desk.anna, question="gone", current=True, answered_on=TODAY)
    )
    desk.visit(starts_at=NOW - timedelta(days=200), zones=("gone",))
    booked(desk)
    assert kinds(desk, morning) == []


def test_consent_is_looked_up_as_it_stood_on_the_day(desk: Desk) -> None:
    look = consent_looked_up(desk.database, FORMS)
    consented(desk, "BTX")
    assert look(desk.anna, "BTX", TODAY) == "current"
    assert look(desk.anna, "BTX", ANSWERED - timedelta(days=1)) == "none"
    assert look(desk.anna, "MN", TODAY) == "none"
    assert look(desk.anna, "NEW", TODAY) == ""
