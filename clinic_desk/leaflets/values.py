"""What fills the gaps of a leaflet: numbers of the protocol and the clinic's own details.

A number stands in the protocol once; the leaflets read it from there.
"""

from __future__ import annotations

from collections.abc import Mapping

from clinic_desk.base.words import count
from clinic_desk.leaflets.addressed import ClinicDetails
from clinic_desk.safety.protocol import Protocol
from clinic_desk.treatments.catalogue import Treatment

TOXIN, NEEDLING, CONSULTATION = "BTX", "MN", "CONSULT"
PEEL = "EXT_PEEL_SUPERFICIAL"
WEEK, MONTH = 7, 30
"""Days. A month is counted so for words such as "about 5 months", never for a date."""


def protocol_values(protocol: Protocol, clinic: ClinicDetails) -> dict[str, str]:
    """The value of every gap by name, as it is printed.

    What the protocol does not say is left out: a leaflet that asks for it is then
    refused by file and line. Days are whole local days.
    """
    found = dict(_of_the_clinic(protocol, clinic)) | dict(_between(protocol))
    treatments = protocol.catalogue.by_code
    for code, told in ((TOXIN, _of_toxin), (NEEDLING, _of_needling), (CONSULTATION, _of_talk)):
        if code in treatments:
            found |= told(treatments[code])
    return {name: value for name, value in found.items() if value}


def _of_the_clinic(protocol: Protocol, clinic: ClinicDetails) -> Mapping[str, str]:
    return {
        "clinic": clinic.name,
        "phone": clinic.phone,
        "nurse": clinic.nurse,
        "out_of_hours": clinic.out_of_hours,
        "challenge_age": str(protocol.settings.challenge_age),
        "cooling_off": _time_to_think(protocol.settings.cooling_off_warn_below_days),
        "isotretinoin": _since_stopping(protocol, "isotretinoin", NEEDLING),
        "retinoid_pause": _since_stopping(protocol, "topical_retinoid", NEEDLING),
    }


def _between(protocol: Protocol) -> Mapping[str, str]:
    """What is kept between two visits, by their names."""
    return {
        "needling_then_toxin": _in_days(protocol, NEEDLING, TOXIN),
        "toxin_then_needling": _in_days(protocol, TOXIN, NEEDLING),
        "peel_then_toxin": _in_days(protocol, PEEL, TOXIN),
        "toxin_repeat": _in_months(protocol, TOXIN, TOXIN),
        "needling_gap": _in_days(protocol, NEEDLING, NEEDLING),
        "needling_gap_weeks": _weeks(_days_between(protocol, NEEDLING, NEEDLING)),
    }


def _of_toxin(toxin: Treatment) -> Mapping[str, str]:
    return {
        "toxin_min_age": str(toxin.min_age),
        "toxin_older_age": _number(toxin.older_age_warn),
        "toxin_visit_minutes": _range(toxin.minutes_repeat, toxin.minutes_first),
        "toxin_results_from": _number(toxin.results_from_days),
        "toxin_full_days": _number(toxin.results_to_days),
        "toxin_bruise": count(toxin.bruise_days, "day") if toxin.bruise_days else "",
        "toxin_review_from": _number(toxin.review_after_days),
        "toxin_review_to": _number(toxin.review_until_days),
        "toxin_lasts": _and_a_month(toxin.lasts_days),
    }


def _of_needling(needling: Treatment) -> Mapping[str, str]:
    numbing = needling.numbing_minutes
    return {
        "needling_min_age": str(needling.min_age),
        "needling_visit_minutes": _range(needling.minutes_repeat, needling.minutes_first),
        "needling_numbing_minutes": _number(numbing),
        "needling_minutes": _range(
            needling.minutes_repeat - numbing, needling.minutes_first - numbing
        ),
        "needling_sessions": _range(*needling.course_sessions),
        "needling_healing_days": _number(needling.healing_days),
        "needling_results_from": _number(needling.results_from_days),
        "needling_change": _weeks(needling.review_after_days, needling.review_until_days),
        "needling_full": _months(needling.results_to_days),
        "needling_lasts": _months(needling.lasts_days),
    }


def _of_talk(talk: Treatment) -> Mapping[str, str]:
    return {"consultation_minutes": str(talk.minutes_first)}


def _in_days(protocol: Protocol, earlier: str, later: str) -> str:
    """`14 days`: what a visit leaves after an earlier one to pass every rule; empty for none."""
    days = _days_between(protocol, earlier, later)
    return count(days, "day") if days else ""


def _days_between(protocol: Protocol, earlier: str, later: str) -> int:
    rules = protocol.rules_between.get((earlier, later), ())
    return max((max(rule.block_below_days, rule.warn_below_days) for rule in rules), default=0)


def _in_months(protocol: Protocol, earlier: str, later: str) -> str:
    """`3 months` where a rule counts months, else the days."""
    rules = protocol.rules_between.get((earlier, later), ())
    months = max((rule.warn_below_months for rule in rules), default=0)
    return count(months, "month") if months else _in_days(protocol, earlier, later)


def _since_stopping(protocol: Protocol, question: str, treatment: str) -> str:
    """`6 months`: for how long an answer still speaks against a treatment after it stopped."""
    asked = protocol.question_by_id.get(question)
    lengths = [
        count(effect.length, effect.until.removesuffix("s_since_stop"))
        for effect in (asked.effects if asked else ())
        if effect.covers == treatment and effect.until.endswith("_since_stop")
    ]
    return lengths[0] if lengths else ""


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


def _weeks(*days: int | None) -> str:
    """`4 to 6 weeks`, or the days where they are no whole weeks."""
    known = [each for each in days if each]
    if not known:
        return ""
    if any(each % WEEK for each in known):
        return _counted(_range(*known), "day")
    return _counted(_range(*(each // WEEK for each in known)), "week")


def _months(days: int | None) -> str:
    """`5 months`, to the nearest; under two months the weeks or days."""
    if not days:
        return ""
    return count(round(days / MONTH), "month") if days >= 2 * MONTH else _weeks(days)


def _and_a_month(days: int | None) -> str:
    """`3 to 4 months`: how long it lasts at least, and the month in which it mostly wears off.

    The protocol names the lower end. The NHS says 3 to 4 months of botulinum toxin.
    """
    if not days:
        return ""
    months = max(round(days / MONTH), 1)
    return f"{months} to {months + 1} months"


def _counted(number: str, noun: str) -> str:
    return f"{number} {noun if number == '1' else noun + 's'}"
