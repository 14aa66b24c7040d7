"""The call in the panel as a block on the grid. Pure."""

from __future__ import annotations

from typing import Literal

from clinic_desk.calendar.records import Preview
from ui.calendar.booking.call import Call
from ui.calendar.grid.scene import DraftBlock
from ui.calendar.setup import Setup

Shown = Literal["ok", "warn", "block", "unknown"]


def draft_block(call: Call, preview: Preview | None, setup: Setup | None) -> DraftBlock | None:
    """What to draw for a call; None until it has a time."""
    if preview is None or preview.assessment.span is None or setup is None:
        return None
    assessment = preview.assessment
    draft = assessment.draft
    verdict: Shown = "unknown" if assessment.nothing_on_file else assessment.verdict
    if assessment.verdict == "warn" and not (assessment.ticks or assessment.for_the_nurse):
        verdict = "ok"
    worst = assessment.findings[0] if assessment.findings else None
    reason = worst.title if worst is not None and verdict in ("warn", "block") else ""
    return DraftBlock(
        person_id=draft.person_id,
        room_id=draft.room_id,
        span=preview.assessment.span,
        name=call.name or "New booking",
        treatment=setup.protocol.catalogue.treatment(draft.treatment).short_name,
        verdict=verdict,
        reason=reason,
        visit_id=call.visit.id if call.visit else None,
    )
