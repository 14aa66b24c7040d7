"""What a clinic that did not open raises, by kind, each with the steps that may help."""

from __future__ import annotations

from enum import StrEnum

from clinic_desk.base.errors import CannotOpen

DATABASE_NAME = "clinic.db"
BACKUPS_NAME = "backups"
STAGE_NAME = "restoring"
"""The folder in which a restore is made ready, and which is gone once it is done."""


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
    consequence = ""
    """What going on with what is there means, said before it is done."""

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

    steps: tuple[Step, ...] = (Step.RESTORE, Step.OTHER_FOLDER)


class PartlyDamaged(Damaged):
    """The clinic's file opens, and some of its pages do not."""

    steps = (Step.RESTORE, Step.GO_ON, Step.OTHER_FOLDER)
    consequence = (
        "What stands on the damaged pages is not shown and cannot be changed; all else works. It "
        "is for looking something up today: what is entered now will not be in the copy that is "
        "put back later. The audit says from then on that the clinic was opened in spite of it."
    )


class ForeignWal(OpeningTrouble):
    """Beside the clinic's file lies a write-ahead log of another one.

    Opened together, its pages would be written over the clinic's.
    """

    steps = (Step.SET_ASIDE, Step.RESTORE, Step.OTHER_FOLDER)
