"""Pictures from anywhere, made into pictures of our own: upright, of a sensible size, and bare.

Each is decoded and encoded anew, so that of what a camera or telephone wrote beside it (place,
time, owner, thumbnail, comments, whatever follows the picture) nothing is kept. How much memory
that takes is known from the header, before anything is decoded.
"""

from __future__ import annotations

import io
import math
import struct
import zlib
from typing import NamedTuple

from PIL import Image, ImageCms

from clinic_desk.base.errors import BadInput
from clinic_desk.base.picture_headers import Header, NoPicture, read_header

MOST_PIXELS = 50_000_000
MOST_BYTES = 64 * 1024 * 1024
LONGEST, LONGEST_THUMBNAIL = 3000, 320
"""Pixels of the longer side, of what is kept and of its thumbnail."""
QUALITY, THUMBNAIL_QUALITY = 90, 80
FIELD = "picture"
_FAULTS = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    LookupError,
    TypeError,
    ArithmeticError,
    MemoryError,
    struct.error,
    zlib.error,
    ImageCms.PyCMSError,
    Image.DecompressionBombError,
)
"""What decoding a stranger's file may raise."""

_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_NEXT = "Choose another picture."


class Picture(NamedTuple):
    """A picture as it is kept: a JPEG without metadata, its colours in sRGB."""

    content: bytes
    width: int
    """Pixels, upright."""
    height: int
    thumbnail: bytes


def made_ready(raw: bytes) -> Picture:
    """A file's picture as it is kept, with its thumbnail.

    Takes JPEG and PNG stills, told by their content, of up to MOST_PIXELS. Raises BadInput,
    field `picture`, for anything else; what claims to be larger is not decoded.
    """
    check_bytes(len(raw))
    try:
        header = read_header(raw)
    except NoPicture as error:
        raise _refused(f"That file {error}.") from error
    _check_size(header)
    try:
        upright = _upright(header)
        return Picture(
            _encoded(upright, QUALITY),
            upright.width,
            upright.height,
            _encoded(_scaled(upright, LONGEST_THUMBNAIL), THUMBNAIL_QUALITY),
        )
    except _FAULTS as error:
        raise _refused("That picture is damaged and cannot be read.") from error


def check_bytes(number: int) -> None:
    """BadInput for a file too large to be read at all."""
    if number > MOST_BYTES:
        raise _refused(
            f"That file has {number / 1e6:,.0f} MB; {MOST_BYTES / 1e6:.0f} MB can be taken."
        )


def _check_size(header: Header) -> None:
    pixels = header.width * header.height
    if pixels == 0:
        raise _refused("That picture is empty.")
    if pixels > MOST_PIXELS:
        # Rounded up, so that what is a little too much never reads as what can be taken.
        millions = math.ceil(pixels / 1e5) / 10
        told = f"{millions:.1f}" if millions < 100 else f"{millions:,.0f}"
        raise _refused(
            f"That picture has {told} million pixels; "
            f"{MOST_PIXELS // 1_000_000} million can be taken."
        )


def _upright(header: Header) -> Image.Image:
    with Image.open(io.BytesIO(header.bare), formats=(header.kind,)) as image:
        if image.size != (header.width, header.height):
            raise ValueError("the header tells another size")
        # A JPEG far larger than what is kept is decoded at a half or a quarter at once.
        image.draft(None, _fitted(image.size, LONGEST))
        image.load()
        profile = image.info.get("icc_profile")
        small = _scaled(_deep_as_eight_bits(image), LONGEST)
    plain = _in_srgb(_on_white(small), profile)
    turn = _UPRIGHT.get(header.orientation)
    return plain if turn is None else plain.transpose(turn)


def _deep_as_eight_bits(image: Image.Image) -> Image.Image:
    """Greys of sixteen bits brought to eight, which plain conversion would cut off."""
    if not image.mode.startswith("I"):
        return image
    return image.convert("I").point(lambda value: value / 256).convert("L")


def _scaled(image: Image.Image, longest: int) -> Image.Image:
    fitted = _fitted(image.size, longest)
    if fitted == image.size:
        return image
    if image.mode in ("P", "1"):
        image = image.convert("RGBA" if "transparency" in image.info else "RGB")
    return image.resize(fitted, Image.Resampling.LANCZOS, reducing_gap=3.0)


def _fitted(size: tuple[int, int], longest: int) -> tuple[int, int]:
    """The size that is no longer than that, of the same shape; never larger than it is."""
    ratio = min(1.0, longest / max(size))
    return max(1, round(size[0] * ratio)), max(1, round(size[1] * ratio))


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode not in ("RGBA", "LA", "PA") and "transparency" not in image.info:
        return image
    clear = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", clear.size, "white"), clear).convert("RGB")


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """The colours as any screen shows them, as the profile goes with all else."""
    if profile and image.mode in ("RGB", "L", "CMYK"):
        try:
            theirs = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            changed = ImageCms.profileToProfile(
                image, theirs, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
            if changed is not None:
                return _bare(changed)
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            # A profile that cannot be read says nothing about the picture.
            pass
    return _bare(image.convert("RGB"))


def _bare(image: Image.Image) -> Image.Image:
    image.info = {}
    return image


def _encoded(image: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()


def _refused(what: str) -> BadInput:
    return BadInput(FIELD, what, next_step=_NEXT)
