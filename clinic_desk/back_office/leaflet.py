"""`main.py leaflet NAME --out FILE`."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from clinic_desk.back_office.opening import opened, written


def write_leaflet(folder: Path, asked: Namespace) -> int:
    """Write a leaflet, addressed to the client asked for, and log it as given to that client."""
    with opened(folder) as clinic:
        press = clinic.press
        addressed = press.addressed(asked.name, asked.client, large_print=asked.large_print or None)
        written(asked.out, addressed.pdf)
        if asked.client is not None:
            press.note_given(addressed, "saved", by=None)
    for letter in addressed.left_out:
        print(f"No bundled font has {letter}: it is left out of the page.")
    print(f"{asked.out.name}: {addressed.title}, {addressed.pages_in_words}.")
    return 0
