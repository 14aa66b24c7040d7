"""A value without its words: what a widget remembers, kept in shape and emptied of every text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage, QPicture, QPixmap, QStaticText, QTextLayout

from clinic_desk.base.folders import RESOURCES
from ui.kit.tokens import tokens

PICTURES = (QPixmap, QImage, QPicture, QStaticText, QTextLayout)
"""Texts that are drawn already, or made ready to be."""


class Blanks:
    """Empties values one after the other; what has been emptied once is not made twice."""

    def __init__(self) -> None:
        """Nothing emptied yet."""
        self._made: dict[int, tuple[Any, Any]] = {}

    def of(self, value: Any) -> Any:
        """The value itself where it holds no text and no picture, else its like without them.

        Numbers, days, names of the token file and whatever is no record stay: painters and
        measurers can still ask a blank for its shape.
        """
        if isinstance(value, str):
            return value if isinstance(value, Enum) or value in own_words() else ""
        if isinstance(value, (bytes, *PICTURES)):
            return type(value)()
        if not _may_hold_text(value):
            return value
        known = self._made.get(id(value))
        if known is None:
            # While it is looked at it stands for itself, so that a ring of records ends.
            self._made[id(value)] = (value, value)
            known = self._made[id(value)] = (value, self._like(value))
        return known[1]

    def _like(self, value: Any) -> Any:
        if is_dataclass(value):
            return self._record(value)
        if isinstance(value, Mapping):
            kept = {key: each for key, each in value.items() if self._is_code(key)}
            made = {key: self.of(each) for key, each in kept.items()}
            same = len(kept) == len(value) and not _differs(made.values(), value.values())
            return value if same else made
        emptied = [self.of(each) for each in value]
        if not _differs(emptied, value):
            return value
        if isinstance(value, tuple):
            return tuple.__new__(type(value), emptied)
        return type(value)(emptied)

    def _is_code(self, key: Any) -> bool:
        """Whether a key is a number or the program's own name of something, and no text."""
        if isinstance(key, str) and key.isidentifier() and (key.islower() or key.isupper()):
            return True
        return self.of(key) is key

    def _record(self, value: Any) -> Any:
        held = {each.name: getattr(value, each.name) for each in fields(value)}
        emptied = {name: self.of(each) for name, each in held.items()}
        if not _differs(emptied.values(), held.values()):
            return value
        made = object.__new__(type(value))
        for name, each in emptied.items():
            object.__setattr__(made, name, each)
        return made


@cache
def own_words() -> frozenset[str]:
    """Names of colours, measures, letters and icons: words of the program that nobody reads."""
    known = tokens()
    icons = {icon.stem for icon in (RESOURCES / "icons").glob("*.svg")}
    return frozenset({*known.light, *known.sizes, *known.weights, *known.shape, *icons, "quiet"})


def _may_hold_text(value: Any) -> bool:
    if isinstance(value, tuple | list | set | frozenset | Mapping):
        return True
    return is_dataclass(value) and not isinstance(value, type) and not _serves(value)


def _serves(record: Any) -> bool:
    """A workplace, a command: something to work with, and no record."""
    held = [getattr(record, each.name, None) for each in fields(record)]
    return any(isinstance(each, QObject) or callable(each) for each in held)


def _differs(made: Any, before: Any) -> bool:
    return any(one is not other for one, other in zip(made, before, strict=True))
