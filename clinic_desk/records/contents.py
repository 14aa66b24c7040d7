"""What a record says, by its kind: frozen, and free of the database.

Units are hundredths of the product's own unit, depths hundredths of a millimetre, places
fractions of a chart from its upper left corner. Instants are aware and in UTC, days local.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Literal, TypeAlias

LineType = Literal["", "dynamic", "static", "both", "unsure"]
Chaperone = Literal["", "accepted", "declined"]
Severity = Literal["", "mild", "moderate", "severe"]
Decision = Literal["", "go_ahead", "think_it_over", "not_now", "not_suitable", "referred"]


@dataclass(frozen=True)
class Passed:
    """That a warning was seen by whoever signs, and why the record stands all the same."""

    code: str
    """As in `signing.Missing`; it names what it is about, so a tick holds for nothing else."""
    reason: str


@dataclass(frozen=True)
class Vial:
    """What was opened, as the stock had it when the record was last saved."""

    vial_id: int
    batch_id: int = 0
    product: str = ""
    unit: str = ""
    number: str = ""
    """The batch number."""
    expires_on: date | None = None
    strength: int | None = None
    """Units in the vial."""
    diluent_ul: int | None = None
    """Microlitres of saline; nothing where it comes ready mixed."""
    mixed_at: datetime | None = None


@dataclass(frozen=True)
class Lot:
    """A batch that is not opened first, as the stock had it when the record was last saved."""

    batch_id: int
    product: str = ""
    number: str = ""
    expires_on: date | None = None


@dataclass(frozen=True)
class Point:
    """One injection."""

    chart: str
    """The name of a chart: `face_front`."""
    x: float
    y: float
    hundredths: int
    area: str
    """A place of the protocol's: `glabella`."""
    vial_id: int | None = None
    """Nothing is the record's only vial."""
    off_label: bool = False
    """Whether the product's label does not name the area: worked out on saving, never typed."""


@dataclass(frozen=True)
class ToxinContent:
    """Botulinum toxin: from which vials, where, and how much."""

    kind: ClassVar[str] = "toxin"
    vials: tuple[Vial, ...] = ()
    points: tuple[Point, ...] = ()
    off_label_explained: bool = False
    """That the areas outside the label were explained as such."""
    prescriber_id: int | None = None
    consulted_on: date | None = None
    """The face-to-face consultation with a prescriber that it rests on."""
    line_type: LineType = ""
    chaperone: Chaperone = ""
    reaction: str = ""
    """What was seen straight after; "none" is an answer too."""
    note: str = ""
    passed: tuple[Passed, ...] = ()


@dataclass(frozen=True)
class NeedledArea:
    """One place that was needled, and where it stands on a chart if it was marked there."""

    area: str
    depth_hundredths_mm: int
    passes: int
    chart: str = ""
    x: float | None = None
    y: float | None = None


@dataclass(frozen=True)
class Cream:
    """A numbing cream, and from when to when it was on."""

    product: str
    lot: Lot | None = None
    on_at: datetime | None = None
    off_at: datetime | None = None
    without_lidocaine: bool = False
    """That the box was read and names no lidocaine; a cream is taken to hold it otherwise."""


@dataclass(frozen=True)
class NeedlingContent:
    """Micro-needling: with what, where, how deep and how often."""

    kind: ClassVar[str] = "needling"
    areas: tuple[NeedledArea, ...] = ()
    device: str = ""
    cartridge: Lot | None = None
    new_cartridge: bool = False
    """That it was opened for this client and thrown away after."""
    cream: Cream | None = None
    end_point: str = ""
    """What the skin showed when it was enough: "even redness"."""
    session: int | None = None
    sessions: int | None = None
    chaperone: Chaperone = ""
    reaction: str = ""
    note: str = ""
    passed: tuple[Passed, ...] = ()


@dataclass(frozen=True)
class ConsultationContent:
    """A talk before treatment."""

    kind: ClassVar[str] = "consultation"
    line_type: LineType = ""
    face_to_face: bool | None = None
    """False for a phone or a video, which never counts as a consultation."""
    seen_by: int | None = None
    """The person who spoke with the client."""
    discussed: str = ""
    leaflets: tuple[str, ...] = ()
    decision: Decision = ""
    think_until: date | None = None
    chaperone: Chaperone = ""
    note: str = ""
    passed: tuple[Passed, ...] = ()


@dataclass(frozen=True)
class ReviewContent:
    """A look at how a treatment turned out, or at a worry after one."""

    kind: ClassVar[str] = "review"
    found: str = ""
    reaction: str = ""
    advised: str = ""
    next_step: str = ""
    note: str = ""
    passed: tuple[Passed, ...] = ()


@dataclass(frozen=True)
class NotTreatedContent:
    """The client came and was not treated."""

    kind: ClassVar[str] = "not_treated"
    reason: str = ""
    note: str = ""
    passed: tuple[Passed, ...] = ()


@dataclass(frozen=True)
class AdverseEventContent:
    """Something unwanted after a treatment, laid to its visit and batches."""

    kind: ClassVar[str] = "adverse_event"
    noticed_on: date | None = None
    what: str = ""
    severity: Severity = ""
    lots: tuple[Lot, ...] = ()
    advised: str = ""
    reported_on: date | None = None
    """When the Yellow Card went in."""
    reported_as: str = ""
    outcome: str = ""
    note: str = ""
    passed: tuple[Passed, ...] = ()


Content: TypeAlias = (
    ToxinContent
    | NeedlingContent
    | ConsultationContent
    | ReviewContent
    | NotTreatedContent
    | AdverseEventContent
)

CONTENTS: dict[str, type[Content]] = {
    each.kind: each
    for each in (
        ToxinContent,
        NeedlingContent,
        ConsultationContent,
        ReviewContent,
        NotTreatedContent,
        AdverseEventContent,
    )
}
"""The class of each kind of record."""
