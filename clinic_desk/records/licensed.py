"""Which places each product's label names, so that the rest is noted as explained. Pure.

From the clinic's fact sheet, 2.1 and 2.3: frown lines in every label; crow's feet and
forehead in some; the armpits in one, for sweating. To be confirmed by the clinic's
prescriber, with the rest of the protocol.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from clinic_desk.records.contents import ToxinContent
from clinic_desk.records.totals import vial_of

_UPPER_FACE = frozenset({"glabella", "crows_feet", "forehead"})
_FROWN_AND_EYES = frozenset({"glabella", "crows_feet"})
_FROWN = frozenset({"glabella"})

LICENSED: Mapping[str, frozenset[str]] = {
    "Botox": _UPPER_FACE | {"axillae"},
    "Vistabel": _UPPER_FACE,
    "Bocouture": _UPPER_FACE,
    "Azzalure": _FROWN_AND_EYES,
    "Relfydess": _FROWN_AND_EYES,
    "Alluzience": _FROWN,
    "Letybo": _FROWN,
    "Nuceiva": _FROWN,
}
"""The protocol's places by product."""


def is_off_label(product: str, area: str) -> bool:
    """Whether a product's label does not name a place; of an unknown product, none is named."""
    return area not in LICENSED.get(product, frozenset())


def marked(content: ToxinContent) -> ToxinContent:
    """The content with each point marked as inside or outside its product's label."""
    points = (
        replace(point, off_label=is_off_label(vial_of(content, point).product, point.area))
        for point in content.points
    )
    return replace(content, points=tuple(points))
