"""Two hundred photographs of one client: listed, and as many small ones as a screen shows."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta

from PIL import Image
from PySide6.QtGui import QImage

from benchmarks.finding import driver_of
from benchmarks.measuring import Line, ratio
from clinic_desk.base.clock import local_day
from clinic_desk.clinic import Clinic
from clinic_desk.photographs.records import VIEWS
from ui.clients.photographs.reading import read_album, read_small

PHOTOGRAPHS = 200
_A_SCREEN = 24
_SIZE = (480, 640)
_SIGNED = [[(0.1, 0.1), (0.2, 0.2), (0.3, 0.1), (0.4, 0.2), (0.5, 0.1)]]
_COLUMNS = """SELECT p.*, who.name FROM photograph AS p JOIN person AS who ON who.id = p.added_by
WHERE p.client_id = ? AND p.removed_at IS NULL ORDER BY p.taken_on DESC, p.id"""


def photographed(clinic: Clinic, client_id: int, by: int) -> None:
    """Give a client consent to photographs and two hundred of them, plain grounds of many hues."""
    clinic.consents.give_on_screen(client_id, "photographs", "Often Here", _SIGNED, by)
    today, views = local_day(clinic.clock.now()), tuple(VIEWS)
    for number in range(PHOTOGRAPHS):
        taken_on = today - timedelta(weeks=number // len(views))
        view, moment = views[number % len(views)], ("before", "after")[number % 2]
        clinic.photographs.add(client_id, _ground(number), view, moment, taken_on, None, by)


def rows(clinic: Clinic, client_id: int, by: int) -> list[Line]:
    """The list, and a screenful of thumbnails, as the window has them read beside it."""
    room, driver = clinic.photographs, driver_of(clinic)
    album = read_album(room, client_id, by, opened=False)
    if len(album.photographs) != PHOTOGRAPHS:
        raise RuntimeError(f"the bench's client has {len(album.photographs)} photographs")
    ids = [each.id for each in album.photographs[:_A_SCREEN]]
    small = [room.thumbnail(each, by) for each in ids]
    timed = [
        ratio(
            f"{PHOTOGRAPHS} photographs listed",
            "the driver, same columns",
            2,
            lambda _: read_album(room, client_id, by, opened=False),
            lambda _: driver.execute(_COLUMNS, (client_id,)).fetchall(),
            turns=40,
        ),
        ratio(
            f"{_A_SCREEN} thumbnails, beside the window",
            "the same JPEGs decoded",
            2,
            lambda _: read_small(room, ids, by),
            lambda _: [QImage.fromData(each) for each in small],
            turns=20,
        ),
    ]
    # Told for what they are: nobody waits for either with the first page.
    return [replace(each, said_only=True) for each in timed]


def _ground(number: int) -> bytes:
    image = Image.new("RGB", _SIZE, (40 + number, 200 - number // 2, (number * 37) % 256))
    out = io.BytesIO()
    image.save(out, "JPEG")
    return out.getvalue()
