"""What reception may be given of a visit: "ask the nurse" for a reason that is clinical. Pure."""

from __future__ import annotations

from clinic_desk.calendar.records import Visit
from clinic_desk.calendar.statuses import REASON_IS_CLINICAL

ASK_THE_NURSE = "ask the nurse"
"""In place of what only a clinician may read."""


def visit_for_the_desk(visit: Visit) -> Visit:
    """A visit without the reason where that is clinical."""
    if visit.status_reason and visit.status in REASON_IS_CLINICAL:
        return visit._replace(status_reason=ASK_THE_NURSE)
    return visit
