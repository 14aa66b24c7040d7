"""`main.py leaflet lint [FILE]`: the leaflets against the standard, as a table and by line."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from clinic_desk.back_office.leaflet_texts import texts_of
from clinic_desk.base.clock import SystemClock, local_day
from clinic_desk.base.printing import one_line, print_lines
from clinic_desk.base.words import count, plain_date
from clinic_desk.leaflets.addressed import ClinicDetails
from clinic_desk.leaflets.elements import KINDS
from clinic_desk.leaflets.library import Leaflet, read_leaflet
from clinic_desk.leaflets.lint import balance, faults, reading
from clinic_desk.leaflets.orders import Order, drawn

SENT_BACK = 1
HEADS = (
    "Leaflet",
    "Words",
    "Flesch-Kincaid grade",
    "of sentences alone",
    "SMOG, reading age",
    "no word exempt",
    "Mean sentence",
    "Longest",
    "Paragraph",
    "Passive",
    "Sides",
    "in large print",
    "Exempt words",
)


def lint_leaflets(clinic: Path | None, file: Path | None) -> int:
    """Print the table of measures and every fault, a line each; 1 where there is a fault.

    Of the clinic in a folder it measures what is printed, and tells what is refused; the gaps are
    filled by its protocol, else by the draft as shipped.
    Raises ClinicError naming file and line of a text that cannot be read.
    """
    texts = texts_of(clinic)
    details, values = texts.details, texts.values
    measured = [read_leaflet(file)] if file else list(texts.leaflets.values())
    today = local_day(SystemClock().now())
    sides = [_sides(each, details, values, today) for each in measured]
    found = [
        fault
        for each, (standard, _) in zip(measured, sides, strict=True)
        for fault in _faults(each, values, standard, today)
    ]
    if not file:
        found += texts.refused
    rows = [_row(each, values, both) for each, both in zip(measured, sides, strict=True)]
    lines = [*table(HEADS, rows), *(line for each in measured for line in _balance(each, values))]
    print_lines(
        [one_line(line) for line in (*lines, *found, _summary(measured, found))],
        sys.stdout,
    )
    return SENT_BACK if found else 0


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A Markdown table, a line each."""
    return [_line(heads), _line(["---"] * len(heads)), *map(_line, rows)]


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _row(leaflet: Leaflet, values: Mapping[str, str], sides: tuple[int, int]) -> list[str]:
    found = reading(leaflet, values)
    return [
        leaflet.head.code,
        str(found.words),
        f"{found.flesch_kincaid:.1f}",
        f"{found.prose_grade:.1f}",
        f"{found.smog_uk:.1f}",
        f"{found.smog_uk_all:.1f}",
        f"{found.mean_sentence:.1f}",
        str(found.longest_sentence),
        str(found.longest_paragraph),
        f"{round(found.passive_share * found.sentences)} of {found.sentences}",
        *map(str, sides),
        ", ".join(leaflet.head.exempt) or "none",
    ]


def _faults(leaflet: Leaflet, values: Mapping[str, str], sides: int, today: date) -> Iterator[str]:
    yield from faults(leaflet, values)
    fewest, most = KINDS[leaflet.head.kind].sides
    if not fewest <= sides <= most:
        asked = f"{fewest} to {most}" if fewest < most else f"{fewest}"
        yield f"{leaflet.file}: {sides} sides of A4, where {asked} is asked for."
    if leaflet.head.is_overdue(today):
        yield f"{leaflet.file}: its review was due by {plain_date(leaflet.head.next_review)}."


def _balance(leaflet: Leaflet, values: Mapping[str, str]) -> Iterator[str]:
    """How even-handed a comparison is."""
    if sides := balance(leaflet.filled(values)):
        yield f"{leaflet.head.code}: {sides[0]} and {sides[1]} words in the columns it compares."


def _summary(texts: Sequence[Leaflet], found: Sequence[str]) -> str:
    return f"{count(len(texts), 'leaflet')}: {len(found) or 'nothing'} to put right."


def _sides(
    leaflet: Leaflet, details: ClinicDetails, values: Mapping[str, str], today: date
) -> tuple[int, int]:
    """Sides of A4 in 14 point and in large print."""
    order = Order(leaflet, values, details, None, None, large_print=False, today=today)
    large = Order(leaflet, values, details, None, None, large_print=True, today=today)
    return drawn(order).pages, drawn(large).pages
