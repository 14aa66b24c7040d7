"""All that a client's page shows, read on the worker: the first page at once, the rest after it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from clinic_desk.calendar.outcomes import BrokenVisit
from clinic_desk.calendar.records import Visit
from clinic_desk.calendar.ribboning import Ribbon
from clinic_desk.clients.records import ClientRecord
from clinic_desk.consent.standing import ConsentStanding
from clinic_desk.health.records import ToldChange
from clinic_desk.records.record import Record
from clinic_desk.records.summary import Names
from clinic_desk.staff.permissions import May, may
from clinic_desk.treatments.catalogue import Catalogue
from clinic_desk.treatments.elsewhere import ElsewhereRecord

if TYPE_CHECKING:
    from clinic_desk.clinic import Clinic
    from clinic_desk.staff.people import PersonRecord

FIRST_PAGE = 12
"""Visits and records that are read before anything is shown."""
A_PAGE = 40
"""Records that are read at a time after that."""


@dataclass(frozen=True)
class Clinical:
    """What only those may read who treat, and the manager."""

    records: tuple[Record, ...]
    """Newest first, as far as they have been read."""
    records_whole: bool
    """Whether these are all."""
    consents: Mapping[str, ConsentStanding]
    """By what they are for."""
    names: Names
    ribbon: Ribbon | None = None
    """None until the rest has been read."""


@dataclass(frozen=True)
class ClientFile:
    """A client with visits, what was had elsewhere, and the treatments to name them by."""

    record: ClientRecord
    visits: tuple[Visit, ...]
    """Newest first; the newest few until the rest has been read."""
    elsewhere: tuple[ElsewhereRecord, ...]
    catalogue: Catalogue
    whole: bool = True
    """Whether these are all visits."""
    told_change: ToldChange | None = None
    clinical: Clinical | None = None
    """None for whoever may not read it."""
    broken: tuple[BrokenVisit, ...] = ()
    """Visits to come that what is on file speaks against; none until the rest has been read."""


@dataclass(frozen=True)
class Rest:
    """What follows the first page."""

    client_id: int
    visits: tuple[Visit, ...]
    ribbon: Ribbon | None
    broken: tuple[BrokenVisit, ...] = ()


def read_file(clinic: Clinic, client_id: int, person: PersonRecord, *, opened: bool) -> ClientFile:
    """What this person may read of the client's first page; NotFound where there is no client.

    `opened` is a reading that is noted; else it is read again for who has it open.
    """
    by, catalogue = person.id, clinic.protocol.current().catalogue
    # That it was read is written, so it stands before the moment that the rest is read in.
    record = clinic.clients.open(client_id, by) if opened else None
    with clinic.one_moment():
        record = record or clinic.clients.get(client_id, by)
        visits = clinic.diary.history(record.id, by, limit=FIRST_PAGE)
        clinical = may(person, May.CLINICAL)
        return ClientFile(
            record,
            visits,
            clinic.elsewhere.of_client(record.id, by),
            catalogue,
            whole=len(visits) < FIRST_PAGE,
            told_change=clinic.health.told(record.id, by),
            clinical=_clinical(clinic, record, by, catalogue) if clinical else None,
        )


def _clinical(clinic: Clinic, record: ClientRecord, by: int, catalogue: Catalogue) -> Clinical:
    records = clinic.records.of_client(record.id, by, limit=FIRST_PAGE)
    return Clinical(
        records=looked_through(records),
        records_whole=len(records) < FIRST_PAGE,
        consents=clinic.consents.standing(record.id, by),
        names=Names(record.shown_name, record.details.born_on, clinic.staff.names(), catalogue),
    )


def read_rest(clinic: Clinic, client_id: int, person: PersonRecord) -> Rest:
    """All visits, and for those who may read it the ribbon."""
    by = person.id
    with clinic.one_moment():
        ribbon = clinic.booking.ribbon(client_id, by) if may(person, May.CLINICAL) else None
        visits = clinic.diary.history(client_id, by)
        return Rest(client_id, visits, ribbon, clinic.booking.broken(client_id, by))


def read_more(
    clinic: Clinic, client_id: int, by: int, after: tuple[date, int]
) -> tuple[Record, ...]:
    """The records after the last one that has been read, a page of them."""
    return looked_through(clinic.records.of_client(client_id, by, limit=A_PAGE, before=after))


def looked_through(records: tuple[Record, ...]) -> tuple[Record, ...]:
    """The same, each read and held against its seal here, not by the window that shows it."""
    for record in records:
        _ = record.content, record.altered, record.treated_on
    return records


def with_rest(file: ClientFile, rest: Rest) -> ClientFile:
    """The file with all visits, the ribbon, and the visits that something speaks against."""
    clinical = file.clinical
    if clinical is not None:
        clinical = replace(clinical, ribbon=rest.ribbon)
    return replace(file, visits=rest.visits, whole=True, clinical=clinical, broken=rest.broken)


def with_more(file: ClientFile, records: tuple[Record, ...]) -> ClientFile:
    """The file with a page of records more; none is there twice."""
    clinical = file.clinical
    if clinical is None:
        return file
    known = {each.id for each in clinical.records}
    more = tuple(each for each in records if each.id not in known)
    whole = len(records) < A_PAGE
    added = replace(clinical, records=(*clinical.records, *more), records_whole=whole)
    return replace(file, clinical=added)


def with_known(file: ClientFile, before: ClientFile | None) -> ClientFile:
    """A file read again, with what had been read after its first page, where that page is as it
    was, and with the visits to look at, for the same kind of reader; the rest, which is read after
    it, puts right what has changed further on."""
    if before is None or before.record.id != file.record.id:
        return file
    if (before.clinical is None) == (file.clinical is None):
        file = replace(file, broken=before.broken)
    if not file.whole and before.visits[: len(file.visits)] == file.visits:
        file = replace(file, visits=before.visits, whole=before.whole)
    new, old = file.clinical, before.clinical
    if new is None or old is None or new.records_whole:
        return file
    if old.records[: len(new.records)] != new.records:
        return file
    kept = replace(new, records=old.records, records_whole=old.records_whole)
    return replace(file, clinical=kept)
