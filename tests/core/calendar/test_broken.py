"""What is on file after two records became one, held against the visits that are booked."""

from __future__ import annotations

from datetime import date

import pytest

from clinic_desk.base.errors import BadInput, NotAllowed
from clinic_desk.calendar.records import Acknowledged
from clinic_desk.clients.merging import Merging
from clinic_desk.clients.models import HealthAnswer
from clinic_desk.clients.standing import Standings
from clinic_desk.db.chain import Event
from tests.core.calendar.desk import TODAY, Desk, on
from tests.factories import events

BIRTHDAY = date(1985, 3, 4)


@pytest.fixture
def merging(desk: Desk) -> Merging:
    return Merging(desk.database, desk.clock)


@pytest.fixture
def two(desk: Desk) -> tuple[int, int]:
    """Anna has toxin booked; Ania, who is the same, needling four days before."""
    anna, ania = desk.client("Anna", born_on=BIRTHDAY), desk.client("Ania", born_on=BIRTHDAY)
    desk.book("BTX", anna, on(8, 10), zones=("glabella",))
    desk.book("MN", ania, on(4, 10))
    return anna, ania


def rules(desk: Desk, client: int, by: int) -> list[tuple[int, str]]:
    found = desk.booking.broken(client, by)
    return [(v.starts_at.day, each.rule) for v in found for each in v.findings]


def test_a_place_that_the_protocol_no_longer_knows_counts_as_any_and_stops_no_booking(
    desk: Desk,
) -> None:
    client = desk.client()
    desk.past("BTX", client, date(2026, 10, 20), zones="gone")
    desk.past("CONSULT", client, date(2026, 12, 15), "booked", zones="gone")
    near = desk.asked("BTX", client, on(8, 10), zones=("glabella",))
    assert near == {"SP-BTX-BTX"}
    assert desk.asked("CONSULT", client, on(9, 10)) == set()
    assert rules(desk, client, desk.ruth) == []


def joined(desk: Desk, merging: Merging, two: tuple[int, int]) -> None:
    merging.merge(*two, (), merging.preview(*two, desk.ruth).versions, desk.ruth)


def test_the_joined_history_speaks_against_what_was_booked_on_either(
    desk: Desk, merging: Merging, two: tuple[int, int]
) -> None:
    assert rules(desk, two[0], desk.ruth) == rules(desk, two[1], desk.ruth) == []
    joined(desk, merging, two)
    found = rules(desk, two[0], desk.ruth)
    assert {day for day, _ in found} == {4, 8}
    assert all(rule.startswith("SP-") for _, rule in found)


def test_it_is_told_beforehand_and_nothing_is_written_for_that(
    desk: Desk, merging: Merging, two: tuple[int, int]
) -> None:
    before = desk.tables()
    told = desk.booking.broken_if_joined(*two, (), desk.ruth)
    assert desk.tables() == before
    joined(desk, merging, two)
    assert told == desk.booking.broken(two[0], desk.ruth) != ()


def test_looking_beforehand_leaves_no_entry_no_commit_and_what_waits_to_be_noted(
    desk: Desk, two: tuple[int, int]
) -> None:
    database = desk.database
    database.note_with_next_write(Event("client.read", desk.ruth, two[0]))
    anchors = [anchor.read() for anchor in database.anchors]
    before = events(database), database.commits
    assert desk.booking.broken_if_joined(*two, (), desk.ruth)
    assert (events(database), database.commits) == before
    assert [anchor.read() for anchor in database.anchors] == anchors
    assert database.has_waiting_events
    with pytest.raises(BadInput):
        desk.booking.broken_if_joined(two[0], two[0], (), desk.ruth)


def test_what_cannot_be_made_one_breaks_nothing(desk: Desk, two: tuple[int, int]) -> None:
    desk.book("PROBLEM", two[1], on(8, 10), person_id=desk.amira)
    assert desk.booking.broken_if_joined(*two, (), desk.ruth) == ()
    with pytest.raises(NotAllowed):
        desk.booking.broken_if_joined(*two, (), desk.maya)


def test_the_birth_date_that_is_chosen_decides(desk: Desk) -> None:
    of_age = desk.client("Anna", born_on=BIRTHDAY)
    child = desk.client("Ania", born_on=date(2009, 1, 1))
    desk.book("BTX", of_age, on(8, 10), zones=("glabella",))
    assert desk.booking.broken_if_joined(of_age, child, (), desk.ruth) == ()
    (visit,) = desk.booking.broken_if_joined(of_age, child, ("born_on",), desk.ruth)
    assert "AGE-18" in [each.rule for each in visit.findings]


def test_what_was_passed_with_a_reason_is_not_told_again(
    desk: Desk, merging: Merging, two: tuple[int, int]
) -> None:
    joined(desk, merging, two)
    (visit,) = [v for v in desk.booking.broken(two[0], desk.ruth) if v.starts_at.day == 8]
    draft_of = desk.diary.visit(visit.appointment_id)
    marks = tuple(Acknowledged(each.fingerprint, "Seen by Ruth") for each in visit.findings)
    desk.book(
        "BTX",
        two[0],
        draft_of.starts_at.replace(minute=30),
        zones=("glabella",),
        appointment_id=visit.appointment_id,
        acknowledged=marks,
        by=desk.ruth,
    )
    assert 8 not in {v.starts_at.day for v in desk.booking.broken(two[0], desk.ruth)}


def test_an_answer_of_the_other_record_is_told_to_the_desk_without_the_question(
    desk: Desk, merging: Merging, two: tuple[int, int]
) -> None:
    with desk.database.write(audited=False) as session:
        session.add(
            HealthAnswer(
                client_id=two[1],
                question="myasthenia_lems_als",
                current=True,
                answered_on=TODAY,
            )
        )
    joined(desk, merging, two)
    assert any("myasthenia" in rule for _, rule in rules(desk, two[0], desk.ruth))
    shown = desk.booking.broken(two[0], desk.maya)
    assert "myasthenia" not in repr(shown)
    assert "HEALTH" in {each.rule for visit in shown for each in visit.findings}


def test_a_client_who_is_not_to_be_booked_any_more_has_visits_to_look_at(desk: Desk) -> None:
    client = desk.client()
    desk.book("CONSULT", client, on(8, 10))
    Standings(desk.database, desk.clock).do_not_book(client, "Threatened Ruth", desk.ruth)
    assert rules(desk, client, desk.maya) == [(8, "CLIENT-DO-NOT-BOOK")]
    assert "Threatened" not in repr(desk.booking.broken(client, desk.maya))
