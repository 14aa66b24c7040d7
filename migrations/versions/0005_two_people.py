"""Clients who look like one and were said to be two, so that they are not offered again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

CHANGES_ROWS = ()
"""Tables that may have another number of rows afterwards."""


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "two_people",
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("said_by", sa.Integer(), nullable=False),
        sa.Column("said_at", sa.Integer(), nullable=False),
        sa.CheckConstraint("client_id <> other_id", name=op.f("ck_two_people_another")),
        sa.ForeignKeyConstraint(
            ["client_id"],
            ["client.id"],
            name=op.f("fk_two_people_client_id_client"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["other_id"],
            ["client.id"],
            name=op.f("fk_two_people_other_id_client"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["said_by"], ["person.id"], name=op.f("fk_two_people_said_by_person")
        ),
        sa.PrimaryKeyConstraint("client_id", "other_id", name=op.f("pk_two_people")),
    )
