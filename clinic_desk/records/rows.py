"""From rows to records: three statements, however many there are, straight through the driver."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from itertools import starmap
from typing import Any

from clinic_desk.base.errors import NotFound
from clinic_desk.db.plain import Where, all_rows
from clinic_desk.records.digest import BatchUse, Signed
from clinic_desk.records.record import AmendmentRecord, Kind, Record

_NO_LIMIT = -1


def _records(client: str, which: str) -> str:
    """A SELECT of records in the order of their fields; `client` is whose they are.

    Who was merged into that client is asked once, as a record is sealed for the client it had.
    """
    return f"""SELECT t.id, t.version, t.client_id, t.appointment_id, t.kind, t.treatment,
    t.treated_on, t.content, v.person_id, owner.name, v.zones, v.status, t.written_by, writer.name,
    t.begun_at, t.changed_at, t.signed_by, coalesce(signer.name, ''), t.signed_at,
    coalesce(t.digest, ''),
    (WITH RECURSIVE gone(id) AS (
        SELECT client_id FROM client_standing WHERE merged_into = {client}
        UNION
        SELECT s.client_id FROM client_standing AS s JOIN gone ON s.merged_into = gone.id)
    SELECT coalesce(group_concat(id), '') FROM gone)
FROM treatment_record AS t
JOIN appointment AS v ON v.id = t.appointment_id
JOIN person AS writer ON writer.id = t.written_by
JOIN person AS owner ON owner.id = v.person_id
LEFT JOIN person AS signer ON signer.id = t.signed_by
WHERE {which}
"""


_NEWEST_FIRST = "ORDER BY t.treated_on DESC, t.id DESC LIMIT :most"
_OF_CLIENT = _records(":client", f"t.client_id = :client {_NEWEST_FIRST}")
_OLDER = _records(
    ":client",
    f"t.client_id = :client AND (t.treated_on, t.id) < (:day, :before) {_NEWEST_FIRST}",
)
_SIGNED_BEFORE = _records(
    ":client",
    "t.client_id = :client AND t.kind = :kind AND t.treated_on < :day"
    f" AND t.signed_at IS NOT NULL {_NEWEST_FIRST}",
)
_OF_VISIT = _records(
    "(SELECT client_id FROM treatment_record WHERE appointment_id = :visit)",
    "t.appointment_id = :visit ORDER BY t.id DESC",
)
_ONE = _records("(SELECT client_id FROM treatment_record WHERE id = :id)", "t.id = :id")
_THESE = "IN (SELECT value FROM json_each(:records))"
_BATCHES = f"""SELECT record_id, batch_id, vial_id, hundredths FROM record_batch
WHERE record_id {_THESE} ORDER BY id
"""
_AMENDMENTS = f"""SELECT a.record_id, a.id, a.kind, a.words, a.written_by, p.name, a.written_at
FROM amendment AS a JOIN person AS p ON p.id = a.written_by
WHERE a.record_id {_THESE} ORDER BY a.id
"""


def of_client(
    where: Where,
    client_id: int,
    limit: int | None = None,
    before: tuple[date, int] | None = None,
) -> tuple[Record, ...]:
    """A client's records, newest first; those after `before` in that order, so many of them."""
    asked: dict[str, Any] = {"client": client_id, "most": _NO_LIMIT if limit is None else limit}
    if before is None:
        return _made(where, _OF_CLIENT, asked)
    day, id_ = before
    return _made(where, _OLDER, {**asked, "day": day.isoformat(), "before": id_})


def of_visit(where: Where, visit_id: int) -> tuple[Record, ...]:
    """The records that were written from a visit, the newest first."""
    return _made(where, _OF_VISIT, {"visit": visit_id})


def signed_before(
    where: Where, client_id: int, kind: Kind, day: date, most: int
) -> tuple[Record, ...]:
    """The last of a client's signed records of a kind before a local day, newest first."""
    asked = {"client": client_id, "kind": kind, "day": day.isoformat(), "most": most}
    return _made(where, _SIGNED_BEFORE, asked)


def one(where: Where, record_id: int) -> Record:
    """One record; NotFound."""
    found = _made(where, _ONE, {"id": record_id})
    if not found:
        raise NotFound("This record is not there any more.", next_step="Look at the list again.")
    return found[0]


def signed_part(row: Any, batches: Sequence[BatchUse]) -> Signed:
    """What the seal of a signed row covers."""
    return Signed(
        row.id,
        row.client_id,
        row.appointment_id,
        row.kind,
        row.treatment,
        row.treated_on,
        row.content,
        row.written_by,
        row.begun_at,
        row.changed_at,
        row.signed_by,
        row.signed_at,
        tuple(batches),
    )


def batches_of(where: Where, record_id: int) -> tuple[BatchUse, ...]:
    """The batches that one record used."""
    used = _batches(where, {"records": json.dumps([record_id])})
    return tuple(used.get(record_id, ()))


def _made(where: Where, chosen: str, asked: Mapping[str, Any]) -> tuple[Record, ...]:
    rows = all_rows(where, chosen, asked)
    if not rows:
        return ()
    these = {"records": json.dumps([row[0] for row in rows])}
    batches, amendments = _batches(where, these), _amendments(where, these)
    if not (batches or amendments):
        return tuple(starmap(Record, rows))
    return tuple(
        Record._make((*row, tuple(batches.get(row[0], ())), tuple(amendments.get(row[0], ()))))
        for row in rows
    )


def _batches(where: Where, these: Mapping[str, str]) -> Mapping[int, list[BatchUse]]:
    used: defaultdict[int, list[BatchUse]] = defaultdict(list)
    for record_id, *use in all_rows(where, _BATCHES, these):
        used[record_id].append(BatchUse(*use))
    return used


def _amendments(where: Where, these: Mapping[str, str]) -> Mapping[int, list[AmendmentRecord]]:
    added: defaultdict[int, list[AmendmentRecord]] = defaultdict(list)
    for record_id, *rest, written in all_rows(where, _AMENDMENTS, these):
        written_at = datetime.fromtimestamp(written, UTC)
        added[record_id].append(AmendmentRecord._make((*rest, written_at)))
    return added
