"""Long reckoning in Python that lets the desk in between."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

_SWITCH_SECONDS = 0.0005


@contextmanager
def giving_way() -> Iterator[None]:
    """Hand Python over often: the chain is reckoned in Python, and a booking asks for it often."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(_SWITCH_SECONDS)
    try:
        yield
    finally:
        sys.setswitchinterval(before)
