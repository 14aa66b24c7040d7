"""The keys by which clients are found, kept in the transaction that changes the client."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import chain
from typing import NamedTuple

from sqlalchemy import Connection

from clinic_desk.clients.names import name_line, name_words
from clinic_desk.clients.phones import SHORTEST_FRAGMENT, loose_digits
from clinic_desk.clients.slips import traces_kept

SHORTEST_INFIX = 3
"""Letters; one and two match beginnings of words only."""

ADD_NAME = "INSERT OR IGNORE INTO client_name_key (word, line, client_id) VALUES (?, ?, ?)"
_ADD_SUFFIX = "INSERT OR IGNORE INTO client_name_suffix (suffix, word) VALUES (?, ?)"
_ADD_SLIP = "INSERT OR IGNORE INTO client_name_slip (trace, word) VALUES (?, ?)"
ADD_PHONE = "INSERT OR IGNORE INTO client_phone_key (suffix, client_id) VALUES (?, ?)"
_DROP_NAME = "DELETE FROM client_name_key WHERE word = ? AND line = ? AND client_id = ?"
_DROP_SUFFIX = "DELETE FROM client_name_suffix WHERE suffix = ? AND word = ?"
_DROP_SLIP = "DELETE FROM client_name_slip WHERE trace = ? AND word = ?"
_DROP_PHONE = "DELETE FROM client_phone_key WHERE suffix = ? AND client_id = ?"
_IN_USE = "SELECT 1 FROM client_name_key WHERE word = ? LIMIT 1"


class Findable(NamedTuple):
    """What a client may be found by."""

    client_id: int
    given: str
    family: str
    known_as: str
    numbers: tuple[str, ...]
    """The phone numbers as typed, the one to ring first."""

    @property
    def line(self) -> str:
        """The folded names, a space before each word; the client's `folded` column."""
        return name_line(self._words)

    @property
    def first_number(self) -> str:
        """The number that lists show; the client's column of that name."""
        return self.numbers[0] if self.numbers else ""

    @property
    def _words(self) -> tuple[str, ...]:
        return name_words(self.given, self.family, self.known_as)

    def name_keys(self) -> set[tuple[str, str, int]]:
        """Rows of `client_name_key`."""
        words = self._words
        line = name_line(words)
        return {(word, line, self.client_id) for word in words}

    def phone_keys(self) -> set[tuple[str, int]]:
        """Rows of `client_phone_key`."""
        return {
            (digits[start:], self.client_id)
            for digits in map(loose_digits, self.numbers)
            for start in range(len(digits) - SHORTEST_FRAGMENT + 1)
        }


def replace_keys(connection: Connection, before: Findable | None, after: Findable | None) -> None:
    """Make one client findable as it is now; rows that stay the same are not touched.

    None before for a new client, none after for one that goes. A word that no client
    bears any longer leaves no trace.
    """
    old_names = before.name_keys() if before else set()
    new_names = after.name_keys() if after else set()
    old_phones = before.phone_keys() if before else set()
    new_phones = after.phone_keys() if after else set()
    run(connection, _DROP_NAME, old_names - new_names)
    run(connection, _DROP_PHONE, old_phones - new_phones)
    run(connection, ADD_NAME, new_names - old_names)
    run(connection, ADD_PHONE, new_phones - old_phones)
    old_words = {word for word, _, _ in old_names}
    new_words = {word for word, _, _ in new_names}
    _forget_words(connection, old_words - new_words)
    learn_words(connection, new_words - old_words)


def learn_words(connection: Connection, words: Collection[str]) -> None:
    """Make words findable from within and through a slip; those known already stay."""
    run(connection, _ADD_SUFFIX, chain.from_iterable(map(_suffixes, words)))
    run(connection, _ADD_SLIP, chain.from_iterable(map(_traces, words)))


def _forget_words(connection: Connection, words: Collection[str]) -> None:
    for word in words:
        if connection.exec_driver_sql(_IN_USE, (word,)).first() is None:
            run(connection, _DROP_SUFFIX, _suffixes(word))
            run(connection, _DROP_SLIP, _traces(word))


def _suffixes(word: str) -> list[tuple[str, str]]:
    return [(word[start:], word) for start in range(1, len(word) - SHORTEST_INFIX + 1)]


def _traces(word: str) -> list[tuple[str, str]]:
    return [(trace, word) for trace in traces_kept(word)]


def run(connection: Connection, statement: str, rows: Iterable[tuple[str | int, ...]]) -> None:
    """Run a statement for each row, in the order of the keys, in which a tree grows fastest."""
    if ordered := sorted(rows):
        connection.exec_driver_sql(statement, ordered)
