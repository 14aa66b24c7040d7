"""A page of HTML read back: its elements in order, and the words that a reader is given."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "path"}
INLINE = {"a", "bdi", "span", "strong"}
UNREAD = {"style", "title", "footer"}
UNREAD_CLASSES = {"unseen", "mark", "skip"}


@dataclass
class Element:
    """One element: its name, attributes, the names round it, and the words right in it."""

    name: str
    attributes: dict[str, str]
    inside: tuple[str, ...]
    words: str = ""


@dataclass
class Page(HTMLParser):
    """Reads a page; `elements` and `told` are what stood in it. Tags must close in order."""

    source: str
    elements: list[Element] = field(default_factory=list)
    told: str = ""

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[Element] = []
        self.feed(self.source)
        self.close()
        assert not self._open, self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(
            tag, {key: value or "" for key, value in attrs}, tuple(each.name for each in self._open)
        )
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        assert tag in VOID

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop().name == tag
        self.told += "" if tag in INLINE else " "

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.words += data
        if not any(map(_unread, self._open)):
            self.told += data

    @property
    def words(self) -> list[str]:
        """What is read out, word by word."""
        return self.told.replace("\u200e", "").split()

    def named(self, *names: str) -> list[Element]:
        """The elements of those names, in order."""
        return [each for each in self.elements if each.name in names]


def _unread(element: Element) -> bool:
    return element.name in UNREAD or element.attributes.get("class") in UNREAD_CLASSES
