"""What makes the database itself keep the texts of leaflets, and what is said of who had them.

A text that was ever printable is never changed or removed, as a leaflet in somebody's kitchen
refers to it. A line of what was given goes along when its client turns out to be on file twice;
names in it go once the client has been made anonymous.
"""

from __future__ import annotations

KEPT = "a kept leaflet cannot be changed"

_FORGOTTEN = """EXISTS (SELECT 1 FROM client_standing
    WHERE client_id = OLD.client_id AND anonymised_on IS NOT NULL)"""
_MERGED = """EXISTS (SELECT 1 FROM client_standing
    WHERE client_id = OLD.client_id AND merged_into = NEW.client_id)"""
_LOCKED = (
    "id",
    "leaflet",
    "language",
    "version",
    "text_id",
    "large_print",
    "how",
    "outcome",
    "digest",
    "sent_digest",
    "given_by",
    "given_at",
)
_NAMING = ("to_whom", "filled")


def _changed(names: tuple[str, ...]) -> str:
    return " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in names)


def _refuse(name: str, when: str, table: str, condition: str) -> tuple[str, str]:
    return name, (
        f"CREATE TRIGGER {name}\nBEFORE {when} ON {table} WHEN {condition}\n"
        f"BEGIN SELECT RAISE(ABORT, '{KEPT}'); END"
    )


LEAFLET_TRIGGERS = dict(
    (
        _refuse("leaflet_text_update", "UPDATE", "leaflet_text", "1"),
        _refuse("leaflet_text_delete", "DELETE", "leaflet_text", "1"),
        _refuse(
            "leaflet_given_update",
            "UPDATE",
            "leaflet_given",
            f"{_changed(_LOCKED)}"
            f" OR NEW.client_id <> OLD.client_id AND NOT {_MERGED}"
            f" OR ({_changed(_NAMING)}) AND NOT {_FORGOTTEN}",
        ),
        _refuse("leaflet_given_delete", "DELETE", "leaflet_given", "1"),
    )
)
"""The statements, by the trigger's name."""
