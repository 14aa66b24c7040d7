"""The visits to come that a client's health answers speak against."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from sqlalchemy import Connection

from clinic_desk.calendar.unseen import bare_surroundings, unseen
from clinic_desk.calendar.visit_rows import visit_by_id
from clinic_desk.health.records import BrokenVisit
from clinic_desk.safety.findings import Finding
from clinic_desk.safety.protocol import Protocol


def broken_visits(
    connection: Connection, protocol: Protocol, client_id: int, now: datetime
) -> tuple[BrokenVisit, ...]:
    """Each visit to come, by its day, with the findings on health that nobody has seen with it.

    They are the booking's own: what is listed here would be asked were the visit booked anew.
    """
    found: defaultdict[int, list[Finding]] = defaultdict(list)
    for each in unseen(connection, bare_surroundings(protocol, now), client_id):
        if each.finding.of_health:
            found[each.appointment_id].append(each.finding)
    return tuple(
        BrokenVisit(
            appointment_id=visit.id,
            treatment=visit.treatment,
            starts_at=visit.starts_at,
            person_name=visit.person_name,
            status=visit.status,
            version=visit.version,
            findings=tuple(findings),
        )
        for visit, findings in ((visit_by_id(connection, id), each) for id, each in found.items())
        if visit is not None
    )
