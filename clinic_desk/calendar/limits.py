"""How long a visit may be, for what asks without the tables of the calendar."""

from __future__ import annotations

LONGEST_VISIT = 480
"""Minutes. The clash search looks this far back and no further."""
