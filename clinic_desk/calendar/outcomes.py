"""What booking gives back, and how it refuses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from clinic_desk.base.changes import Changes
from clinic_desk.base.errors import ClinicError
from clinic_desk.calendar.records import Assessment
from clinic_desk.safety.findings import Finding

if TYPE_CHECKING:
    from clinic_desk.calendar.snapshots import Snapshot


@dataclass(frozen=True)
class Undo:
    """What takes one act back. It holds as long as nobody has changed the visit since."""

    appointment_id: int
    before: Snapshot | None
    """None where the act made the visit, so that undoing takes it out."""
    version: int
    """The version of the visit after the act."""
    log_id: int | None
    """The line of the call log that the act wrote."""
    call_id: int | None = None
    """The call-back that the act promised."""
    by_clinician: bool = False
    """Whether it was a clinician's word on a pencilled visit, which only a clinician takes back."""


@dataclass(frozen=True)
class AlsoFound:
    """A finding that now stands against another visit of the same client."""

    appointment_id: int
    finding: Finding


@dataclass(frozen=True)
class Booked:
    """A visit as it was saved."""

    appointment_id: int
    version: int
    status: str
    changes: Changes
    undo: Undo
    also: tuple[AlsoFound, ...] = ()
    """What the change means for the client's other visits to come."""

    @property
    def pencilled(self) -> bool:
        """Whether it waits for the nurse."""
        return self.status == "pencilled"


class NeedsAcknowledgement(ClinicError):
    """Nothing was written: findings stand that nobody has seen, or that nobody may pass.

    `assessment` is the one that the commit made; `unsettled` are those of its findings
    that are still to be ticked, passed with a reason, or given up.
    """

    def __init__(self, assessment: Assessment, unsettled: tuple[Finding, ...]) -> None:
        """Take what was found; the sentence names no finding, as clients may see it."""
        refused = any(finding.refuses and finding.override == "none" for finding in unsettled)
        super().__init__(
            "This visit cannot be booked as it stands."
            if refused
            else "There is something to look at before this visit is saved.",
            kept="Nothing was saved; what you typed is still here.",
        )
        self.assessment = assessment
        self.unsettled = unsettled


@dataclass(frozen=True)
class LapsedOverride:
    """An override or a tick on a visit to come that no longer matches what stands now."""

    appointment_id: int
    client_id: int
    client_name: str
    starts_at: datetime
    rule: str
    sentence: str
    """As it was worded when it was passed."""
    reason: str
    passed_by: str
    passed_at: datetime
    now: tuple[Finding, ...]
    """What stands under the same rule now and nobody has seen; empty if nothing does."""


@dataclass(frozen=True)
class BrokenVisit:
    """A visit to come that something on file speaks against, and nobody has said why it stands."""

    appointment_id: int
    treatment: str
    starts_at: datetime
    person_name: str
    status: str
    version: int
    findings: tuple[Finding, ...]
    """Worst first: what is refused, or is to be looked at."""

    @property
    def refused(self) -> bool:
        """Whether a rule refuses it, rather than only asks for a look."""
        return any(finding.refuses for finding in self.findings)


@dataclass(frozen=True)
class PencilledVisit:
    """A visit that waits for the nurse, with what it waits for."""

    appointment_id: int
    version: int
    client_id: int
    client_name: str
    treatment: str
    person_name: str
    starts_at: datetime
    ends_at: datetime
    until: datetime
    booked_by: str
    desk_note: str
    waits_for: tuple[str, ...]
    """The sentences of the findings that were left to the nurse."""
