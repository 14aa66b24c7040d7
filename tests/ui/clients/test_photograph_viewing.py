"""Where a framed picture lies in its window: pure geometry."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF

from clinic_desk.photographs.framing import SHAPE, Frame, check_frame, whole
from ui.clients.photographs.viewing import bounded, dragged, picture_place, window_in, zoomed

WINDOW = QRectF(10, 20, 300, 400)
SIZE = (900, 1200)
sides = st.integers(60, 3000)
parts = st.floats(-0.4, 0.9)


@given(st.floats(20, 3000), st.floats(20, 3000))
def test_a_window_has_the_shape_of_every_frame_and_lies_in_its_place(
    width: float, height: float
) -> None:
    window = window_in(QRectF(0, 0, width, height))
    assert math.isclose(window.width() / window.height(), SHAPE)
    assert window.width() <= width + 1e-6
    assert window.height() <= height + 1e-6


@given(sides, sides)
def test_the_whole_picture_is_seen_in_its_window(width: int, height: int) -> None:
    place = picture_place(whole(width, height), (width, height), WINDOW)
    assert WINDOW.adjusted(-1e-6, -1e-6, 1e-6, 1e-6).contains(place)
    assert math.isclose(place.width() / place.height(), width / height)


@given(parts, parts, st.floats(0.1, 1.0), st.floats(-80, 80), st.floats(-80, 80))
def test_a_picture_follows_the_hand(
    x: float, y: float, width: float, across: float, down: float
) -> None:
    frame = bounded(Frame(x, y, width), SIZE)
    moved = dragged(frame, SIZE, WINDOW, QPointF(across, down))
    before, after = picture_place(frame, SIZE, WINDOW), picture_place(moved, SIZE, WINDOW)
    free = bounded(moved, SIZE) == moved and 0.02 < moved.x + moved.width / 2 < 0.98
    if free and 0.02 < moved.y + moved.width / 2 < 0.98:
        assert math.isclose(after.left() - before.left(), across, abs_tol=1e-6)
        assert math.isclose(after.top() - before.top(), down, abs_tol=1e-6)


@given(st.floats(0.3, 0.7), st.floats(0.3, 0.7), st.floats(0.8, 1.25))
def test_the_place_under_the_mouse_stays_when_it_grows(
    across: float, down: float, factor: float
) -> None:
    frame = Frame(0.25, 0.25, 0.5)
    about = QPointF(WINDOW.left() + across * WINDOW.width(), WINDOW.top() + down * WINDOW.height())
    before = picture_place(frame, SIZE, WINDOW)
    after = picture_place(zoomed(frame, SIZE, WINDOW, factor, about), SIZE, WINDOW)
    assert math.isclose(
        (about.x() - before.left()) / before.width(), (about.x() - after.left()) / after.width()
    )
    assert math.isclose(
        (about.y() - before.top()) / before.height(), (about.y() - after.top()) / after.height()
    )


@given(sides, sides, st.lists(st.tuples(st.floats(-900, 900), st.floats(0.2, 5)), max_size=12))
def test_however_it_is_pulled_it_can_be_kept_and_its_middle_is_in_sight(
    width: int, height: int, pulls: list[tuple[float, float]]
) -> None:
    size = (width, height)
    frame = whole(*size)
    for by, factor in pulls:
        frame = dragged(frame, size, WINDOW, QPointF(by, -by))
        frame = zoomed(frame, size, WINDOW, factor, WINDOW.topLeft())
    check_frame(frame)
    place = picture_place(frame, size, WINDOW)
    assert place.adjusted(-1e-6, -1e-6, 1e-6, 1e-6).contains(WINDOW.center())
