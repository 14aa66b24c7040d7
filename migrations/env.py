"""How Alembic runs here: inside the transaction that the program has begun.

`clinic_desk/db/migrating.py` hands over the connection and what to check after
each migration; nothing reads a URL, as a key must never stand in one.
"""

from __future__ import annotations

from typing import Any

from alembic import context

from clinic_desk.db.types import Codes, Day, Instant

PLAIN = {Instant: "sa.Integer()", Day: "sa.String(length=10)", Codes: "sa.String()"}


def render_item(kind: str, item: Any, _context: Any) -> str | bool:
    """Write our column types as what they are in the file, so that a migration never changes."""
    return PLAIN.get(type(item), False) if kind == "type" else False


attributes = context.config.attributes
context.configure(
    connection=attributes["connection"],
    target_metadata=attributes.get("metadata"),
    on_version_apply=attributes.get("after_each"),
    render_item=render_item,
    render_as_batch=attributes.get("batch", True),
)
with context.begin_transaction():
    context.run_migrations()
