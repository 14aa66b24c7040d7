"""What was found about the clinic's audit and clock: told above the pages, and no one is held up.

The whole audit is read beside the desk once the first day has long been shown.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from clinic_desk.base.changes import Changes
from clinic_desk.staff.permissions import May, may
from ui.kit.buttons import LinkButton, PrimaryButton, QuietButton
from ui.kit.labels import PlainLabel
from ui.kit.layout import Column, Row, Surface, clear, reveal
from ui.kit.popover import Popover
from ui.kit.workplace import Workplace

if TYPE_CHECKING:
    from clinic_desk.audit.wholeness import Standing
    from clinic_desk.staff.people import PersonRecord

CHECK_AFTER_MS = 8_000
ASK_THE_MANAGER = (
    "Something about the clinic's file needs the manager: {title}. Tell them; the desk goes on."
)
FOR_THE_MANAGER = "{title}."


@runtime_checkable
class Locks(Protocol):
    """A window that can be locked."""

    @property
    def is_locked(self) -> bool:
        """Whether the veil lies over it."""


class AuditWatch(QObject):
    """Looks once at each start, and again after the set-up or the audit was seen to."""

    def __init__(self, workplace: Workplace, window: QWidget, above: QWidget) -> None:
        """The notice goes into the column of `above`, below it. Lives with the window."""
        super().__init__(window)
        self._work, self._window = workplace, window
        self._standing: Standing | None = None
        self._told_up_to = 0
        self.strip = NoticeStrip(self._look)
        around = above.parentWidget()
        column = around.layout() if around is not None else None
        if isinstance(column, QBoxLayout):
            column.insertWidget(column.indexOf(above) + 1, self.strip)
        self.card: AuditNotice | None = None
        self.strip.show_notes(workplace.clinic.notes)
        workplace.person_changed.connect(self._person_changed)
        workplace.changed.connect(self._changed)
        self._ask()
        QTimer.singleShot(CHECK_AFTER_MS, self, self._check_once)

    def check(self) -> None:
        """Read every entry, beside the desk."""
        self._work.background.run(self._work.clinic.wholeness.look_through, self._show)

    def _check_once(self) -> None:
        """Once for each opening of the clinic, however many people sit down."""
        if self._is_locked():
            QTimer.singleShot(CHECK_AFTER_MS, self, self._check_once)
        elif self._standing is None or self._standing.checked_at is None:
            self.check()

    def _ask(self) -> None:
        self._work.desk.ask("audit.watch", self._work.clinic.wholeness.standing, self._show)

    def _show(self, standing: Standing) -> None:
        self._standing = standing
        self._tell()

    def _tell(self) -> None:
        """A manager reads what was found; whoever else, that the manager is to be told."""
        standing, person = self._standing, self._work.person
        self.strip.show_person(person is not None)
        if standing is None or person is None:
            return
        manages = may(person, May.MANAGE)
        if standing.is_whole:
            self.strip.show_found("", may_look=False)
            return
        words = FOR_THE_MANAGER if manages else ASK_THE_MANAGER
        self.strip.show_found(words.format(title=standing.told[0].title), may_look=manages)
        if manages and standing.up_to > self._told_up_to:
            self._told_up_to = standing.up_to
            QTimer.singleShot(0, self, self._open_card)

    def _open_card(self) -> None:
        if self._standing is None or self._standing.is_whole or self._work.person is None:
            return
        if self._is_locked():
            QTimer.singleShot(CHECK_AFTER_MS, self, self._open_card)
            return
        if self.card is None:
            self.card = AuditNotice(self._window, self._look)
        self.card.tell(self._standing)

    def _is_locked(self) -> bool:
        return isinstance(self._window, Locks) and self._window.is_locked

    def _look(self) -> None:
        if self.card is not None:
            self.card.dismiss()
        self._work.show_page("settings", section="audit")

    def _person_changed(self, person: PersonRecord | None) -> None:
        if person is None and self.card is not None:
            self.card.dismiss()
        self._tell()

    def _changed(self, changes: Changes, _initiator: object) -> None:
        if changes.setup:
            self._ask()


class NoticeStrip(Surface):
    """Lines above the pages that stand until they are seen to."""

    def __init__(self, on_look: Callable[[], object]) -> None:
        """Hidden."""
        super().__init__("sunken", "bottom")
        self.setAccessibleName("Notices")
        self.found = PlainLabel("", size="label", weight="semibold", tone="warn", wrap=True)
        self.look_button = LinkButton("Look at the audit")
        self.look_button.clicked.connect(on_look)
        self.note = PlainLabel("", size="label", weight="semibold", tone="warn", wrap=True)
        self.seen_button = LinkButton("Seen", on_click=self._seen)
        self._somebody = False
        whole = Column(self, gap=0.5, margins=(2.25, 0.5, 2.25, 0.5))
        self._lines = (QWidget(), QWidget())
        for line, words, act in zip(
            self._lines,
            (self.found, self.note),
            (self.look_button, self.seen_button),
            strict=True,
        ):
            row = Row(line, gap=1)
            row.addWidget(words, 1)
            row.addWidget(act)
            whole.addWidget(line)
        self._fold()

    def show_found(self, words: str, *, may_look: bool) -> None:
        """What was found about the audit; nothing takes the line away."""
        self.found.setText(words)
        reveal(self.look_button, may_look)
        self._fold()

    def show_notes(self, notes: tuple[str, ...]) -> None:
        """What was seen when the clinic opened, such as a clock that was set back."""
        self.note.setText(" ".join(notes))
        self._fold()

    def show_person(self, somebody: bool) -> None:
        """Nothing is told while nobody is at the desk."""
        self._somebody = somebody
        self._fold()

    def _seen(self) -> None:
        self.show_notes(())

    def _fold(self) -> None:
        for line, words in zip(self._lines, (self.found, self.note), strict=True):
            reveal(line, bool(words.text()))
        reveal(self, self._somebody and bool(self.found.text() or self.note.text()))


class AuditNotice(Popover):
    """What a manager reads before going on: what happened, what is certain, what to do."""

    def __init__(self, window: QWidget, on_look: Callable[[], object]) -> None:
        """Closed."""
        super().__init__(window, "Found in the audit", "half_sheet", gap=1.5, margins=2)
        self.told: QVBoxLayout = Column(gap=1)
        acts = Row(gap=1)
        acts.addStretch(1)
        acts.addWidget(QuietButton("Later", on_click=self.dismiss))
        look = PrimaryButton("Look at the audit")
        look.clicked.connect(on_look)
        acts.addWidget(look)
        self.body.addLayout(self.told)
        self.body.addLayout(acts)

    def tell(self, standing: Standing) -> None:
        """Open it on the gravest; the others stand under Audit."""
        clear(self.told)
        gravest, *others = standing.told
        for label in (
            PlainLabel(gravest.title, size="panel", weight="semibold", wrap=True),
            PlainLabel(gravest.what, wrap=True),
            PlainLabel(gravest.certain, weight="semibold", wrap=True),
            PlainLabel(gravest.next_step, tone="quiet", wrap=True),
        ):
            self.told.addWidget(label)
        if others:
            more = f"{len(others)} more {'stands' if len(others) == 1 else 'stand'} under Audit."
            self.told.addWidget(PlainLabel(more, tone="quiet", wrap=True))
        self.open_centred()
