"""From which vial it was given: the open ones to choose from, the others with why not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from clinic_desk.base.words import clock_time, count
from clinic_desk.records.contents import Vial
from clinic_desk.records.record import VialChoice
from ui.kit.answers import Answers
from ui.kit.buttons import LinkButton
from ui.kit.choices import CheckField
from ui.kit.labels import FieldLabel, PlainLabel
from ui.kit.layout import Column, clear, reveal
from ui.kit.workplace import Workplace
from ui.records.opening import OpeningPart
from ui.records.reading import Offers
from ui.records.section import Section
from ui.records.telling import expiry_words

NONE_OPEN = "No vial is open."
NONE_TO_OPEN = "No vial is open, and no batch is in date of which one could be opened."
NONE_THAT_DAY = "No vial was open at this visit."
MOST_REFUSED = 3
"""So many vials that may not be chosen are shown with their reason; the rest are counted."""


def vial_words(vial: Vial) -> str:
    """`Bocouture 50 U · batch B81204`."""
    strength = f" {vial.strength} U" if vial.strength is not None else ""
    return f"{vial.product}{strength} · batch {vial.number}"


def vial_details(vial: Vial) -> str:
    """`Expires 31 Mar 2027 · diluted with 1.25 ml, mixed 09:05`."""
    parts = [f"Expires {expiry_words(vial.expires_on)}"] if vial.expires_on else []
    if vial.diluent_ul:
        mixed = f", mixed {clock_time(vial.mixed_at)}" if vial.mixed_at is not None else ""
        parts.append(f"diluted with {vial.diluent_ul / 1000:g} ml{mixed}")
    else:
        parts.append("no dilution noted")
    return " · ".join(parts)


class VialRow(QWidget):
    """One vial with a tick, what is known of it, and what the stock says against it."""

    ticked = Signal()

    def __init__(
        self, choice: VialChoice, chosen: bool, mix: Callable[[], object] | None = None
    ) -> None:
        """One that may not be chosen cannot be ticked; it can be let go. `mix` asks for the
        saline of one that waits for it."""
        super().__init__()
        self.vial = choice.vial
        self.tick = CheckField(vial_words(choice.vial), lambda _on: self.ticked.emit())
        self.tick.setChecked(chosen)
        self.tick.setEnabled(chosen or not choice.why_not)
        body = Column(self, gap=0)
        body.addWidget(self.tick)
        below = Column(gap=0, margins=(4, 0, 0, 0))
        details = "" if choice.why_not and not chosen else vial_details(choice.vial)
        for words, tone, weight in (
            (details, "quiet", "regular"),
            (choice.why_not, "block", "medium"),
            (choice.warning, "warn", "medium"),
        ):
            if words:
                below.addWidget(
                    PlainLabel(words, size="small", tone=tone, weight=weight, wrap=True)
                )
        self.mix = LinkButton("Mix it", on_click=mix)
        self.mix.set_words("Mix it", f"Mix it: {vial_words(choice.vial)}")
        reveal(self.mix, mix is not None)
        below.addWidget(self.mix, 0, Qt.AlignmentFlag.AlignLeft)
        body.addLayout(below)
        against = " ".join(part for part in (choice.why_not, choice.warning) if part)
        self.tick.setAccessibleDescription(against or details)


class VialPart(Section):
    """The vials to choose from, mostly one; with several, from which the next points are given."""

    changed = Signal(object)
    """The vials that are chosen now, in order."""
    source_changed = Signal(object)
    """The id of the vial that points are given from."""

    def __init__(self, workplace: Workplace) -> None:
        """None to choose from yet."""
        super().__init__("Vial")
        self.rows: list[VialRow] = []
        self.opening = OpeningPart(workplace)
        self._wanted: int | None = None
        """A vial that was opened here, to be ticked as soon as it is offered."""
        self._lines = Column(gap=1)
        self.none = PlainLabel(NONE_OPEN, tone="quiet", wrap=True)
        self.more = PlainLabel(size="small", tone="quiet", wrap=True)
        self.source_label = FieldLabel("The next points are given from")
        self.source = Answers("Given from", [(0, "")])
        self.body.addLayout(self._lines)
        self.add(self.none, self.more, self.source_label, self.source, self.opening)
        self.source.chosen.connect(self.source_changed)
        self.opening.opened.connect(self._want)
        self.show_choices((), ())

    def offer(self, offers: Offers, chosen: Sequence[Vial], *, is_today: bool) -> None:
        """Offer the open vials, and what may be opened; one that was just opened is ticked."""
        usable = any(not each.why_not for each in offers.vials)
        self.opening.offer(offers.openable, is_wanted=not usable and not chosen)
        self.show_choices(offers.vials, chosen, offers.unmixed)
        self.none.setText(
            NONE_THAT_DAY if not is_today else NONE_OPEN if offers.openable else NONE_TO_OPEN
        )
        wanted, self._wanted = self._wanted, None
        for row in self.rows:
            if row.vial.vial_id == wanted and row.tick.isEnabled() and not row.tick.isChecked():
                row.tick.setChecked(True)
                row.tick.setFocus()
                self._was_ticked()

    def show_choices(
        self,
        choices: Sequence[VialChoice],
        chosen: Sequence[Vial],
        unmixed: frozenset[int] = frozenset(),
    ) -> None:
        """Offer these; what is chosen and no longer among them is shown all the same."""
        ids = [each.vial_id for each in chosen]
        offered = {each.vial.vial_id for each in choices}
        gone = tuple(VialChoice(each, "", "") for each in chosen if each.vial_id not in offered)
        shown = (*gone, *(each for each in choices if not each.why_not or each.vial.vial_id in ids))
        refused = [each for each in choices if each.why_not and each.vial.vial_id not in ids]
        clear(self._lines)
        self.rows = [
            VialRow(
                each,
                each.vial.vial_id in ids,
                partial(self.opening.mix, each.vial) if each.vial.vial_id in unmixed else None,
            )
            for each in (*shown, *refused[-MOST_REFUSED:])
        ]
        for row in self.rows:
            self._lines.addWidget(row)
            row.ticked.connect(self._was_ticked)
        hidden = len(refused) - len(refused[-MOST_REFUSED:])
        self.more.setText(f"{count(hidden, 'vial')} more that may not be chosen")
        reveal(self.more, hidden > 0)
        reveal(self.none, not shown)
        self._show_source()

    def chosen(self) -> tuple[Vial, ...]:
        """The vials that are ticked, in order."""
        return tuple(row.vial for row in self.rows if row.tick.isChecked())

    def _want(self, vial_id: int) -> None:
        self._wanted = vial_id

    def _was_ticked(self) -> None:
        self._show_source()
        self.changed.emit(self.chosen())

    def _show_source(self) -> None:
        chosen = self.chosen()
        several = len(chosen) > 1
        if several:
            now = self.source.value()
            self.source.set_choices([(each.vial_id, each.number) for each in chosen])
            ids = [each.vial_id for each in chosen]
            self.source.set_value(now if now in ids else ids[0])
        reveal(self.source_label, several)
        reveal(self.source, several)
