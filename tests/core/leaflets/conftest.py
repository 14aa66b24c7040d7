"""The leaflets as shipped, filled from the protocol as shipped."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from clinic_desk.base.folders import RESOURCES
from clinic_desk.leaflets.addressed import Addressee, ClinicDetails
from clinic_desk.leaflets.library import Leaflet, load_leaflets
from clinic_desk.leaflets.pdf import draw_pdf
from clinic_desk.leaflets.values import protocol_values
from clinic_desk.safety.loading import load_protocol

CLINIC = ClinicDetails("The Body Work Clinic", "01223 455144", "Ruth Holt", "NHS 111")
FOLDER = RESOURCES / "leaflets" / "en"
NAMES = tuple(sorted(path.stem for path in FOLDER.glob("*.md")))
TODAY = date(2026, 11, 24)
Draw = Callable[..., bytes]


@pytest.fixture(scope="session")
def leaflets() -> dict[str, Leaflet]:
    return load_leaflets(FOLDER)


@pytest.fixture(scope="session")
def values() -> dict[str, str]:
    return protocol_values(load_protocol(RESOURCES / "protocol"), CLINIC)


def addressee(name: str, consulted: bool = True) -> Addressee:
    """Someone with a visit on Thursday 26 November 2026 at 9.45am."""
    return Addressee(
        name,
        date(2026, 11, 19) if consulted else None,
        datetime(2026, 11, 26, 9, 45, tzinfo=UTC),
        "Ruth Holt",
    )


@pytest.fixture(scope="session")
def draw_anew(leaflets: dict[str, Leaflet], values: dict[str, str]) -> Draw:
    """Draw a leaflet by name for someone, or for nobody."""

    def drawn(name: str, whom: Addressee | None = None, large: bool = False) -> bytes:
        return draw_pdf(leaflets[name], values, CLINIC, whom, large_print=large, today=TODAY)

    return drawn


@pytest.fixture(scope="session")
def draw(draw_anew: Draw) -> Draw:
    """The same, drawn once and shared by all that read it."""
    shelf: dict[str, bytes] = {}

    def drawn(name: str, whom: Addressee | None = None, large: bool = False) -> bytes:
        order = f"{name} {large} {whom}"
        if order not in shelf:
            shelf[order] = draw_anew(name, whom, large)
        return shelf[order]

    return drawn
