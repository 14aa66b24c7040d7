"""The grid's surface: lays out, scrolls, keeps the picture, and paints over it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QRegion, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QScrollBar, QWidget

from clinic_desk.base.clock import Clock
from clinic_desk.base.spans import Span
from ui.calendar.grid.axis import Stretch, span_on, stretch_on, visible_hours
from ui.calendar.grid.compose import Composed, Composer
from ui.calendar.grid.layout import Box, Layout, Seats, hours_of, laid_out, seats
from ui.calendar.grid.looks import Looks
from ui.calendar.grid.outlines import draft_box
from ui.calendar.grid.overlay import (
    Ghost,
    chosen_box,
    ghost_box,
    now_boxes,
    paint_chosen,
    paint_ghost,
    paint_now,
)
from ui.calendar.grid.picture import Picture
from ui.calendar.grid.scene import Scene
from ui.calendar.grid.texts import Texts
from ui.calendar.grid.walk import Chosen
from ui.kit.theme import theme

NOW_EVERY = 20_000
"""Milliseconds between two looks at the clock for the now line."""


class Canvas(QWidget):
    """Shows a scene. The picture is painted when something still has changed, and copied else."""

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        """A canvas of nothing; the now line is read from `clock`."""
        super().__init__(parent)
        self._clock = clock
        self.scene = Scene()
        self.chosen: Chosen | None = None
        self.ghost: Ghost | None = None
        self._reached: tuple[Stretch, ...] = ()
        self._picture: QPixmap | None = None
        self._composed: tuple[Composed, ...] | None = None
        self._composer = Composer()
        self._seats: Seats | None = None
        self._bar = QScrollBar(Qt.Orientation.Vertical, self)
        self._bar.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._bar.valueChanged.connect(self.drop_picture)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._redress()
        theme().changed.connect(self._redress)
        self._shown_now: datetime = clock.now()
        ticker = QTimer(self, interval=NOW_EVERY)
        ticker.timeout.connect(self.look_at_the_clock)
        ticker.start()

    def show_scene(self, **changes: Any) -> None:
        """Change what is shown; a new view or draft is laid out anew."""
        self.scene = replace(self.scene, **changes)
        if "view" in changes:
            self._seats = None
        if "view" in changes or "draft" in changes:
            self._lay_out()
        else:
            self._composed = None
            self.drop_picture()

    def sizeHint(self) -> QSize:
        """About the size that the drawing gives it."""
        return QSize(self.looks.px(640), self.looks.px(560))

    def minimumSizeHint(self) -> QSize:
        """The head and a few hours; the rest scrolls."""
        return QSize(self.looks.px(240), self.looks.header + self.looks.px(160))

    @property
    def now(self) -> datetime:
        """The present instant by the clinic's clock."""
        return self._clock.now()

    @property
    def body_top(self) -> int:
        """The first pixel row under the names."""
        return self.looks.header

    @property
    def scrolled(self) -> int:
        """By how many pixels the hours have been scrolled."""
        return self._bar.value() if self._bar.maximum() else 0

    @property
    def draft_box_now(self) -> Box | None:
        """Where the visit being booked stands in the body, if it is shown."""
        return draft_box(self.scene.draft, self.layout_now) if self.scene.draft else None

    def body_y(self, y: int) -> int:
        """A row of the widget as a row of the laid-out body."""
        return y - self.body_top + self.scrolled

    def minute_at(self, y: int) -> float:
        """The minute of the day at a row of the widget."""
        return self.layout_now.axis.minute(self.body_y(y))

    def seen(self, box: Box) -> QRect:
        """A box of the laid-out body where it is in the widget."""
        return QRect(box.x, box.y + self.body_top - self.scrolled, box.w, box.h)

    def span_of(self, chosen: Chosen) -> Span:
        """The instants of a choice."""
        return span_on(self.layout_now.strips[chosen.column].column.day, chosen.stretch)

    def blocks_now(self) -> Sequence[Composed]:
        """The blocks with their words, as they are painted."""
        if self._composed is None:
            self._composed = self._composer.composed(
                self.layout_now, self.scene, self.looks, self._texts
            )
        return self._composed

    def show_chosen(self, chosen: Chosen | None) -> None:
        """Move the ring, repainting only where it was and is."""
        self.touch_chosen()
        self.chosen = chosen
        if chosen is not None:
            self._reach(chosen.stretch)
        self.touch_chosen()

    def show_ghost(self, ghost: Ghost | None) -> None:
        """Move the thing being pulled, repainting only where it was and is."""
        for one in (self.ghost, ghost):
            if one is not None:
                self.update(self.seen(ghost_box(self.layout_now, one)))
        self.ghost = ghost

    def scroll_by(self, pixels: int) -> bool:
        """Scroll the hours; past their end, show half an hour more. False at the day's end."""
        before = (self.scrolled, self.layout_now.axis)
        axis = self.layout_now.axis
        if pixels < 0 and self.scrolled == 0:
            self._reach(Stretch(max(axis.first - 1, 0), axis.first))
        elif pixels > 0 and self.scrolled == self._bar.maximum():
            self._reach(Stretch(axis.last, min(axis.last + 1, 1440)))
        self._bar.setValue(self._bar.value() + pixels)
        return before != (self.scrolled, self.layout_now.axis)

    def look_at_the_clock(self) -> None:
        """Move the now line if a minute has passed."""
        now = self._clock.now()
        if now != self._shown_now:
            self._touch_now()
            self._shown_now = now
            self._touch_now()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Copy the picture where it has to be, and what moves over it."""
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self.picture())
        painter.setClipRect(0, self.body_top, self.width(), self.height() - self.body_top)
        painter.translate(0, self.body_top - self.scrolled)
        self._paint_moving(painter, event.region())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out for the new size."""
        self._lay_out()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the hours where they do not fit."""
        if self._bar.maximum():
            self._bar.event(event)
        else:
            event.ignore()

    def event(self, event: QEvent) -> bool:
        """Paint sharply again on a screen of another pixel ratio."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._redress()
        return super().event(event)

    def forget_reached(self) -> None:
        """Show only the hours that the view itself asks for."""
        self._reached = ()

    def _paint_moving(self, painter: QPainter, dirty: QRegion) -> None:
        layout, looks, texts = self.layout_now, self.looks, self._texts
        now = now_boxes(layout, looks, self._shown_now)
        if any(dirty.intersects(self.seen(box)) for box in now):
            paint_now(painter, now, layout, looks)
        chosen = self.chosen
        if chosen is not None and layout.strips and self.ghost is None:
            box = chosen_box(layout, chosen)
            if dirty.intersects(self.seen(box)):
                covers = self.draft_box_now is not None and self.draft_box_now.meets(box)
                empty = chosen.visit_id is None and not covers
                span = self.span_of(chosen) if empty else None
                paint_chosen(painter, box, span, self.hasFocus(), looks, texts)
        if self.ghost is not None:
            paint_ghost(painter, ghost_box(layout, self.ghost), self.ghost, looks, texts)

    def picture(self) -> QPixmap:
        """All that stands still, painted again only where something of it has changed."""
        if self._picture is None:
            picture = Picture(
                self.scene, self.layout_now, self.blocks_now(), self.looks, self._texts
            )
            self._picture = picture.painted(self.width(), self.height(), self.scrolled)
        return self._picture

    def _redress(self) -> None:
        self.looks = Looks(theme(), self.devicePixelRatioF())
        self._texts = Texts(self.looks)
        self.updateGeometry()
        self._lay_out()

    def _lay_out(self) -> None:
        """Columns, hours and blocks for the present size; a day too tall gets a scroll bar."""
        looks, hours = self.looks, self._hours()
        room = max(self.height() - self.body_top - 1, 1)
        wide, bar = self.width() - 1, self._bar.sizeHint().width()
        measures, seated = looks.measures, self._seats_now()
        layout = laid_out(self.scene.view, seated, (wide, room), measures, hours)
        if layout.axis.height > room:
            layout = laid_out(self.scene.view, seated, (wide - bar, room), measures, hours)
        top = self._top_minute()
        self.layout_now: Layout = layout
        self._bar.setGeometry(wide - bar, self.body_top, bar, room)
        self._bar.setVisible(layout.axis.height > room)
        self._bar.setPageStep(room)
        self._bar.setSingleStep(looks.px(24))
        self._bar.setRange(0, max(layout.axis.height - room, 0))
        if top is not None:
            self._bar.setValue(layout.axis.y(top))
        self._composed = None
        self.drop_picture()

    def _seats_now(self) -> Seats:
        if self._seats is None:
            self._seats = seats(self.scene.view)
        return self._seats

    def _top_minute(self) -> float | None:
        """The minute at the top of the body before it is laid out anew."""
        before = getattr(self, "layout_now", None)
        return before.axis.minute(self.scrolled) if before is not None else None

    def _hours(self) -> tuple[int, int]:
        wanted = list(self._reached)
        if draft := self.scene.draft:
            days = {column.day for column in self.scene.view.columns}
            wanted += [s for day in days if (s := stretch_on(draft.span, day))]
        return visible_hours(wanted, hours_of(self.scene.view, self._seats_now()))

    def _reach(self, stretch: Stretch) -> None:
        """Show a stretch: more hours where it lies outside them, then scrolled to."""
        axis = self.layout_now.axis
        if stretch.first < axis.first or stretch.last > axis.last:
            self._reached = (*self._reached, stretch)
            self._lay_out()
            axis = self.layout_now.axis
        top, bottom = axis.y(stretch.first), axis.y(stretch.last)
        if top < self.scrolled:
            self._bar.setValue(top)
        elif bottom > self.scrolled + self._bar.pageStep():
            self._bar.setValue(min(top, bottom - self._bar.pageStep()))

    def drop_picture(self) -> None:
        """Have the picture painted again the next time it is shown."""
        self._picture = None
        self.update()

    def touch_chosen(self) -> None:
        """Paint the choice again, and nothing else."""
        if self.chosen is not None and self.layout_now.strips:
            self.update(self.seen(chosen_box(self.layout_now, self.chosen)))

    def _touch_now(self) -> None:
        for box in now_boxes(self.layout_now, self.looks, self._shown_now):
            self.update(self.seen(box))

    def block_at(self, point: QPoint) -> Composed | None:
        """The block under a point of the widget."""
        if point.y() < self.body_top:
            return None
        x, y = point.x(), self.body_y(point.y())
        return next((one for one in self.blocks_now() if one.block.box.holds(x, y)), None)

    def undo_at(self, point: QPoint) -> int | None:
        """The visit whose Undo is under a point of the widget."""
        one = self.block_at(point)
        if one is None or one.undo is None:
            return None
        under = one.undo.holds(point.x(), self.body_y(point.y()))
        return one.block.visit.id if under else None
