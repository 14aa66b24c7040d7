"""Which part of a picture is framed: pure, in fractions."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_desk.base.errors import BadInput
from clinic_desk.photographs.framing import SHAPE, Frame, check_frame, whole


@given(st.integers(60, 3000), st.integers(60, 3000))
def test_the_whole_picture_lies_in_the_middle_of_its_frame(width: int, height: int) -> None:
    frame = whole(width, height)
    high = frame.width * width / SHAPE / height
    assert math.isclose(frame.x + frame.width / 2, 0.5)
    assert math.isclose(frame.y + high / 2, 0.5)
    assert math.isclose(max(1 / frame.width, 1 / high), 1)
    check_frame(frame)


def test_a_picture_of_the_frames_own_shape_fills_it() -> None:
    assert whole(900, 1200) == Frame(0, 0, 1)


@pytest.mark.parametrize(
    "frame",
    [
        Frame(0, 0, 0),
        Frame(0, 0, 0.01),
        Frame(0, 0, 400),
        Frame(900, 0, 1),
        Frame(0, -900, 1),
        Frame(math.nan, 0, 1),
        Frame(0, math.inf, 1),
        Frame(0, 0, math.nan),
    ],
)
def test_a_frame_that_shows_nothing_is_refused(frame: Frame) -> None:
    with pytest.raises(BadInput):
        check_frame(frame)
