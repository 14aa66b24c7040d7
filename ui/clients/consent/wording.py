"""The words for a consent: how it stands, and what was given or taken back. Pure."""

from __future__ import annotations

from clinic_desk.base.words import plain_date
from clinic_desk.consent.records import ConsentRecord
from clinic_desk.consent.standing import ConsentStanding

STATES = {
    "none": ("Not asked yet", "quiet"),
    "current": ("Signed", "good"),
    "outdated": ("Out of date", "warn"),
    "withdrawn": ("Taken back", "block"),
}
"""The state in a word, and the kind of its chip."""


def standing_words(standing: ConsentStanding, version: str) -> str:
    """`10 October 2026, version 1, until 9 October 2027`; `version` is that of the form in use."""
    if standing.given_on is None:
        return "Nothing is on file."
    day = plain_date(standing.given_on)
    if standing.state == "withdrawn" and standing.withdrawn_on is not None:
        return f"Given {day}, taken back {plain_date(standing.withdrawn_on)}"
    told = f"Signed {day}, version {standing.version}"
    if standing.state == "outdated":
        newer = standing.version != version
        why = f"the form is version {version} now" if newer else "its time has passed"
        return f"{told}: {why}"
    if standing.last_day is not None:
        return f"{told}, until {plain_date(standing.last_day)}"
    return told


def record_title(record: ConsentRecord) -> str:
    """`10 October 2026, signed on screen`."""
    how = "signed on screen" if record.how == "screen" else "signed on paper"
    return f"{plain_date(record.given_on)}, {how}"


def record_detail(record: ConsentRecord) -> str:
    """Whose signature, which version, who took it, and that it was taken back."""
    parts = (record_origin(record), record_end(record), _why_taken_back(record))
    return " · ".join(part for part in parts if part)


def record_line(record: ConsentRecord) -> str:
    """The same for a row that says `record_end` in a place of its own."""
    return " · ".join(part for part in (record_origin(record), _why_taken_back(record)) if part)


def record_origin(record: ConsentRecord) -> str:
    """`By Anna Kowalska · version 1 · taken by Ruth Holt`."""
    parts = [f"By {record.signed_as}", f"version {record.version}", f"taken by {record.taken_by}"]
    if record.late:
        parts.append("entered later")
    return " · ".join(parts)


def record_end(record: ConsentRecord) -> str:
    """`taken back 23 November 2026`; empty where it was not."""
    return f"taken back {plain_date(record.withdrawn_on)}" if record.withdrawn_on else ""


def _why_taken_back(record: ConsentRecord) -> str:
    told = record.withdrawn_on is not None and record.withdrawn_words
    return f"“{record.withdrawn_words}”" if told else ""
