"""Triggers by which the audit refuses to be changed, kept apart from its models."""

from __future__ import annotations

AUDIT_TRIGGERS = {
    f"{table}_refuses_{act.lower()}": f"""CREATE TRIGGER {table}_refuses_{act.lower()}
BEFORE {act} ON {table}
BEGIN SELECT RAISE(ABORT, 'the audit is never changed'); END"""
    for table, act in (
        ("audit_event", "UPDATE"),
        ("audit_event", "DELETE"),
        ("audit_value", "UPDATE"),
    )
} | {
    # INSERT OR REPLACE would delete without asking the trigger above.
    "audit_event_refuses_another_number": """CREATE TRIGGER audit_event_refuses_another_number
BEFORE INSERT ON audit_event WHEN NEW.id <> (SELECT coalesce(max(id), 0) + 1 FROM audit_event)
BEGIN SELECT RAISE(ABORT, 'the audit is never changed'); END"""
}
"""The statements that make the audit refuse changes, by the trigger's name."""
