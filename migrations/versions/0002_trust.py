"""Trust: the audit and what fields held before, passwords apart from the people."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

CHANGES_ROWS = ()
"""Tables that may have another number of rows afterwards."""


def upgrade() -> None:
    """Make the tables; what makes the audit refuse changes is applied after the migration."""
    op.create_table(
        "audit_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer()),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("client_id", sa.Integer()),
        sa.Column("subject_id", sa.Integer()),
        sa.Column("fields", sa.String(), nullable=False),
        sa.Column("digest", sa.LargeBinary()),
        sa.Column("mac", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("id > 0", name=op.f("ck_audit_event_numbered")),
        sa.CheckConstraint("length(mac) = 32", name=op.f("ck_audit_event_mac")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_event")),
    )
    op.create_index(
        "ix_audit_event_client",
        "audit_event",
        ["client_id"],
        sqlite_where=sa.text("client_id IS NOT NULL"),
    )
    op.create_index(
        "ix_audit_event_found",
        "audit_event",
        ["id"],
        sqlite_where=sa.text("act IN ('audit.found', 'audit.accepted')"),
    )
    op.create_table(
        "audit_value",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("before", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_audit_value")),
    )
    op.create_table(
        "sign_in",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=False),
        sa.Column("must_change", sa.Boolean(), nullable=False),
        sa.Column("wrong", sa.Integer(), nullable=False),
        sa.Column("wait_until", sa.Integer()),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_sign_in_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_sign_in")),
    )
    # Lines are numbered as they are written, so a day's are the last ones; and the page that
    # the index cost each booking is the audit's.
    op.drop_index("ix_call_log_at", "call_log")
