"""The visits to come that what is on file of a client speaks against."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from clinic_desk.calendar.outcomes import BrokenVisit
from clinic_desk.calendar.surroundings import Surroundings
from clinic_desk.calendar.unseen import unseen
from clinic_desk.calendar.visit_rows import visit_by_id
from clinic_desk.db.transaction import Transaction
from clinic_desk.safety.findings import Finding


def broken_visits(
    connection: Transaction,
    around: Surroundings,
    client_id: int,
    *,
    only: Callable[[Finding], bool] = lambda _finding: True,
) -> tuple[BrokenVisit, ...]:
    """Each visit to come, by its day, with the findings that nobody has seen with it.

    They are the booking's own: what is listed here would be asked were the visit booked anew.
    `only` chooses among the findings.
    """
    found: defaultdict[int, list[Finding]] = defaultdict(list)
    for each in unseen(connection, around, client_id):
        if only(each.finding):
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
