"""Worked examples: a client's history, a booking asked for, and the verdict a clinician expects.

Judged by the protocol alone, without a clinic or a database, so that a
protocol can be tried before it is signed.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Any, TextIO

from clinic_desk.base.errors import CannotOpen, ClinicError
from clinic_desk.base.printing import one_line, print_lines
from clinic_desk.safety.facts import Answer, Event, Facts, Proposal
from clinic_desk.safety.findings import Verdict, verdict
from clinic_desk.safety.judge import earliest, judge
from clinic_desk.safety.loading import load_protocol, with_settings
from clinic_desk.safety.protocol import Protocol
from clinic_desk.safety.rules import Question
from clinic_desk.safety.settings import STATUSES
from clinic_desk.treatments.reading import Entry, parsed, read_bytes, shown

_OPENING = "The worked examples cannot be read"
_OLDEST, _LATEST = date(1900, 1, 1), date(2199, 12, 31)
_CLIENT = ("dob", "id_checked", "consult_on", "questionnaire_on", "answers")


@dataclass(frozen=True)
class Example:
    """One worked example, with the protocol as its own settings change it."""

    id: str
    title: str
    facts: Facts
    protocol: Protocol
    expected: Verdict
    expected_rules: tuple[str, ...]
    """Ids of the findings at warn or block, sorted."""


@dataclass(frozen=True)
class Result:
    """What the protocol says to one example, beside what was expected of it."""

    id: str
    title: str
    verdict: Verdict
    rules: tuple[str, ...]
    earliest: date | None
    expected: Verdict
    expected_rules: tuple[str, ...]

    @property
    def agrees(self) -> bool:
        """Whether the verdict and the set of ids are those expected."""
        return (self.verdict, self.rules) == (self.expected, self.expected_rules)

    @property
    def line(self) -> str:
        """`ok S01 title`, or `differs S03 title: expected …, got …`."""
        name = one_line(f"{self.id} {self.title}")
        if self.agrees:
            return f"ok {name}"
        expected = one_line(" ".join([self.expected, *self.expected_rules]))
        return f"differs {name}: expected {expected}, got {' '.join([self.verdict, *self.rules])}"


def run(
    file: Path,
    protocol_dir: Path,
    as_json: bool,
    out: TextIO,
    err: TextIO | None = None,
) -> int:
    """Judge a file of examples and print the results; `main.py protocol check`.

    Gives the exit code: 0 if all agree, 1 if any differs, 2 with one sentence on
    `err` (the standard error stream if none is given) if something cannot be read
    or written.
    """
    try:
        results = check(load_protocol(protocol_dir), file)
        print_lines(_told(results, as_json), out)
    except ClinicError as fault:
        print(fault, file=err or sys.stderr)
        return 2
    return 0 if all(result.agrees for result in results) else 1


def _told(results: Sequence[Result], as_json: bool) -> list[str]:
    if as_json:
        return [json.dumps([_as_data(result) for result in results], indent=2)]
    return [result.line for result in results]


def _as_data(result: Result) -> dict[str, object]:
    return {
        "id": result.id,
        "verdict": result.verdict,
        "rules": list(result.rules),
        "earliest": result.earliest.isoformat() if result.earliest else None,
    }


def check(protocol: Protocol, file: Path) -> tuple[Result, ...]:
    """The results of a file of examples, in its order.

    Raises CannotOpen naming file, example, key and value for what cannot be read.
    """
    return tuple(_result(example) for example in read_examples(protocol, file))


def _result(example: Example) -> Result:
    findings = judge(example.protocol, example.facts)
    return Result(
        example.id,
        example.title,
        verdict(findings),
        tuple(sorted(finding.rule for finding in findings if finding.severity != "note")),
        earliest(example.protocol, example.facts),
        example.expected,
        example.expected_rules,
    )


def read_examples(protocol: Protocol, file: Path) -> tuple[Example, ...]:
    """The examples of a file, all of it checked before any is given. Raises CannotOpen."""
    name = str(file)
    whole = Entry(parsed(read_bytes(file, name, _OPENING), name, _OPENING), name, _OPENING)
    defaults = _default_client(whole)
    tables = whole.tables("scenario")
    whole.close()
    if not tables:
        whole.fail("scenario", "the file holds no example")
    examples: dict[str, Example] = {}
    for number, table in enumerate(tables, 1):
        table.where = f"{name}, scenario {number}"
        id = table.text("id")
        if not id.strip():
            table.fail("id", f"{shown(id)} is no name")
        table.where = f"{name}, scenario {shown(id)[1:-1]}"
        if id in examples:
            table.fail("id", f"{shown(id)} is taken by an earlier example")
        examples[id] = _read_example(protocol, table, id, defaults)
    return tuple(examples.values())


def _default_client(whole: Entry) -> Mapping[str, Any]:
    if not whole.has("defaults"):
        return {}
    defaults = whole.table("defaults")
    client = defaults.table("client").raw if defaults.has("client") else {}
    defaults.close()
    return client


def _read_example(
    protocol: Protocol, entry: Entry, id: str, defaults: Mapping[str, Any]
) -> Example:
    protocol = _with_its_settings(protocol, entry)
    today = _day(entry, "today")
    events = _read_events(protocol, entry)
    proposed = _read_proposal(protocol, entry.table("proposed"), events)
    client = _client(entry, defaults)
    example = Example(
        id=id,
        title=entry.text("title", ""),
        facts=_read_facts(protocol, client, today, events, proposed),
        protocol=protocol,
        expected=entry.text("expect", among=("ok", "warn", "block")),  # type: ignore[arg-type]
        expected_rules=tuple(sorted(set(entry.texts("rules", ())))),
    )
    entry.text("because", "")
    entry.close()
    return example


def _with_its_settings(protocol: Protocol, entry: Entry) -> Protocol:
    if not entry.has("settings"):
        return protocol
    changes = entry.table("settings")
    for key, value in changes.raw.items():
        try:
            with_settings(protocol, {key: value})
        except CannotOpen as fault:
            changes.fail(key, fault.what.split(f"key {key}: ")[-1].rstrip("."))
    try:
        return with_settings(protocol, changes.raw)
    except CannotOpen as fault:
        entry.fail("settings", fault.what.split(": ", 2)[-1].rstrip("."))


def _client(entry: Entry, defaults: Mapping[str, Any]) -> Entry:
    """The client as the example changes it: its own keys over the defaults, `unset` taken away."""
    own = dict(entry.table("client").raw) if entry.has("client") else {}
    unset = Entry({"unset": own.pop("unset", [])}, f"{entry.where}, client", _OPENING)
    absent = unset.texts("unset", among=_CLIENT)
    merged = {key: value for key, value in {**defaults, **own}.items() if key not in absent}
    return Entry(merged, f"{entry.where}, client", _OPENING)


def _read_facts(
    protocol: Protocol, client: Entry, today: date, events: tuple[Event, ...], proposed: Proposal
) -> Facts:
    answers = client.table("answers").raw if client.has("answers") else {}
    facts = Facts(
        today=today,
        proposed=proposed,
        events=events,
        born_on=_day_or_none(client, "dob"),
        id_checked=client.flag("id_checked", False),
        consult_on=_day_or_none(client, "consult_on"),
        questionnaire_on=_day_or_none(client, "questionnaire_on"),
        answers={
            id: _read_answer(protocol, Entry(answers, f"{client.where}, answers", _OPENING), id)
            for id in answers
        },
    )
    client.close()
    return facts


def _read_answer(protocol: Protocol, answers: Entry, id: str) -> Answer:
    answers.one_of(id, id, tuple(protocol.question_by_id))
    entry, question = answers.table(id), protocol.question_by_id[id]
    value = _value(entry, question)
    answer = Answer(
        current=entry.flag("current", value not in (None, "none")),
        stopped=_day_or_none(entry, "stopped"),
        value=value,
    )
    entry.close()
    return answer


def _value(entry: Entry, question: Question) -> str | None:
    if not entry.has("value"):
        return None
    if not question.values:
        entry.fail("value", f"the question {question.id} takes no value")
    return entry.text("value", among=question.values)


def _read_events(protocol: Protocol, entry: Entry) -> tuple[Event, ...]:
    events: dict[str, Event] = {}
    for number, each in enumerate(entry.tables("events"), 1):
        id = _event_id(each, "id") if each.has("id") else f"event {number}"
        if id in events:
            each.fail("id", f"{shown(id)} is taken by an earlier event")
        events[id] = _read_event(protocol, each, id)
    return tuple(events.values())


def _read_event(protocol: Protocol, entry: Entry, id: str) -> Event:
    catalogue = protocol.catalogue
    event = Event(
        id=id,
        treatment=entry.text("t", among=(*catalogue.by_code, *catalogue.elsewhere)),
        day=_day(entry, "date"),
        status=entry.text("status", "completed", STATUSES),
        zones=entry.texts("zones", (), catalogue.places.region_of),
        time=_time(entry),
    )
    entry.close()
    return event


def _read_proposal(protocol: Protocol, entry: Entry, events: Sequence[Event]) -> Proposal:
    catalogue = protocol.catalogue
    replaces = None
    if entry.has("replaces"):
        replaces = _event_id(entry, "replaces")
        if replaces not in {event.id for event in events}:
            entry.fail("replaces", f"none of its events has the id {shown(replaces)}")
    proposal = Proposal(
        treatment=entry.text("t", among=tuple(catalogue.by_code)),
        day=_day(entry, "date"),
        zones=entry.texts("zones", (), catalogue.places.region_of),
        time=_time(entry),
        replaces=replaces,
    )
    entry.close()
    return proposal


def _event_id(entry: Entry, key: str) -> str:
    """The id of an event, which may be written as a text or as a whole number."""
    return str(entry.number(key)) if isinstance(entry.raw[key], int) else entry.text(key)


def _day(entry: Entry, key: str) -> date:
    day = entry.day(key)
    if not _OLDEST <= day <= _LATEST:
        entry.fail(key, f"{shown(day)} is not between {_OLDEST} and {_LATEST}")
    return day


def _day_or_none(entry: Entry, key: str) -> date | None:
    return _day(entry, key) if entry.has(key) else None


def _time(entry: Entry) -> time | None:
    if not entry.has("time"):
        return None
    if isinstance(entry.raw["time"], time):
        return entry.clock_time("time")
    text = entry.text("time")
    match = re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)", text, re.ASCII)
    if not match:
        entry.fail("time", f"{shown(text)} is not a time such as '09:30'")
    return time(int(match[1]), int(match[2]))
