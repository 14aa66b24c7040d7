"""`python3 dev.py bench`: measure every row, print the table, write RESULTS.md."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from benchmarks import (
    backups,
    booking,
    clashing,
    clients,
    finding,
    free_times,
    launching,
    leaflets,
    painting,
    weeks,
)
from benchmarks.data import Shelf, opened
from benchmarks.measuring import Line
from benchmarks.reasons import with_reasons
from benchmarks.report import RESULTS, table, write
from clinic_desk.base.clock import SystemClock, local_day
from clinic_desk.clinic import Clinic

HERE, MILLION = 100_000, 1_000_000
SMALL, FEW_CLIENTS = 10_000, 1_000
"""What growth is measured from: in time, and in memory."""


@dataclass(frozen=True)
class Sizes:
    """Clients, and as many appointments, of the clinics that are measured."""

    main: int = HERE
    small: int = SMALL
    few: int = FEW_CLIENTS
    million: int = 0
    """A clinic whose growth is told as well; 0 for none."""


def main(words: list[str]) -> int:
    """Run what is asked; 0 whether or not targets are met, as a miss is a finding."""
    asked = _parser().parse_args(words)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sizes = Sizes(asked.size, asked.small, asked.few, MILLION if asked.million else 0)
    lines = with_reasons(measured(Shelf(asked.data), sizes, asked.starts))
    print(f"\n{table(lines)}")
    whole = sizes.main == HERE and not asked.dry
    if whole:
        command = " ".join(["python3 dev.py bench", *(["--million"] if asked.million else [])])
        write(lines, command, local_day(SystemClock().now()))
        print(f"\nWritten to {RESULTS.parent.name}/{RESULTS.name}.")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="dev.py bench", description="Measure the program against the floors of its parts."
    )
    parser.add_argument(
        "--million", action="store_true", help="growth to a million clients too; takes long"
    )
    parser.add_argument("--data", type=Path, metavar="DIR", help="where made clinics are kept")
    parser.add_argument(
        "--size", type=int, default=HERE, help="clients, other than SPEED's; nothing is written"
    )
    parser.add_argument("--small", type=int, default=SMALL, help="what growth is measured from")
    parser.add_argument("--few", type=int, default=FEW_CLIENTS, help="the same for memory")
    parser.add_argument("--starts", type=int, default=launching.RUNS, help="starts of each window")
    parser.add_argument("--dry", action="store_true", help="print only, write nothing")
    return parser


def measured(shelf: Shelf, sizes: Sizes, starts: int) -> list[Line]:
    """Every row, in the order of SPEED."""
    return [
        *_started(shelf, sizes, starts),
        *_on_two(shelf, sizes),
        *(_grown(shelf, sizes) if sizes.million else ()),
    ]


def _started(shelf: Shelf, sizes: Sizes, starts: int) -> list[Line]:
    _say("Starting windows")
    with shelf.copied(sizes.main) as big, shelf.copied(sizes.few) as few:
        grown = f"{sizes.main:,} clients against {sizes.few:,}"
        return launching.rows(big, few, grown, starts)


def _on_two(shelf: Shelf, sizes: Sizes) -> Iterator[Line]:
    """What is measured within this process, on two open clinics."""
    with ExitStack() as stack:
        big, small = (_open(stack, shelf, size) for size in (sizes.main, sizes.small))
        parts: tuple[tuple[str, Callable[[], list[Line]]], ...] = (
            ("Searching", lambda: finding.rows(big, small)),
            ("Checking for clashes", lambda: clashing.rows(big, small)),
            ("Looking for free times", lambda: free_times.rows(big, small)),
            ("Loading a week", lambda: weeks.rows(big)),
            ("Painting", lambda: painting.rows(big)),
            ("Opening a client", lambda: clients.rows(big)),
            ("Drawing leaflets", leaflets.rows),
            ("Booking", lambda: booking.rows(big)),
            ("Copying", lambda: backups.rows(big)),
        )
        for name, rows in parts:
            _say(name)
            yield from rows()


def _grown(shelf: Shelf, sizes: Sizes) -> Iterator[Line]:
    """Growth to a million, as SPEED has it."""
    with ExitStack() as stack:
        million, small = (_open(stack, shelf, size) for size in (sizes.million, sizes.small))
        _say("Growing to a million")
        yield from finding.growth_rows(million, small)
        yield from clashing.growth_rows(million, small)
        yield from free_times.growth_rows(million, small)


def _open(stack: ExitStack, shelf: Shelf, size: int) -> Clinic:
    clinic = opened(stack.enter_context(shelf.copied(size)))
    stack.callback(clinic.database.close)
    return clinic


def _say(what: str) -> None:
    print(f"{what} ...", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
