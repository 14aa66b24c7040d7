"""The protocol's settings: what each may be, and how far it may be moved."""

from __future__ import annotations

from typing import NamedTuple

from clinic_desk.treatments.reading import Entry

STATUSES = (
    "pencilled",
    "booked",
    "confirmed",
    "arrived",
    "in_treatment",
    "completed",
    "partial",
    "not_treated",
    "cancelled",
    "no_show",
    "rescheduled",
)
"""What a visit may be; the calendar's table takes no other."""


class Settings(NamedTuple):
    """Figures and readings that the clinic may move, within limits. Days are local days."""

    timezone: str
    interval_unit: str
    boundary: str
    month_arithmetic: str
    leap_day_birthday: str
    """"1_march" or "28_february": when someone born on 29 February comes of age in common years."""
    age_basis: str
    """"strict": of age when booked and when treated; "treatment_day": a warning only."""
    counted_statuses: tuple[str, ...]
    diary_statuses: tuple[str, ...]
    ignored_statuses: tuple[str, ...]
    unclosed_past: str
    unknown_zone: str
    questionnaire_valid_days: int
    consult_valid_days: int
    cooling_off_warn_below_days: int
    challenge_age: int
    retention_years: int

    @property
    def listed_statuses(self) -> tuple[str, ...]:
        """The three lists of statuses, one after another; a status in none never counts."""
        return self.counted_statuses + self.diary_statuses + self.ignored_statuses


def read_settings(entry: Entry) -> Settings:
    """The settings of a protocol. Raises CannotOpen naming the key that is wrong.

    Some settings state a reading to which the program is built; they admit that
    reading alone, so that a protocol which asks for another is refused, not ignored.
    """
    settings = Settings(
        timezone=entry.text("timezone", among=("Europe/London",)),
        interval_unit=entry.text("interval_unit", among=("local_calendar_days",)),
        boundary=entry.text("boundary", among=("gap_equal_to_N_passes",)),
        month_arithmetic=entry.text(
            "month_arithmetic", among=("same_day_number_else_last_day_of_month",)
        ),
        leap_day_birthday=entry.text("leap_day_birthday", among=("1_march", "28_february")),
        age_basis=entry.text("age_basis", among=("strict", "treatment_day")),
        counted_statuses=entry.texts("counted_statuses", among=STATUSES),
        diary_statuses=entry.texts("diary_statuses", among=STATUSES),
        ignored_statuses=entry.texts("ignored_statuses", among=STATUSES),
        unclosed_past=entry.text("unclosed_past", among=("count_as_done_and_warn",)),
        unknown_zone=entry.text("unknown_zone", among=("treat_as_same_zone",)),
        questionnaire_valid_days=entry.number("questionnaire_valid_days", low=1, high=3650),
        consult_valid_days=entry.number("consult_valid_days", low=1, high=3650),
        cooling_off_warn_below_days=entry.number("cooling_off_warn_below_days", high=14),
        challenge_age=entry.number("challenge_age", low=18, high=120),
        retention_years=entry.number("retention_years", low=7, high=100),
    )
    for status in settings.listed_statuses:
        if settings.listed_statuses.count(status) > 1:
            entry.fail("counted_statuses", f"'{status}' stands in more than one list of statuses")
    entry.close()
    return settings
