"""Clients kept exactly as typed, and never over someone else's work."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from clinic_desk.base.clock import FixedClock
from clinic_desk.base.errors import BadInput, NotFound
from clinic_desk.clients.checks import warnings
from clinic_desk.clients.clients import Clients
from clinic_desk.clients.records import (
    AlertDetails,
    ClientDetails,
    ClientStale,
    PhoneDetails,
    SpokespersonDetails,
)
from clinic_desk.db.database import Database
from tests.factories import add_person

BY = 1
ANNA = ClientDetails(given="Anna", family="Kowalska", phones=(PhoneDetails("07700 900316"),))
EVERYTHING = ClientDetails(
    given="Zoë",
    family="de la Cruz",
    title="Dr",
    known_as="Zo",
    born_on=date(1985, 4, 3),
    phones=(PhoneDetails("07700 900316", voicemail=True), PhoneDetails("+44 1223 455144")),
    spokespeople=(SpokespersonDetails("Ana Cruz", "mother", "01632 960001"),),
    email="zoe@example.com",
    address="1 Mill Road\nCambridge",
    postcode="CB1 2AB",
    large_print=True,
    interpreter="Spanish",
    desk_note="Rings at lunch",
    alerts=(AlertDetails("allergy", "Latex"), AlertDetails("flag", "Faints")),
    id_seen_on=date(2026, 1, 2),
    consult_on=date(2026, 1, 3),
    questionnaire_on=date(2026, 1, 4),
)


@pytest.fixture
def clients(database: Database, clock: FixedClock) -> Clients:
    add_person(database)
    return Clients(database, clock)


def test_a_name_and_a_phone_are_enough(clients: Clients) -> None:
    saved = clients.add(ANNA, BY)
    record = clients.get(saved.id, BY)
    assert record.details == ANNA
    assert (record.shown_name, record.phone) == ("Anna Kowalska", "07700 900316")
    assert saved.changes.clients == {saved.id}


def test_everything_typed_comes_back(clients: Clients, clock: FixedClock) -> None:
    record = clients.get(clients.add(EVERYTHING, BY).id, BY)
    assert record.details == EVERYTHING
    assert record.created_at == clock.now()
    assert record.age_on(date(2026, 4, 2)) == 40


@pytest.mark.parametrize(
    "name",
    [
        "<img src='/etc/passwd'><b>Anna</b>",
        "../../etc/passwd",
        "C:\\Windows\\system32",
        "Robert'); DROP TABLE client;--",
        "a" * 5000,
        "🌻👩‍👩‍👧",
        "محمد \u202eشرح",
        "  spaced  ",
        "tab\tand\nline\x07",
        "%_*?[a-z]",
        "!!!",
    ],
)
def test_a_name_of_anything_is_kept_as_typed_and_found(clients: Clients, name: str) -> None:
    saved = clients.add(replace(ANNA, given=name, family=""), BY)
    assert clients.get(saved.id, BY).details.given == name
    assert [hit.id for hit in clients.search(name, BY)] == [saved.id]


TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=80)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(given_name=TEXT, family=TEXT, note=TEXT)
def test_any_text_goes_in_and_comes_out(
    clients: Clients, given_name: str, family: str, note: str
) -> None:
    details = ClientDetails(given=given_name, family=f"x{family}", desk_note=note)
    assert clients.get(clients.add(details, BY).id, BY).details == details


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"given": " ", "family": ""}, "given"),
        ({"given": "An\0na"}, "given"),
        ({"family": "\ud800"}, "family"),
        ({"desk_note": "a" * 20_001}, "desk_note"),
        ({"born_on": date(2026, 11, 25)}, "born_on"),
        ({"born_on": date(1906, 11, 24)}, "born_on"),
        ({"phones": (PhoneDetails("call me"),)}, "phones"),
        ({"email": "anna at home"}, "email"),
        ({"spokespeople": (SpokespersonDetails(" ", "mother"),)}, "spokespeople"),
        ({"spokespeople": (SpokespersonDetails("Ana", "", "at work"),)}, "spokespeople"),
        ({"alerts": (AlertDetails("allergy", " "),)}, "alerts"),
        ({"alerts": (AlertDetails("flag", "a\0"),)}, "alerts"),
        ({"consult_on": date(2026, 11, 25)}, "consult_on"),
        ({"id_seen_on": date(2027, 1, 1)}, "id_seen_on"),
        ({"questionnaire_on": date(2027, 1, 1)}, "questionnaire_on"),
    ],
)
def test_what_cannot_be_kept_is_refused_and_nothing_is_written(
    clients: Clients, change: dict[str, object], field: str
) -> None:
    with pytest.raises(BadInput) as refused:
        clients.add(replace(ANNA, **change), BY)  # type: ignore[arg-type]
    assert refused.value.field == field
    assert clients.recent(BY) == ()


def test_a_client_without_a_phone_is_kept_with_a_word(clients: Clients) -> None:
    without = replace(ANNA, phones=())
    assert clients.get(clients.add(without, BY).id, BY).details == without
    assert "cannot ring" in warnings(without)[0]
    assert warnings(ANNA) == ()


def test_a_change_is_a_new_version(clients: Clients) -> None:
    saved = clients.add(EVERYTHING, BY)
    newer = replace(EVERYTHING, phones=(PhoneDetails("01632 960123"),), alerts=())
    clients.change(saved.id, newer, 1, BY)
    record = clients.get(saved.id, BY)
    assert (record.details, record.version) == (newer, 2)


def test_saving_what_is_there_changes_no_version(clients: Clients) -> None:
    saved = clients.add(EVERYTHING, BY)
    clients.change(saved.id, EVERYTHING, 1, BY)
    assert clients.get(saved.id, BY).version == 1


def test_the_second_to_save_is_shown_both_versions(clients: Clients) -> None:
    saved = clients.add(ANNA, BY)
    first = replace(ANNA, desk_note="Rings at lunch")
    second = replace(ANNA, postcode="CB1 2AB")
    clients.change(saved.id, first, 1, BY)
    with pytest.raises(ClientStale) as stale:
        clients.change(saved.id, second, 1, BY)
    assert stale.value.now.details == first
    assert stale.value.typed == second
    assert stale.value.differs == ("postcode", "desk_note")
    assert clients.get(saved.id, BY).details == first
    assert "Kowalska" not in str(stale.value)


def test_a_client_who_is_not_there_is_not_found(clients: Clients) -> None:
    with pytest.raises(NotFound):
        clients.get(99, BY)
    with pytest.raises(NotFound):
        clients.change(99, ANNA, 1, BY)
    with pytest.raises(NotFound):
        clients.note_nothing_on_file(99, BY)


def test_nothing_on_file_is_noted_without_making_a_form_stale(clients: Clients) -> None:
    saved = clients.add(ANNA, BY)
    assert clients.note_nothing_on_file(saved.id, BY).clients == {saved.id}
    record = clients.get(saved.id, BY)
    assert (record.history_asked_on, record.version) == (date(2026, 11, 24), 1)


def test_the_newest_clients_come_first(clients: Clients) -> None:
    ids = [clients.add(replace(ANNA, given=name), BY).id for name in ("A", "B", "C")]
    assert [hit.id for hit in clients.recent(BY, limit=2)] == [ids[2], ids[1]]


def test_keys_of_a_former_name_are_gone(clients: Clients, database: Database) -> None:
    """Nothing of a name that was changed may stay behind in an index."""
    client = clients.add(ANNA, BY).id
    clients.change(
        client, ClientDetails(given="Eve", phones=(PhoneDetails("01632 960123"),)), 1, BY
    )
    with database.read() as session:
        for table, column in (
            ("client_name_key", "word"),
            ("client_name_suffix", "word"),
            ("client_name_slip", "word"),
        ):
            words = session.execute(text(f"SELECT DISTINCT {column} FROM {table}")).scalars()
            assert set(words) <= {"eve"}
        kept = session.execute(text("SELECT suffix FROM client_phone_key")).scalars().all()
        assert all("01632960123".endswith(suffix) for suffix in kept)
