"""A line of the history, laid out and painted: when, the thread, what, the facts, the words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption

from ui.clients.history.lines import Line, Tag
from ui.kit.labels import text_width
from ui.kit.paint import box, focus_ring
from ui.kit.theme import Family, theme

LONGEST_DAY = "30 Mar 2026"
MOST_LINES = 3
"""Lines of what was written; all of it stands beside the map."""
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True)
class _Columns:
    """From left to right."""

    right_of_date: float
    thread: float
    words: float
    right: float

    @property
    def room(self) -> float:
        """For the words."""
        return max(1.0, self.right - self.words)


def _columns(wide: float) -> _Columns:
    look = theme()
    dates = text_width(_date_font(), LONGEST_DAY)
    right_of_date = look.grid(1.75) + dates
    thread = right_of_date + look.grid(2)
    return _Columns(right_of_date, thread, thread + look.grid(2), wide - look.grid(1))


def _date_font() -> QFont:
    return theme().font("body", "semibold", tabular=True)


def _step() -> float:
    """From line to line."""
    return QFontMetricsF(theme().font("body")).height() * 1.3


def height_of(line: Line, wide: int) -> int:
    """How high a line is in a list so wide, in pixels."""
    columns, step = _columns(wide), _step()
    rows = 1 + len(_head_rows(line, columns.room)) + len(_fact_rows(line, columns.room))
    rows += len(_said_rows(line.said, columns.room))
    least = 2 + (1 if line.time else 0)
    return round(max(rows - 1, least - 1) * step + theme().grid(2))


def paint_line(
    painter: QPainter, place: QRect, line: Line, *, marked: bool, ringed: bool, hovered: bool
) -> None:
    """Paint one line in its place."""
    look, spot = theme(), QRectF(place)
    ground = spot.adjusted(0, look.grid(0.25), 0, -look.grid(0.25))
    if marked or hovered:
        box(painter, ground, look.shape("radius"), look.colour("sunken"))
    if marked:
        bar = ground.adjusted(look.scaled(3), look.grid(1), 0, -look.grid(1))
        bar.setWidth(look.scaled(3))
        box(painter, bar, look.scaled(1.5), look.colour("accent"))
    columns = _columns(spot.width())
    top = spot.top() + look.grid(1)
    family = family_of(line)
    _paint_when(painter, spot, top, columns, line)
    _paint_thread(painter, spot, top, columns, line, family)
    _paint_words(painter, spot.left(), top, columns, line, family)
    if ringed:
        focus_ring(painter, look, ground, look.shape("radius"), "accent")


def family_of(line: Line) -> Family:
    """The colours of what was done."""
    look = theme()
    if line.quiet or line.family in ("", "quiet", "neutral"):
        return Family(
            look.colour("quiet_ink"), look.colour("faint_line"), look.colour("control_edge")
        )
    return look.family(line.family)


def _paint_when(painter: QPainter, spot: QRectF, top: float, columns: _Columns, line: Line) -> None:
    look, step = theme(), _step()
    for row, (words, font, tone) in enumerate(
        (
            (line.when, _date_font(), "quiet_ink" if line.quiet else "ink"),
            (line.time, look.font("body", tabular=True), "quiet_ink"),
        )
    ):
        place = QRectF(spot.left(), top + row * step, columns.right_of_date, step)
        painter.setFont(font)
        painter.setPen(look.colour(tone))
        painter.drawText(place, _RIGHT, words)


def _paint_thread(
    painter: QPainter,
    spot: QRectF,
    top: float,
    columns: _Columns,
    line: Line,
    family: Family,
) -> None:
    """Hollow where nothing took place, or not here."""
    look, step = theme(), _step()
    x = spot.left() + columns.thread
    painter.fillRect(
        QRectF(x, spot.top(), look.shape("hairline"), spot.height()), look.colour("line")
    )
    side = look.grid(1.5)
    dot = QRectF(x - side / 2, top + (step - side) / 2, side, side)
    hollow = line.quiet or line.hollow
    ground = look.colour("surface") if hollow else family.ink
    box(painter, dot, side / 2, ground, family.ink, look.shape("ring"))


def _paint_words(
    painter: QPainter, left: float, top: float, columns: _Columns, line: Line, family: Family
) -> None:
    look, step = theme(), _step()
    at = left + columns.words
    for row in _head_rows(line, columns.room):
        _paint_head_row(painter, at, top, columns.room, row, family, line.quiet)
        top += step
    for facts in _fact_rows(line, columns.room):
        _paint_facts(painter, at, top, columns.room, facts)
        top += step
    painter.setFont(look.font("body"))
    painter.setPen(look.colour("quiet_ink" if line.quiet else "ink"))
    for words in _said_rows(line.said, columns.room):
        painter.drawText(QRectF(at, top, columns.room, step), _LEFT, words)
        top += step


# ---- the head: a pill, tags, the detail


@dataclass(frozen=True)
class _Piece:
    """A pill, a tag, or plain words, so wide."""

    words: str
    kind: str
    wide: float


def _head_rows(line: Line, room: float) -> list[list[_Piece]]:
    """What stands beside the date, on as many rows as it needs."""
    look = theme()
    pill_font, body = look.font("body", "semibold"), look.font("body")
    pieces = [_piece(line.title, "pill", pill_font, look.grid(2), room)]
    small = look.font("small", "semibold")
    pieces += [_piece(tag.words, f"tag-{tag.tone}", small, look.grid(2), room) for tag in line.tags]
    if line.detail:
        pieces.append(_piece(line.detail, "words", body, 0, room))
    rows: list[list[_Piece]] = [[]]
    used = 0.0
    for piece in pieces:
        wide = piece.wide + look.grid(1)
        if rows[-1] and used + piece.wide > room:
            rows.append([])
            used = 0.0
        rows[-1].append(piece)
        used += wide
    return rows


def _piece(words: str, kind: str, font: QFont, more: float, room: float) -> _Piece:
    return _Piece(words, kind, min(room, text_width(font, words) + more))


def _paint_head_row(
    painter: QPainter,
    left: float,
    top: float,
    room: float,
    row: list[_Piece],
    family: Family,
    quiet: bool,
) -> None:
    look, step = theme(), _step()
    right = left + room
    for piece in row:
        place = QRectF(left, top, min(piece.wide, right - left), step)
        if piece.kind == "pill":
            _paint_pill(painter, place, piece.words, family, look.font("body", "semibold"), True)
        elif piece.kind == "words":
            painter.setFont(look.font("body"))
            painter.setPen(look.colour("quiet_ink" if quiet else "ink"))
            _elided(painter, place, piece.words)
        else:
            tone = tag_family(Tag(piece.words, piece.kind.partition("-")[2]))
            _paint_pill(painter, place, piece.words, tone, look.font("small", "semibold"), False)
        left = place.right() + look.grid(1)


def tag_family(tag: Tag) -> Family:
    """The colours of a tag."""
    look = theme()
    if tag.tone == "quiet":
        return Family(look.colour("quiet_ink"), look.colour("surface"), look.colour("control_edge"))
    return look.family(tag.tone)


def _paint_pill(
    painter: QPainter, place: QRectF, words: str, family: Family, font: QFont, filled: bool
) -> None:
    look = theme()
    spot = QRectF(place)
    spot.setHeight(min(place.height(), QFontMetricsF(font).height() + look.grid(0.5)))
    spot.moveTop(place.center().y() - spot.height() / 2)
    edge = None if filled else family.edge
    box(painter, spot, look.shape("badge_radius"), family.wash, edge, look.shape("hairline"))
    painter.setFont(font)
    painter.setPen(family.ink)
    _elided(painter, spot.adjusted(look.grid(1), 0, -look.grid(1), 0), words)


def _elided(painter: QPainter, place: QRectF, words: str) -> None:
    shown = painter.fontMetrics().elidedText(
        words, Qt.TextElideMode.ElideRight, round(place.width()) + 1
    )
    painter.drawText(place, _LEFT, shown)


# ---- the facts: a quiet label and its value, side by side


_FactRow = list[tuple[str, str, float]]


def _fact_rows(line: Line, room: float) -> list[_FactRow]:
    """Side by side where there is room; a long value goes on below itself."""
    look = theme()
    plain, strong = look.font("body"), look.font("body", "semibold", tabular=True)
    rows: list[_FactRow] = []
    used = room + 1
    for label, value in line.facts:
        before = text_width(plain, f"{label} ")
        wide = before + text_width(strong, value)
        if used + wide > room:
            rows.append([])
            used = 0.0
        first, *more = _broken(value, strong, room - before) if wide > room else [value]
        rows[-1].append((label, first, used))
        rows.extend([("", rest, before)] for rest in more)
        used += wide + look.grid(3)
    return rows


def _broken(text: str, font: QFont, room: float) -> list[str]:
    """A text on as many rows as it takes; at least one."""
    laid_out, rows = _laid_out(text, font), list[str]()
    whole = laid_out.text()
    laid_out.beginLayout()
    while (row := laid_out.createLine()).isValid():
        row.setLineWidth(max(1.0, room))
        begins = row.textStart()
        rows.append(whole[begins : begins + row.textLength()].rstrip())
    laid_out.endLayout()
    return rows or [text]


def _laid_out(text: str, font: QFont) -> QTextLayout:
    """A text that breaks between words, or within one that is longer than a row."""
    # Not split(): it would part a number from its unit, which a no-break space holds.
    laid_out = QTextLayout(" ".join(re.split(r"[ \t\r\n]+", text.strip())), font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    laid_out.setTextOption(option)
    return laid_out


def _paint_facts(painter: QPainter, left: float, top: float, room: float, facts: _FactRow) -> None:
    look, step = theme(), _step()
    for label, value, at in facts:
        painter.setFont(look.font("body"))
        painter.setPen(look.colour("quiet_ink"))
        begins = left + at
        painter.drawText(QRectF(begins, top, room - at, step), _LEFT, label)
        begins += text_width(look.font("body"), f"{label} ") if label else 0.0
        painter.setFont(look.font("body", "semibold", tabular=True))
        painter.setPen(look.colour("ink"))
        _elided(painter, QRectF(begins, top, max(1.0, left + room - begins), step), value)


# ---- what was written


def _said_rows(text: str, room: float) -> list[str]:
    """The words broken into a few rows, the last one elided where there is more."""
    if not text.strip():
        return []
    font = theme().font("body")
    laid_out = _laid_out(text, font)
    whole = laid_out.text()
    rows: list[str] = []
    laid_out.beginLayout()
    while (row := laid_out.createLine()).isValid():
        row.setLineWidth(room)
        row.setPosition(QPointF(0, 0))
        begins = row.textStart()
        if len(rows) == MOST_LINES - 1:
            rest = whole[begins : begins + row.textLength() + 200]
            rows.append(QFontMetricsF(font).elidedText(rest, Qt.TextElideMode.ElideRight, room))
            break
        rows.append(whole[begins : begins + row.textLength()].rstrip())
    laid_out.endLayout()
    return rows
