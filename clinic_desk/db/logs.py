"""Whether what lies beside a clinic's file is its own, judged before anything is folded into it.

Pages that are folded in, or played back, take the place of those in the file, and an opening
that is refused afterwards does not bring them back.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from sqlcipher3 import dbapi2  # type: ignore[import-untyped]

from clinic_desk.base.errors import ClinicError
from clinic_desk.db.anchor import Anchor
from clinic_desk.db.engine import connect
from clinic_desk.db.journal import journal_is_stray, journal_of
from clinic_desk.db.pages import opens
from clinic_desk.db.standing import check_standing
from clinic_desk.db.steps import ForeignWal
from clinic_desk.db.troubles import EntriesMissing, OtherHistory
from clinic_desk.db.wal import wal_of

_ASIDE = "Have it set aside in the same folder; the clinic then opens without."


def check_logs(path: Path, key: bytes, anchors: Sequence[Anchor]) -> None:
    """ForeignWal where a journal is not the file's own, or a log is an older one of its own, so
    that the file alone has everything that the anchors remember.

    EntriesMissing and OtherHistory as `check_standing`, with file and log as they were.
    """
    if journal_is_stray(path, key) and opens(path, key):
        raise ForeignWal(
            f"Beside {path} lies {journal_of(path).name}, which this program did not leave there.",
            kept="Neither was changed.",
            next_step=_ASIDE,
        )
    log = wal_of(path)
    if anchors and log.is_file() and log.stat().st_size:
        _check_log(path, key, anchors)


def _check_log(path: Path, key: bytes, anchors: Sequence[Anchor]) -> None:
    together = _trouble(path, key, anchors, without_log=False)
    if together is None:
        return
    if _trouble(path, key, anchors, without_log=True) is None:
        raise ForeignWal(
            f"Beside {path} lies {wal_of(path).name}, which is older than the file: together "
            "they lack what the file alone has.",
            kept="Neither was changed.",
            next_step=_ASIDE,
        )
    if isinstance(together, EntriesMissing | OtherHistory):
        raise together


def _trouble(
    path: Path, key: bytes, anchors: Sequence[Anchor], *, without_log: bool
) -> ClinicError | dbapi2.Error | None:
    """What is wrong with the file and its log, or with the file alone; nothing is changed by it."""
    try:
        with closing(connect(path, key, only_read=True, without_log=without_log)) as reading:
            check_standing(reading, path.parent, anchors)
    except (EntriesMissing, OtherHistory, dbapi2.Error) as trouble:
        return trouble
    return None
