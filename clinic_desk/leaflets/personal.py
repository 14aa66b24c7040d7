"""The lines that a leaflet's personal box may have, by key."""

from __future__ import annotations

PERSONAL_FIELDS = frozenset(
    {
        "name",
        "born_on",
        "when",
        "practitioner",
        "registration",
        "prescriber",
        "areas",
        "product",
        "units",
        "batch",
        "expiry",
        "device",
        "depth",
        "cartridge",
        "numbing",
        "photographs",
        "review",
        "repeat_from",
        "other_from",
        "phone",
        "out_of_hours",
    }
)
"""A leaflet's text may ask for these and no others; what nobody filled in is a ruled line."""
