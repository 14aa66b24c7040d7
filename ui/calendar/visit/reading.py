"""What is read for a visit that is shown: how to reach the client, what was agreed, what stands."""

from __future__ import annotations

from typing import NamedTuple

from clinic_desk.base.clock import local_day
from clinic_desk.calendar.acknowledging import KeptAcknowledgement
from clinic_desk.calendar.records import Assessment, Visit
from clinic_desk.calendar.statuses import IN_THE_DIARY
from clinic_desk.clients.records import PhoneDetails
from clinic_desk.clinic import Clinic
from clinic_desk.safety.findings import Finding
from ui.calendar.moving import standing_draft


class VisitFile(NamedTuple):
    """What the panel shows of a visit, as whoever is at the desk may read it."""

    visit: Visit | None
    """None while it is being read."""
    phones: tuple[PhoneDetails, ...] | None
    """None while they are being read."""
    kept: tuple[str, ...]
    """What was seen, passed or left to the nurse, with the reason."""
    standing: tuple[Finding, ...]
    """What speaks against the visit now and nobody has seen."""
    has_died: bool = False
    """Whether the record says that the client has died."""


def read_file(clinic: Clinic, visit: Visit, by: int, *, again: bool = False) -> VisitFile:
    """On the worker; NotFound where the client or the visit has gone.

    It is noted as read, unless it is read `again` while it is open.
    """
    read = clinic.diary.visit_again if again else clinic.diary.open_visit
    kept = clinic.booking.acknowledgements(visit.id, by)
    record = clinic.clients.get(visit.client_id, by)
    return VisitFile(
        read(visit.id, by),
        record.details.phones,
        tuple(map(kept_words, kept)),
        unseen(clinic, visit, kept, by),
        record.deceased_on is not None,
    )


def kept_words(row: KeptAcknowledgement) -> str:
    """What was seen, and below it the reason that somebody wrote."""
    if row.left_to_the_nurse:
        return f"{row.sentence} {row.reason}.".strip()
    return "\n".join(
        part for part in (row.sentence, row.reason and f"Because: {row.reason}") if part
    )


def unseen(
    clinic: Clinic, visit: Visit, kept: tuple[KeptAcknowledgement, ...], by: int
) -> tuple[Finding, ...]:
    """Findings on a visit to come that nobody has ticked, passed or left to the nurse."""
    today = local_day(clinic.clock.now())
    if visit.status not in IN_THE_DIARY or local_day(visit.starts_at) < today:
        return ()
    assessment = clinic.booking.assess(standing_draft(visit, visit.span), by)
    seen = {row.fingerprint for row in kept}
    return tuple(f for f in _asking(assessment) if f.fingerprint not in seen)


def _asking(assessment: Assessment) -> tuple[Finding, ...]:
    return (*assessment.blocks, *assessment.ticks, *assessment.for_the_nurse)
