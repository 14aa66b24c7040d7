"""What a restore would change: the staged copy held against the clinic as it is now."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from sqlcipher3 import dbapi2  # type: ignore[import-untyped]

from clinic_desk.copies.staging import Staged
from clinic_desk.db.engine import connect
from clinic_desk.db.key import Keys

KINDS = (
    ("client", "Clients"),
    ("appointment", "Visits"),
    ("treatment_elsewhere", "Treatments elsewhere"),
    ("call_log", "Lines of the call log"),
    ("call_back", "Calls to make"),
    ("leaflet_given", "Leaflets given"),
    ("leaflet_text", "Versions of leaflets"),
    ("photograph", "Photographs"),
    ("person", "People who work here"),
)
"""The tables that are compared row by row, and what they are called."""


class Difference(NamedTuple):
    """One kind of record, then and now."""

    what: str
    then: int
    """How many the copy has."""
    now: int | None
    """How many the clinic has; None where it cannot be read."""
    added: int = 0
    """Since the copy: a restore loses these."""
    changed: int = 0
    """Since the copy: a restore puts these back."""
    gone: int = 0
    """Since the copy: a restore brings these back."""


class Booked(NamedTuple):
    """The visit that was booked last."""

    booked_at: datetime
    starts_at: datetime
    client: str
    by: str


@dataclass(frozen=True)
class Preview:
    """What a person sees before deciding. Names are for whoever may see them."""

    differences: tuple[Difference, ...]
    booked_then: Booked | None
    """The visit booked last in the copy."""
    booked_now: Booked | None
    """The visit booked last in the clinic; a restore loses it where it is another one."""
    joined: tuple[str, ...]
    """People who were entered since: a restore loses them, and they cannot sign in then."""
    left: tuple[str, ...]
    """People who work here by the copy and no longer do."""

    @property
    def loses(self) -> int:
        """How many records there are now that the copy has not."""
        return sum(each.added for each in self.differences)

    @property
    def is_alone(self) -> bool:
        """Whether there was no clinic that the copy could be held against."""
        return all(each.now is None for each in self.differences)

    @property
    def is_same(self) -> bool:
        """Whether none of what is compared differs."""
        return not any(each.added or each.changed or each.gone for each in self.differences)


def compare(clinic_file: Path, present: Keys | None, staged: Staged) -> Preview:
    """Hold the staged copy against the clinic's file, which may be open at the desk meanwhile.

    Without `present` the copy's own keys are tried. Where the clinic's file is missing or
    damaged or opens by neither, only the copy is told.
    """
    if clinic_file.exists():
        try:
            return _compared(clinic_file, present or staged.keys, staged)
        except dbapi2.Error:
            pass
    with closing(connect(staged.file, staged.keys.data)) as copy:
        alone = (Difference(what, staged.tables.get(table, 0), None) for table, what in KINDS)
        return Preview(tuple(alone), _last_booked(copy, "main"), None, (), ())


def _compared(clinic_file: Path, present: Keys, staged: Staged) -> Preview:
    with closing(connect(clinic_file, present.data, only_read=True)) as both:
        key = f"x'{staged.keys.data.hex()}'"
        both.execute("ATTACH DATABASE ? AS copy KEY ?", (str(staged.file.absolute()), key))
        both.execute("BEGIN")
        try:
            return Preview(
                tuple(_differences(both)),
                _last_booked(both, "copy"),
                _last_booked(both, "main"),
                _only_in(both, "main", "copy"),
                _only_in(both, "copy", "main"),
            )
        finally:
            both.execute("ROLLBACK")


def _differences(both: Any) -> Iterator[Difference]:
    for table, what in KINDS:
        names = [row[0] for row in both.execute(f"SELECT name FROM pragma_table_info('{table}')")]
        differs = " OR ".join(f'n."{name}" IS NOT c."{name}"' for name in names if name != "id")

        def number(asked: str) -> int:
            return int(both.execute(asked).fetchone()[0])

        yield Difference(
            what,
            number(f"SELECT count(*) FROM copy.{table}"),
            number(f"SELECT count(*) FROM main.{table}"),
            number(_MISSING.format(table=table, one="main", other="copy")),
            number(
                f"SELECT count(*) FROM main.{table} n JOIN copy.{table} c ON c.id = n.id "
                f"WHERE {differs}"
            ),
            number(_MISSING.format(table=table, one="copy", other="main")),
        )


_MISSING = (
    "SELECT count(*) FROM {one}.{table} a "
    "WHERE NOT EXISTS (SELECT 1 FROM {other}.{table} b WHERE b.id = a.id)"
)


def _last_booked(connection: Any, schema: str) -> Booked | None:
    row = connection.execute(
        "SELECT a.booked_at, a.starts_at, trim(c.given || ' ' || c.family), "
        f"coalesce((SELECT name FROM {schema}.person p WHERE p.id = a.booked_by), '') "
        f"FROM {schema}.appointment a JOIN {schema}.client c ON c.id = a.client_id "
        "ORDER BY a.booked_at DESC, a.id DESC LIMIT 1"
    ).fetchone()
    if row is None:
        return None
    booked_at, starts_at = (datetime.fromtimestamp(each, UTC) for each in row[:2])
    return Booked(booked_at, starts_at, row[2], row[3])


def _only_in(both: Any, one: str, other: str) -> tuple[str, ...]:
    rows = both.execute(
        f"SELECT name FROM {one}.person p WHERE active AND NOT EXISTS "
        f"(SELECT 1 FROM {other}.person q WHERE q.id = p.id AND q.active) ORDER BY name"
    ).fetchall()
    return tuple(row[0] for row in rows)
