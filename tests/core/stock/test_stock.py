"""Batches come in, vials are opened, mixed and finished, and the count says what is left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest

from clinic_desk.base.clock import FixedClock
from clinic_desk.base.errors import BadInput, NotAllowed, NotFound, Stale
from clinic_desk.db.database import Database
from clinic_desk.stock.records import BatchDraft, BatchKnown
from clinic_desk.stock.stock import Stock
from tests.core.calendar.desk import shipped
from tests.factories import add_person, events

TODAY = date(2026, 11, 24)
TOXIN = BatchDraft("toxin", "Bocouture", "C1234", date(2027, 3, 31), TODAY, 5, 50)
READY = replace(TOXIN, product="Alluzience", number="R1", strength=125)
LOT = BatchDraft("cartridge", "Pen 12", "LOT 7", date(2027, 3, 31), TODAY, 20)
CREAM = BatchDraft("cream", "Numbing cream 4%", "K-1", date(2026, 12, 24), TODAY, 2)


@dataclass(frozen=True)
class Shelf:
    stock: Stock
    clock: FixedClock
    database: Database
    ruth: int

    def add(self, draft: BatchDraft = TOXIN) -> int:
        return self.stock.add_batch(draft, self.ruth).id

    def open(self, batch: int, diluent_ul: int | None = None) -> int:
        return self.stock.open_vial(batch, self.ruth, diluent_ul).id

    def choices(self) -> list[str]:
        return [each.why_not for each in self.stock.choices("toxin", self.ruth)]


@pytest.fixture
def shelf(database: Database, clock: FixedClock) -> Shelf:
    stock = Stock(database, clock, lambda: shipped().catalogue.products)
    return Shelf(stock, clock, database, add_person(database))


def test_a_batch_that_came_in_is_on_the_shelf_soonest_to_expire_first(shelf: Shelf) -> None:
    toxin, cream = shelf.add(), shelf.add(CREAM)
    saved = shelf.add(replace(LOT, number=" LOT   7 "))
    first, *rest = shelf.stock.batches(shelf.ruth)
    assert (first.id, first.expiry, first.left) == (cream, "nearly", 2)
    assert {each.id for each in rest} == {toxin, saved}
    assert shelf.stock.batch(saved, shelf.ruth).number == "LOT 7"
    assert [each.id for each in shelf.stock.batches(shelf.ruth, kind="toxin")] == [toxin]
    near = [each.id for each in shelf.stock.batches(shelf.ruth) if each.expiry]
    assert near == [cream]


@pytest.mark.parametrize("number", ["C1234", "c 1234", "C-1234"])
def test_a_number_typed_twice_is_said(shelf: Shelf, number: str) -> None:
    first = shelf.add()
    with pytest.raises(BatchKnown, match="in the stock already") as said:
        shelf.add(replace(TOXIN, number=number))
    assert said.value.batch_id == first
    assert shelf.add(replace(TOXIN, product="Letybo", number=number)) != first


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (replace(TOXIN, product="Innotox"), "product"),
        (replace(TOXIN, number="  "), "number"),
        (replace(TOXIN, strength=None), "strength"),
        (replace(LOT, strength=5), "strength"),
        (replace(TOXIN, pieces=-1), "pieces"),
        (replace(TOXIN, expires_on=TODAY - timedelta(days=1)), "expires_on"),
        (replace(TOXIN, received_on=TODAY + timedelta(days=1)), "received_on"),
        (replace(TOXIN, expires_on=date(2077, 1, 1)), "expires_on"),
        (replace(TOXIN, note="a\0b"), "note"),
    ],
)
def test_what_cannot_be_a_batch_names_its_field(
    shelf: Shelf, draft: BatchDraft, field: str
) -> None:
    with pytest.raises(BadInput) as refused:
        shelf.add(draft)
    assert refused.value.field == field
    assert shelf.stock.batches(shelf.ruth, all=True) == ()


def test_a_vial_is_opened_mixed_used_for_its_hours_and_finished(shelf: Shelf) -> None:
    batch = shelf.add()
    vial = shelf.open(batch)
    assert shelf.stock.batch(batch, shelf.ruth).left == 4
    assert shelf.choices() == ["", "It has not been mixed yet."]
    shelf.stock.mix(vial, 1250, shelf.ruth)
    first, other = shelf.stock.choices("toxin", shelf.ruth)
    assert first.vial is not None
    assert (first.vial.id, first.vial.diluent_ul, first.vial.opened_by) == (vial, 1250, "Ruth Holt")
    assert first.until == shelf.clock.now() + timedelta(hours=24)
    assert other.vial is None
    shelf.clock.advance(hours=24)
    assert "may be used for 24 hours" in shelf.stock.why_not(batch, vial, shelf.ruth)
    before = shelf.clock.now() - timedelta(minutes=1)
    assert shelf.stock.why_not(batch, vial, shelf.ruth, at=before) == ""
    shelf.stock.finish(vial, shelf.ruth)
    assert shelf.choices() == [""]
    # A record of yesterday's visit may still name it.
    assert len(shelf.stock.choices("toxin", shelf.ruth, at=before)) == 2
    (kept,) = shelf.stock.vials(batch, shelf.ruth)
    assert kept.finished_at == shelf.clock.now()


def test_a_moment_just_passed_may_be_told(shelf: Shelf) -> None:
    """The nurse writes it down after the session; the hours count from the mixing."""
    batch, then = shelf.add(), shelf.clock.now() - timedelta(minutes=20)
    vial = shelf.stock.open_vial(batch, shelf.ruth, 2500, at=then).id
    assert shelf.stock.vial(vial, shelf.ruth).mixed_at == then
    unmixed = shelf.open(batch)
    for wrong in (then, shelf.clock.now() + timedelta(minutes=1)):
        with pytest.raises(BadInput):
            shelf.stock.mix(unmixed, 2500, shelf.ruth, at=wrong)


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (lambda s, b, v: s.stock.mix(v, 2500, s.ruth), "mixed on"),
        (lambda s, b, v: [s.stock.finish(v, s.ruth), s.stock.finish(v, s.ruth)], "finished on"),
        (lambda s, b, v: [s.stock.finish(v, s.ruth), s.stock.mix(v, 9, s.ruth)], "finished on"),
        (lambda s, b, v: s.open(s.add(READY), 2500), "ready"),
        (lambda s, b, v: s.stock.unfinish(v, s.ruth), "is open"),
        (lambda s, b, v: s.stock.unfinish(s.open(s.add(LOT)), s.ruth), "used once"),
        (lambda s, b, v: [s.stock.withdraw(b, "Recalled", s.ruth), s.open(b)], "withdrawn"),
        (lambda s, b, v: s.stock.put_back(b, s.ruth), "not withdrawn"),
        (lambda s, b, v: [s.clock.advance(days=200), s.open(b)], "expired on"),
    ],
)
def test_an_act_that_cannot_be_says_why(
    shelf: Shelf, act: Callable[[Shelf, int, int], object], said: str
) -> None:
    batch = shelf.add()
    vial = shelf.open(batch, 2500)
    with pytest.raises(NotAllowed, match=said):
        act(shelf, batch, vial)


def test_what_was_finished_by_mistake_is_open_again_and_no_younger(shelf: Shelf) -> None:
    batch = shelf.add()
    vial = shelf.open(batch, 2500)
    opened = shelf.stock.vial(vial, shelf.ruth)
    shelf.stock.finish(vial, shelf.ruth)
    assert shelf.stock.unfinish(vial, shelf.ruth).stock
    assert shelf.stock.vial(vial, shelf.ruth) == opened
    assert shelf.choices() == ["", ""]
    assert events(shelf.database)[-1].act == "stock.unfinished"
    shelf.clock.advance(hours=24)
    assert "may be used for 24 hours" in shelf.stock.why_not(batch, vial, shelf.ruth)


@pytest.mark.parametrize("diluent_ul", [0, 99, 20_001])
def test_a_slip_in_the_saline_is_said(shelf: Shelf, diluent_ul: int) -> None:
    with pytest.raises(BadInput, match="saline"):
        shelf.open(shelf.add(), diluent_ul)


def test_a_ready_mixed_vial_and_a_tube_are_used_as_they_come(shelf: Shelf) -> None:
    ready, tube = shelf.open(shelf.add(READY)), shelf.open(shelf.add(CREAM))
    cream = shelf.stock.vial(tube, shelf.ruth).batch_id
    assert shelf.stock.choices("toxin", shelf.ruth)[0].vial is not None
    assert "is not of batch" in shelf.stock.why_not(cream, ready, shelf.ruth)
    shelf.clock.advance(days=1)
    assert shelf.stock.why_not(cream, tube, shelf.ruth) == ""
    assert [bool(each) for each in shelf.choices()] == [False, True]


def test_a_cartridge_is_used_once(shelf: Shelf) -> None:
    lot = shelf.add(LOT)
    used = shelf.stock.vial(shelf.open(lot), shelf.ruth)
    assert used.finished_at == used.opened_at
    batch = shelf.stock.batch(lot, shelf.ruth)
    assert (batch.left, batch.vials) == (19, ())


def test_a_count_puts_right_what_is_left_and_never_below_none(shelf: Shelf) -> None:
    batch = shelf.add(replace(TOXIN, pieces=1))
    shelf.open(batch)
    with pytest.raises(BadInput, match="none of batch C1234 is left"):
        shelf.open(batch)
    for pieces, why in ((0, "Counted"), (-1, "Counted"), (1, " ")):
        with pytest.raises(BadInput):
            shelf.stock.count(batch, pieces, why, shelf.ruth)
    shelf.stock.count(batch, 2, "Two more in the fridge", shelf.ruth)
    shelf.stock.count(batch, -1, "Dropped", shelf.ruth)
    assert shelf.stock.batch(batch, shelf.ruth).left == 1


def test_what_is_used_up_is_listed_only_among_all(shelf: Shelf) -> None:
    batch = shelf.add(replace(TOXIN, pieces=1))
    vial = shelf.open(batch)
    assert len(shelf.stock.batches(shelf.ruth)) == 1
    shelf.stock.finish(vial, shelf.ruth)
    assert shelf.stock.batches(shelf.ruth) == ()
    assert [each.id for each in shelf.stock.batches(shelf.ruth, all=True)] == [batch]


def test_a_withdrawn_batch_is_no_choice_until_it_is_put_back(shelf: Shelf) -> None:
    batch = shelf.add()
    shelf.stock.withdraw(batch, "Fridge failed", shelf.ruth)
    (refused,) = shelf.choices()
    assert "Fridge failed" in refused
    shelf.stock.put_back(batch, shelf.ruth)
    assert shelf.choices() == [""]


def test_a_slip_in_a_batch_is_put_right_with_what_was_typed_kept(shelf: Shelf) -> None:
    batch = shelf.add()
    right = replace(TOXIN, expires_on=date(2027, 4, 30))
    shelf.stock.change_batch(batch, right, 1, shelf.ruth)
    changed = shelf.stock.batch(batch, shelf.ruth)
    assert (changed.details, changed.version) == (right, 2)
    noted = events(shelf.database)[-1]
    assert (noted.act, noted.before) == ("stock.batch_changed", {"expires_on": "2027-03-31"})
    with pytest.raises(Stale):
        shelf.stock.change_batch(batch, TOXIN, 1, shelf.ruth)
    shelf.open(batch)
    with pytest.raises(BadInput, match="cannot be changed"):
        shelf.stock.change_batch(batch, replace(right, product="Letybo"), 2, shelf.ruth)


def test_what_is_not_there_is_said(shelf: Shelf) -> None:
    for act in (shelf.stock.batch, shelf.stock.vial, shelf.stock.finish, shelf.stock.put_back):
        with pytest.raises(NotFound):
            act(99, shelf.ruth)
