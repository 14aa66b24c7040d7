"""What fills the gaps of a leaflet: numbers of the protocol and the clinic's own details.

A number stands in the protocol once; the leaflets read it from there.
"""

from __future__ import annotations

from collections.abc import Mapping

from clinic_desk.base.words import count
from clinic_desk.leaflets.addressed import ClinicDetails
from clinic_desk.safety.protocol import Protocol
from clinic_desk.treatments.catalogue import Treatment

TOXIN, NEEDLING = "BTX", "MN"


def protocol_values(protocol: Protocol, clinic: ClinicDetails) -> dict[str, str]:
    """The value of every gap by name, as it is printed.

    What the protocol does not say is left out: a leaflet that asks for it is then
    refused by file and line. Days are whole local days.
    """
    found: dict[str, str] = {
        "clinic": clinic.name,
        "phone": clinic.phone,
        "nurse": clinic.nurse,
        "out_of_hours": clinic.out_of_hours,
        "challenge_age": str(protocol.settings.challenge_age),
        "cooling_off": _time_to_think(protocol.settings.cooling_off_warn_below_days),
        "needling_then_toxin": _in_days(protocol, NEEDLING, TOXIN),
        "toxin_then_needling": _in_days(protocol, TOXIN, NEEDLING),
        "toxin_repeat": _in_months(protocol, TOXIN, TOXIN),
        "needling_gap": _in_days(protocol, NEEDLING, NEEDLING),
    }
    treatments = protocol.catalogue.by_code
    if TOXIN in treatments:
        found |= _of_toxin(treatments[TOXIN])
    if NEEDLING in treatments:
        found |= _of_needling(treatments[NEEDLING])
    return {name: value for name, value in found.items() if value}


def _of_toxin(toxin: Treatment) -> Mapping[str, str]:
    return {
        "toxin_min_age": str(toxin.min_age),
        "toxin_results_from": _number(toxin.results_from_days),
        "toxin_full_days": _number(toxin.results_to_days),
        "toxin_review_from": _number(toxin.review_after_days),
        "toxin_review_to": _number(toxin.review_until_days),
    }


def _of_needling(needling: Treatment) -> Mapping[str, str]:
    return {
        "needling_min_age": str(needling.min_age),
        "needling_visit_minutes": _range(needling.minutes_repeat, needling.minutes_first),
        "needling_sessions": _range(*needling.course_sessions),
    }


def _in_days(protocol: Protocol, earlier: str, later: str) -> str:
    """`14 days`: what a visit leaves after an earlier one to pass every rule; empty for none."""
    rules = protocol.rules_between.get((earlier, later), ())
    days = max((max(rule.block_below_days, rule.warn_below_days) for rule in rules), default=0)
    return count(days, "day") if days else ""


def _in_months(protocol: Protocol, earlier: str, later: str) -> str:
    """`3 months` where a rule counts months, else the days."""
    rules = protocol.rules_between.get((earlier, later), ())
    months = max((rule.warn_below_months for rule in rules), default=0)
    return count(months, "month") if months else _in_days(protocol, earlier, later)


def _time_to_think(days: int) -> str:
    return f"{count(days, 'day')} or more" if days else "as long as you like"


def _number(value: int | None) -> str:
    return str(value) if value else ""


def _range(*values: int) -> str:
    """`3 to 6`, or the one number where both are the same."""
    if not values:
        return ""
    low, high = min(values), max(values)
    return str(low) if low == high else f"{low} to {high}"
