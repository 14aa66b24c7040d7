"""The facts that a signature is judged by, gathered from the rooms below."""

from __future__ import annotations

from sqlalchemy import select

from clinic_desk.base.clock import local_day
from clinic_desk.calendar.models import Appointment
from clinic_desk.calendar.statuses import SHOWN
from clinic_desk.clients.models import Alert, HealthAnswer
from clinic_desk.consent.standing import scope_of
from clinic_desk.records.act import Act
from clinic_desk.records.consulting import consultations
from clinic_desk.records.contents import Content, NeedlingContent, ToxinContent
from clinic_desk.records.from_stock import lot_facts, lots_of, vial_facts
from clinic_desk.records.missing import SigningFacts, VialFacts
from clinic_desk.records.models import TreatmentRecord
from clinic_desk.records.numbing import numbing_allergy
from clinic_desk.safety.facts import Answer
from clinic_desk.staff.models import Person

UNDRESSED = ("chest", "axillae", "abdomen", "back", "legs")
"""Regions for which a chaperone is offered whatever the treatment (fact sheet, 6.5)."""


def signing_facts(act: Act, row: TreatmentRecord, content: Content) -> SigningFacts:
    """All that `signing.what_is_missing` asks of one draft."""
    visit = act.visit(row.appointment_id)
    treatment = act.protocol.catalogue.by_code.get(row.treatment)
    day = local_day(visit.starts_at)
    scope = scope_of(treatment) if treatment is not None else ""
    places = act.protocol.catalogue.places
    toxin, needling = isinstance(content, ToxinContent), isinstance(content, NeedlingContent)
    return SigningFacts(
        treated_on=day,
        today=act.today,
        by=act.by,
        may_sign=frozenset({visit.person_id, row.written_by}),
        visit_status=visit.status,
        booked_status=SHOWN[visit.status],
        needs_prescriber=toxin,
        needs_consult=toxin,
        prescribers=_prescribers(act) if toxin else frozenset(),
        consultations=consultations(act, visit) if toxin else frozenset(),
        consult_valid_days=act.protocol.settings.consult_valid_days,
        vials=_vials(act, content, visit),
        lots=lot_facts(act, lots_of(content), visit.starts_at) if needling else {},
        consent_scope=scope,
        consent_state=act.consent_on(visit.client_id, scope, day) if scope else "",
        numbing_allergy=against_numbing(act, visit.client_id) if needling else "",
        to_undress=frozenset(zone for each in UNDRESSED for zone in places.regions.get(each, ())),
    )


def against_numbing(act: Act, client_id: int) -> str:
    """What is on file of a client against lidocaine, as a sentence; empty where nothing is."""
    alerts = act.session.execute(select(Alert.kind, Alert.text).where(Alert.client_id == client_id))
    answers = act.session.scalars(select(HealthAnswer).where(HealthAnswer.client_id == client_id))
    standing = {each.question: Answer(each.current) for each in answers}
    return numbing_allergy(((kind, text) for kind, text in alerts), standing)


def _vials(act: Act, content: Content, visit: Appointment) -> dict[int, VialFacts]:
    if not isinstance(content, ToxinContent):
        return {}
    return vial_facts(act, content.vials, visit)


def _prescribers(act: Act) -> frozenset[int]:
    return frozenset(act.session.scalars(select(Person.id).where(Person.prescriber)))
