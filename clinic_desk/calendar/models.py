"""Tables of the calendar: visits, what they occupy, when the clinic works, and the call log."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from clinic_desk.calendar.limits import LONGEST_VISIT
from clinic_desk.db.model import Model
from clinic_desk.safety.settings import STATUSES


class Room(Model):
    """A room, and in `RoomTreatment` what it suits."""

    __tablename__ = "room"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    active: Mapped[bool] = mapped_column(default=True)
    position: Mapped[int] = mapped_column(default=0)


class RoomTreatment(Model):
    """That a room suits a treatment."""

    __tablename__ = "room_treatment"

    room_id: Mapped[int] = mapped_column(
        ForeignKey("room.id", ondelete="CASCADE"), primary_key=True
    )
    treatment: Mapped[str] = mapped_column(primary_key=True)


class Device(Model):
    """A device that one visit at a time can use."""

    __tablename__ = "device"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    active: Mapped[bool] = mapped_column(default=True)
    position: Mapped[int] = mapped_column(default=0)


class DeviceTreatment(Model):
    """That a device suits a treatment."""

    __tablename__ = "device_treatment"

    device_id: Mapped[int] = mapped_column(
        ForeignKey("device.id", ondelete="CASCADE"), primary_key=True
    )
    treatment: Mapped[str] = mapped_column(primary_key=True)


class WeeklyHours(Model):
    """One stretch of a person's working week; lunch is the gap between two."""

    __tablename__ = "weekly_hours"
    __table_args__ = (
        CheckConstraint("weekday BETWEEN 0 AND 6", "weekday"),
        CheckConstraint(
            "from_minute >= 0 AND to_minute <= 1440 AND to_minute > from_minute", "order"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    weekday: Mapped[int]
    """0 is Monday."""
    from_minute: Mapped[int]
    """Minutes of local wall-clock time after midnight."""
    to_minute: Mapped[int]


class Absence(Model):
    """A stretch in which a person is away; a fortnight's leave is one row."""

    __tablename__ = "absence"
    __table_args__ = (CheckConstraint("ends_at > starts_at", "order"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(default="")


class Closure(Model):
    """Local days, both included, on which the clinic is shut."""

    __tablename__ = "closure"
    __table_args__ = (CheckConstraint("last_day >= first_day", "order"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    first_day: Mapped[date] = mapped_column(index=True)
    last_day: Mapped[date]
    reason: Mapped[str] = mapped_column(default="")


class Appointment(Model):
    """A visit: asked for, booked, had, or given up."""

    __tablename__ = "appointment"
    __table_args__ = (
        CheckConstraint(
            "status IN (" + ",".join(f"'{status}'" for status in STATUSES) + ")", "status"
        ),
        CheckConstraint(
            f"ends_at > starts_at AND ends_at - starts_at <= {LONGEST_VISIT * 60}", "length"
        ),
        CheckConstraint(
            "status NOT IN ('cancelled','not_treated') OR length(trim(status_reason)) > 0",
            "reason",
        ),
        CheckConstraint("(status = 'pencilled') = (pencilled_until IS NOT NULL)", "pencilled"),
        Index("ix_appointment_day", "starts_at", "ends_at"),
        Index("ix_appointment_client", "client_id", "starts_at"),
        # Only the few that wait are in it, so an ordinary booking does not touch it.
        Index(
            "ix_appointment_pencilled",
            "pencilled_until",
            sqlite_where=text("pencilled_until IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id"))
    treatment: Mapped[str]
    zones: Mapped[tuple[str, ...]] = mapped_column(default=())
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    room_id: Mapped[int | None] = mapped_column(ForeignKey("room.id"))
    device_id: Mapped[int | None] = mapped_column(ForeignKey("device.id"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    prep_minutes: Mapped[int] = mapped_column(default=0)
    cleanup_minutes: Mapped[int] = mapped_column(default=0)
    numbing_minutes: Mapped[int] = mapped_column(default=0)
    status: Mapped[str]
    status_reason: Mapped[str] = mapped_column(default="")
    pencilled_until: Mapped[datetime | None]
    desk_note: Mapped[str] = mapped_column(default="")
    moved_from: Mapped[datetime | None]
    """Where it stood before it was moved, until the client has been told."""
    booked_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    booked_at: Mapped[datetime]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class Occupancy(Model):
    """What a visit takes up, and when. A cancelled visit has no rows here.

    `buffer` is a room's preparation and clean-down: it warns, and the guard lets it pass.
    """

    __tablename__ = "occupancy"
    __table_args__ = (
        CheckConstraint("kind IN ('practitioner','room','device','client','buffer')", "kind"),
        CheckConstraint(
            f"ends_at > starts_at AND ends_at - starts_at <= {LONGEST_VISIT * 60}", "length"
        ),
        CheckConstraint("override_reason IS NULL OR length(trim(override_reason)) > 0", "reason"),
        CheckConstraint("kind <> 'client' OR override_reason IS NULL", "client"),
        Index("ix_occupancy_span", "kind", "resource_id", "starts_at", "ends_at", "appointment_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    resource_id: Mapped[int]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    appointment_id: Mapped[int] = mapped_column(
        ForeignKey("appointment.id", ondelete="CASCADE"), index=True
    )
    override_reason: Mapped[str | None]


class VisitMark(Model):
    """What keeps a completed visit from counting: it starts no clock, or was no meeting.

    `in_error`: its record was entered for the wrong client. `not_face_to_face`: the talk was
    by phone or video, which is never a consultation.
    """

    __tablename__ = "visit_mark"
    __table_args__ = (CheckConstraint("mark IN ('in_error','not_face_to_face')", "mark"),)

    appointment_id: Mapped[int] = mapped_column(
        ForeignKey("appointment.id", ondelete="CASCADE"), primary_key=True
    )
    mark: Mapped[str] = mapped_column(primary_key=True)


class Acknowledgement(Model):
    """That someone saw a finding, as it was worded, and saved all the same."""

    __tablename__ = "acknowledgement"

    id: Mapped[int] = mapped_column(primary_key=True)
    appointment_id: Mapped[int] = mapped_column(
        ForeignKey("appointment.id", ondelete="CASCADE"), index=True
    )
    rule: Mapped[str]
    fingerprint: Mapped[str]
    severity: Mapped[str]
    sentence: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    acknowledged_at: Mapped[datetime]


class CallLogLine(Model):
    """One line of what a call came to. A refused under-age call keeps nothing of the child."""

    __tablename__ = "call_log"
    __table_args__ = (
        CheckConstraint(
            "kind IN ('booked','moved','cancelled','identity','refused_age','problem','call_back')",
            "kind",
        ),
        CheckConstraint(
            "kind <> 'refused_age' OR (client_id IS NULL AND appointment_id IS NULL)", "child"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[str]
    rule: Mapped[str] = mapped_column(default="")
    words: Mapped[str] = mapped_column(default="")
    """The words that were read out, or what was asked; the program's own, nothing typed."""
    client_id: Mapped[int | None] = mapped_column(ForeignKey("client.id"))
    appointment_id: Mapped[int | None] = mapped_column(ForeignKey("appointment.id"))


class CallBack(Model):
    """A call that the clinic has promised to make."""

    __tablename__ = "call_back"
    __table_args__ = (
        CheckConstraint("(done_at IS NULL) = (done_by IS NULL)", "done"),
        Index("ix_call_back_open", "done_at", "due_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int | None] = mapped_column(ForeignKey("client.id"))
    who: Mapped[str]
    number: Mapped[str]
    about: Mapped[str] = mapped_column(default="")
    urgent: Mapped[bool] = mapped_column(default=False)
    due_at: Mapped[datetime]
    made_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]
    done_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    done_at: Mapped[datetime | None]
    outcome: Mapped[str] = mapped_column(default="")
