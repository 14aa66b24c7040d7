"""Finding clients while someone types: ranges of an index, read row by row until enough came.

Every statement is built once, and none sorts, so that a common fragment costs no more
than a rare one. The joins are CROSS JOINs because without ANALYZE, which would make
every bound statement be planned anew, the planner would guess their order.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import closing
from datetime import date
from typing import Any

from sqlalchemy import Connection

from clinic_desk.clients.asked import MOST_FRAGMENTS, Asked, readings
from clinic_desk.clients.phones import loose_digits
from clinic_desk.clients.records import ClientHit, Matched, shown_name
from clinic_desk.clients.search_keys import SHORTEST_INFIX
from clinic_desk.clients.slips import BEGINNING, WHOLE, slip, traces_typed
from clinic_desk.db.plain import driver_rows

FEW = 3
"""Names found as typed below which those one slip away are looked for too."""

_LEAST_SHARE = 1
"""Clients shown for each of many similar names, so that one common name does not hide the rest."""
_PAST_ALL = "\U0010ffff"
_OTHERS = range(MOST_FRAGMENTS - 1)


def _line_holds(line: str, parameter: str) -> str:
    return " ".join(f"AND instr({line}, :{parameter}{n}) > 0" for n in _OTHERS)


_MERGED, _DECEASED, _DO_NOT_BOOK = 2, 1, 3
SHOWN = f"""SELECT c.id, c.given, c.family, c.known_as, c.born_on, c.first_number,
(SELECT CASE WHEN t.merged_into IS NOT NULL THEN {_MERGED}
    WHEN t.deceased_on IS NOT NULL THEN {_DECEASED}
    WHEN t.do_not_book IS NOT NULL THEN {_DO_NOT_BOOK} END
    FROM client_standing t WHERE t.client_id = c.id)"""
_BY_BEGINNING = f"""{SHOWN}
FROM client_name_key k CROSS JOIN client c ON c.id = k.client_id
WHERE k.word >= :low AND k.word < :high"""
_BY_INFIX = f"""{SHOWN}
FROM client_name_suffix s CROSS JOIN client_name_key k ON k.word = s.word
CROSS JOIN client c ON c.id = k.client_id
WHERE s.suffix >= :inner AND s.suffix < :high"""
_BEGIN, _HOLD = _line_holds("k.line", "begin"), _line_holds("k.line", "hold")

_ONE = f"{_BY_BEGINNING} UNION ALL {_BY_INFIX}"
_SEVERAL = (
    f"{_BY_BEGINNING} {_BEGIN} UNION ALL {_BY_BEGINNING} {_HOLD} UNION ALL {_BY_INFIX} {_HOLD}"
)
_WORDS_BY_TRACE = (
    "SELECT DISTINCT s.word FROM json_each(:traces) t CROSS JOIN client_name_slip s"
    " ON s.trace = t.value"
)
_BY_WORDS = f"""{SHOWN}
FROM json_each(:words) w CROSS JOIN client c ON c.id IN (
    SELECT k.client_id FROM client_name_key k WHERE k.word = w.value {_HOLD} LIMIT :share)"""
_BY_PHONE = f"""{SHOWN}
FROM client_phone_key k CROSS JOIN client c ON c.id = k.client_id
WHERE k.suffix >= :digits AND k.suffix < :past"""
_BY_PHONE_AND_NAME = f"""{SHOWN}
FROM client_phone_key p CROSS JOIN client c ON c.id = p.client_id
WHERE p.suffix >= :digits AND p.suffix < :past AND p.client_id IN (
    SELECT k.client_id FROM client_name_key k WHERE k.word >= :low AND k.word < :high
    UNION ALL SELECT k.client_id FROM client_name_suffix s
    CROSS JOIN client_name_key k ON k.word = s.word
    WHERE s.suffix >= :inner AND s.suffix < :high)
{_line_holds("c.folded", "hold")}"""
_NEWEST = f"{SHOWN} FROM client c ORDER BY c.id DESC"
_NUMBER_WITH = (
    "SELECT number FROM client_phone WHERE client_id = :id AND instr(digits, :digits) > 0"
)
_BY_BIRTH_DATE = (
    f"{SHOWN} FROM client c WHERE c.born_on = :born_on {_line_holds('c.folded', 'hold')}"
)
_HOW_MANY = (
    "SELECT count(*) FROM (SELECT 1 FROM client_name_key"
    " WHERE word >= :low AND word < :high LIMIT 300)"
)

Hits = dict[int, ClientHit]


def search(
    connection: Connection, typed: str, today: date, limit: int = 20
) -> tuple[ClientHit, ...]:
    """The clients that the text may mean, at most `limit`, each once.

    Whole words come first, then beginnings, then pieces from within, then names one
    slip of the finger away; within each in the order of the names.
    """
    hits: Hits = {}
    for asked in readings(typed, today):
        _look(connection, asked, hits, limit)
    return tuple(hits.values())


def newest(connection: Connection, limit: int) -> tuple[ClientHit, ...]:
    """The clients added last, newest first."""
    hits: Hits = {}
    take(connection, _NEWEST, {}, "recent", hits, limit)
    return tuple(hits.values())


def _look(connection: Connection, asked: Asked, hits: Hits, limit: int) -> None:
    if asked.born_on is not None:
        values = {"born_on": asked.born_on.isoformat()} | _held("hold", asked.words)
        take(connection, _BY_BIRTH_DATE, values, "birth date", hits, limit)
    elif asked.digits:
        _numbers(connection, asked, hits, limit)
    else:
        named(connection, asked.words, hits, limit)


def _numbers(connection: Connection, asked: Asked, hits: Hits, limit: int) -> None:
    """Those whose number ends with the digits come first, being the shortest of the range."""
    values: dict[str, Any] = {"digits": asked.digits, "past": asked.digits + _PAST_ALL}
    statement = _BY_PHONE
    if asked.words:
        statement = _BY_PHONE_AND_NAME
        values |= _range(asked.words[0]) | _held("hold", asked.words)
    take(connection, statement, values, "phone", hits, limit)
    for hit in hits.values():
        if hit.matched == "phone" and asked.digits not in loose_digits(hit.phone):
            other = driver_rows(connection, _NUMBER_WITH, {"id": hit.id, "digits": asked.digits})
            hits[hit.id] = hit._replace(phone=next(other, (hit.phone,))[0])


def named(connection: Connection, words: tuple[str, ...], hits: Hits, limit: int) -> None:
    """The fewest-borne of the longest fragments leads, the others are looked for beside it."""
    if len(words) == 1:
        take(connection, _ONE, _range(words[0]), "name", hits, limit)
    else:
        lead, others = _led(connection, words)
        values = _range(lead) | _held("begin", others, begin=True) | _held("hold", others)
        take(connection, _SEVERAL, values, "name", hits, limit)
    if len(hits) < min(FEW, limit) or len(words) == 1:
        for word in words:
            others = tuple(other for other in words if other != word)
            _similar(connection, word, others, hits, limit)


def _similar(
    connection: Connection, word: str, others: tuple[str, ...], hits: Hits, limit: int
) -> None:
    """Add who bears a name one slip from `word`, and all the others as typed.

    Where someone was found as typed, `word` must be the whole of that name: of one still
    being typed, a beginning one slip away would only bury who was found.
    """
    near = _similar_words(connection, word, whole=bool(hits)) if len(hits) < limit else []
    if not near:
        return
    values = {"words": json.dumps(near)} | _held("hold", others)
    # A share each at first, and where some words do not use theirs, what is left of the page.
    for share in (max(limit // len(near), _LEAST_SHARE), limit):
        take(connection, _BY_WORDS, values | {"share": share}, "similar name", hits, limit)


def _similar_words(connection: Connection, word: str, whole: bool) -> list[str]:
    """The known words one slip away: whole words, then those with the first letter right."""
    traces = traces_typed(word)
    if not traces:
        return []
    rows = driver_rows(connection, _WORDS_BY_TRACE, {"traces": json.dumps(sorted(traces))})
    ranked = ((slip(word, known), known[:1] != word[:1], known) for (known,) in rows)
    most = WHOLE if whole else BEGINNING
    near = [(rank, other, known) for rank, other, known in ranked if rank is not None]
    return [known for rank, _, known in sorted(near) if rank <= most]


def _led(connection: Connection, words: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    able = [word for word in words if len(word) >= SHORTEST_INFIX] or [words[0]]
    lead = able[0]
    if len(able) > 1:
        counts = [next(driver_rows(connection, _HOW_MANY, _range(word)))[0] for word in able]
        lead = able[counts.index(min(counts))]
    return lead, tuple(word for word in words if word != lead)


def _range(fragment: str) -> dict[str, Any]:
    """Bounds of all that begins with a fragment; `inner` shuts out infixes of short ones."""
    high = fragment + _PAST_ALL
    inner = fragment if len(fragment) >= SHORTEST_INFIX else high
    return {"low": fragment, "high": high, "inner": inner}


def _held(name: str, words: Iterable[str], *, begin: bool = False) -> dict[str, Any]:
    """What the line of names must hold; a short fragment only where a word begins."""
    held = [f" {word}" if begin or len(word) < SHORTEST_INFIX else word for word in words]
    held += [""] * (len(_OTHERS) - len(held))
    return {f"{name}{n}": held[n] for n in _OTHERS}


def take(
    connection: Connection,
    statement: str,
    values: dict[str, Any],
    matched: Matched,
    hits: Hits,
    limit: int,
) -> None:
    """Read rows into `hits` until there are `limit`; a client found before stays as found.

    A record that is kept under another is nobody's to find.
    """
    if len(hits) >= limit:
        return
    with closing(driver_rows(connection, statement, values)) as rows:
        for client_id, given, family, known_as, born_on, phone, standing in rows:
            if client_id in hits or standing == _MERGED:
                continue
            born = date.fromisoformat(born_on) if born_on else None
            name = shown_name(given, family)
            hits[client_id] = ClientHit(
                client_id, name, known_as, born, phone or "", matched,
                standing == _DECEASED, standing == _DO_NOT_BOOK,
            )  # fmt: skip
            if len(hits) >= limit:
                return
