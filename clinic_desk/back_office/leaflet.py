"""`main.py leaflet NAME --out FILE`."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from clinic_desk.back_office.opening import opened
from clinic_desk.base.files import write_whole


def write_leaflet(folder: Path, asked: Namespace) -> int:
    """Write a leaflet; made out for a client, it is logged as given."""
    with opened(folder) as clinic:
        printed = clinic.press.made_out(
            asked.name, asked.client, large_print=asked.large_print or None
        )
        write_whole(asked.out, printed.pdf)
        given = clinic.press.note_given(printed, "saved", by=None)
    for letter in printed.left_out:
        print(f"No bundled font has {letter}: it is left out of the page.")
    print(f"{asked.out.name}: {printed.title}, {printed.pages_in_words}.")
    if given.now_large:
        print("The client's record asks for large print from now on.")
    return 0
