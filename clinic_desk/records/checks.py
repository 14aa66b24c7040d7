"""What may be kept in a draft at all. What a signature asks beyond that is `signing`'s."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from clinic_desk.base.errors import BadInput
from clinic_desk.base.texts import check_text
from clinic_desk.records.charts import CHARTS
from clinic_desk.records.coding import plain_fields
from clinic_desk.records.contents import Content, NeedledArea, NeedlingContent, Point, ToxinContent
from clinic_desk.treatments.places import Places

MOST_MARKS = 300
"""Points or areas of one record."""
MOST_UNITS = 1_000_000
"""Hundredths of a unit at one point: far beyond any, so that a slip is caught and a dose is not
judged."""
DEEPEST = 500
"""Hundredths of a millimetre; twice what the fact sheet names for scars."""
MOST_PASSES = 50
MOST_SESSIONS = 99


def check(content: Content, places: Places) -> None:
    """BadInput naming the field that cannot be kept as it is."""
    for name, value in plain_fields(content).items():
        for text in _texts(value):
            check_text(name, text)
    if isinstance(content, ToxinContent):
        _check_points(content, places)
    if isinstance(content, NeedlingContent):
        _check_needling(content, places)


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _texts(each)


def _check_points(content: ToxinContent, places: Places) -> None:
    _check_number("points", content.points)
    if len({each.vial_id for each in content.vials}) < len(content.vials):
        raise BadInput("vials", "A vial stands in the list twice.")
    known = {None, *(each.vial_id for each in content.vials)}
    for point in content.points:
        _check_place("points", point, places)
        if not 0 <= point.hundredths <= MOST_UNITS:
            raise BadInput("points", "The units at one of the points cannot be meant.")
        if point.vial_id not in known:
            raise BadInput("points", "One of the points was given from a vial that is not listed.")


def _check_needling(content: NeedlingContent, places: Places) -> None:
    _check_number("areas", content.areas)
    for each in content.areas:
        if each.chart or (each.x, each.y) != (None, None):
            _check_place("areas", each, places)
        _check_area("areas", each.area, places)
        if not 0 <= each.depth_hundredths_mm <= DEEPEST:
            raise BadInput("areas", f"A depth lies between 0 and {DEEPEST / 100:g} mm.")
        if not 0 <= each.passes <= MOST_PASSES:
            raise BadInput("areas", f"There are at most {MOST_PASSES} passes.")
    for number in (content.session, content.sessions):
        if number is not None and not 1 <= number <= MOST_SESSIONS:
            raise BadInput("session", f"Sessions are counted from 1 to {MOST_SESSIONS}.")


def _check_number(field: str, marks: tuple[object, ...]) -> None:
    if len(marks) > MOST_MARKS:
        raise BadInput(field, f"A record holds at most {MOST_MARKS} of them.")


def _check_place(field: str, mark: Point | NeedledArea, places: Places) -> None:
    if mark.chart not in CHARTS:
        raise BadInput(field, "There is no such chart.")
    on_it = all(part is not None and math.isfinite(part) for part in (mark.x, mark.y))
    if not on_it or not (0 <= (mark.x or 0) <= 1 and 0 <= (mark.y or 0) <= 1):
        raise BadInput(field, "One of the marks lies beside its chart.")
    _check_area(field, mark.area, places)


def _check_area(field: str, area: str, places: Places) -> None:
    if area and area not in places.region_of:
        raise BadInput(field, "The protocol knows no such place on the body.")
