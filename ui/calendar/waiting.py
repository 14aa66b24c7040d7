"""Everything that waits for somebody, read in one go on the worker."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from clinic_desk.base.errors import NotFound
from clinic_desk.calendar.outcomes import LapsedOverride, PencilledVisit
from clinic_desk.calendar.records import CallBackRecord, Visit
from clinic_desk.clinic import Clinic
from clinic_desk.health.records import OpenChange
from clinic_desk.safety.findings import Finding
from ui.calendar.visit.reading import unseen


@dataclass(frozen=True)
class LookAgain:
    """A visit that something stands against since another one changed."""

    visit: Visit
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Waiting:
    """What is owed, what waits for the nurse, and what must be looked at again."""

    calls: tuple[CallBackRecord, ...]
    pencilled: tuple[PencilledVisit, ...]
    lapsed: tuple[LapsedOverride, ...]
    again: tuple[LookAgain, ...]
    changes: tuple[OpenChange, ...]
    """Changes in health that nobody has asked about; for those who treat."""


def read_waiting(clinic: Clinic, visit_ids: Iterable[int], by: int, *, clinical: bool) -> Waiting:
    """What waits now; of `visit_ids` those that something still stands against."""
    return Waiting(
        clinic.calls.open_call_backs(),
        clinic.booking.pencilled(),
        clinic.booking.lapsed_overrides(by),
        tuple(_still_standing(clinic, visit_ids, by)),
        clinic.health.open_changes(by) if clinical else (),
    )


def _still_standing(clinic: Clinic, visit_ids: Iterable[int], by: int) -> Iterator[LookAgain]:
    for visit_id in visit_ids:
        try:
            visit = clinic.diary.visit(visit_id)
            found = unseen(clinic, visit, clinic.booking.acknowledgements(visit_id, by), by)
        except NotFound:
            continue
        if found:
            yield LookAgain(visit, found)
