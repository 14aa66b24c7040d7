"""What is to be known of a leaflet before it is given, said above its pages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from PySide6.QtCore import Signal

from clinic_desk.base.clock import local_day
from clinic_desk.base.words import plain_date
from clinic_desk.leaflets.editions import Edition, RefusedText, Shelf
from clinic_desk.leaflets.given import GivenLeaflet
from ui.kit.buttons import LinkButton
from ui.kit.icon_label import IconLabel
from ui.kit.labels import PlainLabel
from ui.kit.layout import Column, Row, Surface, reveal

FAULTS_SHOWN = 2


class Notices(Surface):
    """A few sentences on a yellow ground; hidden where there is nothing to say."""

    newest_wanted = Signal()
    """The version of today is wanted in place of the one that was given."""

    def __init__(self) -> None:
        """Nothing to say."""
        super().__init__("warn_wash")
        line = Row(self, gap=1, margins=(1.5, 1, 1.5, 1))
        self.words = PlainLabel(size="small", tone="warn", wrap=True)
        self.newest = LinkButton("Back to today’s", on_click=self.newest_wanted.emit)
        icon = Column(gap=0)
        icon.addWidget(IconLabel("warning", "warn"))
        icon.addStretch(1)
        line.addLayout(icon)
        line.addWidget(self.words, 1)
        line.addWidget(self.newest)
        self.hide()

    def tell(self, sentences: Iterable[str], *, again: bool = False) -> None:
        """Say these; `again` offers the way back to the version of today."""
        said = " ".join(sentences)
        self.words.setText(said)
        self.setAccessibleName(said)
        reveal(self.newest, again)
        reveal(self, bool(said))


def notices_of(
    edition: Edition, shelf: Shelf, today: date, again: GivenLeaflet | None
) -> tuple[str, ...]:
    """The sentences about a leaflet, or about one that is to be printed again."""
    if again is not None:
        day = plain_date(local_day(again.given_at))
        return (f"Version {again.version} in the words it had on {day}.",)
    refused = shelf.refusal(edition.leaflet.head.name)
    strays = (
        f"{each.name}.md in the folder is no leaflet: {_faults(each)}" for each in shelf.nowhere
    )
    return (*_of_today(edition, refused, today), *strays)


def _of_today(edition: Edition, refused: RefusedText | None, today: date) -> Iterable[str]:
    head = edition.leaflet.head
    if refused is not None:
        yield f"The text on file was changed and is not printed: {_faults(refused)}"
        yield (
            "The text that came with the program is printed."
            if refused.shipped
            else f"Version {head.version} goes on."
        )
    if head.is_overdue(today):
        yield f"Its review was due by {plain_date(head.next_review)}."
    if not head.approved:
        yield "Draft, not approved by a clinician: every page says so."


def _faults(refused: RefusedText) -> str:
    told = (each.removeprefix(f"{refused.name}.md, ") for each in refused.faults[:FAULTS_SHOWN])
    shown = [each if each.endswith(".") else f"{each}." for each in told]
    more = len(refused.faults) - FAULTS_SHOWN
    return " ".join([*shown, f"And {more} more."] if more > 0 else shown)
