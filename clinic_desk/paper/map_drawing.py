"""The injection map on paper: the same lines, the same fractions and the same R and L as on screen.

All measures are points; heights run up from the foot of the page, as everywhere in a PDF.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from reportlab.lib.colors import HexColor
from reportlab.pdfbase.pdfmetrics import stringWidth

from clinic_desk.leaflets.faces import face
from clinic_desk.leaflets.lines import Style, line_of
from clinic_desk.leaflets.look import Colours, colours_for
from clinic_desk.leaflets.pen import Pen
from clinic_desk.leaflets.pieces import Piece, Placed, Side
from clinic_desk.leaflets.tags import Tag
from clinic_desk.records.chart_paths import THICKNESS, Curve, Line, Move, Stroke, placed
from clinic_desk.records.charts import CHARTS, Chart, charts
from clinic_desk.records.contents import Content, NeedlingContent, Point, ToxinContent
from clinic_desk.records.map_marks import Mark, Sheet, marks
from clinic_desk.records.map_words import MILLIMETRES, NOT_GIVEN, UNITS, amount_words, point_words

_LEAST, _MOST, _SHARE = 6.2, 9.0, 0.034
"""The radius of a mark: a share of the chart's width, held between points."""
_FIGURES = 1.15
"""The size of the figures in a mark, as a multiple of its radius."""
_BOLD = "Inter-Bold"
_TITLE = Style(9.5, 13, "semibold")
_WIDTH, _GUTTER = 232.0, 18.0


class _Look(NamedTuple):
    """How one kind of map is drawn: its colour's token, and what its amounts are called."""

    token: str
    unit: tuple[str, str]
    title: str


TOXIN = _Look("toxin", UNITS, "Injection map")
NEEDLING = _Look("needling", MILLIMETRES, "Needling map")


@dataclass(frozen=True)
class MapPiece:
    """One chart of a map with its title, as a piece of a page."""

    chart: Chart
    points: tuple[Point, ...]
    tag: Tag
    width: float = _WIDTH
    look: _Look = TOXIN
    ghost: tuple[Point, ...] = ()

    @property
    def height(self) -> float:
        """The title's line and the chart."""
        return _TITLE.leading + self.width * self.chart.aspect

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """The title above, the chart below, as one figure."""
        with pen.content(self.tag):
            baseline = top - _TITLE.leading * 0.75
            pen.line(line_of(self.chart.title, _TITLE), _TITLE, left, baseline, pen.colours.quiet)
            beneath = top - _TITLE.leading
            draw_map(
                pen.canvas,
                self.chart,
                self.points,
                left,
                beneath,
                self.width,
                token=self.look.token,
                ghost=self.ghost,
            )

    def cut(self, room: float) -> tuple[Piece, Piece] | None:
        """A chart is never cut."""
        return None


def map_pieces(content: Content, tag: Tag) -> Sequence[Placed]:
    """The charts of a record that have points on, two to a row; none for a record without a map.

    Each stands under a figure's tag of its own, with every point in words.
    """
    look, points = _map_of(content)
    used = [name for name in CHARTS if any(point.chart == name for point in points)]
    pieces = [_piece(name, points, look, tag) for name in used]
    rows = (pieces[at : at + 2] for at in range(0, len(pieces), 2))
    return tuple(
        Placed(Side(tuple((at * (_WIDTH + _GUTTER), each) for at, each in enumerate(row))), 10)
        for row in rows
    )


def draw_map(
    canvas: Any,
    chart: Chart,
    points: Sequence[Point],
    left: float,
    top: float,
    width: float,
    *,
    token: str = "toxin",
    ghost: Sequence[Point] = (),
    guides: bool = False,
) -> float:
    """Draw a chart with the points that lie on it, its upper left corner at left, top.

    Each point's fraction of the chart is the same fraction of the oblong `width` wide; one
    whose mark made way for another has a dot there. `token` names a colour of the token file.
    Gives the height in points.
    """
    face(_BOLD)
    sheet, colours = Sheet(left, top, width, width * chart.aspect), colours_for(token)
    canvas.saveState()
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    _draw_lines(canvas, chart, sheet, colours)
    if guides:
        _draw_guides(canvas, chart, sheet, colours)
    _draw_letters(canvas, chart, sheet, colours)
    _draw_ghost(canvas, [point for point in ghost if point.chart == chart.id], sheet, colours)
    _draw_points(canvas, [point for point in points if point.chart == chart.id], sheet, colours)
    canvas.restoreState()
    return sheet.height


def _map_of(content: Content) -> tuple[_Look, tuple[Point, ...]]:
    if isinstance(content, ToxinContent):
        return TOXIN, content.points
    if isinstance(content, NeedlingContent):
        return NEEDLING, tuple(_needled(content))
    return TOXIN, ()


def _needled(content: NeedlingContent) -> Iterator[Point]:
    """The needled areas that were marked on a chart, as points whose amount is the depth."""
    for area in content.areas:
        if area.chart and area.x is not None and area.y is not None:
            yield Point(area.chart, area.x, area.y, area.depth_hundredths_mm, area.area)


def _piece(name: str, points: tuple[Point, ...], look: _Look, tag: Tag) -> MapPiece:
    chart = charts()[name]
    said = "; ".join(point_words(point, look.unit) for point in points if point.chart == name)
    figure = tag.add("Figure", alt=f"{look.title}. {chart.title}. {said}.")
    return MapPiece(chart, points, figure, look=look)


def _draw_lines(canvas: Any, chart: Chart, sheet: Sheet, colours: Colours) -> None:
    """The drawing, cut off at the chart's edge as on the screen."""
    canvas.saveState()
    edge = canvas.beginPath()
    edge.rect(sheet.left, sheet.top - sheet.height, sheet.width, sheet.height)
    canvas.clipPath(edge, stroke=0, fill=0)
    canvas.setStrokeColor(HexColor(colours.quiet))
    canvas.setFillColor(HexColor(colours.paper))
    for stroke in chart.strokes:
        canvas.setLineWidth(THICKNESS[stroke.weight] * sheet.width)
        canvas.drawPath(_path(canvas, stroke, sheet), stroke=1, fill=int(stroke.weight == "skin"))
    canvas.restoreState()


def _path(canvas: Any, stroke: Stroke, sheet: Sheet) -> Any:
    path = canvas.beginPath()
    for step in placed(stroke.steps, sheet.left, sheet.top, sheet.width, -sheet.height):
        if isinstance(step, Move):
            path.moveTo(*step)
        elif isinstance(step, Line):
            path.lineTo(*step)
        elif isinstance(step, Curve):
            path.curveTo(*step)
        else:
            path.close()
    return path


def _draw_guides(canvas: Any, chart: Chart, sheet: Sheet, colours: Colours) -> None:
    canvas.setStrokeColor(HexColor(colours.brand))
    canvas.setLineWidth(0.5)
    canvas.setDash(2, 3)
    for start, end in chart.guides:
        canvas.line(*_on_page(sheet, start.x, start.y), *_on_page(sheet, end.x, end.y))
    canvas.setDash()


def _draw_letters(canvas: Any, chart: Chart, sheet: Sheet, colours: Colours) -> None:
    size = max(9.0, sheet.width * 0.05)
    canvas.setFillColor(HexColor(colours.ink))
    for text, at in chart.letters:
        _words(canvas, text, size, *_on_page(sheet, at.x, at.y))


def _draw_ghost(canvas: Any, ghost: Sequence[Point], sheet: Sheet, colours: Colours) -> None:
    """Another visit's points: dashed rings with their amounts in them."""
    radius = _radius(sheet)
    wide = [_wide(amount_words(point), radius) for point in ghost]
    exact = [sheet.at(point.x, point.y) for point in ghost]
    stand = marks(exact, [each / 2 for each in wide])
    for mark in stand:
        if mark.aside:
            _draw_lead(canvas, mark, sheet, colours.quiet)
    canvas.setStrokeColor(HexColor(colours.quiet))
    canvas.setFillColor(HexColor(colours.quiet))
    canvas.setLineWidth(0.8)
    for point, mark, width in zip(ghost, stand, wide, strict=True):
        x, y = _up(sheet, *mark.drawn)
        canvas.setDash(1.5, 1.5)
        canvas.roundRect(x - width / 2, y - radius, width, 2 * radius, radius, stroke=1, fill=0)
        canvas.setDash()
        _words(canvas, amount_words(point), radius * _FIGURES, x, y)


def _draw_points(canvas: Any, points: Sequence[Point], sheet: Sheet, colours: Colours) -> None:
    """Marks with their amounts; one that made way for others is led back to its place."""
    radius = _radius(sheet)
    wide = [_wide(amount_words(point), radius) for point in points]
    exact = [sheet.at(point.x, point.y) for point in points]
    stand = marks(exact, [each / 2 for each in wide])
    for mark in stand:
        if mark.aside:
            _draw_lead(canvas, mark, sheet, colours.accent)
    for point, mark, width in zip(points, stand, wide, strict=True):
        _draw_mark(canvas, amount_words(point), mark, width, sheet, colours)


def _draw_lead(canvas: Any, mark: Mark, sheet: Sheet, ink: str) -> None:
    canvas.setStrokeColor(HexColor(ink))
    canvas.setFillColor(HexColor(ink))
    canvas.setLineWidth(0.9)
    canvas.line(*_up(sheet, *mark.exact), *_up(sheet, *mark.drawn))
    canvas.circle(*_up(sheet, *mark.exact), _radius(sheet) * 0.3, stroke=0, fill=1)


def _draw_mark(
    canvas: Any, words: str, mark: Mark, width: float, sheet: Sheet, colours: Colours
) -> None:
    radius = _radius(sheet)
    x, y = _up(sheet, *mark.drawn)
    given = words != NOT_GIVEN
    ground, ink = (colours.accent, colours.paper) if given else (colours.paper, colours.accent)
    canvas.setFillColor(HexColor(ground))
    canvas.setStrokeColor(HexColor(ink))
    canvas.setLineWidth(0.9)
    canvas.roundRect(x - width / 2, y - radius, width, 2 * radius, radius, stroke=1, fill=1)
    canvas.setFillColor(HexColor(ink))
    _words(canvas, words, radius * _FIGURES, x, y)


def _words(canvas: Any, words: str, size: float, x: float, y: float) -> None:
    """Centred about a place, by the height of figures and capitals."""
    canvas.setFont(_BOLD, size)
    canvas.drawCentredString(x, y - size * 0.364, words)


def _wide(words: str, radius: float) -> float:
    figures: float = stringWidth(words, _BOLD, radius * _FIGURES)
    return max(2 * radius, figures + 0.7 * radius)


def _radius(sheet: Sheet) -> float:
    return min(max(sheet.width * _SHARE, _LEAST), _MOST)


def _on_page(sheet: Sheet, x: float, y: float) -> tuple[float, float]:
    """Where a fraction of the chart stands on the page."""
    return _up(sheet, *sheet.at(x, y))


def _up(sheet: Sheet, x: float, y: float) -> tuple[float, float]:
    """From heights that run down from the sheet's top to the page's own."""
    return x, 2 * sheet.top - y
