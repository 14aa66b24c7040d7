"""Where was needled: a line for each place, with its depth and how often it was gone over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clinic_desk.base.errors import BadInput
from clinic_desk.records.contents import NeedledArea
from ui.kit.buttons import IconButton
from ui.kit.fields import ComboField, LineField
from ui.kit.labels import PlainLabel
from ui.kit.layout import Column, Row, reveal
from ui.kit.row_list import ListedRow, RowList
from ui.records.telling import millimetres
from ui.records.wording import read_millimetres, read_whole

NONE = NeedledArea("", 0, 0)


class AreaRow(ListedRow):
    """One place: which, how deep, how often."""

    def __init__(self, area: NeedledArea, places: Mapping[str, str]) -> None:
        """`places` are the words of each, in the order in which they are offered."""
        super().__init__()
        self._kept = area
        self.troubles: dict[str, str] = {}
        self.place = ComboField("", name="Area")
        self.place.set_choices([(code, words.capitalize()) for code, words in places.items()])
        self.place.combo.setPlaceholderText("Which area")
        self.place.set_value(area.area or None)
        self.deep = LineField("", "mm", name="Depth in millimetres")
        self.passes = LineField("", "passes", name="Passes")
        self.deep.set_text(
            millimetres(area.depth_hundredths_mm) if area.depth_hundredths_mm else ""
        )
        self.passes.set_text(str(area.passes) if area.passes else "")
        self.drop = IconButton("close", "Take this area out", bare=True, on_click=self.dropped.emit)
        self.trouble = PlainLabel(size="label", tone="block", wrap=True)
        whole = Column(self, gap=0.25)
        line = Row(gap=1)
        line.addWidget(self.place, 5)
        line.addWidget(self.deep, 2)
        line.addWidget(PlainLabel("mm", tone="quiet"))
        line.addWidget(self.passes, 2)
        line.addWidget(PlainLabel("passes", tone="quiet"))
        line.addWidget(self.drop)
        whole.addLayout(line)
        whole.addWidget(self.trouble)
        reveal(self.trouble, False)
        for field in (self.place, self.deep, self.passes):
            field.edited.connect(self._take)

    def value(self) -> NeedledArea:
        """What stands in the line, as far as it can be read."""
        return self._kept

    def take_focus(self) -> None:
        """Put the keyboard into the first thing that is missing."""
        if self.place.value() is None:
            self.place.control.setFocus()
        else:
            (self.passes if self.deep.text().strip() else self.deep).control.setFocus()

    def _take(self) -> None:
        self.troubles = {}
        depth, passes = self._kept.depth_hundredths_mm, self._kept.passes
        try:
            depth = read_millimetres(self.deep.text())
        except BadInput as error:
            self.troubles["depth"] = str(error)
        try:
            passes = read_whole(self.passes.text(), "passes") or 0
        except BadInput as error:
            self.troubles["passes"] = str(error)
        place = self.place.value() or ""
        if place != self._kept.area:
            # It is another place than the one that was marked on the chart.
            self._kept = NeedledArea(place, 0, 0)
        self._kept = replace(self._kept, area=place, depth_hundredths_mm=depth, passes=passes)
        words = " ".join(self.troubles.values())
        self.trouble.setText(words)
        reveal(self.trouble, bool(words))
        self.edited.emit()


class AreaList(QWidget):
    """The lines, and a link that adds one."""

    edited = Signal()
    reshaped = Signal()

    def __init__(self) -> None:
        """Without a line."""
        super().__init__()
        self._places: dict[str, str] = {}
        self._booked: tuple[str, ...] = ()
        self.lines: RowList[AreaRow, NeedledArea] = RowList(
            "Add an area", self._made, AreaRow.value
        )
        Column(self, gap=0).addWidget(self.lines)
        self.lines.edited.connect(self.edited)
        self.lines.reshaped.connect(self.reshaped)

    def offer(self, places: Mapping[str, str], booked: Sequence[str]) -> None:
        """Offer these places, those that the visit was booked for first."""
        first = {code: places[code] for code in booked if code in places}
        self._places = first | {code: words for code, words in places.items() if code not in first}
        self._booked = tuple(first)

    def show_areas(self, areas: Sequence[NeedledArea]) -> None:
        """Show these lines."""
        self.lines.set_values(areas)

    def areas(self) -> tuple[NeedledArea, ...]:
        """What stands in the lines; those in which nothing stands are left out."""
        return tuple(each for each in self.lines.values() if each != NONE)

    def unread(self) -> str:
        """What cannot be read in any of them; empty where all can."""
        said = (words for row in self.lines.rows for words in row.troubles.values())
        return next(said, "")

    def lead(self) -> QWidget:
        """The control to go to: the first line that lacks something, else the link that adds."""
        for row in self.lines.rows:
            area = row.value()
            for control, given in (
                (row.place.control, area.area),
                (row.deep.control, area.depth_hundredths_mm and "depth" not in row.troubles),
                (row.passes.control, area.passes and "passes" not in row.troubles),
            ):
                if not given:
                    return control
        return self.lines.add

    def _made(self, area: NeedledArea | None) -> AreaRow:
        """A new line proposes the next place that was booked and has none."""
        if area is None:
            here = {each.area for each in self.lines.values()}
            left = [code for code in self._booked if code not in here]
            area = NeedledArea(left[0], 0, 0) if left else NONE
        return AreaRow(area, self._places)
