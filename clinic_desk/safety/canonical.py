"""A protocol as one text: what a clinician signs, and what a signed version is restored from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

SINGLES = (
    "meta",
    "settings",
    "severity",
    "wording",
    "worried",
    "regions",
    "zone_overlap",
    "adjacent",
    "zone_words",
)
LISTS = (
    "place_choice",
    "treatment",
    "external",
    "spacing",
    "check",
    "question",
    "effect",
    "product",
)


class Part(NamedTuple):
    """One table of a protocol, and the file that it stands in."""

    origin: str
    table: Mapping[str, Any]


class Document(NamedTuple):
    """The tables of all files of a protocol, put together, not yet understood."""

    singles: Mapping[str, Part]
    lists: Mapping[str, tuple[Part, ...]]

    def text(self) -> str:
        """The whole as one TOML text; comments and the cut into files are not part of it."""
        blocks = [_block(f"[{name}]", self.singles[name].table) for name in SINGLES]
        for name in LISTS:
            blocks += [_block(f"[[{name}]]", part.table) for part in self.lists[name]]
        return "\n".join(blocks)


def digest(text: str) -> str:
    """SHA-256 of a protocol's text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def _block(head: str, table: Mapping[str, Any]) -> str:
    return "\n".join(
        [head, *(f"{_key(key)} = {toml_value(each)}" for key, each in table.items()), ""]
    )


def _key(key: str) -> str:
    plain = key.replace("_", "a").replace("-", "a")
    return key if plain.isascii() and plain.isalnum() else toml_value(key)


def toml_value(value: Any) -> str:
    """A text, whole number, flag, day, list or table as TOML, in the short notation."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return _list(value)
    if isinstance(value, dict):
        return (
            "{"
            + ", ".join(f"{_key(key)} = {toml_value(each)}" for key, each in value.items())
            + "}"
        )
    return repr(value)


def _list(values: list[Any]) -> str:
    if any(isinstance(value, dict) for value in values):
        return "[\n" + "".join(f"  {toml_value(value)},\n" for value in values) + "]"
    return "[" + ", ".join(toml_value(value) for value in values) + "]"
