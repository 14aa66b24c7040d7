"""Starting the program, and the memory it then holds, in whole processes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from benchmarks.measuring import Line, NotMeasured, Row, both

RUNS = 9
"""Alternating starts of each window; one more of each first, which is not counted."""
_SMALL_RUNS = 3
_FRAME = "launch to the first frame"
_USABLE = "launch to a usable day"
_MEMORY = "memory, 100k clients, before PDF work"
_ASKED = "launch to the sign-in page"
_LET_IN = "password given to a usable day"
_BARE = "bare PySide6 window"
_PATIENCE = 120
_SETTLE_MS, _HASTY_MS = 2500, 200
"""How long a program is left to make its pages before its memory is read; and where one start
is all that is asked for, which says nothing but that it starts."""
_MIB = 1024 * 1024


class Started(NamedTuple):
    """One start: seconds to the first frame and to the usable day, and bytes held after it."""

    frame: float
    usable: float
    bytes: int
    asked: float = 0.0
    """Seconds to the sign-in page; 0 where the password was known from the beginning."""


def rows(big: Path, small: Path, sizes: str, runs: int = RUNS) -> list[Line]:
    """The launch rows and both memory rows. The clinics' folders must not be open."""
    settle_ms = _SETTLE_MS if runs > 1 else _HASTY_MS
    try:
        with tempfile.TemporaryDirectory() as home:
            if runs > 1:
                start(home, big, settle_ms)
                start(home)
            turns = [
                (start(home, big, settle_ms), start(home), start(home, big, 0, by_page=True))
                for _ in range(runs)
            ]
            little = [start(home, small, settle_ms) for _ in range(min(runs, _SMALL_RUNS))]
    except NoWindow as trouble:
        return [NotMeasured(name, str(trouble)) for name in (_FRAME, _USABLE, _MEMORY)]
    ours, bare, by_page = zip(*turns, strict=True)
    floor = median(each.frame for each in bare)
    frame = median(each.frame for each in ours)
    usable = median(each.usable for each in ours)
    asked = median(each.asked for each in by_page)
    let_in = median(each.usable - each.asked for each in by_page)
    held, floor_held = _held(ours), _held(bare)
    return [
        Row(_FRAME, _BARE, frame / floor, 1.3, medians=both(frame, floor)),
        Row(_USABLE, _BARE, usable / floor, 3.5, medians=both(usable, floor)),
        Row(_ASKED, _BARE, asked / floor, 0, medians=both(asked, floor), said_only=True),
        Row(_LET_IN, _BARE, let_in / floor, 0, medians=both(let_in, floor), said_only=True),
        Row(_MEMORY, _BARE, held / floor_held, 2.5, medians=_in_mib(held, floor_held)),
        Row(
            f"{_MEMORY}: growth",
            f"the same, {sizes}",
            held / _held(little),
            1.15,
            medians=_in_mib(held, _held(little)),
        ),
    ]


class NoWindow(Exception):
    """A window did not come, and what its process said."""


def start(
    home: str, what: Path | None = None, settle_ms: int = 0, *, by_page: bool = False
) -> Started:
    """Start the program on a clinic, or a bare window, and wait for its end.

    NoWindow where it never told of a frame. `home` keeps what a computer keeps from one
    start to the next: the compiled modules, and which clinic was opened last. `by_page` gives
    the password when the page has asked for it.
    """
    kept = {"XDG_DATA_HOME": home, "LOCALAPPDATA": home, "PYTHONPYCACHEPREFIX": home}
    surroundings = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"} | kept
    words = [str(what), str(settle_ms), *(["page"] if by_page else [])] if what else ["bare"]
    begun = time.monotonic()
    try:
        ended = subprocess.run(
            [sys.executable, "-m", "benchmarks.windows", *words],
            env=surroundings,
            capture_output=True,
            text=True,
            timeout=_PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired as trouble:
        late = "the window did not end" if trouble.stdout else "no day was seen"
        raise NoWindow(f"{late} within {_PATIENCE} seconds") from trouble
    try:
        told: dict[str, Any] = json.loads(ended.stdout)
    except json.JSONDecodeError as trouble:
        said = ended.stderr.strip().splitlines() or ["nothing was told"]
        raise NoWindow(f"the window ended early: {said[-1]}") from trouble
    frame = told["first_frame"]
    usable, asked = told.get("usable", frame), told.get("asked", begun)
    return Started(frame - begun, usable - begun, told["bytes"], asked - begun)


def _held(starts: Sequence[Started]) -> float:
    return median(each.bytes for each in starts)


def _in_mib(one: float, other: float) -> str:
    return f"{one / _MIB:.0f} / {other / _MIB:.0f} MiB"
