"""All that a client's page shows, read in one go on the worker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_desk.calendar.records import Visit
from clinic_desk.clients.records import ClientRecord
from clinic_desk.treatments.catalogue import Catalogue
from clinic_desk.treatments.elsewhere import ElsewhereRecord

if TYPE_CHECKING:
    from clinic_desk.clinic import Clinic


@dataclass(frozen=True)
class ClientFile:
    """A client with all visits, what was had elsewhere, and the treatments to name them by."""

    record: ClientRecord
    visits: tuple[Visit, ...]
    elsewhere: tuple[ElsewhereRecord, ...]
    catalogue: Catalogue


def read_file(clinic: Clinic, client_id: int, by: int, *, opened: bool) -> ClientFile:
    """What this person may read of the client's file; NotFound where there is no such client.

    `opened` is a reading that is noted; else it is read again for who has it open.
    """
    read = clinic.clients.open if opened else clinic.clients.get
    return ClientFile(
        read(client_id, by),
        clinic.diary.history(client_id, by),
        clinic.elsewhere.of_client(client_id, by),
        clinic.protocol.current().catalogue,
    )
