"""The front desk: people, clients, visits and what they occupy, calls, " "leaflets, settings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

CHANGES_ROWS = ()
"""Tables that may have another number of rows afterwards."""


def upgrade() -> None:
    """Make every table; the overlap guard is applied after the migration, as after every one."""
    op.create_table(
        "client",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("given", sa.String(), nullable=False),
        sa.Column("family", sa.String(), nullable=False),
        sa.Column("known_as", sa.String(), nullable=False),
        sa.Column("born_on", sa.String(length=10)),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("postcode", sa.String(), nullable=False),
        sa.Column("large_print", sa.Boolean(), nullable=False),
        sa.Column("interpreter", sa.String(), nullable=False),
        sa.Column("desk_note", sa.String(), nullable=False),
        sa.Column("id_seen_on", sa.String(length=10)),
        sa.Column("consult_on", sa.String(length=10)),
        sa.Column("questionnaire_on", sa.String(length=10)),
        sa.Column("history_asked_on", sa.String(length=10)),
        sa.Column("created_at", sa.Integer(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.Column("first_number", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "born_on IS NULL OR length(born_on) = 10", name=op.f("ck_client_born_on")
        ),
        sa.CheckConstraint("length(trim(given || family)) > 0", name=op.f("ck_client_named")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_client")),
    )
    op.create_index(op.f("ix_client_born_on"), "client", ["born_on"])
    op.create_table(
        "client_name_slip",
        sa.Column("trace", sa.String(), nullable=False),
        sa.Column("word", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("trace", "word", name=op.f("pk_client_name_slip")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "client_name_suffix",
        sa.Column("suffix", sa.String(), nullable=False),
        sa.Column("word", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("suffix", "word", name=op.f("pk_client_name_suffix")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "closure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.String(length=10), nullable=False),
        sa.Column("last_day", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.CheckConstraint("last_day >= first_day", name=op.f("ck_closure_order")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closure")),
    )
    op.create_index(op.f("ix_closure_first_day"), "closure", ["first_day"])
    op.create_table(
        "device",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device")),
    )
    op.create_table(
        "room",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room")),
    )
    op.create_table(
        "setting",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_setting")),
    )
    op.create_table(
        "signed_protocol",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("signed_by", sa.String(), nullable=False),
        sa.Column("registration", sa.String(), nullable=False),
        sa.Column("signed_at", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.CheckConstraint(
            "length(trim(registration)) > 0", name=op.f("ck_signed_protocol_registration")
        ),
        sa.CheckConstraint(
            "length(trim(signed_by)) > 0", name=op.f("ck_signed_protocol_signed_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signed_protocol")),
    )
    op.create_table(
        "client_alert",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.CheckConstraint("kind IN ('allergy','flag')", name=op.f("ck_client_alert_kind")),
        sa.ForeignKeyConstraint(
            ["client_id"],
            ["client.id"],
            name=op.f("fk_client_alert_client_id_client"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_client_alert")),
    )
    op.create_index(op.f("ix_client_alert_client_id"), "client_alert", ["client_id"])
    op.create_table(
        "client_name_key",
        sa.Column("word", sa.String(), nullable=False),
        sa.Column("line", sa.String(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"],
            ["client.id"],
            name=op.f("fk_client_name_key_client_id_client"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("word", "line", "client_id", name=op.f("pk_client_name_key")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "client_phone",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("digits", sa.String(), nullable=False),
        sa.Column("voicemail", sa.Boolean(), nullable=False),
        sa.Column("discreet", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"],
            ["client.id"],
            name=op.f("fk_client_phone_client_id_client"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_client_phone")),
    )
    op.create_index(op.f("ix_client_phone_client_id"), "client_phone", ["client_id"])
    op.create_table(
        "client_phone_key",
        sa.Column("suffix", sa.String(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"],
            ["client.id"],
            name=op.f("fk_client_phone_key_client_id_client"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("suffix", "client_id", name=op.f("pk_client_phone_key")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "client_spokesperson",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("relation", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"],
            ["client.id"],
            name=op.f("fk_client_spokesperson_client_id_client"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_client_spokesperson")),
    )
    op.create_index(op.f("ix_client_spokesperson_client_id"), "client_spokesperson", ["client_id"])
    op.create_table(
        "device_treatment",
        sa.Column("device_id", sa.Integer(), nullable=False),
        sa.Column("treatment", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["device_id"],
            ["device.id"],
            name=op.f("fk_device_treatment_device_id_device"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("device_id", "treatment", name=op.f("pk_device_treatment")),
    )
    op.create_table(
        "health_answer",
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("stopped_on", sa.String(length=10)),
        sa.Column("value", sa.String()),
        sa.Column("answered_on", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"],
            ["client.id"],
            name=op.f("fk_health_answer_client_id_client"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("client_id", "question", name=op.f("pk_health_answer")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("job_title", sa.String(), nullable=False),
        sa.Column("registration", sa.String(), nullable=False),
        sa.Column("prescriber", sa.Boolean(), nullable=False),
        sa.Column("treats", sa.Boolean(), nullable=False),
        sa.Column("home_room_id", sa.Integer()),
        sa.Column("pin_hash", sa.String(), nullable=False),
        sa.Column("pin_wrong", sa.Integer(), nullable=False),
        sa.Column("pin_wait_until", sa.Integer()),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "NOT prescriber OR role <> 'reception'", name=op.f("ck_person_prescriber")
        ),
        sa.CheckConstraint(
            "role IN ('reception','practitioner','nurse_prescriber','manager')",
            name=op.f("ck_person_role"),
        ),
        sa.CheckConstraint("length(trim(name)) > 0", name=op.f("ck_person_named")),
        sa.ForeignKeyConstraint(
            ["home_room_id"], ["room.id"], name=op.f("fk_person_home_room_id_room")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    op.create_table(
        "room_treatment",
        sa.Column("room_id", sa.Integer(), nullable=False),
        sa.Column("treatment", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["room_id"],
            ["room.id"],
            name=op.f("fk_room_treatment_room_id_room"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("room_id", "treatment", name=op.f("pk_room_treatment")),
    )
    op.create_table(
        "absence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.Integer(), nullable=False),
        sa.Column("ends_at", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_absence_order")),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_absence_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    op.create_index(op.f("ix_absence_person_id"), "absence", ["person_id"])
    op.create_table(
        "appointment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("treatment", sa.String(), nullable=False),
        sa.Column("zones", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("room_id", sa.Integer()),
        sa.Column("device_id", sa.Integer()),
        sa.Column("starts_at", sa.Integer(), nullable=False),
        sa.Column("ends_at", sa.Integer(), nullable=False),
        sa.Column("prep_minutes", sa.Integer(), nullable=False),
        sa.Column("cleanup_minutes", sa.Integer(), nullable=False),
        sa.Column("numbing_minutes", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("status_reason", sa.String(), nullable=False),
        sa.Column("pencilled_until", sa.Integer()),
        sa.Column("desk_note", sa.String(), nullable=False),
        sa.Column("moved_from", sa.Integer()),
        sa.Column("booked_by", sa.Integer(), nullable=False),
        sa.Column("booked_at", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(status = 'pencilled') = (pencilled_until IS NOT NULL)",
            name=op.f("ck_appointment_pencilled"),
        ),
        sa.CheckConstraint(
            "status IN ('pencilled','booked','confirmed','arrived','in_treatment',"
            "'completed','partial','not_treated','cancelled','no_show','rescheduled')",
            name=op.f("ck_appointment_status"),
        ),
        sa.CheckConstraint(
            "status NOT IN ('cancelled','not_treated') OR length(trim(status_reason)) > 0",
            name=op.f("ck_appointment_reason"),
        ),
        sa.CheckConstraint(
            "ends_at > starts_at AND ends_at - starts_at <= 28800",
            name=op.f("ck_appointment_length"),
        ),
        sa.ForeignKeyConstraint(
            ["booked_by"], ["person.id"], name=op.f("fk_appointment_booked_by_person")
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_appointment_client_id_client")
        ),
        sa.ForeignKeyConstraint(
            ["device_id"], ["device.id"], name=op.f("fk_appointment_device_id_device")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_appointment_person_id_person")
        ),
        sa.ForeignKeyConstraint(["room_id"], ["room.id"], name=op.f("fk_appointment_room_id_room")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointment")),
    )
    op.create_index("ix_appointment_client", "appointment", ["client_id", "starts_at"])
    op.create_index("ix_appointment_day", "appointment", ["starts_at", "ends_at"])
    op.create_index(
        "ix_appointment_pencilled",
        "appointment",
        ["pencilled_until"],
        sqlite_where=sa.text("pencilled_until IS NOT NULL"),
    )
    op.create_table(
        "call_back",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer()),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("due_at", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.Integer(), nullable=False),
        sa.Column("done_by", sa.Integer()),
        sa.Column("done_at", sa.Integer()),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.CheckConstraint("(done_at IS NULL) = (done_by IS NULL)", name=op.f("ck_call_back_done")),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_call_back_client_id_client")
        ),
        sa.ForeignKeyConstraint(
            ["done_by"], ["person.id"], name=op.f("fk_call_back_done_by_person")
        ),
        sa.ForeignKeyConstraint(
            ["made_by"], ["person.id"], name=op.f("fk_call_back_made_by_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_back")),
    )
    op.create_index("ix_call_back_open", "call_back", ["done_at", "due_at"])
    op.create_table(
        "leaflet_given",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("leaflet", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("large_print", sa.Boolean(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("given_by", sa.Integer()),
        sa.Column("given_at", sa.Integer(), nullable=False),
        sa.CheckConstraint("how IN ('printed','saved')", name=op.f("ck_leaflet_given_how")),
        sa.ForeignKeyConstraint(
            ["client_id"],
            ["client.id"],
            name=op.f("fk_leaflet_given_client_id_client"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["given_by"], ["person.id"], name=op.f("fk_leaflet_given_given_by_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leaflet_given")),
    )
    op.create_index(op.f("ix_leaflet_given_client_id"), "leaflet_given", ["client_id"])
    op.create_table(
        "person_treatment",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("treatment", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_person_treatment_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("person_id", "treatment", name=op.f("pk_person_treatment")),
    )
    op.create_table(
        "treatment_elsewhere",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("had_on", sa.String(length=10), nullable=False),
        sa.Column("zones", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"],
            ["client.id"],
            name=op.f("fk_treatment_elsewhere_client_id_client"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["person.id"], name=op.f("fk_treatment_elsewhere_recorded_by_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_treatment_elsewhere")),
    )
    op.create_index(op.f("ix_treatment_elsewhere_client_id"), "treatment_elsewhere", ["client_id"])
    op.create_table(
        "weekly_hours",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("from_minute", sa.Integer(), nullable=False),
        sa.Column("to_minute", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "from_minute >= 0 AND to_minute <= 1440 AND to_minute > from_minute",
            name=op.f("ck_weekly_hours_order"),
        ),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name=op.f("ck_weekly_hours_weekday")),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_weekly_hours_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_weekly_hours")),
    )
    op.create_index(op.f("ix_weekly_hours_person_id"), "weekly_hours", ["person_id"])
    op.create_table(
        "acknowledgement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("appointment_id", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("severity", sa.String(), nullable=False),
        sa.Column("sentence", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("acknowledged_at", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["appointment_id"],
            ["appointment.id"],
            name=op.f("fk_acknowledgement_appointment_id_appointment"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_acknowledgement_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_acknowledgement")),
    )
    op.create_index(
        op.f("ix_acknowledgement_appointment_id"), "acknowledgement", ["appointment_id"]
    )
    op.create_table(
        "call_log",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("client_id", sa.Integer()),
        sa.Column("appointment_id", sa.Integer()),
        sa.CheckConstraint(
            "kind <> 'refused_age' OR (client_id IS NULL AND appointment_id IS NULL)",
            name=op.f("ck_call_log_child"),
        ),
        sa.CheckConstraint(
            "kind IN ('booked','moved','cancelled','identity','refused_age','problem','call_back')",
            name=op.f("ck_call_log_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["appointment_id"],
            ["appointment.id"],
            name=op.f("fk_call_log_appointment_id_appointment"),
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_call_log_client_id_client")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_call_log_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_log")),
    )
    op.create_index("ix_call_log_at", "call_log", ["at"])
    op.create_table(
        "occupancy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("resource_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.Integer(), nullable=False),
        sa.Column("ends_at", sa.Integer(), nullable=False),
        sa.Column("appointment_id", sa.Integer(), nullable=False),
        sa.Column("override_reason", sa.String()),
        sa.CheckConstraint(
            "kind <> 'client' OR override_reason IS NULL", name=op.f("ck_occupancy_client")
        ),
        sa.CheckConstraint(
            "kind IN ('practitioner','room','device','client','buffer')",
            name=op.f("ck_occupancy_kind"),
        ),
        sa.CheckConstraint(
            "ends_at > starts_at AND ends_at - starts_at <= 28800", name=op.f("ck_occupancy_length")
        ),
        sa.CheckConstraint(
            "override_reason IS NULL OR length(trim(override_reason)) > 0",
            name=op.f("ck_occupancy_reason"),
        ),
        sa.ForeignKeyConstraint(
            ["appointment_id"],
            ["appointment.id"],
            name=op.f("fk_occupancy_appointment_id_appointment"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_occupancy")),
    )
    op.create_index(op.f("ix_occupancy_appointment_id"), "occupancy", ["appointment_id"])
    op.create_index(
        "ix_occupancy_span",
        "occupancy",
        ["kind", "resource_id", "starts_at", "ends_at", "appointment_id"],
    )
