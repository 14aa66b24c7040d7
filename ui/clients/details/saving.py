"""What is typed of a client and not saved, and what saving it does, on the worker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from clinic_desk.base.changes import Changes, Saved
from clinic_desk.clients.records import ClientDetails, ClientRecord
from clinic_desk.clinic import Clinic
from ui.clients.details.typed import Typed


class Draft(NamedTuple):
    """Something typed and not saved, and what it was typed over; nothing for a new client."""

    base: ClientRecord | None
    typed: Typed


@dataclass(frozen=True)
class Kept:
    """A client as it stands after a save."""

    record: ClientRecord
    changes: Changes


def save_details(
    clinic: Clinic, base: ClientRecord | None, details: ClientDetails, by: int
) -> Kept:
    """Add a client, or change the one that stood as `base`; raises what `Clients` raises."""
    clients = clinic.clients
    if base is None:
        saved = clients.add(details, by)
    else:
        seen = not base.ask_the_nurse
        saved = clients.change(base.id, details, base.version, by, alerts_seen=seen)
    return Kept(clients.get(saved.id, by), saved.changes)


def take_details_back(clinic: Clinic, before: ClientRecord, after: ClientRecord, by: int) -> Saved:
    """Put a client back as it stood before a save, unless somebody has changed it since."""
    seen = not before.ask_the_nurse
    return clinic.clients.change(before.id, before.details, after.version, by, alerts_seen=seen)
