"""Places on the body: their regions, which names mean the same skin, and what adjoins what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, NamedTuple

from clinic_desk.base.errors import BadInput
from clinic_desk.base.words import listed
from clinic_desk.treatments.reading import Entry, shown

Nearness = Literal["same_zone", "same_region", "adjacent", "elsewhere"]
NEARNESS: tuple[Nearness, ...] = ("same_zone", "same_region", "adjacent", "elsewhere")


class Choice(NamedTuple):
    """One coarse answer to "where on the body?", and the zones that it stands for.

    It stands for the widest zone of its region, so that a visit booked as
    "face" is judged as touching every place on the face; "not sure" stands for
    no zone, which the rules count as the same place.
    """

    id: str
    label: str
    zones: tuple[str, ...]


@dataclass(frozen=True)
class Places:
    """Every zone that a record or a booking may name."""

    regions: Mapping[str, tuple[str, ...]]
    overlap: Mapping[str, tuple[str, ...]]
    adjacent: tuple[tuple[str, str], ...]
    labels: Mapping[str, str]
    """A zone's name in plain words: "frown lines"."""
    sentence_labels: Mapping[str, str]
    """The same inside a sentence: "the frown lines"."""
    choices: tuple[Choice, ...]

    @cached_property
    def region_of(self) -> Mapping[str, str]:
        """The region of each zone."""
        return {zone: region for region, zones in self.regions.items() for zone in zones}

    def nearness(self, a: Sequence[str], b: Sequence[str]) -> Nearness:
        """How near the nearest of two lists of zones lie; an empty list is the same place.

        Raises BadInput for a zone that the protocol does not know.
        """
        self.check(a)
        self.check(b)
        if not a or not b:
            return "same_zone"
        table = self._between
        return NEARNESS[min(table[one, other] for one in a for other in b)]

    def known(self, zones: tuple[str, ...]) -> tuple[str, ...]:
        """The zones of a visit on file; none, which is the same place as any, where the protocol
        no longer knows one of them."""
        return zones if all(zone in self.region_of for zone in zones) else ()

    def check(self, zones: Sequence[str]) -> None:
        """Raise BadInput for a zone that the protocol does not know."""
        for zone in zones:
            if zone not in self.region_of:
                raise BadInput("zones", f"The protocol knows no place called '{zone[:60]}'.")

    def choice(self, id: str) -> Choice:
        """The coarse choice of that id. Raises KeyError for one that is not offered."""
        return {each.id: each for each in self.choices}[id]

    def in_words(self, zones: Sequence[str]) -> str:
        """`the frown lines and the crow's feet`; empty where no place is recorded."""
        return listed([self.sentence_labels[zone] for zone in zones])

    def label(self, zones: Sequence[str]) -> str:
        """`Face` where the zones are one of the coarse choices, else their plain names."""
        for choice in self.choices:
            if choice.zones == tuple(zones):
                return choice.label
        return listed([self.labels[zone] for zone in zones])

    @cached_property
    def _between(self) -> Mapping[tuple[str, str], int]:
        zones = tuple(self.region_of)
        return {(one, other): self._steps(one, other) for one in zones for other in zones}

    def _steps(self, one: str, other: str) -> int:
        if one == other or other in self.overlap.get(one, ()) or one in self.overlap.get(other, ()):
            return 0
        here, there = self.region_of[one], self.region_of[other]
        if here == there:
            return 1
        return 2 if (here, there) in self.adjacent or (there, here) in self.adjacent else 3


def read_places(
    regions: Entry, overlap: Entry, adjacent: Entry, words: Entry, choices: Sequence[Entry]
) -> Places:
    """The places of a protocol. Raises CannotOpen for an unknown or repeated zone or region."""
    by_region = {name: regions.texts(name) for name in regions.raw}
    zones = _all_zones(regions, by_region)
    labels, sentence_labels = _read_words(words, zones)
    return Places(
        regions=by_region,
        overlap=_read_overlap(overlap, zones),
        adjacent=_read_pairs(adjacent, by_region),
        labels=labels,
        sentence_labels=sentence_labels,
        choices=tuple(_read_choice(each, zones) for each in choices),
    )


def _all_zones(entry: Entry, regions: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    zones: list[str] = []
    for region, names in regions.items():
        for name in names:
            if name in zones:
                entry.fail(region, f"the zone '{name}' is listed twice")
            zones.append(name)
    return tuple(zones)


def _read_overlap(entry: Entry, zones: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    for zone in entry.raw:
        entry.one_of(zone, zone, zones)
    return {zone: entry.texts(zone, among=zones) for zone in entry.raw}


def _read_pairs(entry: Entry, regions: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    pairs = entry.lists("pairs")
    for pair in pairs:
        if len(pair) != 2:
            entry.fail("pairs", f"{shown(pair)} is not a pair of regions")
        for region in pair:
            entry.one_of("pairs", region, tuple(regions))
    entry.close()
    return tuple((one, other) for one, other in pairs)


def _read_words(entry: Entry, zones: tuple[str, ...]) -> tuple[dict[str, str], dict[str, str]]:
    labels, sentence_labels = {}, {}
    for zone in zones:
        words = entry.table(zone)
        labels[zone] = words.text("label")
        sentence_labels[zone] = words.text("in_sentence", f"the {labels[zone]}")
        words.close()
    entry.close()
    return labels, sentence_labels


def _read_choice(entry: Entry, zones: tuple[str, ...]) -> Choice:
    choice = Choice(entry.text("id"), entry.text("label"), entry.texts("zones", among=zones))
    entry.close()
    return choice
