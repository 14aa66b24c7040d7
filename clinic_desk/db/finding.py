"""Keeping in mind what is found wrong with the audit: noted in the audit itself, once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from clinic_desk.db.audit import note
from clinic_desk.db.chain import Event, last_link
from clinic_desk.db.database import Database
from clinic_desk.db.faults import StorageFault
from clinic_desk.db.found import FOUND, Finding, fields_of, findings_of, noted
from clinic_desk.db.verifying import Trouble, held_against


def found_by_anchors(database: Database) -> tuple[Finding, ...]:
    """What was not found before, holding a clinic that was just opened against its anchors.

    To be asked before anything is written, as the first write would make an anchor anew that
    somebody took away; `keep_in_mind` writes, so that it comes after all else that is asked.
    """
    with database.reading() as moment:
        driver = moment.driver
        return unknown(driver, database.chain_key, held_against(driver, database.anchors))


def unknown(driver: Any, key: bytes, troubles: Iterable[Trouble]) -> tuple[Finding, ...]:
    """What was not found before: neither accepted nor waiting."""
    state = noted(driver, key)
    waiting = {
        (each.kind, number) for each in state.waiting for number in range(each.first, each.last + 1)
    }
    known = state.accepted | waiting
    new = [each for each in troubles if (each.kind, each.number) not in known]
    return findings_of(new, last_link(driver).number)


def keep_in_mind(database: Database, findings: tuple[Finding, ...]) -> bool:
    """Note findings; where the file takes no write, with the next one that it takes.

    Gives whether they are noted now.
    """
    if not findings:
        return True
    fields = fields_of(findings)
    try:
        with database.writing() as act:
            note(act, FOUND, None, fields=fields)
    except StorageFault:
        event = Event(FOUND, None, fields=fields)
        if not database.waits(event):
            database.note_with_next_write(event)
        return False
    return True
