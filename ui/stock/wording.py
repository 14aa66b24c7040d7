"""Batches in words: lines of the table, and what is said of one of them. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from clinic_desk.base.clock import local_day
from clinic_desk.base.errors import BadInput
from clinic_desk.base.words import clock_time, count, plain_date, short_day
from clinic_desk.records.totals import units
from clinic_desk.records.tracing import BatchTrace
from clinic_desk.stock.records import BatchRecord, Choice, Kind, VialRecord
from clinic_desk.treatments.products import Product
from ui.kit.table_lines import Cell, TableColumn, TableLine

KINDS: tuple[tuple[Kind, str], ...] = (
    ("toxin", "Botulinum toxin"),
    ("cartridge", "Cartridges"),
    ("cream", "Numbing cream"),
)
ONE_PIECE = {"toxin": "vial", "cartridge": "cartridge", "cream": "tube"}
OPENING = {"toxin": "Open a vial", "cartridge": "Use a cartridge", "cream": "Open a tube"}
SHELF = (
    TableColumn("Product"),
    TableColumn("Batch", 12),
    TableColumn("Expires", 12, folds=2),
    TableColumn("Left", 5, right=True, folds=2),
    TableColumn("Open", 5, right=True, folds=1),
    TableColumn("", 17, folds=1),
)
_WHO = (TableColumn("Client"), TableColumn("Phones", 13.25))
_DAY, _DAYS = TableColumn("Days", 11.25, folds=2), TableColumn("Days", 17.5, folds=2)
"""Wide enough for two days where many came twice; else the few who did have a higher line."""
_UNITS = TableColumn("Units", 4.5, right=True, folds=1)


@dataclass(frozen=True)
class Shelf:
    """What the page reads in one go."""

    batches: tuple[BatchRecord, ...]
    choices: Mapping[tuple[int, int | None], Choice]
    """What may be used of each, and until when, by batch and open vial."""
    products: tuple[Product, ...]

    def batch(self, batch_id: int | None) -> BatchRecord | None:
        """One of them; None where it is not there."""
        return next((each for each in self.batches if each.id == batch_id), None)

    def product(self, batch: BatchRecord) -> Product | None:
        """What the protocol says of a toxin's make."""
        if batch.kind != "toxin":
            return None
        return next((each for each in self.products if each.name == batch.product), None)

    def why_not_opened(self, batch: BatchRecord) -> str:
        """Why no piece of it may be opened now; empty where one may."""
        choice = self.choices.get((batch.id, None))
        if choice is not None:
            return choice.why_not
        return "" if batch.left > 0 else f"By the count none of batch {batch.number} is left."

    def is_mixed_here(self, batch: BatchRecord) -> bool:
        """Whether a vial of it is mixed with saline before it is used."""
        product = self.product(batch)
        return product is not None and not product.ready_mixed


def shelf_lines(batches: Sequence[BatchRecord], kind: str) -> tuple[TableLine, ...]:
    """The batches of one kind, or of each kind under a heading."""
    lines: list[TableLine] = []
    for each, words in KINDS:
        found = [batch for batch in batches if batch.kind == each and kind in ("", each)]
        if found and not kind:
            lines.append(TableLine((Cell(words),), is_heading=True))
        lines += [_batch_line(batch) for batch in found]
    return tuple(lines)


def _batch_line(batch: BatchRecord) -> TableLine:
    tone = "ink" if batch.on_the_shelf else "quiet_ink"
    strength = f"{batch.strength} units a vial" if batch.strength is not None else ""
    return TableLine(
        (
            Cell(batch.product, tone, "semibold", below=strength),
            Cell(batch.number, tone),
            Cell(short_year(batch.expires_on), tone),
            Cell(str(batch.left), tone, "semibold"),
            Cell(str(len(batch.vials)) if batch.vials else "", tone),
            mark_of(batch),
        ),
        batch.id,
    )


def mark_of(batch: BatchRecord) -> Cell:
    """What must not be overlooked, in a word."""
    if batch.withdrawn_on is not None:
        return Cell("Withdrawn", kind="block")
    if batch.expiry == "expired":
        return Cell("Expired", kind="block")
    if batch.expiry == "nearly":
        return Cell("Nearly expired", kind="warn")
    return Cell("" if batch.on_the_shelf else "Used up", "quiet_ink")


def facts_of(batch: BatchRecord, today: date) -> Iterator[tuple[str, str]]:
    """What there is to say of a batch, with labels; what is empty is left out."""
    days = (batch.expires_on - today).days
    ahead = f"in {count(days, 'day')}" if days > 0 else "today"
    near = f", {ahead}" if batch.expiry == "nearly" else ""
    yield "Expires", f"{plain_date(batch.expires_on)}{near}"
    piece = ONE_PIECE[batch.kind]
    opened = f", {batch.opened} opened so far" if batch.opened else ""
    yield "Left", f"{count(batch.left, f'unopened {piece}')}{opened}"
    if batch.strength is not None:
        yield "Strength", f"{batch.strength} units in a vial"
    yield "Came in", f"{plain_date(batch.received_on)}, {count(batch.pieces, piece)}"
    yield "Note", batch.note
    if batch.withdrawn_on is not None:
        yield "Withdrawn", f"{plain_date(batch.withdrawn_on)}: {batch.withdrawn_why}"


def vial_words(vial: VialRecord, choice: Choice | None, today: date) -> tuple[str, str, str]:
    """A vial or tube that is open: when it was opened, how it was mixed, and until when it may
    be used or why not. The last of the three is the tone of the second."""
    lead = f"Opened {_moment(vial.opened_at, today)} by {vial.opened_by}"
    if vial.mixed_at is not None and vial.diluent_ul:
        millilitres = f"{vial.diluent_ul / 1000:g} ml"
        lead += f", mixed {_moment(vial.mixed_at, today)} with {millilitres}"
    if choice is None:
        return lead, "", "quiet"
    if choice.why_not:
        return lead, choice.why_not, "block"
    until = f"May be used until {_moment(choice.until, today)}" if choice.until else ""
    return lead, until, "good"


def _moment(instant: datetime, today: date) -> str:
    day = local_day(instant)
    when = "today" if day == today else short_day(day, today)
    return f"{when} {clock_time(instant)}"


def trace_columns(trace: BatchTrace) -> tuple[TableColumn, ...]:
    """What is said of each who had a batch; units only of what is counted in them."""
    often = sum(len(row.days) > 1 for row in trace.rows) * 6 > len(trace.rows)
    return (*_WHO, _DAYS if often else _DAY, *((_UNITS,) if trace.unit else ()))


def trace_lines(trace: BatchTrace) -> tuple[TableLine, ...]:
    """Who had a batch, a client a line; what whoever rings must know stands below the name."""
    return tuple(
        TableLine(
            (
                Cell(row.name, weight="semibold", wraps=True, below=", ".join(row.to_know),
                     below_tone="warn"),
                Cell("\n".join(phone.number for phone in row.phones) or "No phone on file",
                     wraps=True),
                Cell(days_words(row.days), wraps=True),
                *((Cell(units(row.hundredths)),) if trace.unit else ()),
            ),
            row.client_id,
        )
        for row in trace.rows
    )  # fmt: skip


def days_words(days: Sequence[date]) -> str:
    """`28 Jul, 27 Aug 2026`: days in order, each year once."""
    found = []
    for at, day in enumerate(days):
        closes = at + 1 == len(days) or days[at + 1].year != day.year
        found.append(short_year(day) if closes else short_year(day)[: -len(" 2026")])
    return ", ".join(found)


def short_year(day: date) -> str:
    """`8 Dec 2026`."""
    name = plain_date(day).split()
    return f"{name[0]} {name[1][:3]} {name[2]}"


def trace_title(trace: BatchTrace) -> str:
    """`Who had Bocouture, batch B81204`."""
    return f"Who had {trace.product}, batch {trace.number}"


def trace_count(trace: BatchTrace) -> str:
    """`14 clients · units are Bocouture U`; that nobody had it, where nobody had."""
    if not trace.rows:
        return "No record names this batch."
    unit = f" · units are {trace.unit}" if trace.unit else ""
    return f"{count(len(trace.rows), 'client')}{unit}"


def read_pieces(text: str, field: str = "pieces") -> int:
    """A number of pieces; BadInput, naming the field, for what is none."""
    words = text.strip()
    if not words.isdecimal() or len(words) > 6:
        raise BadInput(field, "Type a number." if words else "Say how many.")
    return int(words)
