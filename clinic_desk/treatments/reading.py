"""One table of a TOML file, read key by key, so that a mistake is named where it stands."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, NoReturn

from clinic_desk.base.errors import CannotOpen
from clinic_desk.base.printing import one_line

_SHOWN = 80


def parsed(raw: bytes, where: str, opening: str) -> dict[str, Any]:
    """The tables of a TOML file.

    Raises CannotOpen, naming `where`, for what is not UTF-8 or not TOML.
    """
    try:
        return tomllib.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as fault:
        problem = f"it is not UTF-8 text (byte {fault.start + 1})"
    except RecursionError:
        problem = "its brackets are nested too deeply"
    except ValueError as fault:
        problem = f"it is not valid TOML ({' '.join(str(fault).split())})"
    raise CannotOpen(f"{opening}: {where}: {problem}.")


def read_bytes(path: Path, where: str, opening: str) -> bytes:
    """The content of a file. Raises CannotOpen, naming `where`, if it cannot be read."""
    try:
        return path.read_bytes()
    except (OSError, ValueError) as fault:
        reason = getattr(fault, "strerror", None) or "not a usable path"
        raise CannotOpen(f"{opening}: {where}: it cannot be read ({reason}).") from None


def shown(value: object) -> str:
    """A value as it may stand in a message: one line, cut where it is long."""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return f"'{_cut(text)}'"


def _cut(text: str) -> str:
    line = one_line(text[: 10 * _SHOWN])
    return f"{line[:_SHOWN]}…" if len(line) > _SHOWN else line


class Entry:
    """A table that must be used up: every key is asked for, or is an error."""

    def __init__(self, table: object, where: str, opening: str) -> None:
        """`where` names file and entry; `opening` is the beginning of the sentence."""
        self.where = where
        self.opening = opening
        if not isinstance(table, dict):
            raise CannotOpen(f"{opening}: {where}: {shown(table)} is not a table.")
        self.raw: Mapping[str, Any] = table
        self._asked: set[str] = set()

    def fail(self, key: str, problem: str) -> NoReturn:
        """Raise CannotOpen naming file, entry and key, with the problem."""
        raise CannotOpen(f"{self.opening}: {self.where}, key {key}: {problem}.")

    def has(self, key: str) -> bool:
        """Whether the key is given."""
        return key in self.raw

    def text(
        self, key: str, default: str | None = None, among: Collection[str] | None = None
    ) -> str:
        """A text; required where there is no default; one of `among` where that is given."""
        value = self._take(key, default)
        if not isinstance(value, str):
            self.fail(key, f"{shown(value)} is not a text")
        if value != default:
            self.one_of(key, value, among)
        return value

    def one_of(self, key: str, value: object, among: Collection[str] | None) -> None:
        """Raise CannotOpen unless the value is one of `among` (None admits all)."""
        if among is not None and value not in among:
            known = ", ".join(_cut(name) for name in among) or "nothing known"
            self.fail(key, f"{shown(value)} is not one of {known}")

    def number(
        self, key: str, default: int | None = None, low: int = 0, high: int = 100_000
    ) -> int:
        """A whole number between `low` and `high`; required where there is no default."""
        return self._whole(key, self._take(key, default), low, high)

    def number_or_none(self, key: str, low: int = 0, high: int = 100_000) -> int | None:
        """A whole number, or None where the key is not given."""
        return self.number(key, low=low, high=high) if self.has(key) else None

    def numbers(self, key: str) -> tuple[int, ...]:
        """A list of whole numbers; empty where the key is not given."""
        return tuple(self._whole(key, each, 0, 100_000) for each in self._list(key, ()))

    def flag(self, key: str, default: bool | None = None) -> bool:
        """True or false; required where there is no default."""
        value = self._take(key, default)
        if not isinstance(value, bool):
            self.fail(key, f"{shown(value)} is neither true nor false")
        return value

    def day(self, key: str) -> date:
        """A calendar day without a time."""
        value = self._take(key, None)
        if not isinstance(value, date) or isinstance(value, datetime):
            self.fail(key, f"{shown(value)} is not a date")
        return value

    def clock_time(self, key: str) -> time:
        """A time of day without a date; required."""
        value = self._take(key, None)
        if not isinstance(value, time):
            self.fail(key, f"{shown(value)} is not a time of day")
        return value

    def texts(
        self,
        key: str,
        default: Iterable[str] | None = None,
        among: Collection[str] | None = None,
    ) -> tuple[str, ...]:
        """A list of texts, each one of `among` where that is given."""
        values = self._list(key, default)
        for value in values:
            if not isinstance(value, str):
                self.fail(key, f"{shown(value)} is not a text")
            self.one_of(key, value, among)
        return values

    def lists(self, key: str) -> tuple[list[Any], ...]:
        """A list of lists; required."""
        values = self._list(key, None)
        for value in values:
            if not isinstance(value, list):
                self.fail(key, f"{shown(value)} is not a list")
        return values

    def table(self, key: str) -> Entry:
        """A table inside this one; required."""
        return Entry(self._take(key, None), f"{self.where}, {key}", self.opening)

    def tables(self, key: str) -> list[Entry]:
        """A list of tables; empty where the key is not given."""
        entries = self._list(key, ())
        return [
            Entry(each, f"{self.where}, {key} {number}", self.opening)
            for number, each in enumerate(entries, 1)
        ]

    def close(self) -> None:
        """Raise CannotOpen if the table holds a key that nothing asked for."""
        for key, value in self.raw.items():
            if key not in self._asked:
                self.fail(key, f"no such key is known here (its value is {shown(value)})")

    def _take(self, key: str, default: Any) -> Any:
        self._asked.add(key)
        value = self.raw.get(key, default)
        if value is None:
            self.fail(key, f"it is missing{self._misspelt(key)}")
        return value

    def _misspelt(self, key: str) -> str:
        """A key that stands here and that nobody has asked for, where it is all but this one."""
        from difflib import get_close_matches

        others = [other for other in self.raw if other not in self._asked]
        return "".join(
            f", and {shown(other)} is here with {shown(self.raw[other])}"
            for other in get_close_matches(key, others, 1, 0.85)
        )

    def _list(self, key: str, default: Iterable[Any] | None) -> tuple[Any, ...]:
        value = self._take(key, None if default is None else list(default))
        if not isinstance(value, list):
            self.fail(key, f"{shown(value)} is not a list")
        return tuple(value)

    def _whole(self, key: str, value: object, low: int, high: int) -> int:
        if not isinstance(value, int) or isinstance(value, bool):
            self.fail(key, f"{shown(value)} is not a whole number")
        if not low <= value <= high:
            self.fail(key, f"{shown(value)} is not between {low} and {high}")
        return value
