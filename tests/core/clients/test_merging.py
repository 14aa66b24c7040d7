"""Two records of one client, made one: nothing is lost, nothing is forgotten, nothing is undone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from clinic_desk.audit.trail import AuditTrail
from clinic_desk.base.clock import FixedClock
from clinic_desk.base.errors import BadInput, ClinicError, NotAllowed, NotFound, Stale
from clinic_desk.clients.clients import Clients
from clinic_desk.clients.indexing import index_everyone
from clinic_desk.clients.joining import differences, joined
from clinic_desk.clients.merging import CANNOT_BE_UNDONE, Merging
from clinic_desk.clients.models import HealthAnswer
from clinic_desk.clients.records import (
    AlertDetails,
    ClientDetails,
    PhoneDetails,
    SpokespersonDetails,
)
from clinic_desk.clients.standing import Standings, set_deceased
from clinic_desk.db.database import Database
from clinic_desk.tables import metadata
from tests.core.records.desk import Desk
from tests.factories import NOW, add_appointment, add_client, add_person, add_receptionist, events
from tests.migrations.filling import fill

NURSE, DESK, MANAGER = 1, 2, 3
TODAY = NOW.date()
HOUR = timedelta(hours=1)
ANNA = ClientDetails(
    given="Anna",
    family="Kowalska",
    phones=(PhoneDetails("07700 900316", voicemail=True),),
    alerts=(AlertDetails("allergy", "Latex"),),
    desk_note="Rings at lunch",
)
ANIA = ClientDetails(
    given="Ania",
    family="Reed",
    born_on=date(1985, 4, 3),
    postcode="CB1 2AB",
    phones=(PhoneDetails("+44 7700 900316", discreet=True), PhoneDetails("01632 960001")),
    spokespeople=(SpokespersonDetails("Tom Reed"),),
    alerts=(AlertDetails("allergy", "Latex"), AlertDetails("flag", "Faints")),
    large_print=True,
)


@pytest.fixture
def clients(database: Database, clock: FixedClock) -> Clients:
    add_person(database)
    add_receptionist(database)
    add_person(database, "Grace Lam", "manager", treats=False)
    return Clients(database, clock)


@pytest.fixture
def merging(clients: Clients, database: Database, clock: FixedClock) -> Merging:
    return Merging(database, clock)


@pytest.fixture
def two(clients: Clients) -> tuple[int, int]:
    """Anna, who stays, and Ania, who is the same."""
    return clients.add(ANNA, NURSE).id, clients.add(ANIA, NURSE).id


def rows(database: Database, statement: str, **values: Any) -> list[tuple[Any, ...]]:
    with database.read() as session:
        return [tuple(row) for row in session.execute(text(statement), values)]


def test_details_are_joined_and_the_other_name_is_found(
    clients: Clients, merging: Merging, two: tuple[int, int]
) -> None:
    keep, other = two
    assert merging.merge(keep, other, (), (1, 1), NURSE).clients == {keep, other}
    kept = clients.get(keep, NURSE).details
    assert (kept.given, kept.family, kept.known_as) == ("Anna", "Kowalska", "Ania Reed")
    assert (kept.born_on, kept.postcode, kept.large_print) == (ANIA.born_on, "CB1 2AB", True)
    assert kept.phones == (
        PhoneDetails("07700 900316", voicemail=False, discreet=True),
        PhoneDetails("01632 960001"),
    )
    assert kept.alerts == ANIA.alerts
    assert kept.spokespeople == ANIA.spokespeople
    assert kept.desk_note == "Rings at lunch"
    for typed in ("kowal", "ania", "reed", "0316", "960001", "3/4/1985", "anna reed"):
        assert [hit.id for hit in clients.search(typed, DESK)] == [keep], typed
    assert [hit.id for hit in clients.recent(DESK)] == [keep]
    assert [each.hit.id for each in clients.possible_duplicates(ANIA, DESK)] == [keep]


def test_the_preview_says_what_the_merge_does(
    clients: Clients, merging: Merging, two: tuple[int, int]
) -> None:
    shown = merging.preview(*two, NURSE)
    assert shown.stops == ()
    assert shown.cautions == (CANNOT_BE_UNDONE,)
    taken = {each.field: (each.taken, each.may_choose) for each in shown.differences}
    assert taken == {
        "given": ("keep", True),
        "family": ("keep", True),
        "born_on": ("other", False),
        "phones": ("both", False),
        "spokespeople": ("both", False),
        "postcode": ("other", False),
        "large_print": ("both", False),
        "desk_note": ("both", False),
        "alerts": ("both", False),
    }
    merging.merge(*two, (), shown.versions, NURSE)
    assert clients.get(two[0], NURSE).details == shown.would_be


def test_of_what_both_have_either_may_be_chosen(
    clients: Clients, merging: Merging, two: tuple[int, int]
) -> None:
    merging.merge(*two, {"given", "family"}, (1, 1), NURSE)
    kept = clients.get(two[0], NURSE).details
    assert (kept.given, kept.family, kept.known_as) == ("Ania", "Reed", "Anna Kowalska")


@pytest.mark.parametrize("field", ["alerts", "phones", "consult_on", "nonsense"])
def test_nothing_that_both_must_keep_can_be_chosen_away(
    merging: Merging, two: tuple[int, int], field: str
) -> None:
    with pytest.raises(BadInput) as refused:
        merging.merge(*two, [field], (1, 1), NURSE)
    assert refused.value.field == field


@pytest.mark.parametrize("field", ["id_seen_on", "consult_on", "questionnaire_on"])
@pytest.mark.parametrize(
    ("mine", "theirs", "later"),
    [
        (None, None, None),
        (TODAY, None, TODAY),
        (None, TODAY, TODAY),
        (date(2026, 1, 1), TODAY, TODAY),
        (TODAY, date(2026, 1, 1), TODAY),
    ],
)
def test_the_later_day_is_kept(
    field: str, mine: date | None, theirs: date | None, later: date | None
) -> None:
    one, two = replace(ANNA, **{field: mine}), replace(ANNA, **{field: theirs})  # type: ignore[arg-type]
    assert getattr(joined(one, two, ()), field) == later
    assert all(each.taken == "later" for each in differences(one, two))


def test_a_name_that_is_there_already_is_not_said_again() -> None:
    same = replace(ANNA, given="Anna", family="", known_as="")
    assert joined(ANNA, same, ()).known_as == ""
    known = replace(ANNA, known_as="Ania")
    assert joined(known, replace(ANIA, family="Kowalska"), ()).known_as == "Ania"


def test_opening_the_other_leads_to_the_one_that_is_kept(
    clients: Clients, merging: Merging, database: Database, two: tuple[int, int]
) -> None:
    keep, other = two
    merging.merge(keep, other, (), (1, 1), NURSE)
    assert clients.open(other, NURSE).id == clients.get(other, DESK).id == keep
    assert events(database)[-1][:3] == ("client.read", NURSE, keep)
    with pytest.raises(NotFound, match="under another record"):
        clients.change(other, ANIA, 1, NURSE)
    with pytest.raises(NotFound):
        merging.preview(keep, other, NURSE)


def test_merged_twice_the_first_is_still_one_step_away(
    clients: Clients, merging: Merging, two: tuple[int, int]
) -> None:
    keep, other = two
    merging.merge(keep, other, (), (1, 1), NURSE)
    third = clients.add(ClientDetails(given="Anne"), NURSE).id
    merging.merge(third, keep, (), (1, clients.get(keep, NURSE).version), NURSE)
    assert clients.get(other, NURSE).id == clients.get(keep, NURSE).id == third
    assert [hit.id for hit in clients.search("reed", DESK)] == [third]


def test_every_table_that_names_a_client_goes_along(database: Database, clock: FixedClock) -> None:
    """Each table has a row of client 1 and one of client 2, whatever tables there will be."""
    fill(database.path)
    nurse = add_person(database)
    with database.write(audited=False) as session:
        session.execute(
            text("UPDATE treatment_record SET signed_by = 1, signed_at = 1, digest = 'a'")
        )
        session.execute(text("UPDATE occupancy SET kind = 'client', resource_id = appointment_id"))
        session.execute(text("UPDATE client_standing SET anonymised_on = NULL"))
        session.execute(text("UPDATE client_phone SET number = '07700 90031' || id"))
        for table in ("client_name_key", "client_phone_key"):
            session.execute(text(f"DELETE FROM {table}"))
        index_everyone(session.connection())
    naming = [
        (table.name, key.parent.name)
        for table in metadata.tables.values()
        for key in table.foreign_keys
        if key.target_fullname == "client.id"
    ]
    assert len(naming) >= 18
    Merging(database, clock).merge(1, 2, (), (0, 0), nurse, one_person=True)
    left = {
        (table, column)
        for table, column in naming
        if rows(database, f"SELECT 1 FROM {table} WHERE {column} = 2")
    }
    assert left == {("client_standing", "client_id")}
    assert rows(database, "SELECT DISTINCT resource_id FROM occupancy") == [(1,)]
    assert rows(database, "SELECT count(*) FROM treatment_record WHERE client_id = 1") == [(2,)]
    assert rows(database, "PRAGMA foreign_key_check") == []


def test_no_signed_record_goes_to_a_client_who_is_another(database: Database) -> None:
    fill(database.path)
    with database.write(audited=False) as session:
        session.execute(
            text("UPDATE treatment_record SET signed_by = 1, signed_at = 1, digest = 'a'")
        )
    with pytest.raises(Exception, match="signed"), database.write(audited=False) as session:
        session.execute(text("UPDATE treatment_record SET client_id = 1 WHERE client_id = 2"))


@pytest.mark.parametrize(
    ("mine", "theirs", "stands"),
    [
        ((True, 1), (False, 2), False),
        ((True, 2), (False, 1), True),
        ((False, 1), (True, 1), True),
        ((True, 1), (False, 1), True),
        (None, (True, 1), True),
        ((True, 1), None, True),
    ],
)
def test_of_two_answers_the_newer_stands_and_of_one_day_the_yes(
    merging: Merging,
    database: Database,
    two: tuple[int, int],
    mine: tuple[bool, int] | None,
    theirs: tuple[bool, int] | None,
    stands: bool,
) -> None:
    with database.write(audited=False) as session:
        for client, given in zip(two, (mine, theirs), strict=True):
            if given is not None:
                current, day = given
                on = date(2026, 11, day)
                session.add(
                    HealthAnswer(
                        client_id=client, question="keloid", current=current, answered_on=on
                    )
                )
    merging.merge(*two, (), (1, 1), NURSE)
    kept = rows(database, "SELECT client_id, current FROM health_answer")
    assert kept == [(two[0], int(stands))]


def test_a_visit_of_both_at_one_time_stops_it_and_one_after_the_other_does_not(
    merging: Merging, database: Database, two: tuple[int, int]
) -> None:
    keep, other = two
    add_appointment(database, keep, NURSE, NOW + HOUR, NOW + 2 * HOUR)
    add_appointment(database, other, MANAGER, NOW + 2 * HOUR, NOW + 3 * HOUR)
    assert merging.preview(keep, other, NURSE).stops == ()
    add_appointment(database, other, MANAGER, NOW + 1.5 * HOUR, NOW + 1.75 * HOUR)
    (stop,) = merging.preview(keep, other, NURSE).stops
    assert stop == (
        "Both have a visit at the same time on 24 November 2026. Cancel or move one of them first."
    )
    before = rows(database, "SELECT id, client_id FROM appointment")
    with pytest.raises(NotAllowed, match="same time"):
        merging.merge(keep, other, (), (1, 1), NURSE)
    assert rows(database, "SELECT id, client_id FROM appointment") == before


def test_what_each_has_is_counted(
    merging: Merging, database: Database, two: tuple[int, int]
) -> None:
    keep, other = two
    add_appointment(database, other, NURSE, NOW + HOUR, NOW + 2 * HOUR)
    add_appointment(database, other, NURSE, NOW - 2 * HOUR, NOW - HOUR, status="completed")
    shown = merging.preview(keep, other, NURSE)
    assert (shown.other_has["visits"], shown.other_has["visits to come"]) == (2, 1)
    assert set(shown.keep_has.values()) == {0}
    assert merging.merge(keep, other, (), (1, 1), NURSE).days == {TODAY}
    third = Clients(database, merging._clock).add(ClientDetails(given="Eve"), NURSE).id
    assert merging.preview(keep, third, NURSE).keep_has["visits"] == 2


def test_an_open_draft_stops_it(merging: Merging, database: Database, two: tuple[int, int]) -> None:
    visit = add_appointment(database, two[1], NURSE, NOW - HOUR, NOW)
    with database.write(audited=False) as session:
        session.execute(
            text(
                "INSERT INTO treatment_record (client_id, appointment_id, kind, treatment,"
                " treated_on, content, written_by, begun_at, changed_at, version)"
                " VALUES (:client, :visit, 'review', 'BTX_REVIEW', '2026-11-24', '{}', 1, 0, 0, 1)"
            ),
            {"client": two[1], "visit": visit},
        )
    assert "draft" in merging.preview(*two, NURSE).stops[0]
    with pytest.raises(NotAllowed, match="draft"):
        merging.merge(*two, (), (1, 1), NURSE)


def test_another_birth_date_is_said_aloud(merging: Merging, clients: Clients) -> None:
    one = clients.add(replace(ANNA, born_on=date(1985, 4, 4)), NURSE).id
    two = clients.add(ANIA, NURSE).id
    assert "dates of birth differ" in merging.preview(one, two, NURSE).cautions[0]


def test_what_few_clients_have_goes_along(
    clients: Clients, merging: Merging, database: Database, clock: FixedClock, two: tuple[int, int]
) -> None:
    keep, other = two
    standings = Standings(database, clock)
    standings.do_not_book(keep, "Owes", NURSE)
    standings.do_not_book(other, "Rude", MANAGER)
    with database.write() as session:
        set_deceased(session, other, TODAY, DESK, TODAY)
    assert "has died" in merging.preview(keep, other, NURSE).cautions[0]
    merging.merge(keep, other, (), (1, 1), NURSE)
    kept = clients.get(keep, NURSE)
    assert (kept.deceased_on, kept.do_not_book_why) == (TODAY, "Owes\nRude")


def test_who_saw_an_older_version_looks_again(
    clients: Clients, merging: Merging, database: Database, two: tuple[int, int]
) -> None:
    clients.change(two[1], replace(ANIA, postcode="CB4 1AA"), 1, NURSE)
    before = rows(database, "SELECT * FROM client")
    with pytest.raises(Stale):
        merging.merge(*two, (), (1, 1), NURSE)
    assert rows(database, "SELECT * FROM client") == before
    merging.merge(*two, (), (1, 2), NURSE)
    with pytest.raises(ClinicError):
        clients.change(two[0], ANNA, 1, NURSE)


def test_who_has_looked_tells_of_both_under_the_names_they_had(
    clients: Clients, merging: Merging, database: Database, two: tuple[int, int]
) -> None:
    keep, other = two
    clients.open(other, DESK)
    before = [event for event in events(database) if event.client_id == other]
    merging.merge(keep, other, (), (1, 1), NURSE)
    after = [event for event in events(database) if event.client_id == other]
    assert after[:-1] == before
    merged = [event for event in events(database) if event.act == "client.merged"]
    assert [(event.client_id, event.subject_id) for event in merged] == [
        (keep, other),
        (other, keep),
    ]
    assert merged[0].before["known_as"] == ""
    trail = AuditTrail(database)
    told = [(each.what, each.client) for each in trail.of_client(keep, NURSE).entries]
    assert ("opened the record", "Ania Reed") in told
    assert ("added the client", "Anna Kowalska") in told
    assert [each.client for each in trail.of_client(keep, DESK).entries] == ["Ania Reed"]


def test_only_two_records_and_only_by_those_who_read_what_is_clinical(
    merging: Merging, two: tuple[int, int]
) -> None:
    for refused in (
        lambda: merging.preview(*two, DESK),
        lambda: merging.merge(*two, (), (1, 1), DESK),
        lambda: merging.say_two_people(*two, DESK),
        lambda: merging.perhaps_one(*two, DESK),
    ):
        with pytest.raises(NotAllowed):
            refused()
    with pytest.raises(BadInput):
        merging.preview(two[0], two[0], NURSE)
    with pytest.raises(NotFound):
        merging.preview(two[0], 99, NURSE)
    with pytest.raises(BadInput):
        merging.say_two_people(two[0], two[0], NURSE)
    with pytest.raises(NotFound):
        merging.say_two_people(two[0], 99, NURSE)
    merging.merge(*two, (), (1, 1), MANAGER)


def test_a_signed_record_goes_along_and_is_still_as_it_was_signed(
    database: Database, clock: FixedClock
) -> None:
    desk = Desk(database, clock)
    record = desk.signed_toxin()
    twice = add_client(database, "Anya")
    merging = Merging(database, clock)
    merging.merge(twice, desk.anna, (), merging.preview(twice, desk.anna, desk.ruth).versions,
                  desk.ruth)  # fmt: skip
    (found,) = desk.records.of_client(twice, desk.ruth)
    assert (found.id, found.altered, found.counts) == (record.id, False, True)


def test_two_with_different_dates_of_birth_are_one_only_once_somebody_says_so(
    clients: Clients, merging: Merging, database: Database, two: tuple[int, int]
) -> None:
    keep = clients.add(replace(ANNA, born_on=date(1985, 3, 4)), NURSE).id
    shown = merging.preview(keep, two[1], NURSE)
    assert shown.born_differently
    assert not merging.preview(*two, NURSE).born_differently
    before = rows(database, "SELECT * FROM client")
    with pytest.raises(BadInput) as refused:
        merging.merge(keep, two[1], (), shown.versions, NURSE)
    assert refused.value.field == "one_person"
    assert rows(database, "SELECT * FROM client") == before
    merging.merge(keep, two[1], (), shown.versions, NURSE, one_person=True)
    assert clients.get(two[1], NURSE).details.born_on == date(1985, 3, 4)


def offered(clients: Clients, client_id: int) -> list[int]:
    """Who may be the same as a client on file."""
    details = clients.get(client_id, NURSE).details
    found = clients.possible_duplicates(details, DESK, except_id=client_id)
    return [each.hit.id for each in found]


def test_two_who_were_said_to_be_two_people_are_not_offered_again_until_it_is_taken_back(
    clients: Clients, merging: Merging, database: Database, two: tuple[int, int]
) -> None:
    keep, other = two
    assert (offered(clients, keep), offered(clients, other)) == ([other], [keep])
    assert merging.say_two_people(other, keep, NURSE).clients == {keep, other}
    assert (offered(clients, keep), offered(clients, other)) == ([], [])
    said = merging.preview(keep, other, NURSE).said_apart
    assert said is not None
    assert (said.by, said.at) == ("Ruth Holt", NOW)
    with pytest.raises(NotAllowed, match="already"):
        merging.say_two_people(keep, other, NURSE)
    merging.perhaps_one(keep, other, NURSE)
    assert (offered(clients, keep), offered(clients, other)) == ([other], [keep])
    with pytest.raises(NotAllowed, match="Nobody"):
        merging.perhaps_one(keep, other, NURSE)
    acts = ("client.two_people", "client.perhaps_one")
    assert [event[:4] for event in events(database) if event.act in acts] == [
        ("client.two_people", NURSE, other, keep),
        ("client.two_people", NURSE, keep, other),
        ("client.perhaps_one", NURSE, keep, other),
        ("client.perhaps_one", NURSE, other, keep),
    ]


def test_somebody_new_is_still_held_against_both_of_two_people(
    clients: Clients, merging: Merging, two: tuple[int, int]
) -> None:
    merging.say_two_people(*two, NURSE)
    typed = ClientDetails(phones=(PhoneDetails("07700 900316"),))
    assert {each.hit.id for each in clients.possible_duplicates(typed, DESK)} == {*two}


def test_two_who_were_said_to_be_two_people_are_one_only_once_somebody_says_so(
    merging: Merging, database: Database, two: tuple[int, int]
) -> None:
    merging.say_two_people(*two, NURSE)
    assert merging.preview(*two, NURSE).wants_word
    with pytest.raises(BadInput) as refused:
        merging.merge(*two, (), (1, 1), NURSE)
    assert refused.value.field == "one_person"
    merging.merge(*two, (), (1, 1), NURSE, one_person=True)
    assert rows(database, "SELECT * FROM two_people") == []


def test_who_was_no_other_of_two_is_no_other_of_the_one_they_become(
    clients: Clients, merging: Merging, database: Database, two: tuple[int, int]
) -> None:
    keep, other = two
    third = clients.add(replace(ANIA, given="Ewa"), NURSE).id
    fourth = clients.add(replace(ANIA, given="Ida"), NURSE).id
    for one, another in ((other, third), (keep, third), (fourth, other)):
        merging.say_two_people(one, another, NURSE)
    merging.merge(keep, other, (), (1, 1), NURSE)
    pairs = rows(database, "SELECT client_id, other_id FROM two_people ORDER BY 1, 2")
    assert pairs == [(keep, third), (keep, fourth), (third, keep), (fourth, keep)]
    assert offered(clients, third) == [fourth]
