"""The consent forms that the clinic has: loaded, checked, filled, and their words digested."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from clinic_desk.base.errors import CannotOpen, NotFound
from clinic_desk.consent.form_text import GAP, FormHead, Part, fail, read_form_text

PHOTOGRAPHS = "photographs"
"""The scope of the consent to pictures; all others are families of treatments."""
DRAFT = "Draft: these words wait for a clinician to sign them."

Values = Callable[[], Mapping[str, str]]
"""Gives what fills the gaps: the clinic's details and numbers of the protocol, by name."""


@dataclass(frozen=True)
class Form:
    """One version of a form as a client reads it."""

    head: FormHead
    parts: tuple[Part, ...]
    digest: str
    """SHA-256 of the words that are read, in hexadecimal."""

    @property
    def words(self) -> str:
        """Title and parts, a line each: what the digest is made of."""
        return _words(self.head, self.parts)


@dataclass(frozen=True)
class _Written:
    """A form as its file has it, its gaps open."""

    head: FormHead
    parts: tuple[Part, ...]
    file: str


class Forms:
    """The forms by scope. What is wrong with a file is said when the clinic is opened."""

    def __init__(self, folder: Path, values: Values) -> None:
        """Read every form of a folder. Raises CannotOpen naming file and line of a fault."""
        self._values = values
        self._written = {each.head.scope: each for each in _read_all(folder)}
        self.heads: Mapping[str, FormHead] = {
            scope: each.head for scope, each in self._written.items()
        }
        """The heads by scope, for whoever asks how a consent stands."""

    def form(self, scope: str) -> Form:
        """The form for a scope, filled.

        Raises NotFound where there is none, CannotOpen naming file and line of a gap that
        nothing is known to fill with.
        """
        if scope not in self._written:
            raise NotFound(
                f"There is no consent form for “{scope[:40]}”.",
                next_step=f"There are forms for {', '.join(self._written)}.",
            )
        written = self._written[scope]
        parts = tuple(_filled(part, self._values(), written.file) for part in written.parts)
        digest = hashlib.sha256(_words(written.head, parts).encode()).hexdigest()
        return Form(written.head, parts, digest)


def _read_all(folder: Path) -> list[_Written]:
    found: dict[str, _Written] = {}
    for path in sorted(folder.glob("*.md")):
        written = _read(path)
        scope = written.head.scope
        if scope in found:
            fail(path.name, 1, f"{found[scope].file} is for '{scope}' too")
        found[scope] = written
    if not found:
        raise CannotOpen(f"There is no consent form in {folder}.")
    return list(found.values())


def _read(path: Path) -> _Written:
    try:
        source = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as wrong:
        line = wrong.object[: wrong.start].count(b"\n") + 1
        fail(path.name, line, "the text is not UTF-8")
    except OSError as wrong:
        raise CannotOpen(f"{path} cannot be read: {wrong.strerror}.") from None
    return _Written(*read_form_text(source, path.name), path.name)


def _filled(part: Part, values: Mapping[str, str], file: str) -> Part:
    for name in GAP.findall(part.text + part.beside):
        if not values.get(name, "").strip():
            fail(file, part.line, f"nothing is known to fill '{{{name}}}' with")
    text, beside = (GAP.sub(lambda gap: values[gap[1]], each) for each in part[1:3])
    return part._replace(text=text, beside=beside)


def _words(head: FormHead, parts: tuple[Part, ...]) -> str:
    lines = (f"{part.kind}: {part.text} {part.beside}".strip() for part in parts)
    return "\n".join((head.title, *lines))
