"""The typed head of a leaflet: TOML between two lines of `+++`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, get_type_hints

from clinic_desk.base.errors import ClinicError
from clinic_desk.base.spans import add_months
from clinic_desk.leaflets.letters import STEERING

FENCE = "+++"
COLOURS = ("toxin", "needling", "consultation", "review")
KINDS = ("information", "consultation", "comparison", "aftercare", "public")
"""What a leaflet is for, in the order in which they are shown; see `elements` for each."""
RESERVED = ("lint",)
"""Words that `main.py leaflet` takes for something else than a leaflet's name."""
REVIEWED_AFTER_MONTHS = 36
"""At most; the standard asks for a review every 3 years."""
HIGHEST_VERSION = 9_999
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")
"""A language as a reader of the page is told it: "en", "pl", "zh-Hans"."""


@dataclass(frozen=True)
class Head:
    """Whose text it is and how far it can be trusted."""

    name: str
    """What it is asked for by: "botulinum-toxin"."""
    code: str
    """Printed on every page: "BTX-INFO"."""
    kind: str
    """One of `KINDS`."""
    language: str
    """The language of the text: "en"."""
    title: str
    subtitle: str
    version: int
    published: date
    reviewed: date
    next_review: date
    approver: str
    """The clinician who approved this version; empty prints "Draft, not approved"."""
    treatments: tuple[str, ...]
    """Codes of the treatments that call for it; none for a sheet that anybody may take."""
    colour: str
    """The token of its accent: toxin, needling, consultation or review."""
    exempt: tuple[str, ...]
    """At most five long words that the reading measure leaves out: its own title words."""
    sources: tuple[str, ...]

    @property
    def approved(self) -> bool:
        """Whether a clinician put a name to this version."""
        return bool(self.approver.strip())

    def is_overdue(self, today: date) -> bool:
        """Whether the review was due before that local day."""
        return today > self.next_review


def split_head(text: str, file: str) -> tuple[Head, str, int]:
    """The head, the body, and the number of lines before the body.

    Raises ClinicError naming file, line and key where the head is not as it must be.
    """
    lines = text.split("\n")
    if lines[0].strip() != FENCE:
        raise ClinicError(f"{file}, line 1: a leaflet begins with a head between lines of {FENCE}.")
    end = next((n for n, line in enumerate(lines[1:], 1) if line.strip() == FENCE), None)
    if end is None:
        raise ClinicError(f"{file}, line 1: the head has no closing line of {FENCE}.")
    return _read(lines[1:end], file), "\n".join(lines[end + 1 :]), end + 1


def _read(lines: list[str], file: str) -> Head:
    try:
        found = tomllib.loads("\n".join(lines))
    except tomllib.TOMLDecodeError as wrong:
        told, _, place = str(wrong).partition(" (at ")
        number = re.match(r"line (\d+)", place)
        line = int(number[1]) + 1 if number else len(lines) + 1
        raise ClinicError(f"{file}, line {line}: the head is not as TOML is: {told}.") from None
    line_of = {line.split("=")[0].strip(): n for n, line in enumerate(lines, 2)}
    known = get_type_hints(Head)
    for key in found:
        if key not in known:
            raise ClinicError(f"{file}, line {line_of.get(key, 1)}: the head has no key '{key}'.")
    head = Head(
        **{each.name: _value(found, each.name, known, line_of, file) for each in fields(Head)}
    )
    _check(head, line_of, file)
    return head


def _value(
    found: Mapping[str, Any],
    key: str,
    known: Mapping[str, Any],
    line_of: Mapping[str, int],
    file: str,
) -> Any:
    if key not in found:
        raise ClinicError(f"{file}, line 1: the head lacks '{key}'.")
    value, wanted = found[key], known[key]
    if wanted == tuple[str, ...]:
        if isinstance(value, list) and all(isinstance(each, str) for each in value):
            return tuple(value)
    elif type(value) is wanted:
        return value
    kind = {str: "a text", int: "a whole number", date: "a date"}.get(wanted, "a list of texts")
    raise ClinicError(f"{file}, line {line_of.get(key, 1)}: '{key}' must be {kind}.")


def _check(head: Head, line_of: Mapping[str, int], file: str) -> None:
    def refuse(key: str, why: str) -> None:
        raise ClinicError(f"{file}, line {line_of.get(key, 1)}: '{key}' {why}.")

    for key in ("code", "title", "subtitle", "approver", "sources", "exempt", "treatments"):
        held = getattr(head, key)
        for words in (held,) if isinstance(held, str) else held:
            if stray := STEERING.search(words):
                refuse(key, f"holds a control character ({ascii(stray[0])[1:-1]})")
            if re.search(r"</?[A-Za-z!]", words):
                refuse(key, "holds HTML, which has no place in a leaflet")
    if not re.fullmatch(r"[a-z][a-z0-9-]*", head.name):
        refuse("name", "is made of small letters, figures and hyphens")
    if head.name in RESERVED:
        refuse("name", f"cannot be '{head.name}', which is a command")
    if head.kind not in KINDS:
        refuse("kind", f"is one of {', '.join(KINDS)}")
    if not LANGUAGE.fullmatch(head.language):
        refuse("language", "is a code such as en, pl or zh-Hans")
    if bool(head.treatments) is (head.kind == "public"):
        refuse("treatments", "names those that call for it, and for a public sheet none")
    for key in ("code", "title", "subtitle"):
        if not re.search(r"\w", getattr(head, key)):
            refuse(key, "has no words")
    if head.colour not in COLOURS:
        refuse("colour", f"is one of {', '.join(COLOURS)}")
    if not 1 <= head.version <= HIGHEST_VERSION:
        refuse("version", f"counts from 1 to {HIGHEST_VERSION:,}")
    if not head.published <= head.reviewed < head.next_review:
        refuse("next_review", "comes after the review, and the review not before publication")
    if head.next_review > add_months(head.reviewed, REVIEWED_AFTER_MONTHS):
        refuse("next_review", "is at most 3 years after the review")
    if len(head.exempt) > 5:
        refuse("exempt", "names at most 5 words")
    if not head.sources:
        refuse("sources", "names no source")
