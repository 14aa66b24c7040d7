"""What the clinic gives, and what a client may have had elsewhere, as the protocol tells it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, NamedTuple

from clinic_desk.base.errors import BadInput
from clinic_desk.treatments.places import Places
from clinic_desk.treatments.products import Product
from clinic_desk.treatments.reading import Entry

COLOURS = ("toxin", "needling", "consultation", "review", "neutral")
OVERRIDES = ("none", "reception", "clinician", "prescriber", "manager")
ASKS = ("tick", "before_visit", "nurse")
SEVERITIES = ("note", "warn", "block")
EVIDENCE = ("A", "B", "C", "D", "E")
CONFIDENCE = ("high", "medium", "low")

WindowEffect = Literal["none", "note", "warn", "block", "block_as_repeat"]


class Window(NamedTuple):
    """The days after a treatment to which a visit belongs; gaps in whole local days."""

    after: tuple[str, ...]
    earliest_days: int
    latest_days: int
    early: WindowEffect
    inside: WindowEffect
    late: WindowEffect
    repeat_below_days: int
    """Where late is block_as_repeat: refused below this gap, a warning from it on."""
    override: str
    """Who may pass or tick it; empty leaves that to the rule itself."""


class Treatment(NamedTuple):
    """One treatment of the clinic. Minutes and days are whole; days are local calendar days."""

    code: str
    name: str
    short_name: str
    """For a block in the calendar: "Botulinum toxin"."""
    record_name: str
    """How a visit of it is named in a sentence: "Needling"."""
    family: str
    """Questions asked of this code cover the treatment."""
    colour: str
    """The token of its colour: toxin, needling, consultation, review or neutral."""
    order: int
    leaflets: tuple[str, ...]
    offered_places: tuple[str, ...]
    """Ids of the coarse places to offer for it; empty where no place is asked."""
    checks: tuple[str, ...]
    """Checks that it joins beside those whose own list names it."""
    public_label: str
    enabled: bool
    disabled_reason: str
    minutes_first: int
    minutes_repeat: int
    prep_minutes: int
    cleanup_minutes: int
    numbing_minutes: int
    """From the start: client and room are taken, the practitioner is free."""
    needs_room: bool
    needs_device: bool
    needs_prescriber: bool
    needs_consult: bool
    needs_batch_record: bool
    min_age: int
    min_age_severity: str
    min_age_override: str
    older_age_warn: int | None
    spacing_exempt: bool
    window: Window | None
    ask: str
    """How a warning of its window is handled: tick, before_visit or nurse."""
    recommended_repeat_months: int | None
    recommended_repeat_days: int | None
    review_after_days: int | None
    review_until_days: int | None
    healing_days: int | None
    bruise_days: int | None
    results_from_days: int | None
    results_to_days: int | None
    lasts_days: int | None
    course_sessions: tuple[int, ...]
    source: str
    evidence: str
    confidence: str

    def minutes(self, first: bool) -> int:
        """How long the client's visit lasts, without preparation and clean-down."""
        return self.minutes_first if first else self.minutes_repeat


class External(NamedTuple):
    """Something had elsewhere that a client tells of; never bookable here."""

    code: str
    label: str
    """For the form: "Laser or light treatment, skin not broken"."""
    record_name: str
    """How it is named in a sentence: "A light peel elsewhere"."""
    has_place: bool
    """False where a place on the body says nothing, as with a vaccine."""


@dataclass(frozen=True)
class Catalogue:
    """Treatments in the order to show them, things had elsewhere, places and products."""

    treatments: tuple[Treatment, ...]
    external: tuple[External, ...]
    places: Places
    products: tuple[Product, ...]

    @cached_property
    def by_code(self) -> Mapping[str, Treatment]:
        """The clinic's own treatments by code."""
        return {each.code: each for each in self.treatments}

    @cached_property
    def elsewhere(self) -> Mapping[str, External]:
        """What may have been had elsewhere, by code."""
        return {each.code: each for each in self.external}

    @property
    def bookable(self) -> tuple[Treatment, ...]:
        """The treatments that are switched on."""
        return tuple(each for each in self.treatments if each.enabled)

    def treatment(self, code: str) -> Treatment:
        """The clinic's treatment of that code. Raises BadInput where there is none."""
        try:
            return self.by_code[code]
        except KeyError:
            raise BadInput("treatment", _unknown(code, self.elsewhere)) from None

    def record_name(self, code: str) -> str:
        """How a visit of that code is named in a sentence; BadInput for an unknown code."""
        known = self.by_code.get(code) or self.elsewhere.get(code)
        if known is None:
            raise BadInput("treatment", _unknown(code, ()))
        return known.record_name

    def spacing_exempt(self, code: str) -> bool:
        """Whether visits of that code are kept apart from nothing; BadInput for an unknown code."""
        self.record_name(code)
        return code in self.by_code and self.by_code[code].spacing_exempt


def _unknown(code: str, elsewhere: Collection[str]) -> str:
    if code in elsewhere:
        return f"'{code}' is had elsewhere and cannot be booked here."
    return f"The protocol knows no treatment called '{code[:60]}'."


def read_treatment(entry: Entry, checks: Collection[str], places: Places) -> Treatment:
    """One treatment of a protocol. Raises CannotOpen naming the key that is wrong."""
    code, name = entry.text("code"), entry.text("name")
    alike: dict[str, Any] = {key: entry.number_or_none(key) for key in _OPTIONAL_NUMBERS}
    alike |= {key: entry.number(key, default, high=480) for key, default in _MINUTES.items()}
    alike |= {key: entry.flag(key, False) for key in _NEEDS}
    treatment = Treatment(
        code=code,
        name=name,
        short_name=entry.text("short_name", name),
        record_name=entry.text("record_name", name),
        family=entry.text("family", code),
        colour=entry.text("colour", "neutral", COLOURS),
        order=entry.number("order", _AFTER_ALL),
        leaflets=entry.texts("leaflets", ()),
        offered_places=entry.texts("offered_places", (), [each.id for each in places.choices]),
        checks=entry.texts("checks", (), checks),
        public_label=entry.text("public_label", ""),
        enabled=entry.flag("enabled"),
        disabled_reason=entry.text("disabled_reason", ""),
        min_age=entry.number("min_age", high=120),
        min_age_severity=entry.text("min_age_severity", "", SEVERITIES),
        min_age_override=entry.text("min_age_override", "", OVERRIDES),
        spacing_exempt=entry.flag("spacing_exempt", False),
        window=_read_window(entry.table("window")) if entry.has("window") else None,
        ask=entry.text("ask", "tick", ASKS),
        course_sessions=entry.numbers("course_sessions"),
        source=entry.text("source", ""),
        evidence=entry.text("evidence", "", EVIDENCE),
        confidence=entry.text("confidence", "", CONFIDENCE),
        **alike,
    )
    _check_minutes(entry, treatment)
    entry.close()
    return treatment


_AFTER_ALL = 1000
"""Where a treatment stands that does not say its order."""

_MINUTES: dict[str, int | None] = {
    "minutes_first": None,
    "minutes_repeat": None,
    "prep_minutes": None,
    "cleanup_minutes": None,
    "numbing_minutes": 0,
}
_NEEDS = (
    "needs_room",
    "needs_device",
    "needs_prescriber",
    "needs_consult",
    "needs_batch_record",
)
_OPTIONAL_NUMBERS = (
    "older_age_warn",
    "recommended_repeat_months",
    "recommended_repeat_days",
    "review_after_days",
    "review_until_days",
    "healing_days",
    "bruise_days",
    "results_from_days",
    "results_to_days",
    "lasts_days",
)


def _check_minutes(entry: Entry, treatment: Treatment) -> None:
    for key in ("minutes_first", "minutes_repeat"):
        if getattr(treatment, key) < 5:
            entry.fail(key, "a visit lasts 5 minutes or more")
    if treatment.numbing_minutes > min(treatment.minutes_first, treatment.minutes_repeat):
        entry.fail("numbing_minutes", "the cream cannot work for longer than the visit lasts")


def _read_window(entry: Entry) -> Window:
    effects = ("none", "note", "warn", "block")
    window = Window(
        after=entry.texts("after"),
        earliest_days=entry.number("earliest_days"),
        latest_days=entry.number("latest_days"),
        early=entry.text("early", "none", effects),  # type: ignore[arg-type]
        inside=entry.text("inside", "none", effects),  # type: ignore[arg-type]
        late=entry.text("late", "none", (*effects, "block_as_repeat")),  # type: ignore[arg-type]
        repeat_below_days=entry.number("repeat_below_days", 0),
        override=entry.text("override", "", OVERRIDES),
    )
    if window.latest_days < window.earliest_days:
        entry.fail("latest_days", f"'{window.latest_days}' comes before earliest_days")
    if window.late == "block_as_repeat" and window.repeat_below_days <= window.latest_days:
        entry.fail("repeat_below_days", "it must lie after latest_days")
    entry.close()
    return window
