"""Whether a field of an event has words of its own, rather than the name of its column."""

from __future__ import annotations

from clinic_desk.audit.field_words import RULES, SAID_BY_THE_ACT, WORDS


def is_worded(name: str, act: str) -> bool:
    """Whether the audit says it in words; a finding's mark is told apart, by its own words."""
    if act == "audit.found" or name in WORDS or name in SAID_BY_THE_ACT.get(act, ()):
        return True
    return name.startswith(tuple(RULES))
