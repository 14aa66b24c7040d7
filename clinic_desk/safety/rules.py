"""The kinds of rule that a protocol may hold, each read strictly from its table."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple, cast

from clinic_desk.base.words import count
from clinic_desk.safety.findings import Ask, Override, Severity
from clinic_desk.safety.phrases import CHECK_WORDS, SPACING_PLACEHOLDERS, Words, read_template
from clinic_desk.treatments.catalogue import ASKS, CONFIDENCE, EVIDENCE, OVERRIDES
from clinic_desk.treatments.places import NEARNESS, Nearness
from clinic_desk.treatments.reading import Entry

PlaceEffect = Literal["full", "warn", "note", "none"]
UntilKind = Literal["while", "resolved", "months_since_stop", "days_since_stop", "always"]
UNTIL_KINDS = ("while", "resolved", "months_since_stop", "days_since_stop", "always")
AGE_CHECKS = ("AGE-18", "AGE-MN", "AGE-CONSULT")
"""The checks that compare the age on the day with the treatment's own `min_age`."""


@dataclass(frozen=True)
class SpacingRule:
    """An earlier visit of `after` and a later one of `before` are kept apart."""

    id: str
    after: tuple[str, ...]
    before: tuple[str, ...]
    block_below_days: int
    warn_below_days: int
    warn_below_months: int
    """Calendar months; 0 where the warning is counted in days."""
    note_below_days: int
    effects: Mapping[Nearness, PlaceEffect]
    override: Override
    title: str
    title_ahead: str
    """The title where the visit asked for is the earlier of the two."""
    reason: str
    say: str
    why_this_severity: str
    source: str
    evidence: str
    confidence: str

    @cached_property
    def reach(self) -> int:
        """Days beyond which it says nothing; a month counts as 31."""
        days = (self.block_below_days, self.warn_below_days, self.note_below_days)
        return max(*days, 31 * self.warn_below_months)

    @cached_property
    def leaves(self) -> str:
        """What the clinic leaves between the two: `14 days`, `3 months`."""
        if self.warn_below_months and self.block_below_days <= 31 * self.warn_below_months:
            return count(self.warn_below_months, "month")
        longest = max(self.block_below_days, self.warn_below_days, self.note_below_days)
        return count(longest, "day")

    @cached_property
    def numbers(self) -> tuple[tuple[str, str], ...]:
        """The figures it judges by, by name."""
        named = {
            "block_below_days": self.block_below_days,
            "warn_below_days": self.warn_below_days,
            "warn_below_months": self.warn_below_months,
            "note_below_days": self.note_below_days,
        }
        return tuple((name, str(value)) for name, value in named.items() if value)


class Check(NamedTuple):
    """A rule of its own kind: age, consultation, questionnaire, window, standing."""

    id: str
    severity: str
    """note, warn, block, or per_treatment where the treatment's window says."""
    ask: Ask
    override: Override
    override_when_warn: Override
    """Who may tick it where a setting makes a warning of it."""
    applies: tuple[str, ...]
    first_treatment_only: bool
    words: Mapping[str, Words]
    source: str
    evidence: str
    confidence: str

    def covers(self, code: str) -> bool:
        """Whether its own list names the treatment, or all of them."""
        return code in self.applies or "*" in self.applies


class Effect(NamedTuple):
    """What one answer means for the treatments of one family."""

    covers: str
    value: str
    """The value of the answer that it needs; empty for any."""
    severity: Severity
    until: UntilKind
    length: int
    """Months or days since stopping, as `until` says; else 0."""
    override: Override
    why: str
    source: str
    evidence: str


class Question(NamedTuple):
    """One health question; what it means is for clinicians alone."""

    id: str
    ask: str
    values: tuple[str, ...]
    zone_dependent: bool
    effects: tuple[Effect, ...]

    @property
    def rule(self) -> str:
        """The id of its findings."""
        return f"Q-{self.id}"


def read_spacing(entry: Entry, codes: Collection[str], bookable: Collection[str]) -> SpacingRule:
    """One spacing rule. Raises CannotOpen naming the key that is wrong."""
    rule = SpacingRule(
        id=entry.text("id"),
        after=entry.texts("after", among=codes),
        before=entry.texts("before", among=bookable),
        block_below_days=entry.number("block_below_days", high=3650),
        warn_below_days=entry.number("warn_below_days", 0, high=3650),
        warn_below_months=entry.number("warn_below_months", 0, high=120),
        note_below_days=entry.number("note_below_days", 0, high=3650),
        effects={
            nearness: cast("PlaceEffect", entry.text(nearness, among=_PLACE_EFFECTS))
            for nearness in NEARNESS
        },
        override=_override(entry),
        title=_template(entry, "title", ()),
        title_ahead=_template(entry, "title_ahead", ()),
        reason=_template(entry, "reason", ("leaves",)),
        say=_template(entry, "say", SPACING_PLACEHOLDERS),
        why_this_severity=entry.text("why_this_severity", ""),
        source=entry.text("source"),
        evidence=entry.text("evidence", among=EVIDENCE),
        confidence=entry.text("confidence", among=CONFIDENCE),
    )
    _check_thresholds(entry)
    entry.close()
    return rule


_PLACE_EFFECTS = ("full", "warn", "note", "none")


def _check_thresholds(entry: Entry) -> None:
    if entry.has("warn_below_days") == entry.has("warn_below_months"):
        entry.fail("warn_below_days", "give either this or warn_below_months")
    allowed = entry.numbers("allowed_range_days")
    if not allowed:
        return
    if len(allowed) != 2 or allowed[0] > allowed[1]:
        entry.fail("allowed_range_days", "it must be a lowest and a highest number of days")
    for key in ("block_below_days", "warn_below_days"):
        if entry.has(key):
            entry.number(key, low=allowed[0], high=allowed[1])


def read_check(entry: Entry, bookable: Collection[str]) -> Check:
    """One check. Raises CannotOpen naming the key that is wrong."""
    id = entry.text("id", among=tuple(CHECK_WORDS))
    check = Check(
        id=id,
        severity=entry.text("severity", among=_check_severities(id)),
        ask=cast("Ask", entry.text("ask", "tick", ASKS)),
        override=_override(entry),
        override_when_warn=cast(
            "Override", entry.text("override_when_warn", entry.raw["override"], OVERRIDES)
        ),
        applies=entry.texts("applies", among=(*bookable, "*")),
        first_treatment_only=entry.flag("first_treatment_only", False),
        words=_read_words(entry.table("words"), CHECK_WORDS[id]),
        source=entry.text("source"),
        evidence=entry.text("evidence", among=EVIDENCE),
        confidence=entry.text("confidence", among=CONFIDENCE),
    )
    entry.close()
    return check


def _check_severities(id: str) -> tuple[str, ...]:
    return ("per_treatment",) if id == "WINDOW" else ("note", "warn", "block")


def read_question(
    entry: Entry, families: Collection[str], severities: Mapping[str, str]
) -> Question:
    """One health question. Raises CannotOpen naming the key that is wrong.

    Refuses a question on HIV or another blood-borne virus: it is no bar to
    treatment, and refusing for it is unlawful (BHIVA 2019, Equality Act 2010).
    """
    id, ask = entry.text("id"), entry.text("ask")
    refuse_blood_borne(entry, id, ask)
    values = entry.texts("values", ())
    effects = tuple(
        read_effect(each, families, severities, values) for each in entry.tables("effects")
    )
    question = Question(id, ask, values, entry.flag("zone_dependent", False), effects)
    entry.close()
    return question


def refuse_blood_borne(entry: Entry, id: str, ask: str) -> None:
    """Raise CannotOpen where a question is about a blood-borne virus."""
    spelt_out = f"{id} {ask}".replace("AIDS", "HIV").lower()
    text = "".join(letter if letter.isalnum() else " " for letter in spelt_out)
    padded = f" {' '.join(text.split())} "
    for word in _BLOOD_BORNE:
        if f" {word} " in padded:
            entry.fail(
                "id",
                f"'{id}' asks about a blood-borne virus ('{word}'), which is no bar to treatment "
                "and may not be asked",
            )


_BLOOD_BORNE = (
    "hiv",
    "human immunodeficiency virus",
    "hepatitis",
    "hepatitis b",
    "hepatitis c",
    "hep b",
    "hep c",
    "hbv",
    "hcv",
    "htlv",
    "blood borne virus",
    "blood borne viruses",
    "blood borne infection",
    "blood borne infections",
    "blood borne",
    "bloodborne",
    "bbv",
)


def read_effect(
    entry: Entry,
    families: Collection[str],
    severities: Mapping[str, str],
    values: Collection[str],
) -> Effect:
    """What an answer means. Raises CannotOpen naming the key that is wrong."""
    severity = cast("Severity", severities[entry.text("s", among=tuple(severities))])
    if severity == "block" and not entry.has("override"):
        entry.fail("override", "it is missing, and a refusal must say who may pass it")
    until = entry.table("until")
    kind = cast("UntilKind", until.text("kind", among=UNTIL_KINDS))
    length = until.number("n", low=1, high=1200) if kind.endswith("_since_stop") else 0
    until.close()
    effect = Effect(
        covers=entry.text("t", among=families),
        value=entry.text("value", "", values),
        severity=severity,
        until=kind,
        length=length,
        override=cast("Override", entry.text("override", "reception", OVERRIDES)),
        why=entry.text("why"),
        source=entry.text("source"),
        evidence=entry.text("evidence", among=EVIDENCE),
    )
    entry.close()
    return effect


def _override(entry: Entry) -> Override:
    return cast("Override", entry.text("override", among=OVERRIDES))


def _template(entry: Entry, key: str, placeholders: Collection[str]) -> str:
    return read_template(entry, key, placeholders)


def _read_words(entry: Entry, variants: Mapping[str, Collection[str]]) -> dict[str, Words]:
    words = {}
    for variant, placeholders in variants.items():
        table = entry.table(variant)
        words[variant] = Words(
            *(read_template(table, key, placeholders) for key in ("title", "sentence", "say"))
        )
        table.close()
    entry.close()
    return words
