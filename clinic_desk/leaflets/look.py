"""How a leaflet looks on paper: sizes in points, and colours from the token file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from clinic_desk.base.folders import RESOURCES

MILLIMETRE = 72 / 25.4
PAGE_WIDTH, PAGE_HEIGHT = 210 * MILLIMETRE, 297 * MILLIMETRE
MARGIN = 18.2 * MILLIMETRE
"""Kept clear on every side; the standard asks for 18 mm at least."""
WIDTH = PAGE_WIDTH - 2 * MARGIN


@dataclass(frozen=True)
class Look:
    """The sizes of one edition. The text is set anew for each, never scaled."""

    body: float
    title: float
    subtitle: float
    heading: float
    subheading: float
    small: float
    """Under a timeline and in the record."""
    fine: float
    """Version, dates and sources at the end."""
    footer: float
    spacing: float
    """Line spacing as a multiple of the size."""
    timeline_across: bool
    """Side by side; otherwise one moment below another."""
    columns: int
    """Of the personal box."""
    first_column: float
    """The share of the width that the first column of a table takes."""
    answers_below: bool
    """Whether a comparison's answers stand under its question, not beside it."""
    air: float = 1.0
    """The room between parts, as a share of the usual."""
    one_side: bool = False
    """Whether all is done to end on the first page, with the title beside the clinic."""
    advice_across: bool = False
    """Whether what to do stands beside what not to do."""
    for_calls: bool = False
    """Whether it is tried only to keep the boxes of whom to call on one page."""

    @property
    def down(self) -> float:
        """Points above and below what stands in a box."""
        return 4.5 if self.one_side else 10 if self.air == 1 else 8

    @property
    def across(self) -> float:
        """Points at the sides of a box of advice."""
        return 11 if self.one_side else 14

    def leading(self, size: float) -> float:
        """From baseline to baseline."""
        return size * self.spacing


STANDARD = Look(
    body=14,
    title=34,
    subtitle=15.5,
    heading=18,
    subheading=15,
    small=12,
    fine=12,
    footer=10.5,
    spacing=1.3,
    timeline_across=True,
    columns=2,
    first_column=0.37,
    answers_below=False,
)
LARGE = Look(
    body=18,
    title=34,
    subtitle=19,
    heading=24,
    subheading=22,
    small=18,
    fine=18,
    footer=14,
    spacing=1.27,
    timeline_across=False,
    columns=1,
    first_column=0.44,
    answers_below=True,
)
CLOSE = 1.25
"""Line spacing where else the boxes of whom to call would be parted, as for a long name or a long
line of the appointment: the standard aims at 1.3, and its floor is 1.2."""
TIGHT = 0.72
"""The least air that still parts the parts."""
TIGHTEST = 0.42
"""The same on a single side, where boxes do the parting."""
ONE_SIDE = (
    (14.0, 1.3, TIGHT),
    (14.0, 1.3, TIGHTEST),
    (14.0, 1.25, TIGHTEST),
    (14.0, 1.2, TIGHTEST),
    (13.5, 1.2, TIGHTEST),
    (13.0, 1.2, TIGHTEST),
    (12.5, 1.2, TIGHTEST),
    (12.0, 1.2, TIGHTEST),
)
"""Points of the body, line spacing and air, the best first: air goes before spacing, and spacing
before size. The standard's floors are 12 points and 1.2."""


def looks_for(kind: str, *, large: bool) -> tuple[Look, ...]:
    """The looks to try for a kind of leaflet, the best first: the fewest pages win."""
    if large:
        return LARGE, replace(LARGE, air=TIGHT)
    if kind == "aftercare":
        return tuple(_one_side(size, spacing, air) for size, spacing, air in ONE_SIDE)
    tight = replace(STANDARD, air=TIGHT)
    # The only other kind with both boxes; the rest would be set once more in vain.
    across = (replace(tight, advice_across=True),) if kind == "public" else ()
    return (STANDARD, tight, *across, replace(tight, spacing=CLOSE, for_calls=True))


def _one_side(body: float, spacing: float, air: float) -> Look:
    return replace(
        STANDARD,
        body=body,
        title=25,
        subtitle=body,
        heading=body + 1.5,
        subheading=body + 1,
        fine=10,
        spacing=spacing,
        air=air,
        one_side=True,
        advice_across=True,
    )


@dataclass(frozen=True)
class Colours:
    """The colours of one leaflet, as `#RRGGBB`."""

    ink: str
    quiet: str
    line: str
    paper: str
    brand: str
    on_brand: str
    accent: str
    deep: str
    """The accent for large letters, nearer to ink."""
    wash: str
    edge: str
    notices: Mapping[str, tuple[str, str, str]]
    """Ink, wash and edge by kind of notice."""


_NOTICE_TOKENS = {"call-999": "block", "call-111": "warn", "call-us": "good"}


@cache
def colours_for(treatment: str, theme: Path = RESOURCES / "theme.toml") -> Colours:
    """The light tokens with the treatment's own colour as the one accent."""
    light = tomllib.loads(theme.read_text(encoding="utf-8"))["light"]
    return Colours(
        ink=light["ink"],
        quiet=_mixed(light["quiet_ink"], light["ink"], 0.5),
        line=light["line"],
        paper=light["surface"],
        brand=light["accent"],
        on_brand=light["on_accent"],
        accent=light[treatment],
        deep=_mixed(light[treatment], light["ink"], 0.35),
        wash=light[f"{treatment}_wash"],
        edge=light[f"{treatment}_edge"],
        notices={
            kind: (_mixed(light[token], light["ink"], 0.3), light[f"{token}_wash"], light[token])
            for kind, token in _NOTICE_TOKENS.items()
        },
    )


def _mixed(colour: str, other: str, share: float) -> str:
    """`colour` with a share of `other`, from 0 to 1."""
    pairs = ((int(colour[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in pairs)
