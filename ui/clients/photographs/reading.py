"""Pictures read on a worker: opened, decoded, and made small enough to be drawn well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage

from clinic_desk.base.errors import BadInput, ClinicError
from clinic_desk.photographs.photographs import Photographs
from clinic_desk.photographs.records import Album, PhotographRecord

if TYPE_CHECKING:
    from clinic_desk.base.pictures import Picture

_LEAST = 400
"""A picture is halved for drawing as long as it is wider than this."""
_LARGE = 1500
"""Beside its form a wider one is shown at its half."""


@dataclass(frozen=True)
class Opened:
    """A picture in sight, in several sizes, the largest first; none where it could not be read."""

    record: PhotographRecord
    images: tuple[QImage, ...]
    trouble: str = ""
    """Why it could not be read, as a sentence."""


@dataclass(frozen=True)
class Small:
    """A thumbnail; without a picture where its file is lost."""

    id: int
    image: QImage
    trouble: str = ""


@dataclass(frozen=True)
class Chosen:
    """A picture that was chosen and made ready, and waits to be kept."""

    picture: Picture
    image: QImage
    """As it is shown beside its form."""
    name: str
    """Of its file, or what stands for it; nothing is kept of this."""


def read_album(room: Photographs, client_id: int, by: int, *, opened: bool) -> Album:
    """A client's photographs; `opened` is a looking that is noted."""
    return room.open(client_id, by) if opened else room.of_client(client_id, by)


def read_small(room: Photographs, ids: Sequence[int], by: int) -> tuple[Small, ...]:
    """Some thumbnails, through a connection of their own."""
    with room.aside() as aside:
        return tuple(_small(aside, id, by) for id in ids)


def read_opened(
    room: Photographs, records: Sequence[PhotographRecord], by: int
) -> tuple[Opened, ...]:
    """One picture or two, noted as looked at, through a connection of their own."""
    with room.aside() as aside:
        return tuple(_opened(aside, record, by) for record in records)


def read_file(path: Path) -> Chosen:
    """A picture from a file, made ready. Raises BadInput, field `picture`."""
    # Its library is wanted only where a picture is added, and not on the desk's own thread.
    from clinic_desk.base.pictures import check_bytes

    try:
        check_bytes(path.stat().st_size)
        raw = path.read_bytes()
    except OSError as error:
        raise BadInput(
            "picture", f"That file cannot be read ({error.strerror}).", next_step="Choose another."
        ) from error
    return _chosen(raw, path.name)


def read_pasted(image: QImage) -> Chosen:
    """A picture that was copied in another program. Raises BadInput, field `picture`."""
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    # Without loss, and packed little: it is packed anew at once.
    image.save(buffer, "PNG", 90)  # type: ignore[call-overload]
    return _chosen(bytes(held.data()), "the clipboard")


def _chosen(raw: bytes, name: str) -> Chosen:
    from clinic_desk.base.pictures import made_ready

    made = made_ready(raw)
    halves = _halves(QImage.fromData(made.content))
    return Chosen(made, halves[1] if halves[0].width() > _LARGE else halves[0], name)


def _small(room: Photographs, id: int, by: int) -> Small:
    try:
        return Small(id, QImage.fromData(room.thumbnail(id, by)))
    except ClinicError as error:
        return Small(id, QImage(), error.what)


def _opened(room: Photographs, record: PhotographRecord, by: int) -> Opened:
    try:
        image = QImage.fromData(room.picture(record.id, by))
    except ClinicError as error:
        return Opened(record, (), str(error))
    return Opened(record, tuple(_halves(image)))


def _halves(image: QImage) -> list[QImage]:
    """Drawn at a third of its size a picture flickers with grain; from its half it does not."""
    images = [image]
    while images[-1].width() > _LEAST:
        last = images[-1]
        images.append(
            last.scaled(
                last.width() // 2,
                last.height() // 2,
                Qt.AspectRatioMode.IgnoreAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        )
    return images
