"""The grid under a real mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinic_desk.base.clock import FixedClock
from clinic_desk.calendar.records import DayView, Refusals
from tests.ui.calendar.grid_days import FACES, THURSDAY, column, drawn_day, moment, span, visit
from ui.calendar.grid.grid import CalendarGrid
from ui.calendar.grid.scene import DraftBlock

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def grid(qtbot: QtBot, clock: FixedClock) -> CalendarGrid:
    """The drawing's day, shown at the size it has there."""
    made = CalendarGrid(FACES, clock)
    qtbot.addWidget(made)
    made.resize(943, 740)
    made.set_view(drawn_day())
    with qtbot.waitExposed(made):
        made.show()
    return made


def at(grid: CalendarGrid, person: int, time: str) -> QPoint:
    """The point a little right of the left edge of a column, at a clock time."""
    hour, minute = time.split(":")
    layout = grid.layout_now
    y = layout.axis.y(int(hour) * 60 + int(minute)) + grid.body_top - grid.scrolled
    return QPoint(layout.strips[person - 1].x + 40, y + 2)


def pull(qtbot: QtBot, grid: CalendarGrid, start: QPoint, end: QPoint) -> None:
    """Press, pull over a point on the way, let go."""
    qtbot.mousePress(grid, LEFT, pos=start)
    qtbot.mouseMove(grid, (start + end) / 2)
    qtbot.mouseMove(grid, end)
    qtbot.mouseRelease(grid, LEFT, pos=end)


def test_a_pull_over_empty_time_chooses_it(qtbot: QtBot, grid: CalendarGrid) -> None:
    with qtbot.waitSignal(grid.span_chosen) as told:
        pull(qtbot, grid, at(grid, 1, "17:00"), at(grid, 1, "17:40"))
    chosen, when = told.args
    assert (chosen.title, when) == ("Ruth Holt", span("17:00", "17:45"))


def test_a_click_chooses_the_usual_minutes_or_up_to_the_next_visit(
    qtbot: QtBot, grid: CalendarGrid
) -> None:
    grid.set_usual_minutes(45)
    with qtbot.waitSignal(grid.span_chosen) as told:
        qtbot.mouseClick(grid, LEFT, pos=at(grid, 1, "17:00"))
    assert told.args[1] == span("17:00", "17:45")
    with qtbot.waitSignal(grid.span_chosen) as told:
        qtbot.mouseClick(grid, LEFT, pos=at(grid, 1, "11:30"))
    assert told.args[1] == span("11:30", "12:00")


def test_a_click_on_a_visit_chooses_it_and_a_double_click_opens_it(
    qtbot: QtBot, grid: CalendarGrid
) -> None:
    with qtbot.waitSignal(grid.visit_chosen) as told:
        qtbot.mouseClick(grid, LEFT, pos=at(grid, 2, "11:20"))
    assert told.args == [8]
    with qtbot.waitSignal(grid.visit_opened) as told:
        qtbot.mouseDClick(grid, LEFT, pos=at(grid, 2, "11:20"))
    assert told.args == [8]


def test_a_double_click_on_empty_time_books_it(qtbot: QtBot, grid: CalendarGrid) -> None:
    with qtbot.waitSignal(grid.book_asked) as told:
        qtbot.mouseClick(grid, LEFT, pos=at(grid, 1, "17:00"))
        qtbot.mouseDClick(grid, LEFT, pos=at(grid, 1, "17:00"))
    assert told.args[1:] == [span("17:00", "17:30"), ""]


def test_a_visit_pulled_to_another_person_and_time_asks_to_be_moved(
    qtbot: QtBot, grid: CalendarGrid
) -> None:
    with qtbot.waitSignals([grid.refusals_wanted, grid.move_asked, grid.pull_ended]):
        grid.move_asked.connect(lambda *args: seen.append(args))
        seen: list[tuple[object, ...]] = []
        pull(qtbot, grid, at(grid, 1, "10:00"), at(grid, 3, "12:30"))
    ((number, column, when),) = seen
    assert (number, column.title, when) == (2, "Leila Haddad", span("12:15", "13:00"))  # type: ignore[attr-defined]


def test_seven_pixels_are_a_click_and_not_a_move(qtbot: QtBot, grid: CalendarGrid) -> None:
    start = at(grid, 1, "10:00")
    with qtbot.assertNotEmitted(grid.refusals_wanted), qtbot.assertNotEmitted(grid.move_asked):
        pull(qtbot, grid, start, start + QPoint(0, 7))


def test_a_visit_put_back_where_it_was_asks_nothing(qtbot: QtBot, grid: CalendarGrid) -> None:
    start = at(grid, 1, "10:00")
    with qtbot.assertNotEmitted(grid.move_asked), qtbot.waitSignal(grid.pull_ended):
        qtbot.mousePress(grid, LEFT, pos=start)
        qtbot.mouseMove(grid, start + QPoint(0, 90))
        qtbot.mouseMove(grid, start)
        qtbot.mouseRelease(grid, LEFT, pos=start)
    assert grid.ghost is None
    assert grid.scene.lifted is None


@pytest.mark.parametrize(
    ("edge", "to", "wanted"),
    [("bottom", "11:00", ("09:45", "11:00")), ("top", "09:30", ("09:30", "10:30"))],
)
def test_a_pulled_edge_asks_for_another_length(
    qtbot: QtBot, grid: CalendarGrid, edge: str, to: str, wanted: tuple[str, str]
) -> None:
    block = grid.layout_now.block(2)
    assert block is not None
    box = grid.seen(block.box)
    start = QPoint(box.center().x(), box.bottom() - 2 if edge == "bottom" else box.top() + 2)
    with qtbot.waitSignal(grid.resize_asked) as told:
        pull(qtbot, grid, start, QPoint(start.x(), at(grid, 1, to).y() - 2))
    assert told.args == [2, span(*wanted)]


def test_escape_gives_up_a_pull(qtbot: QtBot, grid: CalendarGrid) -> None:
    with qtbot.assertNotEmitted(grid.move_asked), qtbot.waitSignal(grid.pull_ended):
        qtbot.mousePress(grid, LEFT, pos=at(grid, 1, "10:00"))
        qtbot.mouseMove(grid, at(grid, 2, "13:00"))
        assert grid.ghost is not None
        qtbot.keyClick(grid, Qt.Key.Key_Escape)
        qtbot.mouseRelease(grid, LEFT, pos=at(grid, 2, "13:00"))
    assert grid.ghost is None


def test_a_dropped_visit_stays_drawn_there_until_the_day_is_shown_again(
    qtbot: QtBot, grid: CalendarGrid
) -> None:
    pull(qtbot, grid, at(grid, 1, "10:00"), at(grid, 3, "12:30"))
    assert grid.ghost is not None
    grid.set_view(drawn_day())
    assert grid.ghost is None


def test_over_a_refused_day_the_visit_in_hand_says_why(qtbot: QtBot, grid: CalendarGrid) -> None:
    grid.refusals_wanted.connect(lambda _: grid.set_refusals(Refusals({THURSDAY: "Too soon"})))
    qtbot.mousePress(grid, LEFT, pos=at(grid, 1, "10:00"))
    qtbot.mouseMove(grid, at(grid, 2, "13:00"))
    qtbot.mouseMove(grid, at(grid, 2, "13:30"))
    assert grid.ghost is not None
    assert grid.ghost.why == "Too soon"
    qtbot.keyClick(grid, Qt.Key.Key_Escape)


def test_the_visit_being_booked_can_be_pulled(qtbot: QtBot, grid: CalendarGrid) -> None:
    grid.set_draft(DraftBlock(1, 1, span("11:00", "11:45"), "Nadia Clarke", "Botulinum toxin"))
    with qtbot.waitSignal(grid.draft_moved) as told:
        pull(qtbot, grid, at(grid, 1, "11:20"), at(grid, 1, "17:20"))
    assert told.args[1] == span("17:00", "17:45")


def test_a_click_on_undo_asks_for_it_and_does_nothing_else(
    qtbot: QtBot, grid: CalendarGrid
) -> None:
    view = drawn_day()
    moved = view.visits[4]._replace(moved=int(moment("11:00").timestamp()))
    grid.set_view(DayView(view.columns, (moved,)))
    grid.set_undo(moved.id)
    (one,) = grid.blocks_now()
    assert one.undo is not None
    with qtbot.waitSignal(grid.undo_asked) as told, qtbot.assertNotEmitted(grid.visit_chosen):
        qtbot.mouseClick(grid, LEFT, pos=grid.seen(one.undo).center())
    assert told.args == [moved.id]


def test_a_pull_at_the_lower_edge_scrolls_and_shows_later_hours(
    qtbot: QtBot, grid: CalendarGrid
) -> None:
    start = at(grid, 2, "16:00")
    qtbot.mousePress(grid, LEFT, pos=start)
    qtbot.mouseMove(grid, QPoint(start.x(), 700))
    qtbot.mouseMove(grid, QPoint(start.x(), 738))
    qtbot.waitUntil(lambda: grid.layout_now.axis.last > 1110)
    qtbot.keyClick(grid, Qt.Key.Key_Escape)


def test_the_menu_of_a_visit_is_asked_for(qtbot: QtBot, grid: CalendarGrid) -> None:
    point = at(grid, 2, "11:20")
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, point, grid.mapToGlobal(point), Qt.KeyboardModifier(0)
    )
    with qtbot.waitSignal(grid.context_menu_asked) as told:
        QApplication.sendEvent(grid, event)
    assert told.args == [8, grid.mapToGlobal(point)]


def test_a_no_show_holds_no_time(grid: CalendarGrid) -> None:
    gone = visit(1, "Ann", "BTX", "10:00-10:30", status="no_show")
    grid.set_view(DayView((column(),), (gone,)))
    assert grid.layout_now.blocks == ()
