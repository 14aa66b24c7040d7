"""What the tables of the calendar allow, for what asks without them."""

from __future__ import annotations

STATUSES = (
    "pencilled",
    "booked",
    "confirmed",
    "arrived",
    "in_treatment",
    "completed",
    "partial",
    "not_treated",
    "cancelled",
    "no_show",
    "rescheduled",
)
LONGEST_VISIT = 480
"""Minutes. The clash search looks this far back and no further."""
