"""Why a clinic did not open, what is certain all the same, and what can be done next.

Every one keeps everything: nothing in the folder is removed or written over by an opening
that is refused, and whatever a next step puts aside lies in the folder under another name.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from clinic_desk.base.clock import local_day
from clinic_desk.base.words import clock_time, short_day
from clinic_desk.db.steps import BACKUPS_NAME, OpeningTrouble, Step

_STAYS_MISSING = (
    "What is missing stays missing: visits and notes from that time are then to be entered again "
    "by whoever knows of them. The audit says from then on that the clinic was opened in spite of "
    "it, and a manager is asked to look. The copies stay, so that the newest can still be looked "
    "at afterwards."
)


class EntriesMissing(OpeningTrouble):
    """The file is whole and older than what this computer knows was saved.

    `missing` entries at least, after `until` (UTC; None where none is left).
    """

    steps = (Step.RESTORE, Step.GO_ON, Step.OTHER_FOLDER)
    consequence = _STAYS_MISSING

    def __init__(self, folder: Path, missing: int, until: datetime | None) -> None:
        """Say what is there and what is not."""
        lost = "The last entry" if missing == 1 else f"The last {missing} entries"
        super().__init__(
            f"{lost} saved in {folder} {'is' if missing == 1 else 'are'} missing from its file.",
            kept=f"Everything saved until {moment(until)} is there." if until else "",
            next_step=f"{newest_copy_words(folder)} See what it would bring back, "
            "or go on with what is there.",
        )
        self.missing, self.until = missing, until


class OtherHistory(OpeningTrouble):
    """The file is whole, but other work was done in it than this computer knows of."""

    steps = (Step.RESTORE, Step.GO_ON, Step.OTHER_FOLDER)
    consequence = _STAYS_MISSING

    def __init__(self, folder: Path) -> None:
        """Say what it may be."""
        super().__init__(
            f"The clinic in {folder} is not the one this computer saved last: an older copy in "
            "which other work was done since.",
            kept="All that is in it can be read.",
            next_step=f"{newest_copy_words(folder)} Look for the right file, or go on with this "
            "one if it is.",
        )


def moment(instant: datetime, *, with_year: bool = False) -> str:
    """`Tue 24 Nov, 14:32`, or `Tue 24 Nov 2026, 14:32`, by the clinic's clocks."""
    day = local_day(instant)
    return f"{short_day(day)}{f' {day.year}' if with_year else ''}, {clock_time(instant)}"


def newest_copy_words(folder: Path) -> str:
    """When the newest copy in the clinic's backups folder was made, as a sentence."""
    # What copying brings is read only where something is wrong.
    from clinic_desk.db.generations import read_names

    try:
        found = read_names(path.name for path in (folder / BACKUPS_NAME).iterdir())
    except OSError:
        found = ()
    if not found:
        return "There is no copy in its backups folder; look on other disks."
    # A clock that was ahead may have named one.
    years = {one.at.year for one in found}
    newest = moment(found[-1].at, with_year=len(years) > 1)
    return f"The newest copy in its backups folder is from {newest}."
