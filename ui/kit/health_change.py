"""What the desk keeps when somebody says that health has changed: that it has, and nothing of what.

Two buttons and no field, so that no diagnosis is ever written where the desk can read it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from clinic_desk.base.errors import ClinicError
from ui.kit.buttons import PrimaryButton, QuietButton
from ui.kit.commands import Command
from ui.kit.labels import PlainLabel, SectionTitle
from ui.kit.popover import Popover
from ui.kit.surfaces import TroubleLine
from ui.kit.workplace import Workplace

WORDS, KEY = "Health has changed", "Ctrl+H"
ABOUT = (
    "Only this is kept: that something has changed, and when it was said. What it is, the nurse"
    " asks before the visit. Write nothing of it in a note."
)
SAY = "You could say: “Thank you for telling us. The nurse will ask you about it.”"


class HealthChangeCard(Popover):
    """Enter tells the nurse; Esc keeps nothing."""

    def __init__(self, workplace: Workplace, window: QWidget) -> None:
        """Closed."""
        super().__init__(window, WORDS, "popover", gap=1.25, margins=2)
        self._work = workplace
        self._client_id: int | None = None
        self._is_telling = False
        self.tell_act = PrimaryButton("Tell the nurse", on_click=partial(self._tell, False))
        self.ring_act = QuietButton(
            "Tell the nurse, who is to ring back", on_click=partial(self._tell, True)
        )
        self.trouble = TroubleLine()
        self.body.addWidget(SectionTitle(WORDS))
        self.body.addWidget(PlainLabel(ABOUT, wrap=True))
        self.body.addWidget(PlainLabel(SAY, tone="quiet", wrap=True))
        for part in (self.trouble, self.tell_act, self.ring_act):
            self.body.addWidget(part)
        for act in (self.tell_act, self.ring_act):
            act.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Only Enter presses: whoever types what the caller says would tell the nurse by a space,
        and what is told cannot be taken back."""
        on_act = watched in (self.tell_act, self.ring_act)
        spaced = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space
        return (on_act and spaced) or super().eventFilter(watched, event)

    def ask(self, client_id: int) -> None:
        """Ask whether to tell, and whether the client wants to be rung."""
        self._client_id, self._is_telling = client_id, False
        self.trouble.clear()
        self.open_centred()

    def _tell(self, ring_back: bool) -> None:
        client_id = self._client_id
        if client_id is None or self._is_telling:
            return
        self._is_telling = True
        health, by = self._work.clinic.health, self._work.by
        self._work.write(
            lambda: health.tell_change(client_id, ring_back, by),
            lambda _saved: self._told(ring_back),
            self._refused,
            initiator=self,
        )

    def _told(self, ring_back: bool) -> None:
        self.dismiss()
        words = "The nurse is told, and rings back" if ring_back else "The nurse is told"
        self._work.announce(words)

    def _refused(self, error: ClinicError) -> None:
        self._is_telling = False
        self.trouble.tell(error)


class HealthChange:
    """The act for one page: `client` gives the client it is about, if there is one."""

    def __init__(self, workplace: Workplace, page: QWidget, client: Callable[[], int | None]):
        """Nothing is made before it is asked for."""
        self._work, self._page, self._client = workplace, page, client
        self.card: HealthChangeCard | None = None

    def begin(self) -> None:
        """Open the card, where there is somebody in sight whom it may be about."""
        client_id = self._client()
        if client_id is None or self._work.private:
            return
        if self.card is None:
            self.card = HealthChangeCard(self._work, self._page.window())
        self.card.ask(client_id)

    def command(self, id: str, group: str, scope: str) -> Command:
        """The act with its key, for the page's own scope."""
        return Command(id, WORDS, KEY, group, self.begin, scope=scope)

    def button(self) -> QuietButton:
        """A button for it, with its key."""
        return QuietButton(WORDS, KEY, on_click=self.begin)
