"""Leaflets: every text that was printable, and what was given in full."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

CHANGES_ROWS = ()
"""Tables that may have another number of rows afterwards."""

_CARRIED = """INSERT INTO leaflet_given_new (id, client_id, leaflet, language, version, text_id,
    large_print, how, outcome, to_whom, filled, digest, sent_digest, given_by, given_at)
SELECT id, client_id, leaflet, 'en', version, NULL,
    large_print, how, 'given', '', '', digest, '', given_by, given_at FROM leaflet_given"""


def upgrade() -> None:
    """Make the table of texts, and the one of what was given anew; its older lines have no text."""
    op.create_table(
        "leaflet_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("approver", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("kept_at", sa.Integer(), nullable=False),
        sa.Column("kept_by", sa.Integer()),
        sa.CheckConstraint("version > 0", name=op.f("ck_leaflet_text_version")),
        sa.CheckConstraint("length(digest) = 64", name=op.f("ck_leaflet_text_digest")),
        sa.ForeignKeyConstraint(
            ["kept_by"], ["person.id"], name=op.f("fk_leaflet_text_kept_by_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leaflet_text")),
        sa.UniqueConstraint(
            "language", "name", "version", name=op.f("uq_leaflet_text_language_name_version")
        ),
    )
    op.create_table(
        "leaflet_given_new",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("leaflet", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("text_id", sa.Integer()),
        sa.Column("large_print", sa.Boolean(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("to_whom", sa.String(), nullable=False),
        sa.Column("filled", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("sent_digest", sa.String(), nullable=False),
        sa.Column("given_by", sa.Integer()),
        sa.Column("given_at", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "how IN ('','printed','saved','emailed','read_aloud')",
            name=op.f("ck_leaflet_given_how"),
        ),
        sa.CheckConstraint(
            "outcome IN ('given','declined','carer')", name=op.f("ck_leaflet_given_outcome")
        ),
        sa.CheckConstraint(
            "(outcome = 'declined') = (how = '')", name=op.f("ck_leaflet_given_declined")
        ),
        sa.CheckConstraint(
            "(outcome = 'carer') = (length(to_whom) > 0)", name=op.f("ck_leaflet_given_carer")
        ),
        sa.ForeignKeyConstraint(
            ["client_id"],
            ["client.id"],
            name=op.f("fk_leaflet_given_client_id_client"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["given_by"], ["person.id"], name=op.f("fk_leaflet_given_given_by_person")
        ),
        sa.ForeignKeyConstraint(
            ["text_id"], ["leaflet_text.id"], name=op.f("fk_leaflet_given_text_id_leaflet_text")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leaflet_given")),
    )
    op.execute(_CARRIED)
    op.drop_table("leaflet_given")
    op.rename_table("leaflet_given_new", "leaflet_given")
    op.create_index(op.f("ix_leaflet_given_client_id"), "leaflet_given", ["client_id"])
