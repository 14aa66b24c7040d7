"""What leaves the stock room: frozen, with no database behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from clinic_desk.base.errors import BadInput

Kind = Literal["toxin", "cartridge", "cream"]
Expiry = Literal["", "nearly", "expired"]


@dataclass(frozen=True)
class BatchDraft:
    """One batch or lot as it is typed in. Days are local days."""

    kind: Kind
    product: str
    """A make that the protocol names, for toxin; else the name on the box."""
    number: str
    """The batch or lot number as printed."""
    expires_on: date
    """The last day on which it may be used."""
    received_on: date
    pieces: int
    """Vials, cartridges or tubes that came in."""
    strength: int | None = None
    """Units in one vial of toxin; None for all else."""
    note: str = ""


@dataclass(frozen=True)
class VialRecord:
    """One vial or tube that was opened. Instants are aware and in UTC."""

    id: int
    batch_id: int
    opened_at: datetime
    opened_by: str
    """The name of whoever opened it."""
    mixed_at: datetime | None
    diluent_ul: int | None
    """Microlitres of saline put in."""
    finished_at: datetime | None
    """Since when it is empty or thrown away."""


@dataclass(frozen=True)
class BatchRecord:
    """One batch as it stands on the shelf."""

    id: int
    version: int
    kind: Kind
    product: str
    number: str
    expires_on: date
    received_on: date
    pieces: int
    strength: int | None
    note: str
    withdrawn_on: date | None
    """Since when it may not be used at all."""
    withdrawn_why: str
    opened: int
    """Vials, cartridges or tubes that were opened so far."""
    left: int
    """How many unopened pieces there should be."""
    vials: tuple[VialRecord, ...]
    """Those that are open and not finished, the oldest first."""
    expiry: Expiry
    """Whether it has expired, or will within `usable.NEARLY_EXPIRED_DAYS`."""

    @property
    def details(self) -> BatchDraft:
        """What was typed of it, to be changed."""
        return BatchDraft(
            self.kind,
            self.product,
            self.number,
            self.expires_on,
            self.received_on,
            self.pieces,
            self.strength,
            self.note,
        )

    @property
    def on_the_shelf(self) -> bool:
        """Whether there is anything of it, unopened or open."""
        return self.left > 0 or bool(self.vials)


@dataclass(frozen=True)
class Choice:
    """Something that a record could name as used, or the sentence why it may not be."""

    batch: BatchRecord
    vial: VialRecord | None
    """The open vial or tube; None for a piece that is still to be opened."""
    until: datetime | None
    """From when on it may no longer be used; None where it may not be at all."""
    why_not: str = ""

    @property
    def may_be_chosen(self) -> bool:
        """Whether nothing speaks against it."""
        return not self.why_not


class BatchKnown(BadInput):
    """The batch that was typed stands in the stock already, as `batch_id`."""

    def __init__(self, what: str, batch_id: int, *, next_step: str) -> None:
        """Say which one, and what to do instead."""
        super().__init__("number", what, next_step=next_step)
        self.batch_id = batch_id
