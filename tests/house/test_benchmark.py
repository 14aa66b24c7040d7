"""The bench, at a size and in so few turns that its figures say nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from benchmarks import booking, measuring, painting
from benchmarks.__main__ import main
from benchmarks.measuring import Act, in_turns

ROWS = (
    "launch to the first frame",
    "launch to a usable day",
    "search while typing",
    "two or more fragments",
    "one slip of the finger",
    "clash check",
    "next 10 times that fit",
    "one booking made durable",
    "a week of 300 appointments loaded",
    "that week painted",
    "one drag frame",
    "open a client with 500 visits: first page",
    "open a client with 500 visits: all",
    "a two-page leaflet, warm, tagged",
    "the preview's first page",
    "memory",
)
FEW = 3


def in_few_turns(acts: Sequence[Act], turns: int) -> tuple[float, ...]:
    """As the bench does it, and done sooner."""
    return in_turns(acts, min(turns, FEW))


def test_the_bench_runs_and_its_table_has_every_row_of_the_front_desk(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(measuring, "LEAST_TURNS", FEW)
    monkeypatch.setattr(booking, "_BOOKINGS", FEW)
    for part in (measuring, painting):
        monkeypatch.setattr(part, "in_turns", in_few_turns)
    sizes = ["--size", "1200", "--small", "1000", "--few", "1000", "--starts", "1"]
    assert main([*sizes, "--dry", "--data", str(tmp_path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    for row in ROWS:
        assert any(line.startswith(f"| {row}") for line in lines), row
    assert not any("not measured" in line for line in lines)
