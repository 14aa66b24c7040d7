"""The demo's signed records: the last days whole, and the histories of those who came most.

Each is written and sealed as the room of records does it, from contents that a signature would
find nothing missing in; the demo's test asks it of every one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from clinic_desk.base.clock import local
from clinic_desk.demo.cast import DEVICES
from clinic_desk.demo.filling import PlannedVisit
from clinic_desk.demo.maps import AZZALURE, BOCOUTURE, needled, points
from clinic_desk.demo.shelf import CREAM, Shelf
from clinic_desk.records.beginning import kind_for
from clinic_desk.records.coding import to_json
from clinic_desk.records.contents import (
    ConsultationContent,
    Content,
    Cream,
    NeedlingContent,
    NotTreatedContent,
    ReviewContent,
    ToxinContent,
)
from clinic_desk.records.digest import BatchUse, Signed
from clinic_desk.records.keeping import uses
from clinic_desk.records.licensed import marked

RICHEST = 24
"""Clients whose whole history is written up."""
RECENT = timedelta(days=14)
"""Of everybody, what lies no longer behind."""
SAME_COURSE = 75
"""Days between two needling sessions of one course, at most."""
_JUST_NOW = timedelta(minutes=75)

_AFTER_TOXIN = ("None.", "Slight redness at the points, gone before leaving.", "None.")
_AFTER_NEEDLING = ("Even redness, settled after cooling.", "Mild redness, no swelling.")
_FOUND = (
    "Even on both sides, good movement of the brow. No top-up.",
    "Frown lines soft at rest. Content, no reactions.",
    "Even result. No drooping, no headache.",
)
_DISCUSSED = (
    "Hopes and worries, how it works, what may go wrong, cost, and doing nothing at all.",
    "What bothers most, what treatment can and cannot do, effects after, and aftercare.",
)


@dataclass
class WrittenUp:
    """The rows of the records, in the order of time."""

    records: list[dict[str, Any]] = field(default_factory=list)
    batches: list[dict[str, Any]] = field(default_factory=list)
    seals: list[dict[str, Any]] = field(default_factory=list)
    """Who signed which, when, and the digest: put on once the batches stand."""
    amendments: list[dict[str, Any]] = field(default_factory=list)


def richest(visits: Iterable[PlannedVisit]) -> list[int]:
    """The clients with most to look at, the best first: toxin, needling and reviews of late."""
    had: dict[int, Counter[str]] = defaultdict(Counter)
    for visit in visits:
        if visit.status in ("completed", "booked", "confirmed"):
            ahead = "" if visit.status == "completed" else "ahead"
            had[visit.client][ahead or visit.step.treatment] += 1

    def worth(client: int) -> tuple[int, int]:
        seen = had[client]
        kinds = sum(bool(seen[each]) for each in ("BTX", "MN", "BTX_REVIEW", "ahead"))
        return kinds, min(seen["BTX"], 4) + min(seen["MN"], 5) + min(seen["BTX_REVIEW"], 3)

    return sorted(had, key=worth, reverse=True)[:RICHEST]


def awaited(visits: Iterable[PlannedVisit], now: datetime) -> list[int]:
    """The clients who are still to come today, in the order of their visits."""
    today = local(now).date()
    coming = (each for each in visits if each.slot.day == today and each.starts_at > now)
    return [each.client for each in sorted(coming, key=lambda each: each.starts_at)]


def write_up(
    visits: Sequence[tuple[int, PlannedVisit]],
    shelf: Shelf,
    allergic: Collection[int],
    rich: Sequence[int],
    random: Random,
) -> WrittenUp:
    """Records of visits in the order of time, each with its id; they fill the shelf."""
    written, now = WrittenUp(), shelf.now
    met: dict[int, date] = {}
    courses = _courses(visits)
    for id_, visit in visits:
        day, since = visit.slot.day, now - visit.ends_at
        is_over = visit.status in ("completed", "not_treated")
        if is_over and (visit.client in rich or local(now).date() - day <= RECENT):
            drawer = _Drawer(visit, shelf, met.get(visit.client), visit.client in allergic, random)
            content = drawer.content(*courses.get(id_, (1, 1)))
            if since > _JUST_NOW or len(written.records) % 2:
                # A signature ties the record to its piece; a draft has none yet.
                piece = drawer.piece if since > _JUST_NOW else None
                _keep(written, id_, visit, content, piece, is_signed=since > _JUST_NOW)
        if visit.status == "completed" and visit.slot.member.prescriber:
            met[visit.client] = day
    if rich:
        _amend(written, rich[0], now)
    return written


def _courses(visits: Iterable[tuple[int, PlannedVisit]]) -> Mapping[int, tuple[int, int]]:
    """Of each needling visit, which session of how many it is."""
    by_client: dict[int, list[list[tuple[int, PlannedVisit]]]] = defaultdict(list)
    for id_, visit in visits:
        if visit.step.treatment != "MN" or visit.status in ("cancelled", "no_show", "not_treated"):
            continue
        courses = by_client[visit.client]
        last = courses[-1][-1][1].slot.day if courses else date.min
        if (visit.slot.day - last).days > SAME_COURSE:
            courses.append([])
        courses[-1].append((id_, visit))
    return {
        id_: (number, len(course))
        for courses in by_client.values()
        for course in courses
        for number, (id_, _) in enumerate(course, 1)
    }


@dataclass
class _Drawer:
    """What one visit's record says."""

    visit: PlannedVisit
    shelf: Shelf
    consulted_on: date | None
    is_allergic: bool
    random: Random
    piece: int | None = None
    """The cartridge that was used up, among all that was opened."""

    def content(self, session: int, sessions: int) -> Content:
        """Of the kind that the room of records would begin."""
        visit = self.visit
        treatment = self.shelf.catalogue.treatment(visit.step.treatment)
        kind = kind_for(treatment, visit.status)
        if kind == "toxin":
            return self._toxin()
        if kind == "needling":
            return self._needling(session, sessions)
        if kind == "consultation":
            return self._consultation()
        if kind == "not_treated":
            return NotTreatedContent(reason=visit.reason)
        found = self.random.choice(_FOUND)
        return ReviewContent(found=found, reaction="None.", advised="Come back when it wears off.")

    def _toxin(self) -> ToxinContent:
        visit, by = self.visit, self.visit.slot.member.id
        product = BOCOUTURE if by == 1 else AZZALURE
        vial = self.shelf.vial(product, visit.starts_at, by)
        given = tuple(points(product, visit.step.zones, vial.vial_id, self.random))
        content = marked(
            ToxinContent(
                vials=(vial,),
                points=given,
                prescriber_id=by,
                consulted_on=self.consulted_on,
                line_type="dynamic" if len(visit.step.zones) == 1 else "both",
                chaperone="declined",
                reaction=self.random.choice(_AFTER_TOXIN),
            )
        )
        explained = any(point.off_label for point in content.points)
        return replace(content, off_label_explained=explained)

    def _needling(self, session: int, sessions: int) -> NeedlingContent:
        visit, by = self.visit, self.visit.slot.member.id
        starts, cream = visit.starts_at, None
        if not self.is_allergic:
            off = starts + timedelta(minutes=20)
            cream = Cream(CREAM, self.shelf.cream(starts), starts, off)
        cartridge, self.piece = self.shelf.cartridge(starts, by)
        return NeedlingContent(
            areas=needled(session),
            device=next(name for id_, name, _ in DEVICES if id_ == min(by, 2)),
            cartridge=cartridge,
            new_cartridge=True,
            cream=cream,
            end_point="Even redness",
            session=session,
            sessions=sessions,
            chaperone="declined",
            reaction=self.random.choice(_AFTER_NEEDLING),
            note="No numbing cream: allergy to lidocaine." if self.is_allergic else "",
        )

    def _consultation(self) -> ConsultationContent:
        return ConsultationContent(
            line_type=self.random.choice(("dynamic", "static", "both")),
            face_to_face=True,
            seen_by=self.visit.slot.member.id,
            discussed=self.random.choice(_DISCUSSED),
            decision="think_it_over",
            think_until=self.visit.slot.day + timedelta(days=2),
            chaperone="declined",
        )


def _keep(
    written: WrittenUp,
    visit_id: int,
    visit: PlannedVisit,
    content: Content,
    piece: int | None,
    *,
    is_signed: bool,
) -> None:
    id_, by, text = len(written.records) + 1, visit.slot.member.id, to_json(content)
    written_at = visit.ends_at + timedelta(minutes=8)
    used = _tied(uses(content), content, piece)
    row = {
        "id": id_,
        "client_id": visit.client,
        "appointment_id": visit_id,
        "kind": content.kind,
        "treatment": visit.step.treatment,
        "treated_on": visit.slot.day,
        "content": text,
        "written_by": by,
        "begun_at": visit.ends_at,
        "changed_at": written_at,
        "version": 1,
    }
    written.records.append(row)
    written.batches += [{"record_id": id_, **use._asdict()} for use in used]
    if is_signed:
        written.seals.append(_seal(row, used, by, written_at + timedelta(minutes=1)))


def _tied(used: Sequence[BatchUse], content: Content, piece: int | None) -> tuple[BatchUse, ...]:
    """The uses of batches, that of a cartridge standing for the piece that it was."""
    if not isinstance(content, NeedlingContent) or content.cartridge is None:
        return tuple(used)
    batch_id = content.cartridge.batch_id
    return tuple(
        each._replace(vial_id=piece) if each.batch_id == batch_id else each for each in used
    )


def _seal(row: Mapping[str, Any], used: Any, by: int, signed_at: datetime) -> dict[str, Any]:
    signed = Signed(
        row["id"],
        row["client_id"],
        row["appointment_id"],
        row["kind"],
        row["treatment"],
        row["treated_on"],
        row["content"],
        row["written_by"],
        row["begun_at"],
        row["changed_at"],
        by,
        signed_at,
        tuple(used),
    )
    return {"of": row["id"], "signed_by": by, "signed_at": signed_at, "digest": signed.digest}


def _amend(written: WrittenUp, client: int, now: datetime) -> None:
    """One thing that was remembered on the day after the client's last toxin."""
    signed = {each["of"]: each for each in written.seals}
    last = [
        row
        for row in written.records
        if row["client_id"] == client and row["kind"] == "toxin" and row["id"] in signed
    ]
    if last:
        seal = signed[last[-1]["id"]]
        written.amendments.append(
            {
                "record_id": last[-1]["id"],
                "kind": "amendment",
                "words": "Rang the day after: no headache, no drooping.",
                "written_by": seal["signed_by"],
                "written_at": min(now, seal["signed_at"] + timedelta(days=1)),
            }
        )
