"""The leaflets that a command is about, and what fills them: a clinic's, or those that ship."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from clinic_desk.back_office.asking import at_the_desk
from clinic_desk.back_office.opening import opened
from clinic_desk.base.folders import RESOURCES
from clinic_desk.leaflets.addressed import ClinicDetails
from clinic_desk.leaflets.library import Leaflet, load_leaflets
from clinic_desk.leaflets.values import protocol_values
from clinic_desk.safety.loading import load_protocol
from clinic_desk.staff.practice import Practice

TEXTS = RESOURCES / "leaflets" / "en"


@dataclass(frozen=True)
class Texts:
    """Leaflets by name, in the order to show them, and what their gaps are filled with."""

    leaflets: Mapping[str, Leaflet]
    details: ClinicDetails
    values: Mapping[str, str]
    refused: tuple[str, ...] = ()
    """Faults of texts in a clinic's folder that are not printed, a sentence each."""


def texts_of(clinic: Path | None) -> Texts:
    """What the clinic in a folder prints; without one the texts and the draft as shipped.

    Raises CannotOpen for a folder that cannot be opened, ClinicError naming file and line of
    a shipped text that cannot be read.
    """
    if clinic is None:
        return Texts(load_leaflets(TEXTS), shipped_details(), shipped_values())
    with opened(clinic) as at:
        shelf = at.press.shelf(at_the_desk(at).id)
        details = ClinicDetails.of(at.practice.read())
        values = protocol_values(at.protocol.current(), details)
    refused = tuple(fault for text in shelf.refused for fault in text.faults)
    return Texts(shelf.leaflets, details, values, refused)


def shipped_details() -> ClinicDetails:
    """What a leaflet says of a clinic that has set nothing yet."""
    return ClinicDetails.of(Practice())


def shipped_values() -> dict[str, str]:
    """What the draft protocol as shipped puts into the gaps."""
    return protocol_values(load_protocol(RESOURCES / "protocol"), shipped_details())
