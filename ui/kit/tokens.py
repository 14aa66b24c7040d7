"""The token file, read once: colours for light and dark, type sizes, weights and measures."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from clinic_desk.base.folders import RESOURCES

THEME_FILE = RESOURCES / "theme.toml"


class Tokens(NamedTuple):
    """What the token file says. Colours are `#RRGGBB`; sizes and measures are pixels at 100 %."""

    light: Mapping[str, str]
    dark: Mapping[str, str]
    sizes: Mapping[str, int]
    weights: Mapping[str, int]
    shape: Mapping[str, int]


@cache
def tokens(file: Path = THEME_FILE) -> Tokens:
    """The tokens of the file; read from disk the first time only."""
    with file.open("rb") as text:
        read = tomllib.load(text)
    return Tokens(read["light"], read["dark"], read["type"], read["weight"], read["shape"])
