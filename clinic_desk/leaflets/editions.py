"""The texts that may be printed: read from their folders, kept for good before they are used.

A text that differs from the newest kept one of its name is the next version once the lint finds
nothing. Else it is refused with its faults, and the version before goes on being printed; where
nothing was kept before, the text that came with the program.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path

from clinic_desk.base.clock import Clock
from clinic_desk.base.errors import ClinicError, NotFound
from clinic_desk.db.audit import note
from clinic_desk.db.database import Database
from clinic_desk.db.faults import StorageFault
from clinic_desk.leaflets.head import KINDS
from clinic_desk.leaflets.kept import KeptText, digest_of, keep, kept_text, kept_texts, newest_texts
from clinic_desk.leaflets.library import Leaflet, leaflet_called, read_leaflet
from clinic_desk.leaflets.lint import faults
from clinic_desk.leaflets.models import LeafletText

Stamp = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class RefusedText:
    """A text in the folder that is not printed, and why."""

    name: str
    """The leaflet that it was to be a version of."""
    faults: tuple[str, ...]
    """A sentence each."""
    shipped: bool = False
    """Whether the text that came with the program is printed in its place."""


@dataclass(frozen=True)
class Edition:
    """A leaflet as it is printed now."""

    leaflet: Leaflet
    text_id: int | None
    """The kept text; None while the clinic's file takes nothing."""


@dataclass(frozen=True)
class Shelf:
    """What can be printed now, by name, and what was refused."""

    editions: Mapping[str, Edition]
    refused: tuple[RefusedText, ...] = ()

    @property
    def leaflets(self) -> Mapping[str, Leaflet]:
        """The leaflets by name, as they are printed."""
        return {name: each.leaflet for name, each in self.editions.items()}

    def edition(self, name: str) -> Edition:
        """The one of that name. Raises NotFound, listing the names there are."""
        leaflet_called(self.leaflets, name)
        return self.editions[name]

    def refusal(self, name: str) -> RefusedText | None:
        """Why the text in the folder is not the one that is printed; None where it is."""
        return next((each for each in self.refused if each.name == name), None)

    @property
    def nowhere(self) -> tuple[RefusedText, ...]:
        """What was refused and stands for no leaflet that is printed."""
        return tuple(each for each in self.refused if each.name not in self.editions)


@dataclass
class _Read:
    """What the folders held when they were last looked at."""

    stamp: Stamp = ()
    commits: int = -1
    values: Mapping[str, str] = field(default_factory=dict)
    """What filled them for the lint: a text may be refused for a gap that is filled since."""
    shelf: Shelf = field(default_factory=lambda: Shelf({}))


class Editions:
    """Reads the folders whenever a file in them is another, or what fills them, and keeps what is
    new."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        folders: tuple[Path, ...],
        values: Callable[[], Mapping[str, str]],
        language: str = "en",
    ) -> None:
        """Take the folders, of which a later one replaces texts of the same name, and what fills
        a text for the lint."""
        self._database = database
        self._clock = clock
        self._folders = folders
        self._values = values
        self._language = language
        self._read = _Read()

    def shelf(self, by: int | None) -> Shelf:
        """What may be printed now; texts that are new are kept first, in the name of `by`.

        The press asks whether somebody may. Raises ClinicError where there is no leaflet at all.
        """
        stamp, values, read = self._stamp(), self._values(), self._read
        if (read.stamp, read.commits, read.values) != (stamp, self._commits(), values):
            shelf = self._looked_at(values, by)
            self._read = _Read(stamp, self._commits(), values, shelf)
        if not self._read.shelf.editions:
            raise ClinicError(f"There is no leaflet in {self._folders[0].name}.")
        return self._read.shelf

    def text(self, text_id: int) -> KeptText:
        """One kept version; NotFound where there is none."""
        with self._database.read() as session:
            found = kept_text(session, text_id)
        if found is None:
            raise NotFound("The words of this leaflet are not on file.")
        return found

    def texts(self, text_ids: Iterable[int]) -> Mapping[int, KeptText]:
        """Several kept versions, by their numbers."""
        with self._database.read() as session:
            return kept_texts(session, frozenset(text_ids))

    # ---- looking

    def _commits(self) -> int:
        return self._database.last_commit_to((LeafletText.__tablename__,))

    def _files(self) -> dict[str, list[Path]]:
        """By file name, so that a clinic's own text, which comes first, takes the place of the
        one that came with the program."""
        found: dict[str, list[Path]] = {}
        for folder in self._folders:
            for path in sorted(folder.glob("*.md")):
                found.setdefault(path.name, []).insert(0, path)
        return found

    def _stamp(self) -> Stamp:
        found = []
        for path in chain.from_iterable(self._files().values()):
            try:
                stat = path.stat()
            except OSError:
                found.append((str(path), 0, 0))
            else:
                found.append((str(path), stat.st_mtime_ns, stat.st_size))
        return tuple(found)

    def _looked_at(self, values: Mapping[str, str], by: int | None) -> Shelf:
        with self._database.read() as session:
            kept = newest_texts(session, self._language)
        sound: dict[str, Leaflet] = {}
        refused: dict[str, RefusedText] = {}
        for paths in self._files().values():
            for path in paths:
                leaflet, found = self._judged(path, values, kept)
                if leaflet is not None:
                    sound[path.stem] = leaflet
                    break
                refused.setdefault(path.stem, RefusedText(path.stem, found))
                if path.stem in kept and kept[path.stem].if_readable() is not None:
                    break
        now = self._kept_now(sound, kept, by)
        return _shelf(sound, now, tuple(self._told(each, sound, now) for each in refused.values()))

    def _judged(
        self, path: Path, values: Mapping[str, str], kept: Mapping[str, KeptText]
    ) -> tuple[Leaflet | None, tuple[str, ...]]:
        """The leaflet of a file, or what speaks against it; a kept one was looked at when it was
        kept."""
        try:
            leaflet = self._read_text(path)
            found = () if _is_kept(leaflet, kept.get(path.stem)) else faults(leaflet, values)
        except ClinicError as wrong:
            found = (str(wrong),)
        return (None, found) if found else (leaflet, ())

    def _told(
        self, refused: RefusedText, sound: Mapping[str, Leaflet], kept: Mapping[str, KeptText]
    ) -> RefusedText:
        """Whether what is printed in its place is what came with the program."""
        name, shipped = refused.name, sound.get(refused.name)
        if shipped is None and name in kept:
            with suppress(ClinicError):
                shipped = read_leaflet(self._folders[0] / f"{name}.md")
                shipped = None if digest_of(shipped.source) != kept[name].digest else shipped
        return replace(refused, shipped=shipped is not None)

    def _read_text(self, path: Path) -> Leaflet:
        """The leaflet of a file, which says its own name and language."""
        leaflet = read_leaflet(path)
        if leaflet.head.name != path.stem:
            raise ClinicError(
                f"{path.name}: the file of this leaflet is called {leaflet.head.name}.md."
            )
        if leaflet.head.language != self._language:
            raise ClinicError(
                f"{path.name}: its language is '{leaflet.head.language}', and the folder is "
                f"of '{self._language}'."
            )
        return leaflet

    def _kept_now(
        self, sound: Mapping[str, Leaflet], kept: dict[str, KeptText], by: int | None
    ) -> dict[str, KeptText]:
        """The newest versions once those that are new are kept; as before where the file takes
        nothing."""
        if all(_is_kept(each, kept.get(name)) for name, each in sound.items()):
            return kept
        try:
            with self._database.write() as session:
                # Read again: another program may have kept the same text a moment ago.
                newest = newest_texts(session, self._language)
                for name, leaflet in sound.items():
                    if not _is_kept(leaflet, newest.get(name)):
                        row = keep(session, leaflet, newest.get(name), self._clock.now(), by)
                        note(session, "leaflet.text_kept", by, subject=row.id)
                return newest_texts(session, self._language)
        except StorageFault:
            return kept


def _is_kept(leaflet: Leaflet, newest: KeptText | None) -> bool:
    return newest is not None and newest.digest == digest_of(leaflet.source)


def _shelf(
    sound: Mapping[str, Leaflet], kept: Mapping[str, KeptText], refused: tuple[RefusedText, ...]
) -> Shelf:
    """What is for clients before what is for the public; a text that could not be kept is
    printed from its file."""
    names = dict.fromkeys([*sound, *(each.name for each in refused)])
    found = (_edition(kept.get(name), sound.get(name)) for name in names)
    editions = sorted((each for each in found if each is not None), key=_place)
    return Shelf({each.leaflet.head.name: each for each in editions}, refused)


def _edition(kept: KeptText | None, sound: Leaflet | None) -> Edition | None:
    """The kept text, where this program reads it, goes before the file that it was kept from."""
    leaflet = kept.if_readable() if kept is not None else None
    if kept is not None and leaflet is not None:
        return Edition(leaflet, kept.id)
    return Edition(sound, None) if sound is not None else None


def _place(edition: Edition) -> tuple[int, str]:
    head = edition.leaflet.head
    return KINDS.index(head.kind), head.name
