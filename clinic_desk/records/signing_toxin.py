"""What a record of botulinum toxin lacks before it may be signed. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from clinic_desk.base.words import count, short_day
from clinic_desk.records.contents import ToxinContent, Vial
from clinic_desk.records.maps import needs_a_vial
from clinic_desk.records.missing import Missing, SigningFacts, VialFacts
from clinic_desk.records.totals import by_vial, units

_GONE = VialFacts("One of the vials is not in the stock any more.")


def toxin(content: ToxinContent, facts: SigningFacts) -> Iterator[Missing]:
    """Vials, points, what the label does not name, prescriber, consultation, line type."""
    yield from _vials(content, facts)
    yield from _points(content)
    if any(point.off_label for point in content.points) and not content.off_label_explained:
        yield Missing(
            "off_label_explained",
            "Some areas are outside the product's label. Note that this was explained.",
        )
    yield from _prescriber(content, facts)
    yield from _consultation(content, facts)
    if not content.line_type:
        yield Missing("line_type", "Say which kind of lines, or that you are unsure.")
    if not content.chaperone:
        yield Missing("chaperone", "Say whether the chaperone that was offered was wanted.")


def _vials(content: ToxinContent, facts: SigningFacts) -> Iterator[Missing]:
    if not content.vials:
        yield Missing("vials", "Choose the vial that it was given from.")
    for total in by_vial(content):
        vial, of_stock = total.vial, facts.vials.get(total.vial.vial_id, _GONE)
        if of_stock.why_not:
            yield Missing("vials", of_stock.why_not)
        if of_stock.needs_mixing and vial.diluent_ul is None:
            yield Missing("vials", f"Enter how batch {vial.number} was mixed.")
        if not total.hundredths:
            yield Missing("vials", f"No point was given from the vial of batch {vial.number}.")
        yield from _to_be_passed(vial, total.hundredths, of_stock)


def _to_be_passed(vial: Vial, hundredths: int, of_stock: VialFacts) -> Iterator[Missing]:
    if of_stock.other_clients:
        others = count(of_stock.other_clients, "other client")
        yield Missing(
            "vials",
            f"This vial of batch {vial.number} stands on the record of {others}: "
            "the labels say one vial for one client.",
            f"vial-shared:{vial.vial_id}",
        )
    if of_stock.later:
        said = f"This vial of batch {vial.number}: {of_stock.later}"
        yield Missing("vials", said, f"vial-later:{vial.vial_id}")
    if vial.strength is not None and hundredths > vial.strength * 100:
        yield Missing(
            "points",
            f"{units(hundredths)} {vial.unit} are more than the {vial.strength} in one vial "
            f"of batch {vial.number}.",
            f"vial-strength:{vial.vial_id}:{hundredths}",
        )


def _points(content: ToxinContent) -> Iterator[Missing]:
    if not content.points:
        yield Missing("points", "There is no point on the map.")
    if any(not point.hundredths for point in content.points):
        yield Missing("points", "One of the points has no units.")
    if any(not point.area for point in content.points):
        yield Missing("points", "One of the points has no area.")
    if content.vials and needs_a_vial(content):
        yield Missing("points", "One of the points does not say from which vial it was given.")


def _prescriber(content: ToxinContent, facts: SigningFacts) -> Iterator[Missing]:
    if not facts.needs_prescriber:
        return
    if content.prescriber_id is None:
        yield Missing("prescriber_id", "Say who prescribed it.")
    elif content.prescriber_id not in facts.prescribers:
        yield Missing("prescriber_id", "Who is named as the prescriber is not marked as one.")


def _consultation(content: ToxinContent, facts: SigningFacts) -> Iterator[Missing]:
    """On file, by the rule that judges bookings, and in date on the day treated."""
    if not facts.needs_consult:
        return
    consulted = content.consulted_on
    if not facts.consultations:
        yield Missing(
            "consulted_on", "There is no face-to-face consultation with a prescriber on file."
        )
    elif consulted is None:
        yield Missing("consulted_on", "Say on which face-to-face consultation it rests.")
    elif consulted not in facts.consultations:
        yield Missing(
            "consulted_on",
            f"No face-to-face consultation with a prescriber is on file "
            f"for {short_day(consulted, facts.today)}.",
        )
    elif facts.treated_on - consulted > timedelta(days=facts.consult_valid_days):
        yield Missing(
            "consulted_on",
            f"The consultation of {short_day(consulted, facts.today)} was more than "
            f"{facts.consult_valid_days} days before the visit.",
        )
