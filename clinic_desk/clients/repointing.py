"""Everything that names one client made to name another, in the write that is open.

The rows are of rooms that stand on this one, and are named here as all of them must go in one
transaction. A test finds each table that names a client; one that is not here fails it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import text
from sqlalchemy.orm import Session

_NAMING = (
    "treatment_record",
    "treatment_elsewhere",
    "leaflet_given",
    "consent",
    "health_answer_given",
    "health_change",
    "photograph",
    "call_log",
    "call_back",
)
"""Tables whose rows go along as they are."""

# Of two answers to one question the newer stands; of one day, the one that says it is so.
_BEATEN = """DELETE FROM health_answer WHERE client_id = :keep AND EXISTS (
    SELECT 1 FROM health_answer o WHERE o.client_id = :other
    AND o.question = health_answer.question
    AND (o.answered_on > health_answer.answered_on
        OR o.answered_on = health_answer.answered_on AND o.current > health_answer.current))"""
_LEFT_OVER = """DELETE FROM health_answer WHERE client_id = :other AND question IN
    (SELECT question FROM health_answer WHERE client_id = :keep)"""

_STATEMENTS = (
    _BEATEN,
    _LEFT_OVER,
    "UPDATE health_answer SET client_id = :keep WHERE client_id = :other",
    # An open form of a visit is stale now, as it shows another client.
    "UPDATE appointment SET client_id = :keep, version = version + 1 WHERE client_id = :other",
    "UPDATE occupancy SET resource_id = :keep WHERE kind = 'client' AND resource_id = :other",
    *(f"UPDATE {table} SET client_id = :keep WHERE client_id = :other" for table in _NAMING),
    # Whoever was kept under the other is found in one step.
    "UPDATE client_standing SET merged_into = :keep WHERE merged_into = :other",
)

COUNTED: Mapping[str, str] = {
    "visits": "SELECT count(*) FROM appointment WHERE client_id = :client",
    "visits to come": "SELECT count(*) FROM appointment WHERE client_id = :client"
    " AND ends_at > :now AND status IN"
    " ('pencilled', 'booked', 'confirmed', 'arrived', 'in_treatment')",
    "treatment records": "SELECT count(*) FROM treatment_record WHERE client_id = :client",
    "treatments elsewhere": "SELECT count(*) FROM treatment_elsewhere WHERE client_id = :client",
    "consents": "SELECT count(*) FROM consent WHERE client_id = :client",
    "health answers": "SELECT count(*) FROM health_answer WHERE client_id = :client",
    "photographs": "SELECT count(*) FROM photograph WHERE client_id = :client"
    " AND removed_at IS NULL",
    "leaflets": "SELECT count(*) FROM leaflet_given WHERE client_id = :client",
    "call-backs": "SELECT count(*) FROM call_back WHERE client_id = :client",
}
"""What a client has, in the order in which it is told."""

_CLASH = """SELECT min(a.starts_at) FROM occupancy a JOIN occupancy b
    ON b.kind = 'client' AND b.resource_id = :other
    AND a.starts_at < b.ends_at AND b.starts_at < a.ends_at
WHERE a.kind = 'client' AND a.resource_id = :keep"""
_STARTS = "SELECT starts_at FROM appointment WHERE client_id IN (:keep, :other)"
_DRAFTS = """SELECT count(*) FROM treatment_record
WHERE client_id IN (:keep, :other) AND signed_at IS NULL"""


def repoint(session: Session, keep: int, other: int) -> None:
    """Let all that names `other` name `keep`. That it is merged into it must stand already, or
    the database lets no signed record go along."""
    session.flush()
    for statement in _STATEMENTS:
        session.execute(text(statement), {"keep": keep, "other": other})


def counts(session: Session, client_id: int, now: int) -> Mapping[str, int]:
    """What a client has, in words and numbers; `now` in UTC seconds."""
    values = {"client": client_id, "now": now}
    return {
        what: session.execute(text(statement), values).scalar_one()
        for what, statement in COUNTED.items()
    }


def first_clash(session: Session, keep: int, other: int) -> int | None:
    """When both first have a visit at one time, in UTC seconds; None where they never do."""
    found: int | None = session.scalar(text(_CLASH), {"keep": keep, "other": other})
    return found


def visit_starts(session: Session, keep: int, other: int) -> Iterable[int]:
    """When the visits of both begin, in UTC seconds."""
    return session.scalars(text(_STARTS), {"keep": keep, "other": other})


def has_draft(session: Session, keep: int, other: int) -> bool:
    """Whether a treatment record of either waits to be signed."""
    return bool(session.scalar(text(_DRAFTS), {"keep": keep, "other": other}))
