"""What the audit is told of a visit: which columns an act changed, and what they held."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from clinic_desk.calendar.acknowledging import LEFT_TO_THE_NURSE, Settlement
from clinic_desk.calendar.snapshots import Row, Snapshot
from clinic_desk.calendar.standing import Standing
from clinic_desk.calendar.writing import VisitRow
from clinic_desk.db.audit import note
from clinic_desk.db.transaction import Transaction

_SEEN = "acknowledgement"


def note_change(
    connection: Transaction,
    act: str,
    by: int | None,
    before: Snapshot,
    now: VisitRow,
    forgotten: tuple[Row, ...] = (),
) -> None:
    """Note what an act of `by` made of a visit that stood; nobody is the program itself.

    `forgotten` are the rows of what was acknowledged and no longer belongs to it. A visit
    given to another client is noted with both.
    """
    held = _held(before, now)
    if forgotten:
        held[_SEEN] = list(map(dict, forgotten))
    clients = {before.visit["client_id"], now.plan.client_id or before.visit["client_id"]}
    for client in sorted(clients):
        note(
            connection,
            act,
            by,
            client=client,
            subject=before.visit["id"],
            fields=tuple(held),
            before=held,
        )


def note_passed(
    connection: Transaction, by: int, client: int | None, visit: int, settlement: Settlement
) -> None:
    """Note the rules that were passed with a reason, where there are some."""
    rules = {
        finding.rule
        for finding, reason in settlement.seen_now
        if reason and reason != LEFT_TO_THE_NURSE
    }
    if rules:
        act = "visit.overridden"
        note(connection, act, by, client=client, subject=visit, fields=sorted(rules))


def note_undone(
    connection: Transaction,
    by: int,
    now: Snapshot,
    before: Snapshot | None,
    taken_out: Mapping[str, Row],
) -> None:
    """Note that an act was taken back: what the visit held until then, and the rows taken out.

    `before` is None where the visit itself goes.
    """
    seen = {_SEEN: list(map(dict, now.acknowledgements))} if now.acknowledgements else {}
    if before is None:
        held = standing_row(now).values() | seen
    else:
        held = _held(now, standing_row(before))
        held |= seen if now.acknowledgements != before.acknowledgements else {}
    held |= {name: dict(row) for name, row in taken_out.items()}
    clients = {now.visit["client_id"], (before or now).visit["client_id"]}
    for client in sorted(clients):
        note(
            connection,
            "visit.undone",
            by,
            client=client,
            subject=now.visit["id"],
            fields=tuple(held),
            before=held,
        )


def standing_row(kept: Snapshot) -> VisitRow:
    """The row of a visit as it stands, as it would be written."""
    stands = Standing.of_row(kept.visit)
    return VisitRow(
        stands.plan,
        stands.status,
        kept.visit["status_reason"],
        stands.pencilled_until,
        stands.desk_note,
        stands.moved_from,
    )


def _held(before: Snapshot, now: VisitRow) -> dict[str, Any]:
    """The columns that differ, with what they held."""
    new = now.values()
    was = standing_row(before).values()
    return {name: held for name, held in was.items() if held != new[name]}
