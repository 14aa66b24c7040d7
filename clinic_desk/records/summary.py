"""A record as headed lines, for paper and for anyone who reads it without a screen. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from clinic_desk.base.clock import local, local_day
from clinic_desk.base.words import count, listed, paper_time, plain_date
from clinic_desk.records.contents import (
    AdverseEventContent,
    ConsultationContent,
    Content,
    Lot,
    NeedlingContent,
    NotTreatedContent,
    ReviewContent,
    ToxinContent,
    Vial,
)
from clinic_desk.records.record import KIND_WORDS, Record
from clinic_desk.records.totals import by_area, by_product, units
from clinic_desk.treatments.catalogue import Catalogue

LINE_TYPES = {
    "dynamic": "Dynamic: seen in movement",
    "static": "Static: seen at rest",
    "both": "Both dynamic and static",
    "unsure": "Unsure",
}
CHAPERONE = {"accepted": "Offered and wanted", "declined": "Offered and not wanted"}
DECISIONS = {
    "go_ahead": "To go ahead",
    "think_it_over": "To think it over",
    "not_now": "Not for now",
    "not_suitable": "Not suitable",
    "referred": "Referred",
}
SEVERITIES = {"mild": "Mild", "moderate": "Moderate", "severe": "Severe"}

Rows = Iterator[tuple[str, str]]


class Section(NamedTuple):
    """Lines under one heading, each a label and what stands beside it."""

    heading: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class RecordSummary:
    """What a sheet about one record says."""

    record_id: int
    client_id: int
    title: str
    client_name: str
    born_on: date | None
    treated_on: date
    warning: str
    """What must stand out: a draft, altered, entered in error; empty for none."""
    sections: tuple[Section, ...]
    content: Content | None
    """For whoever draws its map."""


@dataclass(frozen=True)
class Names:
    """What the numbers and codes of a record stand for."""

    client_name: str
    born_on: date | None
    people: Mapping[int, str]
    catalogue: Catalogue

    def person(self, person_id: int | None) -> str:
        """A person's name; empty for nobody."""
        return self.people.get(person_id, "") if person_id is not None else ""

    def area(self, code: str) -> str:
        """A place in plain words; its code where the protocol no longer knows it."""
        return self.catalogue.places.labels.get(code, code).capitalize()


def summary_of(record: Record, names: Names) -> RecordSummary:
    """A record in words. One that is not as it was signed says so before all else."""
    sections = (
        Section("", tuple(_about(record, names))),
        *_filled(_sections(record.content, names)),
        *_filled([Section("Passed with a reason", tuple(_passed(record.content)))]),
        *_filled([Section("Added since", tuple(_added(record)))]),
    )
    return RecordSummary(
        record_id=record.id,
        client_id=record.client_id,
        title=_title(record, names),
        client_name=names.client_name,
        born_on=names.born_on,
        treated_on=record.treated_on,
        warning=record.warning or ("" if record.signed else "Draft: not signed."),
        sections=sections,
        content=record.content,
    )


def _title(record: Record, names: Names) -> str:
    treatment = names.catalogue.by_code.get(record.treatment)
    is_treatment = record.kind in ("toxin", "needling") and treatment is not None
    return treatment.record_name if is_treatment and treatment else KIND_WORDS[record.kind]


def _filled(sections: Iterable[Section]) -> Iterator[Section]:
    """Without lines that say nothing, and headings that head none."""
    for heading, rows in sections:
        said = tuple((label, value) for label, value in rows if value.strip())
        if said:
            yield Section(heading, said)


def _about(record: Record, names: Names) -> Rows:
    yield "Client", names.client_name
    if names.born_on is not None:
        yield "Born", plain_date(names.born_on)
    yield "Day", plain_date(record.treated_on)
    yield "Visit with", record.person_name
    if record.signed_at is None:
        yield "Written by", f"{record.writer}, not signed"
    else:
        yield "Signed by", f"{record.signer}, {moment(record.signed_at)}"
        if record.written_by != record.signed_by:
            yield "Written by", record.writer
    if record.written_late:
        yield "Late entry", record.written_late


def moment(instant: datetime) -> str:
    """`24 November 2026, 2.30pm`."""
    shown = local(instant)
    return f"{plain_date(local_day(instant))}, {paper_time(shown.time().replace(second=0))}"


def _sections(content: Content | None, names: Names) -> Iterator[Section]:
    makers: Mapping[type, Any] = {
        ToxinContent: _toxin,
        NeedlingContent: _needling,
        ConsultationContent: _consultation,
        ReviewContent: _review,
        NotTreatedContent: _not_treated,
        AdverseEventContent: _adverse_event,
    }
    if content is not None:
        yield from makers[type(content)](content, names)


def _toxin(content: ToxinContent, names: Names) -> Iterator[Section]:
    for vial in content.vials:
        yield Section("Given from", tuple(_vial(vial)))
    areas = tuple(
        (
            names.area(each.area) + (" (off label)" if each.off_label else ""),
            f"{units(each.hundredths)} {each.unit} in {count(each.points, 'point')}",
        )
        for each in by_area(content)
    )
    totals = tuple(
        (f"{each.product}, all", f"{units(each.hundredths)} {each.unit}")
        for each in by_product(content)
    )
    yield Section("Units", areas + totals)
    yield Section("Why and how", tuple(_toxin_rest(content, names)))


def _toxin_rest(content: ToxinContent, names: Names) -> Rows:
    yield "Prescribed by", names.person(content.prescriber_id)
    if content.consulted_on is not None:
        yield "Consultation, face to face", plain_date(content.consulted_on)
    yield "Lines", LINE_TYPES.get(content.line_type, "")
    if any(point.off_label for point in content.points):
        yield "Off-label areas", "Explained" if content.off_label_explained else "Not noted"
    yield "Chaperone", CHAPERONE.get(content.chaperone, "")
    yield "Straight after", content.reaction
    yield "Note", content.note


def _vial(vial: Vial) -> Rows:
    yield "Product", vial.product
    yield "Batch", vial.number
    if vial.expires_on is not None:
        yield "Use up to", plain_date(vial.expires_on)
    if vial.strength is not None and vial.diluent_ul is not None:
        yield "Mixed", f"{vial.strength} {vial.unit} in {vial.diluent_ul / 1000:g} ml saline"
    if vial.mixed_at is not None:
        yield "Mixed at", moment(vial.mixed_at)


def _needling(content: NeedlingContent, names: Names) -> Iterator[Section]:
    yield Section(
        "Areas",
        tuple(
            (
                names.area(each.area),
                f"{each.depth_hundredths_mm / 100:g} mm, {count(each.passes, 'pass', 'passes')}",
            )
            for each in content.areas
        ),
    )
    yield Section("With", tuple(_needling_with(content)))
    yield Section("How it went", tuple(_needling_rest(content)))


def _needling_with(content: NeedlingContent) -> Rows:
    yield "Device", content.device
    yield "Cartridge", _lot(content.cartridge)
    if content.new_cartridge:
        yield "Single use", "New cartridge, thrown away after"
    cream = content.cream
    if cream is None:
        yield "Numbing cream", "None"
        return
    yield "Numbing cream", cream.product
    yield "Cream batch", _lot(cream.lot)
    if cream.on_at is not None and cream.off_at is not None:
        on_at, off_at = (
            local(each).time().replace(second=0) for each in (cream.on_at, cream.off_at)
        )
        yield "Cream on", f"{paper_time(on_at)} to {paper_time(off_at)}"


def _needling_rest(content: NeedlingContent) -> Rows:
    if content.session is not None and content.sessions is not None:
        yield "Session", f"{content.session} of {content.sessions}"
    yield "End point", content.end_point
    yield "Chaperone", CHAPERONE.get(content.chaperone, "")
    yield "Straight after", content.reaction
    yield "Note", content.note


def _lot(lot: Lot | None) -> str:
    if lot is None:
        return ""
    until = f", use up to {plain_date(lot.expires_on)}" if lot.expires_on is not None else ""
    return f"{lot.product}, {lot.number}{until}"


def _consultation(content: ConsultationContent, names: Names) -> Iterator[Section]:
    faced = {True: "Yes", False: "No: this does not count as a consultation", None: ""}
    yield Section(
        "Consultation",
        (
            ("Face to face", faced[content.face_to_face]),
            ("With", names.person(content.seen_by)),
            ("Lines", LINE_TYPES.get(content.line_type, "")),
            ("Discussed", content.discussed),
            ("Leaflets", listed(content.leaflets)),
            ("Decision", DECISIONS.get(content.decision, "")),
            ("To think until", plain_date(content.think_until) if content.think_until else ""),
            ("Chaperone", CHAPERONE.get(content.chaperone, "")),
            ("Note", content.note),
        ),
    )


def _review(content: ReviewContent, names: Names) -> Iterator[Section]:
    yield Section(
        "Review",
        (
            ("Found", content.found),
            ("Reactions", content.reaction),
            ("Advised", content.advised),
            ("Next", content.next_step),
            ("Note", content.note),
        ),
    )


def _not_treated(content: NotTreatedContent, names: Names) -> Iterator[Section]:
    rows = (("Nothing was done because", content.reason), ("Note", content.note))
    yield Section("Attended, not treated", rows)


def _adverse_event(content: AdverseEventContent, names: Names) -> Iterator[Section]:
    reported = plain_date(content.reported_on) if content.reported_on is not None else ""
    yield Section(
        "Adverse event",
        (
            ("Noticed", plain_date(content.noticed_on) if content.noticed_on is not None else ""),
            ("What", content.what),
            ("How bad", SEVERITIES.get(content.severity, "")),
            *(("After", _lot(lot)) for lot in content.lots),
            ("Advised", content.advised),
            (
                "Yellow Card sent",
                listed([each for each in (reported, content.reported_as) if each]),
            ),
            ("How it ended", content.outcome),
            ("Note", content.note),
        ),
    )


def _passed(content: Content | None) -> Rows:
    for each in content.passed if content is not None else ():
        yield PASSED_WORDS.get(each.code.split(":")[0], "Seen"), each.reason


PASSED_WORDS = {
    "vial-shared": "Vial on another record too",
    "vial-later": "Vial opened after the visit",
    "vial-strength": "More than one vial holds",
    "consent": "Consent not on file or not current",
}
"""What was passed, by the first part of its code."""


def _added(record: Record) -> Rows:
    for each in record.amendments:
        head = "Entered in error" if each.kind == "entered_in_error" else "Added"
        yield f"{head}: {each.writer}, {moment(each.written_at)}", each.words
