"""Taking over the points of an earlier visit. Pure."""

from __future__ import annotations

from dataclasses import replace

from clinic_desk.base.errors import ClinicError
from clinic_desk.base.words import listed
from clinic_desk.records.contents import Point, ToxinContent
from clinic_desk.records.totals import NO_PRODUCT, vial_of


class OtherProduct(ClinicError):
    """A map was to be taken over under another product than it was drawn for."""

    def __init__(self, drawn_for: str, product: str) -> None:
        """Name both products."""
        super().__init__(
            f"That map was drawn for {drawn_for}, and this visit is with {product}. "
            "Units of one product do not stand for units of another.",
            kept="Nothing was copied.",
            next_step="Place the points anew.",
        )


def copied_points(source: ToxinContent, product: str) -> tuple[Point, ...]:
    """The points of an earlier map for a visit with the same product, tied to no vial yet.

    OtherProduct where any of them was given from another product, or it cannot be told
    from which: half a map is not taken over.
    """
    products = {vial_of(source, point).product for point in source.points}
    if products - {product} or not product:
        named = listed(sorted(each or "a product that was not named" for each in products))
        raise OtherProduct(named, product or "a product that is not chosen yet")
    return tuple(replace(point, vial_id=None, off_label=False) for point in source.points)


def needs_a_vial(content: ToxinContent) -> bool:
    """Whether some point cannot be told which vial it was given from."""
    return any(vial_of(content, point) is NO_PRODUCT for point in content.points)
