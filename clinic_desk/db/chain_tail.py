"""The end of the audit's chain, walked from a link that was found whole before.

Walking all of it takes ten microseconds an event; a copy each hour has the few that are new to
walk. That none of the older ones is missing is one count; whether one was altered is asked by
the first copy of each day and whenever a clinic is opened.
"""

from __future__ import annotations

from typing import Any

from clinic_desk.db.audit_guard import AUDIT_TRIGGERS
from clinic_desk.db.chain import ROWS, Link, Row, next_mac, values_digest
from clinic_desk.db.lenient import lenient
from clinic_desk.db.verifying import TRIGGERS_ON_THE_AUDIT, UNREADABLE

_MAC_AT = "SELECT mac FROM audit_event WHERE id = ?"
_ENDS = "SELECT min(id), max(id), count(*) FROM audit_event"
_VALUE_AT = "SELECT salt, before FROM audit_value WHERE event_id = ?"


def holds_from(driver: Any, key: bytes, link: Link) -> bool:
    """Whether the chain in a file goes on from a link without a fault, and none before it is gone.

    False also where the link is not in the file; the whole chain is to be walked then.
    """
    with lenient(driver):
        return _holds_from(driver, key, link)


def _holds_from(driver: Any, key: bytes, link: Link) -> bool:
    known = driver.execute(_MAC_AT, (link.number,)).fetchone()
    first, last, events = driver.execute(_ENDS).fetchone()
    if known != (link.mac,) or first != 1 or last != events or not _guarded(driver):
        return False
    mac = link.mac
    for found in driver.execute(ROWS, (link.number + 1,)):
        row = Row(*found)
        try:
            holds = row.mac == next_mac(key, mac, row) and _value_holds(driver, key, row)
        except UNREADABLE:
            return False
        if not holds:
            return False
        mac = row.mac
    return True


def _value_holds(driver: Any, key: bytes, row: Row) -> bool:
    if row.digest is None:
        return True
    value = driver.execute(_VALUE_AT, (row.id,)).fetchone()
    return value is not None and values_digest(key, row.id, *value) == row.digest


def _guarded(driver: Any) -> bool:
    return dict(driver.execute(TRIGGERS_ON_THE_AUDIT)) == AUDIT_TRIGGERS
