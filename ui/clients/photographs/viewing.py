"""Where a framed picture lies in its window, and how a drag or a turn of the wheel moves it. Pure.

A window has the shape of every frame, so that what is framed of one picture covers what is
framed of another.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF

from clinic_desk.photographs.framing import NARROWEST, SHAPE, WIDEST, Frame, whole

Size = tuple[int, int]
"""Width and height of an upright picture, in pixels."""


def window_in(place: QRectF) -> QRectF:
    """The largest part of a place that has the shape of a frame, in its middle."""
    width = min(place.width(), place.height() * SHAPE)
    height = width / SHAPE
    left = place.center().x() - width / 2
    return QRectF(left, place.center().y() - height / 2, width, height)


def picture_place(frame: Frame, size: Size, window: QRectF) -> QRectF:
    """Where the whole picture lies when its framed part fills the window."""
    width = window.width() / frame.width
    height = width * size[1] / size[0]
    return QRectF(window.left() - frame.x * width, window.top() - frame.y * height, width, height)


def dragged(frame: Frame, size: Size, window: QRectF, by: QPointF) -> Frame:
    """The frame after the picture was pulled so far, in pixels of the screen."""
    place = picture_place(frame, size, window)
    return bounded(
        Frame(frame.x - by.x() / place.width(), frame.y - by.y() / place.height(), frame.width),
        size,
    )


def zoomed(frame: Frame, size: Size, window: QRectF, factor: float, about: QPointF) -> Frame:
    """The frame after the picture became larger by a factor about a point, which stays."""
    width = min(max(frame.width / factor, NARROWEST), _widest(size))
    place = picture_place(frame, size, window)
    across = (about.x() - place.left()) / place.width()
    down = (about.y() - place.top()) / place.height()
    grown = width / frame.width
    return bounded(
        Frame(across - (across - frame.x) * grown, down - (down - frame.y) * grown, width), size
    )


def bounded(frame: Frame, size: Size) -> Frame:
    """The frame with its middle on the picture, so that none is ever pulled out of sight."""
    width = min(max(frame.width, NARROWEST), _widest(size))
    # The height of a frame in heights of the picture, for each width of it.
    tall = size[0] / SHAPE / size[1]
    x = min(max(frame.x + frame.width / 2, 0.0), 1.0) - width / 2
    y = min(max(frame.y + frame.width * tall / 2, 0.0), 1.0) - width * tall / 2
    return Frame(x, y, width)


def _widest(size: Size) -> float:
    """Twice as wide as the whole picture needs, within what may be kept."""
    return min(2 * whole(*size).width, WIDEST)
