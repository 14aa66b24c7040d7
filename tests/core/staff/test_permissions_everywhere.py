"""Every use case of every room, asked by every role and by someone who has left.

The rooms are found by looking: a new room or method fails here until it says what it
needs, or stands below with the reason why it needs nothing.
"""

from __future__ import annotations

import inspect
import io
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import select

from clinic_desk.back_office.demo import new_demo
from clinic_desk.base.errors import NotAllowed
from clinic_desk.calendar.models import Appointment
from clinic_desk.calendar.records import Draft, Wish
from clinic_desk.clients.records import AlertDetails, ClientDetails, PhoneDetails
from clinic_desk.clinic import Clinic, open_clinic
from clinic_desk.day_rooms import DayRooms
from clinic_desk.db.acts import ACTS
from clinic_desk.db.database import Database
from clinic_desk.health.records import AnswerDraft
from clinic_desk.later_rooms import LaterRooms
from clinic_desk.leaflets.given import Handed
from clinic_desk.leaflets.orders import drawn
from clinic_desk.staff.access import Access
from clinic_desk.staff.models import Person
from clinic_desk.staff.people import PersonDraft
from clinic_desk.staff.permissions import May
from clinic_desk.stock.records import BatchDraft
from tests.core.audit.worded import is_worded
from tests.drawn import jpeg
from tests.factories import NOW, events, fixed_clock
from tests.kept import copy_kept

RUTH, AMIRA, MAYA, GRACE = 1, 2, 4, 5
NOBODY = 999
MARK = "Zyxomark"
ROOFS = (Clinic, DayRooms, LaterRooms)
TODAY = NOW.date()

SIGNS_IN = "It is how someone comes to the desk: it proves itself by a password or a PIN."
BEFORE = "It is asked before anyone has signed in, and says no more than who works here."
OF_THE_CLINIC = "It tells how the clinic is set up, and of no client."
OF_COPIES = "It makes or tells of encrypted copies, and opens none."
BY_ITSELF = "The program does it by the clock, for nobody."
DESK_ONLY = "What every role is shown of the day, without what is clinical."

OPEN = {
    "practice.read": BEFORE,
    "staff.people": BEFORE,
    "staff.names": BEFORE,
    "staff.person": BEFORE,
    "sign_in.check_new": BEFORE,
    "sign_in.has_password": BEFORE,
    "sign_in.is_founded": BEFORE,
    "sign_in.names": BEFORE,
    "sign_in.standing": BEFORE,
    "sign_in.locked": SIGNS_IN,
    "sign_in.sign_in": SIGNS_IN,
    "sign_in.signed_out": SIGNS_IN,
    "sign_in.switch": SIGNS_IN,
    "sign_in.unlock": SIGNS_IN,
    "protocol.current": OF_THE_CLINIC,
    "protocol.read_ahead": OF_THE_CLINIC,
    "protocol.signature": OF_THE_CLINIC,
    "consents.form": OF_THE_CLINIC,
    "consents.forms": OF_THE_CLINIC,
    "hours.absences": OF_THE_CLINIC,
    "hours.closures": OF_THE_CLINIC,
    "hours.devices": OF_THE_CLINIC,
    "hours.opening": OF_THE_CLINIC,
    "hours.rooms": OF_THE_CLINIC,
    "hours.weekly": OF_THE_CLINIC,
    "diary.day": DESK_ONLY,
    "diary.list_for_print": DESK_ONLY,
    "diary.of_client": DESK_ONLY,
    "diary.visit": DESK_ONLY,
    "diary.visits": DESK_ONLY,
    "diary.week": DESK_ONLY,
    "booking.lapse_pencilled": BY_ITSELF,
    "booking.pencilled": DESK_ONLY,
    "booking.refusals": DESK_ONLY,
    "calls.checked_today": DESK_ONLY,
    "calls.open_call_backs": DESK_ONLY,
    "copies.find": OF_COPIES,
    "copies.keep_up": BY_ITSELF,
    "copies.make": OF_COPIES,
    "copies.make_at_closing": BY_ITSELF,
    "copies.standing": OF_COPIES,
    "photographs.aside": "It gives a second connection to the same room, which asks the same.",
    "audit.aside": "It gives a second connection to the same room, which asks the same.",
    "wholeness.look_through": BY_ITSELF,
    "wholeness.standing": OF_THE_CLINIC,
    "key.give_up_lock": "It forgets a lock that only a manager was given.",
    "key.recovered": SIGNS_IN,
    "key.state": OF_THE_CLINIC,
}
"""The methods that ask nobody, and why."""


def small_demo(folder: Path) -> None:
    """A small demo clinic, its clock standing."""
    new_demo(folder, fixed_clock(), clients=30, appointments=120).database.close()


def made(folder: Path) -> Clinic:
    """The small demo clinic, open."""
    copy_kept(small_demo, folder / "demo")
    return open_clinic(folder / "demo", clock=fixed_clock())


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    """A clinic in which nothing is done, as everyone who asks here is refused."""
    clinic = made(tmp_path_factory.mktemp("asked"))
    gone(clinic)
    yield clinic
    clinic.database.close()


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Clinic]:
    """A clinic in which things are done."""
    clinic = made(tmp_path)
    yield clinic
    clinic.database.close()


def gone(clinic: Clinic) -> int:
    """Someone who was a manager, prescriber and clinician here, and has left."""
    with clinic.database.write(audited=False) as session:
        person = Person(name="Gone Away", role="manager", prescriber=True, treats=True)
        person.active = False
        session.add(person)
        session.flush()
        return person.id


def methods() -> dict[str, Any]:
    """Every public method of every room, by "room.method"."""
    kinds = {}
    for roof in ROOFS:
        kinds |= inspect.get_annotations(roof, eval_str=True)
    rooms = {item.name: kinds[item.name] for roof in ROOFS for item in fields(roof)}
    return {
        f"{room}.{name}": method
        for room, kind in rooms.items()
        if getattr(kind, "__module__", "").startswith("clinic_desk.")
        and kind not in (Database, kinds["clock"])
        for name, method in inspect.getmembers(kind, inspect.isfunction)
        if not name.startswith("_")
    }


ALL = methods()
NEEDS: dict[str, May] = {name: each.needs for name, each in ALL.items() if hasattr(each, "needs")}
ROLES = {"reception": MAYA, "practitioner": AMIRA, "prescriber": RUTH, "manager": GRACE}
MAY_DO = {
    May.DESK: {"reception", "practitioner", "prescriber", "manager"},
    May.CLINICAL: {"practitioner", "prescriber", "manager"},
    May.TREAT: {"practitioner", "prescriber"},
    May.PRESCRIBE: {"prescriber"},
    May.MANAGE: {"manager"},
}


def test_every_method_says_what_it_needs_or_why_it_asks_nobody() -> None:
    assert set(ALL) - set(NEEDS) == set(OPEN)


def test_no_method_that_asks_nobody_takes_who_it_is() -> None:
    """One that is told who asks, and does not check, would only look as if it did."""
    assert [name for name in OPEN if "by" in inspect.signature(ALL[name]).parameters] == []


@pytest.mark.parametrize(("permission", "role"), list(product(May, ROLES)))
def test_each_role_may_do_what_is_its_own(asked: Clinic, permission: May, role: str) -> None:
    may = Access(asked.database).may(ROLES[role], permission)
    assert may == (role in MAY_DO[permission])


def ask(clinic: Clinic, name: str, by: int) -> None:
    """Call a method as somebody, with nothing in its other arguments."""
    room, method = name.split(".")
    taken = inspect.signature(ALL[name]).parameters.values()
    rest = {
        each.name: None
        for each in taken
        if each.default is each.empty and each.name not in ("self", "by")
    }
    getattr(getattr(clinic, room), method)(**rest, by=by)


@pytest.mark.parametrize("name", NEEDS)
def test_whoever_may_not_is_refused_before_anything_is_read_or_written(
    asked: Clinic, name: str
) -> None:
    """The other arguments are nothing, so that a method that began would fail in other words."""
    refused = [each for role, each in ROLES.items() if role not in MAY_DO[NEEDS[name]]]
    with asked.database.read() as session:
        left = session.scalars(select(Person.id).where(~Person.active)).one()
    before, commits = events(asked.database), asked.database.commits
    for by in (*refused, left, NOBODY):
        with pytest.raises(NotAllowed):
            ask(asked, name, by)
    assert (events(asked.database), asked.database.commits) == (before, commits)


# ---- what is done is noted, and what is clinical stays with those who may read it

CLINICAL = ClientDetails(
    given="Ada",
    family="Marsh",
    phones=(PhoneDetails("07700 900316"),),
    alerts=(AlertDetails("allergy", MARK), AlertDetails("flag", f"{MARK} two")),
)


def marked(clinic: Clinic) -> int:
    """A client with a marker in every clinical field that there is, and a visit to come."""
    client = clinic.clients.add(CLINICAL, RUTH).id
    answered(clinic, client, MARK)
    clinic.standings.do_not_book(client, MARK, RUTH)
    day = TODAY - timedelta(days=20)
    clinic.elsewhere.record(client, "EXT_FILLER", day, (), MARK, RUTH)
    starts = NOW - timedelta(days=7)
    with clinic.database.write(audited=False) as session:
        for hours, status in enumerate(("not_treated", "partial")):
            begins = starts + timedelta(hours=hours)
            session.add(
                Appointment(
                    client_id=client,
                    treatment="BTX",
                    person_id=RUTH,
                    room_id=1,
                    starts_at=begins,
                    ends_at=begins + timedelta(minutes=30),
                    status=status,
                    status_reason=MARK,
                    booked_by=MAYA,
                    booked_at=begins,
                )
            )
    return client


def answered(clinic: Clinic, client: int, words: str) -> object:
    """A yes, with what the client added."""
    said = AnswerDraft("diabetes", True, value="controlled", words=words)
    return clinic.health.answer(client, [said], TODAY, "screen", RUTH)


def settled(clinic: Clinic, client: int) -> object:
    """A change told at the desk, and what came of it."""
    change = clinic.health.tell_change(client, False, MAYA).id
    return clinic.health.settle_change(change, MARK, RUTH)


def let_back(clinic: Clinic, client: int) -> object:
    """A death that was noted by mistake."""
    clinic.deaths.note(client, TODAY, MAYA)
    return clinic.deaths.take_back(client, MAYA)


def undone_death(clinic: Clinic, client: int) -> object:
    """A death that was noted, and Ctrl Z."""
    return clinic.deaths.undo(clinic.deaths.note(client, TODAY, MAYA).undo, MAYA)


def made_one(clinic: Clinic, client: int) -> object:
    """Two records of one client."""
    other = clinic.clients.add(CLINICAL, RUTH).id
    shown = clinic.merging.preview(client, other, RUTH)
    return clinic.merging.merge(client, other, (), shown.versions, RUTH)


def said_to_be_two(clinic: Clinic, client: int, *, back: bool) -> object:
    """Two records said to be of two people, and perhaps taken back."""
    other = clinic.clients.add(CLINICAL, RUTH).id
    said = clinic.merging.say_two_people(client, other, RUTH)
    return clinic.merging.perhaps_one(client, other, RUTH) if back else said


def visits_of(clinic: Clinic, client: int) -> list[int]:
    with clinic.database.read() as session:
        chosen = select(Appointment.id).where(Appointment.client_id == client)
        return list(session.scalars(chosen))


WEEK = TODAY - timedelta(days=7)
READS: dict[str, Callable[[Clinic, int, int], object]] = {
    "clients.open": lambda clinic, client, by: clinic.clients.open(client, by),
    "clients.get": lambda clinic, client, by: clinic.clients.get(client, by),
    "clients.search": lambda clinic, client, by: clinic.clients.search("ada marsh", by),
    "clients.recent": lambda clinic, client, by: clinic.clients.recent(by),
    "clients.possible_duplicates": lambda clinic, client, by: clinic.clients.possible_duplicates(
        replace(CLINICAL, alerts=()), by
    ),
    "health.told": lambda clinic, client, by: (
        settled(clinic, client),
        clinic.health.tell_change(client, True, by),
        clinic.health.told(client, by),
    ),
    "elsewhere.of_client": lambda clinic, client, by: clinic.elsewhere.of_client(client, by),
    "leaflets.of_client": lambda clinic, client, by: clinic.leaflets.of_client(client, by),
    "leaflets.line": lambda clinic, client, by: (
        given_leaflet(clinic, client, "printed"),
        clinic.leaflets.line(clinic.leaflets.of_client(client, by)[0].id, by),
    ),
    "press.suggested": lambda clinic, client, by: clinic.press.suggested(client, by),
    "press.order_again": lambda clinic, client, by: (
        given_leaflet(clinic, client, "printed"),
        clinic.press.order_again(clinic.leaflets.of_client(client, by)[0].id, by).addressee,
    ),
    "press.changed_since": lambda clinic, client, by: (
        given_leaflet(clinic, client, "printed"),
        clinic.press.changed_since(client, by),
    ),
    "press.to_hand_over": lambda clinic, client, by: [
        each.addressee for each in clinic.press.to_hand_over(client, by)
    ],
    "press.next_day": lambda clinic, client, by: clinic.press.next_day(by),
    "press.batch": lambda clinic, client, by: [
        (line.visit, line.title, line.why_not)
        for line in clinic.press.batch(TODAY + timedelta(days=1), by)
    ],
    "press.order": lambda clinic, client, by: (
        clinic.press.order("botulinum-toxin", client, by=by).addressee
    ),
    "diary.history": lambda clinic, client, by: clinic.diary.history(client, by),
    "diary.open_visit": lambda clinic, client, by: [
        clinic.diary.open_visit(visit, by) for visit in visits_of(clinic, client)
    ],
    "diary.visit_again": lambda clinic, client, by: [
        clinic.diary.visit_again(visit, by) for visit in visits_of(clinic, client)
    ],
    "diary.day": lambda clinic, client, by: clinic.diary.day(WEEK),
    "diary.week": lambda clinic, client, by: clinic.diary.week(RUTH, WEEK),
    "diary.visits": lambda clinic, client, by: clinic.diary.visits(WEEK, TODAY),
    "diary.visit": lambda clinic, client, by: [
        clinic.diary.visit(visit) for visit in visits_of(clinic, client)
    ],
    "diary.of_client": lambda clinic, client, by: clinic.diary.of_client(client),
    "diary.list_for_print": lambda clinic, client, by: clinic.diary.list_for_print(WEEK, TODAY),
    "booking.preview": lambda clinic, client, by: clinic.booking.preview(
        Draft("BTX", client_id=client), Wish(), by
    ),
    "booking.assess": lambda clinic, client, by: clinic.booking.assess(
        Draft("BTX", client_id=client), by
    ),
    "booking.refusals": lambda clinic, client, by: clinic.booking.refusals(
        Draft("BTX", client_id=client), TODAY, TODAY + timedelta(days=7)
    ),
    "booking.acknowledgements": lambda clinic, client, by: [
        clinic.booking.acknowledgements(visit, by) for visit in visits_of(clinic, client)
    ],
    "booking.lapsed_overrides": lambda clinic, client, by: clinic.booking.lapsed_overrides(by),
    "booking.broken": lambda clinic, client, by: clinic.booking.broken(client, by),
    "deaths.still_open": lambda clinic, client, by: clinic.deaths.still_open(client, WEEK, by),
    "booking.pencilled": lambda clinic, client, by: clinic.booking.pencilled(),
    "calls.log": lambda clinic, client, by: clinic.calls.log(by),
    "calls.open_call_backs": lambda clinic, client, by: clinic.calls.open_call_backs(),
    "audit.of_client": lambda clinic, client, by: clinic.audit.of_client(client, by),
}
"""What reception may ask, with a client to ask it of."""


@pytest.mark.parametrize("name", READS)
def test_nothing_that_reception_is_given_holds_what_is_clinical(clinic: Clinic, name: str) -> None:
    client = marked(clinic)
    given = READS[name](clinic, client, MAYA)
    assert MARK not in repr(given)


@pytest.mark.parametrize("name", ["clients.get", "elsewhere.of_client", "diary.history"])
def test_who_treats_is_given_it(clinic: Clinic, name: str) -> None:
    """So the marker was there to be seen."""
    assert MARK in repr(READS[name](clinic, marked(clinic), RUTH))


def change_person(clinic: Clinic, **what: Any) -> object:
    person = PersonDraft("Maya Patel", "reception", id=MAYA, position=3)
    return clinic.staff.save(person._replace(**what), GRACE)


def anonymous(clinic: Clinic) -> object:
    client = clinic.clients.add(CLINICAL, RUTH).id
    return clinic.clients.anonymise(client, GRACE)


def taken_out(clinic: Clinic, client: int, *, back: bool) -> object:
    (record,) = clinic.elsewhere.of_client(client, RUTH)
    removed = clinic.elsewhere.remove(record.id, MAYA)
    return clinic.elsewhere.put_back(record.id, MAYA) if back else removed


def given_leaflet(clinic: Clinic, client: int | None, how: Any) -> object:
    printed = drawn(clinic.press.order("botulinum-toxin", client, by=MAYA))
    return clinic.press.note_given(printed, how, MAYA)


def given_again(clinic: Clinic, client: int) -> object:
    given_leaflet(clinic, client, "printed")
    (line,) = clinic.leaflets.of_client(client, MAYA)
    again = drawn(clinic.press.order_again(line.id, MAYA))
    return clinic.press.note_given(again, "printed", MAYA)


def changed(clinic: Clinic, client: int) -> object:
    seen = clinic.clients.get(client, MAYA)
    typed = replace(seen.details, desk_note="Rings at lunch", alerts=CLINICAL.alerts[:1])
    return clinic.clients.change(client, typed, seen.version, MAYA)


TOXIN = BatchDraft("toxin", "Bocouture", MARK, TODAY + timedelta(days=90), TODAY, 5, 50)


def in_stock(clinic: Clinic, act: str, *more: object) -> object:
    """One act of the stock, on a batch that came in and what was opened of it."""
    stock = clinic.stock
    batch = stock.add_batch(TOXIN, RUTH).id
    vial = stock.open_vial(batch, RUTH).id
    if act == "put_back":
        stock.withdraw(batch, MARK, RUTH)
    if act == "unfinish":
        stock.finish(vial, RUTH)
    of_vial = act in ("mix", "finish", "unfinish")
    return getattr(stock, act)(vial if of_vial else batch, *more, RUTH)


SIGNED = [[(0.1, 0.1), (0.2, 0.2), (0.3, 0.1), (0.4, 0.2), (0.5, 0.1)]]


def a_picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 80), "white").save(out, "PNG")
    return out.getvalue()


def agreed(clinic: Clinic, client: int) -> int:
    return clinic.consents.give_on_screen(client, "BTX", MARK, SIGNED, RUTH).id


def pictured(clinic: Clinic, client: int) -> int:
    clinic.consents.give_on_screen(client, "photographs", MARK, SIGNED, RUTH)
    return clinic.photographs.add(
        client, jpeg(), "front", "before", TODAY, None, RUTH, note=MARK
    ).id


DONE: dict[str, tuple[str, Callable[[Clinic, int], object]]] = {
    "practice.save": (
        "practice.changed",
        lambda clinic, _: clinic.practice.save(
            replace(clinic.practice.read(), contact="Grace"), GRACE
        ),
    ),
    "practice.save_looks": (
        "practice.looks_changed",
        lambda clinic, _: clinic.practice.save_looks(MAYA, text_percent=110),
    ),
    "staff.save": (
        "staff.added",
        lambda clinic, _: clinic.staff.save(PersonDraft("Kim Ode", "reception"), GRACE),
    ),
    "staff.save (details)": ("staff.changed", lambda clinic, _: change_person(clinic, name="M")),
    "staff.save (rights)": (
        "staff.permissions_changed",
        lambda clinic, _: change_person(clinic, role="manager"),
    ),
    "staff.remove": ("staff.removed", lambda clinic, _: clinic.staff.remove(MAYA, GRACE)),
    "staff.set_pin": ("staff.pin_set", lambda clinic, _: clinic.staff.set_pin(MAYA, "4711", GRACE)),
    "clients.add": ("client.added", lambda clinic, _: clinic.clients.add(CLINICAL, MAYA)),
    "clients.open": ("client.read", lambda clinic, client: clinic.clients.open(client, MAYA)),
    "clients.change": ("client.changed", changed),
    "clients.note_nothing_on_file": (
        "client.history_asked",
        lambda clinic, client: clinic.clients.note_nothing_on_file(client, MAYA),
    ),
    "health.answer": (
        "health.answered",
        lambda clinic, client: answered(clinic, client, f"{MARK} three"),
    ),
    "health.tell_change": (
        "health.change_told",
        lambda clinic, client: clinic.health.tell_change(client, True, MAYA),
    ),
    "health.settle_change": ("health.change_settled", settled),
    "deaths.note": (
        "client.deceased",
        lambda clinic, client: clinic.deaths.note(client, TODAY, MAYA),
    ),
    "deaths.take_back": ("client.not_deceased", let_back),
    "deaths.undo": ("client.not_deceased", undone_death),
    "standings.do_not_book": (
        "client.do_not_book",
        lambda clinic, client: clinic.standings.do_not_book(client, MARK, GRACE),
    ),
    "standings.may_book": (
        "client.may_book",
        lambda clinic, client: clinic.standings.may_book(client, RUTH),
    ),
    "merging.preview": (
        "client.read",
        lambda clinic, client: clinic.merging.preview(
            client, clinic.clients.add(CLINICAL, RUTH).id, RUTH
        ),
    ),
    "merging.merge": ("client.merged", made_one),
    "merging.say_two_people": (
        "client.two_people",
        lambda clinic, client: said_to_be_two(clinic, client, back=False),
    ),
    "merging.perhaps_one": (
        "client.perhaps_one",
        lambda clinic, client: said_to_be_two(clinic, client, back=True),
    ),
    "clients.anonymise": ("client.anonymised", lambda clinic, _: anonymous(clinic)),
    "elsewhere.record": (
        "elsewhere.recorded",
        lambda clinic, client: clinic.elsewhere.record(
            client, "EXT_FILLER", date(2026, 10, 1), (), MARK, MAYA
        ),
    ),
    "elsewhere.remove": (
        "elsewhere.removed",
        lambda clinic, client: taken_out(clinic, client, back=False),
    ),
    "elsewhere.put_back": (
        "elsewhere.recorded",
        lambda clinic, client: taken_out(clinic, client, back=True),
    ),
    "protocol.sign": (
        "protocol.signed",
        lambda clinic, _: clinic.protocol.sign("Ruth Holt", "NMC 00X0000X", RUTH),
    ),
    "press.note_given": (
        "leaflet.printed",
        lambda clinic, client: given_leaflet(clinic, client, "printed"),
    ),
    "press.note_given (for nobody)": (
        "leaflet.saved",
        lambda clinic, _: given_leaflet(clinic, None, "saved"),
    ),
    "press.note_given (by e-mail)": (
        "leaflet.emailed",
        lambda clinic, client: given_leaflet(clinic, client, "emailed"),
    ),
    "press.note_given (read aloud)": (
        "leaflet.read_aloud",
        lambda clinic, client: given_leaflet(clinic, client, "read_aloud"),
    ),
    "press.note_given (again)": (
        "leaflet.printed",
        lambda clinic, client: given_again(clinic, client),
    ),
    "press.note_all_given": (
        "leaflet.printed",
        lambda clinic, client: clinic.press.note_all_given(
            [drawn(clinic.press.order("botulinum-toxin", client, by=MAYA))], "printed", MAYA
        ),
    ),
    "press.note_declined": (
        "leaflet.declined",
        lambda clinic, client: clinic.press.note_declined(
            drawn(clinic.press.order("botulinum-toxin", client, by=MAYA)), MAYA
        ),
    ),
    "press.shelf": ("leaflet.text_kept", lambda clinic, _: clinic.press.shelf(MAYA)),
    "press.ask_for_large": (
        "client.changed",
        lambda clinic, client: clinic.press.ask_for_large(client, True, MAYA),
    ),
    "leaflets.note": (
        "leaflet.saved",
        lambda clinic, client: clinic.leaflets.note(
            client, Handed("botulinum-toxin", "1", False, "saved", "a" * 64), MAYA
        ),
    ),
    "leaflets.note_all": (
        "leaflet.printed",
        lambda clinic, client: clinic.leaflets.note_all(
            ((client, Handed("botulinum-toxin", "1", False, "printed", "a" * 64)),), MAYA
        ),
    ),
    "paper.day_listed": (
        "paper.day_printed",
        lambda clinic, _: clinic.paper.day_listed(TODAY, "printed", MAYA),
    ),
    "paper.record_given": (
        "paper.record_printed",
        lambda clinic, client: clinic.paper.record_given(1, client, "printed", RUTH),
    ),
    "paper.morning_listed": (
        "paper.morning_printed",
        lambda clinic, _: clinic.paper.morning_listed(TODAY, "printed", RUTH),
    ),
    "paper.batch_listed": (
        "paper.batch_list_saved",
        lambda clinic, _: clinic.paper.batch_listed(1, "saved", RUTH),
    ),
    "paper.health_form_printed": (
        "paper.health_form_printed",
        lambda clinic, client: clinic.paper.health_form_printed(client, "printed", MAYA),
    ),
    "paper.consent_form_printed": (
        "paper.consent_form_printed",
        lambda clinic, client: clinic.paper.consent_form_printed(client, "printed", MAYA),
    ),
    "paper.signed_consent_given": (
        "paper.signed_consent_printed",
        lambda clinic, client: clinic.paper.signed_consent_given(1, client, "printed", RUTH),
    ),
    "paper.photographs_given": (
        "paper.photograph_printed",
        lambda clinic, client: clinic.paper.photographs_given((1,), client, "printed", RUTH),
    ),
    "consents.give_on_screen": ("consent.given", agreed),
    "consents.give_scanned": (
        "consent.given",
        lambda clinic, client: clinic.consents.give_scanned(
            client, "BTX", MARK, a_picture(), TODAY, RUTH
        ),
    ),
    "consents.open": (
        "consent.read",
        lambda clinic, client: clinic.consents.open(agreed(clinic, client), RUTH),
    ),
    "consents.withdraw": (
        "consent.withdrawn",
        lambda clinic, client: clinic.consents.withdraw(agreed(clinic, client), TODAY, MARK, RUTH),
    ),
    "photographs.add": ("photograph.added", pictured),
    "photographs.open": (
        "photograph.read",
        lambda clinic, client: (pictured(clinic, client), clinic.photographs.open(client, RUTH)),
    ),
    "photographs.picture": (
        "photograph.read",
        lambda clinic, client: clinic.photographs.picture(pictured(clinic, client), RUTH),
    ),
    "photographs.change": (
        "photograph.changed",
        lambda clinic, client: clinic.photographs.change(
            pictured(clinic, client), "left", "after", TODAY, None, RUTH
        ),
    ),
    "photographs.frame": (
        "photograph.changed",
        lambda clinic, client: clinic.photographs.frame(
            pictured(clinic, client), 0.25, 0.25, 0.5, RUTH
        ),
    ),
    "photographs.remove": (
        "photograph.removed",
        lambda clinic, client: clinic.photographs.remove(pictured(clinic, client), MARK, RUTH),
    ),
    "photographs.remove_all": (
        "photograph.removed",
        lambda clinic, client: (
            pictured(clinic, client),
            clinic.photographs.remove_all(client, MARK, RUTH),
        ),
    ),
    "stock.add_batch": (
        "stock.batch_added",
        lambda clinic, _: clinic.stock.add_batch(TOXIN, RUTH),
    ),
    "stock.change_batch": (
        "stock.batch_changed",
        lambda clinic, _: in_stock(clinic, "change_batch", replace(TOXIN, pieces=6), 1),
    ),
    "stock.withdraw": (
        "stock.batch_withdrawn",
        lambda clinic, _: in_stock(clinic, "withdraw", MARK),
    ),
    "stock.put_back": ("stock.batch_back", lambda clinic, _: in_stock(clinic, "put_back")),
    "stock.open_vial": ("stock.opened", lambda clinic, _: in_stock(clinic, "open_vial")),
    "stock.mix": ("stock.mixed", lambda clinic, _: in_stock(clinic, "mix", 2500)),
    "stock.finish": ("stock.finished", lambda clinic, _: in_stock(clinic, "finish")),
    "stock.unfinish": ("stock.unfinished", lambda clinic, _: in_stock(clinic, "unfinish")),
    "stock.count": ("stock.counted", lambda clinic, _: in_stock(clinic, "count", 1, MARK)),
    "paper.slip_given": (
        "paper.slip_printed",
        lambda clinic, client: clinic.paper.slip_given(1, client, "saved", MAYA),
    ),
}
"""What is written in the rooms below the calendar, and the event that must tell of it."""

STOCK_READS = {
    f"stock.{name}" for name in ("batches", "batch", "vial", "vials", "choices", "why_not")
}
HEALTH_READS = {"health.form", "health.history", "health.open_changes"}
PHOTOGRAPH_READS = {"photographs.of_client", "photographs.thumbnail"}
CONSENT_READS = {"consents.of_client", "consents.standing"}
READ_ONLY = {
    *READS,
    *HEALTH_READS,
    *STOCK_READS,
    *CONSENT_READS,
    *PHOTOGRAPH_READS,
} - {"clients.open"}
SHOWN_BESIDE = (
    "sign_in",
    "booking",
    "diary",
    "calls",
    "hours",
    "copies",
    "audit",
    "wholeness",
    "key",
    "records",
    "morning",
)
"""Rooms whose own tests do each of their acts and look at what was noted."""


def test_every_use_case_is_done_read_or_shown_beside_its_room() -> None:
    done = {name.split(" ")[0] for name in DONE}
    rest = {name for name in NEEDS if name.split(".")[0] not in SHOWN_BESIDE}
    assert rest - done - READ_ONLY == set()


@pytest.mark.parametrize("name", DONE)
def test_what_is_done_is_noted_in_known_words_without_what_is_clinical(
    clinic: Clinic, name: str
) -> None:
    client = marked(clinic)
    before = len(events(clinic.database))
    act, do = DONE[name]
    do(clinic, client)
    noted = events(clinic.database)[before:]
    assert act in [event.act for event in noted]
    assert all(event.act in ACTS for event in noted)
    assert all(is_worded(name, event.act) for event in noted for name in event.fields)
    assert MARK not in repr([event.fields for event in events(clinic.database)])
