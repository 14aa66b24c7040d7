"""Which places the label of each make of botulinum toxin names; the rest is off label."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from clinic_desk.base.folders import RESOURCES
from clinic_desk.treatments.reading import Entry, parsed, read_bytes, shown

_OPENING = "The list of labels cannot be used"
_LARGEST = 200


@dataclass(frozen=True)
class Label:
    """What the label of one make names."""

    product: str
    places: frozenset[str]
    """Places of the protocol's."""
    source: str
    confidence: str


@dataclass(frozen=True)
class Labels:
    """The list as it was compiled, and who confirmed it."""

    compiled: date
    review_by: date
    confirmed_by: str
    """The prescriber who held it against the labels in force; empty while it is a draft."""
    by_product: Mapping[str, Label]

    @property
    def is_draft(self) -> bool:
        """Whether nobody has confirmed it yet."""
        return not self.confirmed_by.strip()

    def names(self, product: str, place: str) -> bool:
        """Whether a product's label names a place; of an unknown product, none is named."""
        label = self.by_product.get(product)
        return label is not None and place in label.places


@cache
def labels() -> Labels:
    """The list that ships, read once. Raises CannotOpen as `load_labels` does."""
    return load_labels(RESOURCES / "labels.toml")


def load_labels(path: Path) -> Labels:
    """The list in a file; CannotOpen naming file, entry and key for whatever is amiss."""
    whole = Entry(
        parsed(read_bytes(path, path.name, _OPENING), path.name, _OPENING), path.name, _OPENING
    )
    meta, found = whole.table("meta"), [_label(each) for each in whole.tables("label")]
    by_product = {each.product: each for each in found}
    if not 0 < len(by_product) == len(found) <= _LARGEST:
        whole.fail("label", "each product is named once, and one at least")
    compiled, review_by = meta.day("compiled"), meta.day("review_by")
    made = Labels(compiled, review_by, meta.text("confirmed_by"), by_product)
    meta.close()
    whole.close()
    return made


def _label(entry: Entry) -> Label:
    label = Label(
        product=entry.text("product"),
        places=frozenset(entry.texts("places")),
        source=entry.text("source"),
        confidence=entry.text("confidence", among=("high", "medium", "low")),
    )
    if not label.product.strip() or not label.source.strip():
        entry.fail("product", f"{shown(label.product)} has no name or no source")
    entry.close()
    return label
