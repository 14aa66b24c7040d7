"""The personal box, filled from what was done: for whom, from when on, and again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from clinic_desk.base.clock import FixedClock
from clinic_desk.base.errors import NotAllowed
from clinic_desk.clinic import Clinic, open_clinic
from clinic_desk.leaflets.orders import Order, drawn
from clinic_desk.leaflets.plain_text import text_of
from clinic_desk.leaflets.treated import OF_THE_RECORD
from tests.core.records.desk import Desk
from tests.factories import NOW, add_person, new_clinic
from tests.kept import copy_kept

AFTER = "botulinum-toxin-aftercare"


@pytest.fixture
def clinic(tmp_path: Path, clock: FixedClock) -> Iterator[Clinic]:
    copy_kept(_made, tmp_path / "clinic")
    opened = open_clinic(tmp_path / "clinic", clock=clock)
    yield opened
    opened.database.close()


def _made(folder: Path) -> None:
    new_clinic(folder).database.close()


@pytest.fixture
def desk(clinic: Clinic, clock: FixedClock) -> Desk:
    return Desk(clinic.database, clock)


@pytest.fixture
def maya(clinic: Clinic) -> int:
    return add_person(clinic.database, "Maya Patel", "reception", treats=False)


def box(order: Order) -> dict[str, str]:
    assert order.addressee is not None
    return dict(order.addressee.personal)


def test_the_box_tells_what_the_signed_record_says(clinic: Clinic, desk: Desk) -> None:
    desk.signed_toxin()
    order = clinic.press.order("botulinum-toxin", desk.anna, by=desk.ruth)
    told = box(order)
    assert told["product"] == "Azzalure"
    assert told["units"] == "20 Speywood units"
    assert told["areas"]
    assert (told["expiry"], told["prescriber"]) == ("30 June 2027", "Ruth Holt")
    assert told["batch"].startswith("A")
    assert told["photographs"] == "No"
    assert f"Batch: {told['batch']}" in text_of(order)


def test_its_days_are_those_of_the_ribbon(clinic: Clinic, desk: Desk) -> None:
    desk.signed_toxin()
    told = box(clinic.press.order(AFTER, desk.anna, by=desk.ruth))
    assert told["review"] == "8 to 22 December 2026"
    assert (told["repeat_from"], told["other_from"]) == ("24 February 2027", "8 December 2026")
    lanes = {each.code: each.lane for each in clinic.booking.ribbon(desk.anna, desk.ruth).lanes}
    opens = [span.first for span in lanes["MN"].spans if span.kind == "open"]
    assert opens == [date(2026, 12, 8)]


def test_what_is_booked_is_the_next_one(clinic: Clinic, desk: Desk) -> None:
    desk.signed_toxin()
    desk.visit("BTX_REVIEW", "booked", starts_at=NOW + timedelta(days=15, hours=1))
    desk.visit("MN", "booked", starts_at=NOW + timedelta(days=21))
    told = box(clinic.press.order(AFTER, desk.anna, by=desk.ruth))
    assert told["review"] == "9 December 2026, 10am"
    assert told["other_from"] == "15 December 2026"
    assert told["repeat_from"] == "24 February 2027"
    desk.visit("BTX", "booked", starts_at=NOW + timedelta(days=95))
    told = box(clinic.press.order(AFTER, desk.anna, by=desk.ruth))
    assert told["repeat_from"] == "27 February 2027"


def test_needling_tells_of_device_depth_and_cartridge(clinic: Clinic, desk: Desk) -> None:
    visit = desk.visit("MN")
    desk.signed(visit, desk.needling(desk.batch("cartridge", "Needles 12", number="C7")))
    told = box(clinic.press.order("micro-needling", desk.anna, by=desk.ruth))
    assert (told["device"], told["depth"], told["cartridge"]) == ("Pen", "0.75 mm", "C7")
    assert told["numbing"] == "None"


def test_reception_has_lines_to_write_on_where_the_record_speaks(
    clinic: Clinic, desk: Desk, maya: int
) -> None:
    desk.signed_toxin()
    told = box(clinic.press.order(AFTER, desk.anna, by=maya))
    assert not told.keys() & OF_THE_RECORD
    assert told["practitioner"] == "Ruth Holt"


def test_nothing_is_told_before_the_record_is_signed_or_once_it_is_in_error(
    clinic: Clinic, desk: Desk
) -> None:
    record = desk.signed_toxin()
    desk.records.enter_in_error(record.id, "Another client", desk.ruth)
    assert not box(clinic.press.order(AFTER, desk.anna, by=desk.ruth)).keys() & OF_THE_RECORD
    visit = desk.visit(starts_at=NOW - timedelta(minutes=20))
    desk.drafted(visit, desk.toxin([desk.vial(desk.batch())]))
    assert not box(clinic.press.order(AFTER, desk.anna, by=desk.ruth)).keys() & OF_THE_RECORD


def test_the_leaflet_of_the_next_visit_does_not_tell_of_the_last(
    clinic: Clinic, desk: Desk, clock: FixedClock
) -> None:
    desk.signed_toxin()
    desk.visit("BTX", "booked", starts_at=NOW + timedelta(days=20))
    assert box(clinic.press.order(AFTER, desk.anna, by=desk.ruth))["product"] == "Azzalure"
    clock.advance(days=19)
    assert box(clinic.press.order(AFTER, desk.anna, by=desk.ruth)) == {}


def test_a_reprint_repeats_the_box_and_only_to_whoever_may_read_it(
    clinic: Clinic, desk: Desk, maya: int
) -> None:
    record = desk.signed_toxin()
    printed = drawn(clinic.press.order(AFTER, desk.anna, by=desk.ruth))
    clinic.press.note_given(printed, "printed", by=desk.ruth)
    desk.records.enter_in_error(record.id, "Another client", desk.ruth)
    (line,) = clinic.leaflets.of_client(desk.anna, desk.ruth)
    assert drawn(clinic.press.order_again(line.id, desk.ruth)).digest == printed.digest
    (seen,) = clinic.leaflets.of_client(desk.anna, maya)
    assert (seen.veiled, seen.can_be_repeated) == (True, False)
    assert "Azzalure" not in seen.filled
    with pytest.raises(NotAllowed, match="for those who treat"):
        clinic.press.order_again(line.id, maya)
