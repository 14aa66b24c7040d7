"""Who of the clients on file may be the one that is being typed, and why."""

from __future__ import annotations

from sqlalchemy import Connection

from clinic_desk.clients.apart import apart_from, born_differently
from clinic_desk.clients.names import fold_words
from clinic_desk.clients.phones import loose_digits
from clinic_desk.clients.records import ClientDetails, ClientHit, Duplicate
from clinic_desk.clients.search import SHOWN, Hits, named, take
from clinic_desk.clients.slips import SHORTEST_BEGINNING, one_slip

SHORTEST_NUMBER = 6
"""Digits of a number, typed or half typed, that are telling."""
_LOOKED_AT = 40

_SAME_NUMBER = f"""{SHOWN} FROM client_phone_key k CROSS JOIN client c ON c.id = k.client_id
WHERE k.suffix >= :digits AND k.suffix < :past"""
_SAME_BIRTH_DATE = f"{SHOWN} FROM client c WHERE c.born_on = :born_on"


def possible_duplicates(
    connection: Connection, details: ClientDetails, limit: int = 5, except_id: int | None = None
) -> tuple[Duplicate, ...]:
    """At most `limit` clients, the likeliest first, each once and with the reason.

    A number counts from six digits, a name once both names are there or beside the
    same birth date. Someone of the name with another birth date is someone else. With
    `except_id` the details are that client's, on file already: whoever has another birth
    date is someone else then, though they share a phone, and so is whoever was said to be.
    """
    others = _others(connection, except_id)
    found: dict[int, Duplicate] = {}
    for duplicate in (
        *_by_number(connection, details),
        *_by_birth_date(connection, details),
        *_by_name(connection, details),
    ):
        hit = duplicate.hit
        is_born_otherwise = born_differently(hit.born_on, details.born_on)
        if hit.id not in others and not (except_id is not None and is_born_otherwise):
            found.setdefault(hit.id, duplicate)
    return tuple(found.values())[:limit]


def _others(connection: Connection, client_id: int | None) -> frozenset[int]:
    """Whom a client on file is not to be held against: itself, and who is known to be another."""
    if client_id is None:
        return frozenset()
    return apart_from(connection, client_id) | {client_id}


def _by_number(connection: Connection, details: ClientDetails) -> list[Duplicate]:
    hits: Hits = {}
    for phone in details.phones:
        digits = loose_digits(phone.number)
        if len(digits) >= SHORTEST_NUMBER:
            values = {"digits": digits, "past": digits + "\U0010ffff"}
            take(connection, _SAME_NUMBER, values, "phone", hits, _LOOKED_AT)
    return [Duplicate(hit, "same phone") for hit in hits.values()]


def _by_birth_date(connection: Connection, details: ClientDetails) -> list[Duplicate]:
    if details.born_on is None:
        return []
    hits: Hits = {}
    values = {"born_on": details.born_on.isoformat()}
    take(connection, _SAME_BIRTH_DATE, values, "birth date", hits, _LOOKED_AT)
    return [
        Duplicate(hit, "same birth date, similar name")
        for hit in hits.values()
        if _alike(_words(details), _hit_words(hit))
    ]


def _by_name(connection: Connection, details: ClientDetails) -> list[Duplicate]:
    """Both names must be there: half the clinic shares one."""
    if not (details.given.strip() and details.family.strip()):
        return []
    hits: Hits = {}
    fragments = tuple(sorted(dict.fromkeys(_words(details)), key=len, reverse=True))
    if fragments:
        named(connection, fragments, hits, _LOOKED_AT)
    return [
        Duplicate(hit, "same name" if _same(details, hit) else "similar name")
        for hit in sorted(hits.values(), key=lambda hit: not _same(details, hit))
        if not born_differently(hit.born_on, details.born_on)
    ]


def _same(details: ClientDetails, hit: ClientHit) -> bool:
    return set(_words(details)) <= set(_hit_words(hit))


def _alike(typed: tuple[str, ...], known: tuple[str, ...]) -> bool:
    return any(
        word == other or (len(word) >= SHORTEST_BEGINNING and one_slip(word, other))
        for word in typed
        for other in known
    )


def _words(details: ClientDetails) -> tuple[str, ...]:
    # Judged while it is typed, and so before what no file can hold is refused.
    return fold_words(f"{details.family} {details.given}".encode(errors="ignore").decode())


def _hit_words(hit: ClientHit) -> tuple[str, ...]:
    return fold_words(f"{hit.shown_name} {hit.known_as}")
