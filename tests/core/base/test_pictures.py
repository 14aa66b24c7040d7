"""Pictures from anywhere: told by content, bounded by their header, upright, bare."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, PngImagePlugin

from clinic_desk.base import pictures
from clinic_desk.base.errors import BadInput
from clinic_desk.base.picture_headers import read_header
from clinic_desk.base.pictures import LONGEST, MOST_PIXELS, Picture, made_ready
from tests.drawn import chunk, drawn, encoded, exif, huge_jpeg, huge_png, jpeg, png

MARK = b"Zyxomark 51.5 North"


def seen(picture: Picture) -> Image.Image:
    image = Image.open(io.BytesIO(picture.content))
    image.load()
    return image


def blue_corner(image: Image.Image) -> tuple[bool, ...]:
    """Whether each corner, clockwise from the upper left, is the marked one."""
    right, low = image.width - 3, image.height - 3
    at = ((2, 2), (right, 2), (right, low), (2, low))
    return tuple(image.getpixel(point)[2] > 200 > 90 > image.getpixel(point)[0] for point in at)  # type: ignore[index]


@pytest.mark.parametrize("raw", [jpeg(), png(), jpeg(progressive=True), jpeg(optimize=True)])
def test_a_still_becomes_a_jpeg_of_its_size(raw: bytes) -> None:
    picture = made_ready(raw)
    image = seen(picture)
    assert (image.format, image.size, image.mode) == ("JPEG", (300, 400), "RGB")
    assert (picture.width, picture.height) == (300, 400)
    assert blue_corner(image) == (True, False, False, False)


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA", "LA", "CMYK"])
def test_every_kind_of_colours_is_read(mode: str) -> None:
    raw = encoded(drawn(mode=mode), "JPEG" if mode == "CMYK" else "PNG")
    assert seen(made_ready(raw)).mode == "RGB"


def test_greys_of_sixteen_bits_stay_grey_and_are_not_cut_off() -> None:
    grey = Image.new("I;16", (40, 30), 32768)
    value = seen(made_ready(encoded(grey, "PNG"))).getpixel((20, 15))
    assert isinstance(value, tuple)
    assert all(120 < part < 136 for part in value)


def test_what_is_clear_becomes_white() -> None:
    clear = Image.new("RGBA", (30, 30), (0, 0, 0, 0))
    assert seen(made_ready(encoded(clear, "PNG"))).getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_each_way_a_camera_was_held_is_turned_upright(orientation: int, order: str) -> None:
    upright = drawn()
    undo = {
        1: None,
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }[orientation]
    held = upright if undo is None else upright.transpose(undo)
    picture = made_ready(encoded(held, "JPEG", exif=exif(orientation, order)))
    assert (picture.width, picture.height) == (300, 400)
    assert blue_corner(seen(picture)) == (True, False, False, False)


def test_a_png_that_was_held_otherwise_is_turned_too() -> None:
    held = drawn().transpose(Image.Transpose.ROTATE_90)
    raw = encoded(held, "PNG")
    at = raw.index(b"IDAT") - 4
    picture = made_ready(raw[:at] + chunk(b"eXIf", exif(6)[6:]) + raw[at:])
    assert (picture.width, picture.height) == (300, 400)


@pytest.mark.parametrize("orientation", [0, 9, 65535])
def test_an_orientation_that_is_none_is_passed_over(orientation: int) -> None:
    assert made_ready(jpeg(exif=exif(orientation))).width == 300


def test_nothing_beside_the_picture_is_kept() -> None:
    words = PngImagePlugin.PngInfo()
    words.add_text("where", MARK.decode())
    noted = jpeg(exif=exif(words=MARK * 4), comment=MARK, icc_profile=srgb())
    for raw in (noted + MARK, png(pnginfo=words) + MARK):
        assert MARK in raw
        picture = made_ready(raw)
        for kept in (picture.content, picture.thumbnail):
            assert MARK not in kept
            assert b"Exif" not in kept
            assert b"ICC_PROFILE" not in kept
            assert kept.endswith(b"\xff\xd9")
            assert set(Image.open(io.BytesIO(kept)).info) <= {
                "jfif",
                "jfif_version",
                "jfif_unit",
                "jfif_density",
            }


def srgb() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def test_colours_of_another_profile_are_brought_to_those_of_a_screen() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes()
    plain = seen(made_ready(png()))
    assert seen(made_ready(png(icc_profile=srgb()))).getpixel((150, 200)) == plain.getpixel(
        (150, 200)
    )
    assert seen(made_ready(png(icc_profile=lab))).size == plain.size


def test_a_profile_that_cannot_be_read_is_passed_over() -> None:
    assert made_ready(jpeg(icc_profile=b"no profile at all" * 9)).width == 300


def test_the_same_file_makes_the_same_picture() -> None:
    assert made_ready(jpeg()) == made_ready(jpeg())


@pytest.mark.parametrize(
    ("size", "kept"), [((6000, 4000), (3000, 2000)), ((900, 6001), (450, 3000)), ((2999, 9), None)]
)
def test_a_large_one_is_scaled_to_the_longest_side(
    size: tuple[int, int], kept: tuple[int, int] | None
) -> None:
    picture = made_ready(jpeg(size))
    assert (picture.width, picture.height) == (kept or size)
    assert max(picture.width, picture.height) <= LONGEST


def test_a_thumbnail_is_small_and_of_the_same_shape() -> None:
    image = Image.open(io.BytesIO(made_ready(jpeg((1200, 1600))).thumbnail))
    assert image.size == (240, 320)


@pytest.mark.parametrize("raw", [huge_png(100_000, 100_000), huge_jpeg(65_000, 65_000)])
def test_a_header_that_claims_too_much_is_refused_before_decoding(
    raw: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "_upright", None)
    with pytest.raises(BadInput, match="million pixels; 50 million can be taken"):
        made_ready(raw)


def test_of_two_headers_in_one_file_the_larger_counts() -> None:
    raw = jpeg((16, 16))
    at = raw.index(b"\xff\xc0")
    (length,) = struct.unpack_from(">H", raw, at + 2)
    frame = raw[at : at + 2 + length]
    other = bytearray(frame)
    struct.pack_into(">HH", other, 5, 60_000, 60_000)
    for both in (frame + other, other + frame):
        with pytest.raises(BadInput):
            made_ready(raw[:at] + bytes(both) + raw[at + 2 + length :])


def test_fifty_million_pixels_are_taken_and_one_row_more_is_not() -> None:
    width = 10_000
    assert read_header(huge_png(width, MOST_PIXELS // width)).width == width
    with pytest.raises(BadInput, match="damaged"):
        made_ready(huge_png(width, MOST_PIXELS // width))
    with pytest.raises(BadInput, match=r"50\.1 million pixels; 50 million"):
        made_ready(huge_png(width, MOST_PIXELS // width + 1))


LARGEST = """
import resource, struct, zlib
from clinic_desk.base.pictures import made_ready
from tests.drawn import chunk
wide, high = 8660, 5773
squeeze = zlib.compressobj(1)
rows = b"".join(squeeze.compress(bytes(1 + 4 * wide)) for _ in range(high)) + squeeze.flush()
head = struct.pack(">LLBBBBB", wide, high, 8, 6, 0, 0, 0)
raw = chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
made_ready(b"\\x89PNG\\r\\n\\x1a\\n" + raw)
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="its peak is told in other units elsewhere")
def test_the_largest_picture_takes_little_more_memory_than_its_pixels() -> None:
    root = Path(pictures.__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", LARGEST], cwd=root, capture_output=True, text=True, check=True
    )
    megabytes = MOST_PIXELS * 4 / 1e6
    assert int(done.stdout) < 1.5 * megabytes


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"plain words",
        b"GIF89a" + bytes(200),
        b"%PDF-1.7",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        encoded(drawn(), "TIFF"),
        encoded(drawn(), "BMP"),
        encoded(drawn(), "WEBP"),
    ],
)
def test_another_kind_of_file_is_refused_in_a_sentence(raw: bytes) -> None:
    with pytest.raises(BadInput, match="no JPEG or PNG picture") as refused:
        made_ready(raw)
    assert refused.value.field == "picture"


def test_a_moving_picture_is_refused() -> None:
    one, other = drawn(), drawn(hue="#123")
    with pytest.raises(BadInput, match="moving"):
        made_ready(encoded(one, "PNG", save_all=True, append_images=[other]))


@pytest.mark.parametrize("raw", [jpeg(), png(), jpeg(progressive=True)])
@pytest.mark.parametrize("part", [0.01, 0.3, 0.6, 0.9, 0.999])
def test_a_file_cut_short_is_refused(raw: bytes, part: float) -> None:
    with pytest.raises(BadInput, match=r"cut short|damaged|no JPEG"):
        made_ready(raw[: int(len(raw) * part)])


def test_a_file_of_too_many_bytes_is_refused_unread() -> None:
    with pytest.raises(BadInput, match="MB can be taken"):
        made_ready(bytes(pictures.MOST_BYTES + 1))


@settings(max_examples=120, deadline=None)
@given(
    st.sampled_from(
        [jpeg((40, 30), exif=exif(6)), png((40, 30)), jpeg((40, 30), progressive=True)]
    ),
    st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 255)), min_size=1, max_size=6),
)
def test_a_spoilt_file_is_a_picture_or_a_sentence(
    raw: bytes, spoils: list[tuple[int, int]]
) -> None:
    spoilt = bytearray(raw)
    for at, value in spoils:
        spoilt[at % len(spoilt)] = value
    try:
        picture = made_ready(bytes(spoilt))
    except BadInput:
        return
    assert max(picture.width, picture.height) <= LONGEST
