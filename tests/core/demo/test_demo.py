"""The demo clinic, held against the protocol that it shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text

from clinic_desk.back_office.demo import NAME, new_demo
from clinic_desk.base.clock import FixedClock, local_day
from clinic_desk.calendar.records import Assessment, Draft, Visit
from clinic_desk.calendar.statuses import HOLDS_TIME
from clinic_desk.clinic import Clinic
from clinic_desk.demo.cast import CAST, DEMO_PASSWORD, DEMO_PIN
from clinic_desk.records.charts import area_at, charts
from clinic_desk.records.coding import from_json
from clinic_desk.records.contents import ToxinContent
from clinic_desk.records.from_stock import filled
from clinic_desk.records.gathering import signing_facts
from clinic_desk.records.models import TreatmentRecord
from clinic_desk.records.signing import what_is_missing
from clinic_desk.staff.passwords import check_new_password

NOW = datetime(2026, 11, 24, 10, 42, tzinfo=UTC)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    folder = tmp_path_factory.mktemp("demo") / "clinic"
    clinic = new_demo(folder, FixedClock(NOW), clients=150, appointments=900)
    yield clinic
    clinic.database.close()


def test_it_was_made_once(demo: Clinic) -> None:
    with demo.database.read() as session:
        asked = "SELECT count(*) FROM audit_event WHERE act = 'clinic.made'"
        assert session.connection().exec_driver_sql(asked).scalar_one() == 1


@dataclass(frozen=True)
class Judged:
    visit: Visit
    assessment: Assessment


@pytest.fixture(scope="module")
def to_come(demo: Clinic) -> list[Judged]:
    today = local_day(NOW)
    visits = demo.diary.visits(today + timedelta(days=1), today + timedelta(days=45))
    visits = tuple(visit for visit in visits if visit.status != "pencilled")
    return [Judged(visit, demo.booking.assess(_as_asked(visit), by=4)) for visit in visits]


def _as_asked(visit: Visit) -> Draft:
    return Draft(
        treatment=visit.treatment,
        client_id=visit.client_id,
        zones=visit.zones,
        person_id=visit.person_id,
        room_id=visit.room_id,
        device_id=visit.device_id,
        starts_at=visit.starts_at,
        minutes=visit.span.minutes,
        appointment_id=visit.id,
        version=visit.version,
    )


def test_no_visit_to_come_breaks_a_rule(to_come: list[Judged]) -> None:
    assert len(to_come) > 50
    assert [one.assessment.blocks for one in to_come if one.assessment.blocks] == []


def test_at_most_one_ordinary_booking_in_ten_asks_for_a_tick(
    to_come: list[Judged], capsys: pytest.CaptureFixture[str]
) -> None:
    asking = [one for one in to_come if one.assessment.ticks]
    with capsys.disabled():
        print(f"\n{len(asking)} of {len(to_come)} ordinary bookings of the demo ask for a tick")
    assert len(asking) <= len(to_come) / 10


def test_what_lies_behind_was_given_by_the_rules_too(demo: Clinic) -> None:
    today = local_day(NOW)
    past = demo.diary.visits(today - timedelta(days=120), today - timedelta(days=1))
    # Whoever asked for the next one too soon waits for the nurse's word.
    early = {demo.diary.visit(each.appointment_id).client_id for each in demo.booking.pencilled()}
    treated = [
        visit
        for visit in past
        if visit.status in ("completed", "partial") and visit.client_id not in early
    ]
    assert len(treated) > 100
    refused = [
        finding
        for visit in treated
        for finding in demo.booking.assess(_as_asked(visit), by=4).blocks
        if finding.clinical
    ]
    assert refused == []


def test_the_same_seed_gives_the_same_clinic(demo: Clinic, tmp_path: Path) -> None:
    again = new_demo(tmp_path / "again", FixedClock(NOW), clients=150, appointments=900)
    day = local_day(NOW)
    assert again.diary.day(day) == demo.diary.day(day)
    again.database.close()


def test_the_demo_has_as_many_clients_and_visits_as_were_asked_for(demo: Clinic) -> None:
    everyone = [visit for id in range(1, 151) for visit in demo.diary.of_client(id)]
    waiting = [visit for visit in everyone if visit.status == "pencilled"]
    assert len(everyone) == 900 + len(waiting)
    assert {visit.status for visit in everyone} >= {"completed", "booked", "cancelled", "no_show"}
    assert all(visit.status in HOLDS_TIME for visit in demo.diary.day(local_day(NOW)).visits)


def test_everyone_in_the_demo_signs_in_with_the_password_that_is_shown(demo: Clinic) -> None:
    people = demo.sign_in.names()
    assert [person.name for person in people if person.role == "manager"] == ["Grace Lam"]
    assert demo.sign_in.standing() == {person.id: "own" for person in people}
    assert all(person.has_pin for person in people)
    desk = demo.sign_in.sign_in(4, DEMO_PASSWORD)
    assert desk.role == "reception"
    assert demo.sign_in.switch(1, DEMO_PIN, desk.id).name == "Ruth Holt"


def test_the_password_of_the_demo_is_one_that_a_clinic_could_choose() -> None:
    check_new_password(DEMO_PASSWORD, (NAME, *(member.name for member in CAST)))


def test_one_visit_waits_for_the_nurse_who_may_pass_what_it_waits_for(demo: Clinic) -> None:
    (waiting,) = demo.booking.pencilled()
    visit = demo.diary.visit(waiting.appointment_id)
    found = demo.booking.assess(_as_asked(visit), by=1)
    assert found.blocks
    assert all(
        each.clinical and each.override in ("clinician", "prescriber") for each in found.blocks
    )


def test_one_client_was_photographed_at_two_visits_and_consented(demo: Clinic) -> None:
    (sarah,) = (hit for hit in demo.clients.search("Sarah Whitfield", 1) if "Sarah" in str(hit))
    album = demo.photographs.of_client(sarah.id, 1)
    assert album.consent.state == "current"
    before = [each for each in album.photographs if each.moment == "before"]
    assert len({each.taken_on for each in before}) == 2
    assert {each.view for each in before} == {"front", "left", "right"}
    assert any(each.moment == "after" for each in album.photographs)
    with demo.photographs.aside() as aside:
        assert aside.picture(album.photographs[0].id, 1).startswith(b"\xff\xd8")


def _signed(demo: Clinic) -> list[TreatmentRecord]:
    with demo.database.read() as session:
        chosen = select(TreatmentRecord).where(TreatmentRecord.signed_at.is_not(None))
        return list(session.scalars(chosen))


def test_every_record_is_as_it_was_signed_and_would_be_signed_again(demo: Clinic) -> None:
    by_kind = Counter(row.kind for row in _signed(demo))
    assert by_kind.keys() >= {"toxin", "needling", "consultation", "review"}
    for row in _signed(demo):
        record = demo.records.one(row.id, row.signed_by or 0)
        assert record.counts
        assert record.content is not None
        with demo.records._reading(row.signed_by or 0) as act:
            facts = signing_facts(act, act.row(row.id), record.content)
            assert (row.kind, what_is_missing(record.content, facts)) == (row.kind, ())
            assert filled(act, record.content) == record.content


def test_every_signed_needling_of_the_demo_stands_for_its_own_cartridge(demo: Clinic) -> None:
    with demo.database.read() as session:
        found = session.execute(
            text(
                "SELECT r.signed_at IS NOT NULL, b.vial_id, o.opened_at, v.starts_at"
                " FROM treatment_record r JOIN record_batch b ON b.record_id = r.id"
                " JOIN batch s ON s.id = b.batch_id AND s.kind = 'cartridge'"
                " JOIN appointment v ON v.id = r.appointment_id"
                " LEFT JOIN opened_vial o ON o.id = b.vial_id WHERE r.kind = 'needling'"
            )
        ).all()
    signed = [each for each in found if each[0]]
    assert signed
    pieces = [piece for _, piece, _, _ in signed]
    assert None not in pieces
    assert len(set(pieces)) == len(pieces)
    assert all(opened == began for _, _, opened, began in signed)
    assert all(piece is None for is_signed, piece, _, _ in found if not is_signed)


def test_every_point_of_the_demo_lies_in_the_place_that_it_names(demo: Clinic) -> None:
    chart = charts()["face_front"]
    for row in _signed(demo):
        content = from_json(row.kind, row.content)
        for point in content.points if isinstance(content, ToxinContent) else ():
            area = area_at(chart, point.x, point.y)
            assert area is not None
            assert area.zone == point.area


def test_one_client_has_maps_needling_courses_and_something_to_come(demo: Clinic) -> None:
    (sarah,) = demo.clients.search("Sarah Whitfield", 1)
    records = demo.records.of_client(sarah.id, 1)
    assert Counter(each.kind for each in records) >= Counter(toxin=2, needling=2, review=1)
    assert any(each.amendments for each in records)
    form = demo.health.form(sarah.id, 1)
    assert form.unanswered == ()
    assert form.answered_on == max(
        question.answer.answered_on for question in form.questions if question.answer
    )
    assert {each.state for each in demo.consents.standing(sarah.id, 1).values()} >= {"current"}


def test_the_shelf_holds_what_is_nearly_and_quite_expired_withdrawn_and_open(demo: Clinic) -> None:
    shelf = demo.stock.batches(1)
    assert {each.expiry for each in shelf} == {"", "nearly", "expired"}
    assert {each.kind for each in shelf} == {"toxin", "cartridge", "cream"}
    assert any(each.withdrawn_on for each in shelf)
    assert any(each.vials for each in shelf)
    assert all(each.left >= 0 for each in demo.stock.batches(1, all=True))
    assert [each for each in demo.stock.choices("toxin", 1) if each.vial and each.may_be_chosen]


def test_the_morning_of_the_demo_has_something_to_look_at(demo: Clinic) -> None:
    kinds = {lack.kind for each in demo.morning.of_day(local_day(NOW), 1) for lack in each.lacks}
    assert kinds & {"record", "health_changed", "consent", "health"}
