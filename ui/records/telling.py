"""A record in the words of the screen: headline, facts, sentences, signature. Pure.

Paper has its own, in whole lines (`records.summary`); the words of each answer are the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import NamedTuple

from clinic_desk.base.clock import local_day
from clinic_desk.base.words import NO_BREAK, clock_time, count, listed, plain_date, short_day
from clinic_desk.records.charts import area_at, charts
from clinic_desk.records.contents import (
    AdverseEventContent,
    ConsultationContent,
    Content,
    Cream,
    Lot,
    NeedledArea,
    NeedlingContent,
    NotTreatedContent,
    Point,
    ReviewContent,
    ToxinContent,
    Vial,
)
from clinic_desk.records.record import KIND_WORDS, AmendmentRecord, Record
from clinic_desk.records.summary import (
    CHAPERONE,
    DECISIONS,
    LINE_TYPES,
    PASSED_WORDS,
    SEVERITIES,
    Names,
)
from clinic_desk.records.totals import NO_PRODUCT, by_product, units, vial_of

Fact = tuple[str, str]
"""What it is, and what it was."""

KIND_COLOURS = {
    "toxin": "toxin",
    "needling": "needling",
    "consultation": "consultation",
    "review": "review",
    "not_treated": "quiet",
    "adverse_event": "block",
}
"""The family of the theme for each kind of record."""


class AreaRow(NamedTuple):
    """One place of a map, told apart by side, with what it had of one product."""

    product: str
    unit: str
    words: str
    """`Crow's feet, R`."""
    sites: int
    hundredths: int
    off_label: bool


class ProductRows(NamedTuple):
    """The places of one product, and what they come to in its own unit."""

    product: str
    unit: str
    areas: tuple[AreaRow, ...]
    sites: int
    hundredths: int


def title(record: Record, names: Names) -> str:
    """What was done, as its chip says it."""
    treatment = names.catalogue.by_code.get(record.treatment)
    if record.kind in ("toxin", "needling") and treatment is not None:
        return treatment.short_name
    return KIND_WORDS[record.kind]


def headline(record: Record, names: Names) -> str:
    """What stands beside the chip: `44 Bocouture U · 3 areas · Ruth Holt`."""
    said = _headline(record.content, names) if record.content is not None else ()
    return " · ".join(part for part in (*said, record.person_name) if part)


def _headline(content: Content, names: Names) -> Iterator[str]:
    if isinstance(content, ToxinContent):
        yield from given_words(content)
        areas = {point.area for point in content.points}
        yield count(len(areas), "area") if areas else ""
    elif isinstance(content, NeedlingContent):
        yield session_words(content)
        yield _listed_areas(dict.fromkeys(each.area for each in content.areas), names)
    elif isinstance(content, ConsultationContent):
        yield DECISIONS.get(content.decision, "")
    elif isinstance(content, AdverseEventContent):
        yield SEVERITIES.get(content.severity, "")


def given_words(content: ToxinContent) -> tuple[str, ...]:
    """`44 Bocouture U` for each product; never a sum of two."""
    return tuple(
        f"{units(total.hundredths)} {total.unit}".rstrip()
        for total in by_product(content)
        if total.hundredths
    )


def session_words(content: NeedlingContent) -> str:
    """`Session 2 of 4`; empty while it is not said."""
    if content.session is None:
        return ""
    of = f" of {content.sessions}" if content.sessions is not None else ""
    return f"Session {content.session}{of}"


def _listed_areas(areas: Iterable[str], names: Names) -> str:
    words = listed([names.catalogue.places.labels.get(each, each) for each in areas])
    return words[:1].upper() + words[1:]


# ---- facts


def facts(record: Record, names: Names) -> tuple[Fact, ...]:
    """The short facts of a record, each with its label."""
    content = record.content
    found: Iterable[Fact] = ()
    if isinstance(content, ToxinContent):
        found = _toxin_facts(content)
    elif isinstance(content, NeedlingContent):
        found = _needling_facts(content, names)
    elif isinstance(content, ConsultationContent):
        found = _consultation_facts(content, names)
    elif isinstance(content, AdverseEventContent):
        found = _adverse_facts(content)
    return tuple((label, value) for label, value in found if value)


def _toxin_facts(content: ToxinContent) -> Iterator[Fact]:
    for vial in content.vials:
        yield from vial_facts(vial)
    yield "Lines", LINE_TYPES.get(content.line_type, "")
    yield "Chaperone", CHAPERONE.get(content.chaperone, "")


def vial_facts(vial: Vial) -> Iterator[Fact]:
    """Product, batch, expiry and dilution of a vial."""
    strength = f" {vial.strength} U" if vial.strength is not None else ""
    yield "Product", f"{vial.product}{strength}"
    yield "Batch", vial.number
    yield "Expires", expiry_words(vial.expires_on)
    yield "Diluted with", f"{vial.diluent_ul / 1000:g} ml" if vial.diluent_ul else ""


def expiry_words(day: date | None) -> str:
    """`31 Mar 2027`; empty where there is none."""
    return "" if day is None else f"{short_day(day).partition(' ')[2]} {day.year}"


def day_words(day: date) -> str:
    """`Mon 20 Jul 2026`: a record is read years later, so no day of it stands without its year."""
    return f"{short_day(day)} {day.year}"


def _needling_facts(content: NeedlingContent, names: Names) -> Iterator[Fact]:
    areas = "; ".join(area_words(each, names) for each in content.areas)
    yield "Depth", areas[:1].upper() + areas[1:]
    yield "Device", content.device
    yield "Cartridge", lot_words(content.cartridge)
    yield "Numbing cream", cream_words(content.cream)
    yield "End point", content.end_point
    yield "Chaperone", CHAPERONE.get(content.chaperone, "")


def area_words(area: NeedledArea, names: Names) -> str:
    """`cheeks 1.5 mm, 3 passes`."""
    place = names.catalogue.places.labels.get(area.area, area.area) or "somewhere"
    depth = f" {millimetres(area.depth_hundredths_mm)} mm" if area.depth_hundredths_mm else ""
    passes = f", {_together(count(area.passes, 'pass', 'passes'))}" if area.passes else ""
    return f"{place}{_together(depth, 1)}{passes}"


def _together(words: str, begins: int = 0) -> str:
    """Words that no line breaks between, from the letter `begins` on."""
    return words[:begins] + words[begins:].replace(" ", NO_BREAK)


def millimetres(hundredths: int) -> str:
    """`1.5`: hundredths of a millimetre as they are written."""
    return units(hundredths)


def lot_words(lot: Lot | None) -> str:
    """`Dermapen 12-needle, lot 44812`."""
    return "" if lot is None else f"{lot.product}, {lot_name(lot.number)}"


def lot_name(number: str) -> str:
    """`lot 44812`; a number that says so itself, as `LOT 44812`, as it is."""
    return number if number.lower().startswith("lot") else f"lot {number}"


def cream_words(cream: Cream | None) -> str:
    """`None`, or which one with its lot and from when to when it was on."""
    if cream is None:
        return "None"
    lot = f", {lot_name(cream.lot.number)}" if cream.lot is not None else ""
    times = [clock_time(each) for each in (cream.on_at, cream.off_at) if each is not None]
    return f"{cream.product or 'not named'}{lot}{', ' if times else ''}{' to '.join(times)}"


def _consultation_facts(content: ConsultationContent, names: Names) -> Iterator[Fact]:
    faced = {True: "Yes", False: "No: it does not count as a consultation", None: ""}
    yield "Face to face", faced[content.face_to_face]
    yield "With", names.person(content.seen_by)
    yield "Lines", LINE_TYPES.get(content.line_type, "")
    yield "Leaflets", listed(list(content.leaflets))
    yield "To think until", plain_date(content.think_until) if content.think_until else ""
    yield "Chaperone", CHAPERONE.get(content.chaperone, "")


def _adverse_facts(content: AdverseEventContent) -> Iterator[Fact]:
    yield "Noticed", plain_date(content.noticed_on) if content.noticed_on else ""
    for lot in content.lots:
        yield "After", f"{lot.product}, batch {lot.number}"
    reported = plain_date(content.reported_on) if content.reported_on else ""
    yield "Yellow Card", " · ".join(each for each in (reported, content.reported_as) if each)


# ---- sentences


def sentences(record: Record, names: Names) -> tuple[Fact, ...]:
    """What was written in whole sentences; a label where one is needed, else nothing."""
    content = record.content
    said: Iterable[Fact] = ()
    if isinstance(content, ToxinContent):
        said = _toxin_said(content, names)
    elif isinstance(content, NeedlingContent):
        said = (("Straight after", content.reaction), ("", content.note))
    elif isinstance(content, ConsultationContent):
        said = (("Discussed", content.discussed), ("", content.note))
    elif isinstance(content, ReviewContent):
        said = (
            ("Found", content.found),
            ("Reactions", content.reaction),
            ("Advised", content.advised),
            ("Next", content.next_step),
            ("", content.note),
        )
    elif isinstance(content, NotTreatedContent):
        said = (("Nothing was done because", content.reason), ("", content.note))
    elif isinstance(content, AdverseEventContent):
        said = (
            ("What happened", content.what),
            ("Advised", content.advised),
            ("How it ended", content.outcome),
            ("", content.note),
        )
    passed = content.passed if content is not None else ()
    seen = ((passed_words(each.code), each.reason) for each in passed)
    return tuple((label, words) for label, words in (*said, *seen) if words.strip())


def passed_words(code: str) -> str:
    """What was passed by a tick, in words."""
    return PASSED_WORDS.get(code.split(":")[0], "Seen")


def _toxin_said(content: ToxinContent, names: Names) -> Iterator[Fact]:
    prescriber = names.person(content.prescriber_id)
    consulted = content.consulted_on
    if prescriber:
        met = f" face to face, consultation of {day_words(consulted)}" if consulted else ""
        yield "", f"Prescribed by {prescriber}{met}."
    if any(point.off_label for point in content.points):
        explained = "explained as such" if content.off_label_explained else "not yet explained"
        yield "", f"Some areas are outside the product's label: {explained}."
    yield "Straight after", content.reaction
    yield "", content.note


# ---- the map


def product_rows(content: ToxinContent) -> tuple[ProductRows, ...]:
    """The places of a map by product, in the order in which the points name them."""
    groups: dict[tuple[str, str], dict[str, list[Point]]] = {}
    for point in content.points:
        vial = vial_of(content, point)
        by_place = groups.setdefault((vial.product, vial.unit), {})
        by_place.setdefault(place_label(point), []).append(point)
    return tuple(_product(*key, by_place) for key, by_place in groups.items())


def _product(product: str, unit: str, by_place: dict[str, list[Point]]) -> ProductRows:
    areas = tuple(
        AreaRow(
            product,
            unit,
            words,
            len(points),
            sum(point.hundredths for point in points),
            any(point.off_label for point in points),
        )
        for words, points in by_place.items()
    )
    return ProductRows(
        product, unit, areas, sum(row.sites for row in areas), sum(row.hundredths for row in areas)
    )


def place_label(point: Point) -> str:
    """`Crow's feet, R`, as the chart calls the place."""
    chart = charts().get(point.chart)
    area = area_at(chart, point.x, point.y) if chart is not None else None
    return area.label if area is not None else point.area.replace("_", " ").capitalize()


def unit_sentence(rows: Iterable[ProductRows]) -> str:
    """That units of one make are not those of another, naming what was given."""
    named = [each.product for each in rows if each.product and each.product != NO_PRODUCT.product]
    if not named:
        return ""
    return f"{listed(named)} units. Not the same as any other make's units."


# ---- who, and when


def signature(record: Record) -> str:
    """`Signed by Ruth Holt`, and when; or that it is a draft still."""
    if record.signed_at is None:
        return f"Draft by {record.writer}, not signed"
    return f"Signed by {record.signer}"


def signed_when(record: Record) -> str:
    """`10 Oct 2026, 15:52 · record locked`; empty for a draft."""
    return "" if record.signed_at is None else f"{moment(record.signed_at)} · record locked"


def moment(instant: datetime) -> str:
    """`10 Oct 2026, 15:52`."""
    return f"{expiry_words(local_day(instant))}, {clock_time(instant)}"


def amendment_head(added: AmendmentRecord) -> str:
    """Who added it, and when."""
    what = "Entered in error" if added.kind == "entered_in_error" else "Added"
    return f"{what}: {added.writer}, {moment(added.written_at)}"
