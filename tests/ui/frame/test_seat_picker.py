"""The list of who is at the desk, where the window is low and the letters are large."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QWidget

from clinic_desk.staff.people import PersonDraft
from tests.ui.frame.marked import AtDoor
from ui.frame.seat_picker import SeatPicker
from ui.kit.buttons import LinkButton
from ui.kit.rows import ChoiceRow
from ui.kit.surfaces import Scroll
from ui.kit.theme import Theme

GRACE, MANY = 3, 12


@pytest.fixture
def picker(at_door: AtDoor, theme: Theme) -> SeatPicker:
    """Twelve people, 1366 x 768, letters twice as large."""
    for number in range(MANY - 3):
        draft = PersonDraft(f"Wilhelmina Featherstonehaugh {number}", "reception", position=number)
        at_door.clinic.staff.save(draft, by=GRACE)
    program = at_door.program
    program.window.resize(1366, 768)
    theme.set_percent(200)
    at_door.hand.settle()
    made = program.window.picker
    assert made is not None
    made.people = at_door.clinic.staff.people()
    at_door.hand.press("F2")
    return made


def in_sight(part: QWidget, of: QWidget) -> bool:
    return of.rect().contains(part.rect().translated(part.mapTo(of, QPoint(0, 0))))


def test_many_people_scroll_and_none_is_squeezed(picker: SeatPicker) -> None:
    rows = picker.findChildren(ChoiceRow)
    assert len(rows) == MANY
    assert all(row.height() == row.sizeHint().height() for row in rows)
    assert in_sight(picker, picker.window())
    links = [link for link in picker.findChildren(LinkButton) if link.isVisible()]
    assert all(in_sight(link, picker) for link in links)
    assert [link.words() for link in links] == ["Your password and PIN", "Sign out"]


@pytest.mark.parametrize("key", ["Down", "Up", "Tab", "Shift+Tab"])
def test_whoever_is_gone_to_by_a_key_is_in_sight(
    picker: SeatPicker, at_door: AtDoor, key: str
) -> None:
    scroll = picker.findChild(Scroll)
    met: list[QWidget] = []
    for _ in range(MANY + 2):
        at_door.hand.press(key)
        control = QApplication.focusWidget()
        assert control is not None
        if scroll.isAncestorOf(control):
            assert in_sight(control, scroll.viewport())
        met.append(control)
    assert len(set(met)) == MANY + 2


def test_few_people_take_no_more_room_than_they_need(at_door: AtDoor) -> None:
    at_door.hand.press("F2")
    picker = at_door.program.window.picker
    assert picker is not None
    scroll = picker.findChild(Scroll)
    assert scroll.viewport().height() == scroll.inside.height()
    assert not scroll.verticalScrollBar().isVisible()
