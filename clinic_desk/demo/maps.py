"""Where the demo's toxin goes: points on the chart of the face, as data.

Fractions of the chart. Invented figures of no one's; they advise nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from random import Random

from clinic_desk.records.contents import NeedledArea, Point

FACE = "face_front"
BOCOUTURE, AZZALURE = "Bocouture", "Azzalure"

_SPOTS = {
    "glabella": ((0.44, 0.366), (0.47, 0.388), (0.50, 0.402), (0.53, 0.388), (0.56, 0.366)),
    "forehead": ((0.36, 0.286), (0.45, 0.264), (0.55, 0.264), (0.64, 0.286)),
    "crows_feet": (
        (0.228, 0.412),
        (0.218, 0.447),
        (0.226, 0.482),
        (0.772, 0.412),
        (0.782, 0.447),
        (0.774, 0.482),
    ),
}
_HUNDREDTHS = {BOCOUTURE: (400, 300, 200), AZZALURE: (1000, 750, 750)}
"""At one point of each place, in the order of `_SPOTS`."""


def points(product: str, zones: Iterable[str], vial_id: int, random: Random) -> Iterator[Point]:
    """One visit's points, a hair's breadth beside those of the visit before."""
    by_zone = dict(zip(_SPOTS, _HUNDREDTHS[product], strict=True))
    for zone in zones:
        for x, y in _SPOTS[zone]:
            place = (round(x + random.uniform(-0.004, 0.004), 4), round(y, 4))
            yield Point(FACE, *place, by_zone[zone], zone, vial_id)


def needled(session: int) -> tuple[NeedledArea, ...]:
    """A full face, a little deeper from the second session on."""
    deeper = 25 if session > 1 else 0
    return (
        NeedledArea("forehead", 75 + deeper, 3, FACE, 0.5, 0.27),
        NeedledArea("cheeks", 125 + deeper, 4, FACE, 0.3, 0.55),
        NeedledArea("perioral", 75 + deeper, 2, FACE, 0.5, 0.68),
    )
