"""A visit as it stands in the diary, read before it is changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from clinic_desk.base.spans import Span
from clinic_desk.calendar.plan import Plan


@dataclass(frozen=True)
class Standing:
    """One appointment with what a change must know of it. Instants in UTC."""

    plan: Plan
    id: int
    client_id: int
    status: str
    version: int
    moved_from: datetime | None
    pencilled_until: datetime | None
    desk_note: str

    @property
    def span(self) -> Span:
        """The client's span."""
        return self.plan.span

    @classmethod
    def of_row(cls, row: Mapping[str, Any]) -> Standing:
        """From a row of `appointment` as the file holds it."""
        plan = Plan(
            treatment=row["treatment"],
            span=Span(_instant(row["starts_at"]), _instant(row["ends_at"])),
            person_id=row["person_id"],
            client_id=row["client_id"],
            zones=tuple(row["zones"].split()),
            room_id=row["room_id"],
            device_id=row["device_id"],
            prep_minutes=row["prep_minutes"],
            cleanup_minutes=row["cleanup_minutes"],
            numbing_minutes=row["numbing_minutes"],
            appointment_id=row["id"],
        )
        return cls(
            plan=plan,
            id=row["id"],
            client_id=row["client_id"],
            status=row["status"],
            version=row["version"],
            moved_from=_instant_or_none(row["moved_from"]),
            pencilled_until=_instant_or_none(row["pencilled_until"]),
            desk_note=row["desk_note"],
        )


def _instant(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _instant_or_none(seconds: int | None) -> datetime | None:
    return None if seconds is None else _instant(seconds)
