"""What a judgement says: findings, their weight, and what they ask of the desk."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Literal

Severity = Literal["note", "warn", "block"]
Verdict = Literal["ok", "warn", "block"]
Ask = Literal["tick", "before_visit", "nurse"]
Override = Literal["none", "reception", "clinician", "prescriber", "manager"]

OF_HEALTH = "HEALTH"
"""Stands for the rule of a finding on a health answer where the rule's name would tell it."""
OF_A_QUESTION, OF_TIME = "Q-", "TIME-"
"""How the ids of the rules on health answers begin, and those of clashes."""

_WEIGHT = {"note": 0, "warn": 1, "block": 2}
_HEALTH_TITLES: Mapping[Severity, str] = {
    "block": "Refused by a health answer",
    "warn": "A health answer to look at",
    "note": "A health answer to know of",
}


@dataclass(frozen=True)
class Finding:
    """One rule's word on one proposed visit.

    It says what, which record, why, until when, and what instead; it never
    carries an answer to a health question in `title`, `sentence` or `say`.
    """

    rule: str
    severity: Severity
    title: str
    """A few words, for the closed card: "Too soon after micro-needling"."""
    sentence: str
    """What was found and why, for the desk."""
    ask: Ask = "tick"
    """How a warning is handled; without meaning for other severities."""
    override: Override = "none"
    """Who may pass a block, or tick a warning; "reception" is anyone."""
    for_clinician: str = ""
    """What only a clinician may read: the question and why it matters. Never shown to reception."""
    say: str = ""
    """Words to read out to the caller; empty where nothing need be said."""
    earliest: date | None = None
    """The first local day on which this rule alone would not refuse, where one is known."""
    another_day: bool = False
    """Whether some other day could clear it; else every day carries it."""
    numbers: tuple[tuple[str, str], ...] = ()
    """The rule's own figures, by name, that the judgement used."""
    judged: tuple[tuple[str, str, str, str], ...] = ()
    """The visits it judged, the proposed one last: (id, treatment, day, places)."""
    source: str = ""
    evidence: str = ""
    clinical: bool = True
    """False for clashes of time, place and people."""
    mark: str = ""
    """The fingerprint, where what it was made of has been taken out."""

    @cached_property
    def fingerprint(self) -> str:
        """A mark of the rule, its figures and the visits judged, never of the sentence.

        An override holds as long as the fingerprint does.
        """
        if self.mark:
            return self.mark
        facts = [self.rule, self.severity, sorted(self.numbers), sorted(self.judged)]
        return hashlib.sha256(json.dumps(facts).encode()).hexdigest()[:32]

    @property
    def of_health(self) -> bool:
        """Whether it rests on an answer to a health question."""
        return self.rule == OF_HEALTH or self.rule.startswith(OF_A_QUESTION)

    @property
    def of_time(self) -> bool:
        """Whether it is a clash of time, place or people, which another time may clear."""
        return self.rule.startswith(OF_TIME)

    def for_the_desk(self) -> Finding:
        """The finding as reception may hold it: of a health answer that the nurse is to be asked.

        What is for clinicians is gone, and all that would tell the question; the fingerprint,
        by which it is ticked, stays.
        """
        if self.of_health:
            return replace(
                self,
                rule=OF_HEALTH,
                for_clinician="",
                numbers=(),
                source="",
                evidence="",
                mark=self.fingerprint,
            )
        return replace(self, for_clinician="") if self.for_clinician else self

    def for_those_who_treat(self) -> Finding:
        """The finding as a clinician reads it: of a health answer, what was asked and what it
        means, in place of the words that send the desk to the nurse."""
        if not self.of_health or not self.for_clinician:
            return self
        title = _HEALTH_TITLES[self.severity]
        return replace(self, title=title, sentence=self.for_clinician, for_clinician="")

    @property
    def refuses(self) -> bool:
        """Whether the visit cannot be saved as it stands without an override."""
        return self.severity == "block"


def verdict(findings: Iterable[Finding]) -> Verdict:
    """The worst of the findings; notes never change it."""
    worst = max((_WEIGHT[finding.severity] for finding in findings), default=0)
    return ("ok", "warn", "block")[worst]


def worst_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings by weight, those that ask most first; stable otherwise."""
    return tuple(
        sorted(findings, key=lambda f: (-_WEIGHT[f.severity], f.ask != "tick", not f.clinical))
    )
