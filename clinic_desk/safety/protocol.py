"""The clinic's protocol, whole and checked: what every judgement is made by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

from clinic_desk.safety.canonical import Document, digest
from clinic_desk.safety.phrases import Wording
from clinic_desk.safety.rules import Check, Question, SpacingRule
from clinic_desk.safety.settings import Settings
from clinic_desk.safety.worried import Worried
from clinic_desk.treatments.catalogue import Catalogue, Treatment
from clinic_desk.treatments.reading import Entry


class Meta(NamedTuple):
    """Whose protocol it is, which version, and when it must be looked at again."""

    ruleset: str
    version: str
    compiled: date
    review_by: date
    jurisdiction: str
    clinic: str
    phone: str
    clinician_signoff: str
    """Empty in a draft: the program then says so."""
    intended_purpose: str


@dataclass(frozen=True)
class Protocol:
    """A protocol that was read without a fault. Frozen; a change makes another."""

    meta: Meta
    settings: Settings
    severity_words: Mapping[str, str]
    catalogue: Catalogue
    spacing: tuple[SpacingRule, ...]
    checks: Mapping[str, Check]
    questions: tuple[Question, ...]
    wording: Wording
    worried: Worried
    document: Document = field(repr=False, compare=False)

    @cached_property
    def text(self) -> str:
        """The whole protocol as one text: what is signed, and what restores it."""
        return self.document.text()

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the text, in hexadecimal."""
        return digest(self.text)

    @cached_property
    def question_by_id(self) -> Mapping[str, Question]:
        """The health questions by id."""
        return {each.id: each for each in self.questions}

    @cached_property
    def rules_between(self) -> Mapping[tuple[str, str], tuple[SpacingRule, ...]]:
        """The spacing rules for an earlier and a later treatment, by their two codes."""
        pairs: dict[tuple[str, str], tuple[SpacingRule, ...]] = {}
        for rule in self.spacing:
            for pair in {(earlier, later) for earlier in rule.after for later in rule.before}:
                pairs[pair] = (*pairs.get(pair, ()), rule)
        return pairs

    @cached_property
    def longest_spacing(self) -> int:
        """Days beyond which no spacing rule reaches."""
        return max((rule.reach for rule in self.spacing), default=0)

    def covers(self, check: str, treatment: Treatment) -> bool:
        """Whether a check applies to a treatment, by its own list or by the treatment's file."""
        return self.checks[check].covers(treatment.code) or check in treatment.checks


class SigningText(NamedTuple):
    """What a signature covers: the text in full and its digest, with ruleset and version."""

    ruleset: str
    version: str
    text: str
    digest: str

    @property
    def statement(self) -> str:
        """The sentence above the signature."""
        return (
            f"I have read protocol {self.ruleset}, version {self.version}, and approve it for use "
            f"in this clinic as it stands (text {self.digest[:12]})."
        )

    def covers(self, protocol: Protocol) -> bool:
        """Whether it is this very protocol that was signed."""
        return self.digest == protocol.digest


def signing_text(protocol: Protocol) -> SigningText:
    """What a signature of the protocol, as it stands, would cover."""
    return SigningText(protocol.meta.ruleset, protocol.meta.version, protocol.text, protocol.digest)


def read_meta(entry: Entry) -> Meta:
    """The head of a protocol. Raises CannotOpen naming the key that is wrong."""
    meta = Meta(
        ruleset=entry.text("ruleset"),
        version=entry.text("version"),
        compiled=entry.day("compiled"),
        review_by=entry.day("review_by"),
        jurisdiction=entry.text("jurisdiction"),
        clinic=entry.text("clinic"),
        phone=entry.text("phone"),
        clinician_signoff=entry.text("clinician_signoff"),
        intended_purpose=entry.text("intended_purpose"),
    )
    entry.close()
    return meta
