"""What leaves the room of copies: where they stand, and one copy as it is listed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

Place = Literal["here", "second", "aside", "chosen"]
"""The clinic's own folder, the second place, kept aside before a restore, a file somebody chose."""


@dataclass(frozen=True)
class Standing:
    """Where the copies stand; for the status line and for Settings."""

    made_at: datetime | None = None
    """When the last checked copy was made, in UTC; None where there is none."""
    stopped: str = ""
    """Why no copy is removed until a manager has looked, as a sentence; or nothing."""
    trouble: str = ""
    """Why the copy that was due could not be made, as a sentence; or nothing."""
    second_place: str = ""
    """The folder that was chosen as the second place; empty for none."""
    second_is_there: bool = False
    second_at: datetime | None = None
    """When the second place last had the newest copy, in UTC."""
    second_trouble: str = ""
    """Why the newest copy is not there though the place is, as a sentence; or nothing."""
    pictures_trouble: str = ""
    """What the newest copy has not of its pictures, as a sentence; or nothing."""
    days_away: int = 0
    """Whole days for which the second place has not had the newest copy."""
    away_too_long: bool = False
    """Whether these are as many as the clinic has set."""

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a person should know, gravest first, each as a sentence."""
        away = ""
        if self.away_too_long:
            days = f"{self.days_away} day{'' if self.days_away == 1 else 's'}"
            away = f"The second place for copies has been away for {days}."
        stopped = f"{self.stopped} Older copies stay until a manager has looked."
        return tuple(
            sentence
            for sentence in (
                self.trouble,
                self.pictures_trouble,
                stopped if self.stopped else "",
                self.second_trouble or away,
            )
            if sentence
        )


@dataclass(frozen=True)
class CopyFound:
    """A copy as the list has it; only its name and size have been read."""

    path: Path
    place: Place
    made_at: datetime
    """By its name where that tells it, else by the file's own time; in UTC."""
    size: int
    """Bytes."""
