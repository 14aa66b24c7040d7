"""Answers kept as history and as they stand, and what each does to the visits to come."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from clinic_desk.base.errors import BadInput, NotAllowed, NotFound
from clinic_desk.calendar.outcomes import NeedsAcknowledgement
from clinic_desk.calendar.records import Acknowledged
from clinic_desk.clients.models import Client, HealthAnswer
from clinic_desk.health.records import AnswerDraft
from tests.core.calendar.desk import TODAY, on
from tests.core.health.ward import Ward
from tests.factories import events

OLD = date(2026, 6, 1)


def questionnaire_on(ward: Ward, client: int) -> date | None:
    with ward.desk.database.read() as session:
        return session.get_one(Client, client).questionnaire_on


def test_an_answer_stands_and_is_kept_as_history(ward: Ward) -> None:
    client = ward.desk.client()
    first = AnswerDraft("diabetes", True, since=date(2020, 1, 1), value="controlled", words="Tabs")
    assert ward.said(client, first, on=OLD, how="paper").changes.clients == {client}
    ward.said(client, replace(first, value="uncontrolled"))
    newer, older = ward.health.history(client, "diabetes", ward.desk.ruth)
    assert (newer.value, newer.how, newer.recorded_by) == ("uncontrolled", "screen", "Ruth Holt")
    assert (older.value, older.how, older.words) == ("controlled", "paper", "Tabs")
    asked = ward.asked(client, "diabetes")
    assert (asked.answer, asked.earlier, asked.is_old) == (newer, 1, False)


def test_a_paper_form_typed_late_does_not_overtake_what_was_said_since(ward: Ward) -> None:
    client = ward.desk.client()
    ward.yes(client, "pregnant")
    late = ward.said(client, AnswerDraft("pregnant", False), AnswerDraft("keloid", True), on=OLD)
    assert late.not_standing == ("pregnant",)
    assert ward.asked(client, "pregnant").answer.current
    assert ward.asked(client, "keloid").answer.answered_on == OLD
    assert [each.current for each in ward.health.history(client, "pregnant", ward.desk.ruth)] == [
        True,
        False,
    ]


def test_of_one_day_the_last_word_stands(ward: Ward) -> None:
    client = ward.desk.client()
    ward.yes(client, "keloid")
    ward.no(client, "keloid")
    assert not ward.asked(client, "keloid").answer.current


def test_answers_are_dated_by_the_oldest_once_all_are_there(ward: Ward) -> None:
    client = ward.desk.client(questionnaire_on=None)
    ward.yes(client, "keloid", on=OLD)
    assert questionnaire_on(ward, client) is None
    rest = [each.id for each in ward.desk.protocol.current().questions if each.id != "keloid"]
    ward.said(client, *(AnswerDraft(id, False) for id in rest))
    assert questionnaire_on(ward, client) == OLD
    ward.yes(client, "keloid")
    assert questionnaire_on(ward, client) == TODAY
    form = ward.health.form(client, ward.desk.ruth)
    assert (form.is_valid, form.age, form.unanswered) == (True, "answered today", ())
    assert form.valid_until == TODAY + timedelta(days=180)


def test_one_new_answer_does_not_make_the_others_young(ward: Ward) -> None:
    client = ward.desk.client(questionnaire_on=None)
    ward.all_no(client, on=OLD)
    ward.yes(client, "pregnant")
    assert questionnaire_on(ward, client) == OLD


def test_a_later_day_typed_in_the_details_stays(ward: Ward) -> None:
    client = ward.desk.client(questionnaire_on=date(2026, 11, 1))
    ward.all_no(client, on=OLD)
    assert questionnaire_on(ward, client) == date(2026, 11, 1)


def test_an_answer_that_refuses_a_booked_visit_lists_it(ward: Ward) -> None:
    desk, client = ward.desk, ward.desk.client()
    toxin = desk.book("BTX", client, on(8, 10), zones=("glabella",)).appointment_id
    answered = ward.yes(client, "pregnant")
    (broken,) = answered.broken
    assert (broken.appointment_id, broken.treatment, broken.refused) == (toxin, "BTX", True)
    assert (broken.starts_at, broken.person_name) == (on(8, 10), "Ruth Holt")
    assert [finding.rule for finding in broken.findings] == ["Q-pregnant"]
    assert ward.health.form(client, desk.ruth).broken == answered.broken


def test_what_only_asks_for_a_look_is_listed_and_what_informs_is_not(ward: Ward) -> None:
    desk, client = ward.desk, ward.desk.client()
    desk.book("BTX", client, on(8, 10), zones=("glabella",))
    assert [each.refused for each in ward.yes(client, "blood_thinner").broken] == [False]
    ward.no(client, "blood_thinner")
    assert ward.yes(client, "faint_needles").broken == ()


def test_it_is_listed_until_somebody_has_passed_it_or_the_answer_is_another(ward: Ward) -> None:
    desk, client = ward.desk, ward.desk.client()
    booked = desk.book("BTX", client, on(8, 10), zones=("glabella",))
    ward.yes(client, "pregnant")
    assert len(ward.yes(client, "pregnant").broken) == 1
    try:
        desk.book("BTX", None, on(8, 11), by=desk.ruth, zones=("glabella",),
                  appointment_id=booked.appointment_id)  # fmt: skip
    except NeedsAcknowledgement as asked:
        marks = tuple(Acknowledged(each.fingerprint, "Talked it over") for each in asked.unsettled)
        desk.book("BTX", None, on(8, 11), by=desk.ruth, zones=("glabella",),
                  appointment_id=booked.appointment_id, acknowledged=marks)  # fmt: skip
    assert ward.yes(client, "pregnant").broken == ()
    assert ward.no(client, "pregnant").broken == ()


def test_a_wait_from_the_day_it_stopped_breaks_the_visits_before_its_end(ward: Ward) -> None:
    desk, client = ward.desk, ward.desk.client()
    before = desk.book("MN", client, on(8, 10, month=1, year=2027), zones=("cheeks",))
    desk.book("MN", client, on(8, 10, month=2, year=2027), zones=("cheeks",))
    stopped = AnswerDraft("isotretinoin", False, stopped_on=date(2026, 8, 8))
    (broken,) = ward.said(client, stopped).broken
    assert broken.appointment_id == before.appointment_id


def test_past_and_given_up_visits_are_not_listed(ward: Ward) -> None:
    desk, client = ward.desk, ward.desk.client()
    desk.past("BTX", client, date(2026, 5, 1))
    booked = desk.book("BTX", client, on(8, 10), zones=("glabella",))
    desk.booking.set_status(booked.appointment_id, "cancelled", "Ill", 1, desk.maya)
    assert ward.yes(client, "pregnant").broken == ()


def test_a_refused_answer_leaves_nothing_behind(ward: Ward) -> None:
    client = ward.desk.client()
    before = ward.desk.tables()
    bad = AnswerDraft("diabetes", True)
    with pytest.raises(BadInput):
        ward.said(client, AnswerDraft("keloid", True), bad)
    with pytest.raises(BadInput, match="future"):
        ward.yes(client, "keloid", on=TODAY + timedelta(days=1))
    with pytest.raises(BadInput, match="long ago"):
        ward.yes(client, "keloid", on=date(1899, 1, 1))
    with pytest.raises(BadInput):
        ward.said(client, AnswerDraft("keloid", True), how="guessed")  # type: ignore[arg-type]
    with pytest.raises(NotFound):
        ward.yes(99, "keloid")
    assert ward.desk.tables() == before


def test_what_stood_before_is_kept_with_the_event_and_the_question_is_not_named(ward: Ward) -> None:
    client = ward.desk.client(questionnaire_on=None)
    ward.all_no(client, on=OLD)
    ward.yes(client, "pregnant")
    first, second = (each for each in events(ward.desk.database) if each.act == "health.answered")
    assert (first.fields, first.before) == (
        ("answers", "questionnaire_on"),
        {"questionnaire_on": None},
    )
    assert second.fields == ("answers",)
    (was,) = second.before["answers"]
    assert (was["question"], was["current"], was["answered_on"]) == (
        "pregnant",
        False,
        "2026-06-01",
    )


def test_an_answer_of_before_the_history_is_shown_with_its_day(ward: Ward) -> None:
    client = ward.desk.client()
    with ward.desk.database.write(audited=False) as session:
        session.add(
            HealthAnswer(client_id=client, question="keloid", current=True, answered_on=OLD)
        )
    kept = ward.asked(client, "keloid")
    assert (kept.answer.answered_on, kept.answer.how, kept.earlier) == (OLD, "", 0)
    ward.no(client, "keloid")
    history = ward.health.history(client, "keloid", ward.desk.ruth)
    assert [each.current for each in history] == [False]


def test_an_answer_to_a_question_no_longer_asked_stops_no_booking(ward: Ward) -> None:
    desk, client = ward.desk, ward.desk.client()
    ward.yes(client, "pregnant")
    protocol = desk.protocol.protocol
    kept = tuple(each for each in protocol.questions if each.id != "pregnant")
    desk.protocol.protocol = replace(protocol, questions=kept)
    assert desk.asked("BTX", client, on(8, 10), zones=("glabella",)) == set()


def test_reception_neither_reads_nor_writes_an_answer(ward: Ward) -> None:
    desk, client = ward.desk, ward.desk.client()
    with pytest.raises(NotAllowed):
        ward.health.form(client, desk.maya)
    with pytest.raises(NotAllowed):
        ward.health.history(client, "keloid", desk.maya)
    with pytest.raises(NotAllowed):
        ward.health.answer(client, [AnswerDraft("keloid", True)], TODAY, "told", desk.maya)
    with pytest.raises(NotAllowed):
        ward.health.answer(client, [AnswerDraft("keloid", True)], TODAY, "told", desk.grace)
