"""Which points of a map lie outside their product's label, so that it is noted as explained. Pure.

The labels are clinical data, not code: `resources/labels.toml`, with its sources.
"""

from __future__ import annotations

from dataclasses import replace

from clinic_desk.records.contents import ToxinContent
from clinic_desk.records.totals import vial_of
from clinic_desk.treatments.labels import labels


def is_off_label(product: str, area: str) -> bool:
    """Whether a product's label does not name a place; of an unknown product, none is named."""
    return not labels().names(product, area)


def marked(content: ToxinContent) -> ToxinContent:
    """The content with each point marked as inside or outside its product's label."""
    points = (
        replace(point, off_label=is_off_label(vial_of(content, point).product, point.area))
        for point in content.points
    )
    return replace(content, points=tuple(points))
