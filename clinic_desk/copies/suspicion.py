"""Whether a copy looks as if something had happened to the clinic: a pure question.

A clinic whose records have just been lost goes on making copies that pass every check; if the
older ones were then removed by rule, nothing would be left of what was lost.
"""

from __future__ import annotations

from clinic_desk.base.words import count
from clinic_desk.copies.memory import Facts

FELL_TO, FELL_BY = 0.9, 5
"""Clients or visits have fallen sharply when less than nine in ten are left, and five are gone."""
SHRANK_TO, SMALL = 0.7, 1024 * 1024
"""A file has shrunk much when it has less than this part of its size; one below SMALL never."""
CLOCK_SLACK = 120
"""Seconds by which a clock may be put right without a question."""


def suspicion(
    before: Facts | None, now: Facts, *, chain_whole: bool = True, goes_on: bool = True
) -> str:
    """Why a person should look before any older copy is removed, as one sentence; or nothing.

    `goes_on` says whether the clinic still has the last entry that the copy before has.
    """
    if not goes_on:
        return "The copy before has entries that the clinic has lost."
    if not chain_whole:
        return "The audit in the newest copy does not hold together."
    if before is None:
        return ""
    if now.at < before.at - CLOCK_SLACK:
        return "The computer's clock has been set back since the copy before."
    for noun, was, there in (
        ("client", before.clients, now.clients),
        ("visit", before.visits, now.visits),
    ):
        if was - there >= FELL_BY and there < was * FELL_TO:
            return f"The newest copy has {count(there, noun)}, the one before it had {was}."
    if before.size > SMALL and now.size < before.size * SHRANK_TO:
        percent = round(100 * now.size / before.size)
        return f"The clinic's file has shrunk to {percent} % of what it was."
    return ""
