"""What the tab of the health questions shows, read on the worker."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from clinic_desk.base.clock import local_day
from clinic_desk.health.records import Answered, HealthForm

if TYPE_CHECKING:
    from clinic_desk.base.changes import Changes
    from clinic_desk.clinic import Clinic


@dataclass(frozen=True)
class HealthFile:
    """The form of one client, for whoever asked for it."""

    form: HealthForm
    by: int
    names: Mapping[str, str]
    """Of the treatments, by code."""
    today: date


@dataclass(frozen=True)
class Kept:
    """What was kept, and the form as it stands since."""

    answered: Answered
    file: HealthFile

    @property
    def changes(self) -> Changes:
        """What was touched."""
        return self.answered.changes


def read_health(clinic: Clinic, client_id: int, by: int) -> HealthFile:
    """The form as this person may read it; NotFound, NotAllowed."""
    treatments = clinic.protocol.current().catalogue.treatments
    names = {each.code: each.short_name for each in treatments}
    today = local_day(clinic.clock.now())
    return HealthFile(clinic.health.form(client_id, by), by, names, today)
