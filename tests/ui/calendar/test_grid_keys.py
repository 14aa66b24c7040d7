"""The grid from the keyboard alone."""

from __future__ import annotations

from string import ascii_lowercase, ascii_uppercase

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from clinic_desk.base.clock import FixedClock
from clinic_desk.calendar.records import DayView
from tests.ui.calendar.grid_days import FACES, THURSDAY, column, drawn_day, moment, span
from ui.calendar.grid.grid import CalendarGrid

Key = Qt.Key
Held = Qt.KeyboardModifier


@pytest.fixture
def grid(qtbot: QtBot, clock: FixedClock) -> CalendarGrid:
    """The drawing's day with the keys on it."""
    made = CalendarGrid(FACES, clock)
    qtbot.addWidget(made)
    made.resize(943, 740)
    made.set_view(drawn_day())
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    return made


def free(grid: CalendarGrid, first: str = "17:00", last: str = "17:30", person: int = 1) -> None:
    """Choose empty time."""
    grid.choose_span(grid.scene.view.columns[person - 1], span(first, last))


@pytest.mark.parametrize("letter", [*ascii_uppercase, *ascii_lowercase, "0", "'", "+"])
def test_every_letter_on_empty_time_starts_a_booking_with_it(
    qtbot: QtBot, grid: CalendarGrid, letter: str
) -> None:
    free(grid)
    with qtbot.waitSignal(grid.book_asked) as told:
        qtbot.keyClicks(grid, letter)
    assert told.args[1:] == [span("17:00", "17:30"), letter]


@pytest.mark.parametrize(
    ("letter", "held"),
    [
        ("é", Held.NoModifier),
        ("Ł", Held.ShiftModifier),
        ("م", Held.NoModifier),
        ("ó", Held.ControlModifier | Held.AltModifier),
    ],
)
def test_letters_of_other_keyboards_start_one_too(
    qtbot: QtBot, grid: CalendarGrid, letter: str, held: Qt.KeyboardModifier
) -> None:
    free(grid)
    event = QKeyEvent(QEvent.Type.KeyPress, 0, held, letter)
    with qtbot.waitSignal(grid.book_asked) as told:
        QApplication.sendEvent(grid, event)
    assert told.args[2] == letter


def test_letters_made_of_several_keys_are_taken_too(qtbot: QtBot, grid: CalendarGrid) -> None:
    free(grid)
    event = QInputMethodEvent()
    event.setCommitString("é")
    with qtbot.waitSignal(grid.book_asked) as told:
        QApplication.sendEvent(grid, event)
    assert told.args[2] == "é"


def test_a_letter_on_a_visit_is_no_command(qtbot: QtBot, grid: CalendarGrid) -> None:
    grid.choose_visit(2)
    signals = (grid.book_asked, grid.visit_opened, grid.move_asked, grid.resize_asked)
    for signal in signals:
        signal.connect(lambda *_: pytest.fail("a letter was a command"))
    qtbot.keyClicks(grid, ascii_lowercase)


def test_with_nothing_chosen_a_letter_books_the_first_free_time(
    qtbot: QtBot, clock: FixedClock
) -> None:
    grid = CalendarGrid(FACES, clock)
    qtbot.addWidget(grid)
    grid.set_view(drawn_day())
    with qtbot.waitSignal(grid.book_asked) as told:
        qtbot.keyClicks(grid, "m")
    assert told.args[1] == span("11:00", "11:30")


def test_the_first_choice_of_today_is_not_in_the_past(qtbot: QtBot) -> None:
    grid = CalendarGrid(FACES, FixedClock(moment("14:50")))
    qtbot.addWidget(grid)
    grid.set_view(drawn_day())
    with qtbot.waitSignal(grid.book_asked) as told:
        qtbot.keyClicks(grid, "m")
    assert told.args[1] == span("15:00", "15:30")


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter, Key.Key_F4])
def test_enter_and_f4_book_empty_time(qtbot: QtBot, grid: CalendarGrid, key: Qt.Key) -> None:
    free(grid)
    with qtbot.waitSignal(grid.book_asked) as told:
        qtbot.keyClick(grid, key)
    assert told.args[1:] == [span("17:00", "17:30"), ""]


def test_enter_opens_a_chosen_visit(qtbot: QtBot, grid: CalendarGrid) -> None:
    grid.choose_visit(5)
    with qtbot.waitSignal(grid.visit_opened) as told:
        qtbot.keyClick(grid, Key.Key_Return)
    assert told.args == [5]


@pytest.mark.parametrize(
    ("key", "person", "first", "last"),
    [
        (Key.Key_Down, 1, "17:15", "17:45"),
        (Key.Key_Up, 1, "16:45", "17:15"),
        (Key.Key_Right, 2, "17:00", "17:30"),
        (Key.Key_Left, 1, "17:00", "17:30"),
        (Key.Key_End, 1, "18:00", "18:30"),
    ],
)
def test_arrows_move_the_choice(
    qtbot: QtBot, grid: CalendarGrid, key: Qt.Key, person: int, first: str, last: str
) -> None:
    free(grid)
    with qtbot.waitSignal(grid.span_chosen) as told:
        qtbot.keyClick(grid, key)
    assert told.args == [grid.scene.view.columns[person - 1], span(first, last)]


def test_shift_arrows_stretch_the_choice(qtbot: QtBot, grid: CalendarGrid) -> None:
    free(grid)
    qtbot.keyClick(grid, Key.Key_Down, Held.ShiftModifier)
    assert grid.chosen_span == (grid.scene.view.columns[0], span("17:00", "17:45"))
    for _ in range(5):
        qtbot.keyClick(grid, Key.Key_Up, Held.ShiftModifier)
    assert grid.chosen_span == (grid.scene.view.columns[0], span("17:00", "17:15"))


def test_arrows_stop_at_visits_on_the_way(qtbot: QtBot, grid: CalendarGrid) -> None:
    free(grid, "15:45", "16:00")
    qtbot.keyClick(grid, Key.Key_Down)
    assert grid.chosen_visit is not None
    assert grid.chosen_visit.client_name == "Mark Ives"
    qtbot.keyClick(grid, Key.Key_Down)
    assert grid.chosen_span == (grid.scene.view.columns[0], span("16:30", "17:00"))


def test_an_arrow_past_the_shown_hours_shows_more_of_them(qtbot: QtBot, grid: CalendarGrid) -> None:
    free(grid, "18:00", "18:30")
    qtbot.keyClick(grid, Key.Key_Down)
    assert grid.layout_now.axis.last == 19 * 60


@pytest.mark.parametrize(("key", "step"), [(Key.Key_PageUp, -1), (Key.Key_PageDown, 1)])
def test_page_keys_ask_for_another_day(
    qtbot: QtBot, grid: CalendarGrid, key: Qt.Key, step: int
) -> None:
    with qtbot.waitSignal(grid.day_asked) as told:
        qtbot.keyClick(grid, key)
    assert told.args == [step]


@pytest.mark.qt_log_ignore(r"propagateSizeHints")
def test_tab_walks_the_visits_and_then_leaves(qtbot: QtBot, clock: FixedClock) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    rows = QVBoxLayout(page)
    grid, field = CalendarGrid(FACES, clock), QLineEdit()
    rows.addWidget(grid)
    rows.addWidget(field)
    grid.set_view(DayView((column(),), drawn_day().visits[:2]))
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    grid.setFocus()
    qtbot.waitUntil(grid.hasFocus)
    walked = []
    for key in (Key.Key_Backtab, Key.Key_Backtab, Key.Key_Tab):
        qtbot.keyClick(grid, key)
        walked.append(grid.chosen_visit.id if grid.chosen_visit else None)
    assert walked == [2, 1, 2]
    qtbot.keyClick(grid, Key.Key_Tab)
    qtbot.waitUntil(field.hasFocus)


@pytest.mark.parametrize(
    ("key", "person", "first", "last"),
    [
        (Key.Key_Down, 1, "14:15", "15:00"),
        (Key.Key_Up, 1, "13:45", "14:30"),
        (Key.Key_Right, 2, "14:00", "14:45"),
    ],
)
def test_alt_arrows_ask_to_move_the_chosen_visit(
    qtbot: QtBot, grid: CalendarGrid, key: Qt.Key, person: int, first: str, last: str
) -> None:
    grid.choose_visit(5)
    with qtbot.waitSignal(grid.move_asked) as told:
        qtbot.keyClick(grid, key, Held.AltModifier)
    assert told.args == [5, grid.scene.view.columns[person - 1], span(first, last)]


def test_alt_shift_arrows_ask_for_another_length(qtbot: QtBot, grid: CalendarGrid) -> None:
    grid.choose_visit(5)
    with qtbot.waitSignal(grid.resize_asked) as told:
        qtbot.keyClick(grid, Key.Key_Down, Held.AltModifier | Held.ShiftModifier)
    assert told.args == [5, span("14:00", "15:00")]


@pytest.mark.parametrize("key", [Key.Key_T, Key.Key_1, Key.Key_P, Key.Key_Z])
def test_ctrl_keys_are_left_to_the_page(qtbot: QtBot, grid: CalendarGrid, key: Qt.Key) -> None:
    free(grid)
    with qtbot.assertNotEmitted(grid.book_asked):
        qtbot.keyClick(grid, key, Held.ControlModifier)
        qtbot.keyClick(grid, key, Held.AltModifier)


def test_escape_with_nothing_in_hand_is_left_to_the_page(qtbot: QtBot, grid: CalendarGrid) -> None:
    before = grid.chosen
    qtbot.keyClick(grid, Key.Key_Escape)
    assert grid.chosen == before


def test_an_empty_clinic_takes_keys_without_a_word(qtbot: QtBot, clock: FixedClock) -> None:
    grid = CalendarGrid(FACES, clock)
    qtbot.addWidget(grid)
    grid.set_view(DayView((), ()))
    grid.show()
    with qtbot.assertNotEmitted(grid.book_asked):
        for key in (Key.Key_Down, Key.Key_A, Key.Key_Return, Key.Key_End):
            qtbot.keyClick(grid, key)
    assert grid.grab().width() == grid.width()


def test_the_choice_stays_when_another_day_is_shown(qtbot: QtBot, grid: CalendarGrid) -> None:
    free(grid)
    grid.set_view(DayView((column(2),), ()))
    assert grid.chosen_span is not None
    assert grid.chosen_span[1] == span("17:00", "17:30")
    assert grid.chosen_span[0].day == THURSDAY
