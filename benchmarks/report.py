"""The table, on the screen and in RESULTS.md."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from PySide6 import __version__ as qt_version
from sqlalchemy import __version__ as sqlalchemy_version
from sqlcipher3 import dbapi2  # type: ignore[import-untyped]

from benchmarks.measuring import Line, NotMeasured, Row

RESULTS = Path(__file__).resolve().parent / "RESULTS.md"

_HEAD = (
    "| operation | floor, timed beside it | measured | target | | medians, ours / floor |\n"
    "|---|---|---:|---:|---|---|"
)

_FOREWORD = """# Results

Each figure is a ratio: the operation and its floor are timed in turns in one run, on the same
encrypted file through the same driver and connection, and the medians are divided. Launches
are whole processes, in turns as well. Counts are counts. The medians at the right say little
by themselves: they are one machine's, which may have been busy.

The data come from a fixed seed: the demo clinic's past, and the same half year to come in each
size, laid for eight people in eight rooms with three hundred visits a week and then a quarter
without a free minute (`benchmarks/months.py`)."""


def table(lines: Iterable[Line]) -> str:
    """All lines as a Markdown table."""
    return "\n".join([_HEAD, *map(_line, lines)])


def _line(line: Line) -> str:
    if isinstance(line, NotMeasured):
        return f"| {line.operation} | | not measured | | {line.why} | |"
    target = "" if line.said_only else f"{line.target:g}"
    measured = _figure(line)
    verdict = f"**{line.verdict}**" if line.verdict.startswith("missed") else line.verdict
    return (
        f"| {line.operation} | {line.floor} | {measured} | {target} | {verdict} | {line.medians} |"
    )


def _figure(row: Row) -> str:
    if row.unit:
        return f"{row.measured:.0f} {row.unit}"
    return f"{row.measured:.2f}"


def write(lines: Sequence[Line], command: str, today: date, path: Path = RESULTS) -> None:
    """Write the results with the machine, the command, the date and the reasons for misses."""
    parts = [
        _FOREWORD,
        f"`{command}`, {today.isoformat()}, on {machine()}.",
        table(lines),
        _misses(lines),
    ]
    path.write_text("\n\n".join(filter(None, parts)) + "\n", encoding="utf-8")


def _misses(lines: Iterable[Line]) -> str:
    missed = [line for line in lines if isinstance(line, Row) and not line.met]
    if not missed:
        return "Every target is met."
    said = [f"- {row.operation}: {row.verdict}. {row.reason}".rstrip() for row in missed]
    return "\n".join(["## What misses, and why", "", *said])


def machine() -> str:
    """The machine in a few words; no names of it and no paths on it."""
    return (
        f"{platform.system()} {platform.machine()} with {os.cpu_count()} processors, "
        f"Python {platform.python_version()}, Qt {qt_version}, SQLAlchemy {sqlalchemy_version}, "
        f"SQLite {dbapi2.sqlite_version}"
    )
