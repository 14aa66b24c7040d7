"""The boxes that are not visits yet, and how words are written."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPen

from clinic_desk.base.clock import local_day
from clinic_desk.calendar.records import Offer
from ui.calendar.grid.axis import stretch_on
from ui.calendar.grid.compose import Run
from ui.calendar.grid.layout import Box, Layout, column_of
from ui.calendar.grid.looks import Hint, Looks
from ui.calendar.grid.scene import DraftBlock
from ui.calendar.grid.texts import Texts
from ui.kit.theme import mixed

VERDICTS = {
    "block": ("block", "×"),
    "warn": ("warn", "▲"),
    "ok": ("accent", "✓"),
    "unknown": ("accent", ""),
}
"""Family and symbol of each verdict on a draft."""
BESIDE = (0.4, 1.0)
"""The share of a column that a draft takes where something already stands."""


def draft_box(draft: DraftBlock, layout: Layout) -> Box | None:
    """Where the visit being booked stands: beside what is already there, as the drawing has it."""
    columns = [strip.column for strip in layout.strips]
    for index, column in enumerate(columns):
        wanted = draft.person_id if column.kind == "person" else draft.room_id
        if column.resource_id != wanted or column.day != local_day(draft.span.starts_at):
            continue
        stretch = stretch_on(draft.span, column.day)
        if stretch is not None:
            beside = layout.taken(index, stretch, draft.visit_id)
            return layout.box(index, stretch, BESIDE if beside else (0, 1))
    return None


def paint_draft(
    painter: QPainter, box: Box, draft: DraftBlock, private: bool, looks: Looks, texts: Texts
) -> None:
    """The visit being booked, in the colours of its verdict, with the worst finding's words."""
    name, symbol = VERDICTS[draft.verdict]
    who = "This booking" if private else draft.name
    what = "" if private else draft.treatment
    why = "Cannot be booked" if private and draft.verdict == "block" else draft.reason
    second = f"{symbol} {why}".strip() if why and not (private and draft.verdict != "block") else ""
    paint_outlined(painter, box, (who, what, second), name, looks, texts)


def paint_outlined(
    painter: QPainter,
    box: Box,
    said: tuple[str, str, str],
    colour: str,
    looks: Looks,
    texts: Texts,
) -> None:
    """A ground with a firm edge in one family of colour, and one or two lines in its ink: who,
    what, and of both how it stands. What is only half readable is left out whole."""
    family = looks.family(colour)
    painter.drawPixmap(box.x, box.y, looks.outlined(colour, box))
    left, most = box.x + looks.px(11), box.w - looks.px(18)
    sizes = [("body", looks.line), ("label", looks.small_line), ("badge", looks.tiny_line)]
    who, what, second = said
    ways: tuple[tuple[str, ...], ...]
    wanted = 2 if second else 1
    fits = [size for size in sizes if size[1] * wanted + looks.px(5) <= box.h]
    if fits:
        size, line = fits[0]
        ways = ((who, what), (who,))
    else:
        size, line = sizes[0] if looks.line <= box.h else sizes[-1]
        ways, second, wanted = ((who, what, second), (who, second)), "", 1
    first = fitting(ways, size, most, texts)
    top = box.y + min((box.h - line * wanted) // 2, looks.px(6))
    write(painter, Run(left, top, texts.words(first, size, "semibold", most), family.ink))
    if second:
        below = texts.words(second, size, "medium", most)
        write(painter, Run(left, top + line, below, family.ink))


def fitting(ways: Iterable[tuple[str, ...]], size: str, most: int, texts: Texts) -> str:
    """The first way to say it for which there is room, else the last."""
    line = ""
    for parts in ways:
        line = " · ".join(filter(None, parts))
        if texts.width(line, size, "semibold") <= most:
            break
    return line


def offer_box(offer: Offer, layout: Layout, drafted: Box | None) -> Box | None:
    """What can be seen of a time that fits: beside the draft at `drafted`, and not under a visit
    at whose side it fits, while a cream works. None where that is nothing, or it is the draft's."""
    columns = [strip.column for strip in layout.strips]
    index = column_of(columns, offer, offer.span)
    stretch = stretch_on(offer.span, columns[index].day) if index is not None else None
    if index is None or stretch is None:
        return None
    box = layout.box(index, stretch)
    top, bottom = box.y, box.bottom
    for block in layout.blocks:
        if block.box.meets(box):
            if block.box.y <= box.y:
                top = max(top, block.box.bottom + 1)
            else:
                bottom = min(bottom, block.box.y - 1)
    right = box.right
    if drafted is not None and drafted.meets(box):
        if drafted.y == box.y:
            return None
        right = drafted.x - 2
    seen = Box(box.x, top, right - box.x, bottom - top)
    return seen if seen.w > 0 and seen.h > 0 else None


def paint_offer(
    painter: QPainter, box: Box, said: tuple[str, str], looks: Looks, texts: Texts
) -> None:
    """A time that fits: a dashed outline, its time at the left and its length at the right."""
    painter.setRenderHint(Hint.Antialiasing)
    # Opaque: through hatching no hour can be read.
    painter.setBrush(mixed(looks.colour("accent_wash"), looks.colour("surface"), 0.45))
    pen = QPen(looks.colour("accent"), 1.25)
    pen.setDashPattern([3, 2.2])
    painter.setPen(pen)
    radius = min(looks.radius, box.h / 2)
    painter.drawRoundedRect(QRectF(*box).adjusted(0.75, 0.75, -0.75, -0.75), radius, radius)
    painter.setRenderHint(Hint.Antialiasing, False)
    pad = looks.px(9)
    size = "label" if box.h > looks.small_line + looks.px(2) else "badge"
    first = texts.words(said[0], size, "semibold", box.w - 2 * pad)
    roomy = box.h > looks.small_line + looks.px(12)
    top = box.y + (looks.px(6) if roomy else (box.h - first.height) // 2)
    write(painter, Run(box.x + pad, top, first, looks.colour("accent")))
    last = texts.words(said[1], size, "semibold")
    if first.width + last.width + pad * 3 <= box.w:
        write(painter, Run(box.right - pad - last.width, top, last, looks.colour("accent")))


def write_all(painter: QPainter, runs: Iterable[Run]) -> None:
    """Many words; pen and font are changed only where they differ."""
    font, colour = None, None
    for x, y, words, wanted in runs:
        if words.font is not font:
            font = words.font
            painter.setFont(font)
        if wanted is not colour:
            colour = wanted
            painter.setPen(wanted)
        painter.drawStaticText(x, y - words.lift, words.text)


def write(painter: QPainter, run: Run) -> None:
    """Words at their place."""
    write_all(painter, (run,))
