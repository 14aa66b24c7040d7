"""The record: treatment records and amendments, consent, health answers, photographs, stock."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

CHANGES_ROWS = ()
"""Tables that may have another number of rows afterwards."""


def upgrade() -> None:
    """Make the tables; what makes signed records refuse changes is applied after the migration."""
    op.create_table(
        "batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("product", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("expires_on", sa.String(length=10), nullable=False),
        sa.Column("received_on", sa.String(length=10), nullable=False),
        sa.Column("pieces", sa.Integer(), nullable=False),
        sa.Column("strength", sa.Integer()),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("withdrawn_on", sa.String(length=10)),
        sa.Column("withdrawn_why", sa.String()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(kind = 'toxin') = (strength IS NOT NULL)", name=op.f("ck_batch_strength")
        ),
        sa.CheckConstraint("kind IN ('toxin','cartridge','cream')", name=op.f("ck_batch_kind")),
        sa.CheckConstraint(
            "(withdrawn_on IS NULL) = (withdrawn_why IS NULL)", name=op.f("ck_batch_withdrawn")
        ),
        sa.CheckConstraint(
            "length(trim(product)) > 0 AND length(trim(number)) > 0", name=op.f("ck_batch_named")
        ),
        sa.CheckConstraint("pieces >= 0", name=op.f("ck_batch_pieces")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batch")),
        sa.UniqueConstraint("kind", "product", "number", name=op.f("uq_batch_kind_product_number")),
    )
    op.create_table(
        "kept_file",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("bytes", sa.Integer(), nullable=False),
        sa.Column("media", sa.String(), nullable=False),
        sa.CheckConstraint("media IN ('image/jpeg','image/png')", name=op.f("ck_kept_file_media")),
        sa.CheckConstraint(
            "length(digest) = 32 AND length(sealed) = 32", name=op.f("ck_kept_file_digest")
        ),
        sa.CheckConstraint("length(key) = 32", name=op.f("ck_kept_file_key")),
        sa.CheckConstraint("length(name) = 64", name=op.f("ck_kept_file_name")),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_kept_file")),
    )
    op.create_table(
        "client_standing",
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("deceased_on", sa.String(length=10)),
        sa.Column("do_not_book", sa.String()),
        sa.Column("do_not_book_by", sa.Integer()),
        sa.Column("do_not_book_at", sa.Integer()),
        sa.Column("merged_into", sa.Integer()),
        sa.Column("merged_at", sa.Integer()),
        sa.Column("anonymised_on", sa.String(length=10)),
        sa.CheckConstraint(
            "(do_not_book IS NULL) = (do_not_book_by IS NULL)"
            " AND (do_not_book IS NULL) = (do_not_book_at IS NULL)",
            name=op.f("ck_client_standing_do_not_book"),
        ),
        sa.CheckConstraint(
            "(merged_into IS NULL) = (merged_at IS NULL)", name=op.f("ck_client_standing_merged")
        ),
        sa.CheckConstraint("merged_into <> client_id", name=op.f("ck_client_standing_another")),
        sa.ForeignKeyConstraint(
            ["client_id"],
            ["client.id"],
            name=op.f("fk_client_standing_client_id_client"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["do_not_book_by"], ["person.id"], name=op.f("fk_client_standing_do_not_book_by_person")
        ),
        sa.ForeignKeyConstraint(
            ["merged_into"], ["client.id"], name=op.f("fk_client_standing_merged_into_client")
        ),
        sa.PrimaryKeyConstraint("client_id", name=op.f("pk_client_standing")),
    )
    op.create_index(op.f("ix_client_standing_merged_into"), "client_standing", ["merged_into"])
    op.create_table(
        "consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("given_on", sa.String(length=10), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("signed_as", sa.String(), nullable=False),
        sa.Column("strokes", sa.String()),
        sa.Column("scan", sa.String()),
        sa.Column("taken_by", sa.Integer(), nullable=False),
        sa.Column("taken_at", sa.Integer(), nullable=False),
        sa.Column("withdrawn_on", sa.String(length=10)),
        sa.Column("withdrawn_by", sa.Integer()),
        sa.Column("withdrawn_at", sa.Integer()),
        sa.Column("withdrawn_words", sa.String(), nullable=False),
        sa.CheckConstraint(
            "(how = 'screen') = (strokes IS NOT NULL) AND (how = 'scan') = (scan IS NOT NULL)",
            name=op.f("ck_consent_signature"),
        ),
        sa.CheckConstraint("how IN ('screen','scan')", name=op.f("ck_consent_how")),
        sa.CheckConstraint(
            "(withdrawn_on IS NULL) = (withdrawn_by IS NULL)"
            " AND (withdrawn_on IS NULL) = (withdrawn_at IS NULL)",
            name=op.f("ck_consent_withdrawn"),
        ),
        sa.ForeignKeyConstraint(
            ["client_id"],
            ["client.id"],
            name=op.f("fk_consent_client_id_client"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["scan"], ["kept_file.name"], name=op.f("fk_consent_scan_kept_file")
        ),
        sa.ForeignKeyConstraint(
            ["taken_by"], ["person.id"], name=op.f("fk_consent_taken_by_person")
        ),
        sa.ForeignKeyConstraint(
            ["withdrawn_by"], ["person.id"], name=op.f("fk_consent_withdrawn_by_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    op.create_index("ix_consent_client", "consent", ["client_id", "scope", "id"])
    op.create_table(
        "health_answer_given",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("since", sa.String(length=10)),
        sa.Column("stopped_on", sa.String(length=10)),
        sa.Column("value", sa.String()),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("answered_on", sa.String(length=10), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "how IN ('screen','paper','told')", name=op.f("ck_health_answer_given_how")
        ),
        sa.ForeignKeyConstraint(
            ["client_id"],
            ["client.id"],
            name=op.f("fk_health_answer_given_client_id_client"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["person.id"], name=op.f("fk_health_answer_given_recorded_by_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_health_answer_given")),
    )
    op.create_index(
        "ix_health_answer_given_client", "health_answer_given", ["client_id", "question", "id"]
    )
    op.create_table(
        "health_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("told_by", sa.Integer(), nullable=False),
        sa.Column("told_at", sa.Integer(), nullable=False),
        sa.Column("ring_back", sa.Boolean(), nullable=False),
        sa.Column("settled_by", sa.Integer()),
        sa.Column("settled_at", sa.Integer()),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.CheckConstraint(
            "(settled_at IS NULL) = (settled_by IS NULL)", name=op.f("ck_health_change_settled")
        ),
        sa.ForeignKeyConstraint(
            ["client_id"],
            ["client.id"],
            name=op.f("fk_health_change_client_id_client"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["settled_by"], ["person.id"], name=op.f("fk_health_change_settled_by_person")
        ),
        sa.ForeignKeyConstraint(
            ["told_by"], ["person.id"], name=op.f("fk_health_change_told_by_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_health_change")),
    )
    op.create_index(op.f("ix_health_change_client_id"), "health_change", ["client_id"])
    op.create_index(
        "ix_health_change_open",
        "health_change",
        ["client_id"],
        sqlite_where=sa.text("settled_at IS NULL"),
    )
    op.create_table(
        "opened_vial",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.Integer(), nullable=False),
        sa.Column("opened_by", sa.Integer(), nullable=False),
        sa.Column("mixed_at", sa.Integer()),
        sa.Column("diluent_ul", sa.Integer()),
        sa.Column("finished_at", sa.Integer()),
        sa.Column("finished_by", sa.Integer()),
        sa.CheckConstraint(
            "(finished_at IS NULL) = (finished_by IS NULL)", name=op.f("ck_opened_vial_finished")
        ),
        sa.CheckConstraint(
            "(mixed_at IS NULL) = (diluent_ul IS NULL)", name=op.f("ck_opened_vial_mixed")
        ),
        sa.CheckConstraint(
            "diluent_ul IS NULL OR diluent_ul > 0", name=op.f("ck_opened_vial_diluent")
        ),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["batch.id"], name=op.f("fk_opened_vial_batch_id_batch")
        ),
        sa.ForeignKeyConstraint(
            ["finished_by"], ["person.id"], name=op.f("fk_opened_vial_finished_by_person")
        ),
        sa.ForeignKeyConstraint(
            ["opened_by"], ["person.id"], name=op.f("fk_opened_vial_opened_by_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opened_vial")),
    )
    op.create_index(op.f("ix_opened_vial_batch_id"), "opened_vial", ["batch_id"])
    op.create_table(
        "stock_count",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("pieces", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("counted_by", sa.Integer(), nullable=False),
        sa.Column("counted_at", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(trim(why)) > 0", name=op.f("ck_stock_count_why")),
        sa.CheckConstraint("pieces <> 0", name=op.f("ck_stock_count_pieces")),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["batch.id"], name=op.f("fk_stock_count_batch_id_batch")
        ),
        sa.ForeignKeyConstraint(
            ["counted_by"], ["person.id"], name=op.f("fk_stock_count_counted_by_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_count")),
    )
    op.create_index(op.f("ix_stock_count_batch_id"), "stock_count", ["batch_id"])
    op.create_table(
        "photograph",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("appointment_id", sa.Integer()),
        sa.Column("taken_on", sa.String(length=10), nullable=False),
        sa.Column("view", sa.String(), nullable=False),
        sa.Column("moment", sa.String(), nullable=False),
        sa.Column("file", sa.String()),
        sa.Column("thumbnail", sa.String()),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("frame_x", sa.Double(), nullable=False),
        sa.Column("frame_y", sa.Double(), nullable=False),
        sa.Column("frame_width", sa.Double(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("added_by", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.Integer(), nullable=False),
        sa.Column("removed_by", sa.Integer()),
        sa.Column("removed_at", sa.Integer()),
        sa.Column("removed_why", sa.String(), nullable=False),
        sa.CheckConstraint("moment IN ('before','after')", name=op.f("ck_photograph_moment")),
        sa.CheckConstraint(
            "view IN ('front','left','right','other')", name=op.f("ck_photograph_view")
        ),
        sa.CheckConstraint(
            "(removed_at IS NULL) = (removed_by IS NULL)"
            " AND (removed_at IS NULL) = (file IS NOT NULL)",
            name=op.f("ck_photograph_removed"),
        ),
        sa.CheckConstraint("width > 0 AND height > 0", name=op.f("ck_photograph_size")),
        sa.ForeignKeyConstraint(
            ["added_by"], ["person.id"], name=op.f("fk_photograph_added_by_person")
        ),
        sa.ForeignKeyConstraint(
            ["appointment_id"],
            ["appointment.id"],
            name=op.f("fk_photograph_appointment_id_appointment"),
        ),
        sa.ForeignKeyConstraint(
            ["client_id"],
            ["client.id"],
            name=op.f("fk_photograph_client_id_client"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["file"], ["kept_file.name"], name=op.f("fk_photograph_file_kept_file")
        ),
        sa.ForeignKeyConstraint(
            ["removed_by"], ["person.id"], name=op.f("fk_photograph_removed_by_person")
        ),
        sa.ForeignKeyConstraint(
            ["thumbnail"], ["kept_file.name"], name=op.f("fk_photograph_thumbnail_kept_file")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photograph")),
    )
    op.create_index(op.f("ix_photograph_appointment_id"), "photograph", ["appointment_id"])
    op.create_index(op.f("ix_photograph_client_id"), "photograph", ["client_id"])
    op.create_table(
        "treatment_record",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("appointment_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("treatment", sa.String(), nullable=False),
        sa.Column("treated_on", sa.String(length=10), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("written_by", sa.Integer(), nullable=False),
        sa.Column("begun_at", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.Integer(), nullable=False),
        sa.Column("signed_by", sa.Integer()),
        sa.Column("signed_at", sa.Integer()),
        sa.Column("digest", sa.String()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('toxin','needling','consultation','review','not_treated','adverse_event')",
            name=op.f("ck_treatment_record_kind"),
        ),
        sa.CheckConstraint(
            "(signed_at IS NULL) = (signed_by IS NULL) AND (signed_at IS NULL) = (digest IS NULL)",
            name=op.f("ck_treatment_record_signed"),
        ),
        sa.ForeignKeyConstraint(
            ["appointment_id"],
            ["appointment.id"],
            name=op.f("fk_treatment_record_appointment_id_appointment"),
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_treatment_record_client_id_client")
        ),
        sa.ForeignKeyConstraint(
            ["signed_by"], ["person.id"], name=op.f("fk_treatment_record_signed_by_person")
        ),
        sa.ForeignKeyConstraint(
            ["written_by"], ["person.id"], name=op.f("fk_treatment_record_written_by_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_treatment_record")),
    )
    op.create_index(
        op.f("ix_treatment_record_appointment_id"), "treatment_record", ["appointment_id"]
    )
    op.create_index(
        "ix_treatment_record_client", "treatment_record", ["client_id", "treated_on", "id"]
    )
    op.create_index(
        "ix_treatment_record_drafts",
        "treatment_record",
        ["written_by"],
        sqlite_where=sa.text("signed_at IS NULL"),
    )
    op.create_table(
        "visit_mark",
        sa.Column("appointment_id", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.CheckConstraint(
            "mark IN ('in_error','not_face_to_face')", name=op.f("ck_visit_mark_mark")
        ),
        sa.ForeignKeyConstraint(
            ["appointment_id"],
            ["appointment.id"],
            name=op.f("fk_visit_mark_appointment_id_appointment"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("appointment_id", "mark", name=op.f("pk_visit_mark")),
    )
    op.create_table(
        "amendment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("written_by", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('amendment','entered_in_error')", name=op.f("ck_amendment_kind")
        ),
        sa.CheckConstraint("length(trim(words)) > 0", name=op.f("ck_amendment_words")),
        sa.ForeignKeyConstraint(
            ["record_id"],
            ["treatment_record.id"],
            name=op.f("fk_amendment_record_id_treatment_record"),
        ),
        sa.ForeignKeyConstraint(
            ["written_by"], ["person.id"], name=op.f("fk_amendment_written_by_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_amendment")),
    )
    op.create_index(op.f("ix_amendment_record_id"), "amendment", ["record_id"])
    op.create_table(
        "record_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("vial_id", sa.Integer()),
        sa.Column("hundredths", sa.Integer(), nullable=False),
        sa.CheckConstraint("hundredths >= 0", name=op.f("ck_record_batch_units")),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["batch.id"], name=op.f("fk_record_batch_batch_id_batch")
        ),
        sa.ForeignKeyConstraint(
            ["record_id"],
            ["treatment_record.id"],
            name=op.f("fk_record_batch_record_id_treatment_record"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["vial_id"], ["opened_vial.id"], name=op.f("fk_record_batch_vial_id_opened_vial")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record_batch")),
    )
    op.create_index(op.f("ix_record_batch_batch_id"), "record_batch", ["batch_id"])
    op.create_index(op.f("ix_record_batch_record_id"), "record_batch", ["record_id"])
    op.create_index(op.f("ix_record_batch_vial_id"), "record_batch", ["vial_id"])
