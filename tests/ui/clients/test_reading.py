"""A client's file as it is read: of one moment, in few statements, whatever the history."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from sqlalchemy import event

from clinic_desk.clients.records import ClientDetails
from clinic_desk.clinic import Clinic
from tests.factories import NOW, add_appointment
from tests.ui.clients.desk import Shown
from tests.ui.clients.written import NURSE, Written
from ui.clients.reading import ClientFile, read_file, read_more, read_rest

TODAY = NOW.date()
LONG = 60


@contextmanager
def counted(clinic: Clinic) -> Iterator[list[str]]:
    said: list[str] = []
    engine = clinic.database.engine

    def count(*told: object) -> None:
        said.append(str(told[2]))

    event.listen(engine, "before_cursor_execute", count)
    yield said
    event.remove(engine, "before_cursor_execute", count)


def came(clinic: Clinic, weeks: int) -> int:
    """A new client who came once a week for so long; three of the visits are written up."""
    client = clinic.clients.add(ClientDetails(given="Often", family="Here"), NURSE).id
    written = Written(clinic, client)
    for week in range(1, weeks + 1):
        starts = NOW - timedelta(weeks=week, days=1)
        add_appointment(
            clinic.database,
            client,
            NURSE,
            starts,
            starts + timedelta(minutes=30),
            treatment=("BTX", "MN")[week % 2],
            status="completed",
            occupies=False,
        )
    for week in range(1, 4):
        written.review(TODAY - timedelta(weeks=week))
    return client


def first_page(clinic: Clinic, client: int) -> ClientFile:
    return read_file(clinic, client, clinic.staff.people()[1], opened=False)


def test_the_first_page_takes_few_statements_however_long_the_history(clinic: Clinic) -> None:
    few, many = came(clinic, 4), came(clinic, LONG)
    first_page(clinic, few)
    nurse, said = clinic.staff.people()[1], {}
    for client in (few, many):
        with counted(clinic) as said[client]:
            read_file(clinic, client, nurse, opened=False)
    # Who it is; the newest visits; what was had elsewhere; a change in health; the newest
    # records, their batches and what was added to them; the consents.
    assert len(said[few]) == len(said[many]) == 8


def test_the_rest_takes_five_statements_and_scrolling_three_a_page(clinic: Clinic) -> None:
    client = came(clinic, LONG)
    nurse, file = clinic.staff.people()[1], first_page(clinic, client)
    read_rest(clinic, client, nurse)
    with counted(clinic) as said:
        rest = read_rest(clinic, client, nurse)
    assert len(rest.visits) == LONG + 3
    # Three for the visits and the ribbon, two for what is booked and spoken against.
    assert len(said) == 5
    assert file.clinical is not None
    last = file.clinical.records[0]
    with counted(clinic) as said:
        more = read_more(clinic, client, nurse.id, (last.treated_on, last.id))
    assert (len(more), len(said)) == (2, 3)


def test_what_is_shown_at_once_was_held_against_its_seal_where_it_was_read(
    clinic: Clinic,
) -> None:
    file = first_page(clinic, came(clinic, 4))
    assert file.clinical is not None
    for record in file.clinical.records:
        assert {"content", "altered"} <= vars(record).keys()
        assert record.counts


def test_a_client_who_is_kept_under_another_is_opened_as_that_other(shown: Shown) -> None:
    clinic, kept = shown.clinic, came(shown.clinic, LONG)
    gone = clinic.clients.add(ClientDetails(given="Often", family="There"), NURSE).id
    versions = (clinic.clients.get(kept, NURSE).version, clinic.clients.get(gone, NURSE).version)
    clinic.merging.merge(kept, gone, (), versions, NURSE)
    shown.sit(shown.nurse)
    shown.page.receive(client_id=gone)
    shown.settle()
    file = shown.page.record.file
    assert file is not None
    assert (file.record.id, len(file.visits)) == (kept, LONG + 3)
