"""What is remembered of the copies between two runs, in `copies.json` beside the clinic's file.

Beside and not in it: a note that a copy was made must not call for another copy, and what
stops the copies from being tidied has to outlive a restore.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from clinic_desk.base.errors import CannotOpen
from clinic_desk.db.chain import Link
from clinic_desk.db.key_text import write_private

MEMORY_NAME = "copies.json"
DAMAGED = "What was remembered of the copies was damaged."
_LONGEST = 16 * 1024 * 1024
"""Bytes: with a hundred thousand pictures lost it is shorter; what is longer is none of ours."""
_DAMAGE = (
    ArithmeticError,
    AttributeError,
    LookupError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What reading a note of any words may raise; of an instant that no calendar has, OSError too."""


@dataclass(frozen=True)
class Facts:
    """What the next copy is held against."""

    at: int
    """When the copy was made, in seconds since 1970."""
    size: int
    """Bytes."""
    clients: int
    visits: int
    events: int
    """How many events the audit had: what was written since then has a higher number."""
    mac: str = ""
    """The seal of the last of them, in hex, where the chain was found whole so far."""
    walked_at: int = 0
    """When the whole chain was last walked, in seconds since 1970."""

    @property
    def link(self) -> Link | None:
        """From where the next copy's chain is to be walked; None for all of it."""
        return Link(self.events, bytes.fromhex(self.mac)) if self.mac else None


@dataclass(frozen=True)
class Pictures:
    """How far the pictures of the newest copy have come to its shelf."""

    left: int = 0
    """For how many there was no time yet."""
    trouble: str = ""
    """A sentence: why the shelf took no more."""
    lost: tuple[str, ...] = ()
    """Those that are whole nowhere, by the SHA-256 of their files; each run asks for them again."""
    read_after: str | None = None
    """Up to which name they have been read today; None where all have been."""

    def asks_for(self, name: str, sealed: str) -> bool:
        """Whether a picture is to be read, though it seems to be where it should."""
        is_to_come = self.read_after is not None and name > self.read_after
        return is_to_come or sealed in self.lost


@dataclass(frozen=True)
class Memory:
    """The last copy, why the older ones stay, and when the second place was last reached."""

    last: Facts | None = None
    stopped: str = ""
    """A sentence: why no copy is removed until a manager has looked. Empty: they are tidied."""
    trouble: str = ""
    """A sentence: why the last copy that was due could not be made."""
    second_at: int | None = None
    """When the second place last had the newest copy, or was chosen; seconds since 1970."""
    second_shelf: str = ""
    """Its folder of copies, so that a clinic whose file is lost finds them there."""
    second_trouble: str = ""
    """A sentence: why the newest copy did not get there though the place is."""
    pictures: Pictures = field(default_factory=Pictures)

    @property
    def made_at(self) -> datetime | None:
        """When the last copy was made, in UTC."""
        return None if self.last is None else datetime.fromtimestamp(self.last.at, UTC)


def recall(folder: Path) -> Memory:
    """What is remembered in a clinic's folder; nothing where there is no note.

    A damaged one may have said why the older copies are to stay: they do.
    """
    try:
        with (folder / MEMORY_NAME).open("rb") as file:
            text = file.read(_LONGEST)
    except OSError:
        return Memory()
    try:
        return _read(json.loads(text))
    except _DAMAGE:
        return Memory(stopped=DAMAGED)


def remember(folder: Path, memory: Memory) -> None:
    """Keep it, whole or not at all; a folder that cannot be written is told by the copy itself."""
    try:
        write_private(folder / MEMORY_NAME, as_text(memory))
    except CannotOpen:
        return


def as_text(memory: Memory) -> str:
    """The note's text."""
    return json.dumps(asdict(memory), indent=1) + "\n"


def stopped_by_restore(folder: Path, sentence: str) -> Memory:
    """What is to be remembered once another file has taken the clinic's place."""
    return replace(recall(folder), last=None, stopped=sentence, trouble="", pictures=Pictures())


def _read(plain: dict[str, Any]) -> Memory:
    last = plain.get("last")
    facts = None if last is None else _read_facts(last)
    second = plain.get("second_at")
    return Memory(
        facts,
        str(plain.get("stopped", "")),
        str(plain.get("trouble", "")),
        None if second is None else _moment(second),
        str(plain.get("second_shelf", "")),
        str(plain.get("second_trouble", "")),
        _read_pictures(plain.get("pictures") or {}),
    )


def _read_pictures(plain: dict[str, Any]) -> Pictures:
    after = plain.get("read_after")
    return Pictures(
        int(plain.get("left", 0)),
        str(plain.get("trouble", "")),
        tuple(map(str, plain.get("lost", ()))),
        None if after is None else str(after),
    )


def _read_facts(plain: dict[str, Any]) -> Facts:
    numbers = ("size", "clients", "visits", "events")
    facts = Facts(
        at=_moment(plain["at"]),
        mac=str(plain["mac"]),
        walked_at=_moment(plain["walked_at"]),
        **{name: int(plain[name]) for name in numbers},
    )
    bytes.fromhex(facts.mac)
    return facts


def _moment(plain: Any) -> int:
    """Seconds since 1970; ValueError, OverflowError or OSError where no calendar has them."""
    seconds = int(plain)
    datetime.fromtimestamp(seconds, UTC)
    return seconds
