"""One photograph, or two side by side or one over the other, each in its frame."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from clinic_desk.photographs.framing import Frame
from ui.clients.photographs.over import OverView
from ui.clients.photographs.pane import Framed, FramedView, Pane, framed
from ui.clients.photographs.reading import Opened
from ui.clients.photographs.wording import caption
from ui.kit.buttons import LinkButton, QuietButton
from ui.kit.choices import Segments
from ui.kit.labels import ElidedLabel, PlainLabel
from ui.kit.layout import Column, Row, reveal
from ui.kit.surfaces import Busy

WAYS = (("side", "Side by side"), ("over", "One over the other"))
HELP = "Pull the picture, or turn the wheel. Keys: arrows, + and −, Home for all of it."
HELP_OVER = "Pull the divider, or press ← and →. Shift and arrows, + and − move the second picture."


class Viewer(QWidget):
    """What is framed stays as it was left; the tab keeps it."""

    closed = Signal()
    print_wanted = Signal()
    frame_changed = Signal(int, object)
    """The photograph's id and its new Frame."""
    change_wanted = Signal(object)
    """The PhotographRecord of which something else is to be said."""
    remove_wanted = Signal(object)
    """The PhotographRecord to remove."""

    def __init__(self) -> None:
        """Nothing in sight."""
        super().__init__()
        self._shown: tuple[Framed, ...] = ()
        self.back = QuietButton("All photographs", "Esc", on_click=self.closed.emit)
        self.way = Segments("How to compare", WAYS)
        self.alike = QuietButton("Frame the second like the first", on_click=self._frame_alike)
        self.print = QuietButton("Print", "Alt+P", on_click=self.print_wanted.emit)
        self.busy = Busy()
        self.first, self.second = _Beside("First photograph"), _Beside("Second photograph")
        self.over, self.sides = OverView(), _Sides()
        self.help = PlainLabel("", size="small", tone="quiet", wrap=True)
        self._lay_out()
        self.way.chosen.connect(lambda _way: self._show_way())
        for beside in (self.first, self.second):
            beside.pane.frame_changed.connect(self._framed)
            beside.change_wanted.connect(self.change_wanted)
            beside.remove_wanted.connect(self.remove_wanted)
        self.over.frame_changed.connect(self._framed)

    @property
    def shown(self) -> tuple[Framed, ...]:
        """What is in sight, as it is framed."""
        return self._shown

    def wait(self) -> None:
        """Nothing is in sight until it has been read."""
        self.show_pictures(())
        reveal(self.busy, True)

    def show_pictures(self, opened: Sequence[Opened]) -> None:
        """Show one picture or two; none takes them away."""
        self._shown = tuple(framed(each) for each in opened)
        reveal(self.busy, False)
        self._show()

    def open_to(self, treats: bool) -> None:
        """Whether frames may be set, and pictures changed and removed."""
        for beside in (self.first, self.second):
            beside.open_to(treats)
        self.over.may_frame = treats
        self.alike.setEnabled(treats)

    def take_focus(self) -> None:
        """Into the picture."""
        over = len(self._shown) == 2 and self.way.value() == "over"
        (self.over if over else self.first.pane).setFocus()

    def _framed(self, id: int, frame: Frame) -> None:
        self._shown = tuple(
            Framed(each.record, each.images, frame, each.trouble) if each.record.id == id else each
            for each in self._shown
        )
        self.frame_changed.emit(id, frame)

    def _frame_alike(self) -> None:
        if len(self._shown) == 2:
            view: FramedView = self.over if self.way.value() == "over" else self.second.pane
            view.change_frame(self._shown[0].frame)

    def _show(self) -> None:
        first, second = (*self._shown, None, None)[:2]
        self.first.show_picture(first)
        self.second.show_picture(second)
        self.over.show_both(first, second)
        self.sides.show_both(first, second)
        self._show_way()

    def _show_way(self) -> None:
        two = len(self._shown) == 2
        over = two and self.way.value() == "over"
        if two:
            # Each window shows the frames as they were left in the other.
            self.first.show_picture(self._shown[0])
            self.second.show_picture(self._shown[1])
            self.over.show_both(*self._shown)
        for part in (self.way, self.alike):
            reveal(part, two)
        reveal(self.first, bool(self._shown) and not over)
        reveal(self.second, two and not over)
        reveal(self.over, over)
        reveal(self.sides, over)
        reveal(self.help, bool(self._shown))
        reveal(self.print, bool(self._shown))
        self.help.setText(HELP_OVER if over else HELP)

    def _lay_out(self) -> None:
        whole = Column(self, gap=1)
        head = Row(gap=1)
        head.addWidget(self.back)
        head.addWidget(self.way)
        head.addWidget(self.alike)
        head.addStretch(1)
        head.addWidget(self.print)
        whole.addLayout(head)
        whole.addWidget(self.sides)
        pictures = Row(gap=2)
        for part in (self.first, self.second, self.over, self.busy):
            pictures.addWidget(part, 1)
        whole.addLayout(pictures, 1)
        whole.addWidget(self.help)
        self.show_pictures(())


class _Sides(QWidget):
    """What stands left of the divider and what right of it, either side of the middle."""

    def __init__(self) -> None:
        super().__init__()
        self.left, self.right = (ElidedLabel("", weight="semibold") for _ in range(2))
        self.left.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        line = Row(self, gap=4)
        line.addWidget(self.left, 1)
        line.addWidget(self.right, 1)

    def show_both(self, first: Framed | None, second: Framed | None) -> None:
        for label, shown in ((self.left, first), (self.right, second)):
            label.setText(caption(shown.record) if shown is not None else "")


class _Beside(QWidget):
    """One of two pictures: what it is, what may be done to it, its window."""

    change_wanted = Signal(object)
    remove_wanted = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.pane = Pane(name)
        self._shown: Framed | None = None
        self.words = ElidedLabel("", weight="semibold")
        self.change = LinkButton("Change", on_click=self._change)
        self.remove = LinkButton("Remove", on_click=self._remove)
        whole = Column(self, gap=0.5)
        line = Row(gap=1.5)
        line.addWidget(self.words, 1)
        line.addWidget(self.change)
        line.addWidget(self.remove)
        whole.addLayout(line)
        whole.addWidget(self.pane, 1)

    def show_picture(self, shown: Framed | None) -> None:
        self._shown = shown
        self.words.setText(caption(shown.record) if shown is not None else "")
        self.pane.show_picture(shown)

    def open_to(self, treats: bool) -> None:
        self.pane.may_frame = treats
        reveal(self.change, treats)
        reveal(self.remove, treats)

    def _change(self) -> None:
        if self._shown is not None:
            self.change_wanted.emit(self._shown.record)

    def _remove(self) -> None:
        if self._shown is not None:
            self.remove_wanted.emit(self._shown.record)
