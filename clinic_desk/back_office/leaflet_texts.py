"""The leaflets as shipped, and what fills them on a computer without a clinic."""

from __future__ import annotations

from clinic_desk.base.folders import RESOURCES
from clinic_desk.leaflets.addressed import ClinicDetails
from clinic_desk.leaflets.values import protocol_values
from clinic_desk.safety.loading import load_protocol
from clinic_desk.staff.practice import Practice

TEXTS = RESOURCES / "leaflets" / "en"


def practice_details(practice: Practice | None = None) -> ClinicDetails:
    """What a leaflet says of a clinic that has set this, or nothing yet."""
    at = practice or Practice()
    return ClinicDetails(at.name, at.phone, at.contact, at.out_of_hours)


def shipped_values() -> dict[str, str]:
    """What the draft protocol as shipped puts into the gaps."""
    return protocol_values(load_protocol(RESOURCES / "protocol"), practice_details())
