"""From the files of a protocol to a Protocol: strictly, and never with a traceback."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from clinic_desk.base.errors import CannotOpen
from clinic_desk.safety.canonical import LISTS, SINGLES, Document, Part
from clinic_desk.safety.phrases import CHECK_WORDS, read_wording
from clinic_desk.safety.protocol import Protocol, read_meta
from clinic_desk.safety.rules import (
    AGE_CHECKS,
    Check,
    Question,
    read_check,
    read_effect,
    read_question,
    read_spacing,
)
from clinic_desk.safety.settings import read_settings
from clinic_desk.safety.worried import read_worried
from clinic_desk.treatments.catalogue import (
    SEVERITIES,
    Catalogue,
    External,
    Treatment,
    read_treatment,
)
from clinic_desk.treatments.places import read_places
from clinic_desk.treatments.products import read_product
from clinic_desk.treatments.reading import Entry, parsed, read_bytes, shown

_OPENING = "The protocol cannot be opened"
NEVER_EMPTY = ("treatment", "spacing", "check", "question", "external", "place_choice")
"""Lists that a protocol must have: a lost file would else take its rules away without a word."""


def load_protocol(folder: Path) -> Protocol:
    """The protocol of every TOML file in a folder and the folders in it.

    Raises CannotOpen, naming file, entry, key and value, for anything that is
    missing, unknown, doubled, of the wrong kind or not to be read.
    """
    try:
        files = sorted(path for path in folder.rglob("*.toml") if path.is_file())
    except OSError as fault:
        raise CannotOpen(f"{_OPENING}: {folder}: {fault.strerror}.") from None
    if not folder.is_dir():
        raise CannotOpen(f"{_OPENING}: {folder} is not a folder.")
    if not files:
        raise CannotOpen(f"{_OPENING}: the folder {folder} holds no TOML file.")
    names = [path.relative_to(folder).as_posix() for path in files]
    return _read(
        tuple(
            (name, read_bytes(path, name, _OPENING))
            for name, path in zip(names, files, strict=True)
        )
    )


def protocol_from_text(text: str) -> Protocol:
    """The protocol whose `text` was kept, as when it was signed. Raises CannotOpen."""
    return _read((("the kept text", text.encode()),))


@lru_cache(maxsize=4)
def _read(files: tuple[tuple[str, bytes], ...]) -> Protocol:
    """The protocol of these names and contents; the same one for the same, as it is frozen."""
    return build(_merged((name, parsed(raw, name, _OPENING)) for name, raw in files))


def with_settings(protocol: Protocol, changes: Mapping[str, Any]) -> Protocol:
    """A copy with some of its settings changed. Raises CannotOpen for one that may not be so."""
    part = protocol.document.singles["settings"]
    changed = {**part.table, **_plain(changes)}
    singles = {**protocol.document.singles, "settings": Part(part.origin, changed)}
    settings = read_settings(_entry(Part("the settings", changed), "settings"))
    return replace(
        protocol, settings=settings, document=protocol.document._replace(singles=singles)
    )


def with_treatments(protocol: Protocol, changes: Mapping[str, Mapping[str, Any]]) -> Protocol:
    """A copy with keys of some treatments changed, by code: switched on, other minutes.

    Raises BadInput for an unknown treatment, CannotOpen for a key or value that may not be so.
    """
    for code in changes:
        protocol.catalogue.treatment(code)
    parts = tuple(
        Part(part.origin, {**part.table, **_plain(changes.get(part.table["code"], {}))})
        for part in protocol.document.lists["treatment"]
    )
    lists = {**protocol.document.lists, "treatment": parts}
    return build(protocol.document._replace(lists=lists))


def _plain(changes: Mapping[str, Any]) -> dict[str, Any]:
    return {key: list(each) if isinstance(each, tuple) else each for key, each in changes.items()}


def _merged(tables: Iterable[tuple[str, Mapping[str, Any]]]) -> Document:
    singles: dict[str, Part] = {}
    lists: dict[str, list[Part]] = {name: [] for name in LISTS}
    for origin, content in tables:
        for key, value in content.items():
            if key in lists:
                lists[key] += _parts(origin, key, value)
            elif key not in SINGLES:
                raise CannotOpen(f"{_OPENING}: {origin}: no table {shown(key)} is known.")
            elif key in singles:
                first = singles[key].origin
                raise CannotOpen(f"{_OPENING}: {origin}: [{key}] already stands in {first}.")
            else:
                singles[key] = Part(origin, Entry(value, f"{origin}, {key}", _OPENING).raw)
    for name in SINGLES:
        if name not in singles:
            raise CannotOpen(f"{_OPENING}: the table [{name}] stands in none of the files.")
    for name in NEVER_EMPTY:
        if not lists[name]:
            raise CannotOpen(f"{_OPENING}: no [[{name}]] stands in any of the files.")
    return Document(singles, {name: tuple(parts) for name, parts in lists.items()})


def _parts(origin: str, key: str, value: object) -> list[Part]:
    if not isinstance(value, list):
        raise CannotOpen(f"{_OPENING}: {origin}: {key} must be written as [[{key}]].")
    where = f"{origin}, {key}"
    return [
        Part(origin, Entry(each, f"{where} {number}", _OPENING).raw)
        for number, each in enumerate(value, 1)
    ]


def _entry(part: Part, name: str) -> Entry:
    return Entry(part.table, f"{part.origin}, {name}", _OPENING)


def _entries(document: Document, name: str, id_key: str = "id") -> list[Entry]:
    """The entries of one list, each named by its id; doubled ids raise CannotOpen."""
    entries: dict[str, Entry] = {}
    for number, part in enumerate(document.lists[name], 1):
        id = Entry(part.table, f"{part.origin}, {name} {number}", _OPENING).text(id_key)
        entry = _entry(part, f"{name} {shown(id)[1:-1]}")
        if id in entries:
            entry.fail(id_key, f"{shown(id)} is already taken by an entry in {_file(entries[id])}")
        entries[id] = entry
    return list(entries.values())


def _file(entry: Entry) -> str:
    return entry.where.split(", ")[0]


def build(document: Document) -> Protocol:
    """The protocol that a document says. Raises CannotOpen naming what is wrong."""
    single = {name: _entry(part, name) for name, part in document.singles.items()}
    severity_words, severities = _read_severity(single["severity"])
    catalogue = _read_catalogue(document, single)
    bookable = tuple(catalogue.by_code)
    families = tuple(dict.fromkeys([*bookable, *(each.family for each in catalogue.treatments)]))
    codes = (*bookable, *catalogue.elsewhere)
    protocol = Protocol(
        meta=read_meta(single["meta"]),
        settings=read_settings(single["settings"]),
        severity_words=severity_words,
        catalogue=catalogue,
        spacing=tuple(
            read_spacing(each, codes, bookable) for each in _entries(document, "spacing")
        ),
        checks=_read_checks(document, bookable),
        questions=_read_questions(document, families, severities),
        wording=read_wording(single["wording"]),
        worried=read_worried(single["worried"]),
        document=document,
    )
    _check_agreement(document, protocol)
    return protocol


def _read_severity(entry: Entry) -> tuple[dict[str, str], dict[str, str]]:
    words = {name: entry.text(name) for name in ("ok", *SEVERITIES)}
    table = entry.table("question_map")
    severities = {name: table.text(name, among=SEVERITIES) for name in ("stop", "ask", "note")}
    table.close()
    entry.close()
    return words, severities


def _read_catalogue(document: Document, single: Mapping[str, Entry]) -> Catalogue:
    places = read_places(
        single["regions"],
        single["zone_overlap"],
        single["adjacent"],
        single["zone_words"],
        _entries(document, "place_choice"),
    )
    entries = _entries(document, "treatment", "code")
    treatments = [read_treatment(each, tuple(CHECK_WORDS), places) for each in entries]
    codes = [each.code for each in treatments]
    external = [_read_external(each, codes) for each in _entries(document, "external", "code")]
    for entry, treatment in zip(entries, treatments, strict=True):
        if treatment.window:
            entry.table("window").texts("after", among=codes)
    return Catalogue(
        tuple(sorted(treatments, key=lambda each: each.order)),
        tuple(external),
        places,
        tuple(read_product(each) for each in _entries(document, "product", "name")),
    )


def _read_external(entry: Entry, treatments: Sequence[str]) -> External:
    external = External(
        entry.text("code"),
        entry.text("label"),
        entry.text("record_name"),
        entry.flag("has_place", True),
    )
    if external.code in treatments:
        entry.fail("code", f"{shown(external.code)} is already a treatment of the clinic")
    entry.close()
    return external


def _read_checks(document: Document, bookable: Sequence[str]) -> dict[str, Check]:
    checks = {
        check.id: check
        for check in (read_check(each, bookable) for each in _entries(document, "check"))
    }
    for id in CHECK_WORDS:
        if id not in checks:
            raise CannotOpen(f"{_OPENING}: the check {id} stands in none of the files.")
    return checks


def _read_questions(
    document: Document, families: Sequence[str], severities: Mapping[str, str]
) -> tuple[Question, ...]:
    questions = {
        question.id: question
        for question in (
            read_question(each, families, severities) for each in _entries(document, "question")
        )
    }
    for number, part in enumerate(document.lists["effect"], 1):
        entry = _entry(part, f"effect {number}")
        question = questions[entry.text("question", among=tuple(questions))]
        effect = read_effect(entry, families, severities, question.values)
        questions[question.id] = question._replace(effects=(*question.effects, effect))
    return tuple(questions.values())


def _check_agreement(document: Document, protocol: Protocol) -> None:
    """Refuse a treatment whose own figures are contradicted by the checks that cover it."""
    for entry in _entries(document, "treatment", "code"):
        treatment = protocol.catalogue.treatment(entry.text("code"))
        if treatment.needs_consult and not protocol.covers("CONSULT-MISSING", treatment):
            entry.fail("needs_consult", "it is true, but CONSULT-MISSING does not cover it")
        if treatment.older_age_warn and not protocol.covers("AGE-65", treatment):
            entry.fail("older_age_warn", "it is given, but AGE-65 does not cover it")
        if treatment.window and not protocol.covers("WINDOW", treatment):
            entry.fail("window", "it is given, but WINDOW does not cover it")
        _check_age(entry, treatment, protocol)


def _check_age(entry: Entry, treatment: Treatment, protocol: Protocol) -> None:
    covering = [id for id in AGE_CHECKS if protocol.covers(id, treatment)]
    if treatment.min_age_severity and not covering and treatment.min_age_severity == "block":
        known = ", ".join(AGE_CHECKS)
        problem = f"it refuses by age, but none of {known} covers it (its key checks may name one)"
        entry.fail("min_age", problem)
    for id in covering:
        check = protocol.checks[id]
        if treatment.min_age_severity not in ("", check.severity):
            entry.fail("min_age_severity", f"{id} covers it and says '{check.severity}'")
        if treatment.min_age_override not in ("", check.override):
            entry.fail("min_age_override", f"{id} covers it and says '{check.override}'")
