"""Where a clinic's file stands in time: behind what was saved, or ahead of the clock."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from clinic_desk.base.clock import local_day
from clinic_desk.db.anchor import Anchor
from clinic_desk.db.audit import note
from clinic_desk.db.chain import last_link
from clinic_desk.db.database import Database
from clinic_desk.db.plain import all_rows
from clinic_desk.db.troubles import EntriesMissing, OtherHistory, moment
from clinic_desk.db.verifying import held_against, instant

SLACK = timedelta(minutes=2)
"""By so much a computer's clock may be put right without a word."""

_LAST_AT = (
    "SELECT CAST(at AS INTEGER) FROM audit_event "
    "WHERE act NOT IN ('clinic.upgraded', 'audit.accepted') ORDER BY id DESC LIMIT 1"
)
"""Not what this opening may have noted itself a moment ago, by the very clock in question."""
_HAS_AUDIT = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'audit_event'"


def check_standing(driver: Any, folder: Path, anchors: Sequence[Anchor]) -> None:
    """Hold a file that was just opened against what was remembered outside it.

    A few reads however long the audit; the whole of it is walked elsewhere. Raises
    EntriesMissing where it is behind, OtherHistory where it went another way.
    """
    if driver.execute(_HAS_AUDIT).fetchone() is None:
        return
    troubles = {trouble.kind: trouble for trouble in held_against(driver, anchors)}
    lost = troubles.get("lost")
    if lost is not None:
        missing = max(lost.number - last_link(driver).number, 1)
        raise EntriesMissing(folder, missing, lost.at)
    if "other_file" in troubles:
        raise OtherHistory(folder)


def accept_standing(database: Database) -> None:
    """Go on with what is there: noted in the audit, and remembered from here on."""
    with database.writing() as act:
        note(act, "audit.accepted", None)
    with database.reading() as reading:
        link = last_link(reading.driver)
    for anchor in database.anchors:
        anchor.begin(link)


def clock_words(database: Database) -> str:
    """A sentence where the computer's clock stands before the last event; it is noted then.

    Empty where it does not. Nothing is refused: booking goes on, and the times in the audit
    are read with this in mind.
    """
    with database.reading() as reading:
        row = next(iter(all_rows(reading, _LAST_AT, ())), None)
    if row is None:
        return ""
    last, now = instant(row[0]), database.clock.now()
    if last is None or now >= last - SLACK:
        return ""
    with database.writing() as act:
        note(act, "clinic.clock_back", None)
    is_same = local_day(now).year == local_day(last).year
    shown, saved = (moment(each, with_year=not is_same) for each in (now, last))
    return (
        f"This computer's clock shows {shown}, but the last entry was saved {saved}. "
        "Check its date and time before booking."
    )
