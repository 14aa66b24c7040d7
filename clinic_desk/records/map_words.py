"""A point of a map in words, as it is spoken on the screen and told on paper. Pure."""

from __future__ import annotations

from clinic_desk.records.charts import charts, place_words
from clinic_desk.records.contents import Point
from clinic_desk.records.totals import units

UNITS = ("unit", "units")
MILLIMETRES = ("mm", "mm")
"""How one and how several are called."""
NOT_GIVEN = "–"


def amount_words(point: Point) -> str:
    """What stands in its mark: `4`, `2.5`; a dash where no amount is given yet."""
    return units(point.hundredths) if point.hundredths else NOT_GIVEN


def point_words(point: Point, unit: tuple[str, str] = UNITS) -> str:
    """`Forehead, right, 4 units`."""
    one, several = unit
    where = place_words(charts()[point.chart], point.x, point.y)
    amount = units(point.hundredths)
    given = f"{amount} {one if amount == '1' else several}" if point.hundredths else ""
    return f"{where}, {given or f'no {several} yet'}"
