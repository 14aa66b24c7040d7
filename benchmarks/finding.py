"""Searching for clients while typing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from random import Random
from typing import Any, NamedTuple

from benchmarks.measuring import Act, Line, Row, growth, ratio
from clinic_desk.clinic import Clinic

RANGE = "one index range read on the driver, with the clients it leads to, 20 at most"
_PAST_ALL = "\U0010ffff"
_SHOWN = "SELECT c.id, c.given, c.family, c.known_as, c.born_on, c.first_number"
_BY_NAME = f"""{_SHOWN} FROM client_name_key k CROSS JOIN client c ON c.id = k.client_id
WHERE k.word >= ? AND k.word < ? LIMIT 20"""
_BY_PHONE = f"""{_SHOWN} FROM client_phone_key k CROSS JOIN client c ON c.id = k.client_id
WHERE k.suffix >= ? AND k.suffix < ? LIMIT 20"""
_BY_BIRTH = f"{_SHOWN} FROM client c WHERE c.born_on >= ? AND c.born_on < ? LIMIT 20"
_TURNS = 60
BY = 1
"""Someone who works there."""
_SLIPS = 100
_TYPING, _SLIP = "search while typing", "one slip of the finger"
_SEVERAL = "two or more fragments in any order"


class Typing(NamedTuple):
    """One thing typed, and the range of an index in which what it means stands."""

    text: str
    statement: str
    begins: str
    client: int = 0


class Typed:
    """What is typed in the runs, picked from a clinic's own clients by a fixed seed."""

    def __init__(self, clinic: Clinic) -> None:
        """Look round among the clients."""
        random = Random(7)
        people = _people(clinic, random)
        some = people[:_TURNS]
        self.fragments = [Typing(text, _BY_NAME, text) for text in _fragments(clinic)]
        self.phones = [Typing(p.digits[4:8], _BY_PHONE, p.digits[4:8]) for p in some]
        self.birth_dates = [
            Typing(f"{p.born_on:%d/%m/%Y}", _BY_BIRTH, p.born_on.isoformat()) for p in some
        ]
        self.several = [
            Typing(f"{p.family[:4]} {p.given[:3]}".lower(), _BY_NAME, p.family[:4].lower())
            for p in some
        ]
        able = [p for p in people if len(p.family) > 4 and p.family.isalpha()][:_SLIPS]
        self.slips = [
            Typing(_slipped(p.family, random).lower(), _BY_NAME, p.family.lower(), p.id)
            for p in able
        ]
        self.given = {p.id: p.given for p in able}


class _Person(NamedTuple):
    id: int
    given: str
    family: str
    born_on: date
    digits: str


def _people(clinic: Clinic, random: Random) -> list[_Person]:
    with clinic.database.read() as session:
        run = session.connection().exec_driver_sql
        most = run("SELECT max(id) FROM client").scalar_one()
        picked = ",".join(str(random.randint(1, most)) for _ in range(400))
        rows = run(
            "SELECT c.id, given, family, c.born_on, p.digits FROM client c"
            f" JOIN client_phone p ON p.client_id = c.id WHERE c.id IN ({picked})"
        ).fetchall()
    people = [_Person(r[0], r[1], r[2], date.fromisoformat(r[3]), r[4]) for r in rows]
    random.shuffle(people)
    return people


def _fragments(clinic: Clinic) -> list[str]:
    """Three letters that twenty clients or more have in a name."""
    tried = "mar smi ann jon har wil ros gra dan ree tho ell bro kha nai wal mor lew pat rob"
    return [each for each in tried.split() if len(clinic.clients.search(each, BY)) == 20]


def _slipped(word: str, random: Random) -> str:
    """A name with one letter left out, doubled, mistyped, or two neighbours swapped."""
    at = random.randrange(1, len(word) - 1)
    left, here, right = word[:at], word[at], word[at + 1 :]
    return random.choice(
        (
            left + right,
            left + here + here + right,
            left + random.choice("aeioutnr") + right,
            left + right[0] + here + right[1:],
        )
    )


def rows(big: Clinic, small: Clinic) -> list[Line]:
    """The three rows of searching, with their growth."""
    typed = Typed(big)
    return [
        _against_range(f"{_TYPING}: one fragment, 20 hits", 6, big, typed.fragments),
        _against_range(f"{_TYPING}: phone digits, 20 hits", 6, big, typed.phones),
        _against_range(f"{_TYPING}: birth date", 6, big, typed.birth_dates),
        _against_range(_SEVERAL, 15, big, typed.several),
        _against_range(_SLIP, 40, big, typed.slips[:_TURNS]),
        _found_again(big, typed),
        *growth_rows(big, small),
    ]


def growth_rows(big: Clinic, small: Clinic) -> list[Line]:
    """The same typed into a big clinic and a small one."""
    typed = Typed(big)
    return [
        _growth(f"{_TYPING}: one fragment", 1.5, big, small, typed.fragments),
        _growth(_SEVERAL, 2, big, small, typed.several),
    ]


def _against_range(name: str, target: float, clinic: Clinic, typed: Sequence[Typing]) -> Row:
    """Each text typed, in turn with the range of another of them.

    Not of the same one, whose pages would have been decrypted a moment before: so the two
    meet a cache that is as warm or as cold for the one as for the other.
    """
    return ratio(name, RANGE, target, _search(clinic, typed), _range(clinic, typed), _TURNS)


def _growth(name: str, target: float, big: Clinic, small: Clinic, typed: Sequence[Typing]) -> Row:
    return growth(name, sizes_of(big, small), target, _search(big, typed), _search(small, typed))


def sizes_of(big: Clinic, small: Clinic) -> str:
    """How two clinics are spoken of beside each other."""
    return f"{_clients(big)} clients against {_clients(small)}"


def _clients(clinic: Clinic) -> str:
    with clinic.database.read() as session:
        found = session.connection().exec_driver_sql("SELECT max(id) FROM client").scalar_one()
    return f"{found:,}"


def _search(clinic: Clinic, typed: Sequence[Typing]) -> Act:
    """The desk's own search, session and all."""
    return lambda turn: clinic.clients.search(typed[turn % len(typed)].text, BY)


def _range(clinic: Clinic, typed: Sequence[Typing]) -> Act:
    driver = driver_of(clinic)

    def read(turn: int) -> object:
        _, statement, begins, _ = typed[(turn + len(typed) // 2) % len(typed)]
        return driver.execute(statement, (begins, begins + _PAST_ALL)).fetchall()

    return read


def driver_of(clinic: Clinic) -> Any:
    """The driver's own connection, the one that the clinic's sessions go through."""
    with clinic.database.read() as session:
        return session.connection().connection.driver_connection


def _found_again(clinic: Clinic, typed: Typed) -> Row:
    """How many of a hundred clients are found by their given name and a slip in the family name."""
    found = sum(
        _is_found(clinic, slip.client, f"{typed.given[slip.client]} {slip.text}")
        for slip in typed.slips
    )
    share = found * 100 / len(typed.slips)
    return Row(f"{_SLIP}: found, of 100", "", share, 95, "at least", "found")


def _is_found(clinic: Clinic, client: int, words: str) -> bool:
    """Whether the client is among the hits, or these are twenty with namesakes among them."""
    hits = clinic.clients.search(words, BY)
    name = clinic.clients.get(client, BY).shown_name
    namesakes = len(hits) == 20 and any(hit.shown_name == name for hit in hits)
    return namesakes or any(hit.id == client for hit in hits)
