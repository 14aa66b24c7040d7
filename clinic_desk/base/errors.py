"""What can go wrong, as sentences for the person at the desk.

Anything else that is raised is a fault of the program and goes to the report.
No message here may carry health data: they may be shown where clients can see.
"""

from __future__ import annotations


class ClinicError(Exception):
    """A sentence for a person: what happened, what is kept, what to do next."""

    def __init__(self, what: str, *, kept: str = "", next_step: str = "") -> None:
        """Take one sentence each; the last two may be left empty."""
        super().__init__(what)
        self.what = what
        self.kept = kept
        self.next_step = next_step

    def __str__(self) -> str:
        """The sentences in order, as one line."""
        return " ".join(part for part in (self.what, self.kept, self.next_step) if part)


class BadInput(ClinicError):
    """Something typed cannot be kept; `field` names the field that must change."""

    def __init__(self, field: str, what: str, *, next_step: str = "") -> None:
        """Name the field by its attribute name in the draft, and say what is wrong."""
        super().__init__(what, next_step=next_step)
        self.field = field


class NotFound(ClinicError):
    """The record asked for is not there (any more)."""


class Stale(ClinicError):
    """Someone else saved the record first; nothing was written."""


class NotAllowed(ClinicError):
    """The person at the desk may not do this."""


class CannotOpen(ClinicError):
    """A clinic folder, database or protocol cannot be opened as it stands; nothing was changed."""
