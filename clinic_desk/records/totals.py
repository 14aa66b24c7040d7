"""What the points of a map come to, by product and by place. Pure.

Units of different products are never added: there is no sum here over two of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from clinic_desk.records.contents import Point, ToxinContent, Vial

NO_PRODUCT = Vial(0)
"""Stands for the vial of a point that names none and could be of several."""


class ProductTotal(NamedTuple):
    """All that was given of one product, in hundredths of its own unit."""

    product: str
    unit: str
    hundredths: int
    points: int


class AreaTotal(NamedTuple):
    """What one place had of one product, in hundredths of its own unit."""

    product: str
    unit: str
    area: str
    hundredths: int
    points: int
    off_label: bool


class VialTotal(NamedTuple):
    """What was taken from one vial, in hundredths of its product's own unit."""

    vial: Vial
    hundredths: int


def vial_of(content: ToxinContent, point: Point) -> Vial:
    """The vial that a point was given from; NO_PRODUCT where it cannot be told."""
    if point.vial_id is None:
        return content.vials[0] if len(content.vials) == 1 else NO_PRODUCT
    of_that_id = (each for each in content.vials if each.vial_id == point.vial_id)
    return next(of_that_id, NO_PRODUCT)


def by_product(content: ToxinContent) -> tuple[ProductTotal, ...]:
    """A total for each product, in the order in which the points name them."""
    groups: dict[tuple[str, str], list[Point]] = {}
    for point, vial in _with_vials(content):
        groups.setdefault((vial.product, vial.unit), []).append(point)
    return tuple(ProductTotal(*key, _sum(points), len(points)) for key, points in groups.items())


def by_area(content: ToxinContent) -> tuple[AreaTotal, ...]:
    """A total for each place and product, in the order in which the points name them."""
    groups: dict[tuple[str, str, str], list[Point]] = {}
    for point, vial in _with_vials(content):
        groups.setdefault((vial.product, vial.unit, point.area), []).append(point)
    return tuple(
        AreaTotal(*key, _sum(points), len(points), any(each.off_label for each in points))
        for key, points in groups.items()
    )


def by_vial(content: ToxinContent) -> tuple[VialTotal, ...]:
    """What was taken from each vial of the record; one that no point names gave nothing."""
    given = list(_with_vials(content))
    return tuple(
        VialTotal(vial, _sum(point for point, each in given if each is vial))
        for vial in content.vials
    )


def units(hundredths: int) -> str:
    """`20`, `2.5`, `0.25`: hundredths as units are written."""
    whole, rest = divmod(hundredths, 100)
    return f"{whole}.{rest:02}".rstrip("0") if rest else str(whole)


def _with_vials(content: ToxinContent) -> Iterable[tuple[Point, Vial]]:
    return ((point, vial_of(content, point)) for point in content.points)


def _sum(points: Iterable[Point]) -> int:
    return sum(point.hundredths for point in points)
