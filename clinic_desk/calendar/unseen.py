"""What now stands against a client's visits to come, and nobody has seen with the visit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from clinic_desk.calendar.acknowledging import asks
from clinic_desk.calendar.desk_findings import desk_findings
from clinic_desk.calendar.gather import OnFile, on_file
from clinic_desk.calendar.opening import Opening
from clinic_desk.calendar.others import as_asked_for, judged_as_it_stands, visits_to_come
from clinic_desk.calendar.outcomes import AlsoFound
from clinic_desk.calendar.saving import kept_with
from clinic_desk.calendar.snapshots import snapshot
from clinic_desk.calendar.surroundings import Surroundings
from clinic_desk.consent.form_text import FormHead
from clinic_desk.db.transaction import Transaction
from clinic_desk.safety.facts import Event
from clinic_desk.safety.findings import Finding, worst_first
from clinic_desk.safety.protocol import Protocol


def bare_surroundings(
    protocol: Protocol, now: datetime, forms: Mapping[str, FormHead] | None = None
) -> Surroundings:
    """What is round about, without people and places: to judge by the protocol alone, and by the
    consent forms where there are any."""
    return Surroundings(now, protocol, (), (), (), Opening({}, {}, ()), forms or {})


def unseen(connection: Transaction, around: Surroundings, client_id: int) -> Iterator[AlsoFound]:
    """Each finding of the protocol, and of how the client stands, that refuses a visit to come
    or asks for a look, and that nobody has ticked, passed or left to the nurse with it.

    In the order of the days, of one visit the worst first. Two statements, and three more for
    each visit that has such a finding. NotFound.
    """
    file = on_file(connection, client_id, around.today)
    for event in sorted(visits_to_come(file, None, around.today), key=lambda each: each.day):
        found = [each for each in _judged(around, file, event) if asks(each)]
        kept = kept_with(snapshot(connection, int(event.id))) if found else ()
        seen = {mark.fingerprint for mark in kept}
        for finding in found:
            if finding.fingerprint not in seen:
                yield AlsoFound(int(event.id), finding)


def _judged(around: Surroundings, file: OnFile, event: Event) -> tuple[Finding, ...]:
    treatment = around.protocol.catalogue.by_code.get(event.treatment)
    if treatment is None:
        return ()
    asked = as_asked_for(around, event)
    own = desk_findings(file.standing, treatment, around.forms, asked, around.today)
    return worst_first((*judged_as_it_stands(around, file, event), *own))
