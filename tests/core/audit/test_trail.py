"""Who has looked at a client, what the manager finds, and what was there before."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from clinic_desk.audit.folding import folded
from clinic_desk.audit.records import OldValue, TrailQuery
from clinic_desk.base.errors import BadInput, NotAllowed, NotFound
from tests.core.audit.conftest import Desk
from tests.factories import add_client, add_room

TODAY = date(2026, 11, 24)


def acts(desk: Desk, by: int, query: TrailQuery) -> list[str]:
    return [entry.act for entry in desk.trail.search(query, by).entries]


def test_who_has_looked_says_who_what_when_and_which_fields_newest_first(desk: Desk) -> None:
    desk.act("client.changed", desk.reception, fields=("born_on", "given"), before={"given": "A"})
    desk.clock.advance(minutes=5)
    desk.act()
    read, changed = desk.trail.of_client(desk.client, desk.nurse).entries
    assert (read.who, read.role, read.what) == (
        "Ruth Holt",
        "Nurse prescriber",
        "opened the record",
    )
    assert read.at - changed.at == timedelta(minutes=5)
    assert changed.fields == ("date of birth", "first name")
    assert (changed.has_before, read.has_before) == (True, False)


def test_reception_sees_there_only_what_it_did_itself(desk: Desk) -> None:
    desk.act("health.answered")
    desk.act(by=desk.reception)
    seen = desk.trail.of_client(desk.client, desk.reception).entries
    assert [entry.act for entry in seen] == ["client.read"]
    for by in (desk.nurse, desk.manager):
        assert len(desk.trail.of_client(desk.client, by).entries) == 2


def test_nothing_of_another_client_stands_there(desk: Desk) -> None:
    desk.act(client=add_client(desk.database, "Nadia", "Clarke"))
    assert desk.trail.of_client(desk.client, desk.nurse).entries == ()


def test_pages_follow_each_other_without_gap_or_repeat(desk: Desk) -> None:
    for _ in range(7):
        desk.act()
    found, older = [], None
    while True:
        page = desk.trail.of_client(desk.client, desk.nurse, older, limit=3)
        found += [entry.id for entry in page.entries]
        older = page.older
        if older is None:
            break
    assert found == [7, 6, 5, 4, 3, 2, 1]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (TrailQuery(), ["leaflet.printed", "staff.signed_in", "client.read", "visit.booked"]),
        (TrailQuery(group="looked"), ["client.read"]),
        (TrailQuery(group="paper"), ["leaflet.printed"]),
        (TrailQuery(group="sign_in"), ["staff.signed_in"]),
        (TrailQuery(text="print leaf"), ["leaflet.printed"]),
        (TrailQuery(text="nothing like it"), []),
        (TrailQuery(person_id=2), ["staff.signed_in"]),
        (TrailQuery(client_id=1, person_id=1), ["leaflet.printed", "client.read", "visit.booked"]),
        (TrailQuery(to_day=TODAY), ["visit.booked"]),
        (
            TrailQuery(from_day=TODAY + timedelta(1)),
            ["leaflet.printed", "staff.signed_in", "client.read"],
        ),
        (TrailQuery(from_day=TODAY, to_day=TODAY), ["visit.booked"]),
    ],
)  # fmt: skip
def test_the_manager_finds(desk: Desk, query: TrailQuery, found: list[str]) -> None:
    desk.act("visit.booked", subject=9)
    desk.clock.advance(days=1)
    desk.act()
    desk.act("staff.signed_in", desk.reception, client=None)
    desk.act("leaflet.printed")
    assert acts(desk, desk.manager, query) == found


def test_a_search_is_an_entry_itself_with_what_narrowed_it(desk: Desk) -> None:
    desk.trail.search(TrailQuery(client_id=desk.client, text="print"), desk.manager)
    (entry,) = desk.trail.of_client(desk.client, desk.nurse).entries
    assert (entry.act, entry.who) == ("audit.searched", "Grace Lam")
    assert entry.fields == ("client", "words of the act")


def test_a_day_that_ends_before_it_begins_is_refused_by_its_field(desk: Desk) -> None:
    with pytest.raises(BadInput) as refused:
        desk.trail.search(TrailQuery(from_day=TODAY, to_day=date(2026, 11, 1)), desk.manager)
    assert refused.value.field == "to_day"


def test_nobody_but_a_manager_searches(desk: Desk) -> None:
    for by in (desk.nurse, desk.reception, 99):
        with pytest.raises(NotAllowed):
            desk.trail.search(TrailQuery(), by)


def test_entries_made_while_the_clock_stood_back_are_found_by_their_day(desk: Desk) -> None:
    desk.act("visit.booked")
    desk.clock.advance(days=-30)
    desk.act("visit.moved")
    desk.clock.advance(days=30)
    desk.act("client.read")
    until = TrailQuery(to_day=TODAY - timedelta(7))
    assert acts(desk, desk.manager, until) == ["visit.moved"]


def test_what_was_there_before_is_told_in_words_and_reading_it_is_noted(desk: Desk) -> None:
    before = {
        "given": "Anna",
        "born_on": date(1985, 4, 3),
        "title": "",
        "large_print": False,
        "phones": [{"number": "07700 900316", "voicemail": True, "discreet": False}],
    }
    desk.act("client.changed", before=before)
    assert set(desk.trail.before(1, desk.manager)) == {
        OldValue("first name", "Anna"),
        OldValue("date of birth", "3 April 1985"),
        OldValue("title", "nothing"),
        OldValue("large print", "no"),
        OldValue("phone numbers", "07700 900316, voicemail may be left"),
    }
    newest = desk.trail.of_client(desk.client, desk.nurse).entries[0]
    assert (newest.act, newest.who) == ("audit.values_read", "Grace Lam")


def test_reception_reads_no_old_value_and_a_nurse_none_that_is_of_no_client(desk: Desk) -> None:
    desk.act("client.changed", before={"given": "Anna"})
    desk.act("practice.changed", desk.manager, client=None, before={"name": "Old name"})
    with pytest.raises(NotAllowed):
        desk.trail.before(1, desk.reception)
    with pytest.raises(NotAllowed):
        desk.trail.before(2, desk.nurse)
    assert desk.trail.before(2, desk.manager) == (OldValue("name", "Old name"),)


def test_a_sitting_of_writing_is_told_once_and_opens_on_what_stood_before_it(desk: Desk) -> None:
    for words in ("", "Settled", "Settled well"):
        more = {"subject": 7, "fields": ("note",), "before": {"note": words}}
        desk.act("record.draft_saved", **more)
        desk.act(by=desk.reception)
        desk.clock.advance(minutes=9)
    desk.act("record.signed", subject=7, fields=("signed_at",))
    entries = desk.trail.of_client(desk.client, desk.nurse).entries
    wrote = [each for each in folded(entries) if each.act == "record.draft_saved"]
    assert [(each.times, each.at - (each.since or each.at)) for each in wrote] == [
        (3, timedelta(minutes=18))
    ]
    assert desk.trail.before(wrote[0].id, desk.nurse, wrote[0].earlier) == (
        OldValue("note", "nothing"),
    )
    assert len(entries) == 7


@pytest.mark.parametrize("between", ["signed", "another", "a pause", "another record"])
def test_a_sitting_ends_with_a_signature_another_writer_or_a_pause(
    desk: Desk, between: str
) -> None:
    desk.act("record.draft_saved", subject=7)
    if between == "signed":
        desk.act("record.amended", subject=7)
    if between == "another":
        desk.act("record.draft_saved", by=desk.manager, subject=7)
    if between == "a pause":
        desk.clock.advance(minutes=16)
    desk.act("record.draft_saved", subject=8 if between == "another record" else 7)
    entries = desk.trail.of_client(desk.client, desk.nurse).entries
    assert [each.times for each in folded(entries)] == [1] * len(entries)


def test_old_values_of_another_client_do_not_come_along(desk: Desk) -> None:
    other = add_client(desk.database, "Nadia", "Clarke")
    more = {"subject": 7, "fields": ("note",)}
    desk.act("record.draft_saved", client=other, before={"note": "Hers"}, **more)
    desk.act("record.draft_saved", before={"note": "Mine"}, **more)
    newest = desk.trail.of_client(desk.client, desk.nurse).entries[0]
    theirs = desk.trail.of_client(other, desk.nurse).entries[0]
    values = desk.trail.before(newest.id, desk.nurse, (theirs.id,))
    assert values == (OldValue("note", "Mine"),)


def test_where_the_old_values_are_gone_that_is_said(desk: Desk) -> None:
    desk.act()
    with pytest.raises(NotFound):
        desk.trail.before(1, desk.nurse)


def test_the_program_and_whoever_is_gone_have_a_name_too(desk: Desk) -> None:
    desk.act(by=None)
    desk.act(by=77)
    desk.act("staff.changed", desk.manager, client=None, subject=desk.nurse)
    found = desk.trail.search(TrailQuery(), desk.manager).entries
    assert [(entry.who, entry.subject) for entry in found] == [
        ("Grace Lam", "Ruth Holt"),
        ("Person 77", ""),
        ("The program", ""),
    ]
    assert found[1].client == "Anna Kowalska"


def test_the_trail_is_read_beside_the_desk_too(desk: Desk) -> None:
    desk.act()
    with desk.trail.aside() as trail:
        assert len(trail.search(TrailQuery(), desk.manager).entries) == 1


def test_a_refused_sign_in_is_nobodys_and_found_under_whoever_it_was_meant_for(desk: Desk) -> None:
    desk.act("staff.sign_in_failed", None, client=None, subject=desk.nurse)
    (entry,) = desk.trail.search(TrailQuery(person_id=desk.nurse), desk.manager).entries
    assert (entry.who, entry.subject) == ("Somebody", "as Ruth Holt")


def test_the_numbers_in_a_visits_old_values_are_given_by_name(desk: Desk) -> None:
    room = add_room(desk.database, "Garden room")
    before = {"room_id": room, "person_id": desk.nurse, "client_id": desk.client}
    desk.act("visit.moved", before=before)
    told = {value.value for value in desk.trail.before(1, desk.nurse)}
    assert told == {"Garden room", "Ruth Holt", "Anna Kowalska"}
