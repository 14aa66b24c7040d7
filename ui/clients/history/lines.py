"""What stands in the treatment history: records, visits without one, and what was had elsewhere.

Pure; all in words. Newest first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from clinic_desk.base.clock import local_day
from clinic_desk.base.words import MONTHS, clock_time, plain_date
from clinic_desk.calendar.records import Visit
from clinic_desk.calendar.statuses import GIVEN_UP, IN_THE_DIARY, SHOWN
from clinic_desk.records.contents import ToxinContent
from clinic_desk.records.record import KIND_WORDS, Record
from clinic_desk.records.summary import Names
from clinic_desk.treatments.catalogue import Catalogue
from clinic_desk.treatments.elsewhere import ElsewhereRecord
from ui.clients.entries import places_words
from ui.clients.reading import ClientFile, Clinical
from ui.records.telling import KIND_COLOURS, facts, headline, sentences, title

SHORT_FACTS = (
    "Product",
    "Batch",
    "Expires",
    "Diluted with",
    "Depth",
    "Device",
    "Cartridge",
    "Face to face",
    "Noticed",
    "After",
)
"""The facts of a record that stand in the list; all of them stand beside its map."""
NOT_WRITTEN = "not written up"
NOT_CLOSED = "not closed yet"
DRAFT = "draft, not signed"
IN_ERROR = "entered in error"
ALTERED = "altered since it was signed"
ELSEWHERE = "elsewhere"


class Tag(NamedTuple):
    """A few words in an outline behind the title."""

    words: str
    tone: str = "quiet"
    """A family of the theme: warn, block; or quiet."""


class Line(NamedTuple):
    """One line of the history."""

    key: str
    day: date
    when: str
    """`24 Nov 2026`."""
    time: str
    title: str
    family: str
    detail: str
    facts: tuple[tuple[str, str], ...] = ()
    said: str = ""
    tags: tuple[Tag, ...] = ()
    quiet: bool = False
    """Nothing took place, or it does not count."""
    hollow: bool = False
    """Not here: its dot on the thread is open."""
    kind: str = ""
    """The code of the treatment, by which the list is narrowed down."""
    visit_id: int | None = None
    record_id: int | None = None

    @property
    def spoken(self) -> str:
        """The line as one sentence for a screen reader."""
        told = [f"{label} {value}" for label, value in self.facts]
        tags = [tag.words for tag in self.tags]
        parts = (self.when, self.time, self.title, *tags, self.detail, *told, self.said)
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True)
class Reckoned:
    """The lines, and whether older ones wait until more records have been read."""

    lines: tuple[Line, ...]
    whole: bool


def lines_of(file: ClientFile, now: datetime) -> Reckoned:
    """The history as far as it has been read, newest first.

    A visit is told only once the records of its day have been read, so that none is called
    unwritten that is written.
    """
    clinical = file.clinical
    if clinical is None:
        return Reckoned((), True)
    begun = [visit for visit in file.visits if visit.starts_at <= now]
    horizon = _horizon(file, clinical)
    made = [
        *_records(clinical, file.catalogue, begun, now),
        *_unwritten(clinical, file.catalogue, begun, now),
        *_elsewhere(file.elsewhere, file.catalogue, now),
    ]
    shown = [line for line in made if horizon is None or line.day >= horizon]
    shown.sort(key=lambda line: (line.day, line.time, line.record_id or 0), reverse=True)
    return Reckoned(tuple(shown), horizon is None)


def _horizon(file: ClientFile, clinical: Clinical) -> date | None:
    """The first day of which all has been read; None where everything has."""
    ends = []
    if not clinical.records_whole and clinical.records:
        ends.append(clinical.records[-1].treated_on)
    if not file.whole and file.visits:
        ends.append(local_day(file.visits[-1].starts_at))
    return max(ends, default=None)


def _records(
    clinical: Clinical, catalogue: Catalogue, begun: Iterable[Visit], now: datetime
) -> Iterator[Line]:
    times = {visit.id: clock_time(visit.starts_at) for visit in begun}
    today = local_day(now)
    for record in clinical.records:
        yield _of_record(record, clinical.names, times.get(record.visit_id, ""), today)


def _of_record(record: Record, names: Names, time: str, today: date) -> Line:
    told = record.content is not None and not record.altered
    said = sentences(record, names) if told else ()
    at = "" if record.kind == "adverse_event" else time
    return Line(
        key=f"record-{record.id}",
        day=record.treated_on,
        when=day_words(record.treated_on),
        time=_time(record.treated_on, at, today),
        title=title(record, names),
        family=KIND_COLOURS[record.kind],
        detail=headline(record, names) if told else record.person_name,
        facts=tuple(
            (label, value)
            for label, value in (facts(record, names) if told else ())
            if label in SHORT_FACTS
        ),
        said=" ".join(_sentence(label, words) for label, words in said) if told else record.warning,
        tags=tuple(_tags(record)),
        quiet=record.in_error,
        kind=record.treatment,
        visit_id=record.visit_id,
        record_id=record.id,
    )


def _sentence(label: str, words: str) -> str:
    text = " ".join(words.split())
    if not label:
        return text
    ended = "" if text.endswith((".", "!", "?")) else "."
    return f"{label}: {text}{ended}"


def _tags(record: Record) -> Iterator[Tag]:
    if record.altered:
        yield Tag(ALTERED, "block")
    if record.in_error:
        yield Tag(IN_ERROR, "block")
    if not record.signed:
        yield Tag(DRAFT, "warn")
    amended = [each for each in record.amendments if each.kind == "amendment"]
    if amended:
        yield Tag(f"amended {_brief(local_day(amended[-1].written_at))}")
    if record.written_late:
        yield Tag("late entry")


def _unwritten(
    clinical: Clinical, catalogue: Catalogue, begun: Iterable[Visit], now: datetime
) -> Iterator[Line]:
    written = {each.visit_id for each in clinical.records if each.kind != "adverse_event"}
    today = local_day(now)
    for visit in begun:
        if visit.id not in written:
            yield _of_visit(visit, catalogue, now, today)


def _of_visit(visit: Visit, catalogue: Catalogue, now: datetime, today: date) -> Line:
    known = catalogue.by_code.get(visit.treatment)
    day, gone = local_day(visit.starts_at), visit.status in GIVEN_UP
    where = places_words(catalogue, visit.zones)
    reason = f": {visit.status_reason}" if visit.status_reason else ""
    return Line(
        key=f"visit-{visit.id}",
        day=day,
        when=day_words(day),
        time=_time(day, clock_time(visit.starts_at), today),
        title=known.short_name if known else visit.treatment,
        family=known.colour if known else "",
        detail=" · ".join(part for part in (where, visit.person_name) if part),
        said=f"{SHOWN[visit.status]}{reason}" if gone or visit.status_reason else "",
        tags=tuple(_visit_tags(visit, now)),
        quiet=gone,
        kind=visit.treatment,
        visit_id=visit.id,
    )


def _visit_tags(visit: Visit, now: datetime) -> Iterator[Tag]:
    if visit.status in IN_THE_DIARY:
        under_way = visit.ends_at > now
        words = SHOWN[visit.status].lower() if under_way else NOT_CLOSED
        yield Tag(words, "quiet" if under_way else "warn")
    elif visit.status not in GIVEN_UP:
        yield Tag(NOT_WRITTEN, "warn")


def _elsewhere(
    had: Iterable[ElsewhereRecord], catalogue: Catalogue, now: datetime
) -> Iterator[Line]:
    for each in had:
        known, ours = catalogue.elsewhere.get(each.code), catalogue.by_code.get(each.code)
        yield Line(
            key=f"elsewhere-{each.id}",
            day=each.had_on,
            when=day_words(each.had_on),
            time="",
            title=known.label if known else ours.name if ours else each.code,
            family="",
            detail=places_words(catalogue, each.zones),
            said=each.note,
            tags=(Tag(ELSEWHERE),),
            hollow=True,
            kind=each.code,
        )


def day_words(day: date) -> str:
    """`24 Nov 2026`."""
    return f"{_brief(day)} {day.year}"


def _brief(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]}"


def _time(day: date, time: str, today: date) -> str:
    return " ".join(part for part in ("today" if day == today else "", time) if part)


def kinds(lines: Iterable[Line]) -> tuple[tuple[str, str], ...]:
    """What the list can be narrowed down to: code and words, each once, as they come."""
    found = {line.kind: line.title for line in lines if line.kind}
    return tuple(sorted(found.items(), key=lambda each: each[1]))


def map_title(record: Record) -> str:
    """`10 October 2026 · injection map`, or what kind of record it is."""
    what = "injection map" if record.kind == "toxin" else KIND_WORDS[record.kind].lower()
    return f"{plain_date(record.treated_on)} · {what}"


def has_map(record: Record) -> bool:
    """Whether there is a map on it that may be shown."""
    content = record.content
    return isinstance(content, ToxinContent) and bool(content.points) and not record.altered
