"""The answers that a record's questions offer, short enough to stand side by side."""

from __future__ import annotations

from datetime import date, datetime

from clinic_desk.base.clock import at
from clinic_desk.base.errors import BadInput
from clinic_desk.base.moments import read_moment
from clinic_desk.records.summary import DECISIONS, SEVERITIES

LINES = (("dynamic", "Dynamic"), ("static", "Static"), ("both", "Both"), ("unsure", "Unsure"))
CHAPERONES = (("accepted", "Wanted"), ("declined", "Not wanted"))
FACE_TO_FACE = ((True, "Face to face"), (False, "By phone or video"))
DECISION_CHOICES = tuple(DECISIONS.items())
SEVERITY_CHOICES = tuple(SEVERITIES.items())


def read_time(text: str, day: date) -> datetime:
    """A time of day typed as `9.10` or `0910`, on a local day, as an instant.

    BadInput, field "when", for what is no time.
    """
    moment = read_moment(text, day)
    if moment.time is None:
        raise BadInput("when", f"“{text[:40]}” is no time of day.", next_step="Type 9.10 or 14:30.")
    return at(day, moment.time)


def read_whole(text: str, what: str) -> int | None:
    """A whole number above nothing; None for an empty line. BadInput, field `what`."""
    words = text.strip()
    if not words:
        return None
    if not words.isascii() or not words.isdigit() or not 0 < int(words) < 1000:
        raise BadInput(what, f"“{words[:40]}” is no whole number.")
    return int(words)


def read_millimetres(text: str) -> int:
    """Hundredths of a millimetre typed as `1.5`; nothing for an empty line.

    BadInput, field "depth_hundredths_mm".
    """
    words = text.strip().casefold().removesuffix("mm").strip().replace(",", ".")
    whole, _, rest = words.partition(".")
    if not words:
        return 0
    if not (whole + rest).isascii() or not (whole + rest).isdigit() or len(rest) > 2:
        raise BadInput(
            "depth_hundredths_mm", f"“{text[:40]}” is no depth.", next_step="Type 1.5 for 1.5 mm."
        )
    return int(whole or 0) * 100 + int(rest.ljust(2, "0"))


def read_coming_day(text: str, today: date) -> date:
    """A day to come, as it is typed; BadInput, field "think_until"."""
    day = read_moment(text, today).day
    if day is None:
        raise BadInput("think_until", f"“{text[:40]}” is not a day.", next_step="Type 8 dec.")
    return day
