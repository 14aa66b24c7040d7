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


def read_file(clinic: Clinic, client_id: int) -> ClientFile:
    """The client's file as it stands; NotFound where there is no such client."""
    return ClientFile(
        clinic.clients.get(client_id),
        clinic.diary.of_client(client_id),
        clinic.elsewhere.of_client(client_id),
        clinic.protocol.current().catalogue,
    )
