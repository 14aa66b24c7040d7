"""What stands between a draft and a signature. Pure.

A stop must be put right. What does not stop is passed by a tick with a written reason,
which is kept in the record and signed with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from clinic_desk.base.words import short_day
from clinic_desk.records.contents import (
    AdverseEventContent,
    ConsultationContent,
    Content,
    NotTreatedContent,
    ReviewContent,
)
from clinic_desk.records.missing import ATTENDED, Missing, SigningFacts
from clinic_desk.records.signing_needling import needling
from clinic_desk.records.signing_toxin import toxin

CONSENT_WORDS = {
    "none": "There is no consent on file for this treatment.",
    "outdated": "The consent on file is out of date.",
    "withdrawn": "The consent to this treatment was taken back.",
}


def what_is_missing(content: Content, facts: SigningFacts) -> tuple[Missing, ...]:
    """All that a signature still lacks, what stops first; empty for a record to be signed.

    A warning that was passed in the content, with a reason, is not among it.
    """
    passed = {each.code for each in content.passed if each.reason.strip()}
    found = (*_of_the_visit(content, facts), *_BY_KIND[content.kind](content, facts))
    left = [each for each in found if each.stops or each.code not in passed]
    return tuple(sorted(left, key=lambda each: not each.stops))


def _of_the_visit(content: Content, facts: SigningFacts) -> Iterator[Missing]:
    if facts.by not in facts.may_sign:
        yield Missing("by", "Only the person who treated signs this record.")
    if facts.treated_on > facts.today:
        yield Missing(
            "visit",
            f"The visit is on {short_day(facts.treated_on, facts.today)}: it is yet to come.",
        )
    due = _status_due(content)
    if due and facts.visit_status not in due:
        yield Missing(
            "visit", f"The visit is marked {facts.booked_status.lower()}. Close it first."
        )


def _status_due(content: Content) -> frozenset[str]:
    """The statuses that fit; an adverse event fits any visit that was treated or not."""
    if isinstance(content, AdverseEventContent):
        return frozenset()
    return frozenset({"not_treated"}) if isinstance(content, NotTreatedContent) else ATTENDED


def consent(facts: SigningFacts) -> Iterator[Missing]:
    """A client may have signed on paper that is not scanned yet, so it is passed by a reason."""
    if facts.consent_scope and facts.consent_state in CONSENT_WORDS:
        code = f"consent:{facts.consent_scope}:{facts.consent_state}"
        yield Missing("consent", CONSENT_WORDS[facts.consent_state], code)


def _toxin(content: Any, facts: SigningFacts) -> Iterator[Missing]:
    yield from toxin(content, facts)
    yield from consent(facts)


def _needling(content: Any, facts: SigningFacts) -> Iterator[Missing]:
    yield from needling(content, facts)
    yield from consent(facts)


def _consultation(content: ConsultationContent, facts: SigningFacts) -> Iterator[Missing]:
    if not content.line_type:
        yield Missing("line_type", "Say which kind of lines, or that you are unsure.")
    if content.face_to_face is None:
        yield Missing("face_to_face", "Say whether it was face to face.")
    if content.seen_by is None:
        yield Missing("seen_by", "Say who spoke with the client.")
    if not content.discussed.strip():
        yield Missing("discussed", "Say what was discussed.")
    if not content.decision:
        yield Missing("decision", "Say what was decided.")


def _review(content: ReviewContent, facts: SigningFacts) -> Iterator[Missing]:
    if not content.found.strip():
        yield Missing("found", "Say what was found.")


def _not_treated(content: NotTreatedContent, facts: SigningFacts) -> Iterator[Missing]:
    if not content.reason.strip():
        yield Missing("reason", "Say why nothing was done.")


def _adverse_event(content: AdverseEventContent, facts: SigningFacts) -> Iterator[Missing]:
    if content.noticed_on is None:
        yield Missing("noticed_on", "Say when it was noticed.")
    elif content.noticed_on > facts.today:
        yield Missing("noticed_on", "It was noticed on a day that has not come.")
    elif content.noticed_on < facts.treated_on:
        on = short_day(facts.treated_on, facts.today)
        yield Missing("noticed_on", f"It was noticed before the visit, which was on {on}.")
    for name, sentence in (
        ("what", "Say what happened."),
        ("severity", "Say how bad it was."),
        ("advised", "Say what was advised."),
    ):
        if not getattr(content, name).strip():
            yield Missing(name, sentence)


_BY_KIND: Mapping[str, Callable[[Any, SigningFacts], Iterator[Missing]]] = {
    "toxin": _toxin,
    "needling": _needling,
    "consultation": _consultation,
    "review": _review,
    "not_treated": _not_treated,
    "adverse_event": _adverse_event,
}
