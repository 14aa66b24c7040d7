"""What the grid has been asked to show, beside the moving things. No Qt here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

from clinic_desk.base.spans import Span
from clinic_desk.calendar.records import DayView, Offer
from ui.calendar.grid.wording import Face


class DraftBlock(NamedTuple):
    """The visit being booked or moved in the panel, as the grid shows it."""

    person_id: int | None
    room_id: int | None
    span: Span
    name: str
    """The client, or what the panel calls the booking before there is one."""
    treatment: str = ""
    """The treatment's name, in words."""
    verdict: Literal["ok", "warn", "block", "unknown"] = "unknown"
    reason: str = ""
    """A few words of the worst finding: "2 days after needling"."""
    visit_id: int | None = None
    """The visit that this would move, which is then drawn as left behind."""


@dataclass(frozen=True)
class Scene:
    """Everything that the cached picture is painted from."""

    view: DayView = field(default_factory=lambda: DayView((), ()))
    faces: Mapping[str, Face] = field(default_factory=dict)
    draft: DraftBlock | None = None
    refused: Mapping[date, str] = field(default_factory=dict)
    offers: tuple[Offer, ...] = ()
    private: bool = False
    undo: int | None = None
    """The visit that was moved last and can be put back."""
    lifted: int | None = None
    """The visit that is being dragged, drawn faint where it stood."""
    draft_lifted: bool = False

    @property
    def left_behind(self) -> frozenset[int]:
        """Visits drawn faint: something else shows where they would go."""
        moving = {self.lifted, self.draft.visit_id if self.draft else None}
        return frozenset(number for number in moving if number is not None)

    def why_refused(self, day: date) -> str:
        """Why a day would be refused; in private mode only that it would, as the why names a
        treatment. Empty where it would not."""
        why = self.refused.get(day, "")
        return "Cannot be booked" if why and self.private else why
