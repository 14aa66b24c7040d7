"""Facts of the protocol and the clinic, put where a leaflet's text leaves a gap: `{phone}`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, cast

from clinic_desk.base.errors import ClinicError

GAP = re.compile(r"\{([^{}]*)\}")

T = TypeVar("T")


def gaps(body: str, lines_before: int = 0) -> tuple[tuple[int, str], ...]:
    """Every gap of a leaflet's body: the file's line, and the name in the braces."""
    return tuple(
        (number, name)
        for number, line in enumerate(body.split("\n"), lines_before + 1)
        for name in GAP.findall(line)
    )


def check_filled(body: str, values: Mapping[str, str], file: str, lines_before: int) -> None:
    """Raise ClinicError naming file and line of the first gap for which there is no value.

    A brace that opens or closes no gap is refused as well, or it would be printed.
    """
    for number, name in gaps(body, lines_before):
        if not values.get(name, "").strip():
            raise ClinicError(f"{file}, line {number}: nothing is known to fill '{{{name}}}' with.")
    for number, line in enumerate(body.split("\n"), lines_before + 1):
        if re.search(r"[{}]", GAP.sub("", line)):
            raise ClinicError(f"{file}, line {number}: a gap is written '{{name}}', on one line.")


def filled(part: T, values: Mapping[str, str]) -> T:
    """A block, or a tuple of blocks, with every gap filled; a value is text and never markup."""
    return cast(T, _filled(part, values))


def _filled(part: Any, values: Mapping[str, str]) -> Any:
    if isinstance(part, str):
        return GAP.sub(lambda gap: values[gap[1]], part)
    if isinstance(part, tuple):
        return tuple(_filled(each, values) for each in part)
    if is_dataclass(part) and not isinstance(part, type):
        inner = {each.name: _filled(getattr(part, each.name), values) for each in fields(part)}
        return replace(part, **inner)
    return part
