"""Why a row misses its target, as far as it has been looked into; by how the row begins."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from benchmarks.measuring import Line, Row

KNOWN: dict[str, str] = {}


def with_reasons(lines: Iterable[Line]) -> list[Line]:
    """The lines, those that miss with what is known about it."""
    return [_explained(line) for line in lines]


def _explained(line: Line) -> Line:
    if not isinstance(line, Row) or line.met:
        return line
    known = (why for begins, why in KNOWN.items() if line.operation.startswith(begins))
    return replace(line, reason=next(known, "Not looked into yet."))
