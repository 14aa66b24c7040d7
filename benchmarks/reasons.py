"""Why a row misses its target, as far as it has been looked into; by how the row begins."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from benchmarks.measuring import Line, Row

KNOWN: dict[str, str] = {
    "launch to the first frame": "Most of what is beyond the bare window is reading the frame's "
    "own modules and the enumerations of Qt that they are the first to touch, which PySide6 makes "
    "one by one; the rest is fonts, widgets and painting.",
    "launch to a usable day": "SQLAlchemy, its ORM and the mapping of the models take close to "
    "400 ms by themselves, about the whole target; the calendar's page without its panels most of "
    "the rest, and signing in stretches the password on purpose, over 64 MiB in three passes. The "
    "first day is read through them and not by the plain driver, which is what 2.0 would ask for.",
    "memory, 100k clients": "SQLAlchemy with its ORM, the libraries it brings and the program's "
    "own modules and models hold some 60 MiB, more than a whole bare window; nothing of it grows "
    "with the clients.",
    "next 10 times": "A third of it is reading the rows of four days, a third turning them into "
    "sets of minutes.",
    "one booking made durable": "Half of the booking is the assessment asked again and the rows "
    "made ready, in Python, and a fifth the session; sealing the audit's events and remembering "
    "their end outside the file are the rest. The floor has no more than SQLite and the disk. "
    "It is met where the disk takes more than a millisecond for a commit.",
    "search while typing": "It lies at its target, on one side or the other from run to run.",
    "open a client with 500 visits: first page": "It is six rooms asked one after the other: two "
    "thirds of it reads the client as ORM entities and holds each record of the page against its "
    "seal, which the floor does not.",
    "open a client with 500 visits: all": "Two fifths is each of the 500 records read from JSON "
    "and held against its seal, which no floor does and which no page asks for at once: they come "
    "40 at a time as somebody scrolls. A fifth is the ribbon, which judges three treatments by "
    "every visit; it follows the first page on the worker.",
    "verified backup": "SQLite's integrity_check alone takes about three floors and the copying "
    "one and a half. They run beside each other on both cores, so any other work shows; what a "
    "copy checks was not made less for the figure.",
}


def with_reasons(lines: Iterable[Line]) -> list[Line]:
    """The lines, those that miss with what is known about it."""
    return [_explained(line) for line in lines]


def _explained(line: Line) -> Line:
    if not isinstance(line, Row) or line.met:
        return line
    known = (why for begins, why in KNOWN.items() if line.operation.startswith(begins))
    return replace(line, reason=next(known, "Not looked into yet."))
