"""Where everything stands: columns, closed stretches, and a box for each visit. No Qt here.

Pixels count from the left edge of the widget and from the first shown minute.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from math import ceil
from typing import NamedTuple

from clinic_desk.base.clock import local_day
from clinic_desk.base.spans import Span
from clinic_desk.calendar.lanes import lanes
from clinic_desk.calendar.records import Column, DayView, Offer, Visit
from ui.calendar.grid.axis import DAY, Axis, Stretch, fitted, stretch_on, visible_hours

LANE_GAP = 2
NARROW = 150
"""Columns narrower than this keep a smaller margin."""
NOT_SHOWN = frozenset({"cancelled", "no_show", "rescheduled"})
"""Statuses that hold no time and so stand on no grid."""
_MIDNIGHT = datetime(2000, 1, 1, tzinfo=UTC)


class Box(NamedTuple):
    """A rectangle of whole pixels."""

    x: int
    y: int
    w: int
    h: int

    @property
    def right(self) -> int:
        """The first pixel column after it."""
        return self.x + self.w

    @property
    def bottom(self) -> int:
        """The first pixel row after it."""
        return self.y + self.h

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in it."""
        return self.x <= x < self.right and self.y <= y < self.bottom

    def meets(self, other: Box) -> bool:
        """Whether they share a pixel."""
        return (
            self.x < other.right
            and other.x < self.right
            and self.y < other.bottom
            and other.y < self.bottom
        )


class Measures(NamedTuple):
    """What the fonts ask for, in pixels: the layout itself knows no font."""

    gutter: int
    margin: int
    least_hour: int
    """An hour is never lower; a longer day scrolls."""
    least_block: int
    """A visit is never lower, however short."""


class Strip(NamedTuple):
    """One column on the screen."""

    column: Column
    x: int
    w: int
    margin: int
    closed: tuple[Stretch, ...]

    @property
    def right(self) -> int:
        """The first pixel column after it."""
        return self.x + self.w


class Block(NamedTuple):
    """A visit on the screen, with its hatched shoulders where it has them."""

    visit: Visit
    column: int
    stretch: Stretch
    box: Box
    before: Box | None
    after: Box | None


class Layout(NamedTuple):
    """A view laid out for one width and height."""

    axis: Axis
    strips: tuple[Strip, ...]
    blocks: tuple[Block, ...]
    """By column, then by start: the order in which Tab walks them."""
    least_block: int

    def block(self, visit_id: int | None) -> Block | None:
        """The block of a visit, if it is shown."""
        return next((b for b in self.blocks if b.visit.id == visit_id), None)

    def strip_at(self, x: float) -> int | None:
        """The index of the column at a pixel."""
        found = (i for i, strip in enumerate(self.strips) if strip.x <= x < strip.right)
        return next(found, None)

    def nearest_strip(self, x: float) -> int:
        """The index of the column at or nearest to a pixel; there must be one."""
        return min(
            range(len(self.strips)),
            key=lambda i: max(self.strips[i].x - x, x - self.strips[i].right + 1, 0),
        )

    def box(self, column: int, stretch: Stretch, share: tuple[float, float] = (0, 1)) -> Box:
        """The box of a stretch in a column, or in a share of its width."""
        strip = self.strips[column]
        x, w = strip.x + strip.margin + 1, strip.w - 2 * strip.margin - 1
        left, right = x + round(w * share[0]), x + round(w * share[1])
        y = self.axis.y(stretch.first) + 1
        return Box(left, y, right - left, max(self.axis.y(stretch.last) - y, self.least_block))

    def taken(self, column: int, stretch: Stretch, but: int | None = None) -> bool:
        """Whether a visit other than `but` stands in a stretch of a column."""
        return any(
            block.column == column
            and block.visit.id != but
            and block.stretch.first < stretch.last
            and stretch.first < block.stretch.last
            for block in self.blocks
        )


def column_of(columns: Sequence[Column], seat: Visit | Offer, span: Span) -> int | None:
    """The index of the column that a person and room at a time belong in."""
    for index, column in enumerate(columns):
        if _sits_in(column, seat) and stretch_on(span, column.day):
            return index
    return None


def _sits_in(column: Column, seat: Visit | Offer) -> bool:
    return column.resource_id == (seat.person_id if column.kind == "person" else seat.room_id)


Seats = Mapping[date, tuple[tuple[Stretch, Visit], ...]]
"""The visits of each local day, with where they stand on its axis."""


def seats(view: DayView) -> Seats:
    """When each visit is, worked out once for a view: zones are slow to ask."""
    found: dict[date, list[tuple[Stretch, Visit]]] = {}
    for visit in view.visits:
        if visit.status in NOT_SHOWN:
            continue
        for day in {local_day(visit.starts_at), local_day(visit.ends_at)}:
            if stretch := stretch_on(visit.span, day):
                found.setdefault(day, []).append((stretch, visit))
    for sitting in found.values():
        sitting.sort(key=lambda seat: (seat[0].first, -seat[0].last, seat[1].id))
    return {day: tuple(sitting) for day, sitting in found.items()}


def laid_out(
    view: DayView,
    seated: Seats,
    size: tuple[int, int],
    measures: Measures,
    hours: tuple[int, int],
) -> Layout:
    """The layout of a view in `size` (width, height) pixels, showing at least these hours."""
    axis = fitted(hours, size[1], measures.least_hour)
    strips = _strips(view.columns, size[0], measures)
    bare = Layout(axis, strips, (), measures.least_block)
    blocks = [b for i, _ in enumerate(strips) for b in _blocks(bare, i, seated)]
    return Layout(axis, strips, tuple(blocks), measures.least_block)


def hours_of(view: DayView, seated: Seats) -> tuple[int, int]:
    """The hours a view asks to be shown: when people work, and every visit with its shoulders."""
    return visible_hours(_asked(view, seated))


def _asked(view: DayView, seated: Seats) -> Iterable[Stretch]:
    for column in view.columns:
        yield from (s for span in column.open if (s := stretch_on(span, column.day)))
    for day in {column.day for column in view.columns}:
        for whole, visit in seated.get(day, ()):
            first, last = whole.first - visit.prep_minutes, whole.last + visit.cleanup_minutes
            yield Stretch(max(0, first), min(DAY, last))


def _strips(columns: Sequence[Column], width: int, measures: Measures) -> tuple[Strip, ...]:
    room = max(width - measures.gutter, len(columns))
    edges = [measures.gutter + room * i // max(len(columns), 1) for i in range(len(columns) + 1)]
    return tuple(
        Strip(
            column,
            left,
            right - left,
            measures.margin if right - left >= NARROW else measures.margin // 2,
            closed(column),
        )
        for column, left, right in zip(columns, edges, edges[1:], strict=False)
    )


def closed(column: Column) -> tuple[Stretch, ...]:
    """The stretches of a column's day outside its open spans."""
    found, reached = [], 0
    opened = sorted(s for span in column.open if (s := stretch_on(span, column.day)))
    for stretch in opened:
        if stretch.first > reached:
            found.append(Stretch(reached, stretch.first))
        reached = max(reached, stretch.last)
    return (*found, Stretch(reached, DAY)) if reached < DAY else tuple(found)


def _blocks(bare: Layout, index: int, seated: Seats) -> Iterable[Block]:
    column = bare.strips[index].column
    mine = [seat for seat in seated.get(column.day, ()) if _sits_in(column, seat[1])]
    # A block is never drawn lower than it can be read, so lanes are shared out
    # by what is drawn: two five-minute visits in a row stand side by side.
    least = ceil((bare.least_block + 1) / bare.axis.per_minute)
    drawn = [_as_span(s.first, max(s.last, s.first + least)) for s, _ in mine]
    for (stretch, visit), (lane, of) in zip(mine, lanes(drawn), strict=True):
        yield _block(bare, index, visit, stretch, lane, of)


def _as_span(first: int, last: int) -> Span:
    return Span(_MIDNIGHT + timedelta(minutes=first), _MIDNIGHT + timedelta(minutes=last))


def _block(bare: Layout, column: int, visit: Visit, stretch: Stretch, lane: int, of: int) -> Block:
    box = bare.box(column, stretch, (lane / of, (lane + 1) / of))
    if lane + 1 < of:
        box = box._replace(w=max(box.w - LANE_GAP, 1))
    before = after = None
    if visit.prep_minutes:
        top = bare.axis.y(stretch.first - visit.prep_minutes) + 1
        before = Box(box.x, top, box.w, max(box.y - 1 - top, 1))
    if visit.cleanup_minutes:
        end = bare.axis.y(stretch.last + visit.cleanup_minutes)
        after = Box(box.x, box.bottom + 1, box.w, max(end - box.bottom - 1, 1))
    return Block(visit, column, stretch, box, before, after)
