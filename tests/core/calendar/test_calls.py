"""The call log, identity checks and promised calls."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlcipher3.dbapi2 import IntegrityError  # type: ignore[import-untyped]

from clinic_desk.base.errors import BadInput, NotFound
from clinic_desk.calendar.calls import CallBackDraft
from clinic_desk.calendar.writing import note_call
from tests.core.calendar.desk import Desk, on


def test_an_identity_checked_holds_for_the_local_day(desk: Desk) -> None:
    client = desk.client()
    assert not desk.calls.checked_today(client)
    assert desk.calls.identity_checked(client, desk.maya).clients == {client}
    assert desk.calls.checked_today(client)
    assert not desk.calls.checked_today(desk.client("Anna"))
    desk.clock.instant = on(24, 23, 59, month=11)
    assert desk.calls.checked_today(client)
    desk.clock.instant = on(25, 0, month=11)
    assert not desk.calls.checked_today(client)


def test_the_file_itself_refuses_a_child_s_record_in_the_log(desk: Desk) -> None:
    client = desk.client()
    with pytest.raises(IntegrityError), desk.database.write(audited=False) as session:
        note_call(
            session.connection(), "refused_age", desk.maya, desk.clock.now(), client_id=client
        )


def test_a_problem_is_logged_with_the_words_read_out(desk: Desk) -> None:
    client = desk.client()
    desk.calls.problem(client, "Call 999 if you cannot breathe or swallow.", desk.maya)
    line = desk.calls.log(desk.maya)[0]
    assert (line.kind, line.client_id) == ("problem", client)
    assert line.words.startswith("Call 999")


def test_promised_calls_stand_urgent_first_until_they_are_made(desk: Desk) -> None:
    now = desk.clock.now()
    client = desk.client()
    later = CallBackDraft("Nadia Clarke", "07700 900316", now + timedelta(hours=2), "Review")
    soon = CallBackDraft("Priya's mother", "07700 900999", now + timedelta(hours=1))
    urgent = CallBackDraft(
        "Nadia Clarke", "07700 900316", now + timedelta(hours=3), "Eyelid", True, client
    )
    ids = [desk.calls.promise(draft, desk.maya).id for draft in (later, soon, urgent)]
    assert [call.id for call in desk.calls.open_call_backs()] == [ids[2], ids[1], ids[0]]
    assert desk.calls.open_call_backs()[0].made_by == "Maya Patel"
    desk.calls.done(ids[2], "Seen at four", desk.ruth)
    assert [call.id for call in desk.calls.open_call_backs()] == [ids[1], ids[0]]
    with pytest.raises(NotFound):
        desk.calls.done(ids[2], "Again", desk.ruth)


@pytest.mark.parametrize(("who", "number", "field"), [(" ", "1", "who"), ("A", "", "number")])
def test_a_call_needs_someone_and_a_number(desk: Desk, who: str, number: str, field: str) -> None:
    with pytest.raises(BadInput) as bad:
        desk.calls.promise(CallBackDraft(who, number, desk.clock.now()), desk.maya)
    assert bad.value.field == field
    assert desk.calls.open_call_backs() == ()


def test_whoever_rings_is_told_that_the_client_has_died(desk: Desk) -> None:
    now, client = desk.clock.now(), desk.client()
    for id_ in (client, None):
        draft = CallBackDraft("Nadia Clarke", "07700 900316", now, client_id=id_)
        desk.calls.promise(draft, desk.maya)
    assert not any(call.deceased for call in desk.calls.open_call_backs())
    (owed, _) = desk.calls.open_call_backs()
    desk.deaths.note(client, now.date(), desk.maya, keep=(owed.id,))
    assert [call.deceased for call in desk.calls.open_call_backs()] == [True, False]
    desk.deaths.take_back(client, desk.maya)
    assert not any(call.deceased for call in desk.calls.open_call_backs())
