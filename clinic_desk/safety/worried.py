"""What the desk has at hand when a client rings worried after a treatment."""

from __future__ import annotations

from typing import NamedTuple

from clinic_desk.treatments.reading import Entry


class Worried(NamedTuple):
    """When each number is the one to ring, and the words to read out first."""

    emergency: str
    """999."""
    urgent: str
    """111."""
    nurse: str
    """The clinic's own nurse."""
    say: str


def read_worried(entry: Entry) -> Worried:
    """The words of a protocol. Raises CannotOpen naming the key that is wrong."""
    worried = Worried(*(entry.text(key) for key in ("emergency", "urgent", "nurse", "say")))
    entry.close()
    return worried
