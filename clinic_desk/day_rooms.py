"""The rooms of an open clinic that the first day needs, and nobody who is still at the door."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from clinic_desk.base.clock import Clock
from clinic_desk.calendar.diary import Diary
from clinic_desk.calendar.hours import WorkingHours
from clinic_desk.db.database import Database
from clinic_desk.db.remembered import Remembered
from clinic_desk.safety.book import ProtocolBook
from clinic_desk.staff.practice import Practice, PracticeSettings


@dataclass(frozen=True)
class DayRooms:
    """One attribute a room; `Clinic` has each under the same name."""

    protocol: ProtocolBook
    hours: WorkingHours
    diary: Diary


def open_day_rooms(
    database: Database,
    resources: Path,
    practice: PracticeSettings,
    settings: Remembered[Practice],
    clock: Clock,
) -> DayRooms:
    """Over the database, the shipped protocol in `resources`, and what the practice has set."""
    hours = WorkingHours(database, lambda: settings().closed_on_bank_holidays)
    protocol = ProtocolBook(database, resources / "protocol", practice, clock)
    return DayRooms(protocol, hours, Diary(database, hours))
