"""Where everything on the ribbon stands, in pixels: pure, so that it is tested without a window.

No words reach beyond the ribbon or over other words; where the longest do not fit, shorter ones
stand, and none where none fit. What they would have said is in the sentence of the stop.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from clinic_desk.calendar.ribboning import Ribbon, RibbonLane
from clinic_desk.safety.ribbon import Lasting
from ui.clients.ribbon.axis import Axis
from ui.clients.ribbon.stops import Stop, stops
from ui.clients.ribbon.wording import booked_words, open_words

Width = Callable[[str], float]
"""How wide words are in the ribbon's small letters."""

TODAY = "today"
LOOK_WORDS = ("a nurse looks first", "nurse looks", "nurse")


class Measures(NamedTuple):
    """What is measured in pixels at the present text size."""

    names: float
    """The column with the treatments' names."""
    head: float
    """The line with the months."""
    row: float
    bar: float
    mark: float
    """Across a done visit's disc."""
    gap: float


class Box(NamedTuple):
    """A rectangle."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    def holds(self, x: float, y: float) -> bool:
        """Whether a pixel lies inside."""
        return self.left <= x < self.right and self.top <= y < self.bottom


class Words(NamedTuple):
    """A piece of text and where it may stand."""

    text: str
    box: Box


BarKind = Literal["working", "apart", "refused", "look", "open"]


class Bar(NamedTuple):
    """A stretch as it is drawn; `stop` is what it belongs to, if that is shown."""

    kind: BarKind
    box: Box
    stop: int | None


class Placed(NamedTuple):
    """A stop with the place that is pointed at and ringed."""

    stop: Stop
    box: Box
    words: Words | None


@dataclass(frozen=True)
class LaneLayout:
    """One lane."""

    lane: RibbonLane
    box: Box
    bars: tuple[Bar, ...]
    placed: tuple[Placed, ...]
    """In the order of their days."""


@dataclass(frozen=True)
class Layout:
    """The whole ribbon at one width."""

    axis: Axis
    lanes: tuple[LaneLayout, ...]
    months: tuple[tuple[float, Words | None], ...]
    """Where each month begins, and its name where there is room for it."""
    today: float | None
    today_words: Words | None
    height: float

    def hit(self, x: float, y: float) -> tuple[int, int] | None:
        """The lane and the stop at a pixel: a visit before what lies under it."""
        for at, lane in enumerate(self.lanes):
            if lane.box.holds(x, y):
                found = _under(lane, x)
                return None if found is None else (at, found)
        return None


def laid_out(ribbon: Ribbon, width: float, measures: Measures, wide: Width) -> Layout:
    """The ribbon in `width` pixels."""
    left = min(measures.names, width / 3)
    axis = Axis(ribbon.first, ribbon.until, left, max(left + 1, width))
    names = dict(ribbon.record_names)
    lanes = tuple(
        _lane(ribbon, lane, axis, measures.head + at * measures.row, measures, wide, names)
        for at, lane in enumerate(ribbon.lanes)
    )
    is_shown = ribbon.first <= ribbon.today < ribbon.until
    today = axis.middle(ribbon.today) if is_shown else None
    today_words = _centred(TODAY, today, axis, measures, wide) if today is not None else None
    return Layout(
        axis=axis,
        lanes=lanes,
        months=tuple(_months(axis, measures, wide, today_words)),
        today=today,
        today_words=today_words,
        height=measures.head + len(lanes) * measures.row,
    )


def _centred(text: str, x: float, axis: Axis, measures: Measures, wide: Width) -> Words:
    room = wide(text)
    left = min(max(x - room / 2, axis.left), axis.right - room)
    return Words(text, Box(left, 0, left + room, measures.head))


def _months(
    axis: Axis, measures: Measures, wide: Width, today: Words | None
) -> Iterator[tuple[float, Words | None]]:
    free = axis.left
    for day, text in axis.months():
        begins = axis.x(day)
        ends = begins + wide(text)
        in_the_way = today is not None and not (
            ends + measures.gap <= today.box.left or begins >= today.box.right + measures.gap
        )
        if begins < free or ends > axis.right or in_the_way:
            yield begins, None
            continue
        free = ends + measures.gap
        yield begins, Words(text, Box(begins, 0, ends, measures.head))


def _lane(
    ribbon: Ribbon,
    lane: RibbonLane,
    axis: Axis,
    top: float,
    measures: Measures,
    wide: Width,
    names: Mapping[str, str],
) -> LaneLayout:
    box = Box(axis.left, top, axis.right, top + measures.row)
    found = stops(ribbon, lane)
    boxes = [_stop_box(stop, axis, box, measures) for stop in found]
    return LaneLayout(
        lane=lane,
        box=box,
        bars=tuple(_bars(lane, found, boxes, axis, measures)),
        placed=tuple(_with_words(ribbon, found, boxes, axis, measures, wide, names)),
    )


def _stop_box(stop: Stop, axis: Axis, lane: Box, measures: Measures) -> Box:
    middle = (lane.top + lane.bottom) / 2
    if stop.is_visit:
        half = measures.mark / 2
        x = min(max(axis.middle(stop.first), axis.left + half), axis.right - half)
        return Box(x - half, middle - half, x + half, middle + half)
    half = measures.bar / 2
    return Box(axis.x(stop.first), middle - half, axis.x(stop.until), middle + half)


def _bars(
    lane: RibbonLane,
    found: Sequence[Stop],
    boxes: Sequence[Box],
    axis: Axis,
    measures: Measures,
) -> Iterator[Bar]:
    middle = (boxes[0].top + boxes[0].bottom) / 2 if boxes else 0.0
    half = measures.bar / 2
    lasting: tuple[tuple[BarKind, Sequence[Lasting]], ...] = (
        ("working", lane.lane.working),
        ("apart", lane.lane.apart),
    )
    for kind, each_lasting in lasting:
        for at, each in enumerate(each_lasting):
            following = each_lasting[at + 1].event.day if at + 1 < len(each_lasting) else each.until
            left, right = axis.middle(each.event.day), axis.x(min(each.until, following))
            if right > left:
                mark = next((i for i, one in enumerate(found) if one.event == each.event), None)
                yield Bar(kind, Box(left, middle - half, right, middle + half), mark)
    for at, stop in enumerate(found):
        if stop.kind in ("refused", "look", "open"):
            yield Bar(stop.kind, boxes[at], at)


def _with_words(
    ribbon: Ribbon,
    found: Sequence[Stop],
    boxes: Sequence[Box],
    axis: Axis,
    measures: Measures,
    wide: Width,
    names: Mapping[str, str],
) -> Iterator[Placed]:
    marks = [box for stop, box in zip(found, boxes, strict=True) if stop.is_visit]
    kept = [box for stop, box in zip(found, boxes, strict=True) if stop.kind in ("open", "look")]
    taken: list[Box] = []
    placed: dict[int, Words] = {}
    # What is booked is told before the stretches round it are named.
    for at in sorted(range(len(found)), key=lambda at: not found[at].is_visit):
        stop, box = found[at], boxes[at]
        if stop.is_visit:
            others = [each for each in marks if each is not box]
            words = _beside(
                _visit_words(stop), box, axis, (others, [*kept, *taken]), measures, wide
            )
        else:
            said = open_words(stop, names, ribbon.today) if stop.kind == "open" else ()
            said = LOOK_WORDS if stop.kind == "look" else said
            words = _inside(said, box, [*marks, *taken], measures, wide)
        if words is not None:
            placed[at] = words
            taken.append(words.box)
    for at, stop in enumerate(found):
        yield Placed(stop, boxes[at], placed.get(at))


def _visit_words(stop: Stop) -> tuple[str, ...]:
    return booked_words(stop) if stop.kind in ("booked", "unclosed") else ()


def _beside(
    said: Iterable[str],
    box: Box,
    axis: Axis,
    others: tuple[Sequence[Box], Sequence[Box]],
    measures: Measures,
    wide: Width,
) -> Words | None:
    """To the right of a mark, else to its left; apart from other marks, and not over the rest."""
    for text in said:
        room = wide(text) + measures.gap
        for left in (box.right + measures.gap / 2, box.left - measures.gap / 2 - room):
            spot = Box(left, box.top, left + room, box.bottom)
            inside = spot.left >= axis.left and spot.right <= axis.right
            marks, rest = others
            meets = any(_meet(spot, other, measures.gap / 2) for other in marks)
            if inside and not meets and not any(_meet(spot, other, 0) for other in rest):
                return Words(text, spot)
    return None


def _inside(
    said: Iterable[str], box: Box, others: Sequence[Box], measures: Measures, wide: Width
) -> Words | None:
    """In the first free part of a stretch."""
    for text in said:
        room = wide(text) + measures.gap
        left = box.left
        for other in sorted((each for each in others if each.right > box.left), key=_left):
            if left + room + measures.gap / 2 <= other.left:
                break
            left = max(left, other.right)
        left += measures.gap / 2
        if left + room <= box.right:
            return Words(text, Box(left, box.top, left + room, box.bottom))
    return None


def _left(box: Box) -> float:
    return box.left


def _meet(one: Box, other: Box, air: float) -> bool:
    return one.left < other.right + air and other.left < one.right + air


def _under(lane: LaneLayout, x: float) -> int | None:
    """A visit whose mark or words are there, then a stretch, then what lasts from a visit on."""
    near = [at for at, each in enumerate(lane.placed) if each.stop.is_visit and _reaches(each, x)]
    if near:
        return min(near, key=lambda at: abs(_middle(lane.placed[at].box) - x))
    bars = [bar for bar in lane.bars if bar.box.left <= x < bar.box.right and bar.stop is not None]
    stretches = [bar for bar in bars if bar.kind in ("refused", "look", "open")]
    lasting = sorted(bars, key=lambda bar: bar.box.left)
    return stretches[0].stop if stretches else lasting[-1].stop if lasting else None


def _reaches(placed: Placed, x: float) -> bool:
    words = placed.words.box if placed.words else placed.box
    return placed.box.left <= x < placed.box.right or words.left <= x < words.right


def _middle(box: Box) -> float:
    return (box.left + box.right) / 2
