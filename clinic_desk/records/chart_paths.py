"""The drawing of a chart: the few words of SVG that ours are written in, as plain steps.

One reading serves the screen and the paper, so a line cannot differ between them. What lies
outside the subset is refused rather than drawn almost right: paths alone, with absolute M, L, C
and Z, without transforms, and without a style but a class.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple, TypeAlias
from xml.etree.ElementTree import Element, ParseError, fromstring

Weight = Literal["skin", "line", "fine"]
THICKNESS: dict[Weight, float] = {"skin": 0.0048, "line": 0.0042, "fine": 0.0026}
"""How thick each is drawn, as a fraction of the chart's width."""

_SVG = "{http://www.w3.org/2000/svg}"
_PART = re.compile(r"\s*([A-Za-z])([^A-Za-z]*)")
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)")
_BETWEEN = re.compile(r"[\s,]*")


class NotOurs(ValueError):
    """A drawing outside the subset; the message says what was met."""


class Move(NamedTuple):
    """Lift the pen and set it down at x, y."""

    x: float
    y: float


class Line(NamedTuple):
    """Draw straight to x, y."""

    x: float
    y: float


class Curve(NamedTuple):
    """Draw a cubic Bézier curve over two handles to x, y."""

    x1: float
    y1: float
    x2: float
    y2: float
    x: float
    y: float


class Close(NamedTuple):
    """Draw straight back to where the pen was last set down."""


Step: TypeAlias = Move | Line | Curve | Close
_KINDS: dict[str, type[Move] | type[Line] | type[Curve]] = {"M": Move, "L": Line, "C": Curve}


class Stroke(NamedTuple):
    """One path, in fractions of the chart's width and height.

    A "skin" is filled with the ground before it is stroked, so that what was drawn before it
    lies behind; it may be left open where the body goes on beyond the chart.
    """

    weight: Weight
    steps: tuple[Step, ...]


class Drawing(NamedTuple):
    """A whole chart: its height as a multiple of its width, and its strokes in order."""

    aspect: float
    strokes: tuple[Stroke, ...]


def read_drawing(text: str) -> Drawing:
    """The drawing that an SVG file holds. Raises NotOurs for anything outside the subset."""
    try:
        root = fromstring(text)
    except ParseError as fault:
        raise NotOurs(f"it is not well-formed ({fault})") from None
    width, height = _view_box(root)
    strokes = tuple(_stroke(element, width, height) for element in root)
    if not strokes:
        raise NotOurs("nothing is drawn")
    return Drawing(height / width, strokes)


def read_path(data: str) -> tuple[Step, ...]:
    """The steps of an SVG path's `d`, in its own units. Raises NotOurs outside the subset."""
    steps: list[Step] = []
    end = 0
    for part in _PART.finditer(data):
        if part.start() != end:
            raise NotOurs(f"a path says '{data[end : end + 20]}' where a letter should stand")
        steps.extend(_steps(part[1], part[2]))
        end = part.end()
    if data[end:].strip():
        raise NotOurs(f"a path ends with '{data[end : end + 20]}'")
    if not steps or not isinstance(steps[0], Move):
        raise NotOurs("a path begins with M")
    return tuple(steps)


def placed(
    steps: tuple[Step, ...], left: float, top: float, across: float, down: float
) -> Iterator[Step]:
    """Steps in fractions as steps in measures: from `left`, `top`, so far `across` and `down`.

    A negative `down` is for paper, whose heights run up.
    """
    for step in steps:
        if isinstance(step, Close):
            yield step
        else:
            pairs = zip(step[0::2], step[1::2], strict=True)
            turned = (part for x, y in pairs for part in (left + x * across, top + y * down))
            yield type(step)(*turned)


def _steps(letter: str, numbers: str) -> Iterator[Step]:
    values = _numbers(numbers)
    if letter == "Z":
        if values:
            raise NotOurs("a path has a number after Z")
        yield Close()
        return
    kind = _KINDS.get(letter)
    if kind is None:
        raise NotOurs(f"a path says '{letter}'; M, L, C and Z alone are drawn")
    size = len(kind._fields)
    if not values or len(values) % size or (kind is Move and len(values) != size):
        raise NotOurs(f"a path has {len(values)} numbers after {letter}")
    for start in range(0, len(values), size):
        yield kind(*values[start : start + size])


def _numbers(text: str) -> tuple[float, ...]:
    if _BETWEEN.fullmatch(_NUMBER.sub("", text)) is None:
        raise NotOurs(f"a path has '{text.strip()[:40]}' for numbers")
    return tuple(map(float, _NUMBER.findall(text)))


def _view_box(root: Element) -> tuple[float, float]:
    box = _numbers(root.get("viewBox", ""))
    if root.tag != f"{_SVG}svg" or len(box) != 4 or box[:2] != (0, 0) or min(box[2:]) <= 0:
        raise NotOurs("it is no SVG with a viewBox from 0 0")
    return box[2], box[3]


def _stroke(element: Element, width: float, height: float) -> Stroke:
    if element.tag != f"{_SVG}path":
        raise NotOurs(f"'{element.tag.removeprefix(_SVG)}' is no path")
    if set(element.keys()) != {"class", "d"}:
        raise NotOurs("a path has a class and d, and nothing else")
    weight = element.get("class", "")
    if weight not in THICKNESS:
        raise NotOurs(f"a path is of class '{weight[:40]}'")
    steps = placed(read_path(element.get("d", "")), 0, 0, 1 / width, 1 / height)
    return Stroke(weight, tuple(steps))
