"""Every string of the protocol keeps to the clinic's words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import Any

from tests.core.safety.desk import shipped

BRANDS = "Botox|Vistabel|Azzalure|Alluzience|Bocouture|Letybo|Nuceiva|Relfydess|Xeomin|Roaccutane"
FORBIDDEN = r"\bsafe|safety|!|\bplease\b|successfully|are you sure|\bguarantee|painless"


def strings(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Every text in nested tables, with the key that it stands under."""
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, dict):
        for name, each in value.items():
            yield from strings(each, name)
    elif isinstance(value, list):
        for each in value:
            yield from strings(each, key)


WHOLE = tomllib.loads(shipped().text)


def test_no_text_promises_too_much_or_begs() -> None:
    for _, text in strings(WHOLE):
        assert not re.search(FORBIDDEN, text.replace("Save Face", ""), re.IGNORECASE), text


def test_a_make_is_named_only_as_a_product_or_in_a_source() -> None:
    texts = {name: value for name, value in WHOLE.items() if name != "product"}
    for key, text in strings(texts):
        if key not in ("source", "why_this_severity"):
            assert not re.search(BRANDS, text), text


def test_no_word_read_to_a_caller_calls_anybody_he_or_she() -> None:
    for _, text in strings(WHOLE):
        assert not re.search(r"\b(he|she|his|her|him|hers)\b", text, re.IGNORECASE), text
