"""The charts that points are placed on: their drawings, and which place of the body lies where.

Positions are fractions of a chart's width and height from its upper left corner. A chart is
symmetrical about its middle, or has a twin that is its mirror image.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple, cast

from clinic_desk.base.errors import CannotOpen
from clinic_desk.base.folders import RESOURCES
from clinic_desk.records.chart_paths import Drawing, NotOurs, Stroke, read_drawing
from clinic_desk.treatments.reading import Entry, parsed, read_bytes, shown

CHARTS = (
    "face_front",
    "face_right",
    "face_left",
    "hand_backs",
    "hand_palms",
    "underarms",
    "body_front",
    "body_back",
)
"""The charts that ship, in the order in which they are offered."""

Side = Literal["right", "left", "middle"]
MIDDLE = 0.5
NEAR_MIDDLE = 0.008
"""What lies nearer to the middle of a chart than this has no side of its own."""

OTHER: dict[Side, Side] = {"right": "left", "left": "right", "middle": "middle"}
"""The client's other side."""

_OTHER_LETTER = {"R": "L", "L": "R"}
_OPENING = "A chart cannot be used"


class Spot(NamedTuple):
    """A position, in fractions of a chart."""

    x: float
    y: float


@dataclass(frozen=True)
class Area:
    """A part of a chart that has a name."""

    zone: str
    """The protocol's name of the place: `crows_feet`."""
    name: str
    """`Crow's feet`."""
    side: Side
    """The client's own; "middle" for what lies across."""
    edge: tuple[Spot, ...]
    """The corners, in order."""

    @property
    def label(self) -> str:
        """`Crow's feet, R`, and `Forehead` for what lies across."""
        return self.name if self.side == "middle" else f"{self.name}, {self.side[0].upper()}"


class Letter(NamedTuple):
    """The client's R or L, centred at a spot of the chart."""

    text: str
    at: Spot


class Guide(NamedTuple):
    """A straight line to measure by."""

    start: Spot
    end: Spot


@dataclass(frozen=True)
class Chart:
    """One chart."""

    id: str
    title: str
    aspect: float
    """Its height as a multiple of its width."""
    strokes: tuple[Stroke, ...]
    areas: tuple[Area, ...]
    """Where two overlap, the first one counts."""
    sides: tuple[Side, Side]
    """The client's side at the viewer's left, and at the viewer's right."""
    letters: tuple[Letter, ...]
    guides: tuple[Guide, ...]
    """Midline and thirds."""
    twin: str
    """The chart that is its mirror image; itself where it is symmetrical."""

    def side_at(self, x: float) -> Side:
        """The client's side at a fraction of the width."""
        left, right = self.sides
        if left != right and abs(x - MIDDLE) < NEAR_MIDDLE:
            return "middle"
        return left if x < MIDDLE else right


def area_at(chart: Chart, x: float, y: float) -> Area | None:
    """The named part at a position; None beside the body."""
    return next((area for area in chart.areas if _inside(area.edge, x, y)), None)


def mirrored(chart: Chart, x: float, y: float) -> tuple[str, float, float]:
    """The same place on the client's other side: chart, x, y."""
    return chart.twin, 2 * MIDDLE - x, y


def place_words(chart: Chart, x: float, y: float) -> str:
    """`Forehead, right`, as it is spoken; the chart's title beside the body."""
    area, side = area_at(chart, x, y), chart.side_at(x)
    name = area.name if area else chart.title
    return f"{name}, middle" if side == "middle" else f"{name}, {side}"


@cache
def charts() -> Mapping[str, Chart]:
    """Every chart that ships, by its id, read once. Raises CannotOpen as `load_chart` does."""
    folder = RESOURCES / "charts"
    return {name: load_chart(folder, name) for name in CHARTS}


def load_chart(folder: Path, name: str) -> Chart:
    """The chart of `name.svg` and `name.toml`.

    Raises CannotOpen naming the file, and the key where there is one, for whatever is amiss.
    """
    entry = _entry(folder, name)
    title = entry.text("title")
    drawing = _drawing(folder, name)
    if entry.has("mirror_of"):
        other = load_chart(folder, entry.text("mirror_of"))
        entry.close()
        return _turned(other, name, title, drawing)
    sides = _sides(entry)
    chart = Chart(
        id=name,
        title=title,
        aspect=drawing.aspect,
        strokes=drawing.strokes,
        areas=tuple(area for each in entry.tables("area") for area in _areas(each, sides)),
        sides=sides,
        letters=tuple(map(_letter, entry.tables("letter"))),
        guides=tuple(map(_guide, entry.tables("guide"))),
        twin=entry.text("twin", name),
    )
    entry.close()
    return chart


def _turned(chart: Chart, name: str, title: str, drawing: Drawing) -> Chart:
    """The mirror image of a chart that shows one side, with a drawing of its own."""
    return Chart(
        id=name,
        title=title,
        aspect=drawing.aspect,
        strokes=drawing.strokes,
        areas=tuple(
            Area(area.zone, area.name, OTHER[area.side], tuple(map(_across, area.edge)))
            for area in chart.areas
        ),
        sides=(OTHER[chart.sides[1]], OTHER[chart.sides[0]]),
        letters=tuple(
            Letter(_OTHER_LETTER[letter.text], _across(letter.at)) for letter in chart.letters
        ),
        guides=tuple(Guide(_across(each.start), _across(each.end)) for each in chart.guides),
        twin=chart.id,
    )


def _across(spot: Spot) -> Spot:
    return Spot(2 * MIDDLE - spot.x, spot.y)


def _entry(folder: Path, name: str) -> Entry:
    where = f"{name}.toml"
    return Entry(
        parsed(read_bytes(folder / where, where, _OPENING), where, _OPENING), where, _OPENING
    )


def _drawing(folder: Path, name: str) -> Drawing:
    where = f"{name}.svg"
    try:
        return read_drawing(read_bytes(folder / where, where, _OPENING).decode("utf-8"))
    except (UnicodeDecodeError, NotOurs) as fault:
        problem = fault if isinstance(fault, NotOurs) else "it is not UTF-8 text"
        raise CannotOpen(f"{_OPENING}: {where}: {problem}.") from None


def _sides(entry: Entry) -> tuple[Side, Side]:
    sides = entry.texts("sides", among=("right", "left"))
    if len(sides) != 2:
        entry.fail("sides", "it names the client's side at the viewer's left, and at the right")
    return cast(tuple[Side, Side], sides)


def _areas(entry: Entry, sides: tuple[Side, Side]) -> Iterator[Area]:
    """The area, and where it says `both` its mirror image too."""
    zone, name, both = entry.text("zone"), entry.text("name"), entry.flag("both", False)
    edge = _spots(entry, "edge")
    entry.close()
    if len(edge) < 3:
        entry.fail("edge", "an area has three corners or more")
    yield Area(zone, name, _side_of(edge, sides), edge)
    if both:
        turned = tuple(map(_across, edge))
        yield Area(zone, name, _side_of(turned, sides), turned)


def _side_of(edge: tuple[Spot, ...], sides: tuple[Side, Side]) -> Side:
    left, right = sides
    if left == right or max(spot.x for spot in edge) <= MIDDLE:
        return left
    return right if min(spot.x for spot in edge) >= MIDDLE else "middle"


def _letter(entry: Entry) -> Letter:
    text = entry.text("text", among=tuple(_OTHER_LETTER))
    (at,) = _spots(entry, "at", 1)
    entry.close()
    return Letter(text, at)


def _guide(entry: Entry) -> Guide:
    start, end = _spots(entry, "line", 2)
    entry.close()
    return Guide(start, end)


def _spots(entry: Entry, key: str, count: int | None = None) -> tuple[Spot, ...]:
    spots = tuple(_spot(entry, key, pair) for pair in entry.lists(key))
    if count not in (None, len(spots)):
        entry.fail(key, f"it has {len(spots)} pairs, not {count}")
    return spots


def _spot(entry: Entry, key: str, pair: list[Any]) -> Spot:
    good = len(pair) == 2 and all(type(each) in (int, float) and 0 <= each <= 1 for each in pair)
    if not good:
        entry.fail(key, f"{shown(pair)} is no pair of fractions")
    return Spot(float(pair[0]), float(pair[1]))


def _inside(edge: tuple[Spot, ...], x: float, y: float) -> bool:
    """Whether a position lies inside a closed line, by the crossings of a ray to the right."""
    inside = False
    for one, other in zip(edge, edge[1:] + edge[:1], strict=True):
        if (one.y > y) != (other.y > y):
            crossing = one.x + (y - one.y) * (other.x - one.x) / (other.y - one.y)
            inside ^= x < crossing
    return inside
