"""The injection map under a real mouse, wheel and keyboard."""

from __future__ import annotations

from itertools import combinations
from math import hypot

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinic_desk.records.contents import Point
from ui.kit.body_chart import acting
from ui.kit.body_chart.chart import BodyChart
from ui.kit.body_chart.keys import map_commands
from ui.kit.body_chart.picture import mark_radius
from ui.kit.body_chart.views import MapView, Shown, TwoMaps
from ui.kit.commands import Command, Commands
from ui.kit.fields import LineField
from ui.kit.layout import Column, Surface
from ui.kit.theme import Theme

LEFT = Qt.MouseButton.LeftButton
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
FOREHEAD, OTHER_FOREHEAD = (0.42, 0.28), (0.58, 0.28)
CROWS_FEET = (0.22, 0.43)
BESIDE = (0.03, 0.5)


def point(x: float, y: float, units: int = 400, area: str = "forehead") -> Point:
    """One on the face from the front."""
    return Point("face_front", x, y, units, area)


@pytest.fixture
def chart(qtbot: QtBot) -> BodyChart:
    """A face, shown with the keyboard on it."""
    made = BodyChart()
    qtbot.addWidget(made)
    made.resize(420, 560)
    with qtbot.waitActive(made):
        made.show()
    made.setFocus()
    return made


def at(chart: BodyChart, x: float, y: float) -> QPoint:
    """The pixel of a fraction."""
    return QPointF(*chart.sheet().at(x, y)).toPoint()


def click(qtbot: QtBot, chart: BodyChart, x: float, y: float) -> None:
    """A click there."""
    qtbot.mouseClick(chart, LEFT, pos=at(chart, x, y))


def press(qtbot: QtBot, chart: BodyChart, keys: str) -> None:
    """Type figures and signs one by one."""
    qtbot.keyClicks(chart, keys)


def turn(chart: BodyChart, x: float, y: float, notches: float, held: object = None) -> bool:
    """The wheel over a place; whether the chart kept it from the page."""
    where = QPointF(at(chart, x, y))
    event = QWheelEvent(
        where,
        QPointF(chart.mapToGlobal(where)),
        QPoint(),
        QPoint(0, round(120 * notches)),
        Qt.MouseButton.NoButton,
        held or Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(chart, event)
    return event.isAccepted()


def units(chart: BodyChart) -> list[int]:
    """Hundredths of every point, in order."""
    return [each.hundredths for each in chart.points()]


@pytest.mark.parametrize("percent", [100, 150, 200])
@pytest.mark.parametrize("size", [(180, 240), (420, 560), (1600, 1200)])
def test_a_click_places_a_point_where_it_was_at_any_size(
    qtbot: QtBot, chart: BodyChart, theme: Theme, size: tuple[int, int], percent: int
) -> None:
    theme.set_percent(percent)
    chart.resize(*size)
    with qtbot.waitSignal(chart.edited):
        click(qtbot, chart, *FOREHEAD)
    placed = chart.points()[0]
    pixel = 1 / chart.sheet().width
    assert (placed.chart, placed.area) == ("face_front", "forehead")
    assert (placed.x, placed.y) == (
        pytest.approx(FOREHEAD[0], abs=pixel),
        pytest.approx(FOREHEAD[1], abs=pixel),
    )


def test_a_place_survives_every_change_of_size_exactly(chart: BodyChart) -> None:
    chart.set_points([point(*FOREHEAD), point(1 / 3, 0.3)])
    for width in (200, 777, 1500, 420):
        chart.resize(width, width)
        chart.grab()
    assert chart.points() == (point(*FOREHEAD), point(1 / 3, 0.3))


def test_a_click_beside_the_body_places_nothing_and_lets_go(qtbot: QtBot, chart: BodyChart) -> None:
    chart.set_points([point(*FOREHEAD)])
    chart.choose(0)
    click(qtbot, chart, *BESIDE)
    assert len(chart.points()) == 1
    assert chart.editing.chosen is None


def test_figures_typed_after_a_click_are_its_units(qtbot: QtBot, chart: BodyChart) -> None:
    click(qtbot, chart, *FOREHEAD)
    assert units(chart) == [0]
    press(qtbot, chart, "12")
    assert units(chart) == [1200]
    click(qtbot, chart, *OTHER_FOREHEAD)
    assert units(chart) == [1200, 1200]
    press(qtbot, chart, "2.5")
    assert units(chart) == [1200, 250]
    assert chart.undo()
    assert units(chart) == [1200, 1200]


def test_a_figure_typed_later_begins_a_new_number(
    qtbot: QtBot, chart: BodyChart, monkeypatch: pytest.MonkeyPatch
) -> None:
    chart._pause.setInterval(1)
    click(qtbot, chart, *FOREHEAD)
    press(qtbot, chart, "4")
    qtbot.waitUntil(lambda: not chart._pause.isActive())
    press(qtbot, chart, "5")
    assert units(chart) == [500]
    assert acting.TYPING_MS >= 1000


def test_more_figures_than_a_dose_has_begin_a_new_number(qtbot: QtBot, chart: BodyChart) -> None:
    click(qtbot, chart, *FOREHEAD)
    press(qtbot, chart, "4567")
    assert units(chart) == [700]


def test_plus_and_minus_change_by_one_unit_and_never_below_none(
    qtbot: QtBot, chart: BodyChart
) -> None:
    click(qtbot, chart, *FOREHEAD)
    press(qtbot, chart, "2+-")
    assert units(chart) == [200]
    press(qtbot, chart, "-----")
    assert units(chart) == [0]


def test_a_drag_moves_a_point_and_is_undone_in_one(qtbot: QtBot, chart: BodyChart) -> None:
    chart.set_points([point(*FOREHEAD)])
    qtbot.mousePress(chart, LEFT, pos=at(chart, *FOREHEAD))
    for step in (0.3, 0.6, 1.0):
        x = FOREHEAD[0] + step * (OTHER_FOREHEAD[0] - FOREHEAD[0])
        qtbot.mouseMove(chart, at(chart, x, FOREHEAD[1]))
    qtbot.mouseRelease(chart, LEFT, pos=at(chart, *OTHER_FOREHEAD))
    assert chart.points()[0].x == pytest.approx(OTHER_FOREHEAD[0], abs=0.004)
    qtbot.keyClick(chart, Qt.Key.Key_Z, CTRL)
    assert chart.points() == (point(*FOREHEAD),)


def test_a_shaky_click_on_a_point_moves_nothing(qtbot: QtBot, chart: BodyChart) -> None:
    chart.set_points([point(*FOREHEAD)])
    spot = at(chart, *FOREHEAD)
    qtbot.mousePress(chart, LEFT, pos=spot)
    qtbot.mouseMove(chart, spot + QPoint(3, 2))
    qtbot.mouseRelease(chart, LEFT, pos=spot + QPoint(3, 2))
    assert chart.points() == (point(*FOREHEAD),)
    assert chart.editing.chosen == 0


def test_a_drag_off_the_body_stops_at_its_edge_and_escape_takes_it_back(
    qtbot: QtBot, chart: BodyChart
) -> None:
    chart.set_points([point(*FOREHEAD)])
    qtbot.mousePress(chart, LEFT, pos=at(chart, *FOREHEAD))
    qtbot.mouseMove(chart, at(chart, 0.35, 0.28))
    qtbot.mouseMove(chart, at(chart, *BESIDE))
    assert chart.points()[0].x == pytest.approx(0.35, abs=0.004)
    qtbot.keyClick(chart, Qt.Key.Key_Escape)
    qtbot.mouseRelease(chart, LEFT, pos=at(chart, *BESIDE))
    assert chart.points() == (point(*FOREHEAD),)


def test_the_wheel_changes_only_the_chosen_point_under_the_pointer(
    qtbot: QtBot, chart: BodyChart
) -> None:
    chart.set_points([point(*FOREHEAD), point(*OTHER_FOREHEAD)])
    assert not turn(chart, *FOREHEAD, 1)
    chart.choose(0)
    assert turn(chart, *FOREHEAD, 1)
    assert turn(chart, *FOREHEAD, -1, SHIFT)
    assert not turn(chart, *OTHER_FOREHEAD, 1)
    assert not turn(chart, *CROWS_FEET, 1)
    assert units(chart) == [450, 400]
    for _ in range(4):
        turn(chart, *FOREHEAD, 0.25)
    assert units(chart) == [550, 400]


def test_a_wheel_without_the_keyboard_on_the_map_scrolls_the_page(
    qtbot: QtBot, chart: BodyChart
) -> None:
    chart.set_points([point(*FOREHEAD)])
    chart.choose(0)
    chart.clearFocus()
    assert not turn(chart, *FOREHEAD, 1)
    assert units(chart) == [400]


def test_a_map_is_made_by_keys_alone(qtbot: QtBot, chart: BodyChart) -> None:
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    qtbot.keyClick(chart, Qt.Key.Key_Return)
    press(qtbot, chart, "4")
    qtbot.keyClick(chart, Qt.Key.Key_Up)
    qtbot.keyClick(chart, Qt.Key.Key_Up, SHIFT)
    first = chart.points()[0]
    assert (first.x, first.area, first.hundredths) == (pytest.approx(0.52), "forehead", 400)
    assert first.y == pytest.approx(0.3 - 6 * acting.FINE_STEP / chart.chart.aspect)
    qtbot.keyClick(chart, Qt.Key.Key_Return)
    assert chart.editing.chosen is None
    assert chart.caption() == "Forehead, left: Enter places a point"
    qtbot.keyClick(chart, Qt.Key.Key_Insert)
    assert units(chart) == [400, 400]
    qtbot.keyClick(chart, Qt.Key.Key_Delete)
    assert chart.points() == (first,)
    qtbot.keyClick(chart, Qt.Key.Key_Y, CTRL)
    qtbot.keyClick(chart, Qt.Key.Key_Z, CTRL)
    assert units(chart) == [400, 400]
    qtbot.keyClick(chart, Qt.Key.Key_Y, CTRL)
    assert chart.points() == (first,)


def test_tab_goes_from_point_to_point_and_on_to_the_next_field(qtbot: QtBot) -> None:
    page, chart, after = Surface(), BodyChart(), LineField("Note")
    column = Column(page)
    column.addWidget(chart)
    column.addWidget(after)
    qtbot.addWidget(page)
    chart.set_points([point(*FOREHEAD), point(*CROWS_FEET)])
    with qtbot.waitActive(page):
        page.show()
    chart.setFocus(Qt.FocusReason.TabFocusReason)
    seen = []
    for _ in range(3):
        seen.append(chart.editing.chosen)
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert seen == [None, 0, 1]
    assert after.control.hasFocus()
    qtbot.keyClick(after.control, Qt.Key.Key_Backtab, SHIFT)
    assert chart.hasFocus()
    assert chart.editing.chosen == 1


def test_ctrl_and_an_arrow_go_to_the_nearest_point_that_way(qtbot: QtBot, chart: BodyChart) -> None:
    chart.set_points([point(*FOREHEAD), point(*OTHER_FOREHEAD), point(*CROWS_FEET)])
    chart.choose(0)
    qtbot.keyClick(chart, Qt.Key.Key_Right, CTRL)
    assert chart.editing.chosen == 1
    qtbot.keyClick(chart, Qt.Key.Key_Left, CTRL)
    qtbot.keyClick(chart, Qt.Key.Key_Down, CTRL)
    assert chart.editing.chosen == 2


def test_letters_do_nothing_and_go_on_to_the_page(qtbot: QtBot, chart: BodyChart) -> None:
    chart.set_points([point(*FOREHEAD)])
    chart.choose(0)
    press(qtbot, chart, "amzd!")
    assert chart.points() == (point(*FOREHEAD),)


def test_undo_is_the_maps_own_while_there_is_something_on_it_to_undo(qtbot: QtBot) -> None:
    page, chart, commands, undone = Surface(), BodyChart(), Commands(), []
    Column(page).addWidget(chart)
    commands.add(Command("undo", "Undo", "Ctrl+Z", "Window", lambda: undone.append(1)), page)
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
    chart.setFocus()
    click(qtbot, chart, *FOREHEAD)
    qtbot.keyClick(chart, Qt.Key.Key_Z, CTRL)
    assert (chart.points(), undone) == ((), [])
    qtbot.keyClick(chart, Qt.Key.Key_Z, CTRL)
    assert undone == [1]


def test_mirror_guides_and_ghost_are_acts_with_keys(qtbot: QtBot) -> None:
    page, chart, commands = Surface(), BodyChart(), Commands()
    Column(page).addWidget(chart)
    for command in map_commands(chart, "record.map"):
        commands.add(command, page)
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
    chart.setFocus()
    assert not commands.action("record.map.mirror").isEnabled()
    click(qtbot, chart, *CROWS_FEET)
    chart.set_ghost([point(*FOREHEAD)])
    commands.refresh()
    qtbot.keyClick(chart, Qt.Key.Key_M, CTRL)
    assert [each.x for each in chart.points()] == [
        pytest.approx(0.22, abs=0.005),
        pytest.approx(0.78, abs=0.005),
    ]
    qtbot.keyClick(chart, Qt.Key.Key_G, CTRL)
    qtbot.keyClick(chart, Qt.Key.Key_V, Qt.KeyboardModifier.AltModifier)
    assert (chart.guides_shown, chart.ghost_shown) == (True, False)


def test_a_map_to_read_can_be_walked_and_not_changed(qtbot: QtBot, chart: BodyChart) -> None:
    before = [point(*FOREHEAD), point(*CROWS_FEET)]
    chart.set_points(before)
    chart.set_read_only(True)
    click(qtbot, chart, *OTHER_FOREHEAD)
    click(qtbot, chart, *FOREHEAD)
    assert chart.editing.chosen == 0
    press(qtbot, chart, "7+")
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Delete, Qt.Key.Key_Return):
        qtbot.keyClick(chart, key)
    turn(chart, *FOREHEAD, 3)
    qtbot.mousePress(chart, LEFT, pos=at(chart, *CROWS_FEET))
    qtbot.mouseMove(chart, at(chart, *FOREHEAD))
    qtbot.mouseRelease(chart, LEFT, pos=at(chart, *FOREHEAD))
    chart.mirror()
    assert list(chart.points()) == before


def test_every_point_is_spoken_in_a_sentence(chart: BodyChart) -> None:
    chart.set_points([point(*FOREHEAD), point(0.78, 0.43, 100, "crows_feet"), point(0.5, 0.37, 0)])
    spoken = QAccessible.queryAccessibleInterface(chart)
    said = [spoken.child(place).text(QAccessible.Text.Name) for place in range(3)]
    assert said == [
        "Forehead, right, 4 units",
        "Crow's feet, left, 1 unit",
        "Frown lines, middle, no units yet",
    ]
    assert chart.accessibleName() == "Injection map: Face, front"
    assert chart.accessibleDescription() == "3 points"
    chart.choose(1)
    assert chart.accessibleDescription() == "Crow's feet, left, 1 unit"
    assert spoken.child(1).state().selected
    assert not spoken.child(0).state().selected
    circle = spoken.child(1).rect()
    assert spoken.childAt(circle.center().x(), circle.center().y()) == spoken.child(1)


def test_points_on_one_place_can_each_be_clicked(qtbot: QtBot, chart: BodyChart) -> None:
    chart.set_points([point(*FOREHEAD, units=100 * each) for each in (1, 2, 3)])
    for index, mark in enumerate(chart.marks_now()):
        qtbot.mouseClick(chart, LEFT, pos=QPointF(*mark.drawn).toPoint())
        assert chart.editing.chosen == index
    assert len(chart.points()) == 3


def test_the_rings_of_the_last_visit_make_way_for_each_other(chart: BodyChart) -> None:
    frown = (0.47, 0.36), (0.48, 0.37), (0.5, 0.38), (0.52, 0.37), (0.53, 0.36)
    chart.set_ghost([point(x, y, 250, "glabella") for x, y in frown])
    rings = chart.ghosts_now()
    assert {words for _, words in rings} == {"2.5"}
    assert any(mark.aside for mark, _ in rings)
    radius = mark_radius(chart.sheet())
    for one, other in combinations([mark.drawn for mark, _ in rings], 2):
        assert hypot(one.x - other.x, one.y - other.y) >= 1.6 * radius
    chart.toggle_ghost()
    assert chart.ghosts_now() == ()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_letters_the_points_and_the_ghost_are_drawn(
    chart: BodyChart, theme: Theme, scheme: str
) -> None:
    theme.choose(scheme)  # type: ignore[arg-type]
    plain = _picture(chart)
    letter = chart.sheet().at(*chart.chart.letters[0].at)
    assert _inked(plain, letter.x, letter.y, 8)
    chart.set_ghost([point(*CROWS_FEET)])
    ghosted = _picture(chart)
    assert ghosted != plain
    chart.set_points([point(*FOREHEAD)])
    drawn = _picture(chart)
    spot = at(chart, *FOREHEAD)
    assert drawn.pixelColor(spot.x(), spot.y() - 7) == theme.colour("toxin")


def test_undo_shows_the_chart_on_which_it_happens(qtbot: QtBot) -> None:
    view = MapView(("face_front", "face_left", "hand_backs"))
    qtbot.addWidget(view)
    view.resize(900, 600)
    with qtbot.waitActive(view):
        view.show()
    chart = view.chart
    chart.show_chart("face_left")
    click(qtbot, chart, 0.42, 0.45)
    press(qtbot, chart, "3")
    assert view.choice.value() == "face_left"
    assert "Face, left side · 1" in view.choice.accessibleName()
    chart.show_chart("face_front")
    assert view.choice.value() == "face_front"
    chart.undo()
    assert (view.choice.value(), units(chart)) == ("face_left", [0])


def test_a_loaded_map_opens_on_a_chart_that_has_points(qtbot: QtBot) -> None:
    view = MapView(("face_front", "hand_palms"))
    qtbot.addWidget(view)
    view.set_points([Point("hand_palms", 0.2, 0.7, 200, "hands")])
    assert view.choice.value() == "hand_palms"


def test_two_visits_are_shown_side_by_side_on_one_chart_and_cannot_be_changed(
    qtbot: QtBot,
) -> None:
    two = TwoMaps()
    qtbot.addWidget(two)
    two.resize(900, 500)
    with qtbot.waitActive(two):
        two.show()
    left = Shown("4 July", (Point("face_left", 0.42, 0.45, 300, "crows_feet"),))
    right = Shown("10 October", (point(*FOREHEAD),))
    two.set_maps(left, right)
    assert (two.left.chart.id, two.right.chart.id) == ("face_front", "face_front")
    two.show_chart("face_left")
    assert (len(two.left.shown()), len(two.right.shown())) == (1, 0)
    assert two.left.accessibleName() == "Injection map, 4 July: Face, left side"
    click(qtbot, two.right, 0.42, 0.45)
    assert two.right.points() == right.points


def _picture(chart: BodyChart) -> QImage:
    return chart.grab().toImage()


def _inked(image: QImage, x: float, y: float, reach: int) -> bool:
    """Whether more than one colour lies round a pixel."""
    around = range(-reach, reach + 1)
    return len({image.pixel(round(x) + dx, round(y) + dy) for dx in around for dy in around}) > 1
