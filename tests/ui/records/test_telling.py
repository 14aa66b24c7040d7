"""The words of a record on the screen. Pure."""

from __future__ import annotations

import pytest

from clinic_desk.records.contents import Lot
from clinic_desk.records.record import LotChoice
from ui.kit.labels import PlainLabel
from ui.kit.theme import Theme
from ui.records.lots import LotPart
from ui.records.telling import lot_name, lot_words


@pytest.mark.parametrize(
    ("number", "said"),
    [("44812", "lot 44812"), ("LOT 44812", "LOT 44812"), ("Lot-7", "Lot-7"), ("", "lot ")],
)
def test_a_number_that_says_lot_is_not_called_a_lot_again(number: str, said: str) -> None:
    assert lot_name(number) == said


def test_a_batch_that_may_not_be_chosen_is_named_once(theme: Theme) -> None:
    old = Lot(1, product="Needling cartridge", number="LOT 44923")
    part = LotPart("Cartridge", "None")
    part.show_choices([LotChoice(old, "Batch LOT 44923 expired on 11 September 2026.")], None)
    said = [label.text() for label in part.findChildren(PlainLabel)]
    assert "Needling cartridge: Batch LOT 44923 expired on 11 September 2026." in said
    assert lot_words(old) == "Needling cartridge, LOT 44923"
