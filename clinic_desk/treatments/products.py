"""The makes of botulinum toxin that a record may name; never a tool for doses."""

from __future__ import annotations

from typing import NamedTuple

from clinic_desk.treatments.reading import Entry


class Product(NamedTuple):
    """One make, with what its label says. Units of different makes are never added."""

    name: str
    substance: str
    unit: str
    upper_age_label: int
    """The age from which the label does not cover its use; 0 where it names none."""
    store: str
    discard_after_mixing_hours: int
    """Hours; 0 for a make that comes ready mixed."""
    ready_mixed: bool
    upper_age_is_contraindication: bool
    max_session_units_label: int | None
    source: str
    confidence: str


def read_product(entry: Entry) -> Product:
    """One product of a protocol. Raises CannotOpen naming the key that is wrong."""
    product = Product(
        name=entry.text("name"),
        substance=entry.text("substance"),
        unit=entry.text("unit"),
        upper_age_label=entry.number("upper_age_label", high=120),
        store=entry.text("store"),
        discard_after_mixing_hours=entry.number("discard_after_mixing_hours", high=1000),
        ready_mixed=entry.flag("ready_mixed"),
        upper_age_is_contraindication=entry.flag("upper_age_is_contraindication", False),
        max_session_units_label=entry.number_or_none("max_session_units_label"),
        source=entry.text("source"),
        confidence=entry.text("confidence", among=("high", "medium", "low")),
    )
    entry.close()
    return product
