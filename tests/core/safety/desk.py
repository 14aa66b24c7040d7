"""Short ways to ask the shipped protocol about one client and one booking."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from functools import cache
from pathlib import Path
from typing import Any

from clinic_desk.safety.facts import Event, Facts, Proposal
from clinic_desk.safety.findings import Finding
from clinic_desk.safety.judge import judge
from clinic_desk.safety.loading import load_protocol
from clinic_desk.safety.protocol import Protocol

FOLDER = Path(__file__).resolve().parents[3] / "resources" / "protocol"
TODAY = date(2026, 11, 23)


@cache
def shipped() -> Protocol:
    """The protocol as shipped, read once."""
    return load_protocol(FOLDER)


def event(treatment: str, day: str, *zones: str, **more: Any) -> Event:
    """A completed visit on a day such as "2026-12-01", to the face's frown lines by default."""
    at = more.pop("at", None)
    return Event(
        id=more.pop("id", f"{treatment} {day} {' '.join(zones)} {at}"),
        treatment=treatment,
        day=date.fromisoformat(day),
        status=more.pop("status", "completed"),
        zones=() if more.pop("unknown", False) else (zones or ("glabella",)),
        time=time.fromisoformat(at) if at else None,
    )


def asked(treatment: str, day: str, *zones: str, **more: Any) -> Facts:
    """A booking asked for by a client of 41 with everything on file and nothing to report."""
    at, replaces = more.pop("at", None), more.pop("replaces", None)
    unknown = more.pop("unknown", False)
    proposed = Proposal(
        treatment,
        date.fromisoformat(day),
        () if unknown else (zones or ("glabella",)),
        time.fromisoformat(at) if at else None,
        replaces,
    )
    usual = {
        "today": TODAY,
        "born_on": date(1985, 6, 15),
        "id_checked": True,
        "consult_on": date(2026, 9, 1),
        "questionnaire_on": date(2026, 11, 1),
    }
    return replace(Facts(TODAY, proposed), **{**usual, **more})


def found(facts: Facts, protocol: Protocol | None = None) -> dict[str, Finding]:
    """The findings by rule; fails where a rule speaks twice."""
    findings = judge(protocol or shipped(), facts)
    rules = {finding.rule: finding for finding in findings}
    assert len(rules) == len(findings)
    return rules


def weights(facts: Facts, protocol: Protocol | None = None) -> dict[str, str]:
    """The severity of each finding, by rule."""
    return {rule: finding.severity for rule, finding in found(facts, protocol).items()}
