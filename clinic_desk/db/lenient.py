"""Reading rows whose texts may be none, as somebody may have written them into the file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def lenient(driver: Any) -> Iterator[None]:
    """Through this driver's connection, bytes that are no text come as marks and raise nothing.

    Whatever they were is no more what was sealed; how texts are read is put back after.
    """
    before = driver.text_factory
    driver.text_factory = _as_text
    try:
        yield
    finally:
        driver.text_factory = before


def _as_text(found: bytes) -> str:
    return found.decode("utf-8", "replace")
