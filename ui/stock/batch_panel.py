"""One batch: what it is, what is open of it, and everything that may be done with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from clinic_desk.stock.records import BatchRecord, VialRecord
from ui.kit.asking import Asking
from ui.kit.buttons import LinkButton, command_button
from ui.kit.commands import Commands
from ui.kit.labels import Chip, FieldLabel, PlainLabel, SectionTitle
from ui.kit.layout import Column, Row, clear, reveal
from ui.kit.surfaces import PinnedScroll, TroubleLine
from ui.kit.tab_order import set_tab_order
from ui.stock.wording import OPENING, Shelf, facts_of, mark_of, vial_words

if TYPE_CHECKING:
    from ui.stock.acts import StockActs

NOTHING = "Choose a batch, or enter one that came in."


class BatchPanel(PinnedScroll):
    """Empty until a batch is shown."""

    def __init__(self, commands: Commands) -> None:
        """`commands` knows the acts already."""
        super().__init__()
        self.setAccessibleName("Batch")
        self.batch: BatchRecord | None = None
        self.acts: StockActs | None = None
        self.title = SectionTitle(NOTHING, "panel")
        self.title.setWordWrap(True)
        self.number = PlainLabel(tone="quiet", wrap=True)
        self.mark = Chip("", "quiet")
        self.why_not = PlainLabel(tone="block", weight="medium", wrap=True)
        self.trouble = TroubleLine()
        self.asking = Asking()
        self.open_label = FieldLabel("Open now")
        self.finish_links: list[LinkButton] = []
        self._facts, self._vials = Column(gap=0.75), Column(gap=1.25)
        self.opens = command_button(commands, "stock.open", primary=True)
        self.who = command_button(commands, "stock.who")
        self._more = tuple(
            command_button(commands, f"stock.{act}")
            for act in ("count", "change", "withdraw", "put_back")
        )
        self._lay_out()
        self.show_batch(None, None, date.min)

    def _lay_out(self) -> None:
        head = Row(gap=1)
        head.addWidget(self.title, 1)
        head.addWidget(self.mark)
        self.head.addLayout(head)
        self.head.addWidget(self.number)
        self.body.addWidget(self.why_not)
        self.body.addWidget(self.trouble)
        self.body.addWidget(self.asking)
        self.body.addLayout(self._facts)
        self.body.addWidget(self.open_label)
        self.body.addLayout(self._vials)
        more = Column(gap=0.75)
        for button in self._more:
            more.addWidget(button)
        self.body.addLayout(more)
        self.body.addStretch(1)
        acts = Column(gap=0.75)
        acts.addWidget(self.opens)
        acts.addWidget(self.who)
        self.foot.addLayout(acts)

    def show_batch(self, batch: BatchRecord | None, shelf: Shelf | None, today: date) -> None:
        """Show a batch as it stands, or that none is chosen."""
        if batch is None or self.batch is None or batch.id != self.batch.id:
            self.asking.put_away()
            self.trouble.clear()
        self.batch = batch
        clear(self._facts)
        clear(self._vials)
        self.finish_links = []
        self.title.setText(batch.product if batch is not None else NOTHING)
        self.number.setText(f"Batch {batch.number}" if batch is not None else "")
        self._show_mark(batch)
        for part in (self.number, self.opens, self.who):
            reveal(part, batch is not None)
        reveal(self.open_label, batch is not None and bool(batch.vials))
        self._show_more(batch)
        why_not = shelf.why_not_opened(batch) if batch is not None and shelf is not None else ""
        self.why_not.setText(why_not)
        reveal(self.why_not, bool(why_not))
        if batch is not None and shelf is not None:
            self.opens.set_words(OPENING[batch.kind])
            for label, words in facts_of(batch, today):
                if words:
                    self._facts.addLayout(_fact(label, words))
            for vial in batch.vials:
                self._vials.addLayout(self._vial(vial, batch, shelf, today))
        set_tab_order(self)

    def _show_mark(self, batch: BatchRecord | None) -> None:
        mark = mark_of(batch) if batch is not None else None
        reveal(self.mark, mark is not None and bool(mark.words))
        if mark is not None:
            self.mark.set_text(mark.words, mark.kind or "quiet")

    def _show_more(self, batch: BatchRecord | None) -> None:
        _, _, withdraw, put_back = self._more
        for button in self._more:
            reveal(button, batch is not None)
        if batch is not None:
            reveal(withdraw, batch.withdrawn_on is None)
            reveal(put_back, batch.withdrawn_on is not None)

    def _vial(self, vial: VialRecord, batch: BatchRecord, shelf: Shelf, today: date) -> Column:
        lead, words, tone = vial_words(vial, shelf.choices.get((batch.id, vial.id)), today)
        lines = Column(gap=0.25)
        lines.addWidget(PlainLabel(lead, wrap=True))
        if words:
            lines.addWidget(PlainLabel(words, tone=tone, weight="medium", wrap=True))
        acts = Row(gap=1)
        if vial.mixed_at is None and shelf.is_mixed_here(batch):
            acts.addWidget(self._link("Mix it", partial(self._of_acts, "mix", vial), lead))
        finish = self._link("Finished", partial(self._of_acts, "finish", vial), lead)
        self.finish_links.append(finish)
        acts.addWidget(finish)
        acts.addStretch(1)
        lines.addLayout(acts)
        return lines

    def _of_acts(self, act: str, vial: VialRecord) -> None:
        if self.acts is not None:
            getattr(self.acts, act)(vial)

    def _link(self, words: str, act: Callable[[], object], about: str) -> LinkButton:
        link = LinkButton(words, on_click=act)
        link.set_words(words, f"{words}: {about}")
        return link


def _fact(label: str, words: str) -> Column:
    lines = Column(gap=0)
    lines.addWidget(FieldLabel(label))
    lines.addWidget(PlainLabel(words, wrap=True))
    return lines
