"""The demo's photographs: one client's last toxin visits, before each and after the first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy.orm import Session

from clinic_desk.base.pictures import made_ready
from clinic_desk.db.kept_files import KeptFiles
from clinic_desk.demo.drawn_faces import Side, Taken, drawn
from clinic_desk.demo.filling import PlannedVisit
from clinic_desk.photographs.framing import whole
from clinic_desk.photographs.models import Photograph

VISITS = 2
"""Toxin visits that were photographed."""
_SIDES: tuple[Side, ...] = ("front", "left", "right")
_EASED = 0.35
"""How deep the lines still are two weeks after."""


class _Shot(NamedTuple):
    visit_id: int
    visit: PlannedVisit
    moment: str
    taken: Taken


def photograph(
    session: Session,
    files: KeptFiles,
    visits: Sequence[tuple[int, PlannedVisit]],
    client_id: int,
) -> None:
    """Keep the pictures of one client, as whoever treated took them at each visit."""
    for shot in _shots([each for each in visits if each[1].client == client_id]):
        made = made_ready(drawn(shot.taken))
        frame = whole(made.width, made.height)
        session.add(
            Photograph(
                client_id=client_id,
                appointment_id=shot.visit_id,
                taken_on=shot.visit.slot.day,
                view=shot.taken.side,
                moment=shot.moment,
                file=files.put(session, made.content, "image/jpeg"),
                thumbnail=files.put(session, made.thumbnail, "image/jpeg"),
                width=made.width,
                height=made.height,
                frame_x=frame.x,
                frame_y=frame.y,
                frame_width=frame.width,
                added_by=shot.visit.slot.member.id,
                added_at=shot.visit.ends_at - timedelta(minutes=2),
            )
        )


def _shots(visits: Sequence[tuple[int, PlannedVisit]]) -> Iterator[_Shot]:
    """Before each of the last toxin visits from three sides, and from the front at the review."""
    done = [each for each in visits if each[1].status == "completed"]
    toxin = [each for each in done if each[1].step.treatment == "BTX"][-VISITS:]
    for number, (id_, visit) in enumerate(toxin):
        # Nobody stands twice in one place: the frames are there to make up for it.
        across, near = 0.025 * number, 1 - 0.05 * number
        for side in _SIDES:
            yield _Shot(id_, visit, "before", Taken(side, 1 - 0.2 * number, across, near))
    reviews = [each for each in done if each[1].step.treatment == "BTX_REVIEW"]
    for id_, visit in reviews[-VISITS:]:
        if toxin and visit.starts_at > toxin[0][1].starts_at:
            depth = _EASED if visit.starts_at < toxin[-1][1].starts_at else _EASED - 0.1
            yield _Shot(id_, visit, "after", Taken("front", depth, -0.02))
