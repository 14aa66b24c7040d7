"""What stands between a draft and its signature: one quiet list, each line leading to its field."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinic_desk.base.words import count
from clinic_desk.records.contents import Passed
from clinic_desk.records.missing import Missing
from ui.kit.buttons import PlainButton
from ui.kit.choices import CheckField
from ui.kit.fields import LineField
from ui.kit.labels import PlainLabel, SectionTitle
from ui.kit.layout import Column, Row, clear, reveal
from ui.kit.paint import box, focus_ring
from ui.kit.theme import theme
from ui.kit.wash import Wash
from ui.records.telling import passed_words

READY = "Nothing is missing."


class LackRow(PlainButton):
    """One thing that is missing; pressed, it leads to its field."""

    def __init__(self, missing: Missing) -> None:
        """A sentence on as many lines as it needs."""
        super().__init__("")
        self.missing = missing
        self._label = PlainLabel(missing.sentence, size="small", wrap=True, parent=self)
        self._label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.set_words("", missing.sentence)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def heightForWidth(self, width: int) -> int:
        """The lines of the sentence, and a little air."""
        return self._label.heightForWidth(width - self._left() - theme().grid()) + theme().grid(
            1.25
        )

    def sizeHint(self) -> QSize:
        """For the width that it has."""
        wide = self.width() or theme().shape("popover")
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        """Two letters wide."""
        return QSize(theme().grid(6), self.heightForWidth(max(self.width(), theme().grid(12))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The sentence beside its dot."""
        look = theme()
        self._label.setGeometry(
            self._left(), look.grid(0.625), self.width() - self._left() - look.grid(),
            self.height() - look.grid(1.25),
        )  # fmt: skip
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A dot, the ground under the mouse, the ring."""
        look, painter = theme(), QPainter(self)
        place, radius = QRectF(self.rect()), look.shape("radius")
        if self.underMouse() or self.isDown():
            box(painter, place, radius, look.colour("accent_wash"))
        side = look.grid(0.75)
        dot = QRectF(look.grid(), 0, side, side)
        dot.moveTop(look.grid(0.625) + (self._label.fontMetrics().height() * 1.14 - side) / 2)
        box(painter, dot, side / 2, look.family("warn").ink)
        if self.hasFocus():
            focus_ring(painter, look, place, radius, "accent")

    def _left(self) -> int:
        return theme().grid(2.75)


class WarnRow(Wash):
    """A warning that a tick with a reason passes."""

    changed = Signal(object)
    """A Passed, or None where the tick or the reason has gone."""

    def __init__(self, code: str, sentence: str, reason: str) -> None:
        """Ticked where a reason stands."""
        super().__init__("warn", gap=0.75, margins=1)
        self.code = code
        self.body.addWidget(
            PlainLabel(sentence, size="small", tone="warn", weight="medium", wrap=True)
        )
        self.tick = CheckField("Seen, and it stands", self._ticked)
        self.tick.setAccessibleName(f"Seen, and it stands: {sentence}")
        self.tick.setChecked(bool(reason))
        self.reason = LineField("", "Why it stands all the same", name=f"Why: {sentence}")
        self.reason.set_text(reason)
        self.reason.edited.connect(self._tell)
        self.body.addWidget(self.tick)
        self.body.addWidget(self.reason)
        reveal(self.reason, bool(reason))

    def _ticked(self, on: bool) -> None:
        reveal(self.reason, on)
        if on:
            self.reason.control.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell()

    def _tell(self) -> None:
        reason = self.reason.text().strip()
        stands = self.tick.isChecked() and reason
        self.changed.emit(Passed(self.code, reason) if stands else None)


class LackList(QWidget):
    """All that is missing, what stops first; below it the warnings that may be passed."""

    wanted = Signal(object)
    """The Missing whose field is to be gone to."""
    passed = Signal(object)
    """All that is passed now, a tuple of Passed."""

    def __init__(self) -> None:
        """Nothing known yet."""
        super().__init__()
        self.rows: list[LackRow] = []
        self.warnings: list[WarnRow] = []
        self._passed: dict[str, Passed] = {}
        self._sentences: dict[str, str] = {}
        self._shown: tuple[tuple[Missing, ...], tuple[str, ...]] | None = None
        self.title = SectionTitle("Before it is signed")
        self.number = PlainLabel(tone="quiet", size="small")
        self.ready = PlainLabel(READY, tone="good", weight="medium", wrap=True)
        whole = Column(self, gap=1)
        head = Row(gap=1)
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.number)
        self._lines, self._warned = Column(gap=0), Column(gap=1)
        whole.addLayout(head)
        whole.addWidget(self.ready)
        whole.addLayout(self._lines)
        whole.addLayout(self._warned)

    def begin(self, passed: Sequence[Passed]) -> None:
        """Another draft, with what was passed in it already."""
        self._passed = {each.code: each for each in passed}
        self._sentences, self._shown = {}, None

    def show_missing(self, missing: Sequence[Missing]) -> None:
        """Show what is missing now; a warning that was passed stays to be seen, with its reason.

        The keyboard is not taken from a line that is still there.
        """
        stops = tuple(each for each in missing if each.stops)
        warned = {each.code: each.sentence for each in missing if not each.stops}
        self._sentences.update(warned)
        before = self._shown[1] if self._shown is not None else ()
        stand = {*self._passed, *warned}
        in_order = dict.fromkeys((*before, *self._passed, *warned))
        codes = tuple(each for each in in_order if each in stand)
        if self._shown == (stops, codes):
            return
        had = next((row.missing.field for row in self.rows if row.hasFocus()), None)
        self._show_stops(stops)
        if self._shown is None or self._shown[1] != codes:
            self._show_warnings(codes)
        self._shown = (stops, codes)
        left = len(stops) + len(warned)
        self.number.setText(count(left, "thing") if left else "")
        reveal(self.ready, not left)
        for row in self.rows:
            if had is not None and row.missing.field == had:
                row.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    @property
    def left(self) -> int:
        """How much is to be looked at."""
        return len(self.rows) + sum(row.code not in self._passed for row in self.warnings)

    @property
    def missing(self) -> tuple[Missing, ...]:
        """What stops, as it is shown."""
        return tuple(row.missing for row in self.rows)

    def take_focus(self) -> bool:
        """Put the keyboard on the first line; False where there is none."""
        for part in (*self.rows, *(row.tick for row in self.warnings if not row.tick.isChecked())):
            part.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return False

    def _show_stops(self, stops: Sequence[Missing]) -> None:
        clear(self._lines)
        self.rows = [LackRow(each) for each in stops]
        for row in self.rows:
            self._lines.addWidget(row)
            row.clicked.connect(lambda _on=False, row=row: self.wanted.emit(row.missing))

    def _show_warnings(self, codes: Sequence[str]) -> None:
        typing = next((row.code for row in self.warnings if row.reason.control.hasFocus()), None)
        clear(self._warned)
        self.warnings = []
        for code in codes:
            sentence = self._sentences.get(code, f"{passed_words(code)}.")
            reason = self._passed[code].reason if code in self._passed else ""
            row = WarnRow(code, sentence, reason)
            row.changed.connect(lambda passed, code=code: self._pass(code, passed))
            self._warned.addWidget(row)
            self.warnings.append(row)
            if code == typing:
                row.reason.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def _pass(self, code: str, passed: Passed | None) -> None:
        if passed is None:
            self._passed.pop(code, None)
        else:
            self._passed[code] = passed
        self.passed.emit(tuple(self._passed.values()))
