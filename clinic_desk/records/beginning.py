"""A draft from a visit: of the kind that the visit calls for, with what is known filled in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from clinic_desk.base.clock import local_day
from clinic_desk.base.errors import BadInput, NotAllowed
from clinic_desk.base.words import short_day
from clinic_desk.calendar.models import Appointment, Device
from clinic_desk.calendar.statuses import CAME, SHOWN
from clinic_desk.db.audit import note
from clinic_desk.records.act import Act
from clinic_desk.records.adverse import lots_given
from clinic_desk.records.coding import to_json
from clinic_desk.records.consulting import consultations
from clinic_desk.records.contents import (
    AdverseEventContent,
    ConsultationContent,
    Content,
    NeedlingContent,
    NotTreatedContent,
    ReviewContent,
    ToxinContent,
)
from clinic_desk.records.keeping import keep_batches
from clinic_desk.records.models import TreatmentRecord
from clinic_desk.records.record import Kind, Record, Written
from clinic_desk.records.rows import of_visit, signed_before
from clinic_desk.safety.consultations import CONSULTATION
from clinic_desk.staff.models import Person
from clinic_desk.treatments.catalogue import Treatment

TOXIN_FAMILY = "BTX"


def kind_for(treatment: Treatment | None, status: str) -> Kind:
    """Which record a visit calls for."""
    if status == "not_treated":
        return "not_treated"
    if treatment is not None and treatment.needs_batch_record:
        return "toxin" if treatment.family == TOXIN_FAMILY else "needling"
    is_talk = treatment is not None and treatment.code == CONSULTATION
    return "consultation" if is_talk else "review"


def for_visit(act: Act, visit_id: int) -> Written:
    """The visit's record of the kind that it calls for now, the newest; else a new draft."""
    visit = act.visit(visit_id)
    kind = _kind(act, visit)
    records = of_visit(act.session, visit_id)
    for record in records:
        if record.kind == kind:
            return act.written(act.row(record.id))
    return _begun(act, visit, kind, _prefilled(act, visit, kind))


def begin(act: Act, visit_id: int) -> Written:
    """A draft of the kind that the visit calls for: the open one where there is one.

    NotAllowed where nobody came yet, and beside a signed record that is not in error.
    """
    visit = act.visit(visit_id)
    kind = _kind(act, visit)
    for record in of_visit(act.session, visit_id):
        if record.kind == kind and not record.in_error:
            if record.signed:
                raise act.locked(act.row(record.id))
            return act.written(act.row(record.id))
    return _begun(act, visit, kind, _prefilled(act, visit, kind))


def begin_adverse_event(act: Act, visit_id: int, noticed_on: date) -> Written:
    """A draft about something unwanted, laid to a visit and the batches that its records name; the
    open one where there is one."""
    visit = act.visit(visit_id)
    if not local_day(visit.starts_at) <= noticed_on <= act.today:
        raise BadInput("noticed_on", "It was noticed after the visit, and not later than today.")
    records = of_visit(act.session, visit_id)
    for record in records:
        if record.kind == "adverse_event" and not record.signed:
            return act.written(act.row(record.id))
    lots = lots_given(records)
    content = AdverseEventContent(noticed_on=noticed_on, lots=lots)
    return _begun(act, visit, "adverse_event", content)


def _kind(act: Act, visit: Appointment) -> Kind:
    if visit.status not in CAME:
        raise NotAllowed(
            f"The visit on {short_day(local_day(visit.starts_at), act.today)} is marked "
            f"{SHOWN[visit.status].lower()}: there is nothing to record yet.",
            next_step="Mark that the client has arrived.",
        )
    return kind_for(act.protocol.catalogue.by_code.get(visit.treatment), visit.status)


def _begun(act: Act, visit: Appointment, kind: Kind, content: Content) -> Written:
    day = local_day(visit.starts_at)
    if isinstance(content, AdverseEventContent) and content.noticed_on is not None:
        day = content.noticed_on
    row = TreatmentRecord(
        client_id=visit.client_id,
        appointment_id=visit.id,
        kind=kind,
        treatment=visit.treatment,
        treated_on=day,
        content=to_json(content),
        written_by=act.by,
        begun_at=act.now,
        changed_at=act.now,
    )
    act.session.add(row)
    act.session.flush()
    keep_batches(act, row, content)
    note(
        act.session,
        "record.draft_saved",
        act.by,
        client=visit.client_id,
        subject=row.id,
        fields=("kind",),
    )
    return replace(act.written(row), begun=True)


def _prefilled(act: Act, visit: Appointment, kind: Kind) -> Content:
    """What the visit and the earlier records tell; never anything that was done."""
    if kind == "toxin":
        prescribes = act.session.get_one(Person, visit.person_id).prescriber
        return ToxinContent(
            prescriber_id=visit.person_id if prescribes else None,
            consulted_on=max(consultations(act, visit), default=None),
        )
    if kind == "needling":
        return _needling(act, visit)
    if kind == "consultation":
        return ConsultationContent(seen_by=visit.person_id)
    if kind == "not_treated":
        return NotTreatedContent(reason=visit.status_reason)
    return ReviewContent()


def _needling(act: Act, visit: Appointment) -> NeedlingContent:
    device = act.session.get(Device, visit.device_id) if visit.device_id else None
    last = last_of(act, visit.client_id, "needling", local_day(visit.starts_at))
    session, sessions = 1, None
    if last is not None and isinstance(last.content, NeedlingContent):
        before, sessions = last.content.session or 0, last.content.sessions
        session = before + 1 if sessions is None or before < sessions else 1
    return NeedlingContent(device=device.name if device else "", session=session, sessions=sessions)


def last_of(act: Act, client_id: int, kind: Kind, before: date) -> Record | None:
    """The last record of that kind before a local day that may be relied on; None if none is."""
    found = signed_before(act.session, client_id, kind, before, _FEW)
    return next((record for record in found if record.counts), None)


_FEW = 20
"""So many records in error in a row are not looked behind."""
