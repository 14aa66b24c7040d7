"""Making a whole clinic's clients findable in one go, for whoever writes many rows at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from sqlalchemy import Connection

from clinic_desk.clients.search_keys import ADD_NAME, ADD_PHONE, Findable, learn_words, run

_AT_A_TIME = 100_000
_ROOM_KIB = 256 * 1024
_SET_LINE = "UPDATE client SET folded = ?, first_number = ? WHERE id = ?"
_CLIENTS = "SELECT id, given, family, known_as FROM client ORDER BY id"
_NUMBERS = "SELECT client_id, number FROM client_phone ORDER BY client_id, id"


def index_clients(connection: Connection, clients: Iterable[Findable]) -> None:
    """Make many clients findable, their rows in `client` and `client_phone` being there.

    A hundred thousand take seconds: keys go in sorted, and with room for the pages of
    `client`, which each key's foreign key looks into at random.
    """
    usual = connection.exec_driver_sql("PRAGMA cache_size").scalar_one()
    connection.exec_driver_sql(f"PRAGMA cache_size = -{_ROOM_KIB}")
    try:
        _index(connection, iter(clients))
    finally:
        connection.exec_driver_sql(f"PRAGMA cache_size = {usual}")


def index_everyone(connection: Connection) -> None:
    """Make every client findable that the database holds; what is findable stays so."""
    numbers: dict[int, list[str]] = defaultdict(list)
    for client_id, number in connection.exec_driver_sql(_NUMBERS):
        numbers[client_id].append(number)
    names = connection.exec_driver_sql(_CLIENTS).fetchall()
    index_clients(
        connection,
        (
            Findable(client_id, given, family, known_as, tuple(numbers[client_id]))
            for client_id, given, family, known_as in names
        ),
    )


def _index(connection: Connection, rest: Iterator[Findable]) -> None:
    while some := list(islice(rest, _AT_A_TIME)):
        names = set(chain.from_iterable(client.name_keys() for client in some))
        run(connection, ADD_NAME, names)
        run(connection, ADD_PHONE, chain.from_iterable(client.phone_keys() for client in some))
        shown = [(client.line, client.first_number, client.client_id) for client in some]
        connection.exec_driver_sql(_SET_LINE, shown)
        learn_words(connection, {word for word, _, _ in names})
