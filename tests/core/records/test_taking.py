"""A signed record of micro-needling takes its cartridge off the stock: once, and truthfully."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from clinic_desk.records.record import Record
from clinic_desk.stock.models import OpenedVial
from clinic_desk.stock.stock import Stock
from tests.core.records.desk import Desk
from tests.factories import NOW, add_client

HAD = NOW - timedelta(hours=1)


@pytest.fixture
def stock(desk: Desk) -> Stock:
    """The shelf that the records take from."""
    return Stock(desk.database, desk.clock, lambda: ())


@pytest.fixture
def lot(desk: Desk) -> int:
    """Ten cartridges."""
    return desk.batch("cartridge", "Pen needles", number="P1")


def left(stock: Stock, desk: Desk, lot: int) -> int:
    return stock.batch(lot, desk.ruth).left


def needled(desk: Desk, lot: int, **visit: object) -> Record:
    at = desk.visit("MN", **visit)  # type: ignore[arg-type]
    return desk.signed(at, desk.needling(lot))


def test_a_draft_takes_nothing_and_its_signature_takes_one(
    desk: Desk, stock: Stock, lot: int
) -> None:
    visit = desk.visit("MN")
    draft = desk.drafted(visit, desk.needling(lot))
    assert left(stock, desk, lot) == 10
    written = desk.sign(draft)
    assert left(stock, desk, lot) == 9
    assert written.changes.stock
    (piece,) = stock.vials(lot, desk.ruth)
    assert (piece.opened_at, piece.finished_at, piece.opened_by) == (HAD, HAD, "Ruth Holt")
    assert [each.vial_id for each in written.record.batches] == [piece.id]
    assert not written.record.altered
    assert stock.batch(lot, desk.ruth).vials == ()


def test_one_that_was_taken_from_the_shelf_that_day_is_not_taken_twice(
    desk: Desk, stock: Stock, lot: int
) -> None:
    piece = stock.open_vial(lot, desk.ruth, at=HAD).id
    record = needled(desk, lot)
    assert left(stock, desk, lot) == 9
    assert [each.vial_id for each in record.batches] == [piece]
    needled(desk, lot, client=add_client(desk.database, "Nadia", "Clarke"))
    assert left(stock, desk, lot) == 8


def test_one_of_another_day_is_another_one(desk: Desk, stock: Stock, lot: int) -> None:
    old = NOW - timedelta(days=3)
    opened = OpenedVial(
        batch_id=lot, opened_at=old, opened_by=desk.ruth, finished_at=old, finished_by=desk.ruth
    )
    desk.put(opened)
    needled(desk, lot)
    assert left(stock, desk, lot) == 8


def test_an_error_gives_nothing_back_and_the_right_record_takes_the_same_piece(
    desk: Desk, stock: Stock, lot: int
) -> None:
    wrong = needled(desk, lot)
    desk.records.enter_in_error(wrong.id, "Another client.", desk.ruth)
    assert left(stock, desk, lot) == 9
    right = needled(desk, lot, client=add_client(desk.database, "Nadia", "Clarke"))
    assert left(stock, desk, lot) == 9
    assert right.batches == wrong.batches
    for each in (wrong, right):
        assert not desk.records.one(each.id, desk.ruth).altered


def test_what_was_counted_after_the_visit_is_not_taken_again(
    desk: Desk, stock: Stock, lot: int
) -> None:
    visit = desk.visit("MN")
    stock.count(lot, -1, "Counted: one fewer", desk.ruth)
    record = desk.signed(visit, desk.needling(lot))
    assert left(stock, desk, lot) == 9
    assert [each.vial_id for each in record.batches] == [None]


def test_where_by_the_count_none_is_left_it_is_signed_all_the_same(
    desk: Desk, stock: Stock, lot: int
) -> None:
    visit = desk.visit("MN", starts_at=NOW + timedelta(minutes=5))
    stock.count(lot, -10, "Used up", desk.ruth)
    desk.clock.advance(minutes=40)
    assert desk.signed(visit, desk.needling(lot)).signed
    assert left(stock, desk, lot) == 0


def test_a_late_entry_takes_it_as_of_the_visit(desk: Desk, stock: Stock, lot: int) -> None:
    needled(desk, lot, starts_at=NOW - timedelta(days=2))
    (piece,) = stock.vials(lot, desk.ruth)
    assert piece.opened_at == NOW - timedelta(days=2)


def test_toxin_takes_nothing_as_its_vial_was_opened_before(desk: Desk) -> None:
    desk.signed_toxin()
    with desk.database.read() as session:
        assert len(session.scalars(select(OpenedVial)).all()) == 1
