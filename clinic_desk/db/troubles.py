"""Why a clinic did not open, what is certain all the same, and what can be done next.

Every one keeps everything: nothing in the folder is removed or written over by an opening
that is refused, and whatever a next step puts aside lies in the folder under another name.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from pathlib import Path

from clinic_desk.base.clock import local_day
from clinic_desk.base.errors import CannotOpen
from clinic_desk.base.words import clock_time, short_day
from clinic_desk.db.generations import read_names

DATABASE_NAME = "clinic.db"
BACKUPS_NAME = "backups"


class Step(StrEnum):
    """What can be done where a clinic did not open."""

    TRY_AGAIN = "try_again"
    """Wait, connect, make room or close something, and open it again."""
    RESTORE = "restore"
    """Put the newest checked copy in its place."""
    OTHER_FOLDER = "other_folder"
    """Open another folder."""
    SET_ASIDE = "set_aside"
    """Put a file that does not belong aside, under another name, and open it then."""
    GO_ON = "go_on"
    """Open it with what is there."""


class OpeningTrouble(CannotOpen):
    """A clinic that did not open, with the steps that may help, the likeliest first."""

    steps: tuple[Step, ...] = (Step.TRY_AGAIN, Step.OTHER_FOLDER)

    def __init__(
        self, what: str, *, kept: str = "", next_step: str = "", steps: tuple[Step, ...] = ()
    ) -> None:
        """Take the sentences, and the steps where they are not the usual ones."""
        super().__init__(what, kept=kept, next_step=next_step)
        if steps:
            self.steps = steps


class WrongPlace(OpeningTrouble):
    """There is no clinic here, or it is another program's or a newer version's."""

    steps = (Step.OTHER_FOLDER, Step.TRY_AGAIN)


class InUse(OpeningTrouble):
    """Another window or program has it."""

    steps = (Step.TRY_AGAIN, Step.OTHER_FOLDER)


class DiskTrouble(OpeningTrouble):
    """The disk is full, cannot be written or read, or is gone."""

    steps = (Step.TRY_AGAIN, Step.OTHER_FOLDER)


class OtherKey(OpeningTrouble):
    """The key in the folder is whole and not this file's: another clinic's, or an older one."""

    steps = (Step.TRY_AGAIN, Step.RESTORE, Step.OTHER_FOLDER)


class KeyFileTrouble(OpeningTrouble):
    """What wraps the clinic's keys is missing, damaged or cannot be read; its file may be whole."""

    steps = (Step.TRY_AGAIN, Step.RESTORE, Step.OTHER_FOLDER)


class Damaged(OpeningTrouble):
    """The clinic's file is empty, cut short or has damaged pages."""

    steps = (Step.RESTORE, Step.OTHER_FOLDER)


class ForeignWal(OpeningTrouble):
    """Beside the clinic's file lies a write-ahead log of another one.

    Opened together, its pages would be written over the clinic's.
    """

    steps = (Step.SET_ASIDE, Step.RESTORE, Step.OTHER_FOLDER)


class EntriesMissing(OpeningTrouble):
    """The file is whole and older than what this computer knows was saved.

    `missing` entries at least, after `until` (UTC; None where none is left).
    """

    steps = (Step.RESTORE, Step.GO_ON, Step.OTHER_FOLDER)

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

    def __init__(self, folder: Path) -> None:
        """Say what it may be."""
        super().__init__(
            f"The clinic in {folder} is not the one this computer saved last: an older copy in "
            "which other work was done since.",
            kept="All that is in it can be read.",
            next_step=f"{newest_copy_words(folder)} Look for the right file, or go on with this "
            "one if it is.",
        )


def moment(instant: datetime) -> str:
    """`Tue 24 Nov, 14:32`, by the clinic's clocks."""
    return f"{short_day(local_day(instant))}, {clock_time(instant)}"


def newest_copy_words(folder: Path) -> str:
    """When the newest copy in the clinic's backups folder was made, as a sentence."""
    try:
        found = read_names(path.name for path in (folder / BACKUPS_NAME).iterdir())
    except OSError:
        found = ()
    if not found:
        return "There is no copy in its backups folder; look on other disks."
    return f"The newest copy in its backups folder is from {moment(found[-1].at)}."
