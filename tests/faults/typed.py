"""Every text that a person may type into the program, put where the program keeps it.

Each way in takes a text, keeps it through the real use case, and gives back what is then read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from pathlib import Path

from sqlalchemy import func, select

from clinic_desk.back_office.demo import new_demo
from clinic_desk.base.clock import FixedClock
from clinic_desk.base.errors import ClinicError
from clinic_desk.calendar.calls import CallBackDraft
from clinic_desk.calendar.hours import TO_MOVE
from clinic_desk.calendar.hours_records import AbsenceDraft, PlaceDraft
from clinic_desk.calendar.outcomes import NeedsAcknowledgement
from clinic_desk.calendar.records import Acknowledged, Draft
from clinic_desk.clients.models import Client
from clinic_desk.clients.records import (
    AlertDetails,
    ClientDetails,
    PhoneDetails,
    SpokespersonDetails,
)
from clinic_desk.clinic import Clinic
from clinic_desk.health.records import AnswerDraft
from clinic_desk.staff.people import PersonDraft
from tests.factories import NOW
from tests.faults.typed_record import RECORD_WAYS, prepare

RUTH, AMIRA, MAYA, GRACE = 1, 2, 4, 5
"""Of the demo: nurse prescriber, practitioner, reception, manager."""
TODAY = NOW.date()
TREATMENT = "BTX"
"""Needs time between two visits, so that most have a reason to be given."""
A_CLIENTS, FRESH = 15, "Zulema"
"""So many visits are booked before there is a client more, of this name."""

Kept = Iterator[str]
_days = count(7)
_numbers = count(1)
_visits = count(1)


def make_clinic(folder: Path) -> Clinic:
    """A small demo clinic, its clock standing, left open."""
    clock = FixedClock(NOW)
    clinic = new_demo(folder / "clinic", clock, clients=12, appointments=30)
    prepare(clinic)
    return clinic


def whole_client(text: str) -> ClientDetails:
    """A client with this in every field that takes any text."""
    return ClientDetails(
        given=text,
        family=f"{text} ",
        title=text,
        known_as=text,
        phones=(PhoneDetails("07700 900316"),),
        spokespeople=(SpokespersonDetails(f"S{text}", text),),
        address=text,
        postcode=text,
        interpreter=text,
        desk_note=text,
        alerts=(AlertDetails("allergy", f"A{text}"), AlertDetails("flag", f"F{text}")),
    )


def client(clinic: Clinic, text: str) -> Kept:
    """All of a client's details at once, added, changed away and changed back."""
    typed = replace(whole_client(text), given=f"G{text}")
    made = clinic.clients.add(typed, RUTH).id
    seen = clinic.clients.open(made, RUTH)
    clinic.clients.change(made, ClientDetails(given="Other"), seen.version, RUTH)
    seen = clinic.clients.get(made, RUTH)
    clinic.clients.change(made, typed, seen.version, RUTH)
    kept = clinic.clients.get(made, RUTH).details
    assert kept.differences(typed) == ()
    yield kept.desk_note


def client_phone(clinic: Clinic, text: str) -> Kept:
    """A number that may be no number."""
    phones = (PhoneDetails(text),)
    made = clinic.clients.add(ClientDetails(given="Nadia", phones=phones), MAYA).id
    yield clinic.clients.get(made, MAYA).details.phones[0].number


def client_email(clinic: Clinic, text: str) -> Kept:
    """An address that may be none."""
    made = clinic.clients.add(ClientDetails(given="Nadia", email=text), MAYA).id
    yield clinic.clients.get(made, MAYA).details.email


def speakers_phone(clinic: Clinic, text: str) -> Kept:
    """The number of someone who may speak for the client."""
    who = (SpokespersonDetails("Tom", "", text),)
    made = clinic.clients.add(ClientDetails(given="Nadia", spokespeople=who), MAYA).id
    yield clinic.clients.get(made, MAYA).details.spokespeople[0].phone


def answer(clinic: Clinic, text: str) -> Kept:
    """What a client adds to an answer, twice, so that the first is history; and what came of it."""
    for _ in range(2):
        given = AnswerDraft("diabetes", True, value="controlled", words=text)
        clinic.health.answer(1, [given], TODAY, "screen", RUTH)
    change = clinic.health.tell_change(1, False, MAYA).id
    yield clinic.health.history(1, "diabetes", RUTH)[0].words
    clinic.health.settle_change(change, text, RUTH)


def elsewhere(clinic: Clinic, text: str) -> Kept:
    """The note on a treatment had elsewhere, taken out and put back."""
    made = clinic.elsewhere.record(1, "EXT_FILLER", date(2026, 10, 1), (), text, RUTH).id
    clinic.elsewhere.remove(made, RUTH)
    clinic.elsewhere.put_back(made, RUTH)
    yield clinic.elsewhere.of_client(1, RUTH)[0].note


def visit(clinic: Clinic, text: str) -> Kept:
    """Desk note and every reason of a visit: seen, changed, cancelled."""
    # The half hour after another visit takes a reason.
    book(clinic, f"B{text}", f"R{text}")
    made = book(clinic, f"N{text}", f"R{text}")
    yield clinic.diary.open_visit(made, RUTH).desk_note[1:]
    for mark in clinic.booking.acknowledgements(made, RUTH):
        if mark.reason:
            yield mark.reason[1:]
    made = book(clinic, f"N{text}", f"R{text}")
    stands = clinic.diary.visit_again(made, RUTH)
    if stands.status in TO_MOVE:
        clinic.booking.set_status(made, "cancelled", f"C{text}", stands.version, RUTH)
        yield clinic.diary.visit_again(made, RUTH).status_reason[1:]


def book(clinic: Clinic, note: str, reason: str, by: int = RUTH) -> int:
    """A visit with a note, whatever stands against it settled for a reason; its id."""
    number = next(_numbers)
    starts = NOW + timedelta(days=20 + number // 12, minutes=30 * (number % 12))
    client_id = _client_for(clinic, number)
    draft = Draft(TREATMENT, client_id, person_id=RUTH, room_id=1, starts_at=starts, minutes=30,
                  desk_note=note)  # fmt: skip
    try:
        booked = clinic.booking.book(draft, (), by)
    except NeedsAcknowledgement as asked:
        seen = tuple(Acknowledged(each.fingerprint, reason) for each in asked.assessment.findings)
        booked = clinic.booking.book(draft, seen, by)
    _count_visit(clinic)
    return booked.appointment_id


def _client_for(clinic: Clinic, number: int) -> int:
    """One of ten clients, and later the newest of those that were added for it."""
    with clinic.database.read() as session:
        added = select(func.max(Client.id)).where(Client.given == FRESH)
        return session.scalars(added).one() or number % 10 + 1


def _count_visit(clinic: Clinic) -> None:
    """Another client now and then: each booking is judged with all other visits of its client."""
    if next(_visits) % A_CLIENTS == 0:
        born = date(1985, 4, 3)
        clinic.clients.add(ClientDetails(given=FRESH, family="Clarke", born_on=born), MAYA)


def call_back(clinic: Clinic, text: str) -> Kept:
    """A promised call and what came of it."""
    due = NOW + timedelta(hours=2)
    draft = CallBackDraft(f"W{text}", f"1{text}", due, about=text, client_id=1)
    made = clinic.calls.promise(draft, MAYA).id
    (kept,) = (each for each in clinic.calls.open_call_backs() if each.id == made)
    yield from (kept.who[1:], kept.number[1:], kept.about)
    clinic.calls.done(made, text, MAYA)


def problem(clinic: Clinic, text: str) -> Kept:
    """What was read out to someone worried."""
    clinic.calls.problem(1, text, MAYA)
    clinic.calls.refused_under_age("AGE", text, MAYA)
    yield clinic.calls.log(RUTH, 1)[0].words


def absence(clinic: Clinic, text: str) -> Kept:
    """Why somebody is away."""
    starts = NOW + timedelta(days=400 + next(_days))
    draft = AbsenceDraft(AMIRA, starts, starts + timedelta(hours=1), text)
    made = clinic.hours.add_absence(draft, MAYA).id
    (kept,) = (each for each in clinic.hours.absences(starts.date(), starts.date()))
    yield kept.reason
    clinic.hours.remove_absence(made, MAYA)


def closure(clinic: Clinic, text: str) -> Kept:
    """Why the clinic is shut."""
    day = TODAY + timedelta(days=400 + next(_days))
    made = clinic.hours.add_closure(day, day, text, MAYA).id
    (kept,) = clinic.hours.closures(day, day)
    yield kept.reason
    clinic.hours.remove_closure(made, MAYA)


def person(clinic: Clinic, text: str) -> Kept:
    """A member of staff: name, job title, registration."""
    draft = PersonDraft(f"P{text}", "practitioner", job_title=text, registration=text)
    made = clinic.staff.save(draft, GRACE).id
    kept = clinic.staff.person(made)
    yield from (kept.name[1:], kept.job_title, kept.registration)
    assert kept.initials
    clinic.staff.save(draft._replace(id=made, name="Q", job_title="", registration=""), GRACE)
    clinic.staff.remove(made, GRACE)


def place(clinic: Clinic, text: str) -> Kept:
    """A room and a device."""
    name = f"{text} {next(_numbers)}"
    room = clinic.hours.save_room(PlaceDraft(name, frozenset({"MN"})), GRACE).id
    device = clinic.hours.save_device(PlaceDraft(name, frozenset({"MN"})), GRACE).id
    for places, made in ((clinic.hours.rooms(), room), (clinic.hours.devices(), device)):
        (kept,) = (each.name for each in places if each.id == made)
        assert kept == name.strip()
    clinic.hours.remove_room(room, GRACE)
    clinic.hours.remove_device(device, GRACE)
    yield text


def practice(clinic: Clinic, text: str) -> Kept:
    """The clinic's own words."""
    was = clinic.practice.read()
    typed = replace(
        was,
        name=f"N{text}",
        phone=f"01223 455144 {text}",
        address=text,
        out_of_hours=text,
        contact=text,
    )
    clinic.practice.save(typed, GRACE)
    kept = clinic.practice.read()
    clinic.practice.save(was, GRACE)
    yield from (kept.name[1:], kept.phone[13:], kept.address, kept.out_of_hours, kept.contact)


def signature(clinic: Clinic, text: str) -> Kept:
    """Who signed the protocol."""
    clinic.protocol.sign(f"N{text}", f"R{text}", RUTH)
    kept = clinic.protocol.signature()
    assert kept is not None
    yield from (kept.signed_by[1:], kept.registration[1:])


WAYS: tuple[Callable[[Clinic, str], Kept], ...] = (
    client,
    client_phone,
    client_email,
    speakers_phone,
    answer,
    elsewhere,
    visit,
    call_back,
    problem,
    absence,
    closure,
    person,
    place,
    practice,
    signature,
    *RECORD_WAYS,
)


def put_everywhere(clinic: Clinic, text: str) -> tuple[str, ...]:
    """Put a text through every way in; the ways that refused it in a sentence."""
    refused = []
    for way in WAYS:
        try:
            for _ in way(clinic, text):
                pass
        except ClinicError:
            refused.append(way.__name__)
    return tuple(refused)
