"""Why a row misses its target, as far as it has been looked into; by how the row begins."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from benchmarks.measuring import Line, Row

KNOWN: dict[str, str] = {
    "launch to a usable day": "The password is stretched over 64 MiB in three passes on purpose, "
    "and takes both cores for a fifth of the time; the calendar's modules are read and its page is "
    "made meanwhile. The rest beyond the first frame is reading the modules of the door and of "
    "the rooms that somebody needs to come in.",
    "memory, 100k clients": "Near 30 MiB more than the bare window are the compiled modules of "
    "SQLAlchemy, the libraries it brings and the program, with their classes and mappings. Pages "
    "and panels are made when they are opened. Nothing of it grows "
    "with the clients, and collecting garbage gives none of it back.",
    "next 10 times": "A third of it is reading the rows of four days, a third turning them into "
    "sets of minutes.",
    "one booking made durable": "Of the booking's processor time a third is the assessment asked "
    "again and the rows made ready, in Python, a twelfth sealing the audit's events and "
    "remembering their end outside the file. The floor has no more than SQLite and the disk.",
    "search while typing": "It lies at its target, on one side or the other from run to run.",
    "verified backup": "Copying takes 1.45 floors of processor time and SQLite's integrity_check "
    "of the finished copy 2.35; neither can be divided, and the one must wait for the other. All "
    "else runs beside them on the other core, so any other work shows; what a copy checks was not "
    "made less for the figure.",
    "open a client with 500 visits: all": "It lies at its target, on one side or the other from "
    "run to run. Half of what is beyond the floor is the ribbon, which judges three treatments by "
    "the visits of eleven months, one a week; it follows the first page on the worker.",
}


def with_reasons(lines: Iterable[Line]) -> list[Line]:
    """The lines, those that miss with what is known about it."""
    return [_explained(line) for line in lines]


def _explained(line: Line) -> Line:
    if not isinstance(line, Row) or line.met:
        return line
    known = (why for begins, why in KNOWN.items() if line.operation.startswith(begins))
    return replace(line, reason=next(known, "Not looked into yet."))
