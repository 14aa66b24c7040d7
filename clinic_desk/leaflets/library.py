"""The leaflets that the clinic has, read from a folder of Markdown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from clinic_desk.base.errors import ClinicError, NotFound
from clinic_desk.leaflets.blocks import Block, PersonalBox
from clinic_desk.leaflets.filling import check_filled, filled
from clinic_desk.leaflets.head import KINDS, Head, split_head
from clinic_desk.leaflets.letters import STEERING
from clinic_desk.leaflets.markdown import blocks_of

LONGEST_FILE = 60_000
"""Bytes of a text: some seven times the longest that ships, for letters that take three each."""


@dataclass(frozen=True)
class Leaflet:
    """One version of a leaflet, as written: gaps for protocol values still open."""

    head: Head
    source: str
    """The whole file, head and body."""
    file: str
    """The file's name, for messages."""
    lines_before: int
    """Lines of the file before the body."""
    blocks: tuple[Block, ...]

    @property
    def body(self) -> str:
        """The Markdown below the head."""
        return "\n".join(self.source.split("\n")[self.lines_before :])

    @property
    def asks_for(self) -> frozenset[str]:
        """The lines of its personal box, by key; empty for a leaflet without one."""
        boxes = (block for block in self.blocks if isinstance(block, PersonalBox))
        return frozenset(each.key for box in boxes for each in box.fields)

    def filled(self, values: Mapping[str, str]) -> tuple[Block, ...]:
        """The blocks with every gap filled.

        Raises ClinicError naming file and line of a gap that has no value.
        """
        check_filled(self.body, values, self.file, self.lines_before)
        return filled(self.blocks, values)


def read_leaflet(path: Path) -> Leaflet:
    """One leaflet. Raises ClinicError naming file and line of what is wrong."""
    try:
        with path.open("rb") as file:
            whole = file.read(LONGEST_FILE + 1)
        if len(whole) > LONGEST_FILE:
            line = whole.count(b"\n") + 1
            raise ClinicError(
                f"{path.name}, line {line}: the text is longer than a leaflet can be, "
                f"{LONGEST_FILE:,} bytes."
            )
        source = whole.decode("utf-8").replace("\r\n", "\n").removeprefix("\ufeff")
    except UnicodeDecodeError as wrong:
        line = wrong.object[: wrong.start].count(b"\n") + 1
        raise ClinicError(f"{path.name}, line {line}: the text is not UTF-8.") from None
    except OSError as wrong:
        raise ClinicError(f"{path} cannot be read: {wrong.strerror}.") from None
    stray = next((each for each in STEERING.finditer(source) if each[0] != "\n"), None)
    if stray is not None:
        line = source.count("\n", 0, stray.start()) + 1
        raise ClinicError(
            f"{path.name}, line {line}: a control character ({ascii(stray[0])[1:-1]})."
        )
    return leaflet_of(source, path.name)


def leaflet_of(source: str, file: str) -> Leaflet:
    """The leaflet of a whole text. Raises ClinicError naming `file` and line of what is wrong."""
    head, body, before = split_head(source, file)
    return Leaflet(head, source, file, before, blocks_of(body, file, before))


def load_leaflets(folder: Path) -> dict[str, Leaflet]:
    """Every leaflet of a folder by name: by kind, and within a kind by the file's name.

    Raises ClinicError naming the file and line of the first fault, or a folder without leaflets.
    """
    found: dict[str, Leaflet] = {}
    read = (read_leaflet(path) for path in sorted(folder.glob("*.md")))
    for leaflet in sorted(read, key=lambda each: KINDS.index(each.head.kind)):
        if leaflet.head.name in found:
            raise ClinicError(
                f"{leaflet.file}: another leaflet is called '{leaflet.head.name}' too."
            )
        found[leaflet.head.name] = leaflet
    if not found:
        raise ClinicError(f"There is no leaflet in {folder}.")
    return found


def leaflet_called(leaflets: Mapping[str, Leaflet], name: str) -> Leaflet:
    """The leaflet of that name. Raises NotFound, listing the names there are."""
    if name not in leaflets:
        raise NotFound(
            f"No leaflet is called '{name[:60]}'.", next_step=f"There are: {', '.join(leaflets)}."
        )
    return leaflets[name]


def leaflets_for(leaflets: Mapping[str, Leaflet], treatment: str) -> tuple[Leaflet, ...]:
    """The leaflets that a treatment's code calls for."""
    return tuple(each for each in leaflets.values() if treatment in each.head.treatments)
