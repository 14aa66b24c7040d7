"""What was typed in records and could not be kept, while another record is looked at."""

from __future__ import annotations

from dataclasses import dataclass, field

from clinic_desk.records.contents import Content
from clinic_desk.records.record import Record


@dataclass(frozen=True)
class Waiting:
    """Of one record: what stood in the form over which version, or words to be added."""

    record: Record | None = None
    content: Content | None = None
    """None where all that could be read was kept."""
    typed: dict[str, str] = field(default_factory=dict)
    """What cannot be read, by its field."""
    words: str = ""
    in_error: bool = False
    """Whether those words say that the record was entered in error."""


class WaitingDrafts:
    """By record."""

    def __init__(self) -> None:
        """Nothing waits."""
        self._kept: dict[int, Waiting] = {}

    def keep(self, record_id: int, waiting: Waiting | None) -> None:
        """Keep what waits, or forget it."""
        self._kept.pop(record_id, None)
        if waiting is not None:
            self._kept[record_id] = waiting

    def take(self, record_id: int) -> Waiting | None:
        """What waits goes back into the form now."""
        return self._kept.pop(record_id, None)
