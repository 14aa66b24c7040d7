"""What makes the database itself refuse to change what was signed, and what was added to it.

A record goes along when its client turns out to be on file twice. Only the end of a retention
period may take it away, whole, once its client has been made anonymous.
"""

from __future__ import annotations

SIGNED = "a signed record cannot be changed"

_FORGOTTEN = """EXISTS (SELECT 1 FROM client_standing
    WHERE client_id = {client} AND anonymised_on IS NOT NULL)"""
_MERGED = """EXISTS (SELECT 1 FROM client_standing
    WHERE client_id = OLD.client_id AND merged_into = NEW.client_id)"""
# All but the client, who may turn out to be on file twice.
_LOCKED = (
    "id",
    "appointment_id",
    "kind",
    "treatment",
    "treated_on",
    "content",
    "written_by",
    "begun_at",
    "changed_at",
    "signed_by",
    "signed_at",
    "digest",
)
_CHANGED = " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in _LOCKED)
_OF_RECORD = "(SELECT client_id FROM treatment_record WHERE id = OLD.record_id)"
_IS_SIGNED = """(SELECT signed_at FROM treatment_record
    WHERE id = {row}.record_id) IS NOT NULL"""


def _refuse(name: str, when: str, table: str, condition: str) -> tuple[str, str]:
    return name, (
        f"CREATE TRIGGER {name}\nBEFORE {when} ON {table} WHEN {condition}\n"
        f"BEGIN SELECT RAISE(ABORT, '{SIGNED}'); END"
    )


_HAS_RECORD = """EXISTS (SELECT 1 FROM treatment_record AS record
    WHERE appointment_id = OLD.id AND signed_at IS NOT NULL AND kind <> 'adverse_event'
    AND NOT EXISTS (SELECT 1 FROM amendment
        WHERE record_id = record.id AND kind = 'entered_in_error'))"""
_OTHER_VISIT = " OR ".join(
    f"NEW.{name} IS NOT OLD.{name}" for name in ("treatment", "person_id", "starts_at")
)
_REOPENED = """OLD.status IN ('completed', 'partial', 'not_treated')
    AND NEW.status <> OLD.status"""

SIGNED_TRIGGERS = dict(
    (
        _refuse(
            "signed_visit_update",
            "UPDATE",
            "appointment",
            f"({_OTHER_VISIT} OR {_REOPENED}) AND {_HAS_RECORD}",
        ),
        _refuse(
            "signed_record_update",
            "UPDATE",
            "treatment_record",
            f"OLD.signed_at IS NOT NULL AND ({_CHANGED}"
            f" OR NEW.client_id <> OLD.client_id AND NOT {_MERGED})",
        ),
        _refuse(
            "signed_record_delete",
            "DELETE",
            "treatment_record",
            f"OLD.signed_at IS NOT NULL AND NOT {_FORGOTTEN.format(client='OLD.client_id')}",
        ),
        _refuse("signed_batch_insert", "INSERT", "record_batch", _IS_SIGNED.format(row="NEW")),
        _refuse("signed_batch_update", "UPDATE", "record_batch", _IS_SIGNED.format(row="OLD")),
        _refuse(
            "signed_batch_delete",
            "DELETE",
            "record_batch",
            f"{_IS_SIGNED.format(row='OLD')} AND NOT {_FORGOTTEN.format(client=_OF_RECORD)}",
        ),
        _refuse("amendment_update", "UPDATE", "amendment", "1"),
        _refuse(
            "amendment_delete",
            "DELETE",
            "amendment",
            f"NOT {_FORGOTTEN.format(client=_OF_RECORD)}",
        ),
    )
)
"""The statements, by the trigger's name."""
