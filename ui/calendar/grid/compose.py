"""Which words go where on a block of a given size, decided once for every layout."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from PySide6.QtGui import QColor, QPixmap

from ui.calendar.grid.layout import Block, Box, Layout
from ui.calendar.grid.looks import Looks
from ui.calendar.grid.scene import Scene
from ui.calendar.grid.texts import Texts, Words
from ui.calendar.grid.wording import NEUTRAL, PAST, BlockWords, block_words

UNDO = "Undo"
BODY, LABEL, BADGE = ("body", "semibold"), ("label", "semibold"), ("badge", "semibold")


class Run(NamedTuple):
    """Words at a place, in a colour."""

    x: int
    y: int
    words: Words
    colour: QColor


class Composed(NamedTuple):
    """A block ready to be painted."""

    block: Block
    ground: QPixmap
    runs: tuple[Run, ...]
    undo: Box | None
    """Where a click puts a moved visit back."""


@dataclass
class _Sheet:
    """A block being filled with words, from the left and from the right."""

    looks: Looks
    texts: Texts
    left: int
    right: int
    runs: list[Run] = field(default_factory=list)

    @property
    def room(self) -> int:
        return max(self.right - self.left, 0)

    def put(self, y: int, height: int, text: str, kind: tuple[str, str], colour: QColor) -> Box:
        """Words at the left, shortened to what room there is."""
        words = self.texts.words(text, *kind, most=self.room)
        place = Box(self.left, y + (height - words.height) // 2, words.width, words.height)
        if words.width:
            self.runs.append(Run(place.x, place.y, words, colour))
        self.left += words.width + self.looks.px(5)
        return place

    def put_right(
        self, y: int, height: int, text: str, kind: tuple[str, str], colour: QColor
    ) -> None:
        """Words at the right, in full."""
        words = self.texts.words(text, *kind)
        self.right -= words.width
        self.runs.append(Run(self.right, y + (height - words.height) // 2, words, colour))
        self.right -= self.looks.px(6)


class Composer:
    """Puts words on blocks, and keeps those that a change of the scene leaves as they were."""

    def __init__(self) -> None:
        """Nothing is kept yet."""
        self._kept: dict[tuple[int, int], tuple[tuple[object, ...], Composed]] = {}

    def composed(
        self, layout: Layout, scene: Scene, looks: Looks, texts: Texts
    ) -> tuple[Composed, ...]:
        """All the blocks of a layout, ready to be painted."""
        before, self._kept = self._kept, {}
        faint = scene.left_behind
        for block in layout.blocks:
            key, visit = (block.column, block.visit.id), block.visit.id
            state = (block, visit in faint, scene.undo == visit, scene.private, scene.faces, looks)
            kept = before.get(key)
            if kept is None or kept[0] != state:
                kept = (state, compose(block, scene, looks, texts))
            self._kept[key] = kept
        return tuple(one for _, one in self._kept.values())


def compose(block: Block, scene: Scene, looks: Looks, texts: Texts) -> Composed:
    """The ground and words of one visit."""
    visit = block.visit
    words = block_words(visit, scene.faces, scene.private)
    colour = (NEUTRAL if scene.private else scene.faces.get(visit.treatment, NEUTRAL)).colour
    style = _style(visit.status, visit.id in scene.left_behind)
    ground = looks.face(colour, block.box, style)
    ink = looks.family(colour).ink
    can_undo = scene.undo == visit.id and bool(words.moved)
    runs, undo = _worded(block.box, words, ink, can_undo, looks, texts)
    if style == "faint":
        runs = tuple(run._replace(colour=looks.faded(run.colour)) for run in runs)
    return Composed(block, ground, runs, undo)


def _style(status: str, left_behind: bool) -> str:
    if left_behind:
        return "faint"
    if status == "pencilled":
        return "pencilled"
    return "past" if status in PAST else "plain"


def _worded(
    box: Box, words: BlockWords, ink: QColor, can_undo: bool, looks: Looks, texts: Texts
) -> tuple[tuple[Run, ...], Box | None]:
    left = box.x + looks.bar + (looks.pad if box.w > looks.px(120) else looks.pad // 2)
    sheet = _Sheet(looks, texts, left, box.right - looks.px(7 if box.w > looks.px(120) else 3))
    if looks.line + looks.small_line + looks.px(7) <= box.h:
        return _lines(box, words, ink, can_undo, sheet)
    if looks.small_line + looks.tiny_line <= box.h + looks.px(2) and _crowded(words, sheet):
        return _two_low_lines(box, words, ink, sheet), None
    return _one_line(box, words, ink, can_undo, sheet)


def _crowded(words: BlockWords, sheet: _Sheet) -> bool:
    """Whether name and short treatment have no room on one line."""
    name = sheet.texts.width(words.name, "body", "semibold")
    rest = sheet.texts.width(words.short, "label", "semibold")
    mark = sheet.texts.width(words.mark.symbol, "label", "semibold")
    return bool(words.short) and name + rest + mark + 2 * sheet.looks.px(6) > sheet.room


def _two_low_lines(box: Box, words: BlockWords, ink: QColor, sheet: _Sheet) -> tuple[Run, ...]:
    """Name over treatment in small letters, for half an hour in a narrow column."""
    looks, left = sheet.looks, sheet.left
    y = box.y + (box.h - looks.small_line - looks.tiny_line) // 2
    if words.mark.symbol:
        symbol = words.mark.symbol
        sheet.put_right(y, looks.small_line, symbol, LABEL, looks.colour("quiet_ink"))
    sheet.put(y, looks.small_line, words.name, LABEL, looks.colour("ink"))
    below = _Sheet(looks, sheet.texts, left, box.right - looks.px(3))
    label = " · ".join(filter(None, [words.short, words.moved]))
    below.put(y + looks.small_line, looks.tiny_line, label, BADGE, ink)
    return (*sheet.runs, *below.runs)


def _one_line(
    box: Box, words: BlockWords, ink: QColor, can_undo: bool, sheet: _Sheet
) -> tuple[tuple[Run, ...], Box | None]:
    """Name, treatment, and at the right what has changed; for a block of half an hour or less."""
    looks = sheet.looks
    name_kind, small_kind = _kinds_for(box.h, looks)
    roomy = looks.line + looks.px(9) <= box.h
    y, height = (box.y + looks.px(4), looks.line + looks.px(2)) if roomy else (box.y, box.h)
    _put_mark(sheet, y, height, words, small_kind)
    undo = None
    if words.moved:
        tail = f"{words.moved} · {UNDO}" if can_undo else words.moved
        if sheet.texts.width(tail, *small_kind) < sheet.room // 2:
            end = sheet.right
            sheet.put_right(y, height, tail, small_kind, looks.colour("accent"))
            if can_undo:
                undo = _undo_box(sheet, end, y, height, small_kind)
    _put_name(sheet, y, height, words, name_kind, small_kind, ink)
    return tuple(sheet.runs), undo


def _undo_box(sheet: _Sheet, end: int, y: int, height: int, kind: tuple[str, str]) -> Box:
    wide = sheet.texts.width(UNDO, *kind)
    return Box(end - wide, y, wide, height)


def _kinds_for(height: int, looks: Looks) -> tuple[tuple[str, str], tuple[str, str]]:
    """The fonts of the name and of the rest on one line of a block this high."""
    if height >= looks.line + looks.px(1):
        return BODY, LABEL
    if height >= looks.small_line + looks.px(1):
        return LABEL, LABEL
    return BADGE, BADGE


def _put_mark(sheet: _Sheet, y: int, height: int, words: BlockWords, kind: tuple[str, str]) -> None:
    """The status: symbol and word where both leave the rest its room, else the symbol."""
    mark = words.mark
    if not mark.symbol:
        return
    texts, gap = sheet.texts, sheet.looks.px(11)
    full = f"{mark.symbol} {mark.word}"
    wanted = texts.width(words.name, "body", "semibold") + texts.width(words.treatment, *kind)
    fits = not words.moved and wanted + gap + texts.width(full, *kind) <= sheet.room
    colour = sheet.looks.colour("quiet_ink")
    sheet.put_right(y, height, full if fits else mark.symbol, kind, colour)


def _put_name(
    sheet: _Sheet,
    y: int,
    height: int,
    words: BlockWords,
    name_kind: tuple[str, str],
    small_kind: tuple[str, str],
    ink: QColor,
) -> None:
    """Name and treatment on one line; the longest name leaves the treatment a few letters."""
    texts, gap = sheet.texts, sheet.looks.px(5)
    rest = sheet.room - texts.width(words.name, *name_kind) - gap
    label, wanted = words.treatment, texts.width(words.treatment, *small_kind)
    if wanted > rest:
        least = min(sheet.looks.px(40), sheet.room // 3)
        label = words.short
        wanted = min(texts.width(label, *small_kind), max(rest, least))
    end = sheet.right
    sheet.right = max(sheet.left, end - (wanted + gap if label else 0))
    sheet.put(y, height, words.name, name_kind, sheet.looks.colour("ink"))
    sheet.right = end
    if label:
        sheet.put(y, height, label, small_kind, ink)


def _lines(
    box: Box, words: BlockWords, ink: QColor, can_undo: bool, first: _Sheet
) -> tuple[tuple[Run, ...], Box | None]:
    """Name and treatment, then what has changed and the note, on as many lines as there are."""
    looks, left, right = first.looks, first.left, first.right
    y = box.y + looks.px(5)
    _put_mark(first, y, looks.line, words, LABEL)
    rest = _below(words, looks)
    if words.treatment and _needs_own_line(words, first):
        first.put(y, looks.line, words.name, BODY, looks.colour("ink"))
        fits = first.texts.width(words.treatment, *LABEL) <= right - left
        rest.insert(0, (words.treatment if fits else words.short, ink, LABEL))
    else:
        _put_name(first, y, looks.line, words, BODY, LABEL, ink)
    runs, undo, y = list(first.runs), None, y + looks.line + looks.px(1)
    for text, colour, kind in rest:
        if y + looks.small_line > box.bottom:
            break
        line = _Sheet(looks, first.texts, left, right)
        if can_undo and text == words.moved:
            line.put(y, looks.small_line, f"{text} ·", kind, colour)
            undo = line.put(y, looks.small_line, UNDO, kind, colour)
        else:
            line.put(y, looks.small_line, text, kind, colour)
        runs += line.runs
        y += looks.small_line + looks.px(1)
    return tuple(runs), undo


def _below(words: BlockWords, looks: Looks) -> list[tuple[str, QColor, tuple[str, str]]]:
    """What stands under the name, by how much it matters."""
    found = []
    if words.moved:
        found.append((words.moved, looks.colour("accent"), LABEL))
    if words.note:
        found.append((words.note, looks.colour("quiet_ink"), ("label", "regular")))
    return found


def _needs_own_line(words: BlockWords, sheet: _Sheet) -> bool:
    wanted = sheet.texts.width(words.name, "body", "semibold") + sheet.looks.px(5)
    return wanted + sheet.texts.width(words.treatment, "label", "semibold") > sheet.room
