from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest

from clinic_desk.base.changes import Changes
from clinic_desk.base.clock import at
from clinic_desk.base.errors import BadInput, NotFound
from clinic_desk.calendar.hours import WorkingHours
from clinic_desk.calendar.hours_records import AbsenceDraft, PlaceDraft
from clinic_desk.calendar.opening import WeeklyStretch
from clinic_desk.db.database import Database
from tests.factories import add_appointment, add_client, add_hours, add_person

DAY = date(2026, 12, 8)
GRACE = 1
NEXT = DAY + timedelta(days=1)
MORNING = WeeklyStretch(1, 540, 780)
AFTERNOON = WeeklyStretch(1, 840, 1080)


@pytest.fixture
def hours(database: Database) -> WorkingHours:
    """With Grace, the first person there is, to manage them."""
    assert add_person(database, "Grace Lam", "manager", treats=False) == GRACE
    return WorkingHours(database)


@pytest.fixture
def ruth(database: Database) -> int:
    return add_person(database)


def moment(hour: int, minute: int = 0, day: date = DAY) -> datetime:
    return at(day, time(hour, minute))


def test_a_week_is_kept_in_order_and_replaced_whole(hours: WorkingHours, ruth: int) -> None:
    assert hours.set_weekly(ruth, [AFTERNOON, MORNING], GRACE).setup
    assert hours.weekly(ruth) == (MORNING, AFTERNOON)
    hours.set_weekly(ruth, [MORNING], GRACE)
    assert hours.weekly(ruth) == (MORNING,)


def test_stretches_that_touch_are_no_overlap(hours: WorkingHours, ruth: int) -> None:
    hours.set_weekly(ruth, [WeeklyStretch(1, 540, 780), WeeklyStretch(1, 780, 840)], GRACE)
    assert [span.minutes for span in hours.opening(DAY, DAY).of(ruth, DAY)] == [300]


@pytest.mark.parametrize(
    ("stretches", "says"),
    [
        ([(1, 780, 540)], "Tuesday ends before it starts."),
        ([(1, 540, 540)], "Tuesday ends before it starts."),
        ([(1, 540, 780), (1, 779, 900)], "Two stretches of Tuesday overlap."),
        ([(2, 540, 1441)], "Wednesday lasts from 00:00 to 24:00."),
        ([(2, -1, 60)], "Wednesday lasts from 00:00 to 24:00."),
        ([(7, 540, 780)], "There is no such day of the week."),
    ],
)
def test_a_week_that_cannot_be_is_refused_and_the_old_one_kept(
    hours: WorkingHours, ruth: int, stretches: list[tuple[int, int, int]], says: str
) -> None:
    hours.set_weekly(ruth, [MORNING], GRACE)
    with pytest.raises(BadInput, match=says):
        hours.set_weekly(ruth, [WeeklyStretch(*stretch) for stretch in stretches], GRACE)
    assert hours.weekly(ruth) == (MORNING,)


def test_hours_of_nobody_are_refused(hours: WorkingHours, ruth: int) -> None:
    with pytest.raises(NotFound):
        hours.set_weekly(99, [MORNING], GRACE)


def test_an_absence_gives_back_the_visits_to_move_with_phones(
    database: Database, hours: WorkingHours, ruth: int
) -> None:
    other = add_person(database, "Amira Khan", "practitioner")
    anna = add_client(database, phone="07700 900 316")
    inside = add_appointment(database, anna, ruth, moment(10), moment(10, 30))
    add_appointment(database, anna, ruth, moment(9), moment(9, 30))
    add_appointment(database, anna, other, moment(10, 30), moment(11))
    taken = hours.add_absence(AbsenceDraft(ruth, moment(9, 30), moment(12), " Training "), ruth)
    [to_move] = taken.to_move
    assert to_move.visit.id == inside
    assert to_move.visit.client_name == "Anna Kowalska"
    assert [phone.number for phone in to_move.phones] == ["07700 900 316"]
    assert taken.changes == Changes(frozenset({DAY}), setup=True)
    [absence] = hours.absences(DAY, DAY)
    assert (absence.id, absence.person_name, absence.reason) == (taken.id, "Ruth Holt", "Training")


@pytest.mark.parametrize(
    ("status", "listed"),
    [("booked", True), ("confirmed", True), ("completed", False), ("no_show", False)],
)
def test_only_visits_that_have_not_begun_are_to_be_moved(
    database: Database, hours: WorkingHours, ruth: int, status: str, listed: bool
) -> None:
    add_appointment(database, add_client(database), ruth, moment(10), moment(11), status=status)
    taken = hours.add_absence(AbsenceDraft(ruth, moment(9), moment(12)), ruth)
    assert bool(taken.to_move) is listed


def test_an_absence_while_only_a_cream_works_moves_nothing(
    database: Database, hours: WorkingHours, ruth: int
) -> None:
    add_appointment(
        database, add_client(database), ruth, moment(10), moment(11), numbing_minutes=30
    )
    assert not hours.add_absence(AbsenceDraft(ruth, moment(10), moment(10, 30)), ruth).to_move
    assert hours.add_absence(AbsenceDraft(ruth, moment(10), moment(10, 31)), ruth).to_move


@pytest.mark.parametrize("ends", [moment(9), moment(8)])
def test_an_absence_that_ends_before_it_starts_is_refused(
    hours: WorkingHours, ruth: int, ends: datetime
) -> None:
    with pytest.raises(BadInput, match="ends before it starts"):
        hours.add_absence(AbsenceDraft(ruth, moment(9), ends), ruth)
    assert hours.absences(DAY, DAY) == ()


def test_an_absence_touches_each_of_its_days_and_no_other(hours: WorkingHours, ruth: int) -> None:
    whole = AbsenceDraft(ruth, at(DAY, time(0)), at(NEXT + timedelta(days=1), time(0)), "Leave")
    taken = hours.add_absence(whole, ruth)
    assert taken.changes.days == {DAY, NEXT}
    assert hours.absences(NEXT + timedelta(days=1), date(2027, 1, 1)) == ()
    assert hours.remove_absence(taken.id, ruth).days == {DAY, NEXT}
    assert hours.absences(DAY, NEXT) == ()


def test_a_closure_gives_back_everyones_visits(
    database: Database, hours: WorkingHours, ruth: int
) -> None:
    other = add_person(database, "Amira Khan", "practitioner")
    for person, day in ((ruth, DAY), (other, NEXT), (ruth, NEXT + timedelta(days=1))):
        client = add_client(database)
        add_appointment(database, client, person, moment(10, day=day), moment(11, day=day))
    taken = hours.add_closure(DAY, NEXT, "Refitting", ruth)
    assert [each.visit.person_id for each in taken.to_move] == [ruth, other]
    assert taken.changes.days == {DAY, NEXT}
    assert hours.opening(DAY, NEXT).shut(NEXT) == "Refitting"
    hours.remove_closure(taken.id, ruth)
    assert hours.closures(DAY, NEXT) == ()


def test_a_closure_that_ends_before_it_starts_is_refused(hours: WorkingHours, ruth: int) -> None:
    with pytest.raises(BadInput, match="ends before it starts"):
        hours.add_closure(NEXT, DAY, "", ruth)
    assert hours.add_closure(DAY, DAY, "", ruth).id


@pytest.mark.parametrize("closed", [True, False])
def test_the_clinic_chooses_whether_bank_holidays_are_worked(
    database: Database, ruth: int, closed: bool
) -> None:
    add_hours(database, ruth)
    christmas = date(2026, 12, 25)
    opening = WorkingHours(database, lambda: closed).opening(christmas, christmas)
    assert bool(opening.of(ruth, christmas)) is not closed
    assert opening.shut(christmas) == ("Christmas Day" if closed else "")


def test_who_has_left_or_treats_nobody_does_not_open_the_clinic(
    database: Database, hours: WorkingHours
) -> None:
    for other in ({"active": False}, {"treats": False}):
        add_hours(database, add_person(database, **other))
    assert hours.opening(DAY, DAY).clinic(DAY) == ()


@pytest.mark.parametrize("kind", ["room", "device"])
class TestPlaces:
    def save(self, hours: WorkingHours, kind: str) -> Callable[..., int]:
        def save(name: str = "One", suits: tuple[str, ...] = ("BTX",), **other: object) -> int:
            draft = PlaceDraft(name, frozenset(suits), **other)  # type: ignore[arg-type]
            return getattr(hours, f"save_{kind}")(draft, GRACE).id

        return save

    def test_what_it_suits_is_what_it_names(self, hours: WorkingHours, kind: str) -> None:
        save = self.save(hours, kind)
        first = save(" One ", ("BTX", "MN"))
        save("One", ("MN",), id=first)
        [place] = getattr(hours, f"{kind}s")()
        assert (place.id, place.name, place.treatments) == (first, "One", {"MN"})

    def test_they_come_by_position(self, hours: WorkingHours, kind: str) -> None:
        save = self.save(hours, kind)
        save("Last", position=2)
        save("First", position=1)
        assert [place.name for place in getattr(hours, f"{kind}s")()] == ["First", "Last"]

    @pytest.mark.parametrize(
        ("name", "suits", "field"),
        [("  ", ("BTX",), "name"), ("TAKEN", ("BTX",), "name"), ("New", (), "treatments")],
    )
    def test_one_that_cannot_be_is_refused(
        self, hours: WorkingHours, kind: str, name: str, suits: tuple[str, ...], field: str
    ) -> None:
        save = self.save(hours, kind)
        save("Taken")
        with pytest.raises(BadInput) as refused:
            save(name, suits)
        assert refused.value.field == field
        assert len(getattr(hours, f"{kind}s")()) == 1

    def test_out_of_use_it_leaves_the_list_and_frees_its_name(
        self, hours: WorkingHours, kind: str
    ) -> None:
        save = self.save(hours, kind)
        first = save()
        assert getattr(hours, f"remove_{kind}")(first, GRACE).setup
        assert getattr(hours, f"{kind}s")() == ()
        assert [place.id for place in getattr(hours, f"{kind}s")(active_only=False)] == [first]
        assert save() != first

    def test_one_that_is_not_there_is_not_found(self, hours: WorkingHours, kind: str) -> None:
        with pytest.raises(NotFound):
            self.save(hours, kind)(id=99)
        with pytest.raises(NotFound):
            getattr(hours, f"remove_{kind}")(99, GRACE)
