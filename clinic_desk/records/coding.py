"""Contents to JSON and back, exactly. What is not known is refused, never passed over.

The text is signed as it is kept, so one content has one text.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Hashable
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, cast, get_args, get_origin, get_type_hints

from clinic_desk.base.errors import ClinicError
from clinic_desk.records.contents import CONTENTS, Content

FORMAT = 1
"""Raised when a field changes its meaning; a new field needs none."""


class CannotRead(ClinicError):
    """What is kept of a record is not what this program writes."""

    def __init__(self, what: str) -> None:
        """Take a sentence that names the field and never what it holds."""
        super().__init__(
            f"This record cannot be read: {what}.",
            kept="It is kept as it lies.",
            next_step="A newer Clinic Desk may have written it.",
        )


def to_json(content: Content) -> str:
    """The text that is kept; ValueError for a number that is none."""
    head = {"format": FORMAT, "kind": content.kind}
    return json.dumps(head | _plain(content), ensure_ascii=False, allow_nan=False, sort_keys=True)


def from_json(kind: str, text: str) -> Content:
    """The content of that kind; CannotRead for a text that is not one, or of another program."""
    try:
        held = json.loads(text)
    except (ValueError, RecursionError):
        raise CannotRead("its text is damaged") from None
    if not isinstance(held, dict) or kind not in CONTENTS or held.pop("kind", None) != kind:
        raise CannotRead("it is of another kind than it says")
    if held.pop("format", None) != FORMAT:
        raise CannotRead("it is of a format that is not known here")
    made: Content = _reader(cast("Hashable", CONTENTS[kind]))(held, kind)
    return made


def plain_fields(content: Content) -> dict[str, Any]:
    """The fields as plain values by name, for comparing two and for what the audit keeps."""
    held: dict[str, Any] = _plain(content)
    return held


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {item.name: _plain(getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else value


_Reader = Callable[[Any, str], Any]
"""Makes a value of what JSON gave for a field of that name; CannotRead naming the field."""


@cache
def _reader(kind: Any) -> _Reader:
    """What reads values of an annotated type; worked out once, as a client has many records."""
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return _optional(_reader(next(each for each in get_args(kind) if each is not NoneType)))
    if origin is tuple:
        return _listed(_reader(get_args(kind)[0]))
    if origin is Literal:
        return _one_of(frozenset(get_args(kind)))
    if is_dataclass(kind):
        return _object(kind)
    if kind in (date, datetime):
        return _moment(kind)
    return _plain_value(kind)


def _optional(inner: _Reader) -> _Reader:
    return lambda held, name: None if held is None else inner(held, name)


def _listed(inner: _Reader) -> _Reader:
    def read(held: Any, name: str) -> Any:
        if not isinstance(held, list):
            raise CannotRead(f"'{name}' is no list")
        return tuple([inner(each, name) for each in held])

    return read


def _one_of(words: frozenset[Any]) -> _Reader:
    def read(held: Any, name: str) -> Any:
        if not isinstance(held, str) or held not in words:
            raise CannotRead(f"'{name}' holds a word that is not known here")
        return held

    return read


def _object(kind: Any) -> _Reader:
    hints = get_type_hints(kind)
    readers = {item.name: _reader(hints[item.name]) for item in fields(kind)}

    def read(held: Any, name: str) -> Any:
        if not isinstance(held, dict):
            raise CannotRead(f"'{name}' is no group of fields")
        unknown = sorted(held.keys() - readers.keys())
        if unknown:
            raise CannotRead(f"'{unknown[0][:40]}' is not known here")
        try:
            return kind(**{key: readers[key](value, key) for key, value in held.items()})
        except TypeError:
            raise CannotRead(f"something is missing in '{name}'") from None

    return read


def _moment(kind: Any) -> _Reader:
    def read(held: Any, name: str) -> Any:
        try:
            moment = kind.fromisoformat(held)
        except (TypeError, ValueError):
            raise CannotRead(f"'{name}' is no day or time") from None
        if isinstance(moment, datetime) and moment.tzinfo is None:
            raise CannotRead(f"'{name}' holds something that cannot stand there")
        return moment

    return read


def _plain_value(kind: Any) -> _Reader:
    def read(held: Any, name: str) -> Any:
        if kind is float and type(held) is int:
            held = float(held)
        endless = kind is float and isinstance(held, float) and not math.isfinite(held)
        if type(held) is not kind or endless:
            raise CannotRead(f"'{name}' holds something that cannot stand there")
        return held

    return read
